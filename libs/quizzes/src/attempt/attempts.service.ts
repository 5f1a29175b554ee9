import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AuditActor,
  AuditLog,
  Clock,
  Database,
  DomainEvents,
  idOf,
  InvalidInput,
  NotFound,
  Random,
} from '@app/platform';
import type { Answer } from '../question/answer';
import { asWritten, choiceOrder } from '../question/display.rules';
import { AttemptFinished } from '../quizzes.events';
import { isRight } from '../withdrawal/withdrawal.rules';
import { QuizAttempt } from './attempt.entity';
import { attemptOver, mustWait, noQuestions, noRetakesLeft, olderRevision } from './attempt.errors';
import { isPassed, type KeysRule, mayStart, type RetakeRules } from './attempt.rules';
import { drawQuestions } from './draw.rules';
import {
  ANSWERS_TO_SCORE,
  type AnswerToScore,
  FINISHED_ATTEMPTS,
  fits,
  OVERDUE_ATTEMPTS,
  QUESTION_BODIES,
  QUESTION_FAMILIES,
  SAVED_ANSWER,
} from './attempt.sql';

/**
 * One try at a quiz. `questionIds` is the pool that `draw` questions are taken from (null: all of them); `asGiven` asks all of
 * them in the order in which they stand, for a paper that somebody else put together.
 */
export interface StartAttempt extends RetakeRules {
  readonly personId: string;
  readonly quizKey: string;
  readonly questionIds: readonly string[];
  readonly draw: number | null | 'asGiven';
  readonly passRatio: number;
  readonly deadlineAt?: Date | null;
  /** That it is sat, and what comes of it, is nobody else's business: the audit log says neither. */
  readonly isPrivate?: boolean;
  /** At once unless it says otherwise. */
  readonly keys?: KeysRule;
  /** The attempt whose wrong questions are tried again. */
  readonly basedOn?: string;
}

export interface SaveAnswer {
  readonly attemptId: string;
  readonly personId: string;
  /** From 1. */
  readonly position: number;
  /** Higher with everything that this page sends. */
  readonly revision: number;
  /** The newest revision that this page knows the server to have: what it was made with, or was acknowledged since. */
  readonly known: number;
  /** The open page that sends it; a page that is loaded anew is another one. */
  readonly tab: string;
  readonly answer: Answer | null;
}

export interface SavedAnswer {
  readonly savedAt: Date;
  /** What is stored now; the page then knows it. */
  readonly revision: number;
}

export interface AttemptOutcome {
  readonly attemptId: string;
  readonly quizKey: string;
  readonly passed: boolean;
  readonly correctCount: number;
  readonly questionCount: number;
}

/** Only of an attempt that the clock closed, or is about to: who handed in early is not late. */
const NOTE_LATE = `
  UPDATE quiz_attempt_questions t SET late_at = $5
  FROM quiz_attempts a
  WHERE t.attempt_id = $1 AND t.position = $3 AND a.id = t.attempt_id AND a.person_id = $2 AND t.late_at IS NULL
    AND t.answer IS DISTINCT FROM $4::jsonb AND a.deadline_at <= $5 AND (a.submitted_at IS NULL OR a.submitted_at = a.deadline_at)`;

/**
 * What is saved already is now what this page said, and last: something older that is still on its way, from whichever page, must
 * not take its place: from now on only a page that has heard of it goes on.
 */
const SAY_AGAIN = `
  UPDATE quiz_attempt_questions t SET answer_revision = greatest(t.answer_revision + 1, $5), answer_tab = NULL
  FROM quiz_attempts a
  WHERE t.attempt_id = $1 AND t.position = $3 AND a.id = t.attempt_id AND a.person_id = $2 AND a.submitted_at IS NULL
    AND t.is_correct IS NULL AND t.answered_at IS NOT NULL AND t.answer IS NOT DISTINCT FROM $4::jsonb`;

const SWEEP_SIZE = 500;
const CLOCK: AuditActor = { accountId: null, label: 'quizzes.close-overdue' };

/**
 * Begins, fills and closes attempts. Whatever the browser does: an answer that was acknowledged is scored, an
 * attempt is submitted once, and nothing counts after the submission or the deadline (the server's clock).
 */
@Injectable()
export class AttemptsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly events: DomainEvents,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Returns the id of the person's open attempt, or of a new one when the quiz allows it. A second click, also at
   * the same moment, gets the same attempt: the unique index on open attempts decides.
   */
  async startAttempt(input: StartAttempt): Promise<string> {
    return this.database.transaction(async () => {
      const open = await this.findOpen(input);
      if (open && !open.isOverdue(this.clock.now())) return open.id;
      if (open) await this.finish(await this.lock(open.id, input.personId), CLOCK);
      const finishedCount = await this.requireAllowed(input);
      const id = await this.insertAttempt(input, finishedCount + 1);
      if (id !== null) return id;
      const other = await this.findOpen(input);
      return other?.id ?? this.startAttempt(input);
    });
  }

  /**
   * Accepted from a page that knows what is stored, or that stored it itself (its acknowledgement may be lost): a page that
   * was cut off cannot overwrite what another one saved meanwhile. One statement. The condition on `is_correct` closes the
   * race with a submission: scoring fills it, and a save that waited for the row's lock then finds nothing to update.
   */
  async saveAnswer(input: SaveAnswer): Promise<SavedAnswer> {
    const now = this.clock.now();
    const saved = await this.database.execute(
      `UPDATE quiz_attempt_questions t
       SET answer = $5::jsonb, answer_revision = $4, answered_at = $6, answer_tab = $8
       FROM quiz_attempts a, questions q
       WHERE t.attempt_id = $1 AND t.position = $3 AND a.id = t.attempt_id AND a.person_id = $2
         AND q.id = t.question_id AND ${fits('$5::jsonb')}
         AND t.answer_revision < $4 AND (t.answer_revision = $7 OR t.answer_tab = $8) AND t.is_correct IS NULL
         AND a.submitted_at IS NULL AND (a.deadline_at IS NULL OR a.deadline_at > $6)`,
      [
        idOf(input.attemptId),
        input.personId,
        input.position,
        input.revision,
        input.answer && JSON.stringify(input.answer),
        now,
        input.known,
        input.tab,
      ],
    );
    if (saved === 0) return this.explainRefusal(input);
    return { savedAt: now, revision: input.revision };
  }

  /** Marks or unmarks a question for a second look. */
  async markForLater(
    input: Pick<SaveAnswer, 'attemptId' | 'personId' | 'position'>,
    isMarked: boolean,
  ): Promise<void> {
    const touched = await this.database.execute(
      `UPDATE quiz_attempt_questions t SET is_marked = $4
       FROM quiz_attempts a
       WHERE t.attempt_id = $1 AND t.position = $3 AND a.id = t.attempt_id AND a.person_id = $2
         AND a.submitted_at IS NULL`,
      [idOf(input.attemptId), input.personId, input.position, isMarked],
    );
    if (touched === 0) await this.requireOpen(input);
  }

  /**
   * Scores what was saved; a question without an answer is wrong. Repeating it returns the same outcome. After the
   * deadline the deadline counts as the time of submission.
   */
  async submit(attemptId: string, personId: string, by: AuditActor): Promise<AttemptOutcome> {
    return this.database.transaction(async () => {
      const attempt = await this.lock(idOf(attemptId), personId);
      if (attempt.submittedAt === null) await this.finish(attempt, by);
      return {
        attemptId: attempt.id,
        quizKey: attempt.quizKey,
        passed: attempt.passed ?? false,
        correctCount: attempt.correctCount ?? 0,
        questionCount: attempt.questionCount,
      };
    });
  }

  /** For a job every minute: submits what is saved of every attempt whose time is over. Returns how many. */
  async closeOverdueAttempts(): Promise<number> {
    const due = { now: this.clock.now(), most: SWEEP_SIZE };
    const overdue = await this.database.all(OVERDUE_ATTEMPTS, due);
    for (const { id, personId } of overdue) await this.submit(id, personId, CLOCK);
    return overdue.length;
  }

  private async findOpen({ personId, quizKey }: StartAttempt): Promise<QuizAttempt | null> {
    return this.database
      .repository(QuizAttempt)
      .createQueryBuilder('a')
      .where('a.personId = :personId AND a.quizKey = :quizKey AND a.submittedAt IS NULL', {
        personId,
        quizKey,
      })
      .getOne();
  }

  private async requireAllowed(input: StartAttempt): Promise<number> {
    const { personId, quizKey } = input;
    const { count: finishedCount, lastFinishedAt } = await this.database.only(FINISHED_ATTEMPTS, {
      personId,
      quizKey,
    });
    const verdict = mayStart({ finishedCount, lastFinishedAt }, input, this.clock.now());
    if (verdict.may) return finishedCount;
    throw verdict.reason === 'wait' ? mustWait(verdict.until) : noRetakesLeft();
  }

  /** Null when another click was first. */
  private async insertAttempt(input: StartAttempt, attemptNumber: number): Promise<string | null> {
    const drawn = await this.draw(input);
    if (drawn.length === 0) throw noQuestions();
    const id = randomUUID();
    const inserted = await this.database.execute(
      `INSERT INTO quiz_attempts (id, person_id, quiz_key, attempt_number, pass_ratio, question_count, started_at, deadline_at, is_private,
         keys, is_last_try, based_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING`,
      [
        id,
        input.personId,
        input.quizKey,
        attemptNumber,
        input.passRatio,
        drawn.length,
        this.clock.now(),
        input.deadlineAt ?? null,
        input.isPrivate ?? false,
        input.keys ?? 'always',
        input.retakes !== null && attemptNumber > input.retakes,
        input.basedOn ?? null,
      ],
    );
    if (inserted === 0) return null;
    await this.insertQuestions(id, drawn);
    return id;
  }

  private async draw({ questionIds, draw }: StartAttempt): Promise<readonly string[]> {
    if (draw === 'asGiven') return questionIds;
    const pool = await this.database.all(QUESTION_FAMILIES, { ids: questionIds });
    if (pool.length < questionIds.length) throw new NotFound('quiz.unknown_question');
    return drawQuestions(pool, draw, this.random.seed());
  }

  private async insertQuestions(attemptId: string, questionIds: readonly string[]): Promise<void> {
    const bodies = await this.database.all(QUESTION_BODIES, { ids: questionIds });
    const bodyOf = new Map(bodies.map((row) => [row.id, row.body]));
    const seed = this.random.seed();
    const rows = questionIds.map((id, index) => {
      const body = bodyOf.get(id);
      if (!body) throw new NotFound('quiz.unknown_question');
      return {
        position: index + 1,
        question_id: id,
        choice_order: choiceOrder(body, (seed + index) >>> 0),
      };
    });
    await this.database.execute(
      `INSERT INTO quiz_attempt_questions (attempt_id, position, question_id, choice_order)
       SELECT $1, position, question_id, choice_order
       FROM jsonb_to_recordset($2::jsonb) AS t (position int, question_id uuid, choice_order int[])`,
      [attemptId, JSON.stringify(rows)],
    );
  }

  /** Locks the row, so that of two submissions the second sees the first one's result. */
  private async lock(attemptId: string, personId: string): Promise<QuizAttempt> {
    const attempt = await this.database.repository(QuizAttempt).findOne({
      where: { id: attemptId, personId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!attempt) throw new NotFound();
    return attempt;
  }

  private async finish(attempt: QuizAttempt, by: AuditActor): Promise<void> {
    if (attempt.submittedAt !== null) return;
    const now = this.clock.now();
    const rows = await this.database.all(ANSWERS_TO_SCORE, { attemptId: attempt.id });
    const verdicts = rows.map(({ body, choiceOrder, answer, treatment, replacement }) =>
      isRight(body, asWritten(body, choiceOrder, answer), treatment && { treatment, replacement }),
    );
    attempt.submittedAt = attempt.isOverdue(now) ? attempt.deadlineAt : now;
    attempt.correctCount = verdicts.filter(Boolean).length;
    attempt.passed = isPassed(attempt.correctCount, attempt.questionCount, attempt.passRatio);
    await this.store(attempt, rows, verdicts);
    const { id, personId, quizKey, passed, submittedAt, isPrivate } = attempt;
    await this.events.emit(new AttemptFinished(id, personId, quizKey, passed, submittedAt ?? now));
    // That somebody tried at all is nobody else's business either.
    if (isPrivate) return;
    await this.audit.record(by, {
      action: 'quiz_attempt.submitted',
      subjectType: 'quiz_attempt',
      subjectId: id,
      detail: { quizKey, passed, personId },
    });
  }

  private async store(
    attempt: QuizAttempt,
    rows: readonly AnswerToScore[],
    verdicts: readonly boolean[],
  ): Promise<void> {
    await this.database.execute(
      `UPDATE quiz_attempt_questions t SET is_correct = v.is_correct
       FROM unnest($2::int[], $3::boolean[]) AS v (position, is_correct)
       WHERE t.attempt_id = $1 AND t.position = v.position`,
      [attempt.id, rows.map((row) => row.position), verdicts],
    );
    await this.database.execute(
      'UPDATE quiz_attempts SET submitted_at = $2, correct_count = $3, passed = $4 WHERE id = $1',
      [attempt.id, attempt.submittedAt, attempt.correctCount, attempt.passed],
    );
  }

  /** Why a save changed nothing. What is stored already, from wherever, counts as saved: an acknowledgement may be lost. */
  private async explainRefusal(input: SaveAnswer): Promise<SavedAnswer> {
    await this.noteLate(input);
    await this.requireOpen(input);
    const { attemptId, personId, position, answer, revision: sent } = input;
    const text = answer && JSON.stringify(answer);
    await this.database.execute(SAY_AGAIN, [...[idOf(attemptId), personId, position, text, sent]]);
    const row = await this.database.first(SAVED_ANSWER, { attemptId, position, answer });
    if (!row) throw new NotFound();
    if (!row.fits)
      throw new InvalidInput({ answer: '画面を開き直して、もう一度解答してください。' });
    const { revision, isSame, answeredAt } = row;
    if (isSame && answeredAt) return { savedAt: answeredAt, revision };
    throw olderRevision();
  }

  /**
   * An answer that came after the deadline and says something else than what is saved: not counted, but counted up. Written
   * after the refusal, which undoes everything else of the request.
   */
  private async noteLate({ attemptId, personId, position, answer }: SaveAnswer): Promise<void> {
    if (answer === null) return;
    const values = [idOf(attemptId), personId, position, JSON.stringify(answer), this.clock.now()];
    await this.database.afterFailure(async () => {
      await this.database.execute(NOTE_LATE, values);
    });
  }

  private async requireOpen(input: Pick<SaveAnswer, 'attemptId' | 'personId'>): Promise<void> {
    const attempt = await this.database
      .repository(QuizAttempt)
      .findOneBy({ id: idOf(input.attemptId), personId: input.personId });
    if (!attempt) throw new NotFound();
    if (attempt.submittedAt !== null || attempt.isOverdue(this.clock.now())) throw attemptOver();
  }
}
