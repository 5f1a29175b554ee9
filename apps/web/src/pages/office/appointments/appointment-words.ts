import { APPOINTMENT_STATE_WORDS, type AppointmentRow } from '@app/appointments';
import { ABSENCE_WORDS } from '@app/organization';
import { diffDays, formatDateShort, formatRange, type LocalDate } from '@app/platform';
import { chip, type ChipView } from '../../../shell/view-parts';

/** From so many days before the end of a term on, the end is worth a sign. */
export const SOON_DAYS = 90;

export function stateChip(
  row: Pick<AppointmentRow, 'state' | 'termStart' | 'termEnd' | 'endedOn' | 'leftOn' | 'absence'>,
  today: LocalDate,
): ChipView {
  if (row.state === 'annulled') return chip('bad', APPOINTMENT_STATE_WORDS.annulled);
  if (row.endedOn !== null && row.endedOn < row.termStart) return chip('none', '取りやめ');
  if (row.state === 'left_service') return chip('none', leftText(row));
  if (row.state !== 'in_force') return chip('none', APPOINTMENT_STATE_WORDS[row.state]);
  if (row.absence !== null) return chip('warn', `任期中(${ABSENCE_WORDS[row.absence]})`);
  const daysLeft = diffDays(today, row.endedOn ?? row.termEnd);
  if (daysLeft <= SOON_DAYS) return chip('warn', `任期中(あと${String(daysLeft)}日)`);
  return chip('ok', APPOINTMENT_STATE_WORDS.in_force);
}

/** 「退職により終了(令和9年3月31日)」 */
export function leftText({ leftOn }: Pick<AppointmentRow, 'leftOn'>): string {
  return leftOn === null
    ? APPOINTMENT_STATE_WORDS.left_service
    : `${APPOINTMENT_STATE_WORDS.left_service}(${formatDateShort(leftOn)})`;
}

/** 「後から登録(令和9年2月3日)」; empty for what was recorded in time. */
export function lateText({
  recordedLateOn,
  endRecordedLateOn,
}: Pick<AppointmentRow, 'recordedLateOn' | 'endRecordedLateOn'>): string {
  return [
    ...(recordedLateOn === null ? [] : [`後から登録(${formatDateShort(recordedLateOn)})`]),
    ...(endRecordedLateOn === null
      ? []
      : [`終了を後から登録(${formatDateShort(endRecordedLateOn)})`]),
  ].join('、');
}

/** Stands where the reader may not know yet what a personnel order says. */
export const NOT_ANNOUNCED = '公表前';

/** The term; of one that ends before its end, as far as the reader knows, also its last day. */
export function termText({
  termStart,
  termEnd,
  endedOn = null,
}: Pick<AppointmentRow, 'termStart' | 'termEnd'> &
  Partial<Pick<AppointmentRow, 'endedOn'>>): string {
  const range = formatRange(termStart, termEnd);
  return endedOn === null || endedOn < termStart
    ? range
    : `${range}(${formatDateShort(endedOn)}で終了)`;
}
