import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission, seesAhead } from '@app/access';
import { RoleQueries } from '@app/appointments';
import { addDays, Database, idOf, instantAt, type LocalDate } from '@app/platform';
import { type CandidatePath, CandidatePaths } from '../bench/candidate-paths';
import { sourceParameters } from '../figures/sources.sql';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import { datedTargetOf, TargetQueries } from '../target/target.queries';
import { isOneShort, type JudgedUnit, type OneShort, oneShortOf } from './one-short.rules';
import {
  candidateAhead,
  type CandidateAhead,
  inTimeFor,
  missingOf,
  outlookState,
  standsOut,
  yearEndsUntil,
} from './outlook.rules';
import {
  type NamedStretch,
  NAMES_THEN,
  OUTLOOK_PAGE,
  OUTLOOK_STATES,
  type OutlookSort,
  type OutlookState,
  type PersonThen,
  SHORT_PAGE,
  type ShortSort,
  type Stretch,
  type UnitAhead,
  UNITS_AHEAD,
} from './outlook.sql';

const LEADER = 'leader';
const NOBODY: PersonThen = { name: '', staffNumber: '' };

export interface OutlookFilter {
  /** The day from which it is looked ahead, with what was in the books at its end. */
  readonly from: LocalDate;
  /** Who could follow is told of today and of days ahead alone: what somebody lacked on an earlier day nobody wrote down. */
  readonly today: LocalDate;
  /** The last day of one fiscal year; without it all of them. */
  readonly yearEnd?: LocalDate | undefined;
  /** The code of the unit above (部). */
  readonly department?: string | undefined;
}

type Page = { readonly number: number; readonly size: number } | null;
type OutlookCounts = Readonly<Record<OutlookState, number>>;

interface NameOfOne {
  readonly name: string | null;
  readonly staffNumber: string | null;
}

/** One unit at the end of one fiscal year. */
export interface OutlookRow {
  readonly yearEnd: LocalDate;
  readonly unit: UnitAhead;
  readonly state: OutlookState;
  readonly missing: number;
  /** Who leads it then, and who will have stopped. */
  readonly leaders: readonly NamedStretch[];
  readonly losses: readonly NamedStretch[];
  /** Whoever could be in time first; by name where somebody stands out. */
  readonly best: (CandidateAhead & NameOfOne) | null;
  readonly others: number;
  /** How many of the unit lack one requirement. */
  readonly oneShort: number;
}

export interface CoverageOutlook {
  readonly yearEnds: readonly LocalDate[];
  /** The units above those that count, in the order of the organisation. */
  readonly departments: readonly { readonly code: string; readonly name: string }[];
  /** Of each fiscal year, whatever the filter. */
  readonly sums: readonly { readonly yearEnd: LocalDate; readonly counts: OutlookCounts }[];
  /** How many the filter finds, by state. */
  readonly counts: OutlookCounts;
  readonly rows: readonly OutlookRow[];
}

export interface OneShortList {
  readonly yearEnds: readonly LocalDate[];
  readonly departments: CoverageOutlook['departments'];
  readonly total: number;
  readonly rows: readonly OneShort[];
}

type Ahead = Pick<JudgedUnit, 'yearEnd' | 'unit' | 'missing'>;

interface Look {
  readonly yearEnds: readonly LocalDate[];
  readonly departments: CoverageOutlook['departments'];
  readonly all: readonly JudgedUnit[];
  readonly found: readonly JudgedUnit[];
}

const knownAtEndOf = (day: LocalDate): Date => instantAt(addDays(day, 1));

/**
 * Which units will have a leader at the end of each fiscal year until the promise is due: from terms, postings, leave and
 * employments as the books of a day foresee them, without any renewal; and where there is none, who could be in time, unless
 * the day has passed. Derived and repeatable: the same books give the same answer.
 */
@Injectable()
export class CoverageOutlookQueries {
  constructor(
    private readonly database: Database,
    private readonly rules: CountingRuleQueries,
    private readonly targets: TargetQueries,
    private readonly roles: RoleQueries,
    private readonly paths: CandidatePaths,
  ) {}

  async listUnits(
    actor: Actor,
    filter: OutlookFilter & {
      readonly state?: OutlookState | undefined;
      readonly sort: OutlookSort;
    },
    page: Page,
  ): Promise<CoverageOutlook> {
    const { yearEnds, departments, all, found } = await this.look(actor, filter);
    const { from } = filter;
    const rows = await this.database.all(OUTLOOK_PAGE[filter.sort], {
      placed: found.map(placedOf),
      ...{ state: filter.state ?? null, from, knownAt: knownAtEndOf(from), ...cut(page) },
    });
    const shown = rows.flatMap(({ key, ...who }) => {
      const it = found[key];
      return it === undefined ? [] : [{ it, who }];
    });
    const names = await this.namesOf(
      shown.map(({ it }) => it.unit),
      from,
    );
    return {
      ...{ yearEnds, departments, counts: countsOf(found) },
      sums: yearEnds.map((yearEnd) => ({
        yearEnd,
        counts: countsOf(all.filter((it) => it.yearEnd === yearEnd)),
      })),
      rows: shown.map(({ it, who }) => rowOf(it, who, names)),
    };
  }

  /** Nobody twice of one unit, however many years it lacks a leader; of a day that has passed nobody. */
  async listOneShort(
    actor: Actor,
    filter: OutlookFilter & { readonly unitCode?: string | undefined; readonly sort: ShortSort },
    page: Page,
  ): Promise<OneShortList> {
    const { yearEnds, departments, found } = await this.look(actor, filter);
    const lacking = found.filter(
      ({ unit, missing }) =>
        missing > 0 && (filter.unitCode === undefined || unit.code === filter.unitCode),
    );
    const short = oneShortOf(lacking);
    const rows = await this.database.all(SHORT_PAGE[filter.sort], {
      placed: short.map(({ unit, on, personId }, key) => ({
        ...{ key, place: unit.place, day: on, personId },
      })),
      ...{ from: filter.from, knownAt: knownAtEndOf(filter.from), ...cut(page) },
    });
    return {
      ...{ yearEnds, departments, total: short.length },
      rows: rows.flatMap(({ key, ...line }) => {
        const it = short[key];
        return it === undefined ? [] : [{ ...line, ...it }];
      }),
    };
  }

  private async look(actor: Actor, filter: OutlookFilter): Promise<Look> {
    requirePermission(actor, 'coverage.read');
    requirePermission(actor, 'appointments.read');
    const { from, today, yearEnd, department } = filter;
    const isPast = from < today;
    const targets = await this.targets.listTargetsAsKnown(from, knownAtEndOf(from));
    const yearEnds = yearEndsUntil(from, datedTargetOf(targets, 'leader_coverage')?.dueOn ?? null);
    const ahead: Ahead[] = [];
    for (const day of yearEnds) ahead.push(...(await this.unitsOn(actor, from, day)));
    const paths = isPast ? null : await this.pathsOf(actor, ahead, from);
    const all = ahead.map((it) => (paths === null ? onRecordOnly(it) : judged(it, paths)));
    const found = all.filter(
      (it) =>
        (yearEnd === undefined || it.yearEnd === yearEnd) &&
        (department === undefined || it.unit.parentCode === department),
    );
    return { yearEnds, departments: departmentsOf(all), all, found };
  }

  private async unitsOn(actor: Actor, from: LocalDate, yearEnd: LocalDate): Promise<Ahead[]> {
    const knownAt = knownAtEndOf(from);
    const rule = await this.rules.getRuleAsKnown(yearEnd, knownAt);
    const { leaderPostingKinds, includeUnitsBelow, excludeAbsent, minimumLeaders, regularTypes } =
      sourceParameters(yearEnd, rule);
    const units = await this.database.all(UNITS_AHEAD, {
      ...{ on: yearEnd, from, knownAt, seesAhead: seesAhead(actor) },
      ...{ leaderPostingKinds, includeUnitsBelow, excludeAbsent, minimumLeaders, regularTypes },
    });
    return units.map((unit) => ({ yearEnd, unit, missing: missingOf(unit, minimumLeaders) }));
  }

  /** Of everybody who works in a unit that will lack a leader; nobody is employed only later. */
  private async pathsOf(
    actor: Actor,
    ahead: readonly Ahead[],
    on: LocalDate,
  ): Promise<ReadonlyMap<string, CandidatePath>> {
    const version = await this.roles.findOn(LEADER, on);
    const personIds = new Set(
      ahead
        .filter(({ missing }) => missing > 0)
        .flatMap(({ unit }) => unit.people.map(({ personId }) => idOf<'person'>(personId))),
    );
    if (version === null || personIds.size === 0) return new Map();
    const paths = await this.paths.forOffice({ version, on, personIds: [...personIds] }, actor);
    return new Map(paths.map((path) => [path.personId, path]));
  }

  private async namesOf(
    units: readonly UnitAhead[],
    from: LocalDate,
  ): Promise<ReadonlyMap<string, PersonThen>> {
    const stretches = units.flatMap(({ leaders, losses }) => [...leaders, ...losses]);
    const personIds = [...new Set(stretches.map(({ personId }) => personId))];
    const lines = await this.database.all(NAMES_THEN, {
      ...{ personIds, from, knownAt: knownAtEndOf(from) },
    });
    return new Map(lines.map((line) => [line.personId, line]));
  }
}

/** Of a day that has passed: what was on record, and not what could have been done. */
function onRecordOnly({ yearEnd, unit, missing }: Ahead): JudgedUnit {
  const state = missing > 0 ? 'vacant' : outlookState(unit, missing, 0);
  return { yearEnd, unit, missing, state, candidates: [], inTime: [] };
}

function judged(
  { yearEnd, unit, missing }: Ahead,
  paths: ReadonlyMap<string, CandidatePath>,
): JudgedUnit {
  const candidates = missing === 0 ? [] : candidatesOf(unit, yearEnd, paths);
  const inTime = inTimeFor(yearEnd, candidates);
  const state = outlookState(unit, missing, inTime.length);
  return { yearEnd, unit, missing, state, candidates, inTime };
}

function candidatesOf(
  { people }: UnitAhead,
  day: LocalDate,
  paths: ReadonlyMap<string, CandidatePath>,
): readonly CandidateAhead[] {
  return people.flatMap((member) => {
    const path = paths.get(member.personId);
    const found = path === undefined ? null : candidateAhead(member, path, day);
    return found === null ? [] : [found];
  });
}

function placedOf({ yearEnd, unit, state, inTime }: JudgedUnit, key: number) {
  const [best] = inTime;
  return {
    ...{ key, state, yearEnd, place: unit.place },
    ...{ day: best?.on ?? null, personId: standsOut(inTime) ? best?.path.personId : null },
  };
}

function rowOf(
  { yearEnd, unit, state, missing, candidates, inTime }: JudgedUnit,
  who: NameOfOne,
  names: ReadonlyMap<string, PersonThen>,
): OutlookRow {
  const named = (stretches: readonly Stretch[]) =>
    stretches.map((it) => ({ ...it, ...(names.get(it.personId) ?? NOBODY) }));
  const [best] = inTime;
  return {
    ...{ yearEnd, unit, state, missing },
    ...{ leaders: named(unit.leaders), losses: named(unit.losses) },
    best: best ? { ...best, ...who } : null,
    others: Math.max(0, inTime.length - 1),
    oneShort: candidates.filter(isOneShort).length,
  };
}

function countsOf(rows: readonly JudgedUnit[]): OutlookCounts {
  const counts: Record<OutlookState, number> = {
    nobody: 0,
    in_reach: 0,
    vacant: 0,
    on_record: 0,
    apart: 0,
  };
  for (const state of OUTLOOK_STATES)
    counts[state] = rows.filter((it) => it.state === state).length;
  return counts;
}

function departmentsOf(rows: readonly JudgedUnit[]): CoverageOutlook['departments'] {
  const found = new Map<string, string>();
  for (const { unit } of rows)
    if (unit.parentCode !== null && !found.has(unit.parentCode))
      found.set(unit.parentCode, unit.parentName ?? unit.parentCode);
  return [...found].map(([code, name]) => ({ code, name }));
}

function cut(page: Page) {
  return { limit: page?.size ?? null, offset: page === null ? 0 : (page.number - 1) * page.size };
}
