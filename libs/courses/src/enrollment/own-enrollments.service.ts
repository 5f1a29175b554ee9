import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AuditEntry, Clock, Database, fiscalYearOf, NotFound } from '@app/platform';
import { cycleOf } from './enrollment.rules';

/** The person's own enrollment in the running cycle, begun, and locked until the transaction ends. */
export interface OwnEnrollment {
  readonly id: string;
  readonly courseVersionId: string;
  readonly lastLessonId: string | null;
}

/** How the final quiz of a version is drawn and passed. */
export interface QuizOfCourse {
  readonly openLessons: number;
  readonly rules: {
    readonly questionIds: readonly string[];
    readonly draw: number;
    readonly passRatio: number;
    readonly retakes: number | null;
    readonly waitMinutes: number;
  };
}

interface CurrentRow {
  readonly course_id: string;
  readonly version_id: string;
  readonly is_yearly: boolean;
}

interface EnrollmentRow extends OwnEnrollment {
  readonly isStarted: boolean;
}

/** Finds or makes the enrollment that a learner's command is about. Only inside a transaction. */
@Injectable()
export class OwnEnrollments {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Who has not begun yet begins with the newest version; the audit entry says so, to be written last. */
  async begin(
    personId: string,
    courseKey: string,
  ): Promise<{ enrollment: OwnEnrollment; entry: AuditEntry | null }> {
    const course = await this.database.queryOne<CurrentRow>(
      `SELECT c.id AS course_id, v.id AS version_id, v.fiscal_year IS NOT NULL AS is_yearly
       FROM courses c JOIN course_versions v ON v.course_id = c.id WHERE c.key = $1 ORDER BY v.version DESC LIMIT 1`,
      [courseKey],
    );
    if (!course) throw new NotFound();
    const row = await this.lock(personId, course);
    if (row.isStarted) return { enrollment: row, entry: null };
    await this.database.execute(
      'UPDATE enrollments SET started_at = $2, course_version_id = $3 WHERE id = $1',
      [row.id, this.clock.now(), course.version_id],
    );
    return {
      enrollment: { ...row, courseVersionId: course.version_id },
      entry: {
        action: 'enrollment.started',
        subjectType: 'enrollment',
        subjectId: row.id,
        detail: { personId, courseKey },
      },
    };
  }

  async findQuiz(enrollment: OwnEnrollment): Promise<QuizOfCourse | null> {
    const row = await this.database.queryOne<QuizOfCourse['rules'] & { openLessons: number }>(
      `SELECT v.quiz_draw AS draw, v.quiz_pass::float8 AS "passRatio", v.quiz_retakes AS retakes,
         v.quiz_wait_minutes AS "waitMinutes",
         ARRAY(SELECT q.question_id FROM course_version_questions q WHERE q.course_version_id = v.id) AS "questionIds",
         (SELECT count(*)::int FROM lessons l LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = $2
          WHERE l.course_version_id = v.id AND p.completed_at IS NULL) AS "openLessons"
       FROM course_versions v WHERE v.id = $1 AND v.quiz_draw IS NOT NULL`,
      [enrollment.courseVersionId, enrollment.id],
    );
    if (!row) return null;
    const { openLessons, ...rules } = row;
    return { openLessons, rules };
  }

  /** Two tabs that begin at once meet at the unique key; the lock then lets them through one after the other. */
  private async lock(personId: string, course: CurrentRow): Promise<EnrollmentRow> {
    const cycle = cycleOf({ isYearly: course.is_yearly }, fiscalYearOf(this.clock.today()));
    await this.database.execute(
      `INSERT INTO enrollments (id, person_id, course_id, course_version_id, cycle, is_mandatory, enrolled_at)
       VALUES ($1, $2, $3, $4, $5, false, $6) ON CONFLICT ON CONSTRAINT enrollments_cycle_key DO NOTHING`,
      [randomUUID(), personId, course.course_id, course.version_id, cycle, this.clock.now()],
    );
    const row = await this.database.queryOne<EnrollmentRow>(
      `SELECT id, course_version_id AS "courseVersionId", last_lesson_id AS "lastLessonId",
         started_at IS NOT NULL OR completed_at IS NOT NULL AS "isStarted"
       FROM enrollments WHERE person_id = $1 AND course_id = $2 AND cycle = $3 FOR UPDATE`,
      [personId, course.course_id, cycle],
    );
    if (!row) throw new Error('The enrollment was inserted or existed');
    return row;
  }
}
