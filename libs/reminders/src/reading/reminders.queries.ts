import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  type LocalDate,
  OfficeCalendars,
  type Page,
  searchKey,
} from '@app/platform';
import { CandidateQueries } from '../planning/candidates.queries';
import { officeDaysWithin, type ReminderKind } from '../planning/reminder.rules';
import { columnsOf, peopleOf } from './ledger.sql';

/**
 * waiting: in the ledger, goes into the next office day's mail · no_mailbox: to be told on paper or in person ·
 * dropped: no longer true when it was to be sent.
 */
export const REMINDER_STATES = [
  'waiting',
  'planned',
  'sending',
  'sent',
  'failed',
  'no_mailbox',
  'dropped',
] as const;
export type ReminderState = (typeof REMINDER_STATES)[number];

export interface ReminderFilter {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Part of a name, a reading or a staff number; '' for everybody. */
  readonly person: string;
  readonly kind: ReminderKind | null;
  readonly limit: number;
  readonly offset: number;
}

export interface ReminderRow {
  readonly plannedFor: LocalDate;
  readonly staffNumber: string;
  readonly personName: string;
  readonly unitName: string | null;
  readonly kind: ReminderKind;
  readonly text: string;
  readonly dueOn: LocalDate;
  readonly lead: number;
  readonly reason: string;
}

export interface LedgerRow extends ReminderRow {
  readonly id: string;
  readonly state: ReminderState;
  readonly sentAt: Date | null;
  readonly attempts: number;
  readonly lastError: string | null;
}

const LEDGER = `
  FROM reminder_ledger l
  ${peopleOf('l', 'l.planned_for')}
  LEFT JOIN reminder_digests d ON d.id = l.digest_id
  CROSS JOIN LATERAL (
    SELECT CASE WHEN l.dropped_at IS NOT NULL THEN 'dropped' WHEN d.id IS NULL THEN 'waiting' ELSE d.state END AS state
  ) s
  WHERE l.planned_for BETWEEN $1 AND $2 AND ($3 = '' OR strpos(p.search_key, $3) > 0)
    AND ($4::text IS NULL OR l.kind = $4) AND ($5::text IS NULL OR s.state = $5)`;

/**
 * What the rules will ask for and the ledger does not hold yet; of a reminder's possible days the first. People are
 * shown with the unit of today, $7.
 */
const PREVIEW = (candidates: string): string => `
  FROM (
    SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
    FROM (${candidates}) possible
    ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
  ) c
  ${peopleOf('c', '$7::date')}
  WHERE NOT EXISTS (SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
                    AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)`;

/** What was sent, what is planned and why; and what the same rules will ask for in the days to come. */
@Injectable()
export class ReminderQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly candidates: CandidateQueries,
  ) {}

  /** The ledger between two days, newest day first. */
  async listReminders(
    filter: ReminderFilter & { readonly state: ReminderState | null },
  ): Promise<Page<LedgerRow>> {
    const where = [filter.from, filter.to, searchKey(filter.person), filter.kind, filter.state];
    const rows = await this.database.query<LedgerRow>(
      `SELECT l.id, ${columnsOf('l', 'l.planned_for')}, s.state, d.sent_at AS "sentAt", COALESCE(d.attempts, 0) AS attempts,
         d.last_error AS "lastError"
       ${LEDGER} ORDER BY l.planned_for DESC, n.staff_number, l.due_on, l.id LIMIT $6 OFFSET $7`,
      [...where, filter.limit, filter.offset],
    );
    return { rows, total: await this.count(LEDGER, where) };
  }

  /**
   * What will be written into the ledger between two days if nothing changes until then. Writes nothing. The rules
   * are the statements that planning runs; people, posts and terms are taken as they stand in the books for each day.
   */
  async previewReminders(filter: ReminderFilter): Promise<Page<ReminderRow>> {
    const calendar = await this.calendars.current();
    const days = officeDaysWithin(calendar, filter.from, filter.to);
    const { union, parameters } = await this.allCandidates(days);
    const from = `${PREVIEW(union)} AND ($5 = '' OR strpos(p.search_key, $5) > 0) AND ($6::text IS NULL OR c.kind = $6)`;
    const where = [...parameters, searchKey(filter.person), filter.kind, this.clock.today()];
    // Counted and cut from the same rows: working them out is what costs.
    const page = await this.database.queryOne<Page<ReminderRow>>(
      `WITH found AS MATERIALIZED (SELECT ${columnsOf('c', 'c.day')}, c.object_id ${from}), page AS (
         SELECT * FROM found ORDER BY "plannedFor", "staffNumber", "dueOn", object_id LIMIT $8 OFFSET $9
       )
       SELECT (SELECT count(*)::int FROM found) AS total, COALESCE((SELECT json_agg(page) FROM page), '[]'::json) AS rows`,
      [...where, filter.limit, filter.offset],
    );
    return page ?? { rows: [], total: 0 };
  }

  /** $1 days, $2 nobody in particular, $3 windows, $4 vacancies: both statements under one numbering. */
  private async allCandidates(days: readonly LocalDate[]) {
    const learning = await this.candidates.learning({ days });
    const units = await this.candidates.units({ days });
    return {
      union: `SELECT * FROM (${learning.sql}) learning UNION ALL SELECT * FROM (${units.sql.replaceAll('$3', '$4')}) units`,
      parameters: [...learning.parameters, units.parameters[2]],
    };
  }

  private async count(from: string, parameters: readonly unknown[]): Promise<number> {
    const row = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total ${from}`,
      parameters,
    );
    return row?.total ?? 0;
  }
}
