import { Injectable } from '@nestjs/common';
import { col, Database, idOf, InvalidInput, statement } from '@app/platform';
import type { Answer } from '../question/answer';
import { faultOf } from '../question/fault.rules';
import { questionBodySchema } from '../question/question-body';

const ASKED = statement({
  name: 'quizzes.question-of-answer',
  sql: `SELECT t.choice_order AS "choiceOrder", q.body
    FROM quiz_attempts a JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.position = :position
    JOIN questions q ON q.id = t.question_id
    WHERE a.id = :attemptId AND a.person_id = :personId`,
  parameters: { attemptId: 'uuid', personId: 'uuid', position: 'integer' },
  row: { choiceOrder: col.ints, body: col.json(questionBodySchema) },
});

/** Of the other kinds every answer is one: they cost no question more. */
const MAY_BE_FAULTY: ReadonlySet<Answer['kind']> = new Set([
  'multiple',
  'order',
  'match',
  'numeric',
  'case',
]);

/** Tells at once what is no answer to a question of an attempt, before anything is saved. */
@Injectable()
export class AnswerFaults {
  constructor(private readonly database: Database) {}

  async refuseFaulty(
    asked: { readonly attemptId: string; readonly personId: string; readonly position: number },
    answer: Answer | null,
  ): Promise<void> {
    if (answer === null || !MAY_BE_FAULTY.has(answer.kind)) return;
    const row = await this.database.first(ASKED, { ...asked, attemptId: idOf(asked.attemptId) });
    const fault = row && faultOf(row.body, row.choiceOrder, answer);
    if (fault !== null) throw new InvalidInput({ answer: fault });
  }
}
