import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import { Clock, col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import { notWithdrawn, ON_DAY } from '../obligation/obligation.sql';
import {
  type AssignedCycle,
  AUDIENCE_KINDS,
  belongsTo,
  type ResolvedAudience,
} from './audience.queries';

/** An assignment that is about to be made. */
export interface IntendedAssignment extends AssignedCycle {
  readonly audience: ResolvedAudience;
  readonly isMandatory: boolean;
  readonly dueOn: LocalDate;
  readonly repeatsYearly?: boolean;
}

/** What is due in the fiscal year of the new one: a repeating assignment moves by years. */
const DUE_ON = `(a.due_on + make_interval(years =>
  CASE WHEN a.repeats_yearly THEN greatest(0, :fiscalYear - a.fiscal_year) ELSE 0 END))::date`;

/** The assignment `a` asks for the cycle; in a later year, when the new one repeats. Cycle 0 has no years. */
const SAME_CYCLE = `CASE WHEN :cycle = 0 THEN s.since IS NULL OR a.fiscal_year < s.since
  ELSE a.fiscal_year = :cycle OR (a.repeats_yearly AND a.fiscal_year < :cycle)
    OR (:repeatsYearly AND a.fiscal_year > :cycle) END`;

const NAMED = 'SELECT n.person_id FROM assignment_persons n WHERE n.assignment_id = a.id';
const SAME_PERSONS = `(SELECT array_agg(n.person_id ORDER BY n.person_id) FROM assignment_persons n WHERE n.assignment_id = a.id)
  IS NOT DISTINCT FROM (SELECT array_agg(p.id ORDER BY p.id) FROM unnest(:personIds) p (id))`;

const OVERLAPS = statement({
  name: 'courses.assignment-overlaps',
  sql: `WITH RECURSIVE unit AS (
      SELECT t.id AS top_id, t.id FROM (
        SELECT :orgUnitId AS id UNION SELECT a.org_unit_id FROM course_assignments a WHERE a.course_id = :courseId) t
      UNION
      SELECT unit.top_id, u.org_unit_id FROM unit JOIN org_unit_periods u ON u.parent_org_unit_id = unit.id
      WHERE ${inForce('u', ':asOf')}
    ), audience AS (
      SELECT w.person_id FROM employments w WHERE ${inForce('w', ':asOf')} AND ${belongsTo({
        kind: ':kind',
        isNamed: 'w.person_id = ANY (:personIds)',
        isInUnit: 'po.org_unit_id IN (SELECT id FROM unit WHERE top_id = :orgUnitId)',
      })}
    )
    SELECT a.id, a.fiscal_year AS "fiscalYear", a.repeats_yearly AS "repeatsYearly", a.audience_kind AS "audienceKind",
      u.name AS "unitName", a.is_mandatory AS "isMandatory", ${DUE_ON} AS "dueOn",
      (SELECT count(*)::int FROM audience w WHERE ${belongsTo({
        kind: 'a.audience_kind',
        isNamed: `w.person_id IN (${NAMED})`,
        isInUnit: 'po.org_unit_id IN (SELECT id FROM unit WHERE top_id = a.org_unit_id)',
      })}) AS people,
      a.audience_kind = :kind AND a.org_unit_id IS NOT DISTINCT FROM :orgUnitId AND a.is_mandatory = :isMandatory
        AND ${DUE_ON} = :dueOn AND (a.repeats_yearly OR NOT :repeatsYearly) AND ${SAME_PERSONS} AS "isSame"
    FROM course_assignments a
    CROSS JOIN (SELECT min(v.fiscal_year) AS since FROM course_versions v WHERE v.course_id = :courseId) s
    LEFT JOIN org_unit_periods u ON u.org_unit_id = a.org_unit_id AND ${inForce('u', ':asOf')}
    WHERE a.course_id = :courseId AND ${notWithdrawn(ON_DAY)} AND ${SAME_CYCLE}
    ORDER BY "dueOn", a.created_at, a.id`,
  parameters: {
    kind: 'text',
    orgUnitId: 'uuid?',
    personIds: 'uuid[]?',
    asOf: 'date',
    courseId: 'uuid',
    cycle: 'integer',
    fiscalYear: 'integer',
    repeatsYearly: 'boolean',
    isMandatory: 'boolean',
    dueOn: 'date',
  },
  row: {
    id: col.id<'assignment'>(),
    /** The first fiscal year for which it asks. */
    fiscalYear: col.int,
    repeatsYearly: col.bool,
    audienceKind: col.oneOf(AUDIENCE_KINDS),
    unitName: col.text.orNull,
    isMandatory: col.bool,
    dueOn: col.date,
    /** How many of the people of the new one belong to it today. */
    people: col.int,
    /** It says everything that the new one would say. */
    isSame: col.bool,
  },
});

/** An assignment in force that asks for the same course and cycle as one that is about to be made. */
export type OverlapRow = RowFrom<typeof OVERLAPS>;

/** Finds what is assigned already. Decides nothing about who may ask. */
@Injectable()
export class OverlapQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Also those that reach nobody of the new one: it may still be the same. Earliest due date first. */
  async list(intended: IntendedAssignment): Promise<readonly OverlapRow[]> {
    const { audience, courseId, cycle, fiscalYear, isMandatory, dueOn } = intended;
    const facts = { courseId, cycle, fiscalYear, isMandatory, dueOn, asOf: this.clock.today() };
    const repeatsYearly = intended.repeatsYearly ?? false;
    return this.database.all(OVERLAPS, { ...audience, ...facts, repeatsYearly });
  }
}
