import { personLine } from '@app/organization';
import { col, localDateSchema, type RowOf } from '@app/platform';
import { z } from 'zod';
import { OPEN_REMINDER_KINDS } from '../kinds/kinds';

/** A reminder as every list shows it: of the kinds that others than its recipient may see. */
export const REMINDER_ROW = {
  plannedFor: col.date,
  staffNumber: col.text,
  personName: col.text,
  unitName: col.text.orNull,
  kind: col.oneOf(OPEN_REMINDER_KINDS),
  text: col.text,
  dueOn: col.date,
  lead: col.int,
  reason: col.text,
};

export type ReminderRow = RowOf<typeof REMINDER_ROW>;

/** The same within JSON. */
export const reminderRow = z.object({
  plannedFor: localDateSchema,
  staffNumber: z.string(),
  personName: z.string(),
  unitName: z.string().nullable(),
  kind: z.enum(OPEN_REMINDER_KINDS),
  text: z.string(),
  dueOn: localDateSchema,
  lead: z.int(),
  reason: z.string(),
});

/** SQL: the recipient of `alias` as `line`, as of the day. */
export const lineOf = (alias: string, day: string): string =>
  `JOIN LATERAL ${personLine(`${alias}.recipient_person_id`, day)} line ON true`;

/** SQL: the columns of a `ReminderRow`, planned for `day`; needs `lineOf`. */
export const columnsOf = (alias: string, day: string): string =>
  `${day} AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   ${alias}.kind, ${alias}.text, ${alias}.due_on AS "dueOn", ${alias}.lead, ${alias}.reason`;
