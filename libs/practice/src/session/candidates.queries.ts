import { Injectable } from '@nestjs/common';
import { col, Database, type RowFrom, statement } from '@app/platform';
import { isAskable } from '@app/quizzes';
import { CARD_COLUMNS } from '../card/card-rows';
import type { Candidate } from './draw.rules';
import type { SessionScope } from './session-scope';

/** Every question that may be practised, with the person's card of it; what mock exams are made of is not among them. */
const CANDIDATES = statement({
  name: 'practice.candidates',
  sql: `SELECT q.question_id AS "questionId", q.question_key AS "questionKey", m.field_key AS field, m.number AS middle,
      mark.person_id IS NOT NULL AS "isMarked",
      ${CARD_COLUMNS}
    FROM exam_questions q
    JOIN syllabus_items i ON i.syllabus_key = q.syllabus_key AND i.number = q.item_number
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    LEFT JOIN practice_cards k ON k.person_id = :personId AND k.question_key = q.question_key
    LEFT JOIN practice_marks mark ON mark.person_id = :personId AND mark.question_key = q.question_key
    WHERE q.syllabus_key = :syllabusKey AND q.paper IS NULL AND q.retired_at IS NULL AND ${isAskable('q.question_id')}
      AND (:field IS NULL OR m.field_key = :field) AND (:middle IS NULL OR m.number = :middle)
      AND (:item IS NULL OR i.number = :item) AND (:difficulty IS NULL OR q.difficulty = :difficulty)
    ORDER BY q.question_key`,
  parameters: {
    personId: 'uuid',
    syllabusKey: 'text',
    field: 'text?',
    middle: 'integer?',
    item: 'integer?',
    difficulty: 'integer?',
  },
  row: {
    questionId: col.id<'question'>(),
    questionKey: col.text,
    field: col.text,
    middle: col.int,
    isMarked: col.bool,
    dueAt: col.instant.orNull,
    stability: col.float.orNull,
    difficulty: col.float.orNull,
    state: col.int.orNull,
    steps: col.int.orNull,
    repetitions: col.int.orNull,
    lapses: col.int.orNull,
    reviewedAt: col.instant.orNull,
    wasCorrect: col.bool.orNull,
  },
});

const BLUEPRINT = statement({
  name: 'practice.blueprint',
  sql: `SELECT m.number AS middle, m.questions FROM syllabus_middles m WHERE m.syllabus_key = :syllabusKey ORDER BY m.number`,
  parameters: { syllabusKey: 'text' },
  row: { middle: col.int, questions: col.int },
});

/** Of the newest answer to each question, as if two of four had been right before: few answers are neither 0 nor 1. */
const RATES = statement({
  name: 'practice.rates-by-middle',
  sql: `SELECT i.middle_number AS middle, ((count(*) FILTER (WHERE k.was_correct)) + 2)::float8 / (count(*) + 4) AS rate
    FROM practice_cards k
    JOIN exam_questions q ON q.question_key = k.question_key AND q.retired_at IS NULL
    JOIN syllabus_items i ON i.syllabus_key = q.syllabus_key AND i.number = q.item_number
    WHERE k.person_id = :personId AND q.syllabus_key = :syllabusKey GROUP BY i.middle_number`,
  parameters: { personId: 'uuid', syllabusKey: 'text' },
  row: { middle: col.int, rate: col.float },
});

interface Practiser {
  readonly personId: string;
  readonly syllabusKey: string;
}

/** What a draw looks at. */
@Injectable()
export class CandidateQueries {
  constructor(private readonly database: Database) {}

  async list(practiser: Practiser, scope: SessionScope): Promise<readonly Candidate[]> {
    const { field = null, middle = null, item = null, difficulty = null } = scope;
    const { personId, syllabusKey } = practiser;
    const chosen = { field, middle, item, difficulty };
    const rows = await this.database.all(CANDIDATES, { personId, syllabusKey, ...chosen });
    return rows.map(candidateOf);
  }

  async blueprint(syllabusKey: string): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.all(BLUEPRINT, { syllabusKey });
    return new Map(rows.map(({ middle, questions }) => [middle, questions]));
  }

  async rates({ personId, syllabusKey }: Practiser): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.all(RATES, { personId, syllabusKey });
    return new Map(rows.map(({ middle, rate }) => [middle, rate]));
  }
}

function candidateOf(row: RowFrom<typeof CANDIDATES>): Candidate {
  const { questionId, questionKey, field, middle, isMarked } = row;
  return { questionId, questionKey, field, middle, isMarked, card: cardOf(row) };
}

function cardOf(row: RowFrom<typeof CANDIDATES>): Candidate['card'] {
  const { dueAt, stability, difficulty, state, steps, repetitions, lapses } = row;
  const { reviewedAt, wasCorrect } = row;
  if (dueAt === null || stability === null || difficulty === null || state === null) return null;
  if (steps === null || repetitions === null || lapses === null) return null;
  if (reviewedAt === null || wasCorrect === null) return null;
  const scheduled = { dueAt, stability, difficulty, state, steps, repetitions, lapses };
  return { ...scheduled, reviewedAt, wasCorrect };
}
