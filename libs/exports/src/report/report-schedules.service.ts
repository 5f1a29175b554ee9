import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission, type SystemRole } from '@app/access';
import type { ReportPaper } from '@app/coverage';
import {
  addMonths,
  AuditLog,
  Clock,
  Conflict,
  Database,
  type LocalDate,
  NotFound,
  OfficeCalendars,
  type ReportScheduleId,
} from '@app/platform';
import { type DueReport, nextReport, REPORT_PERMISSION, type ReportPeriod } from './report.rules';
import { type ReportRun, type ReportSchedule, RUNS, SCHEDULES } from './reports.sql';

/** Which reports are made, to whom they go; each with what was made last and what is next. */
export interface ListedSchedule extends ReportSchedule {
  readonly next: DueReport | null;
  readonly runs: readonly ReportRun[];
}

export interface NewSchedule {
  readonly paper: ReportPaper;
  readonly period: ReportPeriod;
  readonly roles: readonly SystemRole[];
}

const SHOWN_RUNS = 3;
const MONTHS_SHOWN = 24;

/** 定期報告: chosen by DX推進室, read by whoever may read the figures. */
@Injectable()
export class ReportSchedulesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly calendars: OfficeCalendars,
  ) {}

  async list(actor: Actor): Promise<readonly ListedSchedule[]> {
    requirePermission(actor, REPORT_PERMISSION);
    const today = this.clock.today();
    const calendar = await this.calendars.current();
    const rows = await this.database.all(SCHEDULES, { today });
    const runs = await this.database.all(RUNS, { since: addMonths(today, -MONTHS_SHOWN) });
    return rows.map((row) => ({
      ...row,
      next: nextReport(row, calendar, today),
      runs: runs.filter(({ scheduleId }) => scheduleId === row.id).slice(0, SHOWN_RUNS),
    }));
  }

  /** From today on; the same report to the same people is one. */
  async add(actor: Actor, { paper, period, roles }: NewSchedule): Promise<void> {
    requirePermission(actor, 'figures.publish');
    const today = this.clock.today();
    await this.database.transaction(async () => {
      await this.database.execute('SELECT pg_advisory_xact_lock(hashtext($1))', [
        'report_schedules',
      ]);
      const sorted = [...new Set(roles)].sort();
      await this.requireNew({ paper, period, roles: sorted }, today);
      const id = randomUUID();
      await this.database.execute(
        `INSERT INTO report_schedules (id, paper, period, roles, valid_from, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, paper, period, sorted, today, this.clock.now(), actor.accountId],
      );
      const detail = { paper, period, roles: sorted };
      await this.audit.record(auditActorOf(actor), {
        ...{ action: 'report_schedule.added', subjectType: 'report_schedule', subjectId: id },
        detail,
      });
    });
  }

  /** From now on none is made any more; what was made stays where it is. */
  async end(actor: Actor, id: ReportScheduleId): Promise<void> {
    requirePermission(actor, 'figures.publish');
    await this.database.transaction(async () => {
      const [now, today] = [this.clock.now(), this.clock.today()];
      const rows = await this.database.all(SCHEDULES, { today });
      if (!rows.some((row) => row.id === id)) throw new NotFound();
      const done = await this.database.execute(
        `UPDATE report_schedules SET valid_to = greatest($2::date - 1, valid_from - 1), ended_at = $3, ended_by = $4
         WHERE id = $1 AND valid_to IS NULL`,
        [id, today, now, actor.accountId],
      );
      if (done === 0)
        throw new Conflict('report_schedule.ended', 'この定期報告は、すでに終わっています。');
      await this.audit.record(auditActorOf(actor), {
        ...{ action: 'report_schedule.ended', subjectType: 'report_schedule', subjectId: id },
      });
    });
  }

  private async requireNew(asked: NewSchedule, today: LocalDate): Promise<void> {
    const rows = await this.database.all(SCHEDULES, { today });
    const isThere = rows.some(
      ({ paper, period, roles, validTo }) =>
        validTo === null &&
        paper === asked.paper &&
        period === asked.period &&
        [...roles].sort().join() === asked.roles.join(),
    );
    if (!isThere) return;
    throw new Conflict(
      'report_schedule.there',
      '同じ内容と宛先の定期報告が、すでにあります。一覧で確かめてください。',
    );
  }
}
