import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock, col, Database, type RowFrom, statement } from '@app/platform';
import {
  type Answer,
  answerSchema,
  type DisplayedQuestion,
  type QuestionFeedback,
  QuestionQueries,
} from '@app/quizzes';
import { obligationTitle } from '../obligation/obligation-title.sql';
import { OWN_COURSES, OWN_OBLIGATIONS, OWN_PARAMETERS } from './own-course.sql';

const checkAnswer = z.object({
  questionId: z.string(),
  answer: answerSchema,
  isCorrect: z.boolean(),
});

/** The newest answer that the person gave to a check of the lesson. */
export type CheckAnswerRow = z.output<typeof checkAnswer>;

/** A check as the lesson shows it: the question, and what there is to say about the newest answer. */
export interface LessonCheck {
  readonly id: string;
  readonly question: DisplayedQuestion['display'];
  readonly answer: Answer | null;
  readonly feedback: QuestionFeedback | null;
}

const LESSON = statement({
  name: 'courses.lesson-page',
  sql: `WITH RECURSIVE ${OWN_OBLIGATIONS}
    SELECT c.key AS "courseKey", nullif(pick.cycle, 0) AS year, ${obligationTitle(obligationTitle('v.title', 'o'), 'shut')} AS "courseTitle", l.key,
      l.title, l.minutes, l.takeaway, l.html, l.position,
      (SELECT count(*)::int FROM lessons o WHERE o.course_version_id = v.id) AS "lessonCount",
      (SELECT o.key FROM lessons o WHERE o.course_version_id = v.id AND o.position < l.position
       ORDER BY o.position DESC LIMIT 1) AS "previousKey",
      (SELECT o.key FROM lessons o WHERE o.course_version_id = v.id AND o.position > l.position
       ORDER BY o.position LIMIT 1) AS "nextKey",
      v.quiz_draw IS NOT NULL AS "hasQuiz", e.id IS NOT NULL AS "isStarted",
      p.completed_at IS NOT NULL AS "isCompleted", coalesce(p.note, '') AS note,
      l.check_question_ids AS "checkQuestionIds",
      coalesce((SELECT jsonb_agg(jsonb_build_object('questionId', n.question_id, 'answer', n.answer, 'isCorrect', n.is_correct))
        FROM (SELECT DISTINCT ON (a.question_id) a.question_id, a.answer, a.is_correct FROM lesson_check_answers a
              WHERE a.enrollment_id = e.id AND a.lesson_id = l.id
              ORDER BY a.question_id, a.answered_at DESC, a.id) n), '[]') AS answers
    ${OWN_COURSES}
    JOIN lessons l ON l.course_version_id = v.id AND l.key = :lessonKey
    LEFT JOIN lesson_progress p ON p.enrollment_id = e.id AND p.lesson_id = l.id
    WHERE c.key = :courseKey`,
  parameters: { ...OWN_PARAMETERS, year: 'integer?', courseKey: 'text', lessonKey: 'text' },
  row: {
    courseKey: col.text,
    /** The fiscal year of a yearly course in whose cycle it is read. */
    year: col.int.orNull,
    courseTitle: col.text,
    key: col.text,
    title: col.text,
    minutes: col.int,
    takeaway: col.text,
    html: col.text,
    position: col.int,
    lessonCount: col.int,
    previousKey: col.text.orNull,
    nextKey: col.text.orNull,
    hasQuiz: col.bool,
    isStarted: col.bool,
    isCompleted: col.bool,
    note: col.text,
    /** Its checks; their display and feedback come from `quizzes`. */
    checkQuestionIds: col.ids<'question'>(),
    answers: col.json(z.array(checkAnswer)),
  },
});

/** Everything the page of one lesson shows to one person. */
export type LessonPageRow = RowFrom<typeof LESSON>;

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

  /** `year` names the fiscal year of a yearly course; without it the one that is the person's turn. */
  async findLesson(
    personId: string,
    courseKey: string,
    lessonKey: string,
    year: number | null = null,
  ): Promise<LessonPageRow | null> {
    const asOf = this.clock.today();
    return this.database.first(LESSON, { personId, asOf, year, courseKey, lessonKey });
  }
}
