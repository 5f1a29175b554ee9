import type { BatchSummary } from '@app/organization';
import { InvalidInput } from '@app/platform';

/** Something was found that nobody passes over: the number of people is typed, so that it was read. */
export function hasGrave({ summary }: BatchSummary): boolean {
  return summary.alarms.some(({ kind }) => kind === 'grave_findings');
}

export function requireTyped(batch: BatchSummary, confirmed: string): void {
  const people = String(batch.summary.affectedPeople);
  if (!hasGrave(batch) || confirmed === people) return;
  throw new InvalidInput({
    confirmed: `データが変わる職員は${people}名です。「注意が必要」の一覧を確かめて、人数を数字で入力してください。`,
  });
}
