/** The language of an element, as the page names it: its own attribute, the script's, the document's, the browser's. */
const localeOf = element => element.getAttribute('locale') || settings.locale || element.closest('[lang]')?.lang || navigator.language;

/**
 * What an element says, and in which language: its own words (text-send), the script's (data-text-send), ours. A question of its own in a language
 * that we don't have makes it one of that language.
 */
function speechOf(element) {
  const language = localeOf(element).toLowerCase().split(/[-_]/)[0];
  const ours = TEXTS[language];
  const texts = (ours ?? TEXTS.en).split('|');
  const own = name => element.getAttribute('text-' + name) ?? tag.getAttribute('data-text-' + name);
  return {
    language: ours || own('question') || own('button') ? language : 'en',
    words: key => own(key.replace(/^(nps|csat|ces)\./, '').replace('.', '-')) ?? texts[NAMES.indexOf(key)],
  };
}

/** Shows something in a tree of its own, whose style, direction and language are not those of the page around it. */
function frame(element, {language}, ...children) {
  const root = element.attachShadow({mode: 'open'});
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOK);
  element.style.colorScheme = given(element, 'theme') ?? '';
  root.adoptedStyleSheets = [sheet];
  root.append(make('div', {class: 'earshot', lang: language, dir: /^(ar|fa|he|ur)$/.test(language) ? 'rtl' : 'ltr'}, ...children));
}
