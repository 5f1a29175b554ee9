import { Injectable } from '@nestjs/common';
import {
  Clock,
  col,
  Database,
  instantAt,
  JobQueue,
  minutesBefore,
  OfficeCalendars,
  statement,
} from '@app/platform';
import { IS_HALTED } from '../halting/halts.queries';
import { deliveryOf, DIGEST_ROW } from '../planning/delivery-job';
import { PlanReminders } from '../planning/plan-reminders';
import { DELIVER_DIGEST } from '../reminders.jobs';
import { STALE_MINUTES } from './digest-claims';

/** When planning runs; a sweep after this time makes up for a missed run. */
export const PLANNING_TIME = '08:30';

const LEFT_BEHIND = statement({
  name: 'reminders.left-behind',
  sql: `SELECT id, attempts FROM reminder_digests
    WHERE ((state = 'planned' AND day = :today) OR (state = 'sending' AND claimed_at < :staleBefore)) AND NOT ${IS_HALTED}
    ORDER BY day, id`,
  parameters: { today: 'date', staleBefore: 'timestamptz' },
  row: DIGEST_ROW,
});

const RUN_OF_DAY = statement({
  name: 'reminders.run-of-day',
  sql: 'SELECT day FROM reminder_runs WHERE day = :day',
  parameters: { day: 'date' },
  row: { day: col.date },
});

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
    const staleBefore = minutesBefore(this.clock.now(), STALE_MINUTES);
    const digests = await this.database.all(LEFT_BEHIND, { today, staleBefore });
    await this.jobs.enqueueAll(DELIVER_DIGEST, digests.map(deliveryOf));
    return digests.length;
  }

  private async isPlanningMissed(): Promise<boolean> {
    const today = this.clock.today();
    if (this.clock.now() < instantAt(today, PLANNING_TIME)) return false;
    return (await this.database.first(RUN_OF_DAY, { day: today })) === null;
  }
}
