// Keeps the list of cases up to date: reads the page's own address again and takes over what is new. What the reader points at stays in its place.

import {keys} from './keys.js';
import {listen} from './live.js';
import {localTimes} from './times.js';

const LIST = 'earshot:list';
const GATHER_MILLIS = 300;
/** Between two readings, however many changes come. */
const BETWEEN_MILLIS = 1000;
const TICK_MILLIS = 60000;

const list = document.getElementById('cases');
const news = document.getElementById('news');
const arrivals = document.getElementById('arrivals');
/** Cases that have come since the page was opened and can't be seen on it: those due last stand at the end. */
const arrived = new Map();

let waiting = null;
let reading = false;
let again = false;
let timer = 0;
let readAt = 0;

const rows = within => [...within.querySelectorAll('.case')];

/** Where the case pages find the next one, and their way back. */
function remember() {
  const ids = rows(list).filter(row => !row.classList.contains('moved')).map(row => row.dataset.id);
  sessionStorage.setItem(LIST, JSON.stringify({ids, back: location.pathname + location.search}));
}

/** Whether a row that moved would move under the pointer, or away from the keyboard. */
function isHeld() {
  return list.contains(document.activeElement) || list.matches(':hover') && matchMedia('(hover: hover)').matches;
}

function fill(row, fresh) {
  if (row.dataset.version === fresh.dataset.version && row.textContent === fresh.textContent) {
    return;
  }
  const hadFocus = row.contains(document.activeElement);
  const isChanged = row.dataset.version !== fresh.dataset.version;
  row.className = fresh.className;
  row.dataset.version = fresh.dataset.version;
  row.replaceChildren(...fresh.childNodes);
  if (isChanged) {
    flash(row);
  }
  if (hadFocus) {
    row.querySelector('a').focus({preventScroll: true});
  }
}

function flash(row) {
  row.classList.remove('fresh');
  void row.offsetWidth;
  row.classList.add('fresh');
}

/** Takes over what changed of the rows that are there. */
function fillAll(fresh) {
  rows(fresh).forEach(row => {
    const there = document.getElementById(row.id);
    if (there !== null) {
      there.classList.remove('moved');
      fill(there, row.cloneNode(true));
    }
  });
  document.getElementById('summary').textContent = fresh.querySelector('#summary').textContent;
  list.querySelectorAll('.group').forEach(group => {
    const heading = fresh.querySelector('[data-key="' + group.dataset.key + '"] h2');
    if (heading !== null) {
      group.querySelector('h2').replaceChildren(...heading.cloneNode(true).childNodes);
    }
  });
}

/** Takes over the order, with the rows that are there. */
function arrange(fresh) {
  const there = new Map(rows(list).map(row => [row.id, row]));
  rows(fresh).forEach(row => {
    const known = there.get(row.id);
    if (known === undefined) {
      row.classList.add('fresh');
    } else {
      fill(known, row);
      row.replaceWith(known);
    }
  });
  list.replaceChildren(...fresh.childNodes);
  tell(null);
  remember();
}

function tell(words) {
  if (words === null) {
    waiting = null;
    news.replaceChildren();
    return;
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Show';
  const kbd = document.createElement('kbd');
  kbd.textContent = '.';
  kbd.ariaHidden = 'true';
  button.append(' ', kbd);
  button.addEventListener('click', show);
  const text = document.createElement('span');
  text.textContent = words;
  news.replaceChildren(text, button);
}

function show() {
  if (waiting === null) {
    return;
  }
  const focused = document.activeElement?.closest('.case')?.id;
  arrange(waiting);
  document.getElementById(focused)?.querySelector('a').focus();
}

function count(number, one, many) {
  return number + ' ' + (number === 1 ? one : many);
}

function take(fresh) {
  document.title = fresh.dataset.title;
  localTimes(fresh);
  const before = rows(list).map(row => row.id);
  const after = rows(fresh).map(row => row.id);
  const added = after.filter(id => !before.includes(id));
  const gone = before.filter(id => !after.includes(id));
  if (!isHeld()) {
    arrange(fresh);
    if (added.length > 0) {
      announce(added.length === 1
        ? 'New: ' + document.getElementById(added[0]).querySelector('.title').textContent.trim()
        : added.length + ' new cases');
    }
    return;
  }
  fillAll(fresh);
  gone.forEach(id => document.getElementById(id).classList.add('moved'));
  if (before.join() === after.join()) {
    tell(null);
    return;
  }
  waiting = fresh;
  tell([
    added.length > 0 ? count(added.length, 'new case', 'new cases') : '',
    gone.length > 0 ? count(gone.length, 'case is', 'cases are') + ' no longer of this list' : '',
    added.length + gone.length === 0 ? 'The order has changed' : ''].filter(words => words).join(', '));
}

/** Whether a case that just came would be on the list, for all that the filters say. */
function isWanted(one) {
  const wanted = new URLSearchParams(location.search);
  const fits = (name, value) => !wanted.get(name) || wanted.get(name) === (value ?? '-');
  return fits('status', one.status) && fits('severity', one.severity) && fits('team', one.team) && fits('assignee', one.assignee);
}

function isInSight(row) {
  const {top, bottom} = row.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

/** Says at the top what came in further down. */
function greet() {
  arrived.forEach((one, id) => {
    const row = rows(list).find(there => there.dataset.id === id);
    if (row && isInSight(row)) {
      arrived.delete(id);
    }
  });
  const last = [...arrived.values()].pop();
  if (last === undefined) {
    arrivals.replaceChildren();
    return;
  }
  const who = last.customer?.name ?? last.customer?.email ?? last.customer?.id ?? 'an unnamed customer';
  const link = document.createElement('a');
  link.className = 'button';
  link.href = '/cases/' + last.id;
  link.textContent = 'Open';
  const words = document.createElement('span');
  words.textContent = (arrived.size === 1 ? 'New, ' : arrived.size + ' new cases, the last one ') + last.severity + ' severity: ' + who;
  arrivals.replaceChildren(words, link);
}

/** Told by screen readers, and gone from sight. */
function announce(words) {
  const unseen = document.createElement('span');
  unseen.className = 'unseen';
  unseen.textContent = words;
  const live = document.getElementById('announced');
  live.replaceChildren(unseen);
}

async function read() {
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  readAt = performance.now();
  try {
    const answer = await fetch(location.href, {headers: {Accept: 'text/html', 'HX-Request': 'true'}});
    const onward = answer.headers.get('HX-Redirect');
    if (onward !== null) {
      location.assign(onward);
      return;
    }
    if (answer.ok) {
      take(new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('cases'));
      greet();
    } else if (waiting === null) {
      news.replaceChildren('The list may be old: it can’t be read for the moment. It is read again within a minute.');
    }
  } catch {
    // no connection: the sign of life says so, and what was missed is read when it is back
  } finally {
    reading = false;
    if (again) {
      again = false;
      soon();
    }
  }
}

/** Many changes of a moment are one, and one that comes after it does not put it off. */
function soon() {
  if (timer === 0) {
    timer = setTimeout(() => {
      timer = 0;
      read();
    }, Math.max(GATHER_MILLIS, readAt + BETWEEN_MILLIS - performance.now()));
  }
}

function step(by) {
  const all = rows(list);
  const at = all.indexOf(document.activeElement?.closest('.case'));
  all[Math.min(Math.max(at + by, 0), all.length - 1)]?.querySelector('a').focus();
}

const announced = document.createElement('div');
announced.id = 'announced';
announced.setAttribute('role', 'status');
list.before(announced);

document.getElementById('apply').hidden = true;
document.getElementById('filters').addEventListener('change', event => {
  // an address without what was not asked for
  event.currentTarget.querySelectorAll('select').forEach(select => {
    select.disabled = select.value === '';
  });
  event.currentTarget.requestSubmit();
});
window.addEventListener('pageshow', () => document.querySelectorAll('#filters select').forEach(select => {
  select.disabled = false;
}));
list.addEventListener('pointerleave', () => setTimeout(() => !isHeld() && show(), GATHER_MILLIS));
list.addEventListener('focusout', () => setTimeout(() => !isHeld() && show(), GATHER_MILLIS));

keys({
  j: () => step(1),
  k: () => step(-1),
  '.': show,
  '/': () => document.getElementById('status').focus(),
});
localTimes(document);
remember();
listen((changed, type) => {
  if ((type === 'case.opened' || type === 'case.reopened') && isWanted(changed)) {
    arrived.delete(changed.id);
    arrived.set(changed.id, changed);
  }
  soon();
});
// what is due is told in words, and the words change by themselves
setInterval(read, TICK_MILLIS);
