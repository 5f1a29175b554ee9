import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AuditActor, type AuditEntry, AuditLog, Database, DomainEvents } from '@app/platform';
import { AttemptFinished } from '@app/quizzes';
import { QUIZ_KEY_SQL } from '../course/version.queries';
import { CourseCompleted } from '../courses.events';
import { type CourseProgress, enrollmentIdOfQuiz, isCourseDone } from './enrollment.rules';

interface ProgressRow extends CourseProgress {
  readonly personId: string;
  readonly courseId: string;
  readonly completedAt: Date | null;
}

/**
 * Decides when a course is completed: after every lesson and after every quiz, in the transaction of that event. Done
 * once a cycle; a repeat changes neither `completed_at` nor anybody's figure. Who finishes an exempted course after
 * all has completed it: the exemption ends.
 */
@Injectable()
export class CompletionService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly events: DomainEvents,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.events.on(AttemptFinished, (event) => this.recordQuiz(event));
  }

  /** `at`: when the last part was done. Returns the audit entry to write last, or null when nothing changed. */
  async completeIfDone(enrollmentId: string, at: Date): Promise<AuditEntry | null> {
    const progress = await this.progressOf(enrollmentId);
    if (!progress || progress.completedAt || !isCourseDone(progress)) return null;
    await this.database.execute(
      'UPDATE enrollments SET completed_at = $2, exempted_at = NULL, exemption_reason = NULL WHERE id = $1',
      [enrollmentId, at],
    );
    const { personId, courseId } = progress;
    await this.events.emit(new CourseCompleted(enrollmentId, personId, courseId, at));
    return {
      action: 'enrollment.completed',
      subjectType: 'enrollment',
      subjectId: enrollmentId,
      detail: { personId, courseId },
    };
  }

  private async recordQuiz(event: AttemptFinished): Promise<void> {
    const enrollmentId = enrollmentIdOfQuiz(event.quizKey);
    if (enrollmentId === null || !event.passed) return;
    const entry = await this.completeIfDone(enrollmentId, event.finishedAt);
    if (entry) await this.audit.record(await this.actorOf(event.personId), entry);
  }

  /** Locks the enrollment, so that a lesson and a quiz that end at the same moment see each other. */
  private async progressOf(enrollmentId: string): Promise<ProgressRow | null> {
    await this.database.query('SELECT 1 FROM enrollments WHERE id = $1 FOR UPDATE', [enrollmentId]);
    return this.database.queryOne<ProgressRow>(
      `SELECT e.person_id AS "personId", e.course_id AS "courseId", e.completed_at AS "completedAt",
         v.quiz_draw IS NOT NULL AS "hasQuiz",
         (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
         (SELECT count(p.completed_at)::int FROM lesson_progress p
          JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
          WHERE p.enrollment_id = e.id) AS "completedLessons",
         EXISTS (SELECT 1 FROM quiz_attempts q WHERE q.person_id = e.person_id AND q.quiz_key = ${QUIZ_KEY_SQL}
                 AND q.passed) AS "isQuizPassed"
       FROM enrollments e JOIN course_versions v ON v.id = e.course_version_id WHERE e.id = $1`,
      [enrollmentId],
    );
  }

  /** The quiz may have been closed by the clock, with nobody signed in. */
  private async actorOf(personId: string): Promise<AuditActor> {
    const row = await this.database.queryOne<AuditActor>(
      `SELECT a.id AS "accountId", concat_ws(' ', n.staff_number, p.name) AS label
       FROM persons p LEFT JOIN accounts a ON a.person_id = p.id
       LEFT JOIN staff_numbers n ON n.person_id = p.id AND n.is_current WHERE p.id = $1`,
      [personId],
    );
    return row ?? { accountId: null, label: personId };
  }
}
