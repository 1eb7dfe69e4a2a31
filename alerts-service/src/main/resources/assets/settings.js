// Small comforts of the settings: answers in place, and only as many conditions as are used.

// what is refused is shown as well as what is done
window.htmx.config.responseHandling = [{code: '...', swap: true}];

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
