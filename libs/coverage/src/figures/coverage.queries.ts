import { Injectable } from '@nestjs/common';
import { detailsOn } from '@app/organization';
import { Database, diffDays, type LocalDate } from '@app/platform';
import { CountingRuleQueries, type KpiTarget } from '../rule/counting-rules.queries';
import type { CountingRule } from '../rule/counting-rule.rules';
import {
  type FigureCounts,
  type LeftOutCounts,
  longestVacantFirst,
  toUnitCoverage,
  type UnitCoverage,
  type UnitFacts,
} from './coverage.rules';
import { LEFT_OUT_OF_RATE, STAFF_FIGURE_SQL, STAFF_FIGURES } from './figure.rules';
import { ALL_SOURCES, ALL_SOURCES_BELOW, sourceParameters, validOn } from './sources.sql';

/** The first promise: every unit that counts has a leader. */
export interface LeaderPromise {
  readonly target: KpiTarget | null;
  readonly covered: number;
  readonly counting: number;
  readonly missing: number;
  readonly daysLeft: number | null;
}

/** The second promise: so many holders. The parts of the pipeline count each person once. */
export interface HolderPromise {
  readonly target: KpiTarget | null;
  readonly targetValue: number | null;
  readonly now: number;
  readonly provisional: number;
  readonly reported: number;
  readonly booked: number;
  readonly higherOnly: number;
  readonly missing: number | null;
  readonly daysLeft: number | null;
  /** Holders who passed within the twelve months up to D. */
  readonly passedLastYear: number;
}

export interface CityCoverage {
  readonly asOf: LocalDate;
  readonly rule: CountingRule;
  readonly leader: LeaderPromise;
  readonly holder: HolderPromise;
  readonly counts: FigureCounts;
  readonly leftOut: LeftOutCounts;
  /** Distinct persons, however many units they serve. */
  readonly leaders: number;
  readonly supporters: number;
  /** Every unit that counts on the day, in the order of the organisation. */
  readonly units: readonly UnitCoverage[];
  readonly vacant: readonly UnitCoverage[];
  readonly apart: readonly UnitCoverage[];
}

interface CityFigures {
  readonly counts: FigureCounts;
  readonly leftOut: LeftOutCounts;
  readonly leaders: number;
  readonly supporters: number;
  readonly passedLastYear: number;
}

const figureSums = (sum: (column: string) => string): string => {
  const counts = STAFF_FIGURES.map((name) => `'${name}', ${sum(name)}`);
  const leftOut = LEFT_OUT_OF_RATE.map((reason) => `'${reason}', ${sum(`out_${reason}`)}`);
  return `json_build_object(${counts.join(', ')}) AS counts, json_build_object(${leftOut.join(', ')}) AS "leftOut"`;
};

/**
 * Counts per lowest unit first: a person has one primary posting, so sums over units count everybody once. Alike
 * people are put together before that, so that each condition is tried once a kind and not once a person.
 */
const KIND = 'org_unit_id, is_employed, is_regular, is_higher_only, exam_state, mandatory_state';
const people = (condition: string): string =>
  `COALESCE(sum(people) FILTER (WHERE ${condition}), 0)::int`;
const LEAVES = `alike AS (
  SELECT ${KIND}, count(*) AS people,
    count(*) FILTER (WHERE passed_on > ($1::date - interval '1 year') AND passed_on <= $1) AS passed_last_year
  FROM staff GROUP BY ${KIND}
), leaf AS (
  SELECT org_unit_id,
    ${STAFF_FIGURES.map((name) => `${people(STAFF_FIGURE_SQL[name].counted)} AS ${name}`).join(', ')},
    ${LEFT_OUT_OF_RATE.map((reason) => `${people(`mandatory_state = '${reason}'`)} AS out_${reason}`).join(', ')},
    sum(passed_last_year) FILTER (WHERE ${STAFF_FIGURE_SQL.holders.counted})::int AS passed_last_year
  FROM alike GROUP BY org_unit_id
)`;

const sumOf = (column: string): string => `COALESCE(sum(leaf.${column}), 0)::int`;

/** What ends first for somebody present on D: the term, the post, the employment, or an absence begins. */
const ENDS_BY = `CASE
  WHEN upper(now.during) IS NULL THEN NULL
  WHEN upper(now.during) = now.ended_before THEN 'ended_early'
  WHEN upper(now.during) = now.term_end + 1 THEN 'term_ends'
  WHEN starting.status = 'seconded' THEN 'seconded'
  WHEN starting.status IS NOT NULL THEN 'on_leave'
  WHEN NOT now.service @> upper(now.during) THEN 'leaves_service'
  ELSE 'transferred' END`;

const statement = (sources: string): string => `${sources}, ${LEAVES},
unit_sum AS (
  SELECT tree_now.top_id, array_agg(tree_now.org_unit_id) AS unit_ids, ${figureSums(sumOf)}
  FROM tree_now LEFT JOIN leaf ON leaf.org_unit_id = tree_now.org_unit_id
  GROUP BY tree_now.top_id
), now AS (
  SELECT * FROM presence WHERE during @> $1::date
), role_holder AS (
  SELECT now.top_id, json_agg(json_build_object('appointmentId', now.appointment_id, 'personId', now.person_id,
    'staffNumber', n.staff_number, 'name', p.name, 'role', now.role, 'termEnd', now.term_end,
    'lastDay', upper(now.during) - 1, 'endsBy', ${ENDS_BY}) ORDER BY now.term_start, n.staff_number) AS people
  FROM now
  JOIN ${detailsOn('p', 'now.person_id', '$1')}
  JOIN staff_numbers n ON n.person_id = p.person_id AND ${validOn('n')}
  LEFT JOIN employment_statuses starting ON starting.person_id = now.person_id AND starting.valid_from = upper(now.during)
  GROUP BY now.top_id
), unit_row AS (
  SELECT c.id AS "unitId", c.code, c.name, c.kind, parent.name AS "parentName", s.unit_ids AS "unitIds", s.counts, s."leftOut",
    COALESCE(h.people, '[]'::json) AS "roleHolders",
    COALESCE(covered.during @> $1::date, false) AS "isCovered",
    (SELECT max(upper(r)) FROM unnest(covered.during) r WHERE upper(r) <= $1) AS "uncoveredSince",
    (SELECT upper(r) FROM unnest(covered.during) r WHERE r @> $1::date) AS "coveredUntil",
    (SELECT min(lower(r)) FROM unnest(covered.during) r WHERE lower(r) > $1) AS "coveredFrom",
    parent.sort_order AS parent_order, c.sort_order
  FROM counting c
  JOIN unit_sum s ON s.top_id = c.id
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = c.parent_org_unit_id AND ${validOn('parent')}
  LEFT JOIN covered ON covered.top_id = c.id
  LEFT JOIN role_holder h ON h.top_id = c.id
), city AS (
  SELECT ${figureSums(sumOf)}, ${sumOf('passed_last_year')} AS "passedLastYear",
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'leader') AS leaders,
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'supporter') AS supporters
  FROM leaf
)
SELECT (SELECT row_to_json(city) FROM city) AS city,
  COALESCE((SELECT json_agg(unit_row ORDER BY parent_order, sort_order, code) FROM unit_row), '[]'::json) AS units`;

const CITY = statement(ALL_SOURCES);
const BELOW = statement(ALL_SOURCES_BELOW);

/**
 * Where the city stands on a day: one statement after the rule and the targets of that day are known. Reads only;
 * past and future days alike, from the facts as they stand in the books now.
 */
@Injectable()
export class CoverageQueries {
  constructor(
    private readonly database: Database,
    private readonly rules: CountingRuleQueries,
  ) {}

  async coverageAsOf(on: LocalDate): Promise<CityCoverage> {
    return this.coverageUnder(await this.rules.getRuleOn(on), on);
  }

  /** The same under a rule that need not be the one of the day: what a planned version would change. */
  async coverageUnder(rule: CountingRule, on: LocalDate): Promise<CityCoverage> {
    const targets = await this.rules.listTargetsOn(on);
    const { city, units } = await this.count(CITY, sourceParameters(on, rule), { on, rule });
    const { counts, leftOut, leaders, supporters } = city;
    return {
      asOf: on,
      rule,
      leader: leaderPromise(units, targets, on),
      holder: holderPromise(city, targets, on),
      counts,
      leftOut,
      leaders,
      supporters,
      units,
      vacant: longestVacantFirst(units),
      apart: units.filter((unit) => unit.state === 'apart'),
    };
  }

  /** The same rows for a unit and everything below it only; at the cost of these units, not of the city. */
  async coverageOfUnits(
    unitIds: readonly string[],
    on: LocalDate,
  ): Promise<readonly UnitCoverage[]> {
    const rule = await this.rules.getRuleOn(on);
    return (await this.count(BELOW, [...sourceParameters(on, rule), unitIds], { on, rule })).units;
  }

  private async count(
    sql: string,
    parameters: readonly unknown[],
    { on, rule }: { readonly on: LocalDate; readonly rule: CountingRule },
  ) {
    const row = await this.database.queryOne<{ city: CityFigures; units: UnitFacts[] }>(
      sql,
      parameters,
    );
    if (!row) throw new Error('The coverage statement always returns one row');
    const units = row.units.map((facts) => toUnitCoverage(facts, on, rule.minimumLeaders));
    return { city: row.city, units };
  }
}

function leaderPromise(
  units: readonly UnitCoverage[],
  targets: readonly KpiTarget[],
  on: LocalDate,
): LeaderPromise {
  const target = targets.find((it) => it.code === 'leader_coverage') ?? null;
  const covered = units.filter((unit) => unit.state === 'covered').length;
  const counting = units.filter((unit) => unit.state !== 'apart').length;
  return {
    target,
    covered,
    counting,
    missing: counting - covered,
    daysLeft: target && diffDays(on, target.dueOn),
  };
}

function holderPromise(
  city: CityFigures,
  targets: readonly KpiTarget[],
  on: LocalDate,
): HolderPromise {
  const target = targets.find((it) => it.code === 'it_passport_holders') ?? null;
  const targetValue = target?.targetValue ?? null;
  const { holders, provisional, reported, booked, higher_only: higherOnly } = city.counts;
  return {
    target,
    targetValue,
    now: holders,
    provisional,
    reported,
    booked,
    higherOnly,
    missing: targetValue === null ? null : Math.max(0, targetValue - holders),
    daysLeft: target && diffDays(on, target.dueOn),
    passedLastYear: city.passedLastYear,
  };
}
