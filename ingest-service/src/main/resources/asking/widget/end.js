/** Nothing is shown where nothing could be sent. */
safely(() => {
  if (!settings.key) return warn('the script tag has no data-key');
  if (customElements.get('earshot-survey')) return;
  customElements.define('earshot-survey', Survey);
  customElements.define('earshot-button', Button);
  const whenReady = safely(() => settings.button === 'off' || document.body.append(new Button()));
  if (document.body) whenReady();
  else addEventListener('DOMContentLoaded', whenReady);
  addEventListener('online', safely(sendWaiting));
  document.addEventListener('visibilitychange', safely(leave));
  return sendWaiting();
})();
