import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AuditEntry,
  Clock,
  col,
  Database,
  NotFound,
  type RowFrom,
  statement,
} from '@app/platform';
import { KEYS_RULES } from '@app/quizzes';
import { askableQuestions } from './askable-questions.sql';
import { OWN_COURSES, OWN_OBLIGATIONS, OWN_PARAMETERS } from '../course/own-course.sql';
import { TEST_POLICY } from '../course/test-policy.sql';

const TURN = statement({
  name: 'courses.own-turn',
  sql: `WITH RECURSIVE ${OWN_OBLIGATIONS}
    SELECT c.id AS "courseId", pick.cycle, current.id AS "editionId" ${OWN_COURSES} WHERE c.key = :courseKey`,
  parameters: { ...OWN_PARAMETERS, year: 'integer?', courseKey: 'text' },
  row: {
    courseId: col.id<'course'>(),
    cycle: col.int,
    /** The newest edition of the cycle. */
    editionId: col.id<'course_version'>(),
  },
});

const LOCK = statement({
  name: 'courses.own-enrollment',
  sql: `SELECT id, course_version_id AS "courseVersionId", last_lesson_id AS "lastLessonId"
    FROM enrollments WHERE person_id = :personId AND course_id = :courseId AND cycle = :cycle FOR UPDATE`,
  parameters: { personId: 'uuid', courseId: 'uuid', cycle: 'integer' },
  row: {
    id: col.id<'enrollment'>(),
    courseVersionId: col.id<'course_version'>(),
    lastLessonId: col.id<'lesson'>().orNull,
  },
});

/** The person's own enrollment in one cycle, begun, and locked until the transaction ends. */
export type OwnEnrollment = RowFrom<typeof LOCK>;

const QUIZ = statement({
  name: 'courses.own-quiz',
  sql: `SELECT v.quiz_draw AS draw, v.quiz_pass::float8 AS "passRatio", policy.quiz_retakes AS retakes,
      policy.quiz_wait_minutes AS "waitMinutes", policy.quiz_keys AS keys,
      ${askableQuestions('v')} AS "questionIds",
      (SELECT count(*)::int FROM lessons l LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = :enrollmentId
       WHERE l.course_version_id = v.id AND p.completed_at IS NULL) AS "openLessons"
    FROM course_versions v ${TEST_POLICY} WHERE v.id = :versionId AND v.quiz_draw IS NOT NULL`,
  parameters: { enrollmentId: 'uuid', versionId: 'uuid' },
  row: {
    draw: col.int,
    passRatio: col.float,
    retakes: col.int.orNull,
    waitMinutes: col.int,
    keys: col.oneOf(KEYS_RULES),
    questionIds: col.ids<'question'>(),
    openLessons: col.int,
  },
});

/** How the final quiz of a version is drawn and passed. */
export interface QuizOfCourse {
  readonly openLessons: number;
  readonly rules: Omit<RowFrom<typeof QUIZ>, 'openLessons'>;
}

/** A course, and for a yearly one the fiscal year that its address names. */
export interface CourseAddress {
  readonly courseKey: string;
  readonly year?: number | null;
}

/** Finds or makes the enrollment that a learner's command is about. Only inside a transaction. */
@Injectable()
export class OwnEnrollments {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Who has not begun yet begins with the newest version of the cycle: what belongs to a fiscal year stays in it, also
   * when it is begun after 31 March. The audit entry says so, to be written last.
   */
  async begin(
    personId: string,
    { courseKey, year = null }: CourseAddress,
  ): Promise<{ enrollment: OwnEnrollment; entry: AuditEntry | null }> {
    const asOf = this.clock.today();
    const turn = await this.database.first(TURN, { personId, asOf, year, courseKey });
    if (!turn) throw new NotFound();
    const isNew = await this.insert(personId, turn);
    const { courseId, cycle } = turn;
    const enrollment = await this.database.only(LOCK, { personId, courseId, cycle });
    if (!isNew) return { enrollment, entry: await this.takeUp(enrollment.id, courseKey, personId) };
    return {
      enrollment,
      entry: {
        action: 'enrollment.started',
        subjectType: 'enrollment',
        subjectId: enrollment.id,
        detail: { personId, courseKey },
      },
    };
  }

  /** What is done with a course that was dropped takes it up again. */
  private async takeUp(
    enrollmentId: string,
    courseKey: string,
    personId: string,
  ): Promise<AuditEntry | null> {
    const takenUp = await this.database.execute(
      'UPDATE course_drops SET taken_up_at = greatest($2, dropped_at) WHERE enrollment_id = $1 AND taken_up_at IS NULL',
      [enrollmentId, this.clock.now()],
    );
    if (takenUp === 0) return null;
    return {
      action: 'enrollment.taken_up',
      subjectType: 'enrollment',
      subjectId: enrollmentId,
      detail: { personId, courseKey },
    };
  }

  async findQuiz(enrollment: OwnEnrollment): Promise<QuizOfCourse | null> {
    const row = await this.database.first(QUIZ, {
      enrollmentId: enrollment.id,
      versionId: enrollment.courseVersionId,
    });
    if (!row) return null;
    const { openLessons, ...rules } = row;
    return { openLessons, rules };
  }

  /** Two tabs that begin at once meet at the unique key: the second waits, and finds it begun. */
  private async insert(personId: string, turn: RowFrom<typeof TURN>): Promise<boolean> {
    const inserted = await this.database.execute(
      `INSERT INTO enrollments (id, person_id, course_id, course_version_id, cycle, started_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT ON CONSTRAINT enrollments_cycle_key DO NOTHING`,
      [randomUUID(), personId, turn.courseId, turn.editionId, turn.cycle, this.clock.now()],
    );
    return inserted > 0;
  }
}
