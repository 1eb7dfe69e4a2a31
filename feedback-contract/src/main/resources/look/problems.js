// A part of a page that could not be had is told of in the page, which stays as it is: in the words of the service where it answered, else in a few
// of its own.

const region = document.createElement('div');
region.className = 'failed';
region.setAttribute('role', 'alert');
document.body.append(region);

/** What the page of the service says; null where it is none of the service, but of a proxy. */
function saidBy(answer) {
  const page = new DOMParser().parseFromString(answer.responseText, 'text/html');
  const words = page.querySelector('[data-problem]')?.children;
  return words ? [...words].map(one => one.textContent) : null;
}

function tell([title, ...texts]) {
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = 'Close';
  close.addEventListener('click', clear);
  const notice = document.createElement('div');
  notice.className = 'notice bad stack';
  notice.append(paragraph('strong', title), ...texts.map(text => paragraph('span', text)), close);
  region.replaceChildren(notice);
}

function paragraph(kind, text) {
  const words = document.createElement(kind);
  words.textContent = text;
  words.dir = 'auto';
  const one = document.createElement('p');
  one.append(words);
  return one;
}

function clear() {
  region.replaceChildren();
}

function unreachable() {
  tell(['The service can’t be reached', 'Look at the connection, and try again.']);
}

document.body.addEventListener('htmx:beforeRequest', clear);
document.body.addEventListener('htmx:responseError', event => {
  const answer = event.detail.xhr;
  tell(saidBy(answer) ?? ['That did not work', 'The answer was ' + answer.status + '. Try again in a moment.']);
});
document.body.addEventListener('htmx:sendError', unreachable);
document.body.addEventListener('htmx:timeout', unreachable);
