import { Injectable } from '@nestjs/common';
import {
  Clock,
  col,
  Database,
  idOf,
  isLocalDate,
  NotFound,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { type Answer, answerSchema } from '../question/answer';
import type { QuestionDisplay, QuestionFeedback } from '../question/display';
import { displayOf } from '../question/display.rules';
import { feedbackOf, withoutKey } from '../question/feedback.rules';
import { figureOf, type QuestionFigure, questionBodySchema } from '../question/question-body';
import { TREATMENTS } from '../withdrawal/withdrawal.rules';

/** How far one question of an attempt is; from 1. */
export interface QuestionState {
  readonly position: number;
  readonly isAnswered: boolean;
  readonly isMarked: boolean;
}

export interface AttemptFacts {
  readonly attemptId: string;
  readonly quizKey: string;
  /** The quiz that it belongs to: its own, or that of the test whose wrong questions it tries again. */
  readonly originKey: string;
  /** The test whose wrong questions are tried again, for nothing but practice; null for a test. */
  readonly basedOn: string | null;
  readonly attemptNumber: number;
  readonly questionCount: number;
  readonly passRatio: number;
  readonly startedAt: Date;
  readonly deadlineAt: Date | null;
  readonly submittedAt: Date | null;
}

/** One question of an attempt under way, with the state of all others. Never carries the key. */
export interface PlayerPage extends AttemptFacts {
  readonly questionId: string;
  /** Submitted, or its time is over: nothing is accepted any more. */
  readonly isClosed: boolean;
  readonly states: readonly QuestionState[];
  readonly position: number;
  readonly question: QuestionDisplay;
  readonly figure: QuestionFigure | null;
  /** In terms of what is shown; null when not answered. */
  readonly answer: Answer | null;
  readonly revision: number;
  readonly answeredAt: Date | null;
  readonly isMarked: boolean;
}

/** A finished attempt with the reasons of every question. */
export interface AttemptResult extends AttemptFacts {
  readonly submittedAt: Date;
  readonly passed: boolean;
  readonly correctCount: number;
  /** Else of what was wrong it is told only that it was: the key stays closed. */
  readonly showsKeys: boolean;
  /** How many answers came after the deadline and were not counted. */
  readonly lateCount: number;
  readonly questions: readonly AnsweredAttemptQuestion[];
  /** Each time it was scored again, with the result before; the oldest first. */
  readonly rescorings: readonly Rescored[];
}

export interface AnsweredAttemptQuestion extends QuestionFeedback {
  readonly questionId: string;
  readonly position: number;
  readonly figure: QuestionFigure | null;
  /** What the question is about, in the words of its author. */
  readonly tags: readonly string[];
  /** When its last answer was saved. */
  readonly answeredAt: Date | null;
  /** Why it was withdrawn since, and how its answers count; null for what is in use. */
  readonly withdrawal: WithdrawnAs | null;
}

/** What a result was before it was scored again. */
export interface Rescored {
  readonly rescoredAt: Date;
  /** The question that became right. */
  readonly position: number;
  readonly correctBefore: number;
  readonly passedBefore: boolean;
}

const withdrawnAs = z.object({
  treatment: z.enum(TREATMENTS),
  reason: z.string(),
  withdrawnOn: z.string().refine(isLocalDate),
});
export type WithdrawnAs = z.output<typeof withdrawnAs>;

const ATTEMPT_ROW = {
  id: col.id<'quiz_attempt'>(),
  quizKey: col.text,
  originKey: col.text,
  basedOn: col.id<'quiz_attempt'>().orNull,
  attemptNumber: col.int,
  questionCount: col.int,
  passRatio: col.float,
  startedAt: col.instant,
  deadlineAt: col.instant.orNull,
  submittedAt: col.instant.orNull,
};

type AttemptRow = RowOf<typeof ATTEMPT_ROW>;

const ATTEMPT_COLUMNS = `a.id, a.quiz_key AS "quizKey",
  coalesce((SELECT b.quiz_key FROM quiz_attempts b WHERE b.id = a.based_on), a.quiz_key) AS "originKey",
  a.based_on AS "basedOn", a.attempt_number AS "attemptNumber", a.question_count AS "questionCount",
  a.pass_ratio::float8 AS "passRatio", a.started_at AS "startedAt", a.deadline_at AS "deadlineAt", a.submitted_at AS "submittedAt"`;

/** Answered, with nothing left to place in it. */
const IS_COMPLETE = `s.answer IS NOT NULL AND NOT jsonb_path_exists(s.answer, '$.** ? (@ == null)')`;

const PLAYER_PAGE = statement({
  name: 'quizzes.player-page',
  sql: `SELECT ${ATTEMPT_COLUMNS}, t.position, t.question_id AS "questionId", t.answer, t.answer_revision AS revision, t.answered_at AS "answeredAt",
      t.is_marked AS "isMarked", t.choice_order AS "choiceOrder", q.body,
      (SELECT jsonb_agg(jsonb_build_object('position', s.position, 'isAnswered', ${IS_COMPLETE},
         'isMarked', s.is_marked) ORDER BY s.position) FROM quiz_attempt_questions s WHERE s.attempt_id = a.id) AS states
    FROM quiz_attempts a
    JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.position = least(greatest(:position, 1), a.question_count)
    JOIN questions q ON q.id = t.question_id
    WHERE a.id = :attemptId AND a.person_id = :personId`,
  parameters: { attemptId: 'uuid', personId: 'uuid', position: 'integer' },
  row: {
    ...ATTEMPT_ROW,
    position: col.int,
    questionId: col.id<'question'>(),
    answer: col.json(answerSchema).orNull,
    revision: col.int,
    answeredAt: col.instant.orNull,
    isMarked: col.bool,
    choiceOrder: col.ints,
    body: col.json(questionBodySchema),
    states: col.json(
      z.array(z.object({ position: z.int(), isAnswered: z.boolean(), isMarked: z.boolean() })),
    ),
  },
});

/** A quiz that is passed, or of which no try is left, has nothing to hide any more. */
const SHOWS_KEYS = `(a.keys = 'always' OR EXISTS (SELECT 1 FROM quiz_attempts r
    JOIN quiz_attempts p ON p.person_id = r.person_id AND p.quiz_key = r.quiz_key AND p.submitted_at IS NOT NULL
    WHERE r.id = coalesce(a.based_on, a.id) AND (p.passed OR p.is_last_try)))`;

/** Without its questions while the attempt is not submitted. */
const RESULT = statement({
  name: 'quizzes.result',
  sql: `SELECT ${ATTEMPT_COLUMNS}, a.correct_count AS "correctCount", a.passed, ${SHOWS_KEYS} AS "showsKeys",
      (SELECT count(l.late_at)::int FROM quiz_attempt_questions l WHERE l.attempt_id = a.id) AS "lateCount",
      (SELECT jsonb_agg(jsonb_build_object('rescoredAt', r.rescored_at, 'position', r.position, 'correctBefore', r.correct_before,
         'passedBefore', r.passed_before) ORDER BY r.rescored_at, r.position)
       FROM attempt_rescorings r WHERE r.attempt_id = a.id) AS rescorings,
      (SELECT jsonb_agg(jsonb_build_object('position', t.position, 'questionId', t.question_id, 'answer', t.answer,
         'choiceOrder', t.choice_order, 'answeredAt', t.answered_at, 'tags', q.tags, 'body', q.body, 'isCorrect', t.is_correct,
         'withdrawal', (SELECT jsonb_build_object('treatment', w.treatment, 'reason', w.reason, 'withdrawnOn', w.withdrawn_on)
           FROM withdrawn_questions w WHERE w.question_id = t.question_id)) ORDER BY t.position)
       FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id
       WHERE t.attempt_id = a.id AND a.submitted_at IS NOT NULL) AS questions
    FROM quiz_attempts a WHERE a.id = :attemptId AND a.person_id = :personId`,
  parameters: { attemptId: 'uuid', personId: 'uuid' },
  row: {
    ...ATTEMPT_ROW,
    correctCount: col.int.orNull,
    passed: col.bool.orNull,
    showsKeys: col.bool,
    lateCount: col.int,
    rescorings: col.json(
      z.array(
        z.object({
          rescoredAt: z.string(),
          position: z.int(),
          correctBefore: z.int(),
          passedBefore: z.boolean(),
        }),
      ),
    ).orNull,
    questions: col.json(
      z.array(
        z.object({
          position: z.int(),
          questionId: z.uuid(),
          answeredAt: z.string().nullable(),
          answer: answerSchema.nullable(),
          choiceOrder: z.array(z.int()),
          tags: z.array(z.string()),
          body: questionBodySchema,
          isCorrect: z.boolean().nullable(),
          withdrawal: withdrawnAs.nullable(),
        }),
      ),
    ).orNull,
  },
});

const STANDING = statement({
  name: 'quizzes.standing',
  sql: `SELECT (array_agg(id) FILTER (WHERE submitted_at IS NULL))[1] AS "openAttemptId",
      (array_agg(id ORDER BY submitted_at DESC) FILTER (WHERE submitted_at IS NOT NULL))[1] AS "lastAttemptId",
      count(submitted_at)::int AS "finishedCount", coalesce(bool_or(passed), false) AS "hasPassed",
      (array_agg(correct_count ORDER BY correct_count::numeric / question_count DESC)
        FILTER (WHERE submitted_at IS NOT NULL))[1] AS "bestCorrectCount",
      (array_agg(question_count ORDER BY correct_count::numeric / question_count DESC)
        FILTER (WHERE submitted_at IS NOT NULL))[1] AS "bestQuestionCount",
      max(submitted_at) AS "lastFinishedAt"
    FROM quiz_attempts WHERE person_id = :personId AND quiz_key = :quizKey`,
  parameters: { personId: 'uuid', quizKey: 'text' },
  row: {
    openAttemptId: col.id<'quiz_attempt'>().orNull,
    lastAttemptId: col.id<'quiz_attempt'>().orNull,
    finishedCount: col.int,
    hasPassed: col.bool,
    bestCorrectCount: col.int.orNull,
    bestQuestionCount: col.int.orNull,
    lastFinishedAt: col.instant.orNull,
  },
});

/** Where a person stands with a quiz. */
export type QuizStanding = RowFrom<typeof STANDING>;

/** Reads of attempts, always for one person: an attempt of somebody else does not exist. */
@Injectable()
export class AttemptQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The player's page in one round trip. A position beyond the ends shows the nearest question. */
  async findPlayerPage(attemptId: string, personId: string, position: number): Promise<PlayerPage> {
    const row = await this.database.first(PLAYER_PAGE, {
      attemptId: idOf(attemptId),
      personId,
      position,
    });
    if (!row) throw new NotFound();
    return {
      ...factsOf(row),
      isClosed:
        row.submittedAt !== null || (row.deadlineAt !== null && row.deadlineAt <= this.clock.now()),
      states: row.states,
      position: row.position,
      questionId: row.questionId,
      figure: figureOf(row.body),
      question: displayOf(row.body, row.choiceOrder),
      answer: row.answer,
      revision: row.revision,
      answeredAt: row.answeredAt,
      isMarked: row.isMarked,
    };
  }

  /** The result with all reasons; null while the attempt is not submitted, so that the key stays closed. */
  async findResult(attemptId: string, personId: string): Promise<AttemptResult | null> {
    const row = await this.database.first(RESULT, { attemptId: idOf(attemptId), personId });
    if (!row) throw new NotFound();
    if (row.submittedAt === null) return null;
    return {
      ...factsOf(row),
      submittedAt: row.submittedAt,
      passed: row.passed ?? false,
      correctCount: row.correctCount ?? 0,
      showsKeys: row.showsKeys,
      lateCount: row.lateCount,
      rescorings: (row.rescorings ?? []).map(({ rescoredAt, ...before }) => ({
        ...before,
        rescoredAt: new Date(rescoredAt),
      })),
      questions: (row.questions ?? []).map(
        ({ body, choiceOrder, answer, position, questionId, tags, answeredAt, ...counted }) => ({
          ...told(feedbackOf(body, choiceOrder, answer), row.showsKeys),
          figure: figureOf(body),
          ...{ position, questionId, tags, withdrawal: counted.withdrawal },
          isCorrect: counted.isCorrect ?? false,
          answeredAt: answeredAt === null ? null : new Date(answeredAt),
        }),
      ),
    };
  }

  /** Where a person stands with a quiz: zeros and nulls when it was never attempted. */
  async findStanding(personId: string, quizKey: string): Promise<QuizStanding> {
    return this.database.only(STANDING, { personId, quizKey });
  }
}

function told(feedback: QuestionFeedback, showsKeys: boolean): QuestionFeedback {
  return showsKeys ? feedback : withoutKey(feedback);
}

function factsOf({ id: attemptId, ...row }: AttemptRow): AttemptFacts {
  const { quizKey, originKey, basedOn, attemptNumber, questionCount, passRatio } = row;
  const { startedAt, deadlineAt, submittedAt } = row;
  return {
    ...{ attemptId, quizKey, originKey, basedOn, attemptNumber, questionCount, passRatio },
    ...{ startedAt, deadlineAt, submittedAt },
  };
}
