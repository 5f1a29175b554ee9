import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, col, Database, InvalidInput, NotFound, statement } from '@app/platform';
import type { Answer } from './answer';
import type { QuestionFeedback } from './display';
import { fixedOrder } from './display.rules';
import { faultOf } from './fault.rules';
import { feedbackOf } from './feedback.rules';
import { type QuestionBody, questionBodySchema } from './question-body';

/** A question as its author wrote it, ready to be used. */
export interface PublishedQuestion {
  /** Stable over all versions of the text. */
  readonly key: string;
  readonly difficulty: number;
  readonly tags: readonly string[];
  readonly usage: string;
  readonly body: QuestionBody;
}

/** The ids of texts of questions that are there. */
const PUBLISHED = statement({
  name: 'quizzes.published-questions',
  sql: `SELECT q.id, q.key FROM questions q
    JOIN unnest(:keys, :hashes) AS wanted (key, content_hash)
      ON wanted.key = q.key AND wanted.content_hash = q.content_hash`,
  parameters: { keys: 'text[]', hashes: 'text[]' },
  row: { id: col.id<'question'>(), key: col.text },
});

const BODY = statement({
  name: 'quizzes.question-body',
  sql: 'SELECT body FROM questions WHERE id = :questionId',
  parameters: { questionId: 'uuid' },
  row: { body: col.json(questionBodySchema) },
});

/** Takes questions in, and answers checks that are stored elsewhere. A question that exists is never changed. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds what is not there yet with the same key and content; returns the id of each key. Joins the caller's
   * transaction; the caller writes the audit entry of what it publishes.
   */
  async publish(questions: readonly PublishedQuestion[]): Promise<ReadonlyMap<string, string>> {
    const rows = questions.map((question) => ({
      ...question,
      id: randomUUID(),
      kind: question.body.kind,
      content_hash: contentHash(question),
    }));
    return this.database.transaction(async () => {
      await this.database.execute(
        `INSERT INTO questions (id, key, content_hash, kind, difficulty, tags, usage, body, created_at)
         SELECT id, key, content_hash, kind, difficulty, tags, usage, body, $2
         FROM jsonb_to_recordset($1::jsonb) AS q (id uuid, key text, content_hash text, kind text, difficulty smallint,
           tags text[], usage text, body jsonb)
         ON CONFLICT ON CONSTRAINT questions_key_content_key DO NOTHING`,
        [JSON.stringify(rows), this.clock.now()],
      );
      const found = await this.database.all(PUBLISHED, {
        keys: rows.map((row) => row.key),
        hashes: rows.map((row) => row.content_hash),
      });
      return new Map(found.map((row) => [row.key, row.id]));
    });
  }

  /**
   * Right or wrong, why, and the explanation, for a question shown by `QuestionQueries.findForDisplay`. Stores
   * nothing; null counts as not answered. What is no answer at all is refused.
   */
  async checkAnswer(questionId: string, answer: Answer | null): Promise<QuestionFeedback> {
    const row = await this.database.first(BODY, { questionId });
    if (!row) throw new NotFound();
    const order = fixedOrder(questionId, row.body);
    const fault = faultOf(row.body, order, answer);
    if (fault !== null) throw new InvalidInput({ answer: fault });
    return feedbackOf(row.body, order, answer);
  }
}

function contentHash(question: PublishedQuestion): string {
  const { difficulty, tags, usage, body } = question;
  return createHash('sha256')
    .update(JSON.stringify([difficulty, tags, usage, body]))
    .digest('hex');
}
