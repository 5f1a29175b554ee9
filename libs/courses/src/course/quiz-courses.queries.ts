import { Injectable } from '@nestjs/common';
import { Database, isUuid } from '@app/platform';
import { enrollmentIdOfQuiz } from '../enrollment/enrollment.rules';

/** The course that a quiz belongs to, for the way back from the quiz. */
@Injectable()
export class QuizCourseQueries {
  constructor(private readonly database: Database) {}

  /** Null for a quiz that is not a course's (a mock exam). */
  async findCourseOfQuiz(
    quizKey: string,
  ): Promise<{ readonly key: string; readonly title: string } | null> {
    const enrollmentId = enrollmentIdOfQuiz(quizKey);
    if (enrollmentId === null || !isUuid(enrollmentId)) return null;
    return this.database.queryOne(
      `SELECT c.key, v.title FROM enrollments e
       JOIN courses c ON c.id = e.course_id JOIN course_versions v ON v.id = e.course_version_id
       WHERE e.id = $1`,
      [enrollmentId],
    );
  }
}
