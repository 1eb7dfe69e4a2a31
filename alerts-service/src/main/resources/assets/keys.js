// One key, one action; never while somebody types, and never for who has switched it off.

const OFF = 'earshot:keys-off';
const root = document.documentElement;

function isOff() {
  return localStorage.getItem(OFF) === 'yes';
}

function isTyping(target) {
  return target instanceof HTMLElement
      && (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'));
}

/** @param {Object<string, () => void>} actions by key */
export function keys(actions) {
  const list = document.getElementById('keys');
  const box = document.getElementById('keys-on');
  root.classList.add('scripted');
  root.classList.toggle('keys-off', isOff());
  document.getElementById('keys-open').hidden = false;
  box.checked = !isOff();
  box.addEventListener('change', () => {
    localStorage.setItem(OFF, box.checked ? 'no' : 'yes');
    root.classList.toggle('keys-off', !box.checked);
  });
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented
        || isOff() || isTyping(event.target) || document.querySelector('dialog:popover-open')) {
      return;
    }
    const action = event.key === '?' ? () => list.showPopover() : actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}
