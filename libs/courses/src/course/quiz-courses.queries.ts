import { Injectable } from '@nestjs/common';
import { col, Database, isUuid, type RowFrom, statement } from '@app/platform';
import { enrollmentIdOfQuiz } from '../enrollment/enrollment.rules';

const COURSE_OF_ENROLLMENT = statement({
  name: 'courses.course-of-enrollment',
  sql: `SELECT c.key, v.title, nullif(e.cycle, 0) AS year FROM enrollments e
    JOIN courses c ON c.id = e.course_id JOIN course_versions v ON v.id = e.course_version_id
    WHERE e.id = :enrollmentId`,
  parameters: { enrollmentId: 'uuid' },
  row: { key: col.text, title: col.text, year: col.int.orNull },
});

/** The course that a quiz belongs to, for the way back from the quiz. */
@Injectable()
export class QuizCourseQueries {
  constructor(private readonly database: Database) {}

  /** Null for a quiz that is not a course's (a mock exam). */
  async findCourseOfQuiz(quizKey: string): Promise<RowFrom<typeof COURSE_OF_ENROLLMENT> | null> {
    const enrollmentId = enrollmentIdOfQuiz(quizKey);
    if (enrollmentId === null || !isUuid(enrollmentId)) return null;
    return this.database.first(COURSE_OF_ENROLLMENT, { enrollmentId });
  }
}
