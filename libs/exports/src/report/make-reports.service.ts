import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type MadePaper, ReportPapers } from '@app/coverage';
import {
  AppLogger,
  Clock,
  Database,
  formatDateShort,
  type LocalDate,
  OfficeCalendars,
} from '@app/platform';
import { MadeFiles } from '../order/made-files';
import { REPORT_KEY, reportsDue } from './report.rules';
import { REPORT_PAPER_WORDS, REPORT_PERIOD_WORDS } from './report-words';
import { RECIPIENTS, type ReportSchedule, RUNS, SCHEDULES } from './reports.sql';

const SINCE_EVER: LocalDate = '2000-01-01';

/**
 * For the worker: the reports that have become due, each once, whenever the worker comes to it; and for each recipient a file in
 * their own list.
 */
@Injectable()
export class MakeReports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly papers: ReportPapers,
    private readonly files: MadeFiles,
    private readonly logger: AppLogger,
  ) {}

  /** Returns how many were made. One that fails keeps no other from it, and is tried again in an hour. */
  async run(): Promise<number> {
    const today = this.clock.today();
    const calendar = await this.calendars.current();
    const runs = await this.database.all(RUNS, { since: SINCE_EVER });
    const faults: unknown[] = [];
    let made = 0;
    for (const schedule of await this.database.all(SCHEDULES, { today })) {
      const mine = runs.filter(({ scheduleId }) => scheduleId === schedule.id);
      const due = reportsDue(schedule, calendar, today).filter(
        ({ asOf }) => !mine.some((run) => run.asOf === asOf),
      );
      for (const { asOf } of due) {
        try {
          made += await this.make(schedule, asOf);
        } catch (error) {
          this.logger.error(`The report ${schedule.id} of ${asOf} was not made`, error);
          faults.push(error);
        }
      }
    }
    if (faults.length > 0) throw faults[0];
    return made;
  }

  /** 1, or 0 where another worker made it meanwhile. */
  private async make(schedule: ReportSchedule, asOf: LocalDate): Promise<number> {
    const paper = await this.papers.make(schedule.paper, asOf);
    const today = this.clock.today();
    return this.database.transaction(async () => {
      const { roles } = schedule;
      const recipients = await this.database.all(RECIPIENTS, { roles, today });
      const runId = randomUUID();
      const sha256 = createHash('sha256').update(paper.bytes).digest('hex');
      const added = await this.database.execute(
        `INSERT INTO report_runs (id, schedule_id, as_of, file_name, sha256, recipients, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (schedule_id, as_of) DO NOTHING`,
        [
          ...[runId, schedule.id, asOf, paper.name, sha256],
          ...[recipients.length, this.clock.now()],
        ],
      );
      if (added === 0) return 0;
      for (const { id, role } of recipients)
        await this.leave({ schedule, asOf, paper, runId }, id, role);
      return 1;
    });
  }

  /** A file of their own for each: whoever deletes it takes it from nobody else. */
  private async leave(report: Report, accountId: string, role: string): Promise<void> {
    const { schedule, asOf, paper, runId } = report;
    const path = await this.files.write(only(paper.bytes));
    const kept = await this.files.keep({ ...paper, path, accountId });
    const now = this.clock.now();
    const title = `定期報告 ${REPORT_PERIOD_WORDS[schedule.period]} ${REPORT_PAPER_WORDS[schedule.paper]}(${formatDateShort(asOf)}現在)`;
    await this.database.execute(
      `INSERT INTO file_orders (id, account_id, list_key, format, query, title, as_of, roles, report_run_id, ordered_at, state,
         total, finished_at, file_id, file_name, sha256, byte_size, expires_at)
       VALUES ($1, $2, $3, $4, '{}', $5, $6, $7, $8, $9, 'ready', 0, $9, $10, $11, $12, $13, $14)`,
      [
        ...[randomUUID(), accountId, REPORT_KEY, FORMATS[schedule.paper], title, asOf, [role]],
        ...[runId, now, kept.id, paper.name, kept.sha256, kept.byteSize, kept.expiresAt],
      ],
    );
  }
}

interface Report {
  readonly schedule: ReportSchedule;
  readonly asOf: LocalDate;
  readonly paper: MadePaper;
  readonly runId: string;
}

const FORMATS = { sheet: 'pdf', workbook: 'xlsx', figures: 'csv' } as const;

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
