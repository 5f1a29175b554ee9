import { Injectable } from '@nestjs/common';
import { detailsOn, inForce } from '@app/organization';
import { col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import type { CountingRule } from '../rule/counting-rule.rules';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { CoverageQueries, type CityCoverage } from './coverage.queries';
import { STAFF_FIGURE_SQL } from './figure.rules';
import { ALL_PARAMETERS, ALL_SOURCES, sourceParameters } from './sources.sql';

/** Figures of people that a rule decides. */
export const COMPARED_FIGURES = ['leaders', 'supporters', 'holders', 'mandatory'] as const;
export type ComparedFigure = (typeof COMPARED_FIGURES)[number];

const COUNTED_PEOPLE = statement({
  name: 'coverage.counted-people',
  sql: `${ALL_SOURCES}, counted AS (
    SELECT DISTINCT CASE role WHEN 'leader' THEN 'leaders' ELSE 'supporters' END AS figure, person_id
    FROM presence WHERE during @> :on AND role IN ('leader', 'supporter')
    UNION ALL
    SELECT 'holders', person_id FROM staff WHERE ${STAFF_FIGURE_SQL.holders.counted}
    UNION ALL
    SELECT 'mandatory', person_id FROM staff WHERE mandatory_state IN ('done', 'open')
  )
  SELECT counted.figure, counted.person_id AS "personId", n.staff_number AS "staffNumber", p.name
  FROM counted
  JOIN ${detailsOn('p', 'counted.person_id', ':on')}
  JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':on')}
  ORDER BY counted.figure, p.kana, n.staff_number`,
  parameters: ALL_PARAMETERS,
  row: {
    figure: col.oneOf(COMPARED_FIGURES),
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
  },
});

/** Somebody whom one rule counts and the other does not. */
export type MovedPerson = RowFrom<typeof COUNTED_PEOPLE>;

export interface RuleComparison {
  readonly on: LocalDate;
  readonly before: CityCoverage;
  readonly after: CityCoverage;
  readonly entering: readonly MovedPerson[];
  readonly leaving: readonly MovedPerson[];
}

/** What a rule that is not valid yet would change: both counts of one day side by side, and who moves. */
@Injectable()
export class RuleComparisonQueries {
  constructor(
    private readonly database: Database,
    private readonly coverage: CoverageQueries,
    private readonly rules: CountingRuleQueries,
  ) {}

  /** With the facts of the day `on`: the rule that would otherwise hold when `planned` begins, and `planned`. */
  async compare(planned: CountingRule, on: LocalDate): Promise<RuleComparison> {
    const current = await this.rules.getRuleOn(planned.validFrom);
    // One after the other: a command that checks what was seen asks over its one connection.
    const before = await this.coverage.coverageUnder(current, on);
    const after = await this.coverage.coverageUnder(planned, on);
    const countedBefore = await this.listCounted(current, on);
    const countedAfter = await this.listCounted(planned, on);
    return {
      on,
      before,
      after,
      entering: without(countedAfter, countedBefore),
      leaving: without(countedBefore, countedAfter),
    };
  }

  private async listCounted(rule: CountingRule, on: LocalDate): Promise<readonly MovedPerson[]> {
    return this.database.all(COUNTED_PEOPLE, sourceParameters(on, rule));
  }
}

function without(
  some: readonly MovedPerson[],
  others: readonly MovedPerson[],
): readonly MovedPerson[] {
  const keys = new Set(others.map(keyOf));
  return some.filter((it) => !keys.has(keyOf(it)));
}

function keyOf({ figure, personId }: MovedPerson): string {
  return `${figure} ${personId}`;
}
