import { Injectable } from '@nestjs/common';
import { type Actor, requireUnit, seesAllUnits } from '@app/access';
import { lastDueDateOver } from '@app/courses';
import { inForce, searchPattern, unitsBelow } from '@app/organization';
import {
  Clock,
  col,
  Database,
  type LocalDate,
  MAXIMUM_EXPORT_ROWS,
  NotFound,
  OfficeCalendars,
  type OrgUnitId,
  type PersonId,
  type RowOf,
  statement,
} from '@app/platform';
import { CoverageQueries } from '../figures/coverage.queries';
import type { CourseLine, UnitCoverage } from '../figures/coverage.rules';
import { sourceParameters } from '../figures/sources.sql';
import { CountingRuleQueries } from '../rule/counting-rules.queries';
import {
  MEMBERS_BY,
  TEAM_ASKED,
  TEAM_COUNTS,
  type TeamAsked,
  type TeamCounts,
  type TeamMember,
  type TeamSort,
  type TeamStanding,
} from './team-members.sql';

const UNIT_ROW = {
  unitId: col.id<'org_unit'>(),
  code: col.text,
  name: col.text,
  parentName: col.text.orNull,
};
export type TeamUnit = RowOf<typeof UNIT_ROW>;

/** Which of the people of a team, in which order, and which page of them. */
export interface TeamFilter {
  /** Number, name or reading of today, in any width, with or without spaces. */
  readonly search?: string | undefined;
  readonly standings?: readonly TeamStanding[] | undefined;
  /** The code of a unit below: only its people and those below it. */
  readonly part?: string | undefined;
  /** Only these. */
  readonly personIds?: readonly PersonId[] | undefined;
  /** Only who has a role or holds the certificate. */
  readonly isQualified?: boolean | undefined;
  /** By unit and post unless given. */
  readonly sort?: TeamSort | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** Who can be asked to finish something. */
export const UNFINISHED: readonly TeamStanding[] = ['overdue', 'open', 'started'];

/** Everybody, as a file takes them along. */
export const WHOLE_TEAM: TeamFilter = { page: 1, pageSize: MAXIMUM_EXPORT_ROWS };

export interface Team {
  readonly unit: TeamUnit;
  readonly on: LocalDate;
  /** The units at or below this one that count; empty for a part of one. */
  readonly units: readonly UnitCoverage[];
  /** Everything below it. */
  readonly parts: readonly TeamUnit[];
  /** Each mandatory course of the people of the unit and below it. */
  readonly courses: readonly CourseLine[];
  /** Where a part of a unit is counted. */
  readonly countedIn: string | null;
  /** What anybody has still to finish. */
  readonly asked: readonly TeamAsked[];
  readonly counts: TeamCounts;
  /** One page of those whom the filter finds. */
  readonly members: readonly TeamMember[];
  /** How many the filter finds. */
  readonly total: number;
}

/** What home tells a head of all that they head. */
export interface HeadedUnits {
  readonly units: readonly UnitCoverage[];
  readonly members: readonly TeamMember[];
}

const unitText = (which: string): string => `
  SELECT o.id AS "unitId", o.code, u.name, parent.name AS "parentName"
  FROM org_units o
  JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${inForce('u', ':on')}
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = u.parent_org_unit_id AND ${inForce('parent', ':on')}
  WHERE ${which}
  ORDER BY parent.sort_order, u.sort_order, o.code`;

const UNITS_THAT_COUNT = statement({
  name: 'coverage.team-units-that-count',
  sql: unitText('u.counts_for_leader_kpi'),
  parameters: { on: 'date' },
  row: UNIT_ROW,
});

const TOPMOST_UNITS = statement({
  name: 'coverage.team-topmost-units',
  sql: unitText(
    'o.id = ANY (:unitIds) AND (u.parent_org_unit_id IS NULL OR u.parent_org_unit_id <> ALL (:unitIds))',
  ),
  parameters: { on: 'date', unitIds: 'uuid[]' },
  row: UNIT_ROW,
});

const UNIT_BY_CODE = statement({
  name: 'coverage.team-unit',
  sql: unitText('o.code = :code'),
  parameters: { on: 'date', code: 'text' },
  row: UNIT_ROW,
});

/** Asked on its own, so that the planner of the next statements knows how few they are. */
const UNITS_BELOW = statement({
  name: 'coverage.team-units-below',
  sql: `WITH RECURSIVE ${unitsBelow('SELECT :unitId AS org_unit_id', ':on')} SELECT org_unit_id AS id FROM below`,
  parameters: { on: 'date', unitId: 'uuid' },
  row: { id: col.id<'org_unit'>() },
});

const PARTS = statement({
  name: 'coverage.team-parts',
  sql: unitText('o.id = ANY (:unitIds) AND o.id <> :unitId'),
  parameters: { on: 'date', unitId: 'uuid', unitIds: 'uuid[]' },
  row: UNIT_ROW,
});

const COUNTING_ABOVE = statement({
  name: 'coverage.team-counting-above',
  sql: `WITH RECURSIVE above AS (
      SELECT u.parent_org_unit_id AS id, 1 AS step FROM org_unit_periods u WHERE u.org_unit_id = :unitId AND ${inForce('u', ':on')}
      UNION ALL
      SELECT u.parent_org_unit_id, above.step + 1 FROM above
      JOIN org_unit_periods u ON u.org_unit_id = above.id AND ${inForce('u', ':on')} WHERE above.step < 20
    )
    SELECT u.name FROM above JOIN org_unit_periods u ON u.org_unit_id = above.id AND ${inForce('u', ':on')}
    WHERE u.counts_for_leader_kpi ORDER BY above.step LIMIT 1`,
  parameters: { on: 'date', unitId: 'uuid' },
  row: { name: col.text },
});

/** What the head of a unit may see of it today: state, never scores; and never what lies ahead by unpublished orders. */
@Injectable()
export class TeamQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly coverage: CoverageQueries,
    private readonly rules: CountingRuleQueries,
    private readonly calendars: OfficeCalendars,
  ) {}

  /** The topmost units the actor heads; every unit that counts for those who see all. */
  async listTeams(actor: Actor): Promise<readonly TeamUnit[]> {
    const on = this.clock.today();
    if (actor.headedUnitIds.length === 0 && seesAllUnits(actor)) {
      return this.database.all(UNITS_THAT_COUNT, { on });
    }
    return this.database.all(TOPMOST_UNITS, { on, unitIds: actor.headedUnitIds });
  }

  /** NotFound for a unit that is not the actor's, exactly as for one that does not exist. */
  async getUnit(actor: Actor, code: string): Promise<TeamUnit> {
    const unit = await this.database.first(UNIT_BY_CODE, { on: this.clock.today(), code });
    if (!unit) throw new NotFound();
    requireUnit(actor, unit.unitId);
    return unit;
  }

  /** The unit itself and everything below it today. */
  async listBelow(unitId: OrgUnitId): Promise<readonly OrgUnitId[]> {
    const on = this.clock.today();
    return (await this.database.all(UNITS_BELOW, { on, unitId })).map((row) => row.id);
  }

  async getTeam(actor: Actor, unitCode: string, filter: TeamFilter = WHOLE_TEAM): Promise<Team> {
    const on = this.clock.today();
    const unit = await this.getUnit(actor, unitCode);
    const { unitId } = unit;
    const unitIds = await this.listBelow(unitId);
    const parts = await this.database.all(PARTS, { on, unitId, unitIds });
    const sources = { ...(await this.sourcesOn(on)), unitIds };
    const [{ units, courses }, found, counts, asked, above] = await Promise.all([
      this.coverage.coverageOfUnits(unitIds, on),
      this.listMembers(sources, filter),
      this.database.first(TEAM_COUNTS, sources),
      this.database.all(TEAM_ASKED, sources),
      this.database.first(COUNTING_ABOVE, { on, unitId }),
    ]);
    const countedIn = units.length > 0 ? null : (above?.name ?? null);
    return {
      unit,
      on,
      units,
      parts,
      courses,
      asked,
      counts: counts ?? NOBODY,
      ...found,
      countedIn,
    };
  }

  /** Everything at and below the units that the actor heads, on one page: those who head none are told nothing. */
  async readHeaded({ headedUnitIds: unitIds }: Actor): Promise<HeadedUnits> {
    if (unitIds.length === 0) return { units: [], members: [] };
    const on = this.clock.today();
    const sources = { ...(await this.sourcesOn(on)), unitIds };
    const [{ units }, { members }] = await Promise.all([
      this.coverage.coverageOfUnits(unitIds, on),
      this.listMembers(sources, WHOLE_TEAM),
    ]);
    return { units, members };
  }

  private async sourcesOn(on: LocalDate): Promise<Sources> {
    const [rule, calendar] = await Promise.all([
      this.rules.getRuleOn(on),
      this.calendars.current(),
    ]);
    return sourceParameters(on, rule, lastDueDateOver(calendar, on));
  }

  /** The people alone, without the figures of their unit. */
  async listPeople(
    actor: Actor,
    unitCode: string,
    filter: TeamFilter,
  ): Promise<Pick<Team, 'unit' | 'on' | 'members' | 'total'>> {
    const on = this.clock.today();
    const unit = await this.getUnit(actor, unitCode);
    const unitIds = await this.listBelow(unit.unitId);
    const sources = { ...(await this.sourcesOn(on)), unitIds };
    return { unit, on, ...(await this.listMembers(sources, filter)) };
  }

  /** A unit that is not there has nobody. */
  private async listOfPart(code: string): Promise<readonly OrgUnitId[]> {
    const unit = await this.database.first(UNIT_BY_CODE, { on: this.clock.today(), code });
    return unit === null ? [] : this.listBelow(unit.unitId);
  }

  private async listMembers(
    sources: Sources & { readonly unitIds: readonly OrgUnitId[] },
    { search, standings, isQualified = false, sort = 'unit', page, pageSize, ...only }: TeamFilter,
  ): Promise<Pick<Team, 'members' | 'total'>> {
    const { part, personIds = null } = only;
    const members = await this.database.all(MEMBERS_BY[sort], {
      ...sources,
      search: searchPattern(search),
      within: part === undefined ? null : await this.listOfPart(part),
      personIds,
      standings: standings ?? null,
      isQualified,
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    return { members, total: members[0]?.total ?? 0 };
  }
}

const NOBODY: TeamCounts = {
  ...{ people: 0, open: 0, overdue: 0, done: 0, unfinished: 0, qualified: 0 },
  ...{ securityMust: 0, securityDone: 0, aiMust: 0, aiDone: 0 },
};

type Sources = ReturnType<typeof sourceParameters>;
