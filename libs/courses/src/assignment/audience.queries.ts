import { Injectable } from '@nestjs/common';
import { inForce, isEmployed } from '@app/organization';
import {
  Clock,
  col,
  Database,
  fiscalYearStart,
  type LocalDate,
  maxDate,
  type RowFrom,
  statement,
} from '@app/platform';
import { notWithdrawn, obligationsSql, onDayOf } from '../obligation/obligation.sql';

export const AUDIENCE_KINDS = ['all_staff', 'managers', 'org_unit', 'persons'] as const;
export type AudienceKind = (typeof AUDIENCE_KINDS)[number];

/** An audience with its people looked up. */
export interface ResolvedAudience {
  readonly kind: AudienceKind;
  readonly orgUnitId: string | null;
  readonly personIds: readonly string[] | null;
}

/** The course and the fiscal year for which it would be assigned. */
export interface AssignedCycle {
  readonly courseId: string;
  readonly cycle: number;
  readonly fiscalYear: number;
}

/** How it would be asked for. */
export interface AskedOf {
  readonly isMandatory: boolean;
  readonly dueOn: LocalDate;
}

/** An audience in SQL, each part a column or a parameter. */
interface AudienceSql {
  readonly kind: string;
  /** A condition on `w.person_id`. */
  readonly isNamed: string;
  /** A condition on `po.org_unit_id`. */
  readonly isInUnit: string;
}

/** SQL: the employee `w` belongs to the audience on the day. A unit means the primary postings in it and below. */
export const belongsTo = ({ kind, isNamed, isInUnit }: AudienceSql): string => `CASE ${kind}
        WHEN 'all_staff' THEN true
        WHEN 'persons' THEN ${isNamed}
        ELSE EXISTS (SELECT 1 FROM postings po WHERE po.person_id = w.person_id AND ${inForce('po', ':asOf')}
          AND CASE ${kind} WHEN 'managers' THEN po.is_managerial
              ELSE po.kind = 'primary' AND ${isInUnit} END) END`;

const OF_COURSE = obligationsSql({
  assignment: `a.course_id = :courseId AND ${notWithdrawn(onDayOf(':onDay'))}`,
  years: 'all',
  day: onDayOf(':onDay'),
});

/**
 * The people of an audience today, before there is an assignment; the source of obligations finds the same people.
 */
const PREVIEW = statement({
  name: 'courses.assignment-preview',
  sql: `WITH RECURSIVE ${OF_COURSE}, unit AS (
      SELECT :orgUnitId AS id
      UNION
      SELECT u.org_unit_id FROM unit JOIN org_unit_periods u ON u.parent_org_unit_id = unit.id
      WHERE ${inForce('u', ':asOf')}
    ), audience AS (
      SELECT w.person_id FROM employments w
      WHERE ${inForce('w', ':asOf')} AND ${belongsTo({
        kind: ':kind',
        isNamed: 'w.person_id = ANY (:personIds)',
        isInUnit: 'po.org_unit_id IN (SELECT id FROM unit)',
      })}
    ), standing AS (
      SELECT e.completed_at IS NOT NULL AS is_completed, e.completed_at IS NULL AND x.id IS NOT NULL AS is_exempted,
        e.id IS NOT NULL OR o.id IS NOT NULL AS is_known, away.id IS NOT NULL AS is_absent,
        coalesce(o.is_mandatory > :isMandatory OR o.is_mandatory = :isMandatory
          AND (o.fiscal_year < :fiscalYear OR o.fiscal_year = :fiscalYear
            AND (a.due_on + make_interval(years => o.fiscal_year - a.fiscal_year))::date <= :dueOn), false) AS is_asked_first
      FROM audience
      LEFT JOIN enrollments e ON e.person_id = audience.person_id AND e.course_id = :courseId AND e.cycle = :cycle
      LEFT JOIN obligation o ON o.person_id = audience.person_id AND o.cycle = :cycle AND o.state <> 'closed'
      LEFT JOIN course_assignments a ON a.id = o.assignment_id
      LEFT JOIN exemptions x ON x.person_id = audience.person_id AND x.course_id = :courseId AND x.cycle = :cycle
        AND ${inForce('x', ':asOf')}
      LEFT JOIN employment_statuses away ON away.person_id = audience.person_id AND ${inForce('away', ':asOf')}
    )
    SELECT count(*)::int AS total,
      (count(*) FILTER (WHERE NOT is_known AND NOT is_exempted))::int AS "newlyEnrolled",
      (count(*) FILTER (WHERE is_known AND NOT is_asked_first AND NOT is_completed AND NOT is_exempted))::int AS "alreadyEnrolled",
      (count(*) FILTER (WHERE is_asked_first AND NOT is_completed AND NOT is_exempted))::int AS "askedFirst",
      (count(*) FILTER (WHERE is_completed))::int AS "alreadyCompleted",
      (count(*) FILTER (WHERE is_exempted))::int AS exempted, (count(*) FILTER (WHERE is_absent))::int AS absent
    FROM standing`,
  parameters: {
    kind: 'text',
    orgUnitId: 'uuid?',
    personIds: 'uuid[]?',
    asOf: 'date',
    onDay: 'date',
    courseId: 'uuid',
    cycle: 'integer',
    fiscalYear: 'integer',
    isMandatory: 'boolean',
    dueOn: 'date',
  },
  row: {
    total: col.int,
    newlyEnrolled: col.int,
    alreadyEnrolled: col.int,
    /** Another assignment goes on asking them, until its own due date. */
    askedFirst: col.int,
    alreadyCompleted: col.int,
    exempted: col.int,
    /** Of the total: on leave or seconded today; their due date moves behind their return. */
    absent: col.int,
  },
});

/** How many people an assignment would reach. total = newly + alreadyEnrolled + askedFirst + alreadyCompleted + exempted. */
export type AssignmentPreview = RowFrom<typeof PREVIEW>;

const PERSONS = statement({
  name: 'courses.persons-by-number',
  sql: `SELECT n.staff_number AS "staffNumber", n.person_id AS "personId" FROM staff_numbers n
    WHERE n.staff_number = ANY (:staffNumbers) AND n.valid_from <= :asOf AND ${isEmployed('n.person_id', ':asOf')}`,
  parameters: { staffNumbers: 'text[]', asOf: 'date' },
  row: { staffNumber: col.text, personId: col.id<'person'>() },
});

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
    course: AssignedCycle,
    asks: AskedOf,
  ): Promise<AssignmentPreview> {
    const { courseId, cycle, fiscalYear } = course;
    const { isMandatory, dueOn } = asks;
    const asOf: LocalDate = this.clock.today();
    const onDay = maxDate(asOf, fiscalYearStart(fiscalYear));
    const asked = { courseId, cycle, fiscalYear, isMandatory, dueOn };
    return this.database.only(PREVIEW, { ...audience, ...asked, asOf, onDay });
  }

  /** The persons who have or had these staff numbers and are employed today, by number. */
  async findPersons(staffNumbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.all(PERSONS, { staffNumbers, asOf: this.clock.today() });
    return new Map(rows.map((row) => [row.staffNumber, row.personId]));
  }
}
