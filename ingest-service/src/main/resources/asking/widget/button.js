const CATEGORIES = ['bug', 'complaint', 'idea', 'question', 'praise', 'other'];

/** The feedback button in a corner of the page, and the dialog that it opens. Out of the flow, so that nothing moves. */
class Button extends HTMLElement {
  connectedCallback() {
    safely(() => this.shadowRoot || showButton(this))();
  }
}

function showButton(element) {
  const speech = speechOf(element), {words} = speech;
  const dialog = make('dialog', {'aria-labelledby': 'title', close: renew, click: event => event.target === dialog && dialog.close()});
  let form, isSent = true;

  /** A form for the next message; what was typed and not sent stays when the dialog is closed. */
  function renew() {
    if (!isSent) return;
    isSent = false;
    form = messageForm(speech, () => dialog.close(), send);
    dialog.replaceChildren(form);
  }

  async function send(event) {
    event.preventDefault();
    const {category, comment, score} = Object.fromEntries(new FormData(form));
    const item = {id: newId(), revision: 0, kind: 'button', category, comment: cut(comment, MOST_COMMENT), ...origin(element)};
    if (score) item.rating = Number(score);
    const status = form.querySelector('[role=status]');
    isSent = true;
    giveThanks(form, words('thanks'));
    const outcome = await submit(item);
    if (outcome !== 'saved') status.textContent = words(outcome);
    if (outcome === 'refused') form.querySelector('.thanks').remove();
  }

  renew();
  const opener = make('button', {type: 'button', class: 'opener', 'aria-haspopup': 'dialog', click: () => dialog.showModal()}, words('button'));
  frame(element, speech, opener, dialog);
}

function messageForm(speech, close, send) {
  const {words} = speech;
  const categories = CATEGORIES.map(category => make('label', {},
    make('input', {type: 'radio', name: 'category', value: category, required: true}), make('span', {}, words('category.' + category))));
  return make('form', {class: 'card', submit: send},
    closeButton(words('close'), close),
    make('h2', {id: 'title'}, words('button')),
    make('div', {class: 'body'},
      make('fieldset', {role: 'radiogroup'}, make('legend', {}, words('category.title')), make('div', {class: 'choices'}, ...categories)),
      textField(words('message'), '', true),
      scaleField(speech, 'csat', '1-5'),
      make('button', {class: 'send'}, words('send')),
      make('p', {role: 'status'})));
}
