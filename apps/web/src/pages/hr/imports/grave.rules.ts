import type { BatchSummary } from '@app/organization';
import { InvalidInput } from '@app/platform';

/** What nobody passes over: findings that make trouble later, and so many changes that the file is likelier wrong. */
const GRAVE: readonly BatchSummary['summary']['alarms'][number]['kind'][] = [
  'grave_findings',
  'many_changes',
  'same_address',
];

/** The number of people is typed, so that it was read. */
export function hasGrave({ summary }: BatchSummary): boolean {
  return summary.alarms.some(({ kind }) => GRAVE.includes(kind));
}

/** The number that is typed: of those whose records change, or, where only units do, of those who are left in what ends. */
export function typedCount({ summary }: Pick<BatchSummary, 'summary'>) {
  const { affectedPeople, leftBehindPeople = 0 } = summary;
  return affectedPeople === 0 && leftBehindPeople > 0
    ? { who: '廃止される所属に残る職員', people: leftBehindPeople }
    : { who: 'データが変わる職員', people: affectedPeople };
}

export function requireTyped(batch: BatchSummary, confirmed: string): void {
  const { who, people } = typedCount(batch);
  if (!hasGrave(batch) || confirmed === String(people)) return;
  throw new InvalidInput({
    confirmed: `${who}は${String(people)}名です。注意の内容と「注意が必要」の一覧を確かめて、人数を数字で入力してください。`,
  });
}
