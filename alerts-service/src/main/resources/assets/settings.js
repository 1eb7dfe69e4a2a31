// Small comforts of the settings: answers in place.

// what is refused is shown as well as what is done; what failed otherwise leaves the part as it was, and /look/problems.js tells of it
document.body.addEventListener('htmx:beforeSwap', event => {
  const {xhr, target} = event.detail;
  if (xhr.status >= 400 && new DOMParser().parseFromString(xhr.responseText, 'text/html').getElementById(target.id) !== null) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
