import { Injectable } from '@nestjs/common';
import { col, Database, statement } from '@app/platform';
import type { PracticeCard } from './card.rules';

/** The columns of a card under the alias `k`, as every statement that reads cards names them. */
export const CARD_COLUMNS = `k.due_at AS "dueAt", k.stability, k.difficulty, k.state, k.steps, k.repetitions, k.lapses,
  k.reviewed_at AS "reviewedAt", k.was_correct AS "wasCorrect"`;

const CARD = statement({
  name: 'practice.card',
  sql: `SELECT ${CARD_COLUMNS} FROM practice_cards k WHERE k.person_id = :personId AND k.question_key = :questionKey`,
  parameters: { personId: 'uuid', questionKey: 'text' },
  row: {
    dueAt: col.instant,
    stability: col.float,
    difficulty: col.float,
    state: col.int,
    steps: col.int,
    repetitions: col.int,
    lapses: col.int,
    reviewedAt: col.instant,
    wasCorrect: col.bool,
  },
});

const KEEP = `
  INSERT INTO practice_cards (person_id, question_key, due_at, stability, difficulty, state, steps, repetitions, lapses,
    reviewed_at, was_correct)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (person_id, question_key) DO UPDATE SET due_at = excluded.due_at, stability = excluded.stability,
    difficulty = excluded.difficulty, state = excluded.state, steps = excluded.steps, repetitions = excluded.repetitions,
    lapses = excluded.lapses, reviewed_at = excluded.reviewed_at, was_correct = excluded.was_correct`;

/** One card a person and question, whatever the text of the question was. */
@Injectable()
export class CardRows {
  constructor(private readonly database: Database) {}

  async find(personId: string, questionKey: string): Promise<PracticeCard | null> {
    return this.database.first(CARD, { personId, questionKey });
  }

  async keep(personId: string, questionKey: string, card: PracticeCard): Promise<void> {
    await this.database.execute(KEEP, [
      ...[personId, questionKey, card.dueAt, card.stability, card.difficulty, card.state],
      ...[card.steps, card.repetitions, card.lapses, card.reviewedAt, card.wasCorrect],
    ]);
  }
}
