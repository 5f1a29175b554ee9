import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { BasePerson, BaseState, BaseUnit } from './base-state';

/** Everything that an import reads or writes; the fingerprint covers them all. */
const TABLES = [
  'org_units',
  'org_unit_periods',
  'persons',
  'person_changes',
  'staff_numbers',
  'employments',
  'employment_statuses',
  'postings',
  'post_titles',
];

/** Order of the rows does not matter to the sum, so that no sort is needed. */
const FINGERPRINT = `SELECT md5(concat_ws(',', ${TABLES.map(
  (table) =>
    `(SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM ${table} t)`,
).join(', ')})) AS fingerprint`;

const dated = (table: string, value: string): string =>
  `coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.valid_from, 'to', t.valid_to, 'value', ${value})
     ORDER BY t.valid_from) FROM ${table} t WHERE t.person_id = p.id), '[]')`;

const HELD = `coalesce((SELECT jsonb_agg(jsonb_build_object('effectiveOn', c.effective_on, 'name', c.name, 'kana', c.kana,
    'email', c.email, 'setsEmail', c.sets_email) ORDER BY c.effective_on, c.id)
  FROM person_changes c WHERE c.person_id = p.id AND c.applied_at IS NULL), '[]')`;

/** Reads the organisation as an import compares it. */
@Injectable()
export class BaseStateQueries {
  constructor(private readonly database: Database) {}

  /** Keeps everybody else from writing to the organisation until the transaction ends; reading goes on. */
  async lock(): Promise<void> {
    await this.database.query(`LOCK TABLE ${TABLES.join(', ')} IN SHARE ROW EXCLUSIVE MODE`);
  }

  async fingerprint(): Promise<string> {
    const row = await this.database.queryOne<{ fingerprint: string }>(FINGERPRINT);
    return row?.fingerprint ?? '';
  }

  /** To be called after `lock`, so that the parts fit together. */
  async load(): Promise<BaseState> {
    const numbers = await this.database.query<{ staff_number: string; person_id: string }>(
      'SELECT staff_number, person_id FROM staff_numbers',
    );
    const titles = await this.database.query<{ title: string; is_managerial: boolean }>(
      'SELECT title, is_managerial FROM post_titles',
    );
    return {
      fingerprint: await this.fingerprint(),
      units: await this.listUnits(),
      people: await this.listPeople(),
      personIds: new Map(numbers.map((row) => [row.staff_number, row.person_id])),
      managerialTitles: new Map(titles.map((row) => [row.title, row.is_managerial])),
    };
  }

  private async listUnits(): Promise<readonly BaseUnit[]> {
    return this.database.query<BaseUnit>(`
      SELECT o.id, o.code, coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'from', p.valid_from, 'to', p.valid_to,
        'value', jsonb_build_object('name', p.name, 'kana', p.kana, 'kind', p.kind, 'parentId', p.parent_org_unit_id,
          'counts', p.counts_for_leader_kpi, 'sortOrder', p.sort_order)) ORDER BY p.valid_from)
        FILTER (WHERE p.id IS NOT NULL), '[]') AS periods
      FROM org_units o LEFT JOIN org_unit_periods p ON p.org_unit_id = o.id
      GROUP BY o.id, o.code`);
  }

  private async listPeople(): Promise<readonly BasePerson[]> {
    return this.database.query<BasePerson>(`
      SELECT p.id, n.staff_number AS "staffNumber", p.name, p.kana, p.email, ${HELD} AS held,
        ${dated('employments', 't.employment_type')} AS employments,
        ${dated('employment_statuses', 't.status')} AS statuses,
        ${dated(
          'postings',
          `jsonb_build_object('unitId', t.org_unit_id, 'kind', t.kind, 'title', t.post_title, 'isManagerial', t.is_managerial)`,
        )} AS postings
      FROM persons p JOIN staff_numbers n ON n.person_id = p.id AND n.is_current`);
  }
}
