const SCALES = {nps: ['0-10', '1-10'], csat: ['1-5', '1-10'], ces: ['1-7', '1-5']};

/** <earshot-survey metric="nps" touchpoint="delivery">: one question in place, when it is due and was not answered before. */
class Survey extends HTMLElement {
  connectedCallback() {
    safely(() => this.shadowRoot || this.isWaiting || waitToAsk(this))();
  }

  /** Asks now, whatever it waits for; not who answered lately. */
  ask() {
    safely(() => ask(this))();
  }
}

/** Asks once the time has come: after an event of the page, so long after the order, so long after now. */
function waitToAsk(survey) {
  const {on, after, orderDate} = survey.dataset;
  survey.isWaiting = true;
  if (on) return document.addEventListener(on, safely(() => ask(survey)), {once: true});
  const wait = (orderDate === undefined ? Date.now() : Date.parse(orderDate)) + duration(after ?? '0s') - Date.now();
  if (wait <= 0) ask(survey);
  else if (wait < 864e5) setTimeout(safely(() => ask(survey)), wait);
  else if (isNaN(wait)) warn('data-after or data-order-date unknown');
}

function ask(survey) {
  const metric = survey.getAttribute('metric');
  const scale = survey.getAttribute('scale') ?? SCALES[metric]?.[0];
  const again = duration(given(survey, 'again') ?? '90d');
  if (!SCALES[metric]?.includes(scale) || isNaN(again)) return warn('metric, scale or again unknown');
  survey.isWaiting = survey.isConnected;
  if (survey.shadowRoot || !survey.isConnected) return;
  const name = ['earshot:asked', metric, ...['survey', 'touchpoint', 'customer'].map(part => given(survey, part) ?? '')].join(':');
  if (Date.now() - (store[name] ?? 0) >= again) show(survey, metric, scale, () => remember(name, Date.now()));
}

/** settle: is called when it was answered or closed, and is not to be asked again for some time */
function show(survey, metric, scale, settle) {
  const speech = speechOf(survey), {words} = speech;
  const answer = {id: newId(), kind: 'survey', metric, scale, question: cut(words(metric + '.question'), 500), ...origin(survey)};
  let score, revision = -1, sent;

  /** The next revision, or nothing if nothing is new. */
  function next() {
    const item = {...answer, score, comment: cut(comment.value, MOST_COMMENT)};
    const text = JSON.stringify(item);
    if (score === undefined || text === sent) return;
    sent = text;
    settle();
    survey.dispatchEvent(new CustomEvent('earshot-answer', {bubbles: true, detail: {id: item.id, metric, score}}));
    return {...item, revision: ++revision};
  }

  async function save() {
    const item = next();
    if (item) status.textContent = words(await submit(item));
  }

  function answered(value) {
    score = value;
    return save();
  }

  function finish(event) {
    event.preventDefault();
    safely(save)();
    // what follows stays where it is
    survey.style.minHeight = survey.offsetHeight + 'px';
    giveThanks(form, words('thanks'));
  }

  const status = make('p', {role: 'status'});
  const more = make('div', {class: 'more', hidden: true},
    textField(words('comment'), words('hint')),
    make('button', {class: 'send'}, words('send')));
  const comment = more.querySelector('textarea');
  const form = make('form', {class: 'card', submit: finish},
    closeButton(words('close'), () => { settle(); survey.hidden = true; }),
    make('div', {class: 'body'},
      scaleField(speech, metric, scale, () => (more.hidden = false), safely(answered)),
      status,
      more));
  lastWords.add(safely(save));
  frame(survey, speech, form);
}
