import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { Database, idOf, NotFound, type RowFrom } from '@app/platform';
import {
  COUNT,
  LISTS,
  ONE_QUESTION,
  type QuestionPlace,
  type QuestionSort,
} from './listed-questions.sql';

/** Empty texts do not filter. */
export interface QuestionFilter {
  readonly place: QuestionPlace | '';
  /** A flag, `any` of them, or `withdrawn`. */
  readonly flag: string;
  readonly words: string;
}

export type QuestionRow = RowFrom<(typeof LISTS)['trouble']>;
export type QuestionStatisticsRow = RowFrom<typeof ONE_QUESTION>;

export interface QuestionList extends RowFrom<typeof COUNT> {
  readonly rows: readonly QuestionRow[];
}

/** How questions do, for those who write them; nobody's answers in particular. */
@Injectable()
export class QuestionStatisticsQueries {
  constructor(private readonly database: Database) {}

  async list(
    actor: Actor,
    { place, flag, words }: QuestionFilter,
    page: { readonly sort: QuestionSort; readonly number: number; readonly size: number },
  ): Promise<QuestionList> {
    requirePermission(actor, 'questions.manage');
    const pattern = words === '' ? '' : `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const asked = { place, flag, pattern };
    const counts = await this.database.only(COUNT, asked);
    const limits = { limit: page.size, offset: (page.number - 1) * page.size };
    return { ...counts, rows: await this.database.all(LISTS[page.sort], { ...asked, ...limits }) };
  }

  async get(actor: Actor, questionId: string): Promise<QuestionStatisticsRow> {
    requirePermission(actor, 'questions.manage');
    const row = await this.database.first(ONE_QUESTION, { questionId: idOf(questionId) });
    if (row === null) throw new NotFound();
    return row;
  }
}
