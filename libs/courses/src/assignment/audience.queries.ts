import { Injectable } from '@nestjs/common';
import { Clock, Database, type LocalDate } from '@app/platform';
import type { AudienceKind } from './course-assignment.entity';

/** How many people an assignment would reach. total = newly + alreadyEnrolled + alreadyCompleted + exempted. */
export interface AssignmentPreview {
  readonly total: number;
  readonly newlyEnrolled: number;
  readonly alreadyEnrolled: number;
  readonly alreadyCompleted: number;
  readonly exempted: number;
  /** Of the total: on leave or seconded today; their due date moves behind their return. */
  readonly absent: number;
}

/** An audience with its people looked up. */
export interface ResolvedAudience {
  readonly kind: AudienceKind;
  readonly orgUnitId: string | null;
  readonly personIds: readonly string[] | null;
}

/**
 * The people of an audience on a day, for `WITH RECURSIVE`. $1 kind, $2 unit or null, $3 persons or null, $4 the day.
 * A unit means the primary postings in it and in the units below. `returns_on` is the end of an absence, if known.
 */
export const AUDIENCE_SQL = `
  unit AS (
    SELECT $2::uuid AS id
    UNION
    SELECT u.org_unit_id FROM unit JOIN org_unit_periods u ON u.parent_org_unit_id = unit.id
    WHERE u.valid_from <= $4 AND (u.valid_to IS NULL OR u.valid_to > $4)
  ), audience AS (
    SELECT w.person_id, w.valid_from AS hired_on, away.id IS NOT NULL AS is_absent, away.valid_to AS returns_on
    FROM employments w
    LEFT JOIN employment_statuses away ON away.person_id = w.person_id
      AND away.valid_from <= $4 AND (away.valid_to IS NULL OR away.valid_to > $4)
    WHERE w.valid_from <= $4::date AND (w.valid_to IS NULL OR w.valid_to > $4)
      AND CASE $1::text
        WHEN 'all_staff' THEN true
        WHEN 'persons' THEN w.person_id = ANY ($3::uuid[])
        ELSE EXISTS (SELECT 1 FROM postings po WHERE po.person_id = w.person_id
          AND po.valid_from <= $4 AND (po.valid_to IS NULL OR po.valid_to > $4)
          AND CASE $1::text WHEN 'managers' THEN po.is_managerial
              ELSE po.kind = 'primary' AND po.org_unit_id IN (SELECT id FROM unit) END) END
  )`;

/** Who belongs to an audience today. Decides nothing about who may ask. */
@Injectable()
export class AudienceQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The effect of an assignment before it is made. */
  async preview(
    audience: ResolvedAudience,
    courseId: string,
    cycle: number,
  ): Promise<AssignmentPreview> {
    const row = await this.database.queryOne<AssignmentPreview>(
      `WITH RECURSIVE ${AUDIENCE_SQL}
       SELECT count(*)::int AS total,
         count(*) FILTER (WHERE e.id IS NULL)::int AS "newlyEnrolled",
         count(*) FILTER (WHERE e.completed_at IS NULL AND e.exempted_at IS NULL AND e.id IS NOT NULL)::int AS "alreadyEnrolled",
         count(e.completed_at)::int AS "alreadyCompleted", count(e.exempted_at)::int AS exempted,
         count(*) FILTER (WHERE audience.is_absent)::int AS absent
       FROM audience
       LEFT JOIN enrollments e ON e.person_id = audience.person_id AND e.course_id = $5 AND e.cycle = $6`,
      [...audienceParameters(audience, this.clock.today()), courseId, cycle],
    );
    if (!row) throw new Error('an aggregate always has one row');
    return row;
  }

  /** The persons with these staff numbers who are employed today, by number. */
  async findPersons(staffNumbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ staff_number: string; person_id: string }>(
      `SELECT n.staff_number, n.person_id FROM staff_numbers n
       JOIN employments w ON w.person_id = n.person_id AND w.valid_from <= $2 AND (w.valid_to IS NULL OR w.valid_to > $2)
       WHERE n.staff_number = ANY ($1) AND n.is_current`,
      [staffNumbers, this.clock.today()],
    );
    return new Map(rows.map((row) => [row.staff_number, row.person_id]));
  }
}

/** $1 to $4 of AUDIENCE_SQL. */
export function audienceParameters(audience: ResolvedAudience, day: LocalDate): unknown[] {
  return [audience.kind, audience.orgUnitId, audience.personIds, day];
}
