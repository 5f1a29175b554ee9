import type { WaitingIn } from '@app/access';
import { dayText, type LocalDate, things } from '@app/platform';
import { type PersonNameView } from '../../../shell/person-name';
import { type ChipView, stateChip } from '../../../shell/signs';

/** One row of what waits or of how things stand: the model of the partial `waiting-row`. */
export interface RowView {
  readonly title: string;
  readonly chip: ChipView | null;
  readonly sentence: string;
  /** Since when the oldest waits; empty where that says nothing. */
  readonly since: string;
  readonly people: readonly PersonNameView[];
  /** Who is not named any more. */
  readonly rest: string;
  readonly verb: string;
  readonly href: string;
  /** The one solid button of the page. */
  readonly isFirst: boolean;
}

export function waitingRow(thing: WaitingIn, today: LocalDate): RowView {
  return {
    title: thing.title,
    chip: thing.state ? stateChip(...chipOf(thing.state)) : null,
    sentence: thing.sentence,
    since: sinceText(thing, today),
    people: [],
    rest: '',
    verb: thing.verb,
    href: thing.href,
    isFirst: false,
  };
}

const chipOf = <Key extends NonNullable<WaitingIn['state']>>(key: Key): [Key] => [key];

/** Of one thing the day stands in its sentence where it matters. */
function sinceText({ count, oldest, area }: WaitingIn, today: LocalDate): string {
  if (oldest === null || count === 0) return '';
  if (area !== 'reviews' && area !== 'imports' && area !== 'resets') return '';
  return count === 1
    ? `${dayText(oldest, today)}から待っています。`
    : `いちばん古いものは${dayText(oldest, today)}です。`;
}

/** The first of the rows that can be acted on gets the solid button. */
export function withFirst(rows: readonly RowView[]): readonly RowView[] {
  const first = rows.findIndex((row) => row.verb !== '');
  return rows.map((row, index) => ({ ...row, isFirst: index === first }));
}

/** What is empty in one breath. */
export function quietText(all: readonly WaitingIn[]): string {
  return all
    .filter(({ count }) => count === 0)
    .map(({ sentence }) => sentence)
    .join('');
}

/** Over the queues: how much of it waits for the reader. */
export function queueSentence(mine: readonly WaitingIn[], urgentFacts: number): string {
  const count = mine.reduce((sum, thing) => sum + thing.count, 0);
  if (count > 0) return `あなたの対応を待っているものが${things(count)}あります。`;
  return urgentFacts > 0
    ? `気をつけたいことが${things(urgentFacts)}あります。`
    : '対応を待っているものはありません。';
}
