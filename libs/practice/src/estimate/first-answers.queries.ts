import { Injectable } from '@nestjs/common';
import { col, Database, localDateOf, statement, toDayNumber } from '@app/platform';
import { FIRST_ANSWERS } from './first-answers.sql';
import {
  AUTHOR_SD,
  authorDifficulty,
  FIELDS,
  type FirstAnswer,
  forFields,
  type Triple,
} from '../readiness';

const OF_PERSON = statement({
  name: 'practice.first-answers',
  sql: `SELECT m.field_key AS field, b.difficulty AS level, f.difficulty, f.error, a.is_correct AS "isRight",
      a.answered_at AS "answeredAt", m.number AS middle
    FROM ${FIRST_ANSWERS} a
    JOIN exam_questions b ON b.question_id = a.question_id
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    LEFT JOIN exam_question_fits f ON f.question_id = b.question_id
    WHERE a.person_id = :personId AND b.syllabus_key = :syllabusKey
    ORDER BY a.answered_at, a.question_id`,
  parameters: { personId: 'uuid', syllabusKey: 'text' },
  row: {
    field: col.oneOf(FIELDS),
    level: col.int,
    difficulty: col.float.orNull,
    error: col.float.orNull,
    isRight: col.bool,
    answeredAt: col.instant,
    middle: col.int,
  },
});

const COUNTS = statement({
  name: 'practice.first-answer-counts',
  sql: `SELECT m.field_key AS field, count(*)::int AS count FROM ${FIRST_ANSWERS} a
    JOIN exam_questions b ON b.question_id = a.question_id
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    WHERE a.person_id = :personId AND b.syllabus_key = :syllabusKey GROUP BY m.field_key`,
  parameters: { personId: 'uuid', syllabusKey: 'text' },
  row: { field: col.oneOf(FIELDS), count: col.int },
});

export interface PlacedAnswer extends FirstAnswer {
  /** The 中分類. */
  readonly middle: number;
}

@Injectable()
export class FirstAnswerQueries {
  constructor(private readonly database: Database) {}

  /** How many there are of each field, in the order of the fields. */
  async countsOf(personId: string, syllabusKey: string): Promise<Triple> {
    const rows = await this.database.all(COUNTS, { personId, syllabusKey });
    return forFields((index) => rows.find(({ field }) => field === FIELDS[index])?.count ?? 0);
  }

  async listOf(personId: string, syllabusKey: string): Promise<readonly PlacedAnswer[]> {
    const rows = await this.database.all(OF_PERSON, { personId, syllabusKey });
    return rows.map(({ field, level, difficulty, error, isRight, answeredAt, middle }) => ({
      field,
      middle,
      right: isRight,
      difficulty: difficulty ?? authorDifficulty(levelOf(level)),
      difficultyError: error ?? AUTHOR_SD,
      day: toDayNumber(localDateOf(answeredAt)),
    }));
  }
}

function levelOf(level: number): 1 | 2 | 3 {
  if (level === 1) return 1;
  return level === 2 ? 2 : 3;
}
