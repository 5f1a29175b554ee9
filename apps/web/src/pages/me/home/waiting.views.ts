import type { WaitingIn } from '@app/access';
import { dayText, type LocalDate, things } from '@app/platform';
import { row, type RowView } from '../../../shell/parts/rows';
import { stateChip } from '../../../shell/signs';

export function waitingRow(thing: WaitingIn, today: LocalDate): RowView {
  return row(thing.title, thing.sentence, {
    chip: thing.state ? stateChip(...chipOf(thing.state)) : null,
    since: sinceText(thing, today),
    verb: thing.verb,
    href: thing.href,
  });
}

const chipOf = <Key extends NonNullable<WaitingIn['state']>>(key: Key): [Key] => [key];

const QUEUES: ReadonlySet<WaitingIn['area']> = new Set([
  'stuck_candidates',
  'reviews',
  'corrections',
  'entries',
  'handovers',
  'imports',
  'resets',
]);

/** Of one thing the day stands in its sentence where it matters. */
function sinceText({ count, oldest, area }: WaitingIn, today: LocalDate): string {
  if (oldest === null || count === 0) return '';
  if (!QUEUES.has(area)) return '';
  return count === 1
    ? `${dayText(oldest, today)}から待っています。`
    : `いちばん古いものは${dayText(oldest, today)}です。`;
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
