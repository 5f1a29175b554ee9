import { col, statement, statementsFor } from '@app/platform';
import { kindOf, REMINDER_KINDS, type ReminderKind } from '../kinds/kinds';
import { aboutName } from '../kinds/reminder-kind';
import { ONE_RECIPIENT } from '../kinds/sources';
import { ASKED_PARAMETERS, tablesOf } from '../planning/candidates.sql';

/** SQL: what a kind still asks for: its own answer where lists are shown it, else what it would tell today. */
function stillTrueOf(name: ReminderKind): string {
  const kind = kindOf(name);
  return kind.isPrivate
    ? `SELECT a.object_id, a.due_on, false AS is_for_head FROM ${aboutName(name)} a`
    : kind.stillTrue;
}

/** What is still so of one kind; the others of its reader's notices are done or over. */
export const NOTICES_THAT_HOLD = statementsFor(REMINDER_KINDS, (name) =>
  statement({
    name: `reminders.notice-holds-${name.replaceAll('_', '-')}`,
    sql: `WITH RECURSIVE ${tablesOf([kindOf(name)], ONE_RECIPIENT)}, still_true AS (${stillTrueOf(name)})
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest(:objectIds) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR :unitIds IS NOT NULL`,
    parameters: {
      ...ASKED_PARAMETERS,
      recipientId: 'uuid',
      objectIds: 'uuid[]',
      unitIds: 'uuid[]',
    },
    row: { objectId: col.id<'reminded_of'>(), dueOn: col.date },
  }),
);
