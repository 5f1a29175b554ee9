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
  addDays,
  Clock,
  col,
  Database,
  idOf,
  instantAt,
  OfficeCalendars,
  type Page,
  type RowFrom,
  statement,
} from '@app/platform';
import {
  LEARNING_STATES,
  lastDueDateOver,
  type LearningState,
} from '../enrollment/enrollment.rules';
import {
  fiscalYearOn,
  isOpen,
  notWithdrawn,
  ON_DAY,
  reachedSql,
} from '../obligation/obligation.sql';
import { AUDIENCE_KINDS } from './audience.queries';

const DAYS = { asOf: 'date', asOfEnd: 'timestamptz', lastOver: 'date' } as const;

/** The fiscal year in which an assignment is looked at: its own; of one that repeats the running one. */
const SHOWN_YEAR = `CASE WHEN a.repeats_yearly THEN greatest(a.fiscal_year, ${fiscalYearOn(':asOf')}) ELSE a.fiscal_year END`;

/**
 * An assignment that was withdrawn still shows its people, and one of a past year its people of then. The title is the
 * one of the edition that is assigned; as long as there is none, of the newest.
 */
const assignments = (which: string): string => `
  WITH RECURSIVE ${reachedSql({ assignment: which, years: 'all' })}, sums AS (
    SELECT r.assignment_id, r.fiscal_year, count(*)::int AS total,
      (count(*) FILTER (WHERE r.state = 'completed'))::int AS completed,
      (count(*) FILTER (WHERE r.state = 'overdue' AND r.absence IS NULL))::int AS overdue,
      (count(*) FILTER (WHERE r.state = 'exempted'))::int AS exempted,
      (count(*) FILTER (WHERE r.state = 'closed'))::int AS closed,
      (count(*) FILTER (WHERE r.absence IS NOT NULL AND ${isOpen('r')}))::int AS absent
    FROM ob_reached r GROUP BY r.assignment_id, r.fiscal_year
  )
  SELECT a.id, a.course_id AS "courseId", c.key AS "courseKey", shown.year AS "fiscalYear", shown.cycle,
    coalesce(v.title, newest.title) AS "courseTitle", v.id IS NOT NULL AS "hasEdition",
    a.repeats_yearly AS "repeatsYearly", a.audience_kind AS "audienceKind", u.name AS "unitName",
    a.is_mandatory AS "isMandatory", (a.due_on + make_interval(years => shown.year - a.fiscal_year))::date AS "dueOn",
    a.reason, a.created_at AS "createdAt", w.withdrawn_on AS "withdrawnOn", coalesce(sums.total, 0) AS total,
    coalesce(sums.completed, 0) AS completed, coalesce(sums.overdue, 0) AS overdue,
    coalesce(sums.exempted, 0) AS exempted, coalesce(sums.closed, 0) AS closed, coalesce(sums.absent, 0) AS absent
  FROM course_assignments a
  JOIN courses c ON c.id = a.course_id
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL (SELECT ${SHOWN_YEAR} AS year,
    CASE WHEN ${SHOWN_YEAR} >= s.since THEN ${SHOWN_YEAR} ELSE 0 END AS cycle) shown
  LEFT JOIN ob_edition e ON e.course_id = a.course_id AND e.cycle = shown.cycle
  LEFT JOIN course_versions v ON v.id = e.id
  JOIN LATERAL (SELECT n.title FROM course_versions n WHERE n.course_id = c.id
    ORDER BY coalesce(n.fiscal_year, 0) DESC, n.version DESC LIMIT 1) newest ON true
  LEFT JOIN LATERAL (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = a.org_unit_id AND p.valid_from <= :asOf
    ORDER BY p.valid_from DESC LIMIT 1) u ON true
  LEFT JOIN assignment_withdrawals w ON w.assignment_id = a.id
  LEFT JOIN sums ON sums.assignment_id = a.id AND sums.fiscal_year = shown.year
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
  repeatsYearly: col.bool,
  audienceKind: col.oneOf(AUDIENCE_KINDS),
  unitName: col.text.orNull,
  isMandatory: col.bool,
  dueOn: col.date,
  reason: col.text,
  createdAt: col.instant,
  withdrawnOn: col.date.orNull,
  total: col.int,
  completed: col.int,
  overdue: col.int,
  exempted: col.int,
  /** Not done, and by the year-end closing not asked for any more. */
  closed: col.int,
  /** On leave or seconded, and not finished; left out of the rate. */
  absent: col.int,
};

const ALL = statement({
  name: 'courses.assignments',
  sql: `${assignments('true')}
    ORDER BY shown.year DESC, w.withdrawn_on IS NOT NULL, "dueOn", "courseTitle", a.id`,
  parameters: DAYS,
  row: ASSIGNMENT_ROW,
});

const ONE = statement({
  name: 'courses.assignment',
  sql: assignments('a.id = :assignmentId'),
  parameters: { ...DAYS, assignmentId: 'uuid' },
  row: ASSIGNMENT_ROW,
});

/** One assignment with where its people stand today. */
export type AssignmentRow = RowFrom<typeof ONE>;

const SEARCH = { day: ':asOf', pattern: ':pattern' } as const;

const PEOPLE = statement({
  name: 'courses.assignment-people',
  sql: `WITH RECURSIVE ${reachedSql({ assignment: 'a.id = :assignmentId', years: 'all' })}
    SELECT r.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", r.state,
      r.due_on AS "dueOn", r.completed_at AS "completedAt",
      CASE WHEN r.state = 'exempted' THEN r.exemption_reason END AS "exemptionReason", r.absence,
      ${foundByFormer('r.person_id', SEARCH)}, (count(*) OVER ())::int AS total
    FROM ob_reached r
    JOIN course_assignments a ON a.id = r.assignment_id AND r.fiscal_year = ${SHOWN_YEAR}
    JOIN ${detailsOn('p', 'r.person_id', ':asOf')}
    JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':asOf')}
    LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${inForce('po', ':asOf')}
    LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', ':asOf')}
    WHERE (:state IS NULL OR r.state = :state) AND (:pattern IS NULL OR ${wasEverCalled('r.person_id', SEARCH)})
    ORDER BY array_position(ARRAY['overdue', 'not_started', 'in_progress', 'exempted', 'closed', 'completed'], r.state),
      u.sort_order, n.staff_number
    LIMIT :limit OFFSET :offset`,
  parameters: {
    ...DAYS,
    assignmentId: 'uuid',
    state: 'text?',
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
    exemptionReason: col.text.orNull,
    absence: col.oneOf(ABSENCES).orNull,
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
      (count(*) FILTER (WHERE state = 'exempted'))::int AS exempted
    FROM (SELECT r.state, ${isOpen('r')} AS is_open, EXISTS (
            SELECT 1 FROM ob_reached other WHERE other.person_id = r.person_id AND other.cycle = r.cycle
              AND other.assignment_id <> r.assignment_id) AS is_elsewhere
          FROM ob_reached r WHERE r.assignment_id = :assignmentId) people`,
  parameters: { ...DAYS, assignmentId: 'uuid' },
  row: {
    /** Not finished and not exempted. */
    open: col.int,
    /** Of those: still asked to learn the same course by another assignment. */
    stillAssigned: col.int,
    completed: col.int,
    exempted: col.int,
  },
});

/** Whom a withdrawal concerns today. */
export type WithdrawalPreview = RowFrom<typeof WITHDRAWAL>;

export interface AssignmentPeopleFilter {
  readonly state?: LearningState;
  /** Part of any name, reading or staff number up to today. */
  readonly text?: string;
  readonly limit: number;
  readonly offset: number;
}

const COURSE_CHOICES = statement({
  name: 'courses.course-choices',
  sql: `SELECT c.key, v.title, v.fiscal_year IS NOT NULL AS "isYearly" FROM courses c
    JOIN LATERAL (SELECT title, fiscal_year FROM course_versions WHERE course_id = c.id
      ORDER BY coalesce(fiscal_year, 0) DESC, version DESC LIMIT 1) v ON true
    ORDER BY v.fiscal_year IS NULL, v.title, c.key`,
  parameters: {},
  row: { key: col.text, title: col.text, isYearly: col.bool },
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
  async listAssignments(): Promise<readonly AssignmentRow[]> {
    return this.database.all(ALL, await this.days());
  }

  async findAssignment(assignmentId: string): Promise<AssignmentRow | null> {
    return this.database.first(ONE, {
      ...(await this.days()),
      assignmentId: idOf(assignmentId),
    });
  }

  /** The people of one assignment with their state, those with something open first. */
  async listPeople(
    assignmentId: string,
    filter: AssignmentPeopleFilter,
  ): Promise<Page<AssignmentPersonRow>> {
    const rows = await this.database.all(PEOPLE, {
      ...(await this.days()),
      assignmentId: idOf(assignmentId),
      state: filter.state ?? null,
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
    const asOf = this.clock.today();
    const lastOver = lastDueDateOver(await this.calendars.current(), asOf);
    return { asOf, asOfEnd: instantAt(addDays(asOf, 1)), lastOver };
  }
}
