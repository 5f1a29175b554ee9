import { Injectable } from '@nestjs/common';
import {
  AuditLog,
  type AuditActor,
  Clock,
  composeText,
  Database,
  type LocalDate,
} from '@app/platform';
import { inForce, isEmployed } from '../in-force';

export interface PostTitleRow {
  readonly title: string;
  /** null: the table does not know the title, so that nobody becomes a head by it. */
  readonly isManagerial: boolean | null;
  readonly sortOrder: number | null;
  /** People employed who hold the title on the day. */
  readonly people: number;
}

export interface PostTitleFacts {
  readonly title: string;
  readonly isManagerial: boolean;
  readonly sortOrder: number;
}

/** $1 = title, $2 = whether it makes a head, $3 = today. Only postings in force today or later that differ. */
const DIFFERING = `post_title = $1 AND is_managerial <> $2 AND (valid_to IS NULL OR valid_to > $3::date)`;

/**
 * Which titles make the head of a unit. A change holds from today for the postings in force and those ahead: a
 * posting that began earlier is split today, so that who headed what before stays as it was. Who may do it is
 * checked by the caller (the permission `settings.manage`).
 */
@Injectable()
export class PostTitles {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** The table in its order, then the titles that people hold without standing in it. */
  async listTitles(on: LocalDate): Promise<readonly PostTitleRow[]> {
    return this.database.query<PostTitleRow>(
      `WITH held AS (
         SELECT po.post_title AS title, count(DISTINCT po.person_id)::int AS people FROM postings po
         WHERE po.post_title <> '' AND ${inForce('po', '$1::date')} AND ${isEmployed('po.person_id', '$1::date')}
         GROUP BY po.post_title
       )
       SELECT title, t.is_managerial AS "isManagerial", t.sort_order AS "sortOrder", coalesce(held.people, 0) AS people
       FROM post_titles t FULL JOIN held USING (title)
       ORDER BY t.sort_order NULLS LAST, title`,
      [on],
    );
  }

  /** Adds the title or changes it. Returns how many postings it turned into a head's or back. */
  async saveTitle(by: AuditActor, facts: PostTitleFacts): Promise<number> {
    // As the import reads titles, so that the two meet.
    const title = composeText(facts.title).replace(/\s+/g, '');
    return this.database.transaction(async () => {
      await this.database.query('LOCK TABLE post_titles, postings IN SHARE ROW EXCLUSIVE MODE');
      const before = await this.database.queryOne<{ isManagerial: boolean; sortOrder: number }>(
        'SELECT is_managerial AS "isManagerial", sort_order AS "sortOrder" FROM post_titles WHERE title = $1',
        [title],
      );
      const { isManagerial, sortOrder } = facts;
      await this.database.execute(
        `INSERT INTO post_titles (title, is_managerial, sort_order) VALUES ($1, $2, $3)
         ON CONFLICT (title) DO UPDATE SET is_managerial = excluded.is_managerial, sort_order = excluded.sort_order`,
        [title, isManagerial, sortOrder],
      );
      const postings = await this.applyToPostings(title, isManagerial);
      await this.audit.record(by, {
        action: 'post_title.changed',
        subjectType: 'post_title',
        subjectId: title,
        detail: { from: before, to: { isManagerial, sortOrder }, changedPostings: postings },
      });
      return postings;
    });
  }

  private async applyToPostings(title: string, isManagerial: boolean): Promise<number> {
    const today = this.clock.today();
    const parameters = [title, isManagerial, today];
    const ahead = await this.database.execute(
      `UPDATE postings SET is_managerial = $2 WHERE ${DIFFERING} AND valid_from >= $3::date`,
      parameters,
    );
    const split = await this.database.query<object>(
      `SELECT gen_random_uuid() AS id, person_id, org_unit_id, kind, post_title, $2::boolean AS is_managerial,
         $3::date AS valid_from, valid_to
       FROM postings WHERE ${DIFFERING}`,
      parameters,
    );
    await this.database.execute(
      `UPDATE postings SET valid_to = $3::date WHERE ${DIFFERING}`,
      parameters,
    );
    await this.database.execute(
      `INSERT INTO postings (id, person_id, org_unit_id, kind, post_title, is_managerial, valid_from, valid_to)
       SELECT id, person_id, org_unit_id, kind, post_title, is_managerial, valid_from, valid_to
       FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, person_id uuid, org_unit_id uuid, kind text, post_title text,
         is_managerial boolean, valid_from date, valid_to date)`,
      [JSON.stringify(split)],
    );
    return ahead + split.length;
  }
}
