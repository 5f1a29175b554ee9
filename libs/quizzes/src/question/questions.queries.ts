import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { QuestionDisplay } from './display';
import { displayOf, fixedOrder } from './display.rules';
import type { QuestionBody } from './question-body';

/** A question of a lesson, to be answered on its page. */
export interface DisplayedQuestion {
  readonly id: string;
  readonly key: string;
  readonly display: QuestionDisplay;
}

/** Questions outside an attempt: everybody sees their options in one order, fixed by the question's id. */
@Injectable()
export class QuestionQueries {
  constructor(private readonly database: Database) {}

  /** In the order of `ids`; unknown ids are left out. Never carries the key. */
  async findForDisplay(ids: readonly string[]): Promise<readonly DisplayedQuestion[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.query<{ id: string; key: string; body: QuestionBody }>(
      `SELECT q.id, q.key, q.body FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
       JOIN questions q ON q.id = wanted.id ORDER BY wanted.place`,
      [ids],
    );
    return rows.map(({ id, key, body }) => ({
      id,
      key,
      display: displayOf(body, fixedOrder(id, body)),
    }));
  }
}
