/** A piece of a sentence; with an address it leads to what it counts. */
export interface PieceView {
  readonly text: string;
  readonly href: string;
}

/** 「目標まであと13課。」 with 13課 as a link: texts and links in the order of the sentence. */
export function pieces(...parts: readonly (string | PieceView)[]): readonly PieceView[] {
  return parts.map((part) => (typeof part === 'string' ? { text: part, href: '' } : part));
}

/** A promise of the city's plan: the model of the partial `promise`. What belongs below it is the block of the page. */
export interface PromiseView {
  /** Of the heading, which names the section. */
  readonly id: string;
  readonly title: string;
  readonly value: PieceView;
  /** What it is measured against; null when no target is in force. */
  readonly target: PieceView | null;
  readonly unit: string;
  readonly bar: { readonly value: number; readonly max: number; readonly text: string } | null;
  readonly sentence: readonly PieceView[];
}

interface PromiseNumbers {
  readonly value: PieceView;
  readonly target?: PieceView | null;
  readonly unit: string;
  readonly bar?: PromiseView['bar'];
}

export function promise(
  [id, title]: readonly [id: string, title: string],
  { value, target = null, unit, bar = null }: PromiseNumbers,
  line: readonly PieceView[],
): PromiseView {
  return { id, title, value, target, unit, bar, sentence: line };
}
