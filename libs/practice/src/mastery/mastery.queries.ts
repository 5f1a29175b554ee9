import { Injectable } from '@nestjs/common';
import { Clock, col, Database, localDateOf, statement } from '@app/platform';
import { type Mastery, masteryByMiddle } from './mastery.rules';

/** All that a person answered of a syllabus, in the order of the answers. */
const ANSWERS = statement({
  name: 'practice.answers-of-middles',
  sql: `SELECT i.middle_number AS middle, b.question_key AS "questionKey", a.is_correct AS "isRight", a.answered_at AS "answeredAt", a.is_check AS "isCheck"
    FROM (
      SELECT p.question_id, p.is_correct, p.answered_at, s.kind = 'mixed' AND s.scope = '{}' AS is_check
      FROM practice_answers p JOIN practice_sessions s ON s.id = p.session_id
      WHERE p.person_id = :personId AND p.answered_at IS NOT NULL
      UNION ALL
      SELECT t.question_id, t.is_correct, t.answered_at, x.form <> 'field'
      FROM mock_exams x JOIN quiz_attempt_questions t ON t.attempt_id = x.attempt_id
      WHERE x.person_id = :personId AND x.finished_at IS NOT NULL AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
    ) a
    JOIN exam_questions b ON b.question_id = a.question_id AND b.syllabus_key = :syllabusKey
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    ORDER BY a.answered_at, b.question_key`,
  parameters: { personId: 'uuid', syllabusKey: 'text' },
  row: {
    middle: col.int,
    questionKey: col.text,
    isRight: col.bool,
    answeredAt: col.instant,
    isCheck: col.bool,
  },
});

/** Only ever for the person it is about. */
@Injectable()
export class MasteryQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** By the number of the 中分類; those without an answer are not in it. */
  async byMiddle(personId: string, syllabusKey: string): Promise<ReadonlyMap<number, Mastery>> {
    const rows = await this.database.all(ANSWERS, { personId, syllabusKey });
    const answers = rows.map(({ answeredAt, ...row }) => ({
      ...row,
      day: localDateOf(answeredAt),
    }));
    return masteryByMiddle(answers, this.clock.today());
  }
}
