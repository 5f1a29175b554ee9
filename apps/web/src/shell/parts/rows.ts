import type { PersonNameView } from '../person-name';
import type { ChipView } from '../signs';

/** One row of what waits, of how things stand or of where to go on: the model of the partial `row`. */
export interface RowView {
  readonly title: string;
  readonly chip: ChipView | null;
  readonly sentence: string;
  /** Since when the oldest waits; empty where that says nothing. */
  readonly since: string;
  readonly people: readonly PersonNameView[];
  /** Who is not named any more. */
  readonly rest: string;
  /** What is done there, with its object; empty where the row only tells, or where its title leads to what it names. */
  readonly verb: string;
  readonly href: string;
  /** The one solid button of the page. */
  readonly isFirst: boolean;
}

export function row(title: string, line: string, more: Partial<RowView> = {}): RowView {
  const nothing = { chip: null, since: '', people: [], rest: '', verb: '', href: '' };
  return { ...nothing, isFirst: false, ...more, title, sentence: line };
}

/** The first of the rows that can be acted on gets the solid button. */
export function withFirst(rows: readonly RowView[]): readonly RowView[] {
  const first = rows.findIndex(({ verb }) => verb !== '');
  return rows.map((it, index) => ({ ...it, isFirst: index === first }));
}

/** What waits, under its heading: the model of the partial `queue`. */
export interface QueueView {
  readonly title: string;
  readonly rows: readonly RowView[];
  /** What is empty, in one breath below the rows. */
  readonly quiet: string;
}

export function queue(title: string, rows: readonly RowView[], quiet = ''): QueueView {
  return { title, rows, quiet };
}
