/** What helps on every page. Without this script each page does the same with a click or two more. */

const WRITABLE = 'input, textarea, select';
/** A file that a form answers with leaves its page standing: then the button can be pressed again. */
const AGAIN_AFTER_MS = 8000;
const FOCUS_KEY = 'focus-after-filter';

const isWriting = ({ target }: Event): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(WRITABLE));

/** `/` goes to the search of the header, `?` tells the keys; neither while one is writing. */
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
  const field = document.getElementById('search');
  const keys = document.getElementById('keys');
  if (event.key === '/' && field?.checkVisibility()) {
    event.preventDefault();
    field.focus();
  } else if (event.key === '?' && keys) keys.togglePopover();
});

/**
 * Ctrl+Enter presses the one button that a page names for it. Not from a field, where it would belong to another
 * form, nor from a link or button with an Enter of its own; the page says which link comes before that button.
 */
const OWN_ENTER = 'a:not([data-before-ctrl-enter]), button:not([data-ctrl-enter]), summary';
document.addEventListener('keydown', (event) => {
  const { target } = event;
  if (event.key !== 'Enter' || !event.ctrlKey || event.repeat || isWriting(event)) return;
  const button = document.querySelector<HTMLButtonElement>('[data-ctrl-enter]');
  if (!button || (target instanceof Element && target.matches(OWN_ENTER))) return;
  event.preventDefault();
  button.click();
});
/** A key that writes nothing goes to the text field of the form that names it. */
document.addEventListener('keydown', (event) => {
  const field = document.querySelector<HTMLElement>(`[data-focus-key="${event.code}"] textarea`);
  if (!field || event.ctrlKey || event.altKey) return;
  event.preventDefault();
  field.focus();
});
for (const told of document.querySelectorAll<HTMLElement>('.for-keys')) told.hidden = false;

/** A second press does nothing while the first is under way (the server would do it once anyway). */
document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented)
    return;
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = '';
  submitter?.classList.add('button--busy');
  const release = () => {
    delete form.dataset.sent;
    submitter?.classList.remove('button--busy');
  };
  window.setTimeout(release, AGAIN_AFTER_MS);
  window.addEventListener('pageshow', release, { once: true });
});

/** A file that is too large is told before it is sent: what is refused on the way takes everything typed with it. */
document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.dataset.mostMegabytes) return;
  const most = target.dataset.mostMegabytes;
  const isTooLarge = (target.files?.[0]?.size ?? 0) > Number(most) * 1024 ** 2;
  const advice = `ファイルが大きすぎます。${most}MB以下のものを選んでください。`;
  target.setCustomValidity(isTooLarge ? advice : '');
  target.reportValidity();
});

/** A choice in the strip of conditions is asked for at once, and its field is where one still is afterwards. */
document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLSelectElement) || !target.form?.matches('form.filter')) return;
  sessionStorage.setItem(FOCUS_KEY, target.id);
  target.form.requestSubmit();
});

const focused = sessionStorage.getItem(FOCUS_KEY);
if (focused !== null) {
  sessionStorage.removeItem(FOCUS_KEY);
  const field = document.getElementById(focused);
  // Closed on phones, where the strip says how many conditions there are.
  field?.closest('details')?.setAttribute('open', '');
  field?.focus({ preventScroll: true });
}

/** The number beside お知らせ changes while the page is in view; out of view nothing is asked. */
const bell = document.querySelector<HTMLElement>('[data-bell] .header__unread');
let stream: EventSource | undefined;
const watch = () => {
  stream?.close();
  if (!bell || document.hidden) return;
  stream = new EventSource('/notices/stream');
  stream.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const number = bell.querySelector('b');
    if (number) number.textContent = Number(data) > 99 ? '99+' : data;
    bell.hidden = data === '0';
  });
};
document.addEventListener('visibilitychange', watch);
watch();
