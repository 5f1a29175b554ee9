import { inForce, personLine, unitsBelow } from '@app/organization';
import { BENCH_GROUPS } from '@app/appointments';
import { col, statement, statementsFor } from '@app/platform';

/** By what the bench can be sorted; with a minus from the end. */
export const BENCH_SORTS = [
  ...(['unit', '-unit', 'name', '-name', 'since', '-since', 'expected', '-expected'] as const),
] as const;
export type BenchSort = (typeof BENCH_SORTS)[number];

/** SQL: the groups in their order. */
export function benchPlace(group: string): string {
  return `array_position(ARRAY[${BENCH_GROUPS.map((it) => `'${it}'`).join(', ')}], ${group})`;
}

const PLACE = benchPlace('p."group"');
/** Within a unit: the group, who was recommended, who has been a supporter longest. No number says how good somebody is. */
const WITHIN = `${PLACE}, p."isNominated" DESC, p.since NULLS LAST, line.kana, line.staff_number`;
const ORDER: Readonly<Record<BenchSort, string>> = {
  unit: `u.sort_order NULLS LAST, line.unit_name NULLS LAST, ${WITHIN}`,
  '-unit': `u.sort_order DESC NULLS FIRST, line.unit_name DESC NULLS FIRST, ${WITHIN}`,
  name: 'line.kana, line.staff_number',
  '-name': 'line.kana DESC, line.staff_number DESC',
  since: `p.since NULLS LAST, ${WITHIN}`,
  '-since': `p.since DESC NULLS LAST, ${WITHIN}`,
  expected: `p.expected NULLS LAST, ${WITHIN}`,
  '-expected': `p.expected DESC NULLS LAST, ${WITHIN}`,
};

/** Whom the rules have put into which group: what is sorted, counted and cut into pages here. */
const PLACED = `jsonb_to_recordset(:placed) AS p ("personId" uuid, "group" text, since date, "isNominated" boolean, expected date)`;
const PARAMETERS = { placed: 'jsonb', group: 'text?', on: 'date' } as const;
const PAGE = { limit: 'integer?', offset: 'integer' } as const;

export const BENCH = statementsFor(BENCH_SORTS, (sort) =>
  statement({
    name: `coverage.bench-by-${sort.startsWith('-') ? `${sort.slice(1)}-down` : sort}`,
    sql: `SELECT p."personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM ${PLACED} JOIN LATERAL ${personLine('p."personId"', ':on')} line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND ${inForce('u', ':on')}
    WHERE :group IS NULL OR p."group" = :group ORDER BY ${ORDER[sort]}, p."personId" LIMIT :limit OFFSET :offset`,
    parameters: { ...PARAMETERS, ...PAGE },
    row: {
      personId: col.id<'person'>(),
      staffNumber: col.text,
      name: col.text,
      unitName: col.text.orNull,
      postTitle: col.text,
    },
  }),
);

/** Everybody with a primary posting in the unit or below it. */
export const BENCH_PEOPLE = statement({
  name: 'coverage.bench-people',
  sql: `WITH RECURSIVE ${unitsBelow('SELECT id AS org_unit_id FROM org_units WHERE code = :unitCode', ':on')}
    SELECT po.person_id AS id FROM postings po JOIN employments e ON e.person_id = po.person_id AND ${inForce('e', ':on')}
    WHERE po.kind = 'primary' AND ${inForce('po', ':on')} AND po.org_unit_id IN (SELECT org_unit_id FROM below)
    ORDER BY po.person_id`,
  parameters: { unitCode: 'text', on: 'date' },
  row: { id: col.id<'person'>() },
});
