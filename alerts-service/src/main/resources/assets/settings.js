// Small comforts of the settings: answers in place, and only as many conditions as are used.

// what is refused is shown as well as what is done; what failed otherwise leaves the part as it was, and /look/problems.js tells of it
document.body.addEventListener('htmx:beforeSwap', event => {
  const {xhr, target} = event.detail;
  if (xhr.status >= 400 && new DOMParser().parseFromString(xhr.responseText, 'text/html').getElementById(target.id) !== null) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

const another = document.getElementById('another');
if (another !== null) {
  const blank = [...document.querySelectorAll('.condition[data-blank]')];
  const next = () => blank.find(one => one.hidden);
  blank.forEach((one, n) => {
    one.hidden = n > 0 || document.querySelectorAll('.condition:not([data-blank])').length > 0;
  });
  another.hidden = next() === undefined;
  another.addEventListener('click', () => {
    const shown = next();
    shown.hidden = false;
    shown.querySelector('select').focus();
    another.hidden = next() === undefined;
  });
}
