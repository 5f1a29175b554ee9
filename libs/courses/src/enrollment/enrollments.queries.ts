import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  fiscalYearOf,
  fiscalYearStart,
  instantAt,
  type LocalDate,
} from '@app/platform';
import { CURRENT_VERSION_SQL, QUIZ_KEY_SQL, SHOWN_VERSION_SQL } from '../course/version.queries';

/** One course that a person has to do, is doing, or finished in the running fiscal year. */
export interface OwnLearningRow {
  readonly enrollmentId: string;
  readonly courseKey: string;
  readonly title: string;
  readonly minutes: number;
  readonly isMandatory: boolean;
  readonly dueOn: LocalDate | null;
  readonly reason: string | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly lastActivityAt: Date;
  readonly lessonCount: number;
  readonly completedLessons: number;
  readonly hasQuiz: boolean;
  readonly hasOpenAttempt: boolean;
  /** The lesson to go on with; null when all are read. */
  readonly nextLesson: {
    readonly key: string;
    readonly title: string;
    readonly position: number;
    readonly minutes: number;
  } | null;
}

/** Reads a person's own learning; nobody else's page uses it. */
@Injectable()
export class EnrollmentQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * What is open in the running cycles (asked for, or begun) and what was finished since the fiscal year began, in one
   * round trip. An exempted course is not work; neither is one whose assignment was withdrawn before it was begun.
   */
  async listOwnLearning(personId: string): Promise<readonly OwnLearningRow[]> {
    const fiscalYear = fiscalYearOf(this.clock.today());
    return this.database.query<OwnLearningRow>(
      `SELECT e.id AS "enrollmentId", c.key AS "courseKey", v.title, v.minutes, e.is_mandatory AS "isMandatory",
         e.due_on AS "dueOn", a.reason, e.started_at AS "startedAt", e.completed_at AS "completedAt",
         greatest(e.enrolled_at, e.started_at, done.last_at) AS "lastActivityAt",
         (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
         done.lessons AS "completedLessons", v.quiz_draw IS NOT NULL AS "hasQuiz",
         EXISTS (SELECT 1 FROM quiz_attempts q WHERE q.person_id = e.person_id AND q.quiz_key = ${QUIZ_KEY_SQL}
                 AND q.submitted_at IS NULL) AS "hasOpenAttempt",
         (SELECT jsonb_build_object('key', l.key, 'title', l.title, 'position', l.position, 'minutes', l.minutes)
          FROM lessons l LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = e.id
          WHERE l.course_version_id = v.id AND p.completed_at IS NULL
          ORDER BY l.id IS NOT DISTINCT FROM e.last_lesson_id DESC, l.position LIMIT 1) AS "nextLesson"
       FROM enrollments e
       JOIN courses c ON c.id = e.course_id
       JOIN LATERAL (${CURRENT_VERSION_SQL}) current ON true
       JOIN course_versions v ON v.id = ${SHOWN_VERSION_SQL}
       LEFT JOIN course_assignments a ON a.id = e.assignment_id
       CROSS JOIN LATERAL (
         SELECT count(p.completed_at)::int AS lessons, max(greatest(p.opened_at, p.completed_at)) AS last_at
         FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
         WHERE p.enrollment_id = e.id) done
       WHERE e.person_id = $1 AND e.exempted_at IS NULL
         AND (e.completed_at >= $3 OR (e.completed_at IS NULL AND e.cycle IN (0, $2)
              AND (e.started_at IS NOT NULL OR e.due_on IS NOT NULL)))
       ORDER BY e.due_on NULLS LAST, v.title, e.id`,
      [personId, fiscalYear, instantAt(fiscalYearStart(fiscalYear))],
    );
  }
}
