import { APPOINTMENT_STATE_WORDS, type AppointmentRow } from '@app/appointments';
import { diffDays, formatRange, type LocalDate } from '@app/platform';
import { chip, type ChipView } from '../../../shell/view-parts';

/** From so many days before the end of a term on, the end is worth a sign. */
export const SOON_DAYS = 90;

export function stateChip(
  row: Pick<AppointmentRow, 'state' | 'termStart' | 'termEnd' | 'endedOn'>,
  today: LocalDate,
): ChipView {
  if (row.endedOn !== null && row.endedOn <= row.termStart) return chip('none', '取りやめ');
  if (row.state !== 'in_force') return chip('none', APPOINTMENT_STATE_WORDS[row.state]);
  const daysLeft = diffDays(today, row.endedOn ?? row.termEnd);
  if (daysLeft <= SOON_DAYS) return chip('warn', `任期中(あと${String(daysLeft)}日)`);
  return chip('ok', APPOINTMENT_STATE_WORDS.in_force);
}

/** Stands where the reader may not know yet what a personnel order says. */
export const NOT_ANNOUNCED = '公表前';

export function termText({
  termStart,
  termEnd,
}: Pick<AppointmentRow, 'termStart' | 'termEnd'>): string {
  return formatRange(termStart, termEnd);
}
