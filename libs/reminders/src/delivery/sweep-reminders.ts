import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  instantAt,
  JobQueue,
  minutesBefore,
  OfficeCalendars,
} from '@app/platform';
import { deliveryOf, PlanReminders } from '../planning/plan-reminders';
import { DELIVER_DIGEST } from '../reminders.jobs';
import { STALE_MINUTES } from './digest-claims';

/** When planning runs; a sweep after this time makes up for a missed run. */
export const PLANNING_TIME = '08:30';

/**
 * Finds what the queue lost and what killed workers left behind, from the ledger alone. Does nothing on office
 * holidays. Running it twice, or beside the planned run, sends nothing twice.
 */
@Injectable()
export class SweepReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly jobs: JobQueue,
    private readonly plan: PlanReminders,
  ) {}

  /** Returns how many digests were handed to the worker (again). */
  async run(): Promise<number> {
    const today = this.clock.today();
    if ((await this.calendars.current()).isOfficeHoliday(today)) return 0;
    if (await this.isPlanningMissed()) await this.plan.run(today);
    const digests = await this.database.query<{ id: string; attempts: number }>(
      `SELECT id, attempts FROM reminder_digests
       WHERE (state = 'planned' AND day = $1) OR (state = 'sending' AND claimed_at < $2)
       ORDER BY day, id`,
      [today, minutesBefore(this.clock.now(), STALE_MINUTES)],
    );
    await this.jobs.enqueueAll(DELIVER_DIGEST, digests.map(deliveryOf));
    return digests.length;
  }

  private async isPlanningMissed(): Promise<boolean> {
    const today = this.clock.today();
    if (this.clock.now() < instantAt(today, PLANNING_TIME)) return false;
    const run = await this.database.queryOne('SELECT 1 FROM reminder_runs WHERE day = $1', [today]);
    return run === null;
  }
}
