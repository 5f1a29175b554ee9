import { Injectable } from '@nestjs/common';
import { col, Database, statement } from '@app/platform';
import { inForce } from '../day/in-force';
import { cameSince, isUncovered, PEOPLE_OF_BATCH, UNITS_OF_BATCH } from './uncovered.sql';
import { type Stranded, type UndoPart, UndoParts, type UndoScope } from './undo-parts';

const WHAT = [
  'posting_unemployed',
  'posting_without_unit',
  'status_unemployed',
  'deputy_unemployed',
  'deputy_without_unit',
  'unit_without_parent',
  'link_without_unit',
] as const;

const WORDS: Readonly<Record<(typeof WHAT)[number], string>> = {
  posting_unemployed: '所属(在職していない日のものになります)',
  posting_without_unit: '所属(所属のない日のものになります)',
  status_unemployed: '休職・派遣など(在職していない日のものになります)',
  deputy_unemployed: '長の代理(在職していない日のものになります)',
  deputy_without_unit: '長の代理(所属のない日のものになります)',
  unit_without_parent: '上位の所属(その日にはなくなります)',
  link_without_unit: '前身・後継のつながり(つなぐ所属がなくなります)',
};

const EMPLOYED = ['employments', 'base.person_id = x.person_id'] as const;
const EXISTING = ['org_unit_periods', 'base.org_unit_id = x.org_unit_id'] as const;

const stranded = (
  what: (typeof WHAT)[number],
  subject: string,
  from: {
    readonly table: string;
    readonly whose: string;
    readonly base: readonly [string, string];
  },
): string => `SELECT '${what}' AS what, x.id, x.${subject} AS "subjectId" FROM ${from.table} x
    WHERE ${from.whose} AND x.id <> ALL (:restoredIds) AND ${isUncovered('x', ...from.base)} AND ${cameSince('x', from.table, subject)}`;

const OF_PEOPLE = `x.person_id IN (${PEOPLE_OF_BATCH})`;
const OF_UNITS = `x.org_unit_id IN (${UNITS_OF_BATCH})`;

/** A unit took over that is not there on that day, or from one that was not there before. */
const LINKS = `SELECT 'link_without_unit' AS what, x.id, x.org_unit_id AS "subjectId" FROM unit_successions x
    WHERE (x.org_unit_id IN (${UNITS_OF_BATCH}) OR x.successor_id IN (${UNITS_OF_BATCH}))
      AND x.id <> ALL (:restoredIds) AND ${cameSince('x', 'unit_successions', 'org_unit_id')}
      AND NOT (EXISTS (SELECT 1 FROM org_unit_periods after WHERE after.org_unit_id = x.successor_id AND ${inForce('after', 'x.valid_from')})
        AND EXISTS (SELECT 1 FROM org_unit_periods before WHERE before.org_unit_id = x.org_unit_id AND before.valid_from < x.valid_from))`;

/** What is known of people and units that stands on nothing: a post without an employment or without its unit. */
const STRANDED = statement({
  name: 'organization.stranded-facts',
  sql: [
    stranded('posting_unemployed', 'person_id', {
      ...{ table: 'postings', whose: OF_PEOPLE, base: EMPLOYED },
    }),
    stranded('posting_without_unit', 'person_id', {
      ...{ table: 'postings', whose: OF_UNITS, base: EXISTING },
    }),
    stranded('status_unemployed', 'person_id', {
      ...{ table: 'employment_statuses', whose: OF_PEOPLE, base: EMPLOYED },
    }),
    stranded('deputy_unemployed', 'person_id', {
      ...{ table: 'head_deputies', whose: OF_PEOPLE, base: EMPLOYED },
    }),
    stranded('deputy_without_unit', 'person_id', {
      ...{ table: 'head_deputies', whose: OF_UNITS, base: EXISTING },
    }),
    stranded('unit_without_parent', 'org_unit_id', {
      table: 'org_unit_periods',
      whose: `x.parent_org_unit_id IN (${UNITS_OF_BATCH})`,
      base: ['org_unit_periods', 'base.org_unit_id = x.parent_org_unit_id'],
    }),
    LINKS,
  ].join('\n    UNION ALL '),
  parameters: { batchId: 'uuid', since: 'timestamptz', restoredIds: 'uuid[]' },
  row: { what: col.oneOf(WHAT), id: col.id(), subjectId: col.id() },
});

/** The organisation's own facts, and who acts for heads. */
@Injectable()
export class StrandedFacts implements UndoPart {
  constructor(
    parts: UndoParts,
    private readonly database: Database,
  ) {
    parts.add(this);
  }

  async listStranded(scope: UndoScope): Promise<readonly Stranded[]> {
    const rows = await this.database.all(STRANDED, scope);
    return rows.map(({ what, id, subjectId }) => ({
      ...{ key: `${what} ${id}`, subjectId, text: WORDS[what] },
      lacksUnit: !what.endsWith('_unemployed'),
    }));
  }
}
