import type { AppointmentDetail, AppointmentRow } from '@app/appointments';
import { ABSENCE_WORDS } from '@app/organization';
import { diffDays, formatDateShort, formatRange, type LocalDate } from '@app/platform';
import { type ChipView, stateChip } from '../../../shell/signs';

/** From so many days before the end of a term on, the end is worth a sign. */
export const SOON_DAYS = 90;

export function appointmentChip(
  row: Pick<AppointmentRow, 'state' | 'termStart' | 'termEnd' | 'endedOn' | 'leftOn' | 'absence'> &
    Partial<Pick<AppointmentRow, 'isFollowed'>>,
  today: LocalDate,
): ChipView {
  if (row.state === 'annulled') return stateChip('appointment.annulled');
  if (row.endedOn !== null && row.endedOn < row.termStart)
    return stateChip('appointment.called_off');
  if (row.state === 'left_service') return leftChip(row);
  if (row.state !== 'in_force') return stateChip(`appointment.${row.state}`);
  if (row.absence !== null) return stateChip('appointment.away', ABSENCE_WORDS[row.absence]);
  const daysLeft = diffDays(today, row.endedOn ?? row.termEnd);
  return daysLeft <= SOON_DAYS && row.isFollowed !== true
    ? stateChip('appointment.soon', String(daysLeft))
    : stateChip('appointment.in_force');
}

function leftChip({ leftOn }: Pick<AppointmentRow, 'leftOn'>): ChipView {
  return leftOn === null
    ? stateChip('appointment.left_service')
    : stateChip('appointment.left_on', formatDateShort(leftOn));
}

/** 「退職により終了(令和9年3月31日)」 */
export function leftText(row: Pick<AppointmentRow, 'leftOn'>): string {
  return leftChip(row).label;
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

/** Why nothing can follow a term: it was ended early or annulled, or something follows it already; empty when it can. */
export function obstacleOf({ state, endedOn, renewedBy }: AppointmentDetail): string {
  if (state === 'annulled') return 'この任命は取り消されています。';
  if (endedOn !== null)
    return `この任命は${formatDateShort(endedOn)}で途中で終了しています。続けて任命するときは、新しい任命として登録してください。`;
  if (renewedBy !== null) return `再任(任期 ${termText(renewedBy)})が登録されています。`;
  return '';
}
