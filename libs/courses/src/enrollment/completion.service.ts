import { Injectable, type OnModuleInit } from '@nestjs/common';
import { auditActorOf } from '@app/access';
import {
  type AuditActor,
  type AuditEntry,
  AuditLog,
  Clock,
  col,
  Database,
  DomainEvents,
  localDateOf,
  type RowFrom,
  statement,
} from '@app/platform';
import { AttemptFinished, AttemptRescored } from '@app/quizzes';
import { ExemptionRows } from '../assignment/exemption-rows';
import { QUIZ_KEY_SQL } from '../course/own-course.sql';
import { CourseCompleted } from '../courses.events';
import { enrollmentIdOfQuiz, isCourseDone } from './enrollment.rules';

const PROGRESS = statement({
  name: 'courses.progress',
  sql: `SELECT e.person_id AS "personId", e.course_id AS "courseId", e.cycle, e.completed_at AS "completedAt",
      v.quiz_draw IS NOT NULL AS "hasQuiz",
      (SELECT count(*)::int FROM lessons l WHERE l.course_version_id = v.id) AS "lessonCount",
      (SELECT count(p.completed_at)::int FROM lesson_progress p
       JOIN lessons l ON l.id = p.lesson_id AND l.course_version_id = v.id
       WHERE p.enrollment_id = e.id) AS "completedLessons",
      EXISTS (SELECT 1 FROM quiz_attempts q WHERE q.person_id = e.person_id AND q.quiz_key = ${QUIZ_KEY_SQL}
              AND q.passed) AS "isQuizPassed"
    FROM enrollments e JOIN course_versions v ON v.id = e.course_version_id WHERE e.id = :enrollmentId`,
  parameters: { enrollmentId: 'uuid' },
  row: {
    personId: col.id<'person'>(),
    courseId: col.id<'course'>(),
    cycle: col.int,
    completedAt: col.instant.orNull,
    hasQuiz: col.bool,
    lessonCount: col.int,
    completedLessons: col.int,
    isQuizPassed: col.bool,
  },
});

const LOCK = statement({
  name: 'courses.lock-enrollment',
  sql: 'SELECT id FROM enrollments WHERE id = :enrollmentId FOR UPDATE',
  parameters: { enrollmentId: 'uuid' },
  row: { id: col.id<'enrollment'>() },
});

/** The quiz may have been closed by the clock, with nobody signed in. */
const LEARNER = statement({
  name: 'courses.learner',
  sql: `SELECT a.id AS "accountId" FROM accounts a WHERE a.person_id = :personId`,
  parameters: { personId: 'uuid' },
  row: { accountId: col.id<'account'>() },
});

/**
 * Decides when a course is completed: after every lesson and after every quiz, in the transaction of that event. Done
 * once a cycle; a repeat changes neither `completed_at` nor anybody's figure. Who finishes an exempted course after
 * all has completed it: the exemption ends.
 */
@Injectable()
export class CompletionService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: DomainEvents,
    private readonly audit: AuditLog,
    private readonly exemptions: ExemptionRows,
  ) {}

  onModuleInit(): void {
    this.events.on(AttemptFinished, (event) => this.recordQuiz(event));
    // On the day on which it was scored again: no figure of a day that is over changes.
    this.events.on(AttemptRescored, ({ isNewlyPassed, rescoredAt, ...event }) =>
      this.recordQuiz({ ...event, passed: isNewlyPassed, finishedAt: rescoredAt }),
    );
  }

  /** `at`: when the last part was done. Returns the audit entry to write last, or null when nothing changed. */
  async completeIfDone(enrollmentId: string, at: Date): Promise<AuditEntry | null> {
    const progress = await this.progressOf(enrollmentId);
    if (!progress || progress.completedAt || !isCourseDone(progress)) return null;
    await this.database.execute('UPDATE enrollments SET completed_at = $2 WHERE id = $1', [
      enrollmentId,
      at,
    ]);
    await this.exemptions.end(progress, localDateOf(at), null);
    const { personId, courseId } = progress;
    await this.events.emit(new CourseCompleted(enrollmentId, personId, courseId, at));
    return {
      action: 'enrollment.completed',
      subjectType: 'enrollment',
      subjectId: enrollmentId,
      detail: { personId, courseId },
    };
  }

  private async recordQuiz(event: Omit<AttemptFinished, 'attemptId'>): Promise<void> {
    const enrollmentId = enrollmentIdOfQuiz(event.quizKey);
    if (enrollmentId === null || !event.passed) return;
    const entry = await this.completeIfDone(enrollmentId, event.finishedAt);
    if (entry) await this.audit.record(await this.actorOf(event.personId), entry);
  }

  /** Locks the enrollment, so that a lesson and a quiz that end at the same moment see each other. */
  private async progressOf(enrollmentId: string): Promise<RowFrom<typeof PROGRESS> | null> {
    await this.database.first(LOCK, { enrollmentId });
    return this.database.first(PROGRESS, { enrollmentId });
  }

  private async actorOf(personId: string): Promise<AuditActor> {
    const account = await this.database.first(LEARNER, { personId });
    return account ? auditActorOf(account) : { accountId: null, label: 'courses.completion' };
  }
}
