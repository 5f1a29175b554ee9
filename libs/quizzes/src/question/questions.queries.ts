import { Injectable } from '@nestjs/common';
import { col, Database, type RowFrom, statement } from '@app/platform';
import type { Answer } from './answer';
import type { QuestionDisplay, QuestionFeedback } from './display';
import { displayOf, fixedOrder } from './display.rules';
import { feedbackOf } from './feedback.rules';
import { questionBodySchema } from './question-body';

/** A question of a lesson, to be answered on its page. */
export interface DisplayedQuestion {
  readonly id: string;
  readonly key: string;
  readonly display: QuestionDisplay;
}

/** The same with what there is to say about the answer; null as long as there is none. */
export interface AnsweredQuestion extends DisplayedQuestion {
  readonly feedback: QuestionFeedback | null;
}

const QUESTIONS = statement({
  name: 'quizzes.questions',
  sql: `SELECT q.id, q.key, q.body FROM unnest(:ids) WITH ORDINALITY AS wanted (id, place)
    JOIN questions q ON q.id = wanted.id ORDER BY wanted.place`,
  parameters: { ids: 'uuid[]' },
  row: { id: col.id<'question'>(), key: col.text, body: col.json(questionBodySchema) },
});

type QuestionRow = RowFrom<typeof QUESTIONS>;

/** Questions outside an attempt: everybody sees their options in one order, fixed by the question's id. */
@Injectable()
export class QuestionQueries {
  constructor(private readonly database: Database) {}

  /** In the order of `ids`; unknown ids are left out. Never carries the key. */
  async findForDisplay(ids: readonly string[]): Promise<readonly DisplayedQuestion[]> {
    return (await this.findRows(ids)).map(displayed);
  }

  /** Like `findForDisplay`, with right or wrong and the reasons of those that `answers` answers. One statement. */
  async findWithFeedback(
    ids: readonly string[],
    answers: ReadonlyMap<string, Answer>,
  ): Promise<readonly AnsweredQuestion[]> {
    return (await this.findRows(ids)).map((row) => {
      const answer = answers.get(row.id);
      const feedback = answer ? feedbackOf(row.body, fixedOrder(row.id, row.body), answer) : null;
      return { ...displayed(row), feedback };
    });
  }

  private async findRows(ids: readonly string[]): Promise<readonly QuestionRow[]> {
    if (ids.length === 0) return [];
    return this.database.all(QUESTIONS, { ids });
  }
}

function displayed({ id, key, body }: QuestionRow): DisplayedQuestion {
  return { id, key, display: displayOf(body, fixedOrder(id, body)) };
}
