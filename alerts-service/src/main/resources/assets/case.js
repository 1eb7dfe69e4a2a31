// Works on a case without losing anything: forms are sent from here, and what could not be sent stays where it was typed.

import {keys} from './keys.js';
import {listen} from './live.js';
import {localTimes} from './times.js';

const LIST = 'earshot:list';
const GATHER_MILLIS = 200;
const AGAIN_MILLIS = 4000;

const id = document.getElementById('content').dataset.id;
const NOTE = 'earshot:note:' + id;
const OLD = 'This page may be old: the case can’t be read for the moment.';
const said = document.getElementById('said');

let timer = 0;
let retry = 0;
let sending = false;

// all that can be typed is one form; the button says which part of it is meant
const work = document.getElementById('work');
const noteId = () => document.querySelector('#note [name=noteId]');
const noteButton = () => document.querySelector('#note button');
const noteText = () => document.getElementById('note-text');

function say(words, isBad) {
  said.textContent = words;
  said.classList.toggle('bad', isBad);
}

/** Whether somebody is at work in a part of the page, so that it must not be replaced under their hands. */
function isBusy(part) {
  if (part.contains(document.activeElement) && document.activeElement.matches('input, textarea, select')) {
    return true;
  }
  if (part.matches(':popover-open')) {
    return true;
  }
  if (part.matches('.kept')) {
    return true;
  }
  return [...part.querySelectorAll('input:not([type=hidden]), textarea, select')].some(isChanged);
}

function isChanged(field) {
  const was = work.elements['was-' + field.name];
  if (was !== undefined) {
    // also where an answer of the service came with what was typed
    return field.value.trim() !== was.value;
  }
  if (field.matches('select')) {
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex(option => option.defaultSelected));
  }
  return field.value !== field.defaultValue;
}

/**
 * Takes over the parts of the page as they are by now.
 *
 * @param {Document} fresh
 * @param {Element|null} sent the part whose form was sent, and which is taken over in any case
 */
function adopt(fresh, sent) {
  const focused = document.activeElement;
  const focusedPart = focused?.closest('[data-part]');
  const focusedKey = focused?.dataset.key;
  document.title = fresh.title;
  document.querySelectorAll('[data-part]').forEach(part => {
    const next = fresh.getElementById(part.id);
    if (next === null) {
      part.replaceChildren();
    } else if (part === sent || !isBusy(part)) {
      part.replaceChildren(...next.childNodes);
      part.classList.remove('kept');
    }
  });
  localTimes(document);
  restoreNote();
  if (focusedPart && !document.contains(focused)) {
    const same = focusedKey && document.querySelector('[data-key="' + focusedKey + '"]');
    (same || document.getElementById('title')).focus({preventScroll: true});
  }
}

async function pageOf(answer) {
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

function isSignedOut(answer) {
  if (answer.status === 401 || answer.redirected && new URL(answer.url).pathname.startsWith('/sign-in')) {
    say('You are signed out. What you typed is kept: sign in again and come back to this case.', true);
    const link = document.createElement('a');
    link.href = '/sign-in?next=/cases/' + id;
    link.textContent = 'Sign in';
    said.append(' ', link);
    return true;
  }
  return false;
}

/** Reads the page again, as it is by now. */
async function read() {
  try {
    const answer = await fetch(location.pathname, {headers: {Accept: 'text/html', 'HX-Request': 'true'}});
    if (isSignedOut(answer)) {
      return;
    }
    if (!answer.ok) {
      say(OLD, true);
      return;
    }
    adopt(await pageOf(answer), null);
    if (said.textContent === OLD) {
      say('', false);
    }
  } catch {
    // no connection: it is read again when there is one
  }
}

/** Sends the form as a browser would, and takes over the answer without leaving the page. */
async function send(button) {
  const isNote = button === noteButton();
  const part = document.getElementById(button.dataset.of) ?? button.closest('[data-part]');
  const body = new URLSearchParams(new FormData(work, button));
  const to = button.hasAttribute('formaction') ? button.formAction : work.action;
  const before = version(document);
  clearTimeout(retry);
  sending = true;
  part.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(to, {method: 'POST', body, headers: {Accept: 'text/html', 'HX-Request': 'true'}});
    if (isSignedOut(answer)) {
      unsent(isNote);
    } else if (answer.status >= 500) {
      unsent(isNote);
      failed(isNote, 'the service can’t save anything for the moment');
    } else {
      taken(answer, await pageOf(answer), part, isNote, before);
    }
  } catch {
    unsent(isNote);
    failed(isNote, 'there is no connection');
  } finally {
    sending = false;
    part.removeAttribute('aria-busy');
  }
}

function version(page) {
  return page.querySelector('#actions [name=version]').value;
}

/**
 * What this person alone did is no news to the fields that they are still at.
 *
 * @param {string} before the version that was shown when it was sent
 */
function catchUp(before, fresh) {
  const now = version(fresh);
  if (Number(now) === Number(before) + 1) {
    work.querySelectorAll('[name$=version]').forEach(field => {
      if (field.value === before) {
        field.value = now;
      }
    });
  }
}

function taken(answer, fresh, part, isNote, before) {
  if (fresh.getElementById('head') === null) {
    unsent(isNote);
    say('Not saved: ' + (fresh.querySelector('main p')?.textContent ?? 'the service refused it'), true);
    return;
  }
  if (answer.ok && isNote) {
    sessionStorage.removeItem(NOTE);
  }
  [part, document.getElementById('conflict')].forEach(one => one.classList.remove('kept'));
  if (answer.ok) {
    document.querySelectorAll('.kept').forEach(one => one.classList.remove('kept'));
  }
  if (part.matches(':popover-open')) {
    part.hidePopover();
  }
  if (answer.ok) {
    catchUp(before, fresh);
  }
  adopt(fresh, part);
  if (answer.ok) {
    say('Saved.', false);
  } else {
    say('', false);
    // what others do meanwhile must take neither the question away nor what was typed
    [part, document.getElementById('conflict')].forEach(one => one.classList.add('kept'));
    const first = document.querySelector('#conflict button, #conflict a, [aria-invalid=true]');
    (first ?? document.getElementById('title')).focus();
  }
}

function failed(isNote, reason) {
  if (isNote) {
    document.getElementById('note-state').textContent = 'Not saved yet: ' + reason + '. It is kept here, and sent again by itself.';
    retry = setTimeout(sendNote, AGAIN_MILLIS);
  } else {
    say('Not done: ' + reason + '. Please try again.', true);
  }
}

/** A note keeps its id for as long as it has the same words: sent twice it stands there once. */
function unsent(isNote) {
  if (isNote) {
    keepNote(true);
  }
}

function keepNote(isSent) {
  const text = noteText().value;
  if (text === '') {
    sessionStorage.removeItem(NOTE);
  } else {
    sessionStorage.setItem(NOTE, JSON.stringify({text, id: noteId().value, isSent}));
  }
}

function restoreNote() {
  const kept = JSON.parse(sessionStorage.getItem(NOTE) ?? 'null');
  if (kept !== null && noteText().value === '') {
    noteText().value = kept.text;
    noteId().value = kept.id;
  }
}

function sendNote() {
  const kept = JSON.parse(sessionStorage.getItem(NOTE) ?? 'null');
  if (kept !== null && kept.isSent && !sending) {
    work.requestSubmit(noteButton());
  }
}

document.addEventListener('submit', event => {
  if (event.target === work) {
    event.preventDefault();
    if (!sending) {
      send(event.submitter ?? work.querySelector('button'));
    }
  }
});
document.addEventListener('input', event => {
  if (event.target === noteText()) {
    const kept = JSON.parse(sessionStorage.getItem(NOTE) ?? 'null');
    if (kept !== null && kept.isSent) {
      // other words are another note, whatever became of the first
      noteId().value = crypto.randomUUID?.() ?? Date.now() + '-' + Math.random().toString(36).slice(2);
      clearTimeout(retry);
      document.getElementById('note-state').textContent = 'Not saved yet.';
    }
    keepNote(false);
  }
});
document.addEventListener('keydown', event => {
  if (event.target === noteText() && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    work.requestSubmit(noteButton());
  } else if (event.target === noteText() && event.key === 'Escape') {
    document.getElementById('title').focus();
  }
});
document.addEventListener('click', event => {
  if (event.target.closest('a[href="#note-text"]')) {
    event.preventDefault();
    noteText().focus();
  }
});
window.addEventListener('online', sendNote);
window.addEventListener('beforeunload', event => {
  const kept = JSON.parse(sessionStorage.getItem(NOTE) ?? 'null');
  if (kept?.isSent) {
    event.preventDefault();
  }
});

function press(key) {
  document.querySelector('[data-key="' + key + '"]')?.click();
}

function neighbours() {
  const {ids, back} = JSON.parse(sessionStorage.getItem(LIST) ?? '{"ids": [], "back": "/"}');
  const at = ids.indexOf(id);
  document.getElementById('back').href = back;
  link('previous', at > 0 ? ids[at - 1] : null);
  link('next', at >= 0 && at + 1 < ids.length ? ids[at + 1] : null);
}

function link(name, to) {
  const anchor = document.getElementById(name);
  anchor.hidden = to === null;
  anchor.href = '/cases/' + to;
}

function go(name) {
  const anchor = document.getElementById(name);
  if (!anchor.hidden) {
    anchor.click();
  }
}

keys({
  a: () => press('a'),
  s: () => press('s'),
  c: () => press('c'),
  r: () => press('r'),
  n: () => press('n'),
  j: () => go('next'),
  k: () => go('previous'),
  u: () => document.getElementById('back').click(),
});
neighbours();
localTimes(document);
restoreNote();
sendNote();
listen(changed => {
  if (changed === null || changed.id === id) {
    clearTimeout(timer);
    timer = setTimeout(read, GATHER_MILLIS);
    sendNote();
  }
});
