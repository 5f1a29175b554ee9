import { Injectable } from '@nestjs/common';
import {
  addDays,
  asKnown,
  col,
  Database,
  type LocalDate,
  NotFound,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { type CountingRule, countingRuleDefinition } from './counting-rule.rules';

const RULE = {
  version: col.int,
  validFrom: col.date,
  nextFrom: col.date.orNull,
  definition: col.json(z.record(z.string(), z.unknown())),
  note: col.text,
};
type RuleRow = RowOf<typeof RULE>;

/** A day further ahead is a slip of the pen; its arithmetic would leave the calendar. */
const LAST_DAY = '2099-12-31';

const rulesOf = (source: string): string => `
  SELECT version, valid_from AS "validFrom", lead(valid_from) OVER (ORDER BY valid_from) AS "nextFrom", definition, note
  FROM ${source} r`;
const ruleOn = (source: string): string =>
  `SELECT * FROM (${rulesOf(source)}) rule WHERE "validFrom" <= :on ORDER BY "validFrom" DESC LIMIT 1`;

const RULE_ON = statement({
  name: 'coverage.rule-on',
  sql: ruleOn('counting_rules'),
  parameters: { on: 'date' },
  row: RULE,
});

const RULE_AS_KNOWN = statement({
  name: 'coverage.rule-as-known',
  sql: ruleOn(asKnown('counting_rules', ':knownAt')),
  parameters: { on: 'date', knownAt: 'timestamptz' },
  row: RULE,
});

const RULES = statement({
  name: 'coverage.rules',
  sql: `${rulesOf('counting_rules')} ORDER BY valid_from DESC`,
  parameters: {},
  row: RULE,
});

/** Rules are data with a validity: a past day is counted by the rule that was valid then. */
@Injectable()
export class CountingRuleQueries {
  constructor(private readonly database: Database) {}

  /** Every day of this century has a rule; any other is refused. */
  async getRuleOn(on: LocalDate): Promise<CountingRule> {
    return toRule(on > LAST_DAY ? null : await this.database.first(RULE_ON, { on }));
  }

  /** The rule of a day as it stood in the books at an instant. */
  async getRuleAsKnown(on: LocalDate, knownAt: Date): Promise<CountingRule> {
    return toRule(await this.database.first(RULE_AS_KNOWN, { on, knownAt }));
  }

  /** Newest first. */
  async listRules(): Promise<readonly CountingRule[]> {
    return (await this.database.all(RULES, {})).map(toRule);
  }
}

function toRule(row: RuleRow | null): CountingRule {
  if (row === null) {
    throw new NotFound(
      'coverage.no_rule',
      'この基準日の数え方がありません。2000年から2099年までの日を選んでください。',
    );
  }
  const { version, validFrom, nextFrom, definition, note } = row;
  return {
    ...countingRuleDefinition.parse(definition),
    version,
    validFrom,
    validUntil: nextFrom === null ? null : addDays(nextFrom, -1),
    note,
  };
}
