import { Injectable } from '@nestjs/common';
import { Clock, Database, idOf, NotFound } from '@app/platform';
import type { Answer } from '../question/answer';
import type { QuestionDisplay, QuestionFeedback } from '../question/display';
import { displayOf } from '../question/display.rules';
import { feedbackOf } from '../question/feedback.rules';
import type { QuestionBody } from '../question/question-body';

/** How far one question of an attempt is; from 1. */
export interface QuestionState {
  readonly position: number;
  readonly isAnswered: boolean;
  readonly isMarked: boolean;
}

export interface AttemptFacts {
  readonly attemptId: string;
  readonly quizKey: string;
  readonly attemptNumber: number;
  readonly questionCount: number;
  readonly passRatio: number;
  readonly startedAt: Date;
  readonly deadlineAt: Date | null;
  readonly submittedAt: Date | null;
}

/** One question of an attempt under way, with the state of all others. Never carries the key. */
export interface PlayerPage extends AttemptFacts {
  /** Submitted, or its time is over: nothing is accepted any more. */
  readonly isClosed: boolean;
  readonly states: readonly QuestionState[];
  readonly position: number;
  readonly question: QuestionDisplay;
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
  readonly questions: readonly (QuestionFeedback & { readonly position: number })[];
}

/** Where a person stands with a quiz. */
export interface QuizStanding {
  readonly openAttemptId: string | null;
  readonly lastAttemptId: string | null;
  readonly finishedCount: number;
  readonly hasPassed: boolean;
  readonly bestCorrectCount: number | null;
  readonly bestQuestionCount: number | null;
  readonly lastFinishedAt: Date | null;
}

interface AttemptRow {
  readonly id: string;
  readonly quiz_key: string;
  readonly attempt_number: number;
  readonly question_count: number;
  readonly pass_ratio: string;
  readonly started_at: Date;
  readonly deadline_at: Date | null;
  readonly submitted_at: Date | null;
}

interface PlayerRow extends AttemptRow {
  readonly states: { position: number; answered: boolean; marked: boolean }[];
  readonly position: number;
  readonly answer: Answer | null;
  readonly answer_revision: number;
  readonly answered_at: Date | null;
  readonly is_marked: boolean;
  readonly choice_order: number[];
  readonly body: QuestionBody;
}

interface ResultRow extends AttemptRow {
  readonly correct_count: number;
  readonly passed: boolean;
  readonly questions: {
    position: number;
    answer: Answer | null;
    choice_order: number[];
    body: QuestionBody;
  }[];
}

const ATTEMPT_COLUMNS = `a.id, a.quiz_key, a.attempt_number, a.question_count, a.pass_ratio, a.started_at, a.deadline_at,
  a.submitted_at`;

/** Answered, with nothing left to place in it. */
const IS_COMPLETE = `s.answer IS NOT NULL AND NOT jsonb_path_exists(s.answer, '$.** ? (@ == null)')`;

/** Reads of attempts, always for one person: an attempt of somebody else does not exist. */
@Injectable()
export class AttemptQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The player's page in one round trip. A position beyond the ends shows the nearest question. */
  async findPlayerPage(attemptId: string, personId: string, position: number): Promise<PlayerPage> {
    const row = await this.database.queryOne<PlayerRow>(
      `SELECT ${ATTEMPT_COLUMNS}, t.position, t.answer, t.answer_revision, t.answered_at, t.is_marked, t.choice_order,
         q.body, (SELECT jsonb_agg(jsonb_build_object('position', s.position, 'answered', ${IS_COMPLETE},
           'marked', s.is_marked) ORDER BY s.position) FROM quiz_attempt_questions s WHERE s.attempt_id = a.id) AS states
       FROM quiz_attempts a
       JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.position = least(greatest($3, 1), a.question_count)
       JOIN questions q ON q.id = t.question_id
       WHERE a.id = $1 AND a.person_id = $2`,
      [idOf(attemptId), personId, position],
    );
    if (!row) throw new NotFound();
    return {
      ...factsOf(row),
      isClosed:
        row.submitted_at !== null ||
        (row.deadline_at !== null && row.deadline_at <= this.clock.now()),
      states: row.states.map((state) => ({
        position: state.position,
        isAnswered: state.answered,
        isMarked: state.marked,
      })),
      position: row.position,
      question: displayOf(row.body, row.choice_order),
      answer: row.answer,
      revision: row.answer_revision,
      answeredAt: row.answered_at,
      isMarked: row.is_marked,
    };
  }

  /** The result with all reasons; null while the attempt is not submitted, so that the key stays closed. */
  async findResult(attemptId: string, personId: string): Promise<AttemptResult | null> {
    const row = await this.database.queryOne<ResultRow>(
      `SELECT ${ATTEMPT_COLUMNS}, a.correct_count, a.passed, (SELECT jsonb_agg(jsonb_build_object('position', t.position,
           'answer', t.answer, 'choice_order', t.choice_order, 'body', q.body) ORDER BY t.position)
         FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id
         WHERE t.attempt_id = a.id AND a.submitted_at IS NOT NULL) AS questions
       FROM quiz_attempts a WHERE a.id = $1 AND a.person_id = $2`,
      [idOf(attemptId), personId],
    );
    if (!row) throw new NotFound();
    if (row.submitted_at === null) return null;
    return {
      ...factsOf(row),
      submittedAt: row.submitted_at,
      passed: row.passed,
      correctCount: row.correct_count,
      questions: row.questions.map((question) => ({
        ...feedbackOf(question.body, question.choice_order, question.answer),
        position: question.position,
      })),
    };
  }

  /** Where a person stands with a quiz: zeros and nulls when it was never attempted. */
  async findStanding(personId: string, quizKey: string): Promise<QuizStanding> {
    const row = await this.database.queryOne<QuizStanding>(
      `SELECT (array_agg(id) FILTER (WHERE submitted_at IS NULL))[1] AS "openAttemptId",
         (array_agg(id ORDER BY submitted_at DESC) FILTER (WHERE submitted_at IS NOT NULL))[1] AS "lastAttemptId",
         count(submitted_at)::int AS "finishedCount", coalesce(bool_or(passed), false) AS "hasPassed",
         (array_agg(correct_count ORDER BY correct_count::numeric / question_count DESC)
           FILTER (WHERE submitted_at IS NOT NULL))[1] AS "bestCorrectCount",
         (array_agg(question_count ORDER BY correct_count::numeric / question_count DESC)
           FILTER (WHERE submitted_at IS NOT NULL))[1] AS "bestQuestionCount",
         max(submitted_at) AS "lastFinishedAt"
       FROM quiz_attempts WHERE person_id = $1 AND quiz_key = $2`,
      [personId, quizKey],
    );
    if (!row) throw new Error('an aggregate always returns a row');
    return row;
  }
}

function factsOf(row: AttemptRow): AttemptFacts {
  return {
    attemptId: row.id,
    quizKey: row.quiz_key,
    attemptNumber: row.attempt_number,
    questionCount: row.question_count,
    passRatio: Number(row.pass_ratio),
    startedAt: row.started_at,
    deadlineAt: row.deadline_at,
    submittedAt: row.submitted_at,
  };
}
