import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock, col, Database, isUuid, type RowFrom, statement } from '@app/platform';
import { enrollmentIdOfQuiz } from '../enrollment/enrollment.rules';
import { obligationTitle } from '../obligation/obligation-title.sql';
import { OWN_OBLIGATIONS, OWN_PARAMETERS } from './own-course.sql';
import { TEST_POLICY } from './test-policy.sql';

const COURSE_OF_ENROLLMENT = statement({
  name: 'courses.course-of-enrollment',
  sql: `WITH RECURSIVE ${OWN_OBLIGATIONS}
    SELECT c.key, v.id AS "versionId", ${obligationTitle('v.title', 'o')} AS title, nullif(e.cycle, 0) AS year,
      policy.quiz_wait_minutes AS "waitMinutes",
      coalesce((SELECT jsonb_agg(jsonb_build_object('key', l.key, 'position', l.position, 'title', l.title,
          'checks', l.check_question_ids) ORDER BY l.position)
        FROM lessons l WHERE l.course_version_id = v.id), '[]') AS lessons
    FROM enrollments e
    JOIN courses c ON c.id = e.course_id JOIN course_versions v ON v.id = e.course_version_id
    ${TEST_POLICY}
    LEFT JOIN obligation o ON o.course_id = e.course_id AND o.cycle = e.cycle
    WHERE e.id = :enrollmentId AND e.person_id = :personId`,
  parameters: { ...OWN_PARAMETERS, enrollmentId: 'uuid' },
  row: {
    key: col.text,
    versionId: col.id<'course_version'>(),
    title: col.text,
    year: col.int.orNull,
    /** Between two tries. */
    waitMinutes: col.int,
    /** What is taught, for the way from a wrong answer to where it stands. */
    lessons: col.json(
      z.array(
        z.object({
          key: z.string(),
          position: z.int(),
          title: z.string(),
          /** Questions that stand in it as checks. */
          checks: z.array(z.string()),
        }),
      ),
    ),
  },
});

/** The course that a quiz belongs to, for the way back from the quiz. */
@Injectable()
export class QuizCourseQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** As the person's own pages call the course; null for a quiz that is not a course's (a mock exam). */
  async findCourseOfQuiz(
    quizKey: string,
    personId: string,
  ): Promise<RowFrom<typeof COURSE_OF_ENROLLMENT> | null> {
    const enrollmentId = enrollmentIdOfQuiz(quizKey);
    if (enrollmentId === null || !isUuid(enrollmentId)) return null;
    return this.database.first(COURSE_OF_ENROLLMENT, {
      ...{ enrollmentId, personId },
      asOf: this.clock.today(),
    });
  }
}
