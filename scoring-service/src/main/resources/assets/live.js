// Keeps the figures of the page as they are now: a stream tells which scores changed, the service writes them anew as the page has them.
import {morph} from './morph.js';

const REST = 2_000;
const TREND_REST = 10_000;
const SAY_REST = 5_000;
const LONGEST_REST = 30_000;

/** The part of the page at that address, as an element. */
async function fetchPart(address) {
  const response = await fetch(address, {
    headers: {'HX-Request': 'true', 'HX-Current-URL': location.href},
    signal: AbortSignal.timeout(20_000)
  });
  if (!response.ok) {
    const error = new Error(`${response.status} of ${address}`);
    error.signIn = response.headers.get('HX-Redirect');
    throw error;
  }
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return page.body.firstElementChild;
}

/** What is news about a score, as the cards have it. */
const stateOf = score => JSON.stringify(
  [score.n, score.score, score.average, score.previous.n, score.previous.score]);
const stateOn = card => JSON.stringify(JSON.parse(card.dataset.state));
const cards = () => [...document.querySelectorAll('[data-series]')];

/** Does something soon, but not again within a while; one that fails is tried again, later each time. */
function paced(rest, task) {
  let timer = 0;
  let last = -Infinity;
  let failures = 0;
  const run = async () => {
    timer = 0;
    last = performance.now();
    try {
      await task();
      failures = 0;
    } catch (error) {
      failures++;
      if (!error.signIn) {
        start();
      }
    }
  };
  const start = () => {
    const pause = Math.min(LONGEST_REST, rest * 2 ** failures);
    timer ||= setTimeout(run, Math.max(0, last + pause - performance.now()));
  };
  return start;
}

/**
 * @param {() => void} redraw called when the table of the trend has changed
 */
export function follow(redraw) {
  const live = document.getElementById('live');
  const addresses = live?.dataset.streams.split(' ').filter(Boolean) ?? [];
  if (addresses.length === 0) {
    return;
  }
  const sources = new Map();
  let readable = true;
  let pause = REST;
  let reopening = 0;

  const show = (on, text) => {
    live.classList.toggle('on', on);
    if (live.firstElementChild.textContent !== text) {
      live.firstElementChild.textContent = text;
    }
  };
  const tell = () => {
    const open = addresses.every(address => sources.get(address)?.readyState === EventSource.OPEN);
    if (open && readable) {
      show(true, 'Live');
    } else {
      show(false, navigator.onLine ? 'Not live, trying again' : 'Not live: offline');
    }
  };
  const signedOut = address => {
    close();
    show(false, 'Not live: ');
    const link = document.createElement('a');
    link.href = address;
    link.textContent = 'sign in again';
    live.firstElementChild.append(link);
  };

  const figures = document.querySelector('#cards, #now');
  const trend = document.getElementById('trend');
  const news = new Set();
  const say = paced(SAY_REST, async () => {
    document.getElementById('said').textContent = cards()
      .filter(card => news.has(card.dataset.series)).map(card => card.dataset.said).join('. ');
    news.clear();
  });
  const refresh = paced(REST, async () => {
    try {
      const before = new Map(cards().map(card => [card.dataset.series, card.dataset.said]));
      const values = new Map(cards().map(card => [card.dataset.series, card.querySelector('.value')?.textContent]));
      morph(figures, await fetchPart(figures.dataset.refresh));
      window.htmx?.process(figures);
      for (const card of cards()) {
        const {series, said} = card.dataset;
        if (before.get(series) !== said) {
          news.add(series);
        }
        const value = card.querySelector('.value');
        if (value && values.get(series) !== value.textContent) {
          value.classList.add('fresh');
          value.addEventListener('animationend', () => value.classList.remove('fresh'), {once: true});
        }
      }
      if (news.size > 0) {
        say();
        document.getElementById('answers-newer')?.removeAttribute('hidden');
      }
      readable = true;
    } catch (error) {
      readable = false;
      if (error.signIn) {
        signedOut(error.signIn);
      }
      throw error;
    } finally {
      if (sources.size > 0) {
        tell();
      }
    }
  });
  const refreshTrend = paced(TREND_REST, async () => {
    const fresh = await fetchPart(trend.dataset.refresh);
    morph(trend.querySelector('tbody'), fresh.querySelector('tbody'));
    redraw();
  });

  const hear = event => {
    const score = JSON.parse(event.data);
    const card = cards().find(one => one.dataset.series === `${score.metric}/${score.scale}`);
    if (card ? stateOn(card) !== stateOf(score) : score.n > 0) {
      refresh();
      if (trend) {
        refreshTrend();
      }
    }
  };

  // A stream that breaks comes back by itself and tells what was missed; one that was refused is asked for again.
  const open = address => {
    const source = new EventSource(address);
    sources.set(address, source);
    source.addEventListener('open', () => {
      pause = REST;
      tell();
    });
    source.addEventListener('score', hear);
    source.addEventListener('error', () => {
      tell();
      if (source.readyState === EventSource.CLOSED && sources.get(address) === source) {
        sources.delete(address);
        reopening ||= setTimeout(reopen, pause * (.8 + .4 * Math.random()));
        pause = Math.min(LONGEST_REST, pause * 2);
        // says whether the session is over: a stream does not
        refresh();
      }
    });
  };
  const reopen = () => {
    clearTimeout(reopening);
    reopening = 0;
    addresses.filter(address => !sources.has(address)).forEach(open);
  };
  const close = () => {
    clearTimeout(reopening);
    reopening = 0;
    sources.forEach(source => source.close());
    sources.clear();
  };

  // A page that nobody sees keeps no stream: browsers have few for all pages of a site.
  document.addEventListener('visibilitychange', () => document.hidden ? close() : reopen());
  window.addEventListener('online', () => {
    close();
    reopen();
  });
  window.addEventListener('offline', () => {
    close();
    tell();
  });
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', () => document.hidden || reopen());
  tell();
}
