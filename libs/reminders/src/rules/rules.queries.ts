import { Injectable } from '@nestjs/common';
import { detailsOn } from '@app/organization';
import { Clock, col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import { KINDS } from '../kinds/kinds';
import { type ReminderKindFacts, WHOM } from '../kinds/reminder-kind';
import { type Rule, type RuleOf, rulesFrom } from './rule';

/** Few rows for ever: somebody settles each by hand. */
const RULES = statement({
  name: 'reminders.rules',
  sql: `SELECT r.id, r.kind, r.valid_from AS "validFrom", r.is_on AS "isOn", r.leads, r.every, r.recipients,
      r.escalate_after AS "escalateAfter", r.recorded_at AS "recordedAt", by.name AS "recordedBy"
    FROM reminder_rules r LEFT JOIN ${detailsOn('by', 'person_of(r.recorded_by)', ':today')}
    ORDER BY r.kind, r.valid_from DESC`,
  parameters: { today: 'date' },
  row: {
    id: col.id<'reminder_rule'>(),
    kind: col.text,
    validFrom: col.date,
    isOn: col.bool,
    leads: col.ints,
    every: col.int.orNull,
    recipients: col.someOf(WHOM),
    escalateAfter: col.int.orNull,
    recordedAt: col.instant,
    recordedBy: col.text.orNull,
  },
});

/** A rule that the city has settled, with who did, newest day first. */
export type RuleRow = RowFrom<typeof RULES>;

/** What holds of the kinds of reminders, on which day. */
@Injectable()
export class ReminderRuleQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Of all kinds, by kind, the newest day first; also those that begin later. */
  async listRules(): Promise<readonly RuleRow[]> {
    return this.database.all(RULES, { today: this.clock.today() });
  }

  async rules(): Promise<RuleOf> {
    return rulesFrom(await this.listRules());
  }

  /** Each kind with what holds on a day. */
  async rulesOn(day: LocalDate): Promise<readonly (readonly [ReminderKindFacts, Rule])[]> {
    const ruleOf = await this.rules();
    return KINDS.map((kind) => [kind, ruleOf(kind, day)] as const);
  }
}
