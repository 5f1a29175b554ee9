import { Injectable } from '@nestjs/common';
import { Clock, Database } from '@app/platform';
import { DAYS_FOR_NEWCOMERS } from './assignment.rules';
import { AUDIENCE_SQL, audienceParameters, type ResolvedAudience } from './audience.queries';

/** What putting an assignment into effect needs to know of it. */
export interface EffectiveAssignment {
  readonly id: string;
  readonly courseId: string;
  readonly cycle: number;
  readonly dueOn: string;
  readonly assignedOn: string;
  readonly audience: ResolvedAudience;
}

/**
 * Writes assignments onto enrollments, set by set. Running it again changes nothing: a person who is reached already
 * keeps their row and their due date. Nothing that was learnt is ever touched. Only inside a transaction.
 */
@Injectable()
export class Obligations {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Reaches everybody in the audience today; returns how many were new. Whoever was hired or came back after the day
   * of the assignment, or (`isLate`) came into the audience later, gets at least 30 days; likewise after an absence.
   */
  async reach(assignment: EffectiveAssignment, isLate: boolean): Promise<number> {
    const { audience, courseId, cycle } = assignment;
    const base = audienceParameters(audience, this.clock.today());
    await this.database.execute(
      `WITH RECURSIVE ${AUDIENCE_SQL}
       INSERT INTO enrollments (id, person_id, course_id, course_version_id, cycle, is_mandatory, enrolled_at)
       SELECT gen_random_uuid(), audience.person_id, $5, (SELECT v.id FROM course_versions v WHERE v.course_id = $5
         ORDER BY v.version DESC LIMIT 1), $6, false, $7
       FROM audience ON CONFLICT ON CONSTRAINT enrollments_cycle_key DO NOTHING`,
      [...base, courseId, cycle, this.clock.now()],
    );
    const reached = await this.database.execute(
      `WITH RECURSIVE ${AUDIENCE_SQL}
       INSERT INTO assigned_enrollments (assignment_id, enrollment_id, due_on, assigned_at)
       SELECT $5, e.id, greatest($8::date, audience.returns_on + $9::int, CASE WHEN $10::boolean THEN
           coalesce(greatest(CASE WHEN audience.hired_on > $11::date THEN audience.hired_on END, (SELECT max(s.valid_to)
             FROM employment_statuses s WHERE s.person_id = e.person_id AND s.valid_to > $11::date AND s.valid_to <= $4)),
             $4::date) + $9::int END), $12
       FROM audience JOIN enrollments e ON e.person_id = audience.person_id AND e.course_id = $6 AND e.cycle = $7
       ON CONFLICT (assignment_id, enrollment_id) DO UPDATE
         SET released_at = NULL, due_on = greatest(assigned_enrollments.due_on, excluded.due_on)
         WHERE assigned_enrollments.released_at IS NOT NULL`,
      [
        ...base,
        assignment.id,
        courseId,
        cycle,
        assignment.dueOn,
        DAYS_FOR_NEWCOMERS,
        isLate,
        assignment.assignedOn,
        this.clock.now(),
      ],
    );
    await this.settle(assignment.id);
    return reached;
  }

  /** Frees those who left a unit or a managerial post without having finished: the old unit's course stays behind. */
  async release(assignment: EffectiveAssignment): Promise<number> {
    if (assignment.audience.kind !== 'org_unit' && assignment.audience.kind !== 'managers')
      return 0;
    const released = await this.database.execute(
      `WITH RECURSIVE ${AUDIENCE_SQL}
       UPDATE assigned_enrollments o SET released_at = $6 FROM enrollments e
       WHERE o.assignment_id = $5 AND o.released_at IS NULL AND e.id = o.enrollment_id
         AND e.completed_at IS NULL AND e.exempted_at IS NULL
         AND e.person_id NOT IN (SELECT person_id FROM audience)`,
      [
        ...audienceParameters(assignment.audience, this.clock.today()),
        assignment.id,
        this.clock.now(),
      ],
    );
    await this.settle(assignment.id);
    return released;
  }

  /** Whoever is back from an absence that covered the due date, or ended just before it, gets 30 days from the return. */
  async extendAfterReturn(assignment: EffectiveAssignment): Promise<number> {
    const extended = await this.database.execute(
      `UPDATE assigned_enrollments o SET due_on = back.returned_on + $3::int
       FROM enrollments e JOIN LATERAL (
         SELECT max(s.valid_to) AS returned_on FROM employment_statuses s
         WHERE s.person_id = e.person_id AND s.valid_to <= $2 AND s.valid_to > $4) back ON true
       WHERE o.assignment_id = $1 AND o.released_at IS NULL AND e.id = o.enrollment_id
         AND e.completed_at IS NULL AND e.exempted_at IS NULL AND back.returned_on + $3::int > o.due_on
         AND EXISTS (SELECT 1 FROM employment_statuses s WHERE s.person_id = e.person_id
                     AND s.valid_to = back.returned_on AND s.valid_from <= o.due_on)`,
      [assignment.id, this.clock.today(), DAYS_FOR_NEWCOMERS, assignment.assignedOn],
    );
    await this.settle(assignment.id);
    return extended;
  }

  /**
   * Sums up, for every enrollment that the assignment reached, what is in force: mandatory when one assignment is, due
   * on the earliest date of those that count. Without any the enrollment goes on as the person's own.
   */
  async settle(assignmentId: string): Promise<void> {
    await this.database.execute(
      `UPDATE enrollments e
       SET is_mandatory = coalesce(sum.is_mandatory, false), due_on = sum.due_on, assignment_id = sum.assignment_id
       FROM assigned_enrollments mine
       LEFT JOIN LATERAL (
         SELECT a.id AS assignment_id, a.is_mandatory, o.due_on
         FROM assigned_enrollments o JOIN course_assignments a ON a.id = o.assignment_id
         WHERE o.enrollment_id = mine.enrollment_id AND o.released_at IS NULL AND a.withdrawn_at IS NULL
         ORDER BY a.is_mandatory DESC, o.due_on, a.id LIMIT 1) sum ON true
       WHERE mine.assignment_id = $1 AND e.id = mine.enrollment_id
         AND (e.is_mandatory, e.due_on, e.assignment_id)
           IS DISTINCT FROM (coalesce(sum.is_mandatory, false), sum.due_on, sum.assignment_id)`,
      [assignmentId],
    );
  }
}
