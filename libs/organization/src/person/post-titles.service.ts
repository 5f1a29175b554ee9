import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AuditLog,
  type AuditActor,
  Clock,
  col,
  composeText,
  Database,
  History,
  type HistoryChanges,
  type LocalDate,
  type RowFrom,
  statement,
} from '@app/platform';
import { inForce, isEmployed } from '../day/in-force';
import { POST_TITLES, POSTINGS } from '../history-tables';
import { POSTING_KINDS } from '../vocabulary';

const LISTED = statement({
  name: 'organization.post-titles',
  sql: `WITH held AS (
      SELECT po.post_title AS title, count(DISTINCT po.person_id)::int AS people FROM postings po
      WHERE po.post_title <> '' AND ${inForce('po', ':asOf')} AND ${isEmployed('po.person_id', ':asOf')}
      GROUP BY po.post_title
    ), listed AS (SELECT t.* FROM post_titles t WHERE ${inForce('t', ':asOf')})
    SELECT title, listed.is_managerial AS "isManagerial", listed.sort_order AS "sortOrder", coalesce(held.people, 0) AS people
    FROM listed FULL JOIN held USING (title)
    ORDER BY listed.sort_order NULLS LAST, title`,
  parameters: { asOf: 'date' },
  row: {
    title: col.text,
    /** null: the table does not know the title, so that nobody becomes a head by it. */
    isManagerial: col.bool.orNull,
    sortOrder: col.int.orNull,
    /** People employed who hold the title on the day. */
    people: col.int,
  },
});

export type PostTitleRow = RowFrom<typeof LISTED>;

const KNOWN = statement({
  name: 'organization.post-title-known',
  sql: `SELECT t.id, t.title, t.is_managerial, t.sort_order, t.valid_from, t.valid_to
    FROM post_titles t WHERE t.title = :title AND ${inForce('t', ':today')}`,
  parameters: { title: 'text', today: 'date' },
  row: {
    id: col.id<'post_title'>(),
    title: col.text,
    is_managerial: col.bool,
    sort_order: col.int,
    valid_from: col.date,
    valid_to: col.date.orNull,
  },
});

/** Postings in force today or later that say otherwise whether the title makes a head. */
const DIFFERING = statement({
  name: 'organization.postings-of-title',
  sql: `SELECT id, person_id, org_unit_id, kind, post_title, is_managerial, valid_from, valid_to FROM postings
    WHERE post_title = :title AND is_managerial <> :isManagerial AND (valid_to IS NULL OR valid_to > :today)`,
  parameters: { title: 'text', isManagerial: 'boolean', today: 'date' },
  row: {
    id: col.id<'posting'>(),
    person_id: col.id<'person'>(),
    org_unit_id: col.id<'org_unit'>(),
    kind: col.oneOf(POSTING_KINDS),
    post_title: col.text,
    is_managerial: col.bool,
    valid_from: col.date,
    valid_to: col.date.orNull,
  },
});

export interface PostTitleFacts {
  readonly title: string;
  readonly isManagerial: boolean;
  readonly sortOrder: number;
}

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
    private readonly history: History,
    private readonly audit: AuditLog,
  ) {}

  /** The table in its order, then the titles that people hold without standing in it. */
  async listTitles(on: LocalDate): Promise<readonly PostTitleRow[]> {
    return this.database.all(LISTED, { asOf: on });
  }

  /** Adds the title or changes it. Returns how many postings it turned into a head's or back. */
  async saveTitle(by: AuditActor, facts: PostTitleFacts): Promise<number> {
    // As the import reads titles, so that the two meet.
    const title = composeText(facts.title).replace(/\s+/g, '');
    const { isManagerial, sortOrder } = facts;
    return this.database.transaction(async () => {
      await this.database.keepWritersOut('post_titles_history', 'postings_history');
      const before = await this.database.first(KNOWN, { title, today: this.clock.today() });
      await this.changeTable(by, before, { title, isManagerial, sortOrder });
      const postings = await this.applyToPostings(by, title, isManagerial);
      const from = before && { isManagerial: before.is_managerial, sortOrder: before.sort_order };
      await this.audit.record(by, {
        action: 'post_title.changed',
        subjectType: 'post_title',
        subjectId: title,
        detail: { from, to: { isManagerial, sortOrder }, changedPostings: postings },
      });
      return postings;
    });
  }

  private async changeTable(
    by: AuditActor,
    before: RowFrom<typeof KNOWN> | null,
    { title, isManagerial, sortOrder }: PostTitleFacts,
  ): Promise<void> {
    const next = { title, is_managerial: isManagerial, sort_order: sortOrder };
    if (before?.is_managerial === isManagerial && before.sort_order === sortOrder) return;
    const today = this.clock.today();
    const row = { ...next, id: randomUUID(), valid_from: today, valid_to: null };
    const changes = before ? fromToday(before, next, today) : { insert: [row] };
    await this.history.write(POST_TITLES, by, changes);
  }

  private async applyToPostings(
    by: AuditActor,
    title: string,
    isManagerial: boolean,
  ): Promise<number> {
    const today = this.clock.today();
    const rows = await this.database.all(DIFFERING, { title, isManagerial, today });
    const changes = rows.map((row) => fromToday(row, { is_managerial: isManagerial }, today));
    await this.history.write(POSTINGS, by, {
      insert: changes.flatMap((change) => change.insert ?? []),
      replace: changes.flatMap((change) => change.replace ?? []),
    });
    return rows.length;
  }
}

interface DatedRow {
  readonly id: string;
  readonly valid_from: LocalDate;
  readonly valid_to: LocalDate | null;
}

/** The row with other values from today on; what it said before today stays in a row of its own. */
function fromToday<Row extends DatedRow>(
  row: Row,
  values: Partial<Row>,
  today: LocalDate,
): HistoryChanges {
  if (row.valid_from >= today) return { replace: [{ ...row, ...values }] };
  return {
    replace: [{ ...row, valid_to: today }],
    insert: [{ ...row, ...values, id: randomUUID(), valid_from: today }],
  };
}
