/** The tag that brought this script; its attributes are the settings of the page. A module has no currentScript. */
const tag = document.currentScript ?? document.querySelector('script[data-key][src*="/widget.js"]');
const settings = tag?.dataset ?? {};

const note = failure => console.debug('Earshot:', failure);

/** Runs what must not disturb the shop's page, whatever goes wrong in it, now or later. */
const safely = work => (...values) => {
  try {
    const result = work(...values);
    result?.catch?.(note);
    return result;
  } catch (failure) {
    note(failure);
  }
};

const warn = message => console.warn('Earshot: ' + message);

/** Milliseconds of 30s, 15m, 4h or 7d; NaN if it is none of these, and every comparison with that is false. */
function duration(text) {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  return count * {s: 1e3, m: 6e4, h: 36e5, d: 864e5}[unit];
}

/** So many characters, none of them cut in half. Nothing is undefined, which JSON leaves out. */
const cut = (text, most = 200) => [...(text ?? '')].slice(0, most).join('') || undefined;

/**
 * An element; its attributes are set one by one, so that no text is ever read as markup. Functions
 * listen to the event of that name.
 */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, safely(value));
    else if (value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}
