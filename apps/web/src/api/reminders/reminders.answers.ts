import type { Page } from '@app/platform';
import type { LedgerRow } from '@app/reminders';
import type { LedgerFilter } from '@app/exports';
import type { ReminderList } from './reminders.schemas';

export function reminderListAnswer(
  { rows, total }: Page<LedgerRow>,
  filter: LedgerFilter,
  page: number,
): ReminderList {
  return {
    from: filter.from,
    to: filter.to,
    total,
    page,
    pageSize: filter.limit,
    reminders: rows.map((row) => ({
      plannedFor: row.plannedFor,
      staffNumber: row.staffNumber,
      name: row.personName,
      unitName: row.unitName,
      kind: row.kind,
      text: row.text,
      dueOn: row.dueOn,
      lead: row.lead,
      reason: row.reason,
      state: row.state,
      sentAt: row.sentAt?.toISOString() ?? null,
    })),
  };
}
