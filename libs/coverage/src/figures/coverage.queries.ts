import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  diffDays,
  formatDateShort,
  InvalidInput,
  type LocalDate,
  type OrgUnitId,
  statement,
} from '@app/platform';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import type { CountingRule } from '../rule/counting-rule.rules';
import {
  type DatedTarget,
  datedTargetOf,
  type KpiTarget,
  TargetQueries,
} from '../target/target.queries';
import {
  type CourseLine,
  type FiguresOfPeople,
  hasSomebody,
  longestVacantFirst,
  type OutsideRow,
  toUnitCoverage,
  type UnitCoverage,
} from './coverage.rules';
import { BELOW, CITY, type CityFigures, type CoverageRow } from './coverage.sql';
import { sourceParameters } from './sources.sql';

/** The first promise: every unit that counts has a leader, or as many as the rule asks for. */
export interface LeaderPromise {
  readonly target: DatedTarget | null;
  readonly covered: number;
  readonly counting: number;
  readonly missing: number;
  readonly daysLeft: number | null;
}

/** The second promise: so many holders. The parts of the pipeline count each person once. */
export interface HolderPromise {
  readonly target: DatedTarget | null;
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

/**
 * A day of the city. The matrix adds up: `units` that are not inside another, and `outside`, sum up to the city's own
 * figures, which stand in this object; people with the role in two units are one person in `leaders`.
 */
export interface CityCoverage extends FiguresOfPeople {
  readonly asOf: LocalDate;
  readonly rule: CountingRule;
  /** What the plan promises on the day, in its order. */
  readonly targets: readonly KpiTarget[];
  readonly leader: LeaderPromise;
  readonly holder: HolderPromise;
  /** Distinct persons, however many units they serve. */
  readonly leaders: number;
  readonly supporters: number;
  /** Those among them who did something in the role in the ninety days up to the day. */
  readonly activeSupporters: number;
  /** 後から登録: people whose numbers were joined, or told apart, after the day, so that it is counted otherwise. */
  readonly joinedLater: number;
  /** 後から登録: people whose post, employment, absence or role on the day was recorded, or taken back, only after it. */
  readonly changedLater: number;
  /** Every unit that counts on the day, in the order of the organisation. */
  readonly units: readonly UnitCoverage[];
  /** People of a 部 and others who are in no unit that counts; the last one has no code: without a primary posting. */
  readonly outside: readonly OutsideRow[];
  /** Each mandatory course of the fiscal year, and what was carried over from earlier ones. */
  readonly courses: readonly CourseLine[];
  /** Without enough leaders: as many as `leader.missing`, those without any first. */
  readonly vacant: readonly UnitCoverage[];
  readonly apart: readonly UnitCoverage[];
}

const RECORDS_FROM = statement({
  name: 'coverage.records-from',
  sql: 'SELECT min(p.valid_from) AS day FROM postings p',
  parameters: {},
  row: { day: col.date.orNull },
});

/**
 * Where the city stands on a day: one statement after the rule and the targets of that day are known. Reads only;
 * past and future days alike, from the facts as they stand in the books now.
 */
@Injectable()
export class CoverageQueries {
  constructor(
    private readonly database: Database,
    private readonly rules: CountingRuleQueries,
    private readonly targets: TargetQueries,
  ) {}

  async coverageAsOf(on: LocalDate): Promise<CityCoverage> {
    return this.coverageUnder(await this.rules.getRuleOn(on), on);
  }

  /**
   * The first day of which it is known who belonged where; null without anybody. Of the days before it nothing can be
   * counted: their figures would be 0 and say nothing of the city.
   */
  async recordsFrom(): Promise<LocalDate | null> {
    return (await this.database.only(RECORDS_FROM, {})).day;
  }

  /** For what is taken along or read by scripts: zeros would be taken for facts. */
  async requireRecords(on: LocalDate): Promise<void> {
    const first = await this.recordsFrom();
    if (first !== null && on < first)
      throw new InvalidInput({ asOf: beforeRecordsText(on, first) });
  }

  /** The same under a rule that need not be the one of the day: what a planned version would change. */
  async coverageUnder(rule: CountingRule, on: LocalDate): Promise<CityCoverage> {
    // One after the other: within a command both go over one connection.
    const targets = await this.targets.listTargetsOn(on);
    const row = await this.database.only(CITY, sourceParameters(on, rule));
    const { city } = row;
    const units = unitsOf(row, rule, on);
    const { counts, leftOut, leftOutOf, leaders, joinedLater, changedLater } = city;
    return {
      asOf: on,
      rule,
      targets,
      leader: leaderPromise(units, targets, on),
      holder: holderPromise(city, targets, on),
      counts,
      leftOut,
      leftOutOf,
      leaders,
      supporters: city.supporters,
      activeSupporters: city.activeSupporters,
      joinedLater,
      changedLater,
      units,
      outside: row.outside.filter((it) => it.code !== null || hasSomebody(it)),
      courses: row.courses,
      vacant: longestVacantFirst(units),
      apart: units.filter((unit) => unit.state === 'apart'),
    };
  }

  /** The same rows for a unit and everything below it only; at the cost of these units, not of the city. */
  async coverageOfUnits(
    unitIds: readonly OrgUnitId[],
    on: LocalDate,
  ): Promise<Pick<CityCoverage, 'units' | 'courses'>> {
    const rule = await this.rules.getRuleOn(on);
    const row = await this.database.only(BELOW, { ...sourceParameters(on, rule), unitIds });
    return { units: unitsOf(row, rule, on), courses: row.courses };
  }
}

export function beforeRecordsText(on: LocalDate, first: LocalDate): string {
  return `${formatDateShort(on)}の職員の記録はありません。記録は${formatDateShort(first)}からです。それより前の日は数えられないため、数字を示しません。`;
}

function unitsOf({ units }: CoverageRow, rule: CountingRule, on: LocalDate): UnitCoverage[] {
  return units.map((facts) => toUnitCoverage(facts, on, rule.minimumLeaders));
}

function leaderPromise(
  units: readonly UnitCoverage[],
  targets: readonly KpiTarget[],
  on: LocalDate,
): LeaderPromise {
  const target = datedTargetOf(targets, 'leader_coverage');
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
  const target = datedTargetOf(targets, 'it_passport_holders');
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
