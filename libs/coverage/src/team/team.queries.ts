import { Injectable } from '@nestjs/common';
import { type Actor, requireUnit, seesAllUnits } from '@app/access';
import { lastDueDateOver, obligationTitle } from '@app/courses';
import { inForce, unitsBelow } from '@app/organization';
import {
  Clock,
  col,
  Database,
  type LocalDate,
  localDateSchema,
  NotFound,
  OfficeCalendars,
  type OrgUnitId,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { CoverageQueries } from '../figures/coverage.queries';
import type { CourseLine, UnitCoverage } from '../figures/coverage.rules';
import { LEFT_OUT_OF_RATE } from '../figures/figure.rules';
import { ALL_PARAMETERS, ALL_SOURCES_BELOW, sourceParameters } from '../figures/sources.sql';
import { CountingRuleQueries } from '../rule/counting-rules.queries';

const UNIT_ROW = {
  unitId: col.id<'org_unit'>(),
  code: col.text,
  name: col.text,
  parentName: col.text.orNull,
};
export type TeamUnit = RowOf<typeof UNIT_ROW>;

/** Mandated learning of one person. There is no score in it, and nothing that was chosen freely. */
const course = z.object({
  title: z.string(),
  dueOn: localDateSchema.nullable(),
  /** Of an earlier fiscal year, and was still open when this one began. */
  isCarriedOver: z.boolean(),
  state: z.enum(['done', 'open', 'overdue', 'exempt']),
  /** Begun and not finished. */
  isStarted: z.boolean(),
});
export type TeamCourse = Readonly<z.infer<typeof course>>;

const role = z.object({ role: z.enum(['leader', 'supporter']), termEnd: localDateSchema });

const MEMBERS = statement({
  name: 'coverage.team-members',
  sql: `${ALL_SOURCES_BELOW}, course AS (
  SELECT o.person_id, json_agg(json_build_object('title', ${obligationTitle('v.title', 'o')}, 'dueOn', o.due_on,
      'isCarriedOver', o.is_carried_over, 'state',
      CASE o.state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' WHEN 'overdue' THEN 'overdue' ELSE 'open' END,
      'isStarted', o.state = 'in_progress')
    ORDER BY o.due_on, v.title) AS courses
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> :on GROUP BY person_id
)
SELECT staff.person_id AS "personId", n.staff_number AS "staffNumber", staff.name, u.name AS "unitName", staff.post_title AS "postTitle",
  staff.mandatory_state AS "mandatoryState", COALESCE(course.courses, '[]'::json) AS courses,
  COALESCE(staff.exam_state = 'verified', false) AS "isHolder", COALESCE(held.roles, '[]'::json) AS roles
FROM staff
JOIN staff_numbers n ON n.person_id = staff.person_id AND ${inForce('n', ':on')}
JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND ${inForce('u', ':on')}
LEFT JOIN course ON course.person_id = staff.person_id
LEFT JOIN held ON held.person_id = staff.person_id
LEFT JOIN post_titles t ON t.title = staff.post_title AND ${inForce('t', ':on')}
WHERE staff.is_employed
ORDER BY u.sort_order, u.name, t.sort_order, staff.kana, n.staff_number`,
  parameters: { ...ALL_PARAMETERS, unitIds: 'uuid[]' },
  row: {
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    unitName: col.text,
    postTitle: col.text,
    /** done or open, or why nothing is expected. */
    mandatoryState: col.oneOf(['done', 'open', ...LEFT_OUT_OF_RATE]),
    courses: col.json(z.array(course)),
    isHolder: col.bool,
    roles: col.json(z.array(role)),
  },
});
export type TeamMember = RowFrom<typeof MEMBERS>;

export interface Team {
  readonly unit: TeamUnit;
  readonly on: LocalDate;
  /** The units at or below this one that count; empty for a part of one. */
  readonly units: readonly UnitCoverage[];
  /** Each mandatory course of the people of the unit and below it. */
  readonly courses: readonly CourseLine[];
  /** Where a part of a unit is counted. */
  readonly countedIn: string | null;
  readonly members: readonly TeamMember[];
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
  async getTeam(actor: Actor, unitCode: string): Promise<Team> {
    const on = this.clock.today();
    const unit = await this.database.first(UNIT_BY_CODE, { on, code: unitCode });
    if (!unit) throw new NotFound();
    const { unitId } = unit;
    requireUnit(actor, unitId);
    const unitIds = (await this.database.all(UNITS_BELOW, { on, unitId })).map((row) => row.id);
    const [{ units, courses }, members, above] = await Promise.all([
      this.coverage.coverageOfUnits(unitIds, on),
      this.listMembers(unitIds, on),
      this.database.first(COUNTING_ABOVE, { on, unitId }),
    ]);
    const countedIn = units.length > 0 ? null : (above?.name ?? null);
    return { unit, on, units, courses, members, countedIn };
  }

  /** Everything at and below the units that the actor heads, on one page: those who head none are told nothing. */
  async readHeaded({ headedUnitIds: unitIds }: Actor): Promise<HeadedUnits> {
    if (unitIds.length === 0) return { units: [], members: [] };
    const on = this.clock.today();
    const [{ units }, members] = await Promise.all([
      this.coverage.coverageOfUnits(unitIds, on),
      this.listMembers(unitIds, on),
    ]);
    return { units, members };
  }

  private async listMembers(
    unitIds: readonly OrgUnitId[],
    on: LocalDate,
  ): Promise<readonly TeamMember[]> {
    const [rule, calendar] = await Promise.all([
      this.rules.getRuleOn(on),
      this.calendars.current(),
    ]);
    const sources = sourceParameters(on, rule, lastDueDateOver(calendar, on));
    return this.database.all(MEMBERS, { ...sources, unitIds });
  }
}
