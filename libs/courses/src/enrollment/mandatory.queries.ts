import { Injectable } from '@nestjs/common';
import {
  addDays,
  Database,
  fiscalYearOf,
  fiscalYearStart,
  instantAt,
  type LocalDate,
  OfficeCalendars,
} from '@app/platform';
import { type LearningState, lastDueDateOver } from './enrollment.rules';

/** Whose mandatory learning, and as of which day. Without `personIds` and `unitIds`: the whole city. */
export interface MandatoryFilter {
  readonly asOf: LocalDate;
  /** The fiscal year for which it was assigned; the one of `asOf` unless given. */
  readonly fiscalYear?: number;
  readonly personIds?: readonly string[];
  /** Units of the primary posting on `asOf`; the caller names the units below as well. */
  readonly unitIds?: readonly string[];
  readonly states?: readonly LearningState[];
  /** Whom the city's figures count; everybody employed and not absent unless given. */
  readonly counted?: CountedStaff;
}

/** What the counting rule says of the people in the mandatory figures; coverage knows the rule. */
export interface CountedStaff {
  readonly employmentTypes: readonly string[];
  /** Whether people on leave or seconded are left out of the figures. */
  readonly leavesOutAbsent: boolean;
}

/** Why somebody who is employed is not expected to learn on the day. */
export type Absence = 'leave_of_absence' | 'parental_leave' | 'sick_leave' | 'seconded';

/** One course that one person had to learn, with its state at the end of the day asked for. */
export interface MandatoryRow {
  readonly personId: string;
  readonly enrollmentId: string;
  readonly courseId: string;
  readonly courseKey: string;
  readonly courseTitle: string;
  readonly orgUnitId: string | null;
  readonly dueOn: LocalDate;
  readonly state: LearningState;
  readonly absence: Absence | null;
}

/**
 * Sums that always add up: total = notStarted + inProgress + completed + overdue + exempted + absent, and
 * people = finishedPeople + openPeople + leftOutPeople. The base of a rate is total - exempted - absent.
 */
export interface MandatoryCount {
  readonly total: number;
  readonly notStarted: number;
  readonly inProgress: number;
  readonly completed: number;
  readonly overdue: number;
  readonly exempted: number;
  readonly absent: number;
  readonly people: number;
  readonly finishedPeople: number;
  readonly openPeople: number;
  /** On leave or seconded, or exempted from everything. */
  readonly leftOutPeople: number;
}

export interface UnitMandatoryCount extends MandatoryCount {
  readonly orgUnitId: string | null;
}

/**
 * $1 day, $2 first instant after it, $3 fiscal year, $4 its first instant, $5 last due date that is over, $6 persons
 * or null, $7 units or null, $8 employment types or null, $9 whether the absent are left out. One row per enrollment: an assignment made or withdrawn later does not exist yet or still
 * does; what happened after the day has not happened. A course without cycles that was still open when the fiscal year
 * began is carried over into it. Who is not employed on the day is not in it.
 */
const STATES_SQL = `
  WITH obligation AS (
    SELECT e.id, e.person_id, e.course_id, e.course_version_id, e.started_at, e.completed_at, e.exempted_at,
      min(o.due_on) AS due_on
    FROM course_assignments a
    JOIN assigned_enrollments o ON o.assignment_id = a.id AND o.assigned_at < $2
      AND (o.released_at IS NULL OR o.released_at >= $2)
    JOIN enrollments e ON e.id = o.enrollment_id
    WHERE a.is_mandatory AND (a.withdrawn_at IS NULL OR a.withdrawn_at >= $2)
      AND ($6::uuid[] IS NULL OR e.person_id = ANY ($6))
      AND (a.fiscal_year = $3 OR (a.fiscal_year < $3 AND e.cycle = 0 AND (e.completed_at IS NULL OR e.completed_at >= $4)
           AND (e.exempted_at IS NULL OR e.exempted_at >= $4)))
    GROUP BY e.id
  ), state AS (
    SELECT o.id, o.person_id, o.course_id, o.course_version_id, o.due_on, po.org_unit_id, CASE WHEN $9 THEN away.status END AS absence,
      CASE WHEN o.completed_at < $2 THEN 'completed' WHEN o.exempted_at < $2 THEN 'exempted'
           WHEN o.due_on <= $5 THEN 'overdue' WHEN o.started_at < $2 THEN 'in_progress' ELSE 'not_started' END AS state
    FROM obligation o
    JOIN employments w ON w.person_id = o.person_id AND w.valid_from <= $1 AND (w.valid_to IS NULL OR w.valid_to > $1)
    LEFT JOIN postings po ON po.person_id = o.person_id AND po.kind = 'primary'
      AND po.valid_from <= $1 AND (po.valid_to IS NULL OR po.valid_to > $1)
    LEFT JOIN employment_statuses away ON away.person_id = o.person_id
      AND away.valid_from <= $1 AND (away.valid_to IS NULL OR away.valid_to > $1)
    WHERE ($7::uuid[] IS NULL OR po.org_unit_id = ANY ($7)) AND ($8::text[] IS NULL OR w.employment_type = ANY ($8))
  )`;

/** Somebody is finished when nothing that counts is open, and left out when nothing counts. */
const COUNTS = `
  coalesce(sum(total), 0)::int AS total, coalesce(sum(not_started), 0)::int AS "notStarted",
  coalesce(sum(in_progress), 0)::int AS "inProgress", coalesce(sum(completed), 0)::int AS completed,
  coalesce(sum(overdue), 0)::int AS overdue, coalesce(sum(exempted), 0)::int AS exempted,
  coalesce(sum(absent), 0)::int AS absent, count(*)::int AS people,
  count(*) FILTER (WHERE completed > 0 AND still_open = 0)::int AS "finishedPeople",
  count(*) FILTER (WHERE still_open > 0)::int AS "openPeople",
  count(*) FILTER (WHERE completed = 0 AND still_open = 0)::int AS "leftOutPeople"`;

const PEOPLE_SQL = `${STATES_SQL}, person AS (
    SELECT person_id, org_unit_id, count(*) AS total,
      count(*) FILTER (WHERE absence IS NULL AND state = 'not_started') AS not_started,
      count(*) FILTER (WHERE absence IS NULL AND state = 'in_progress') AS in_progress,
      count(*) FILTER (WHERE absence IS NULL AND state = 'completed') AS completed,
      count(*) FILTER (WHERE absence IS NULL AND state = 'overdue') AS overdue,
      count(*) FILTER (WHERE absence IS NULL AND state = 'exempted') AS exempted,
      count(*) FILTER (WHERE absence IS NOT NULL) AS absent,
      count(*) FILTER (WHERE absence IS NULL AND state IN ('not_started', 'in_progress', 'overdue')) AS still_open
    FROM state GROUP BY person_id, org_unit_id
  )`;

/**
 * The mandatory learning of a fiscal year as of any date, from timestamps: the base of coverage, of the unit head's
 * page and of reminders. It decides nothing about who may see it; the caller names persons or units that may be seen.
 */
@Injectable()
export class MandatoryQueries {
  constructor(
    private readonly database: Database,
    private readonly calendars: OfficeCalendars,
  ) {}

  /** The single rows, by person and due date; people on leave are in it, marked by `absence`. */
  async listStates(filter: MandatoryFilter): Promise<readonly MandatoryRow[]> {
    return this.database.query<MandatoryRow>(
      `${STATES_SQL}
       SELECT s.person_id AS "personId", s.id AS "enrollmentId", s.course_id AS "courseId", c.key AS "courseKey",
         v.title AS "courseTitle", s.org_unit_id AS "orgUnitId", s.due_on AS "dueOn", s.state, s.absence
       FROM state s JOIN courses c ON c.id = s.course_id JOIN course_versions v ON v.id = s.course_version_id
       WHERE $10::text[] IS NULL OR s.state = ANY ($10)
       ORDER BY s.person_id, s.due_on, v.title, s.id`,
      [...(await this.parameters(filter)), filter.states ?? null],
    );
  }

  /** The sums over everybody the filter names; a person is counted once, whatever number of courses they have. */
  async count(filter: Omit<MandatoryFilter, 'states'>): Promise<MandatoryCount> {
    const row = await this.database.queryOne<MandatoryCount>(
      `${PEOPLE_SQL} SELECT ${COUNTS} FROM person`,
      await this.parameters(filter),
    );
    if (!row) throw new Error('an aggregate always has one row');
    return row;
  }

  /** The sums for each unit of a primary posting; null is the row of people without one. */
  async countByUnit(
    filter: Omit<MandatoryFilter, 'states'>,
  ): Promise<readonly UnitMandatoryCount[]> {
    return this.database.query<UnitMandatoryCount>(
      `${PEOPLE_SQL} SELECT org_unit_id AS "orgUnitId", ${COUNTS} FROM person GROUP BY org_unit_id ORDER BY org_unit_id`,
      await this.parameters(filter),
    );
  }

  private async parameters(filter: MandatoryFilter): Promise<unknown[]> {
    const { asOf } = filter;
    const fiscalYear = filter.fiscalYear ?? fiscalYearOf(asOf);
    return [
      asOf,
      instantAt(addDays(asOf, 1)),
      fiscalYear,
      instantAt(fiscalYearStart(fiscalYear)),
      lastDueDateOver(await this.calendars.current(), asOf),
      filter.personIds ?? null,
      filter.unitIds ?? null,
      filter.counted?.employmentTypes ?? null,
      filter.counted?.leavesOutAbsent ?? true,
    ];
  }
}
