import { Injectable } from '@nestjs/common';
import {
  Clock,
  col,
  Database,
  type LocalDate,
  localDateSchema,
  type Page,
  statement,
} from '@app/platform';
import { personLine } from '@app/organization';
import { z } from 'zod';
import { OPEN_KINDS } from '../kinds/kinds';
import { EVERYBODY } from '../kinds/sources';
import { CandidateQueries } from '../planning/candidates.queries';
import { ASKED_PARAMETERS, tablesOf } from '../planning/candidates.sql';
import { columnsOf, lineOf, reminderRow } from './reminder-row';

export interface PaperFilter {
  readonly since: LocalDate;
  /** The units of a head: people whose primary posting today is in one of them. Null: everybody and everything. */
  readonly unitIds: readonly string[] | null;
  /** What was told already, instead of what is still to be told. */
  readonly isTold?: boolean;
  readonly limit: number;
  readonly offset: number;
}

const STILL_TRUE = OPEN_KINDS.map(
  ({ name, stillTrue }) => `SELECT '${name}' AS kind, t.* FROM (${stillTrue}) t`,
).join(' UNION ALL ');

const paperNotice = reminderRow.extend({
  id: z.uuid(),
  personId: z.uuid(),
  /** When it was told by hand, and by whom. */
  toldOn: localDateSchema.nullable(),
  toldBy: z.string().nullable(),
});

/**
 * Nothing re-checks a notice on paper when it is handed over, as delivery does with a mail: so what is no longer true is
 * left out here, and what a rule no longer has told. A head is shown mandatory learning and the own units only: the rest is nobody's business there.
 */
const NOTICES = statement({
  name: 'reminders.paper-notices',
  sql: `WITH RECURSIVE ${tablesOf(OPEN_KINDS, EVERYBODY)}, still_true AS (${STILL_TRUE}), found AS MATERIALIZED (
      SELECT l.id, l.recipient_person_id AS "personId", ${columnsOf('l', 'd.day')}, told.told_on AS "toldOn", teller.name AS "toldBy"
      FROM reminder_ledger l
      JOIN reminder_digests d ON d.id = l.digest_id AND d.state = 'no_mailbox'
      JOIN present p ON p.person_id = l.recipient_person_id
      JOIN still_true t ON t.kind = l.kind AND t.object_id = l.object_id AND t.due_on = l.due_on
      ${lineOf('l', ':today')}
      LEFT JOIN notice_tellings told ON told.reminder_id = l.id
      LEFT JOIN accounts ta ON ta.id = told.recorded_by LEFT JOIN LATERAL ${personLine('ta.person_id', ':today')} teller ON true
      WHERE l.dropped_at IS NULL AND d.day >= :since AND (told.id IS NOT NULL) = :isTold
        AND EXISTS (SELECT 1 FROM rule WHERE rule.kind = l.kind)
        AND (:unitIds IS NULL OR (line.unit_id = ANY (:unitIds) AND t.is_for_head))
    ), page AS (
      SELECT * FROM found ORDER BY "plannedFor" DESC, "staffNumber", "dueOn", id LIMIT :limit OFFSET :offset
    )
    SELECT (SELECT count(*)::int FROM found) AS total, COALESCE((SELECT json_agg(page) FROM page), '[]'::json) AS rows`,
  parameters: {
    ...ASKED_PARAMETERS,
    since: 'date',
    unitIds: 'uuid[]?',
    isTold: 'boolean',
    limit: 'integer',
    offset: 'integer',
  },
  row: { total: col.int, rows: col.json(z.array(paperNotice)) },
});

/** Something that has to be told on paper or in person, because the person has no mail address. */
export type PaperNotice = z.output<typeof paperNotice>;

/** 紙・口頭で伝える一覧. */
@Injectable()
export class PaperNoticeQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly candidates: CandidateQueries,
  ) {}

  /** What people without a mail address are still to be told, newest first. */
  async listPaperNotices(filter: PaperFilter): Promise<Page<PaperNotice>> {
    const asked = await this.candidates.askFor([this.clock.today()], OPEN_KINDS);
    return this.database.only(NOTICES, { ...asked, isTold: false, ...filter });
  }
}
