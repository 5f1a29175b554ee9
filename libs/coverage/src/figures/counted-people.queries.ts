import { Injectable } from '@nestjs/common';
import { detailsOn, inForce } from '@app/organization';
import { col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import type { CountingRule } from '../rule/counting-rule.rules';
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

/** Somebody who is counted in a figure. */
export type CountedPerson = RowFrom<typeof COUNTED_PEOPLE>;

/** Who is counted on a day in the figures that a rule decides: the people, where `CoverageQueries` has the numbers. */
@Injectable()
export class CountedPeopleQueries {
  constructor(private readonly database: Database) {}

  async listCounted(rule: CountingRule, on: LocalDate): Promise<readonly CountedPerson[]> {
    return this.database.all(COUNTED_PEOPLE, sourceParameters(on, rule));
  }
}
