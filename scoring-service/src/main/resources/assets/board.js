// The score board: figures that move by themselves, and the chart. Without it the pages work as links and tables.
import {follow} from './live.js';
import {drawTrend} from './trend.js';

drawTrend();
follow(drawTrend);

// A part that can't be had says so in its place; a whole page is no part, and /look/problems.js tells of it.
document.body.addEventListener('htmx:beforeSwap', event => {
  const {status, responseText} = event.detail.xhr;
  if (status >= 400 && responseText.startsWith('<section')) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// Who asks for the words behind a number is led to them; who searches stays in the search.
let asked = false;
document.body.addEventListener('htmx:beforeRequest', event => {
  asked = event.detail.elt.matches('a') && event.detail.target.id === 'answers';
});
document.body.addEventListener('htmx:afterSettle', event => {
  if (asked && document.getElementById('answers')?.contains(event.detail.elt)) {
    asked = false;
    document.getElementById('answers-title')?.focus();
  }
});
