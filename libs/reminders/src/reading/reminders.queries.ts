import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  type LocalDate,
  OfficeCalendars,
  type Page,
  type RowFrom,
  searchKey,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { isOpenKind, OPEN_KINDS, type OpenReminderKind } from '../kinds/kinds';
import { EVERYBODY } from '../kinds/sources';
import { CandidateQueries } from '../planning/candidates.queries';
import { ASKED_PARAMETERS, candidatesOf } from '../planning/candidates.sql';
import { officeDaysWithin } from '../planning/office-days';
import { columnsOf, lineOf, REMINDER_ROW, reminderRow, type ReminderRow } from './reminder-row';

/**
 * waiting: in the ledger, goes into the next office day's mail · no_mailbox: to be told on paper or in person ·
 * dropped: no longer true when it was to be sent · halted: piled up while all was stopped, and never sent.
 */
export const REMINDER_STATES = [
  'waiting',
  'planned',
  'sending',
  'sent',
  'failed',
  'no_mailbox',
  'dropped',
  'halted',
] as const;
export type ReminderState = (typeof REMINDER_STATES)[number];

export interface ReminderFilter {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Part of a name, a reading or a staff number; '' for everybody. */
  readonly person: string;
  readonly kind: OpenReminderKind | null;
  readonly limit: number;
  readonly offset: number;
}

const LEDGER = `
  FROM reminder_ledger l
  ${lineOf('l', 'l.planned_for')}
  LEFT JOIN reminder_digests d ON d.id = l.digest_id
  CROSS JOIN LATERAL (
    SELECT CASE WHEN l.halt_id IS NOT NULL THEN 'halted' WHEN l.dropped_at IS NOT NULL THEN 'dropped' WHEN d.id IS NULL THEN 'waiting' ELSE d.state END AS state
  ) s
  WHERE ${isOpenKind('l.kind')} AND l.planned_for BETWEEN :from AND :to AND (:person = '' OR strpos(line.search_key, :person) > 0)
    AND (:kind IS NULL OR l.kind = :kind) AND (:state IS NULL OR s.state = :state)`;

const FILTER = { from: 'date', to: 'date', person: 'text', kind: 'text?', state: 'text?' } as const;

const LEDGER_PAGE = statement({
  name: 'reminders.ledger-page',
  sql: `SELECT l.id, ${columnsOf('l', 'l.planned_for')}, s.state, d.sent_at AS "sentAt",
      COALESCE(d.attempts, 0) AS attempts, d.last_error AS "lastError"
    ${LEDGER} ORDER BY l.planned_for DESC, line.staff_number, l.due_on, l.id LIMIT :limit OFFSET :offset`,
  parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
  row: {
    id: col.id<'reminder'>(),
    ...REMINDER_ROW,
    state: col.oneOf(REMINDER_STATES),
    sentAt: col.instant.orNull,
    attempts: col.int,
    lastError: col.text.orNull,
  },
});

export type LedgerRow = RowFrom<typeof LEDGER_PAGE>;

const LEDGER_TOTAL = statement({
  name: 'reminders.ledger-total',
  sql: `SELECT count(*)::int AS total ${LEDGER}`,
  parameters: FILTER,
  row: { total: col.int },
});

/**
 * What the rules will ask for and the ledger does not hold yet; of a reminder's possible days the first. People are
 * shown with the unit of the day of the notice, also those who come by then. Counted and cut from the same rows: working them out is what costs.
 */
const PREVIEW = statement({
  name: 'reminders.preview',
  sql: `WITH RECURSIVE ${candidatesOf(OPEN_KINDS, EVERYBODY)}, first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT ${columnsOf('c', 'c.day')}, c.object_id
      FROM first_day c
      ${lineOf('c', 'c.day')}
      WHERE NOT EXISTS (
          SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
            AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
        AND (:person = '' OR strpos(line.search_key, :person) > 0) AND (:kind IS NULL OR c.kind = :kind)
    ), page AS (
      SELECT * FROM found ORDER BY "plannedFor", "staffNumber", "dueOn", object_id LIMIT :limit OFFSET :offset
    )
    SELECT (SELECT count(*)::int FROM found) AS total, COALESCE((SELECT json_agg(page) FROM page), '[]'::json) AS rows`,
  parameters: {
    ...ASKED_PARAMETERS,
    person: 'text',
    kind: 'text?',
    limit: 'integer',
    offset: 'integer',
  },
  row: { total: col.int, rows: col.json(z.array(reminderRow)) },
});

/**
 * What was sent, what is planned and why; and what the same rules will ask for in the days to come. Of kinds that are
 * private there is nothing here, not even their number.
 */
@Injectable()
export class ReminderQueries {
  constructor(
    private readonly database: Database,
    private readonly calendars: OfficeCalendars,
    private readonly candidates: CandidateQueries,
  ) {}

  /** The ledger between two days, newest day first. */
  async listReminders(
    filter: ReminderFilter & { readonly state: ReminderState | null },
  ): Promise<Page<LedgerRow>> {
    const { from, to, kind, state, limit, offset } = filter;
    const where = { from, to, person: searchKey(filter.person), kind, state };
    const rows = await this.database.all(LEDGER_PAGE, { ...where, limit, offset });
    const { total } = await this.database.only(LEDGER_TOTAL, where);
    return { rows, total };
  }

  /**
   * What will be written into the ledger between two days if nothing changes until then. Writes nothing. The rules
   * are the text that planning runs; people, posts and terms are taken as they stand in the books for each day.
   */
  async previewReminders(filter: ReminderFilter): Promise<Page<ReminderRow>> {
    const calendar = await this.calendars.current();
    const days = officeDaysWithin(calendar, filter.from, filter.to);
    const asked = await this.candidates.askFor(days, OPEN_KINDS);
    const { kind, limit, offset } = filter;
    const person = searchKey(filter.person);
    return this.database.only(PREVIEW, { ...asked, person, kind, limit, offset });
  }
}
