import { formatDateShort, InvalidInput, words } from '@app/platform';
import type { OverlapRow } from './overlaps.queries';

type Overlap = Pick<OverlapRow, 'id' | 'people' | 'isSame' | 'dueOn'>;

/** Of assignments of one course and cycle, those that ask it of somebody of the new one as well. */
export function coversSomebody({ people }: Pick<Overlap, 'people'>): boolean {
  return people > 0;
}

/** The same twice says nothing more than once, and would have to be withdrawn twice. */
export function requireNew(overlaps: readonly Overlap[]): void {
  const same = overlaps.find((it) => it.isSame);
  if (!same) return;
  throw new InvalidInput({
    courseKey: `同じ${words.course}・年度・対象・区分・期限(${formatDateShort(same.dueOn)})の受講指定が、すでにあります。その指定をご覧になり、変えるところがあれば直してください。`,
  });
}

/** Different ones may stand beside each other, when somebody has seen them. */
export function requireAccepted(overlaps: readonly Overlap[], accepted: readonly string[]): void {
  if (overlaps.every((it) => accepted.includes(it.id))) return;
  throw new InvalidInput({
    acceptedOverlaps:
      '対象の職員に、すでに同じ受講の指定があります。「人数を確かめる」を押し、表示される指定を確かめて「重ねて指定します」にチェックを付けてください。',
  });
}
