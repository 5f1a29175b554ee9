import { Injectable } from '@nestjs/common';
import { CoverageQueries } from '@app/coverage';
import {
  Clock,
  col,
  Database,
  type LocalDate,
  OfficeCalendars,
  type PersonId,
  type RowFrom,
  statement,
  statementsFor,
} from '@app/platform';
import { KINDS, kindOf, REMINDER_KINDS, type ReminderKind } from '../kinds/kinds';
import type { Fact, ReminderKindFacts } from '../kinds/reminder-kind';
import { ONE_RECIPIENT } from '../kinds/sources';
import type { RuleOf } from '../rules/rule';
import { ReminderRuleQueries } from '../rules/rules.queries';
import { type ToldOn, toldOn } from '../rules/told-on';
import { ASKED_PARAMETERS, candidatesOf } from './candidates.sql';

/** What a person is to be reminded of on one day, of one kind. */
const OF_ONE_RECIPIENT = statementsFor(REMINDER_KINDS, (kind) =>
  statement({
    name: `reminders.candidates-${kind.replaceAll('_', '-')}`,
    sql: `WITH RECURSIVE ${candidatesOf([kindOf(kind)], ONE_RECIPIENT)}
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate`,
    parameters: { ...ASKED_PARAMETERS, recipientId: 'uuid' },
    row: {
      kind: col.oneOf(REMINDER_KINDS),
      objectId: col.id<'reminded_of'>(),
      dueOn: col.date,
      lead: col.int,
    },
  }),
);

/** The ledger's unique key of a reminder, but for the recipient. */
export type CandidateKey = RowFrom<(typeof OF_ONE_RECIPIENT)[ReminderKind]>;

/** The parameters of a statement over candidates. */
export interface Asked {
  readonly days: readonly LocalDate[];
  readonly today: LocalDate;
  readonly facts: Readonly<Record<string, readonly Fact[]>>;
  readonly rules: readonly ToldOn[];
}

/** Looks up what the kinds need to know beside their SQL, and asks for one person's candidates. */
@Injectable()
export class CandidateQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly coverage: CoverageQueries,
    private readonly rules: ReminderRuleQueries,
  ) {}

  /** `days`: office days; on another nothing is planned. `supposed`: rules to try out in place of those that are settled. */
  async askFor(
    days: readonly LocalDate[],
    kinds: readonly ReminderKindFacts[] = KINDS,
    supposed?: RuleOf,
  ): Promise<Asked> {
    const { database, coverage } = this;
    const ruleOf = supposed ?? (await this.rules.rules());
    const calendar = await this.calendars.current();
    const facts: Record<string, readonly Fact[]> = {};
    for (const kind of kinds) {
      const ruleOn = (day: LocalDate) => ruleOf(kind, day);
      const told = days.filter((day) => ruleOn(day).isOn);
      const outlook = { days: told, calendar, database, coverage, ruleOn };
      facts[kind.name] = told.length === 0 ? [] : ((await kind.facts?.(outlook)) ?? []);
    }
    const rules = days.flatMap((day) =>
      kinds.flatMap((kind) => toldOn(kind, ruleOf(kind, day), { day, calendar })),
    );
    return { days, today: this.clock.today(), facts, rules };
  }

  /** For what is still true of a kind that was told: whether it is told any more is nothing to it. */
  async askWhatHolds(day: LocalDate, kind: ReminderKindFacts): Promise<Asked> {
    const ruleOf = await this.rules.rules();
    return this.askFor([day], [kind], (it, on) => ({ ...ruleOf(it, on), isOn: true }));
  }

  /** What one person is to be reminded of on one day, of the given kinds. */
  async listForRecipient(
    day: LocalDate,
    recipientId: PersonId,
    names: readonly ReminderKind[],
  ): Promise<readonly CandidateKey[]> {
    const found: CandidateKey[] = [];
    for (const name of new Set(names)) {
      const asked = await this.askFor([day], [kindOf(name)]);
      found.push(...(await this.database.all(OF_ONE_RECIPIENT[name], { ...asked, recipientId })));
    }
    return found;
  }
}
