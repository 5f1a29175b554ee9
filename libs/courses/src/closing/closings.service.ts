import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  fiscalYearOf,
  formatFiscalYear,
  InvalidInput,
} from '@app/platform';
import { ClosingQueries, type OpenObligationRow } from './closings.queries';

/** Two closings at the same moment take turns. */
const CLOSING_LOCK = 720_260_406;

const INSERT_CLOSING = `
  INSERT INTO cycle_closings (id, fiscal_year, reason, closed_on, closed_at, closed_by) VALUES ($1, $2, $3, $4, $5, $6)`;
const INSERT_OBLIGATIONS = `
  INSERT INTO closed_obligations (closing_id, person_id, course_id, cycle, reason)
  SELECT $1, t.person_id, t.course_id, t.cycle, t.reason
  FROM unnest($2::uuid[], $3::uuid[], $4::integer[], $5::text[]) AS t (person_id, course_id, cycle, reason)`;

/**
 * The year-end closing: what is still open of a fiscal year that is over is not asked for any more. It is not done, and
 * the figures say so. The days before keep showing it as open. Undone until the next closing.
 */
@Injectable()
export class ClosingsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly queries: ClosingQueries,
  ) {}

  /** Closes what is open of the fiscal year today; returns how many obligations that were. */
  async close(actor: Actor, fiscalYear: number, reason: string): Promise<number> {
    requirePermission(actor, 'assignments.manage');
    const text = reason.trim();
    if (text === '') throw new InvalidInput({ reason: '締める理由を入力してください。' });
    const today = this.clock.today();
    if (fiscalYear >= fiscalYearOf(today)) {
      throw new InvalidInput({ fiscalYear: '締められるのは、終わった年度だけです。' });
    }
    return this.database.transaction(async () => {
      await this.takeTurn();
      await this.requireNotClosed(fiscalYear);
      const open = await this.queries.listOpen(fiscalYear);
      if (open.length === 0) {
        throw new Conflict(
          'closing.nothing_open',
          `${formatFiscalYear(fiscalYear)}には、残っている受講がありません。締める必要はありません。`,
        );
      }
      const id = randomUUID();
      const by = actor.accountId;
      const now = this.clock.now();
      await this.database.execute(INSERT_CLOSING, [id, fiscalYear, text, today, now, by]);
      await this.insertObligations(id, open);
      await this.audit.record(auditActorOf(actor), {
        action: 'cycle_closing.made',
        subjectType: 'cycle_closing',
        subjectId: id,
        detail: {
          ...{ fiscalYear, reason: text, obligations: open.length },
          members: [...new Set(open.map((it) => it.personId))],
        },
      });
      return open.length;
    });
  }

  /** Opens again what the newest closing closed, which must be that of the fiscal year named; returns that year. */
  async undo(actor: Actor, fiscalYear: number): Promise<number> {
    requirePermission(actor, 'assignments.manage');
    return this.database.transaction(async () => {
      await this.takeTurn();
      const closing = (await this.queries.listClosings()).find((it) => it.isUndoable);
      if (closing?.fiscalYear !== fiscalYear) {
        throw new Conflict(
          'closing.none',
          `${formatFiscalYear(fiscalYear)}の年度締めは、元に戻せません。元に戻せるのは、いちばん新しい年度締めだけです。`,
        );
      }
      await this.database.execute(
        'UPDATE cycle_closings SET undone_at = $2, undone_by = $3 WHERE id = $1',
        [closing.id, this.clock.now(), actor.accountId],
      );
      await this.audit.record(auditActorOf(actor), {
        action: 'cycle_closing.undone',
        subjectType: 'cycle_closing',
        subjectId: closing.id,
        detail: { fiscalYear: closing.fiscalYear, obligations: closing.obligations },
      });
      return closing.fiscalYear;
    });
  }

  private async takeTurn(): Promise<void> {
    await this.database.execute('SELECT pg_advisory_xact_lock($1)', [CLOSING_LOCK]);
  }

  private async requireNotClosed(fiscalYear: number): Promise<void> {
    const closings = await this.queries.listClosings();
    if (closings.some((it) => it.fiscalYear === fiscalYear && it.undoneAt === null)) {
      throw new Conflict(
        'closing.closed',
        `${formatFiscalYear(fiscalYear)}は、すでに締められています。`,
      );
    }
  }

  private async insertObligations(id: string, open: readonly OpenObligationRow[]): Promise<void> {
    await this.database.execute(INSERT_OBLIGATIONS, [
      id,
      open.map((it) => it.personId),
      open.map((it) => it.courseId),
      open.map((it) => it.cycle),
      open.map((it) => it.whyOpen),
    ]);
  }
}
