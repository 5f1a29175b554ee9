import { Injectable } from '@nestjs/common';
import {
  ABSENCES,
  detailsOn,
  FORMER_COLUMNS,
  foundByFormer,
  inForce,
  searchPattern,
  wasEverCalled,
} from '@app/organization';
import {
  Clock,
  col,
  Database,
  idOf,
  OfficeCalendars,
  type Page,
  type RowFrom,
  statement,
} from '@app/platform';
import { LEARNING_STATES, type LearningState } from '../enrollment/enrollment.rules';
import {
  COUNTED_PARAMETERS,
  type CountedStaff,
  EVERYBODY_PRESENT,
} from '../enrollment/counted-staff.sql';
import {
  isOpen,
  isUnfinished,
  notWithdrawn,
  ON_DAY,
  reachedSql,
  fiscalYearOn,
} from '../obligation/obligation.sql';
import { courseName, titleWithoutEdition } from '../obligation/obligation-title.sql';
import { AUDIENCE_KINDS } from './audience.queries';
import { DAYS, daysOf, OF_SAME_COURSE } from './assignment-day';
import { ASSIGNMENT_CYCLE, type AssignmentCycle } from './shown-year.sql';
import { NOT_COUNTED_BY, standingSql } from './standing.sql';

const counted = (condition: string): string =>
  `(count(*) FILTER (WHERE r.left_out_by IS NULL AND ${condition}))::int`;
const leftOut = (reason: string): string =>
  `(count(*) FILTER (WHERE NOT r.is_earlier AND r.left_out_by = '${reason}'))::int`;
/** Of an assignment in force: those who are in none of its numbers, though it names them. */
const ASKED_ELSEWHERE = `coalesce(r.left_out_by IN ('other_assignment', 'settled_before', 'withdrawn'), false)`;

/**
 * An assignment that was withdrawn still shows who had finished, and one of a past year its people of then. The title
 * is the one of the edition that is assigned; as long as there is none, the course's name with the year that has none.
 */
const assignments = (which: string, reaching: string): string => `
  WITH RECURSIVE ${standingSql(reaching)}, sums AS (
    SELECT r.assignment_id, (count(*) FILTER (WHERE NOT r.is_earlier AND NOT ${ASKED_ELSEWHERE}))::int AS total,
      ${counted("NOT r.is_earlier AND r.state = 'completed'")} AS completed, ${counted("r.state = 'overdue'")} AS overdue,
      ${counted("NOT r.is_earlier AND r.state = 'exempted'")} AS exempted,
      ${counted("NOT r.is_earlier AND r.state = 'closed'")} AS closed,
      ${leftOut('absent')} AS absent, ${leftOut('employment_type')} AS other_types,
      ${leftOut('other_assignment')} AS asked_elsewhere, ${leftOut('settled_before')} AS settled_before,
      ${counted(`r.is_earlier AND ${isOpen('r')}`)} AS carried_over
    FROM person r GROUP BY r.assignment_id
  )
  SELECT a.id, a.course_id AS "courseId", c.key AS "courseKey", shown.year AS "fiscalYear", in_year.cycle,
    coalesce(v.title, ${titleWithoutEdition('newest.title', 'shown.year')}) AS "courseTitle", v.id IS NOT NULL AS "hasEdition",
    CASE WHEN a.repeats_yearly AND shown.year < ${fiscalYearOn(':asOf')} AND w.withdrawn_on IS NULL
      THEN ${fiscalYearOn(':asOf')} END AS "yearWithoutEdition",
    a.repeats_yearly AS "repeatsYearly", a.audience_kind AS "audienceKind", u.name AS "unitName",
    a.is_mandatory AS "isMandatory", (a.due_on + make_interval(years => shown.year - a.fiscal_year))::date AS "dueOn",
    a.reason, a.created_at AS "createdAt", w.withdrawn_on AS "withdrawnOn", shut.closed_on AS "closedOn", coalesce(sums.total, 0) AS total,
    coalesce(sums.completed, 0) AS completed, coalesce(sums.overdue, 0) AS overdue,
    coalesce(sums.exempted, 0) AS exempted, coalesce(sums.closed, 0) AS closed, coalesce(sums.absent, 0) AS absent,
    coalesce(sums.other_types, 0) AS "otherTypes", coalesce(sums.carried_over, 0) AS "carriedOver",
    coalesce(sums.asked_elsewhere, 0) AS "askedElsewhere", coalesce(sums.settled_before, 0) AS "settledBefore"
  FROM course_assignments a
  JOIN courses c ON c.id = a.course_id
  JOIN shown ON shown.id = a.id
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL (SELECT CASE WHEN shown.year >= s.since THEN shown.year ELSE 0 END AS cycle) in_year
  LEFT JOIN ob_edition e ON e.course_id = a.course_id AND e.cycle = in_year.cycle
  LEFT JOIN course_versions v ON v.id = e.id
  JOIN LATERAL (SELECT n.title FROM course_versions n WHERE n.course_id = c.id
    ORDER BY coalesce(n.fiscal_year, 0) DESC, n.version DESC LIMIT 1) newest ON true
  LEFT JOIN LATERAL (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = a.org_unit_id AND p.valid_from <= :asOf
    ORDER BY p.valid_from DESC LIMIT 1) u ON true
  LEFT JOIN assignment_withdrawals w ON w.assignment_id = a.id
  LEFT JOIN ob_closed shut ON shut.fiscal_year = shown.year
  LEFT JOIN sums ON sums.assignment_id = a.id
  WHERE ${which}`;

const ASSIGNMENT_ROW = {
  id: col.id<'assignment'>(),
  courseId: col.id<'course'>(),
  courseKey: col.text,
  fiscalYear: col.int,
  /** The fiscal year of a yearly course, else 0. */
  cycle: col.int,
  courseTitle: col.text,
  /** False: no edition of that year is published yet, so that nobody has to learn anything. */
  hasEdition: col.bool,
  /** Of one that repeats: the running year, as long as it has no edition and the year before is shown. */
  yearWithoutEdition: col.int.orNull,
  repeatsYearly: col.bool,
  audienceKind: col.oneOf(AUDIENCE_KINDS),
  unitName: col.text.orNull,
  isMandatory: col.bool,
  dueOn: col.date,
  reason: col.text,
  createdAt: col.instant,
  withdrawnOn: col.date.orNull,
  /** When the fiscal year that is shown was closed: nothing of it is asked for any more. */
  closedOn: col.date.orNull,
  total: col.int,
  completed: col.int,
  overdue: col.int,
  exempted: col.int,
  /** Not done, and by the year-end closing not asked for any more. */
  closed: col.int,
  /** On leave or seconded: in no number but the total. */
  absent: col.int,
  /** Of an employment type that the city's figures do not count: in no number but the total. */
  otherTypes: col.int,
  /** Of an assignment that repeats: what is still open of earlier fiscal years; in no total, but overdue where it is. */
  carriedOver: col.int,
  /** Another assignment asks the same of them, and tells the due date: in no other number. */
  askedElsewhere: col.int,
  /** They had finished the course, or were let off, before the fiscal year began: in no other number. */
  settledBefore: col.int,
};

const ALL = statement({
  name: 'courses.assignments',
  sql: `${assignments('true', 'true')}
    ORDER BY shown.year DESC, w.withdrawn_on IS NOT NULL, "dueOn", "courseTitle", a.id`,
  parameters: { ...DAYS, ...COUNTED_PARAMETERS },
  row: ASSIGNMENT_ROW,
});

const ONE = statement({
  name: 'courses.assignment',
  sql: assignments('a.id = :assignmentId', OF_SAME_COURSE),
  parameters: { ...DAYS, ...COUNTED_PARAMETERS, assignmentId: 'uuid' },
  row: ASSIGNMENT_ROW,
});

/** One assignment with where its people stand today. */
export type AssignmentRow = RowFrom<typeof ONE>;

const SEARCH = { day: ':asOf', pattern: ':pattern' } as const;

/** Asks for those who are in none of the numbers. */
export const LEFT_OUT = 'left_out' as const;

const PEOPLE = statement({
  name: 'courses.assignment-people',
  sql: `WITH RECURSIVE ${standingSql(OF_SAME_COURSE)}
    SELECT r.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", r.state,
      r.due_on AS "dueOn", r.completed_at AS "completedAt", r.cycle, r.fiscal_year AS "fiscalYear", r.is_earlier AS "isCarriedOver",
      CASE WHEN r.state = 'exempted' THEN r.exemption_reason END AS "exemptionReason", r.absence, r.left_out_by AS "leftOutBy",
      r.other_year AS "otherYear", other.audience_kind AS "otherAudience",
      ${foundByFormer('r.person_id', SEARCH)}, (count(*) OVER ())::int AS total
    FROM person r
    LEFT JOIN course_assignments other ON other.id = r.other_id
    JOIN ${detailsOn('p', 'r.person_id', ':asOf')}
    JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':asOf')}
    LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${inForce('po', ':asOf')}
    LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', ':asOf')}
    LEFT JOIN org_units o ON o.id = po.org_unit_id
    WHERE r.assignment_id = :assignmentId AND CASE WHEN :state IS NULL THEN true WHEN :state = '${LEFT_OUT}' THEN r.left_out_by IS NOT NULL
        ELSE r.state = :state AND r.left_out_by IS NULL END
      AND (:unit IS NULL OR coalesce(o.code, '') = :unit) AND (:pattern IS NULL OR ${wasEverCalled('r.person_id', SEARCH)})
    ORDER BY array_position(ARRAY['overdue', 'not_started', 'in_progress', 'absent', 'exempted', 'closed', 'completed'], r.state),
      u.sort_order, n.staff_number, r.fiscal_year
    LIMIT :limit OFFSET :offset`,
  parameters: {
    ...DAYS,
    ...COUNTED_PARAMETERS,
    assignmentId: 'uuid',
    state: 'text?',
    unit: 'text?',
    pattern: 'text?',
    limit: 'integer',
    offset: 'integer',
  },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text.orNull,
    state: col.oneOf(LEARNING_STATES),
    dueOn: col.date,
    completedAt: col.instant.orNull,
    /** Of a yearly course its fiscal year, else 0: what is exempted at this row. */
    cycle: col.int,
    fiscalYear: col.int,
    /** Still open or exempted since, and of an earlier fiscal year than the one that is shown. */
    isCarriedOver: col.bool,
    exemptionReason: col.text.orNull,
    absence: col.oneOf(ABSENCES).orNull,
    /** Why the person is in none of the numbers. */
    leftOutBy: col.oneOf(NOT_COUNTED_BY).orNull,
    /** For which fiscal year the assignment asks that asks the same of them, and whom. */
    otherYear: col.int.orNull,
    otherAudience: col.oneOf(AUDIENCE_KINDS).orNull,
    /** Found by a name or number of earlier days. */
    ...FORMER_COLUMNS,
    total: col.int,
  },
});

export type AssignmentPersonRow = Omit<RowFrom<typeof PEOPLE>, 'total'>;

const WITHDRAWAL = statement({
  name: 'courses.withdrawal-preview',
  sql: `WITH RECURSIVE ${reachedSql({
    assignment: `a.course_id = (SELECT own.course_id FROM course_assignments own WHERE own.id = :assignmentId)
      AND ${notWithdrawn(ON_DAY)}`,
    years: 'all',
  })}
    SELECT (count(*) FILTER (WHERE is_open))::int AS open,
      (count(*) FILTER (WHERE is_open AND is_elsewhere))::int AS "stillAssigned",
      (count(*) FILTER (WHERE state = 'completed'))::int AS completed,
      (count(*) FILTER (WHERE state = 'exempted'))::int AS exempted,
      (count(*) FILTER (WHERE state = 'closed'))::int AS closed
    FROM (SELECT r.state, ${isUnfinished('r')} AS is_open, EXISTS (
            SELECT 1 FROM ob_reached other WHERE other.person_id = r.person_id AND other.cycle = r.cycle
              AND other.assignment_id <> r.assignment_id AND other.state <> 'closed') AS is_elsewhere
          FROM ob_reached r WHERE r.assignment_id = :assignmentId) people`,
  parameters: { ...DAYS, assignmentId: 'uuid' },
  row: {
    /** Not finished and not exempted. */
    open: col.int,
    /** Of those: still asked to learn the same course by another assignment. */
    stillAssigned: col.int,
    completed: col.int,
    exempted: col.int,
    /** Not done, and by the year-end closing not asked for any more. */
    closed: col.int,
  },
});

/** Whom a withdrawal concerns today. */
export type WithdrawalPreview = RowFrom<typeof WITHDRAWAL>;

export interface AssignmentPeopleFilter {
  /** As many people as the number of that name says: whoever is left out of the numbers is found under LEFT_OUT. */
  readonly state?: LearningState | typeof LEFT_OUT;
  /** The code of the unit in which they are posted; empty for those without a posting. */
  readonly unit?: string;
  /** Part of a name, a reading or a staff number. */
  readonly text?: string;
  readonly limit: number;
  readonly offset: number;
}

const COURSE_CHOICES = statement({
  name: 'courses.course-choices',
  sql: `SELECT c.key, v.title, ${courseName('v.title')} AS name, v.fiscal_year IS NOT NULL AS "isYearly" FROM courses c
    JOIN LATERAL (SELECT title, fiscal_year FROM course_versions WHERE course_id = c.id
      ORDER BY coalesce(fiscal_year, 0) DESC, version DESC LIMIT 1) v ON true
    ORDER BY v.fiscal_year IS NULL, v.title, c.key`,
  parameters: {},
  row: {
    key: col.text,
    title: col.text,
    /** The title without the year of the edition. */
    name: col.text,
    isYearly: col.bool,
  },
});

export type CourseChoice = RowFrom<typeof COURSE_CHOICES>;

const UNIT_CHOICES = statement({
  name: 'courses.unit-choices',
  sql: `SELECT u.org_unit_id AS id, u.name, parent.name AS "parentName" FROM org_unit_periods u
    LEFT JOIN org_unit_periods parent ON parent.org_unit_id = u.parent_org_unit_id AND ${inForce('parent', ':asOf')}
    WHERE ${inForce('u', ':asOf')}
    ORDER BY coalesce(parent.sort_order, u.sort_order), parent.name NULLS FIRST, u.sort_order, u.name`,
  parameters: { asOf: 'date' },
  row: { id: col.id<'org_unit'>(), name: col.text, parentName: col.text.orNull },
});

export type UnitChoice = RowFrom<typeof UNIT_CHOICES>;

/** Reads of assignments as of today, for the DX推進室 and the auditor. */
@Injectable()
export class AssignmentQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
  ) {}

  /** Newest fiscal year first; those in force before withdrawn ones. */
  async listAssignments(
    counted: CountedStaff = EVERYBODY_PRESENT,
  ): Promise<readonly AssignmentRow[]> {
    return this.database.all(ALL, { ...(await this.days()), ...counted });
  }

  async findAssignment(
    assignmentId: string,
    counted: CountedStaff = EVERYBODY_PRESENT,
  ): Promise<AssignmentRow | null> {
    return this.database.first(ONE, {
      ...(await this.days()),
      ...counted,
      assignmentId: idOf(assignmentId),
    });
  }

  /** The course and the cycle that a row of the assignment's people is about; null where it never asked for that year. */
  async findCycle(assignmentId: string, year: number | null): Promise<AssignmentCycle | null> {
    return this.database.first(ASSIGNMENT_CYCLE, {
      assignmentId: idOf(assignmentId),
      year,
      asOf: this.clock.today(),
    });
  }

  /** The people of one assignment with their state, those with something open first. */
  async listPeople(
    assignmentId: string,
    filter: AssignmentPeopleFilter,
    counted: CountedStaff = EVERYBODY_PRESENT,
  ): Promise<Page<AssignmentPersonRow>> {
    const rows = await this.database.all(PEOPLE, {
      ...(await this.days()),
      ...counted,
      assignmentId: idOf(assignmentId),
      state: filter.state ?? null,
      unit: filter.unit ?? null,
      pattern: searchPattern(filter.text),
      limit: filter.limit,
      offset: filter.offset,
    });
    return { rows, total: rows[0]?.total ?? 0 };
  }

  /** The numbers to be shown before an assignment is withdrawn. */
  async previewWithdrawal(assignmentId: string): Promise<WithdrawalPreview> {
    return this.database.only(WITHDRAWAL, {
      ...(await this.days()),
      assignmentId: idOf(assignmentId),
    });
  }

  /** What can be assigned: every published course. */
  async listCourseChoices(): Promise<readonly CourseChoice[]> {
    return this.database.all(COURSE_CHOICES, {});
  }

  /** To whom it can be assigned: every unit of today. */
  async listUnitChoices(): Promise<readonly UnitChoice[]> {
    return this.database.all(UNIT_CHOICES, { asOf: this.clock.today() });
  }

  private async days() {
    return daysOf(this.clock, this.calendars);
  }
}
