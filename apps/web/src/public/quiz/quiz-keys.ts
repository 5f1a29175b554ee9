/** Keys of an exam, for those with a keyboard. Each presses what stands on the page, so it does the same as a click. */

const CHOICES = 'input[type=radio], input[type=checkbox]';
/** What uses signs and arrows itself. A choice is none: ↑ and ↓ still go from one to the next. */
const WRITABLE = 'input:not([type=radio], [type=checkbox]), textarea, select';

export function listenToKeys(form: HTMLFormElement): void {
  let isSent = false;
  form.addEventListener('submit', (event) => {
    isSent = !event.defaultPrevented;
  });
  // The way back of the browser may show the page as it was left.
  window.addEventListener('pageshow', () => {
    isSent = false;
  });
  document.addEventListener('keydown', (event) => {
    if (isSent || event.repeat || isMeantForOthers(event)) return;
    const pressed = /^[1-9]$/.test(event.key)
      ? choiceOf(form, Number(event.key))
      : form.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!pressed) return;
    event.preventDefault();
    // So that a choice is heard, and Enter goes on from it.
    pressed.focus();
    pressed.click();
  });
  const told = document.querySelector<HTMLElement>('.for-keys');
  if (told) told.hidden = false;
}

function isMeantForOthers(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing)
    return true;
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(WRITABLE));
}

/** Of the question where one is; of the only one with choices otherwise. Among several nobody is guessed for. */
function choiceOf(form: HTMLFormElement, number: number): HTMLElement | null {
  const questions = [...form.querySelectorAll('fieldset')].filter(
    (question) => !question.querySelector('fieldset') && question.querySelector(CHOICES),
  );
  const question =
    questions.find((it) => it.contains(document.activeElement)) ??
    (questions.length === 1 ? questions[0] : undefined);
  return question?.querySelectorAll<HTMLElement>(CHOICES)[number - 1] ?? null;
}
