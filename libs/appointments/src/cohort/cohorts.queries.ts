import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { isEmployed, personLine } from '@app/organization';
import { col, Database, type LocalDate, type Page, type RowFrom, statement } from '@app/platform';
import { officeDays } from '../appointment/in-office.sql';

/** What became of a year's supporters; somebody can be in several. `ended`: none of the others. */
export const COHORT_PARTS = ['all', 'supporters', 'leaders', 'left', 'ended'] as const;
export type CohortPart = (typeof COHORT_PARTS)[number];

/**
 * One row for everybody who was ever a supporter by the day: of the fiscal year of their first day in office. A leader is who led
 * a unit on that day or later, also if they do not any more.
 */
const COHORT = `WITH ${officeDays()}, begun AS (
    SELECT o.person_id, min(lower(o.in_office)) AS began FROM office o
    WHERE o.role = 'supporter' AND lower(o.in_office) <= :on GROUP BY o.person_id
  ), judged AS (
    SELECT b.person_id, b.began, extract(year FROM b.began - interval '3 months')::int AS year,
      EXISTS (SELECT 1 FROM office o WHERE o.person_id = b.person_id AND o.role = 'supporter' AND o.in_office @> :on) AS supports,
      (SELECT min(lower(o.in_office)) FROM office o WHERE o.person_id = b.person_id AND o.role = 'leader'
        AND lower(o.in_office) BETWEEN b.began AND :on) AS led_from,
      NOT ${isEmployed('b.person_id', ':on')} AS has_left
    FROM begun b
  ), cohort AS (
    SELECT j.*, NOT j.supports AND j.led_from IS NULL AND NOT j.has_left AS has_ended FROM judged j
  )`;

const YEARS = statement({
  name: 'appointments.supporter-cohorts',
  sql: `${COHORT}
  SELECT year, count(*)::int AS "all", (count(*) FILTER (WHERE supports))::int AS supporters, (count(led_from))::int AS leaders,
    (count(*) FILTER (WHERE has_left))::int AS "left", (count(*) FILTER (WHERE has_ended))::int AS ended
  FROM cohort GROUP BY year ORDER BY year DESC`,
  parameters: { on: 'date' },
  row: {
    year: col.int,
    all: col.int,
    supporters: col.int,
    leaders: col.int,
    left: col.int,
    ended: col.int,
  },
});
export type CohortRow = RowFrom<typeof YEARS>;

/** Whoever has left is named as on their last day. */
const NAMED_ON = `LEAST(:on, (SELECT COALESCE(max(e.valid_to) - 1, :on) FROM employments e WHERE e.person_id = c.person_id AND e.valid_from <= :on))`;

const PEOPLE = statement({
  name: 'appointments.supporter-cohort-people',
  sql: `${COHORT}
  SELECT c.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", c.began, c.supports,
    c.led_from AS "ledFrom", c.has_left AS "hasLeft", (count(*) OVER ())::int AS total
  FROM cohort c JOIN LATERAL ${personLine('c.person_id', NAMED_ON)} line ON true
  WHERE c.year = :year AND CASE :part WHEN 'supporters' THEN c.supports WHEN 'leaders' THEN c.led_from IS NOT NULL
    WHEN 'left' THEN c.has_left WHEN 'ended' THEN c.has_ended ELSE true END
  ORDER BY c.began, line.kana, line.staff_number LIMIT :limit OFFSET :offset`,
  parameters: { on: 'date', year: 'integer', part: 'text', limit: 'integer', offset: 'integer' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
    /** Their first day as a supporter. */
    began: col.date,
    supports: col.bool,
    ledFrom: col.date.orNull,
    hasLeft: col.bool,
    total: col.int,
  },
});
export type CohortPerson = Omit<RowFrom<typeof PEOPLE>, 'total'>;

export interface CohortQuestion {
  readonly year: number;
  readonly part: CohortPart;
  readonly on: LocalDate;
}

/** What became of the supporters of each fiscal year, as of a day. */
@Injectable()
export class CohortQueries {
  constructor(private readonly database: Database) {}

  /** The newest year first. */
  async listYears(actor: Actor, on: LocalDate): Promise<readonly CohortRow[]> {
    requirePermission(actor, 'appointments.read');
    return this.database.all(YEARS, { on });
  }

  /** The people behind one number, by their first day. */
  async listPeople(
    actor: Actor,
    question: CohortQuestion,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<CohortPerson>> {
    requirePermission(actor, 'appointments.read');
    const limits = { limit: pageSize, offset: (page - 1) * pageSize };
    const rows = await this.database.all(PEOPLE, { ...question, ...limits });
    return { rows, total: rows[0]?.total ?? 0 };
  }
}
