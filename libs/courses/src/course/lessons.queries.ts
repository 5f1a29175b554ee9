import { Injectable } from '@nestjs/common';
import { Clock, Database, fiscalYearOf } from '@app/platform';
import {
  type Answer,
  type DisplayedQuestion,
  type QuestionFeedback,
  QuestionQueries,
} from '@app/quizzes';
import { CURRENT_VERSION_SQL, SHOWN_VERSION_SQL } from './version.queries';

/** The newest answer that the person gave to a check of the lesson. */
export interface CheckAnswerRow {
  readonly questionId: string;
  readonly answer: Answer;
  readonly isCorrect: boolean;
}

/** A check as the lesson shows it: the question, and what there is to say about the newest answer. */
export interface LessonCheck {
  readonly id: string;
  readonly question: DisplayedQuestion['display'];
  readonly answer: Answer | null;
  readonly feedback: QuestionFeedback | null;
}

/** Everything the page of one lesson shows to one person. */
export interface LessonPageRow {
  readonly courseKey: string;
  readonly courseTitle: string;
  readonly key: string;
  readonly title: string;
  readonly minutes: number;
  readonly takeaway: string;
  readonly html: string;
  readonly position: number;
  readonly lessonCount: number;
  readonly previousKey: string | null;
  readonly nextKey: string | null;
  readonly hasQuiz: boolean;
  readonly isStarted: boolean;
  readonly isCompleted: boolean;
  readonly note: string;
  /** Its checks; their display and feedback come from `quizzes`. */
  readonly checkQuestionIds: readonly string[];
  readonly answers: readonly CheckAnswerRow[];
  /** The city's own words by their name, as set for today. */
  readonly cityWords: Readonly<Record<string, string>>;
}

/** Reads one lesson in one round trip: text, place in the course, checks, the person's newest answers and note. */
@Injectable()
export class LessonsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly questions: QuestionQueries,
  ) {}

  /** The checks of a lesson in the order of its text, with the reasons once they were answered: one statement for all. */
  async listChecks(
    lesson: Pick<LessonPageRow, 'checkQuestionIds' | 'answers'>,
  ): Promise<readonly LessonCheck[]> {
    const answers = new Map(lesson.answers.map((row) => [row.questionId, row.answer]));
    const shown = await this.questions.findWithFeedback(lesson.checkQuestionIds, answers);
    return shown.map(({ id, display, feedback }) => ({
      id,
      question: display,
      answer: answers.get(id) ?? null,
      feedback,
    }));
  }

  async findLesson(
    personId: string,
    courseKey: string,
    lessonKey: string,
  ): Promise<LessonPageRow | null> {
    const today = this.clock.today();
    return this.database.queryOne<LessonPageRow>(
      `SELECT c.key AS "courseKey", v.title AS "courseTitle", l.key, l.title, l.minutes, l.takeaway, l.html, l.position,
         (SELECT count(*)::int FROM lessons o WHERE o.course_version_id = v.id) AS "lessonCount",
         (SELECT o.key FROM lessons o WHERE o.course_version_id = v.id AND o.position < l.position
          ORDER BY o.position DESC LIMIT 1) AS "previousKey",
         (SELECT o.key FROM lessons o WHERE o.course_version_id = v.id AND o.position > l.position
          ORDER BY o.position LIMIT 1) AS "nextKey",
         v.quiz_draw IS NOT NULL AS "hasQuiz", e.started_at IS NOT NULL AS "isStarted",
         p.completed_at IS NOT NULL AS "isCompleted", coalesce(p.note, '') AS note,
         l.check_question_ids AS "checkQuestionIds",
         coalesce((SELECT jsonb_agg(jsonb_build_object('questionId', n.question_id, 'answer', n.answer, 'isCorrect', n.is_correct))
           FROM (SELECT DISTINCT ON (a.question_id) a.question_id, a.answer, a.is_correct FROM lesson_check_answers a
                 WHERE a.enrollment_id = e.id AND a.lesson_id = l.id
                 ORDER BY a.question_id, a.answered_at DESC, a.id) n), '[]') AS answers,
         coalesce((SELECT jsonb_object_agg(w.key, w.value) FROM (SELECT DISTINCT ON (s.key) substr(s.key, 6) AS key, s.value
           FROM settings s WHERE s.key LIKE 'city.%' AND s.valid_from <= $5::date ORDER BY s.key, s.valid_from DESC) w
           WHERE jsonb_typeof(w.value) = 'string'), '{}') AS "cityWords"
       FROM courses c
       JOIN LATERAL (${CURRENT_VERSION_SQL}) current ON true
       LEFT JOIN enrollments e ON e.person_id = $1 AND e.course_id = c.id
         AND e.cycle = CASE WHEN current.fiscal_year IS NULL THEN 0 ELSE $2::int END
       JOIN course_versions v ON v.id = ${SHOWN_VERSION_SQL}
       JOIN lessons l ON l.course_version_id = v.id AND l.key = $4
       LEFT JOIN lesson_progress p ON p.enrollment_id = e.id AND p.lesson_id = l.id
       WHERE c.key = $3`,
      [personId, fiscalYearOf(today), courseKey, lessonKey, today],
    );
  }
}
