/**
 * What was answered and is not known to be stored: kept under its id, sent again with the same id and revision until the service has it. Several
 * pages of the shop may send the same item, which counts once all the same. Never in here: who the customer is, beyond the shop's own id.
 */
const MOST_WAITING = 20, LONGEST_WAIT = duration('7d'), WAITING = 'earshot:waiting:';
let attempts = 0, notBefore = 0, alarm;

/** Where this script came from, also behind a path of its own. */
const address = () => new URL('v1/feedback?key=' + encodeURIComponent(settings.key), tag.src);

/** Local storage, or as long as the page is open an object where the browser allows none. */
let store = {};
safely(() => (store = localStorage || store))();

/** Without room it is not remembered, and all else goes on. */
const remember = safely((name, text) => (store[name] = text));

const forget = name => delete store[name];

function read(name) {
  try {
    const {since, item} = JSON.parse(store[name]);
    return item.id && since > Date.now() - LONGEST_WAIT && {name, since, item};
  } catch {
    return null;
  }
}

/** All that waits, the oldest first; what waited too long, is too much or is no item is forgotten. */
function waiting() {
  const names = Object.keys(store).filter(name => name.startsWith(WAITING));
  const found = names.map(read).filter(entry => entry).sort((one, other) => other.since - one.since).slice(0, MOST_WAITING);
  names.filter(name => !found.some(entry => entry.name === name)).forEach(forget);
  return found.reverse();
}

/** Keeps an item, or its next revision, until the service has it. */
function keep(item) {
  const name = WAITING + item.id;
  remember(name, JSON.stringify({since: read(name)?.since || Date.now(), item}));
}

/** Keeps an item and sends it. Tells what became of it: saved, offline (kept, and sent later) or refused (for good, and forgotten). */
function submit(item) {
  keep(item);
  return deliver(item);
}

async function deliver(item) {
  const outcome = await post(item);
  const name = WAITING + item.id;
  // a higher revision may have come meanwhile
  if (outcome !== 'offline' && !(read(name)?.item.revision > item.revision)) forget(name);
  if (outcome === 'offline') sendLater();
  else attempts = 0;
  return outcome;
}

async function post(item) {
  try {
    // a plain text needs no preflight; keepalive lets it go on when the page is left
    const response = await fetch(address(), {
      method: 'POST',
      body: JSON.stringify(item),
      credentials: 'omit',
      keepalive: true,
      signal: AbortSignal.timeout(2e4),
    });
    if (response.ok) return 'saved';
    response.text().then(warn, note);
    // what the service refuses for good; any other failure passes, and be it by another key in the page
    if ([400, 403, 413, 415].includes(response.status)) return 'refused';
    notBefore = Date.now() + (response.headers.get('Retry-After') * 1e3 || 0);
  } catch (failure) {
    note(failure);
  }
  return 'offline';
}

/** 3 s, 6 s, 12 s and so on up to 5 minutes, each give or take a half, and not before the service wants it. */
function sendLater() {
  const pause = Math.min(3e5, 3e3 * 2 ** attempts++) * (0.5 + Math.random());
  clearTimeout(alarm);
  alarm = setTimeout(safely(sendWaiting), Math.max(pause, notBefore - Date.now()));
}

async function sendWaiting() {
  if (Date.now() < notBefore) return sendLater();
  for (const {item} of waiting()) {
    if ((await deliver(item)) === 'offline') return;
  }
}

/** Each says what a survey has still to say when the page is left. */
const lastWords = new Set();

function leave() {
  if (document.visibilityState !== 'hidden') return sendWaiting();
  // by both ways: a beacon of a page that sends no referrer has no origin and is refused, and not every browser keeps a fetch alive
  for (const lastWord of lastWords) lastWord();
  // nobody hears what became of a beacon, so it stays in the queue, and is sent once more when the customer is back: it counts once
  for (const {item} of waiting()) navigator.sendBeacon(address(), JSON.stringify(item));
}
