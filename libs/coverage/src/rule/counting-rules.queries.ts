import { Injectable } from '@nestjs/common';
import { addDays, Database, type LocalDate, NotFound } from '@app/platform';
import { type CountingRule, countingRuleDefinition } from './counting-rule.rules';

export interface KpiTarget {
  readonly code: 'leader_coverage' | 'it_passport_holders';
  readonly name: string;
  readonly targetValue: number | null;
  readonly dueOn: LocalDate;
  readonly source: string;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

interface RuleRow {
  readonly version: number;
  readonly validFrom: LocalDate;
  readonly nextFrom: LocalDate | null;
  readonly definition: unknown;
  readonly note: string;
}

/** A day further ahead is a slip of the pen; its arithmetic would leave the calendar. */
const LAST_DAY = '2099-12-31';

const RULES = `
  SELECT version, valid_from AS "validFrom", lead(valid_from) OVER (ORDER BY valid_from) AS "nextFrom", definition, note
  FROM counting_rules`;
const TARGETS = `
  SELECT code, name, target_value AS "targetValue", due_on AS "dueOn", source, valid_from AS "validFrom", valid_to AS "validTo"
  FROM kpi_targets`;

/** Rules and targets are data with a validity: a past day is counted by the rule that was valid then. */
@Injectable()
export class CountingRuleQueries {
  constructor(private readonly database: Database) {}

  /** Every day of this century has a rule; any other is refused. */
  async getRuleOn(on: LocalDate): Promise<CountingRule> {
    const row =
      on > LAST_DAY
        ? null
        : await this.database.queryOne<RuleRow>(
            `SELECT * FROM (${RULES}) rule WHERE "validFrom" <= $1 ORDER BY "validFrom" DESC LIMIT 1`,
            [on],
          );
    if (!row)
      throw new NotFound(
        'coverage.no_rule',
        'この基準日の数え方がありません。2000年から2099年までの日を選んでください。',
      );
    return toRule(row);
  }

  /** Newest first. */
  async listRules(): Promise<readonly CountingRule[]> {
    return (await this.database.query<RuleRow>(`${RULES} ORDER BY valid_from DESC`)).map(toRule);
  }

  async listTargetsOn(on: LocalDate): Promise<readonly KpiTarget[]> {
    return this.database.query<KpiTarget>(
      `${TARGETS} WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) ORDER BY code`,
      [on],
    );
  }

  /** Every target there was, newest first. */
  async listTargets(): Promise<readonly KpiTarget[]> {
    return this.database.query<KpiTarget>(`${TARGETS} ORDER BY code, valid_from DESC`);
  }
}

function toRule({ version, validFrom, nextFrom, definition, note }: RuleRow): CountingRule {
  return {
    ...countingRuleDefinition.parse(definition),
    version,
    validFrom,
    validUntil: nextFrom === null ? null : addDays(nextFrom, -1),
    note,
  };
}
