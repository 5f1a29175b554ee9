/**
 * Saves an answer as soon as it changes, by the same POST as the form itself. Everything works without this script;
 * with it, every change is acknowledged by the server one by one and a closed tab loses nothing.
 */

import { listenToKeys } from './quiz/quiz-keys';

const TYPING_PAUSE_MS = 800;
/** A page whose answer is older than what is saved; the form's own buttons show both. */
const OLDER =
  'ほかの画面で新しい解答が保存されています。この画面の解答は保存していません。「次へ」などを押すと、両方を見比べられます。';
const SIGNED_OUT =
  'ログインが切れました。解答はこの画面に残っています。「次へ」などを押してログインすると、続けられます。';
const CUT_OFF =
  '通信が切れています。解答はこの画面に残っています。つながると自動で保存して進みます。画面を閉じないでください。';
const RETRY_MS = [1000, 2000, 4000, 8000, 15000];

/** What the server says to a save: the time, or why it refused. */
interface Receipt {
  readonly savedAt?: string;
  /** What is stored now. */
  readonly revision?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: { readonly answer?: string };
}

class AnswerSaver {
  private readonly revisionField: HTMLInputElement;
  private readonly knownField: HTMLInputElement;
  private revision: number;
  private isChanged = false;
  private isSending = false;
  /** The form itself is being sent, or sending again would not help. */
  private isOver = false;
  private failures = 0;
  private timer = 0;
  /** What was pressed while the answer was not saved yet: pressed again once it is. */
  private waiting: HTMLElement | null = null;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly status: HTMLElement,
  ) {
    this.revisionField = form.elements.namedItem('revision') as HTMLInputElement;
    this.knownField = form.elements.namedItem('known') as HTMLInputElement;
    this.revision = Number(this.revisionField.value) - 1;
  }

  listen(): void {
    this.form.addEventListener('change', () => {
      this.change(0);
    });
    this.form.addEventListener('input', (event) => {
      if ((event.target as HTMLInputElement).type === 'text') this.change(TYPING_PAUSE_MS);
    });
    this.form.addEventListener('submit', (event) => {
      window.clearTimeout(this.timer);
      if (this.isBusy()) this.wait(event);
      else this.isOver = true;
    });
    window.addEventListener('online', () => {
      this.later(0);
    });
    window.addEventListener('pagehide', () => void this.save(true));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.save(true);
    });
  }

  /** Whether a page that went on now could lose what stands in the form. */
  private isBusy(): boolean {
    return !this.isOver && (this.isSending || this.failures > 0 || !navigator.onLine);
  }

  /** The page stays, with what was chosen, until it is saved. */
  private wait(event: SubmitEvent): void {
    event.preventDefault();
    this.waiting = event.submitter;
    if (this.isSending) return;
    if (!navigator.onLine) this.say(CUT_OFF, true);
    this.change(0);
  }

  /** Saved, or refused for good: the server's next page says which. */
  private goOn(): void {
    const { waiting } = this;
    this.waiting = null;
    if (waiting) this.form.requestSubmit(waiting);
  }

  private change(pause: number): void {
    this.isChanged = true;
    this.later(pause);
  }

  private later(milliseconds: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), milliseconds);
  }

  /** One at a time, except when the page is being left: there is no later then. */
  private async save(isLeaving = false): Promise<void> {
    if (!this.isChanged || this.isOver || (this.isSending && !isLeaving)) return;
    window.clearTimeout(this.timer);
    this.isChanged = false;
    this.isSending = true;
    this.say('保存しています…');
    await this.send();
    this.isSending = false;
    if (this.failures > 0) return;
    if (this.isChanged && !this.isOver) this.later(0);
    else this.goOn();
  }

  private async send(): Promise<void> {
    try {
      const response = await fetch(this.form.action, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: this.takeFields(),
        // The browser finishes the request even when the tab is closed meanwhile.
        keepalive: true,
      });
      const receipt = (await response.json()) as Receipt;
      if (response.ok) this.succeed(receipt);
      else if (response.status === 422 && receipt.errors?.answer) this.ask(receipt.errors.answer);
      else if (response.status >= 500) this.fail();
      else this.stop(receipt, response.status);
    } catch {
      this.fail();
    }
  }

  /** Every sending carries a higher revision; the form's own buttons carry the highest of all. */
  private takeFields(): URLSearchParams {
    this.revision += 1;
    this.revisionField.value = String(this.revision);
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === 'string') fields.append(name, value);
    }
    this.revisionField.value = String(this.revision + 1);
    return fields;
  }

  private succeed({ savedAt, revision = 0 }: Receipt): void {
    this.failures = 0;
    this.knownField.value = String(Math.max(Number(this.knownField.value), revision));
    this.revision = Math.max(this.revision, revision);
    this.revisionField.value = String(this.revision + 1);
    this.say(`保存しました ${savedAt ?? ''}`);
    showAnswered(this.form);
  }

  /** No answer yet: what is missing is said, and the next change is sent again. */
  private ask(fault: string): void {
    this.failures = 0;
    this.say(`まだ保存していません。${fault}`, true);
  }

  private fail(): void {
    this.isChanged = true;
    const text = '保存できませんでした。通信を確認してください。自動でもう一度送ります。';
    this.say(this.waiting ? CUT_OFF : text, true);
    this.later(RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 0);
    this.failures += 1;
  }

  /**
   * Another tab was newer, the attempt is over, or nobody is signed in any more. The form's own buttons then send what was
   * refused again, never something newer: they lead to the page with what is saved.
   */
  private stop({ code, detail }: Receipt, status: number): void {
    this.isOver = true;
    this.failures = 0;
    this.revisionField.value = String(this.revision);
    const text = `${detail ?? '保存できませんでした。'} 画面を開き直してください。`;
    if (status === 401) this.say(SIGNED_OUT, true);
    else this.say(code === 'quiz.older_revision' ? OLDER : text, true);
  }

  private say(text: string, isFailed = false): void {
    this.status.textContent = text;
    this.status.classList.toggle('quiz__saved--failed', isFailed);
  }
}

/** The cell of this question and the count of all follow what was saved, as the next page will show them. */
function showAnswered(form: HTMLFormElement): void {
  const cells = [...document.querySelectorAll('.grid__cell')];
  const current = cells.find((cell) => cell.getAttribute('aria-current') === 'page');
  const progress = document.querySelector('[data-quiz-progress]');
  if (!current || !progress) return;
  const isAnswered = [...form.querySelectorAll('fieldset')]
    .filter((question) => question.querySelector('fieldset') === null)
    .every(hasAnswer);
  current.classList.toggle('grid__cell--answered', isAnswered);
  const [from, to] = isAnswered ? ['未解答', '解答済み'] : ['解答済み', '未解答'];
  const label = current.getAttribute('aria-label') ?? '';
  if (!label.includes(to)) current.setAttribute('aria-label', label.replace(from, to));
  const answered = cells.filter((cell) => cell.classList.contains('grid__cell--answered')).length;
  progress.textContent = `${String(cells.length)}問のうち${String(answered)}問に解答しました。`;
}

function hasAnswer(question: HTMLFieldSetElement): boolean {
  const places = [...question.querySelectorAll('select')];
  if (places.length > 0) return places.every(({ value }) => value !== '');
  const typed = question.querySelector<HTMLInputElement>('input[type=text], input:not([type])');
  return typed ? typed.value.trim() !== '' : question.querySelector(':checked') !== null;
}

/** The time that is left goes on while the page stands open, by how long that is: a clock may be wrong. */
function countDown(shown: HTMLElement): void {
  const minutes = Math.ceil((Number(shown.dataset.left) - performance.now()) / 60_000);
  shown.textContent = minutes > 0 ? `あと${String(minutes)}分` : '時間になりました';
  announce(Math.max(minutes, 0));
  if (minutes > 0) window.setTimeout(countDown, 15_000, shown);
}

const ANNOUNCED: Readonly<Record<number, string>> = {
  10: '残り10分です。',
  1: '残り1分です。',
  0: '時間になりました。「終了する」から結果へ進んでください。',
};

/** Said once to those who hear the page, and shown to the others. */
function announce(minutes: number): void {
  const place = document.querySelector('[data-time-notice]');
  // What the server wrote holds for its own minute; in between nothing is said.
  const text = ANNOUNCED[minutes] ?? '';
  if (place && place.textContent !== text) place.textContent = text;
}

const left = document.querySelector<HTMLElement>('[data-left]');
if (left) window.setTimeout(countDown, 15_000, left);
const form = document.querySelector<HTMLFormElement>('form[data-quiz]');
const status = document.querySelector<HTMLElement>('[data-quiz-status]');
if (form && status) new AnswerSaver(form, status).listen();
if (form) listenToKeys(form);
