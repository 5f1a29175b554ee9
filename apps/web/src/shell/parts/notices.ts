import type { UndoAct } from '@app/platform';

export interface HiddenField {
  readonly name: string;
  readonly value: string;
}

type Tone = 'plain' | 'success' | 'warn' | 'error';

/** The model of the partial `notice`. It names whom it is about and says what follows. */
export interface NoticeView {
  readonly tone: Tone;
  /** What happened is told to those who only hear the page; what stands there anyway is not. */
  readonly isNews: boolean;
  readonly lines: readonly string[];
  readonly link: { readonly href: string; readonly label: string } | null;
  readonly undo: UndoAct | null;
}

export function notice(
  tone: Tone,
  lines: string | readonly string[],
  more: Partial<Pick<NoticeView, 'isNews' | 'link' | 'undo'>> = {},
): NoticeView {
  return {
    isNews: false,
    link: null,
    undo: null,
    ...more,
    tone,
    lines: typeof lines === 'string' ? [lines] : lines,
  };
}

/** Before what cannot be taken back: the model of the partial `confirm`. Fields are the block of the page. */
export interface ConfirmView {
  readonly action: string;
  /** What happens, a sentence each. */
  readonly happens: readonly string[];
  /** What does not, where one might fear it. */
  readonly stays: readonly string[];
  /** What is done instead, or how it is taken back. */
  readonly notes: readonly string[];
  readonly hidden: readonly HiddenField[];
  /** Names its object: 「任命を取り消す」. Empty where it cannot be done: then only the way back is shown. */
  readonly button: string;
  readonly isDangerous: boolean;
  readonly back: { readonly href: string; readonly label: string };
}

export function confirm(
  act: Pick<ConfirmView, 'action' | 'button' | 'happens'> &
    Partial<Pick<ConfirmView, 'stays' | 'notes' | 'hidden' | 'isDangerous'>>,
  back: string,
  label = 'やめて戻る',
): ConfirmView {
  return {
    stays: [],
    notes: [],
    hidden: [],
    isDangerous: true,
    ...act,
    back: { href: back, label },
  };
}
