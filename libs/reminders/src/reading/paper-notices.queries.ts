import { Injectable } from '@nestjs/common';
import { isOpen, obligationsSql, onDayOf } from '@app/courses';
import { inForce } from '@app/organization';
import { Clock, Database, type LocalDate, type Page } from '@app/platform';
import { CandidateQueries } from '../planning/candidates.queries';
import { RUNNING_OUT } from '../planning/candidates.sql';
import { columnsOf, peopleOf } from './ledger.sql';
import type { ReminderRow } from './reminders.queries';

/** Something that has to be told on paper or in person, because the person has no mail address. */
export interface PaperNotice extends ReminderRow {
  readonly id: string;
}

export interface PaperFilter {
  readonly since: LocalDate;
  /** The units of a head: people whose primary posting today is in one of them. Null: everybody and everything. */
  readonly unitIds: readonly string[] | null;
  readonly limit: number;
  readonly offset: number;
}

/**
 * $1 since, $2 units of a head or null, $3 today, $4 units without a leader today. Nothing re-checks a notice on paper
 * when it is handed over, as delivery does with a mail: so what is no longer true is left out here.
 */
const OPEN_TODAY = `WITH RECURSIVE ${obligationsSql({ day: onDayOf('$3::date') })}`;

const STILL_TRUE = `
  FROM reminder_ledger l
  JOIN reminder_digests d ON d.id = l.digest_id AND d.state = 'no_mailbox'
  ${peopleOf('l', '$3::date')}
  LEFT JOIN obligation e ON l.kind LIKE 'learning%' AND e.person_id = l.recipient_person_id AND e.id = l.object_id
    AND e.due_on = l.due_on AND ${isOpen('e')}
  LEFT JOIN role_appointments r ON l.kind = 'term_ending' AND r.id = l.object_id AND r.term_end = l.due_on
    AND r.term_end >= $3::date AND ${RUNNING_OUT}
  LEFT JOIN postings rpo ON rpo.person_id = r.person_id AND rpo.kind = 'primary' AND ${inForce('rpo', '$3::date')}
  WHERE l.dropped_at IS NULL AND d.day >= $1 AND ($2::uuid[] IS NULL OR po.org_unit_id = ANY($2))
    AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = p.person_id AND ${inForce('em', '$3::date')})
    AND NOT EXISTS (SELECT 1 FROM employment_statuses s WHERE s.person_id = p.person_id AND ${inForce('s', '$3::date')})
    AND CASE l.kind
      WHEN 'unit_without_leader' THEN l.due_on = date_trunc('month', $3::date::timestamp)::date
        AND l.object_id = ANY($4::uuid[]) AND ($2::uuid[] IS NULL OR l.object_id = ANY($2))
      WHEN 'term_ending' THEN r.id IS NOT NULL AND ($2::uuid[] IS NULL OR rpo.org_unit_id = ANY($2))
      ELSE e.id IS NOT NULL AND ($2::uuid[] IS NULL OR e.is_mandatory) END`;

/** 紙・口頭で伝える一覧. A head is shown mandatory learning and the own units only: the rest is nobody's business there. */
@Injectable()
export class PaperNoticeQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly candidates: CandidateQueries,
  ) {}

  /** What people without a mail address are still to be told, newest first. */
  async listPaperNotices(filter: PaperFilter): Promise<Page<PaperNotice>> {
    const today = this.clock.today();
    const vacant = await this.candidates.listVacantUnitIds(today);
    const where = [filter.since, filter.unitIds, today, vacant];
    const rows = await this.database.query<PaperNotice>(
      `${OPEN_TODAY} SELECT l.id, ${columnsOf('l', 'd.day')} ${STILL_TRUE}
       ORDER BY d.day DESC, n.staff_number, l.due_on, l.id LIMIT $5 OFFSET $6`,
      [...where, filter.limit, filter.offset],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `${OPEN_TODAY} SELECT count(*)::int AS total ${STILL_TRUE}`,
      where,
    );
    return { rows, total: count?.total ?? 0 };
  }
}
