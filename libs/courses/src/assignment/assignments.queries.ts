import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  idOf,
  type LocalDate,
  OfficeCalendars,
  type Page,
  searchKey,
} from '@app/platform';
import { lastDueDateOver, type LearningState } from '../enrollment/enrollment.rules';
import type { Absence } from '../enrollment/mandatory.queries';
import type { AudienceKind } from './course-assignment.entity';

/** One assignment with where its people stand today. */
export interface AssignmentRow {
  readonly id: string;
  readonly courseKey: string;
  readonly courseTitle: string;
  readonly fiscalYear: number;
  readonly audienceKind: AudienceKind;
  readonly unitName: string | null;
  readonly isMandatory: boolean;
  readonly dueOn: LocalDate;
  readonly reason: string;
  readonly createdAt: Date;
  readonly withdrawnAt: Date | null;
  readonly total: number;
  readonly completed: number;
  readonly overdue: number;
  readonly exempted: number;
  /** On leave or seconded, and not finished; left out of the rate. */
  readonly absent: number;
}

export interface AssignmentPersonRow {
  readonly enrollmentId: string;
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly unitName: string | null;
  readonly state: LearningState;
  readonly dueOn: LocalDate;
  readonly completedAt: Date | null;
  readonly exemptionReason: string | null;
  readonly absence: Absence | null;
}

/** Whom a withdrawal concerns today. */
export interface WithdrawalPreview {
  /** Not finished and not exempted. */
  readonly open: number;
  /** Of those: still asked to learn the same course by another assignment. */
  readonly stillAssigned: number;
  readonly completed: number;
  readonly exempted: number;
}

export interface AssignmentPeopleFilter {
  readonly state?: LearningState;
  /** Part of a name, a reading or a staff number. */
  readonly text?: string;
  readonly limit: number;
  readonly offset: number;
}

export interface CourseChoice {
  readonly key: string;
  readonly title: string;
  readonly isYearly: boolean;
}

export interface UnitChoice {
  readonly id: string;
  readonly name: string;
  readonly parentName: string | null;
}

/** $1 today, $2 the last due date that is over. Only people employed today and still reached. */
const REACHED_SQL = `
  SELECT o.assignment_id, o.due_on, e.id, e.person_id, e.completed_at, e.exemption_reason, away.status AS absence,
    CASE WHEN e.completed_at IS NOT NULL THEN 'completed' WHEN e.exempted_at IS NOT NULL THEN 'exempted'
         WHEN o.due_on <= $2 THEN 'overdue' WHEN e.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM assigned_enrollments o
  JOIN enrollments e ON e.id = o.enrollment_id
  JOIN employments w ON w.person_id = e.person_id AND w.valid_from <= $1 AND (w.valid_to IS NULL OR w.valid_to > $1)
  LEFT JOIN employment_statuses away ON away.person_id = e.person_id
    AND away.valid_from <= $1 AND (away.valid_to IS NULL OR away.valid_to > $1)
  WHERE o.released_at IS NULL`;

const ASSIGNMENT_SQL = `
  SELECT a.id, c.key AS "courseKey", v.title AS "courseTitle", a.fiscal_year AS "fiscalYear",
    a.audience_kind AS "audienceKind", u.name AS "unitName", a.is_mandatory AS "isMandatory", a.due_on AS "dueOn",
    a.reason, a.created_at AS "createdAt", a.withdrawn_at AS "withdrawnAt", sums.*
  FROM course_assignments a
  JOIN courses c ON c.id = a.course_id
  JOIN LATERAL (SELECT title FROM course_versions WHERE course_id = c.id ORDER BY version DESC LIMIT 1) v ON true
  LEFT JOIN LATERAL (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = a.org_unit_id AND p.valid_from <= $1
    ORDER BY p.valid_from DESC LIMIT 1) u ON true
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS total, count(*) FILTER (WHERE r.state = 'completed')::int AS completed,
      count(*) FILTER (WHERE r.state = 'overdue' AND r.absence IS NULL)::int AS overdue,
      count(*) FILTER (WHERE r.state = 'exempted')::int AS exempted,
      count(*) FILTER (WHERE r.absence IS NOT NULL AND r.state NOT IN ('completed', 'exempted'))::int AS absent
    FROM (${REACHED_SQL} AND o.assignment_id = a.id) r) sums`;

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
    return this.database.query<AssignmentRow>(
      `${ASSIGNMENT_SQL} ORDER BY a.fiscal_year DESC, a.withdrawn_at IS NOT NULL, a.due_on, v.title, a.id`,
      await this.days(),
    );
  }

  async findAssignment(assignmentId: string): Promise<AssignmentRow | null> {
    return this.database.queryOne<AssignmentRow>(`${ASSIGNMENT_SQL} WHERE a.id = $3`, [
      ...(await this.days()),
      idOf(assignmentId),
    ]);
  }

  /** The people of one assignment with their state, those with something open first. */
  async listPeople(
    assignmentId: string,
    filter: AssignmentPeopleFilter,
  ): Promise<Page<AssignmentPersonRow>> {
    const rows = await this.database.query<AssignmentPersonRow & { total: number }>(
      `SELECT r.id AS "enrollmentId", r.person_id AS "personId", n.staff_number AS "staffNumber", p.name,
         u.name AS "unitName", r.state, r.due_on AS "dueOn", r.completed_at AS "completedAt",
         r.exemption_reason AS "exemptionReason", r.absence, (count(*) OVER ())::int AS total
       FROM (${REACHED_SQL} AND o.assignment_id = $3) r
       JOIN persons p ON p.id = r.person_id
       JOIN staff_numbers n ON n.person_id = p.id AND n.is_current
       LEFT JOIN postings po ON po.person_id = p.id AND po.kind = 'primary'
         AND po.valid_from <= $1 AND (po.valid_to IS NULL OR po.valid_to > $1)
       LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id
         AND u.valid_from <= $1 AND (u.valid_to IS NULL OR u.valid_to > $1)
       WHERE ($4::text IS NULL OR r.state = $4) AND ($5::text = '' OR strpos(p.search_key, $5) > 0)
       ORDER BY array_position(ARRAY['overdue', 'not_started', 'in_progress', 'exempted', 'completed'], r.state),
         u.sort_order, n.staff_number
       LIMIT $6 OFFSET $7`,
      [
        ...(await this.days()),
        idOf(assignmentId),
        filter.state ?? null,
        searchKey(filter.text ?? ''),
        filter.limit,
        filter.offset,
      ],
    );
    return { rows, total: rows[0]?.total ?? 0 };
  }

  /** The numbers to be shown before an assignment is withdrawn. */
  async previewWithdrawal(assignmentId: string): Promise<WithdrawalPreview> {
    const row = await this.database.queryOne<WithdrawalPreview>(
      `SELECT count(*) FILTER (WHERE NOT done)::int AS open, count(*) FILTER (WHERE NOT done AND is_elsewhere)::int AS "stillAssigned",
         count(*) FILTER (WHERE state = 'completed')::int AS completed, count(*) FILTER (WHERE state = 'exempted')::int AS exempted
       FROM (SELECT r.state, r.state IN ('completed', 'exempted') AS done, EXISTS (
               SELECT 1 FROM assigned_enrollments other JOIN course_assignments a ON a.id = other.assignment_id
               WHERE other.enrollment_id = r.id AND other.assignment_id <> r.assignment_id
                 AND other.released_at IS NULL AND a.withdrawn_at IS NULL) AS is_elsewhere
             FROM (${REACHED_SQL} AND o.assignment_id = $3) r) people`,
      [...(await this.days()), idOf(assignmentId)],
    );
    if (!row) throw new Error('an aggregate always has one row');
    return row;
  }

  /** What can be assigned: every published course. */
  async listCourseChoices(): Promise<readonly CourseChoice[]> {
    return this.database.query<CourseChoice>(
      `SELECT c.key, v.title, v.fiscal_year IS NOT NULL AS "isYearly" FROM courses c
       JOIN LATERAL (SELECT title, fiscal_year FROM course_versions WHERE course_id = c.id ORDER BY version DESC LIMIT 1) v ON true
       ORDER BY v.fiscal_year IS NULL, v.title, c.key`,
    );
  }

  /** To whom it can be assigned: every unit of today. */
  async listUnitChoices(): Promise<readonly UnitChoice[]> {
    return this.database.query<UnitChoice>(
      `SELECT u.org_unit_id AS id, u.name, parent.name AS "parentName" FROM org_unit_periods u
       LEFT JOIN org_unit_periods parent ON parent.org_unit_id = u.parent_org_unit_id
         AND parent.valid_from <= $1 AND (parent.valid_to IS NULL OR parent.valid_to > $1)
       WHERE u.valid_from <= $1 AND (u.valid_to IS NULL OR u.valid_to > $1)
       ORDER BY coalesce(parent.sort_order, u.sort_order), parent.name NULLS FIRST, u.sort_order, u.name`,
      [this.clock.today()],
    );
  }

  private async days(): Promise<[LocalDate, LocalDate]> {
    const today = this.clock.today();
    return [today, lastDueDateOver(await this.calendars.current(), today)];
  }
}
