/**
 * The signs of the product, the same on every page and all in JIS X 0208: done; moving, or somebody else's turn; not
 * begun; dated and getting worse; wrong; no longer or not concerned. What is ordinary has none.
 */
export const SIGNS = {
  done: '●',
  moving: '→',
  open: '□',
  soon: '▲',
  wrong: '×',
  past: '―',
  plain: '',
} as const;

type SignKind = keyof typeof SIGNS;

/** A state as sign, colour and word, so that colour is never the only carrier; the sign itself is for eyes only. */
export interface ChipView {
  readonly kind: SignKind;
  /** Empty in the ordinary state: its word stands there as plain text. */
  readonly sign: (typeof SIGNS)[SignKind];
  readonly label: string;
}

/** The word of a state, or how it is made of a number or a day. */
type Word = string | ((fact: string) => string);

export interface StateRow<W extends Word = Word> {
  readonly kind: SignKind;
  readonly word: W;
}

/** What a word is made of: nothing unless it is a function. */
export type FactsOf<W extends Word> = W extends (fact: string) => string ? Parameters<W> : [];

const rowOf =
  (kind: SignKind) =>
  <const W extends Word>(word: W): StateRow<W> => ({ kind, word });

export const done = rowOf('done');
export const moving = rowOf('moving');
export const open = rowOf('open');
export const soon = rowOf('soon');
export const wrong = rowOf('wrong');
export const past = rowOf('past');
export const plain = rowOf('plain');

/** Every state of a union has its row; others of the same area may stand beside them. */
export type RowsOf<Area extends string, State extends string> = Readonly<
  Record<`${Area}.${State}`, StateRow>
> &
  Readonly<Record<string, StateRow>>;
