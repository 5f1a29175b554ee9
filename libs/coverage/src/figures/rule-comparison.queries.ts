import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@app/platform';
import type { CountingRule } from '../rule/counting-rule.rules';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { type CountedPerson, CountedPeopleQueries } from './counted-people.queries';
import { type CityCoverage, CoverageQueries } from './coverage.queries';

export interface RuleComparison {
  readonly on: LocalDate;
  readonly before: CityCoverage;
  readonly after: CityCoverage;
  readonly entering: readonly CountedPerson[];
  readonly leaving: readonly CountedPerson[];
}

/** What a rule that is not valid yet would change: both counts of one day side by side, and who moves. */
@Injectable()
export class RuleComparisonQueries {
  constructor(
    private readonly people: CountedPeopleQueries,
    private readonly coverage: CoverageQueries,
    private readonly rules: CountingRuleQueries,
  ) {}

  /** With the facts of the day `on`: the rule that would otherwise hold when `planned` begins, and `planned`. */
  async compare(planned: CountingRule, on: LocalDate): Promise<RuleComparison> {
    const current = await this.rules.getRuleOn(planned.validFrom);
    // One after the other: a command that checks what was seen asks over its one connection.
    const before = await this.coverage.coverageUnder(current, on);
    const after = await this.coverage.coverageUnder(planned, on);
    const countedBefore = await this.people.listCounted(current, on);
    const countedAfter = await this.people.listCounted(planned, on);
    return {
      on,
      before,
      after,
      entering: without(countedAfter, countedBefore),
      leaving: without(countedBefore, countedAfter),
    };
  }
}

function without(
  some: readonly CountedPerson[],
  others: readonly CountedPerson[],
): readonly CountedPerson[] {
  const keys = new Set(others.map(keyOf));
  return some.filter((it) => !keys.has(keyOf(it)));
}

function keyOf({ figure, personId }: CountedPerson): string {
  return `${figure} ${personId}`;
}
