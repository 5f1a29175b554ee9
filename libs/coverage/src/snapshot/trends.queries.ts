import { Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import { col, Database, type LocalDate, type RowFrom, statement } from '@app/platform';
import { NO_DEPARTMENT } from '../publication/departments.rules';

const FIGURES = {
  staff: 'staff',
  holders: 'holders',
  security: 'security',
  securityDone: 'security_done',
  ai: 'ai',
  aiDone: 'ai_done',
  aiEver: 'ai_ever',
  aiEverDone: 'ai_ever_done',
} as const;

const countsOf = (of: (key: string) => string): string =>
  Object.entries(FIGURES)
    .map(([name, key]) => `${of(key)} AS "${name}"`)
    .join(', ');

/**
 * What was written down of the city and of each 部, month by month. Which 部 a unit belongs to is told by the organisation of
 * that day: the topmost unit above it, unless that one counts by itself. What stands inside another row counts there alone.
 */
const TREND = statement({
  name: 'coverage.trend',
  sql: `WITH RECURSIVE month AS (
    SELECT s.as_of, s.figures FROM figure_snapshots s WHERE s.as_of BETWEEN :from AND :on
  ), unit AS (
    SELECT m.as_of, e ->> 'code' AS code, true AS is_unit, e ->> 'insideCode' IS NULL AS adds, e ->> 'state' AS state,
      (e ->> 'leaders')::int AS leaders, (e ->> 'supporters')::int AS supporters, e -> 'counts' AS counts
    FROM month m, json_array_elements(m.figures -> 'units') e
    UNION ALL
    SELECT m.as_of, e ->> 'code', false, true, 'apart', 0, 0, e -> 'counts' FROM month m, json_array_elements(m.figures -> 'outside') e
  ), up AS (
    SELECT m.as_of, u.org_unit_id AS id, u.org_unit_id AS top_id, u.parent_org_unit_id AS parent_id, 0 AS steps
    FROM month m JOIN org_unit_periods u ON ${inForce('u', 'm.as_of')}
    UNION ALL
    SELECT up.as_of, up.id, u.org_unit_id, u.parent_org_unit_id, up.steps + 1
    FROM up JOIN org_unit_periods u ON u.org_unit_id = up.parent_id AND ${inForce('u', 'up.as_of')} WHERE up.steps < 20
  ), top AS (
    SELECT DISTINCT ON (as_of, id) as_of, id, top_id FROM up ORDER BY as_of, id, steps DESC
  ), place AS (
    SELECT top.as_of, o.code, above.code AS top_code, period.name, period.sort_order FROM top
    JOIN org_units o ON o.id = top.id
    JOIN org_units above ON above.id = top.top_id
    JOIN org_unit_periods period ON period.org_unit_id = top.top_id AND ${inForce('period', 'top.as_of')}
    WHERE NOT EXISTS (SELECT 1 FROM unit WHERE unit.as_of = top.as_of AND unit.is_unit AND unit.code = above.code)
  ), department AS (
    SELECT unit.as_of, place.top_code AS code, COALESCE(place.name, '${NO_DEPARTMENT}') AS name, place.sort_order,
      (count(*) FILTER (WHERE unit.state = 'covered'))::int AS covered, (count(*) FILTER (WHERE unit.state <> 'apart'))::int AS counting,
      (COALESCE(sum(unit.leaders) FILTER (WHERE unit.adds), 0))::int AS leaders,
      (COALESCE(sum(unit.supporters) FILTER (WHERE unit.adds), 0))::int AS supporters,
      ${countsOf((key) => `(COALESCE(sum((unit.counts ->> '${key}')::int) FILTER (WHERE unit.adds), 0))::int`)}
    FROM unit LEFT JOIN place ON place.as_of = unit.as_of AND place.code = unit.code
    GROUP BY unit.as_of, place.top_code, place.name, place.sort_order
  ), city AS (
    SELECT m.as_of, (m.figures ->> 'covered')::int AS covered, (m.figures ->> 'counting')::int AS counting,
      (m.figures ->> 'leaders')::int AS leaders, (m.figures ->> 'supporters')::int AS supporters,
      ${countsOf((key) => `(m.figures #>> '{city,counts,${key}}')::int`)}
    FROM month m
  )
  SELECT t."asOf", t."isCity", t.code, t.name, t.covered, t.counting, t.leaders, t.supporters, ${Object.keys(
    FIGURES,
  )
    .map((name) => `t."${name}"`)
    .join(', ')}
  FROM (SELECT c.as_of AS "asOf", true AS "isCity", NULL::text AS code, '市全体' AS name, c.covered, c.counting, c.leaders, c.supporters,
    ${Object.keys(FIGURES)
      .map((name) => `c."${name}"`)
      .join(', ')}, NULL::int AS place_order
  FROM city c
  UNION ALL
  SELECT d.as_of, false, d.code, d.name, d.covered, d.counting, d.leaders, d.supporters,
    ${Object.keys(FIGURES)
      .map((name) => `d."${name}"`)
      .join(', ')}, d.sort_order
  FROM department d) t
  ORDER BY t."asOf", t."isCity" DESC, t.place_order NULLS LAST, t.code`,
  parameters: { from: 'date', on: 'date' },
  row: {
    asOf: col.date,
    isCity: col.bool,
    code: col.text.orNull,
    name: col.text,
    covered: col.int,
    counting: col.int,
    leaders: col.int,
    supporters: col.int,
    staff: col.int,
    holders: col.int,
    security: col.int,
    securityDone: col.int,
    ai: col.int,
    aiDone: col.int,
    aiEver: col.int,
    aiEverDone: col.int,
  },
});
/** The numbers of the city, or of one 部 (without a code: of none), at the end of a month. */
export type TrendRow = RowFrom<typeof TREND>;

const MONTH_ENDS = statement({
  name: 'coverage.written-months',
  sql: 'SELECT s.as_of AS "asOf" FROM figure_snapshots s WHERE s.as_of <= :on ORDER BY s.as_of DESC',
  parameters: { on: 'date' },
  row: { asOf: col.date },
});

/** Which units took over from which within the months: of those that are told on their own, whatever their kind. */
const TURNS = statement({
  name: 'coverage.trend-turns',
  sql: `SELECT s.kind, s.valid_from AS "on", b.code AS "beforeCode", a.code AS "afterCode",
      (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = b.id AND p.valid_from < s.valid_from ORDER BY p.valid_from DESC LIMIT 1) AS "beforeName",
      (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = a.id AND ${inForce('p', 's.valid_from')}) AS "afterName"
    FROM unit_successions s JOIN org_units b ON b.id = s.org_unit_id JOIN org_units a ON a.id = s.successor_id
    WHERE s.valid_from BETWEEN :from AND :on ORDER BY s.valid_from, b.code, a.code`,
  parameters: { from: 'date', on: 'date' },
  row: {
    kind: col.oneOf(['merger', 'split', 'takeover']),
    on: col.date,
    beforeCode: col.text,
    afterCode: col.text,
    beforeName: col.text.orNull,
    afterName: col.text.orNull,
  },
});

export type TrendTurn = RowFrom<typeof TURNS>;

/** How the figures went from month to month, as they were written down; nothing is counted anew. */
@Injectable()
export class TrendQueries {
  constructor(private readonly database: Database) {}

  /** The days of which something was written down, newest first. */
  async listMonthEnds(on: LocalDate): Promise<readonly LocalDate[]> {
    return (await this.database.all(MONTH_ENDS, { on })).map(({ asOf }) => asOf);
  }

  /** Oldest first, of each month the city before its 部. */
  async listTrend(from: LocalDate, on: LocalDate): Promise<readonly TrendRow[]> {
    const rows = await this.database.all(TREND, { from, on });
    return goingOn(rows, await this.listTurns(from, on));
  }

  async listTurns(from: LocalDate, on: LocalDate): Promise<readonly TrendTurn[]> {
    return this.database.all(TURNS, { from, on });
  }
}

/** A 部 that goes on whole under another code is one line; what merged or was split begins and ends its own. */
function goingOn(rows: readonly TrendRow[], turns: readonly TrendTurn[]): readonly TrendRow[] {
  const next = new Map(
    turns
      .filter(({ kind }) => kind === 'takeover')
      .map(({ beforeCode, afterCode }) => [beforeCode, afterCode]),
  );
  const last = (code: string): string => {
    const seen = new Set<string>();
    let at = code;
    for (let to = next.get(at); to !== undefined && !seen.has(to); to = next.get(at)) {
      seen.add(to);
      at = to;
    }
    return at;
  };
  return rows.map((row) => (row.code === null ? row : { ...row, code: last(row.code) }));
}
