import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  type AuditEntry,
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  NotFound,
  type RowFrom,
  statement,
} from '@app/platform';
import {
  type Answer,
  AttemptsService,
  type QuestionFeedback,
  QuestionsService,
} from '@app/quizzes';
import { CompletionService } from './completion.service';
import { quizKeyOf } from './enrollment.rules';
import { leastReadingSeconds, missingSeconds } from './reading.rules';
import { TEST_POLICY } from '../course/test-policy.sql';
import { type CourseAddress, OwnEnrollments, type OwnEnrollment } from './own-enrollments.service';

/** A lesson as its address names it. */
export interface LessonAddress extends CourseAddress {
  readonly lessonKey: string;
  /** When its page was shown to the person, as the page says; null when it does not. */
  readonly shownAt?: Date | null;
}

export interface CompleteLesson extends LessonAddress {
  /** The learner's own line about what to do in their 課; replaces the former one. */
  readonly note: string;
}

export interface AnswerCheck extends LessonAddress {
  readonly questionId: string;
  readonly answer: Answer | null;
}

/** Where to go after a lesson: the next one, else the quiz or the course's page. */
export interface LessonCompleted {
  readonly nextLessonKey: string | null;
  readonly isCourseCompleted: boolean;
  /** Everything is read: the test is what comes next. */
  readonly isQuizNext: boolean;
}

const LESSON = statement({
  name: 'courses.own-lesson',
  sql: `SELECT l.id, l.check_question_ids AS "checkQuestionIds", n.id AS "nextId", n.key AS "nextKey", l.minutes,
      policy.quiz_read_seconds AS "readSeconds", p.opened_at AS "openedAt", p.completed_at IS NOT NULL AS "isCompleted"
    FROM lessons l JOIN course_versions v ON v.id = l.course_version_id ${TEST_POLICY}
    LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = :enrollmentId
    LEFT JOIN LATERAL (SELECT o.id, o.key FROM lessons o WHERE o.course_version_id = l.course_version_id
      AND o.position > l.position ORDER BY o.position LIMIT 1) n ON true
    WHERE l.course_version_id = :versionId AND l.key = :lessonKey`,
  parameters: { enrollmentId: 'uuid', versionId: 'uuid', lessonKey: 'text' },
  row: {
    id: col.id<'lesson'>(),
    checkQuestionIds: col.ids<'question'>(),
    nextId: col.id<'lesson'>().orNull,
    nextKey: col.text.orNull,
    minutes: col.int,
    readSeconds: col.int,
    openedAt: col.instant.orNull,
    isCompleted: col.bool,
  },
});

const NEXT_LESSON = statement({
  name: 'courses.lesson-to-continue',
  sql: `SELECT l.id, l.key FROM lessons l
    LEFT JOIN lesson_progress p ON p.lesson_id = l.id AND p.enrollment_id = :enrollmentId
    WHERE l.course_version_id = :versionId AND p.completed_at IS NULL
    ORDER BY l.id IS NOT DISTINCT FROM :lastLessonId DESC, l.position LIMIT 1`,
  parameters: { enrollmentId: 'uuid', versionId: 'uuid', lastLessonId: 'uuid?' },
  row: { id: col.id<'lesson'>(), key: col.text },
});

const MAXIMUM_NOTE = 200;

function readTooSoon(least: number, missing: number): Conflict {
  return new Conflict(
    'course.read_too_soon',
    `本文に目を通してから「読みました」を押してください。この回は、開いてから${String(least)}秒たつと受け付けます(あと${String(missing)}秒)。`,
  );
}

/**
 * What a learner does with a course. Every command begins the course when it was not begun (nobody has to enroll
 * first) and remembers its lesson as the one to go on with; only looking at a lesson stores nothing. Everything is stored with the command that says it, so that a closed browser loses nothing.
 */
@Injectable()
export class EnrollmentsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly own: OwnEnrollments,
    private readonly completion: CompletionService,
    private readonly questions: QuestionsService,
    private readonly attempts: AttemptsService,
  ) {}

  /** To begin or to go on: returns the key of the lesson to go on with; null when there is none left. */
  async enroll(
    actor: Actor,
    courseKey: string,
    year: number | null = null,
  ): Promise<string | null> {
    return this.changing(actor, { courseKey, year }, async (enrollment) => {
      const next = await this.findLessonToContinue(enrollment);
      if (next) await this.markOpened(enrollment, next.id);
      return { result: next?.key ?? null, entry: null };
    });
  }

  /**
   * 読みました・次へ. The checks are practice: they need not be answered. A repeat keeps the first time. Said the moment the
   * lesson is opened it is not believed.
   */
  async completeLesson(actor: Actor, input: CompleteLesson): Promise<LessonCompleted> {
    return this.changing(actor, input, async (enrollment) => {
      const lesson = await this.getLesson(enrollment, input.lessonKey);
      const openedAt = this.openedAt(lesson, input);
      this.requireRead(lesson, openedAt);
      await this.markOpened(enrollment, lesson.id, openedAt);
      await this.database.execute(
        `UPDATE lesson_progress SET completed_at = coalesce(completed_at, $3), note = $4
         WHERE enrollment_id = $1 AND lesson_id = $2`,
        [enrollment.id, lesson.id, this.clock.now(), input.note.trim().slice(0, MAXIMUM_NOTE)],
      );
      if (lesson.nextId) await this.markOpened(enrollment, lesson.nextId);
      const entry = await this.completion.completeIfDone(enrollment.id, this.clock.now());
      const quiz = lesson.nextId === null ? await this.own.findQuiz(enrollment) : null;
      return {
        result: {
          nextLessonKey: lesson.nextKey,
          isCourseCompleted: entry !== null,
          isQuizNext: quiz?.openLessons === 0,
        },
        entry,
      };
    });
  }

  /** Stores the answer and tells right or wrong with the reasons. Never part of a score. */
  async answerCheck(actor: Actor, input: AnswerCheck): Promise<QuestionFeedback> {
    return this.changing(actor, input, async (enrollment) => {
      const lesson = await this.getLesson(enrollment, input.lessonKey);
      if (!lesson.checkQuestionIds.includes(input.questionId)) throw new NotFound();
      const feedback = await this.questions.checkAnswer(input.questionId, input.answer);
      await this.markOpened(enrollment, lesson.id, this.openedAt(lesson, input));
      if (feedback.isAnswered)
        await this.storeAnswer(enrollment, lesson.id, input, feedback.isCorrect);
      return { result: feedback, entry: null };
    });
  }

  /** Starts the final quiz or goes on with the open attempt; returns the attempt's id. */
  async startQuiz(actor: Actor, courseKey: string, year: number | null = null): Promise<string> {
    return this.changing(actor, { courseKey, year }, async (enrollment) => {
      const quiz = await this.own.findQuiz(enrollment);
      if (!quiz) throw new NotFound();
      if (quiz.openLessons > 0) {
        throw new Conflict(
          'course.lessons_open',
          `先に、残り${String(quiz.openLessons)}つのレッスンを読んで「読みました」を押してください。`,
        );
      }
      const attemptId = await this.attempts.startAttempt({
        personId: actor.personId,
        quizKey: quizKeyOf(enrollment.id),
        ...quiz.rules,
      });
      return { result: attemptId, entry: null };
    });
  }

  /** One transaction: the person's enrollment, locked and begun; the change; the audit entries. */
  private async changing<Result>(
    actor: Actor,
    course: CourseAddress,
    change: (enrollment: OwnEnrollment) => Promise<{ result: Result; entry: AuditEntry | null }>,
  ): Promise<Result> {
    requirePermission(actor, 'self');
    return this.database.transaction(async () => {
      const { enrollment, entry: begun } = await this.own.begin(actor.personId, course);
      const { result, entry } = await change(enrollment);
      await this.audit.record(auditActorOf(actor), ...[begun, entry].filter((it) => it !== null));
      return result;
    });
  }

  private async getLesson(
    enrollment: OwnEnrollment,
    lessonKey: string,
  ): Promise<RowFrom<typeof LESSON>> {
    const { id: enrollmentId, courseVersionId: versionId } = enrollment;
    const lesson = await this.database.first(LESSON, { enrollmentId, versionId, lessonKey });
    if (!lesson) throw new NotFound();
    return lesson;
  }

  /** A page that is only read stores nothing: of a lesson reached by a link its page says since when it is open. */
  private openedAt({ openedAt }: RowFrom<typeof LESSON>, { shownAt = null }: LessonAddress): Date {
    const known = [openedAt, shownAt, this.clock.now()].filter((at) => at !== null);
    return new Date(Math.min(...known.map((at) => at.getTime())));
  }

  private requireRead(lesson: RowFrom<typeof LESSON>, openedAt: Date): void {
    if (lesson.isCompleted) return;
    const least = leastReadingSeconds(lesson);
    const missing = missingSeconds(openedAt, least, this.clock.now());
    if (missing > 0) throw readTooSoon(least, missing);
  }

  private async findLessonToContinue(enrollment: OwnEnrollment) {
    return this.database.first(NEXT_LESSON, {
      enrollmentId: enrollment.id,
      versionId: enrollment.courseVersionId,
      lastLessonId: enrollment.lastLessonId,
    });
  }

  private async markOpened(
    enrollment: OwnEnrollment,
    lessonId: string,
    at = this.clock.now(),
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO lesson_progress (enrollment_id, lesson_id, opened_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [enrollment.id, lessonId, at],
    );
    await this.database.execute('UPDATE enrollments SET last_lesson_id = $2 WHERE id = $1', [
      enrollment.id,
      lessonId,
    ]);
  }

  private async storeAnswer(
    enrollment: OwnEnrollment,
    lessonId: string,
    input: AnswerCheck,
    isCorrect: boolean,
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO lesson_check_answers (id, enrollment_id, lesson_id, question_id, answer, is_correct, answered_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        randomUUID(),
        enrollment.id,
        lessonId,
        input.questionId,
        JSON.stringify(input.answer),
        isCorrect,
        this.clock.now(),
      ],
    );
  }
}
