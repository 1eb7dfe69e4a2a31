// What a page hears of changes of cases, and whether it does: the stream of the API, opened again whenever it ends.

const TYPES = ['case.opened', 'case.updated', 'case.reopened', 'case.resolved', 'case.reminder', 'case.escalated'];
const AGAIN_MILLIS = 3000;
const HIDDEN_MILLIS = 30000;

/**
 * Calls back with each case that changed and what happened to it, and with null where changes may have been missed.
 *
 * @param {(changed: object|null, type: string|undefined) => void} onChange
 */
export function listen(onChange) {
  const sign = document.getElementById('live');
  let source = null;
  let missed = false;
  let timer = 0;

  function show(on, words) {
    sign.classList.toggle('on', on);
    if (sign.textContent !== words) {
      sign.textContent = words;
    }
  }

  function open() {
    clearTimeout(timer);
    if (source !== null) {
      return;
    }
    source = new EventSource('/v1/cases/stream');
    source.onopen = () => {
      show(true, 'Live');
      if (missed) {
        missed = false;
        onChange(null);
      }
    };
    source.onerror = () => {
      show(false, 'Not live: no connection. Trying again');
      missed = true;
      if (source.readyState === EventSource.CLOSED) {
        // refused, which a browser takes as an answer
        close();
        timer = setTimeout(open, AGAIN_MILLIS);
      }
    };
    source.addEventListener('reset', () => onChange(null));
    TYPES.forEach(type => source.addEventListener(type, event => onChange(JSON.parse(event.data).data, type)));
  }

  function close() {
    clearTimeout(timer);
    if (source !== null) {
      source.close();
      source = null;
    }
    missed = true;
  }

  // a browser has six connections to a host for all its windows together, and each that nobody looks at would hold one
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        close();
        show(false, 'Not live while nobody looks');
      }, HIDDEN_MILLIS);
    } else {
      open();
    }
  });
  window.addEventListener('online', () => {
    close();
    open();
  });
  window.addEventListener('offline', () => {
    close();
    show(false, 'Not live: no connection. Trying again');
  });
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', open);
  show(false, 'Connecting');
  open();
}
