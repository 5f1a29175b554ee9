import { Inject, Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { detailsOn } from '@app/organization';
import {
  APP_CONFIG,
  type AppConfig,
  type AuditActor,
  AuditLog,
  Clock,
  col,
  Database,
  JobQueue,
  type LocalDate,
  OfficeCalendars,
  statement,
} from '@app/platform';
import { IS_HALTED } from '../halting/halts.queries';
import { isOpenKind, KINDS } from '../kinds/kinds';
import { EVERYBODY } from '../kinds/sources';
import { DELIVER_DIGEST } from '../reminders.jobs';
import { CandidateQueries } from './candidates.queries';
import { ASKED_PARAMETERS, candidatesOf } from './candidates.sql';
import { deliveryOf, DIGEST_ROW } from './delivery-job';

export interface PlanResult {
  readonly day: LocalDate;
  /** False on office holidays: nothing is planned, nothing is sent. */
  readonly isOfficeDay: boolean;
  /** New rows in the ledger, of kinds that others than the recipient may see. */
  readonly entries: number;
  /** New mails (or sheets of paper) with any of them. */
  readonly digests: number;
}

/** Two planners at once would wait for each other's keys in different orders; the number is ours alone. */
export const PLANNING_LOCK = 720_260_403;
const BY_CLOCK: AuditActor = { accountId: null, label: '通知の計画(定時)' };

const WRITE_ENTRIES = statement({
  name: 'reminders.write-entries',
  sql: `WITH RECURSIVE ${candidatesOf(KINDS, EVERYBODY)}, written AS (
      INSERT INTO reminder_ledger (id, recipient_person_id, kind, object_id, due_on, lead, planned_for, text, reason, link, told_as, about_unit_id, created_at)
      SELECT gen_random_uuid(), c.recipient_person_id, c.kind, c.object_id, c.due_on, c.lead, c.day, c.text, c.reason, c.link, c.told_as, c.about_unit_id, :now
      FROM candidate c
      ON CONFLICT DO NOTHING RETURNING kind
    )
    SELECT count(*)::int AS written, (count(*) FILTER (WHERE ${isOpenKind('kind')}))::int AS entries FROM written`,
  parameters: { ...ASKED_PARAMETERS, now: 'timestamptz' },
  row: { written: col.int, entries: col.int },
});

/** Mails of the day that tell of something that others may see: no number says that somebody got a private one. */
const OPEN_DIGESTS = statement({
  name: 'reminders.open-digests-of-day',
  sql: `SELECT count(*)::int AS digests, ${IS_HALTED} AS "isHalted" FROM reminder_digests d WHERE d.day = :day AND EXISTS (
      SELECT 1 FROM reminder_ledger l WHERE l.digest_id = d.id AND ${isOpenKind('l.kind')})`,
  parameters: { day: 'date' },
  row: { digests: col.int, isHalted: col.bool },
});

/**
 * What was planned on an earlier day and never got away goes into today's mail: one mail a day. Mails that may be on
 * their way ('sending') keep their own message id and are not touched.
 */
const CARRY_OVER = `
  WITH late AS (
    SELECT id FROM reminder_digests WHERE state = 'planned' AND day < $1 ORDER BY id FOR UPDATE SKIP LOCKED
  ), freed AS (
    UPDATE reminder_ledger l SET digest_id = NULL FROM late WHERE l.digest_id = late.id AND l.dropped_at IS NULL
  )
  UPDATE reminder_digests d SET state = 'dropped', last_error = '次の開庁日の通知にまとめました' FROM late WHERE d.id = late.id`;

const MAKE_DIGESTS = `
  WITH waiting AS (
    SELECT DISTINCT recipient_person_id FROM reminder_ledger
    WHERE digest_id IS NULL AND dropped_at IS NULL AND planned_for <= $1
  ), made AS (
    SELECT gen_random_uuid() AS id, w.recipient_person_id, COALESCE(p.email, '') <> '' AS has_mailbox
    FROM waiting w JOIN ${detailsOn('p', 'w.recipient_person_id', '$1::date')}
  )
  INSERT INTO reminder_digests (id, recipient_person_id, day, message_id, state, planned_at)
  SELECT id, recipient_person_id, $1, id || '@' || $2, CASE WHEN has_mailbox THEN 'planned' ELSE 'no_mailbox' END, $3
  FROM made
  ON CONFLICT (recipient_person_id, day) DO NOTHING`;

/** None may be sent between the look at its state and the new entry. */
const LOCK_DIGESTS = statement({
  name: 'reminders.lock-digests',
  sql: `SELECT count(*)::int AS locked FROM (
      SELECT 1 FROM reminder_digests WHERE day = :day AND state IN ('planned', 'no_mailbox') ORDER BY id FOR UPDATE
    ) locked`,
  parameters: { day: 'date' },
  row: { locked: col.int },
});

const DIGESTS_OF_DAY = statement({
  name: 'reminders.digests-of-day',
  sql: `SELECT id, attempts FROM reminder_digests WHERE day = :day AND state = 'planned' ORDER BY id`,
  parameters: { day: 'date' },
  row: DIGEST_ROW,
});

/**
 * Whoever already got today's mail gets the rest on the next office day. Joined to the table itself, never to a list
 * of the locked rows: right after planning PostgreSQL has no statistics, and would compare everything with everything.
 */
const FILL_DIGESTS = `
  UPDATE reminder_ledger l SET digest_id = d.id FROM reminder_digests d
  WHERE d.day = $1 AND d.state IN ('planned', 'no_mailbox') AND d.recipient_person_id = l.recipient_person_id
    AND l.digest_id IS NULL AND l.dropped_at IS NULL AND l.planned_for <= $1`;

/**
 * Writes into the ledger what the rules ask for on a day, one digest per person, and wakes the worker: all in one
 * transaction. Safe to run twice or at once, and a repeat writes nothing; offsets that were missed are made up for.
 * A reminder that would fall on an office holiday is planned on the next office day.
 */
@Injectable()
export class PlanReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly candidates: CandidateQueries,
    private readonly jobs: JobQueue,
    private readonly audit: AuditLog,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** The button 「今日の分を計画する」. */
  async planToday(actor: Actor): Promise<PlanResult> {
    requirePermission(actor, 'reminders.plan');
    return this.run(this.clock.today(), auditActorOf(actor));
  }

  async run(day: LocalDate = this.clock.today(), by: AuditActor = BY_CLOCK): Promise<PlanResult> {
    const calendar = await this.calendars.current();
    const isOfficeDay = !calendar.isOfficeHoliday(day);
    if (!isOfficeDay) return { day, isOfficeDay, entries: 0, digests: 0 };
    return this.database.transaction(async () => {
      await this.database.execute('SELECT pg_advisory_xact_lock($1)', [PLANNING_LOCK]);
      await this.noteRun(day);
      const { written, entries } = await this.writeEntries(day);
      const { made, digests } = await this.writeDigests(day);
      if (written + made > 0) await this.wakeWorker(day);
      if (entries + digests > 0) await this.record(by, { day, entries, digests });
      return { day, isOfficeDay, entries, digests };
    });
  }

  private async noteRun(day: LocalDate): Promise<void> {
    await this.database.execute(
      'INSERT INTO reminder_runs (day, first_run_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [day, this.clock.now()],
    );
  }

  private async writeEntries(day: LocalDate) {
    const asked = await this.candidates.askFor([day]);
    const now = this.clock.now();
    return this.database.only(WRITE_ENTRIES, { ...asked, now });
  }

  /** While all is stopped the ledger is written and nothing is made of it: whoever resumes decides what goes out. */
  private async writeDigests(day: LocalDate) {
    const before = await this.database.only(OPEN_DIGESTS, { day });
    if (before.isHalted) return { made: 0, digests: 0 };
    await this.database.execute(CARRY_OVER, [day]);
    const host = new URL(this.config.PUBLIC_URL).hostname;
    const made = await this.database.execute(MAKE_DIGESTS, [day, host, this.clock.now()]);
    await this.database.only(LOCK_DIGESTS, { day });
    await this.database.execute(FILL_DIGESTS, [day]);
    const after = await this.database.only(OPEN_DIGESTS, { day });
    return { made, digests: after.digests - before.digests };
  }

  private async wakeWorker(day: LocalDate): Promise<void> {
    const digests = await this.database.all(DIGESTS_OF_DAY, { day });
    await this.jobs.enqueueAll(DELIVER_DIGEST, digests.map(deliveryOf));
  }

  private async record(
    by: AuditActor,
    { day, entries, digests }: Omit<PlanResult, 'isOfficeDay'>,
  ): Promise<void> {
    await this.audit.record(by, {
      action: 'reminders.planned',
      subjectType: 'reminder_run',
      subjectId: day,
      detail: { entries, digests },
    });
  }
}
