import type { PersonNameView } from '../person-name';
import type { ChipView, TagView } from '../signs';

/** One line of the partial `facts`. */
export interface FactView {
  readonly label: string;
  readonly value: string;
  readonly person: PersonNameView | null;
  readonly chip: ChipView | null;
  readonly href: string;
}

export function fact(label: string, value: string, more: Partial<FactView> = {}): FactView {
  return { person: null, chip: null, href: '', ...more, label, value };
}

/** What somebody did or what happened on a day: one point of the partial `timeline`. */
export interface MomentView {
  /** The day as a machine reads it, 2027-04-01; empty for a span without one. */
  readonly day: string;
  readonly dayText: string;
  readonly title: string;
  readonly text: string;
  readonly href: string;
  readonly chip: ChipView | null;
  /** Of which kind it is, where there are several. */
  readonly tag: TagView | null;
  /** A paper that belongs to it. */
  readonly paper: { readonly text: string; readonly href: string } | null;
}

export function moment(
  [day, dayText]: readonly [day: string, dayText: string],
  title: string,
  more: Partial<MomentView> = {},
): MomentView {
  return { text: '', href: '', chip: null, tag: null, paper: null, ...more, day, dayText, title };
}
