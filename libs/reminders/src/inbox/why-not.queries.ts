import { Injectable } from '@nestjs/common';
import { inForce, isAbsent, isEmployed, personLine } from '@app/organization';
import {
  addDays,
  Clock,
  col,
  Database,
  OfficeCalendars,
  type RowFrom,
  searchKey,
  statement,
} from '@app/platform';
import { type Halt, ReminderHalts } from '../halting/halts.queries';
import { isOpenKind, OPEN_REMINDER_KINDS } from '../kinds/kinds';
import type { ReminderKindFacts } from '../kinds/reminder-kind';
import { CandidateQueries } from '../planning/candidates.queries';
import { ReminderRuleQueries } from '../rules/rules.queries';

/** So far back it is looked for what became of mails. */
export const WHY_NOT_DAYS = 30;
/** More people than these are asked for by more of their name. */
export const MOST_FOUND = 10;

const PEOPLE = statement({
  name: 'reminders.people-asked-about',
  sql: `SELECT p.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
      COALESCE(p.email, '') <> '' AS "hasMailbox", ${isEmployed('p.person_id', ':today')} AS "isEmployed",
      ${isAbsent('p.person_id', ':today')} AS "isAway",
      EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.person_id AND a.suspended_at IS NOT NULL) AS "isSuspended"
    FROM person_details p JOIN LATERAL ${personLine('p.person_id', ':today')} line ON true
    WHERE ${inForce('p', ':today')} AND strpos(p.search_key, :person) > 0 ORDER BY line.staff_number LIMIT :limit`,
  parameters: { today: 'date', person: 'text', limit: 'integer' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
    ...{ hasMailbox: col.bool, isEmployed: col.bool, isAway: col.bool, isSuspended: col.bool },
  },
});

/** What became of what was to be told, of kinds that others may see; a mail with nothing else in it is not counted. */
const TOLD = statement({
  name: 'reminders.what-became-of-notices',
  sql: `SELECT (count(*) FILTER (WHERE d.state = 'sent' AND l.dropped_at IS NULL))::int AS sent,
      (count(*) FILTER (WHERE d.state = 'failed' AND l.dropped_at IS NULL))::int AS failed,
      (count(*) FILTER (WHERE d.state = 'no_mailbox' AND l.dropped_at IS NULL))::int AS "onPaper",
      (count(*) FILTER (WHERE l.dropped_at IS NOT NULL AND l.halt_id IS NULL))::int AS dropped,
      (count(*) FILTER (WHERE l.halt_id IS NOT NULL))::int AS halted,
      (count(*) FILTER (WHERE l.dropped_at IS NULL AND (d.id IS NULL OR d.state IN ('planned', 'sending'))))::int AS waiting,
      max(d.last_error) FILTER (WHERE d.state = 'failed') AS "lastError"
    FROM reminder_ledger l LEFT JOIN reminder_digests d ON d.id = l.digest_id
    WHERE l.recipient_person_id = :personId AND ${isOpenKind('l.kind')} AND l.planned_for BETWEEN :since AND :today`,
  parameters: { personId: 'uuid', since: 'date', today: 'date' },
  row: {
    ...{
      sent: col.int,
      failed: col.int,
      onPaper: col.int,
      dropped: col.int,
      halted: col.int,
      waiting: col.int,
    },
    lastError: col.text.orNull,
  },
});

export type AskedAbout = RowFrom<typeof PEOPLE>;

export interface WhyNot {
  readonly person: AskedAbout;
  readonly told: RowFrom<typeof TOLD>;
  /** What the rules ask for today; 0 where everything is done, not yet due or was told. */
  readonly today: number;
  readonly isOfficeDay: boolean;
  /** All notices are stopped for a disaster. */
  readonly halt: Halt | null;
  /** What nobody is told of today by the rule. */
  readonly off: readonly ReminderKindFacts[];
}

/** Why somebody got no notice, from the books and the ledger; of what is private nothing, as in every list. */
@Injectable()
export class WhyNotQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly candidates: CandidateQueries,
    private readonly halts: ReminderHalts,
    private readonly rules: ReminderRuleQueries,
  ) {}

  /** By number, name or reading, of any width. */
  async findPeople(typed: string): Promise<readonly AskedAbout[]> {
    const person = searchKey(typed);
    if (person === '') return [];
    const asked = { today: this.clock.today(), person, limit: MOST_FOUND + 1 };
    return this.database.all(PEOPLE, asked);
  }

  async explain(person: AskedAbout): Promise<WhyNot> {
    const { personId } = person;
    const today = this.clock.today();
    const since = addDays(today, -WHY_NOT_DAYS);
    const told = await this.database.only(TOLD, { personId, since, today });
    const isOfficeDay = !(await this.calendars.current()).isOfficeHoliday(today);
    const asked = isOfficeDay
      ? await this.candidates.listForRecipient(today, personId, OPEN_REMINDER_KINDS)
      : [];
    const halt = await this.halts.current();
    const rules = await this.rules.rulesOn(today);
    const off = rules.flatMap(([kind, { isOn }]) => (isOn || kind.isPrivate ? [] : [kind]));
    return { person, told, today: asked.length, isOfficeDay, halt, off };
  }
}
