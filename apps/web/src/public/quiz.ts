/**
 * Saves an answer as soon as it changes, by the same POST as the form itself. Everything works without this script;
 * with it, every change is acknowledged by the server one by one and a closed tab loses nothing.
 */

const TYPING_PAUSE_MS = 800;
const RETRY_MS = [1000, 2000, 4000, 8000, 15000];
const SAVED = /^2/;

const form = document.querySelector<HTMLFormElement>('form[data-quiz]');
const status = document.querySelector<HTMLElement>('[data-quiz-status]');

if (form && status) startSaving(form, status);

function startSaving(form: HTMLFormElement, status: HTMLElement): void {
  const revisionField = form.elements.namedItem('revision') as HTMLInputElement;
  let revision = Number(revisionField.value) - 1;
  let isChanged = false;
  let isSending = false;
  let isOver = false;
  let failures = 0;
  let timer = 0;

  const say = (text: string, isFailed = false): void => {
    status.textContent = text;
    status.classList.toggle('quiz__saved--failed', isFailed);
  };

  /** Every sending carries a higher revision; the form's own button carries the highest of all. */
  const takeRevision = (): URLSearchParams => {
    revision += 1;
    revisionField.value = String(revision);
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) fields.append(name, String(value));
    revisionField.value = String(revision + 1);
    return fields;
  };

  const later = (milliseconds: number): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void save(), milliseconds);
  };

  /** One at a time, except when the page is being left: there is no later then. */
  const save = async (isLeaving = false): Promise<void> => {
    if (!isChanged || isOver || (isSending && !isLeaving)) return;
    window.clearTimeout(timer);
    isSending = true;
    isChanged = false;
    say('保存しています…');
    try {
      const response = await fetch(form.action, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: takeRevision(),
        // The browser finishes the request even when the tab is closed meanwhile.
        keepalive: true,
      });
      const answer = (await response.json()) as { savedAt?: string; detail?: string };
      if (SAVED.test(String(response.status))) succeed(answer.savedAt ?? '');
      else if (response.status >= 500) fail();
      else refuse(answer.detail ?? '');
    } catch {
      fail();
    } finally {
      isSending = false;
      if (isChanged && failures === 0) later(0);
    }
  };

  const succeed = (time: string): void => {
    failures = 0;
    say(`保存しました ${time}`);
  };

  const fail = (): void => {
    isChanged = true;
    say('保存できませんでした。通信を確認してください。自動でもう一度送ります。', true);
    later(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0);
    failures += 1;
  };

  /** Another tab was newer, the attempt is over, or nobody is signed in any more: sending again would not help. */
  const refuse = (reason: string): void => {
    isOver = true;
    say(`${reason || '保存できませんでした。'} 画面を開き直してください。`, true);
  };

  const change = (isTyping: boolean): void => {
    isChanged = true;
    later(isTyping ? TYPING_PAUSE_MS : 0);
  };

  form.addEventListener('change', () => { change(false); });
  form.addEventListener('input', (event) => {
    const field = event.target as HTMLInputElement;
    if (field.type === 'text') change(true);
  });
  form.addEventListener('submit', () => {
    isOver = true;
    window.clearTimeout(timer);
  });
  window.addEventListener('online', () => { later(0); });
  window.addEventListener('pagehide', () => void save(true));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void save(true);
  });
}
