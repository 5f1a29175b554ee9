import type { LocalDate } from '@app/platform';
import { type ChipView, stateChip } from '../shell/signs';

/** Of rows that follow one another: whether this one lies ahead, holds today or is over. */
export function validityChip(
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate | null },
  today: LocalDate,
): ChipView {
  if (from > today) return stateChip('validity.ahead');
  return stateChip(to === null || to > today ? 'validity.in_force' : 'validity.over');
}
