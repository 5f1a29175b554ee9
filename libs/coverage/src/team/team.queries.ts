import { Injectable } from '@nestjs/common';
import { type Actor, requireUnit, seesAllUnits } from '@app/access';
import { obligationTitle } from '@app/courses';
import { Clock, Database, type LocalDate, NotFound } from '@app/platform';
import { CoverageQueries } from '../figures/coverage.queries';
import type { UnitCoverage } from '../figures/coverage.rules';
import type { LeftOutOfRate } from '../figures/figure.rules';
import { ALL_SOURCES_BELOW, sourceParameters, validOn } from '../figures/sources.sql';
import { CountingRuleQueries } from '../rule/counting-rules.queries';

export interface TeamUnit {
  readonly unitId: string;
  readonly code: string;
  readonly name: string;
  readonly parentName: string | null;
}

/** Mandated learning of one person. There is no score in it, and nothing that was chosen freely. */
export interface TeamCourse {
  readonly title: string;
  readonly dueOn: LocalDate | null;
  readonly state: 'done' | 'open' | 'exempt';
}

export interface TeamMember {
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly unitName: string;
  readonly postTitle: string;
  /** done or open, or why nothing is expected. */
  readonly mandatoryState: 'done' | 'open' | LeftOutOfRate;
  readonly courses: readonly TeamCourse[];
  readonly isHolder: boolean;
  readonly roles: readonly { readonly role: 'leader' | 'supporter'; readonly termEnd: LocalDate }[];
}

export interface Team {
  readonly unit: TeamUnit;
  readonly on: LocalDate;
  /** The units at or below this one that count; empty for a part of one. */
  readonly units: readonly UnitCoverage[];
  /** Where a part of a unit is counted. */
  readonly countedIn: string | null;
  readonly members: readonly TeamMember[];
}

const MEMBERS = `${ALL_SOURCES_BELOW}, course AS (
  SELECT o.person_id, json_agg(json_build_object('title', ${obligationTitle('v.title', 'o')}, 'dueOn', o.due_on, 'state',
      CASE o.state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' ELSE 'open' END)
    ORDER BY o.due_on, v.title) AS courses
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> $1::date GROUP BY person_id
)
SELECT staff.person_id AS "personId", n.staff_number AS "staffNumber", staff.name, u.name AS "unitName", staff.post_title AS "postTitle",
  staff.mandatory_state AS "mandatoryState", COALESCE(course.courses, '[]'::json) AS courses,
  COALESCE(staff.exam_state = 'verified', false) AS "isHolder", COALESCE(held.roles, '[]'::json) AS roles
FROM staff
JOIN staff_numbers n ON n.person_id = staff.person_id AND ${validOn('n')}
JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND ${validOn('u')}
LEFT JOIN course ON course.person_id = staff.person_id
LEFT JOIN held ON held.person_id = staff.person_id
LEFT JOIN post_titles t ON t.title = staff.post_title
WHERE staff.is_employed
ORDER BY u.sort_order, u.name, t.sort_order, staff.kana, n.staff_number`;

const UNIT = `
  SELECT o.id AS "unitId", o.code, u.name, parent.name AS "parentName"
  FROM org_units o
  JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${validOn('u')}
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = u.parent_org_unit_id AND ${validOn('parent')}`;

/** What the head of a unit may see of it today: state, never scores; and never what lies ahead by unpublished orders. */
@Injectable()
export class TeamQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly coverage: CoverageQueries,
    private readonly rules: CountingRuleQueries,
  ) {}

  /** The topmost units the actor heads; every unit that counts for those who see all. */
  async listTeams(actor: Actor): Promise<readonly TeamUnit[]> {
    const today = this.clock.today();
    if (actor.headedUnitIds.length === 0 && seesAllUnits(actor)) {
      return this.database.query<TeamUnit>(
        `${UNIT} WHERE u.counts_for_leader_kpi ORDER BY parent.sort_order, u.sort_order, o.code`,
        [today],
      );
    }
    return this.database.query<TeamUnit>(
      `${UNIT} WHERE o.id = ANY($2) AND (u.parent_org_unit_id IS NULL OR u.parent_org_unit_id <> ALL($2))
       ORDER BY parent.sort_order, u.sort_order, o.code`,
      [today, actor.headedUnitIds],
    );
  }

  /** NotFound for a unit that is not the actor's, exactly as for one that does not exist. */
  async getTeam(actor: Actor, unitCode: string): Promise<Team> {
    const on = this.clock.today();
    const unit = await this.database.queryOne<TeamUnit>(`${UNIT} WHERE o.code = $2`, [
      on,
      unitCode,
    ]);
    if (!unit) throw new NotFound();
    requireUnit(actor, unit.unitId);
    const unitIds = await this.listUnitIdsBelow(unit.unitId, on);
    const [units, members, countedIn] = await Promise.all([
      this.coverage.coverageOfUnits(unitIds, on),
      this.listMembers(unitIds, on),
      this.findCountingAbove(unit.unitId, on),
    ]);
    return { unit, on, units, members, countedIn: units.length > 0 ? null : countedIn };
  }

  private async listMembers(
    unitIds: readonly string[],
    on: LocalDate,
  ): Promise<readonly TeamMember[]> {
    const rule = await this.rules.getRuleOn(on);
    return this.database.query<TeamMember>(MEMBERS, [...sourceParameters(on, rule), unitIds]);
  }

  /** Asked on its own, so that the planner of the next statements knows how few they are. */
  private async listUnitIdsBelow(unitId: string, on: LocalDate): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `WITH RECURSIVE below AS (
         SELECT $2::uuid AS id
         UNION
         SELECT u.org_unit_id FROM below JOIN org_unit_periods u ON u.parent_org_unit_id = below.id AND ${validOn('u')}
       ) SELECT id FROM below`,
      [on, unitId],
    );
    return rows.map((row) => row.id);
  }

  private async findCountingAbove(unitId: string, on: LocalDate): Promise<string | null> {
    const row = await this.database.queryOne<{ name: string }>(
      `WITH RECURSIVE above AS (
         SELECT u.parent_org_unit_id AS id, 1 AS step FROM org_unit_periods u WHERE u.org_unit_id = $2 AND ${validOn('u')}
         UNION ALL
         SELECT u.parent_org_unit_id, above.step + 1 FROM above
         JOIN org_unit_periods u ON u.org_unit_id = above.id AND ${validOn('u')} WHERE above.step < 20
       )
       SELECT u.name FROM above JOIN org_unit_periods u ON u.org_unit_id = above.id AND ${validOn('u')}
       WHERE u.counts_for_leader_kpi ORDER BY above.step LIMIT 1`,
      [on, unitId],
    );
    return row?.name ?? null;
  }
}
