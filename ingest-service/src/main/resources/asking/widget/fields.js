/** As many characters of three bytes each fit into an item. */
const MOST_COMMENT = 4000;

/**
 * A scale to choose from, as a group of radio buttons. Arrow keys move, which a browser takes for choosing each time; an answer is a click, a tap,
 * Space, Enter, or moving on to something else.
 *
 * moved: is told when a point was chosen that may not be the last; answered: is told the answer, also again
 */
function scaleField({words, language}, metric, scale, moved, answered) {
  const [from, to] = scale.split('-').map(Number);
  const low = words(metric + '.low'), high = words(metric + '.high');
  const points = make('div', {class: 'points', change: moved});
  let isMoving = false;
  for (let value = from; value <= to; value++) {
    const shown = value.toLocaleString(language);
    const end = {[from]: low, [to]: high}[value];
    points.append(make('label', {},
      make('input', {type: 'radio', name: 'score', value, 'aria-label': end && `${shown}, ${end}`, click: () => isMoving || answered?.(value)}),
      make('span', {}, shown)));
  }
  points.addEventListener('keydown', safely(event => {
    isMoving = event.key.startsWith('Arrow');
    if (event.key !== 'Enter' || !answered) return;
    event.preventDefault();
    event.target.click();
  }));
  for (const name of ['keyup', 'pointerdown']) points.addEventListener(name, () => (isMoving = false));
  points.addEventListener('focusout', safely(event => {
    const last = points.querySelector(':checked');
    if (last && !points.contains(event.relatedTarget)) answered?.(Number(last.value));
  }));
  return make('fieldset', {role: 'radiogroup'},
    make('legend', {}, words(metric + '.question')),
    points,
    make('div', {class: 'ends', 'aria-hidden': 'true'}, make('span', {}, low), make('span', {}, high)));
}

const textField = (label, hint, required) =>
  make('label', {class: 'field'}, make('span', {}, label), make('textarea', {name: 'comment', rows: 3, maxlength: MOST_COMMENT, dir: 'auto', required}), make('small', {}, hint));

const closeButton = (label, click) => make('button', {type: 'button', class: 'close', 'aria-label': label, click}, '×');

/** Says it in place of all but the status, to eyes and to screen readers; the focus follows, since what had it is gone. */
function giveThanks(form, text) {
  const thanks = make('p', {class: 'thanks', tabindex: -1}, text);
  form.querySelectorAll('.body > :not(p)').forEach(part => part.remove());
  form.querySelector('.body').prepend(thanks);
  thanks.focus();
}

/** Random, and kept with the item. Not randomUUID: that is only there for pages over TLS. */
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

/** What the shop says with an attribute of the element, or with one of the script's tag. */
const given = (element, name) => element.getAttribute(name) ?? settings[name];

/** What an item says of where it comes from, and who it is if the shop says so. */
function origin(element) {
  const context = {channel: 'web', page: cut(location.origin + location.pathname), locale: cut(localeOf(element))};
  for (const name of ['touchpoint', 'product', 'order', 'aspect', 'survey']) context[name] = cut(given(element, name));
  const id = cut(given(element, 'customer'));
  return {context, customer: id && {id}};
}
