import type { AppointmentRow } from '@app/appointments';
import type { Page } from '@app/platform';
import type { AppointmentList } from './appointments.schemas';

export const API_PAGE_SIZE = 50;

export function appointmentListAnswer(
  { rows, total }: Page<AppointmentRow>,
  page: number,
): AppointmentList {
  return {
    total,
    page,
    pageSize: API_PAGE_SIZE,
    appointments: rows.map((row) => ({
      id: row.id,
      staffNumber: row.staffNumber,
      name: row.name,
      role: row.role,
      state: row.state,
      termStart: row.termStart,
      termEnd: row.termEnd,
      endedOn: row.endedOn,
      endReason: row.endReason,
      recordedLateOn: row.recordedLateOn,
      documentNumber: row.documentNumber,
      unitCode: row.unitCode,
      unitName: row.unitName,
      currentUnitCode: row.currentUnitCode,
      currentUnitName: row.currentUnitName,
    })),
  };
}
