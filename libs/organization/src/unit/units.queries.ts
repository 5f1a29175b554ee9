import { Injectable } from '@nestjs/common';
import {
  col,
  Database,
  type LocalDate,
  type OrgUnitId,
  type RowFrom,
  type RowOf,
  statement,
} from '@app/platform';
import { answerableHeads } from '../day/heads';
import { inForce, isEmployed } from '../day/in-force';
import { personLine } from '../day/person-line';
import { unitsBelow, unitTree } from '../day/units-below';
import { UNIT_KINDS } from '../vocabulary';
import { FORMER_UNITS, type FormerUnit } from './former-units.sql';

const UNIT_ROW = {
  id: col.id<'org_unit'>(),
  code: col.text,
  name: col.text,
  kana: col.text,
  kind: col.oneOf(UNIT_KINDS),
  parentId: col.id<'org_unit'>().orNull,
  parentName: col.text.orNull,
  /** 0 is the top. */
  depth: col.int,
  countsForLeaderKpi: col.bool,
  validFrom: col.date,
  validTo: col.date.orNull,
};

/** A unit in force, with its place in the tree. */
export type UnitRow = RowOf<typeof UNIT_ROW>;

/** A unit whose parent is not in force on that day stands at the top. */
const TREE = `
  WITH RECURSIVE period AS (
    SELECT o.id, o.code, p.name, p.kana, p.kind, p.parent_org_unit_id, p.counts_for_leader_kpi, p.valid_from, p.valid_to,
      lpad(greatest(p.sort_order, 0)::text, 10, '0') || o.code AS position
    FROM org_units o JOIN org_unit_periods p ON p.org_unit_id = o.id
    WHERE ${inForce('p', ':asOf')}
  ), tree AS (
    SELECT period.*, NULL::uuid AS parent_id, NULL::text AS parent_name, 0 AS depth, ARRAY[position] AS path
    FROM period
    WHERE parent_org_unit_id IS NULL OR parent_org_unit_id NOT IN (SELECT id FROM period)
    UNION ALL
    SELECT period.*, tree.id, tree.name, tree.depth + 1, tree.path || period.position
    FROM tree JOIN period ON period.parent_org_unit_id = tree.id
    WHERE period.position <> ALL (tree.path)
  )
  SELECT id, code, name, kana, kind, parent_id AS "parentId", parent_name AS "parentName", depth,
    counts_for_leader_kpi AS "countsForLeaderKpi", valid_from AS "validFrom", valid_to AS "validTo"
  FROM tree`;

const UNITS = statement({
  name: 'organization.units',
  sql: `${TREE} ORDER BY path`,
  parameters: { asOf: 'date' },
  row: UNIT_ROW,
});

const UNIT_BY_CODE = statement({
  name: 'organization.unit-by-code',
  sql: `${TREE} WHERE code = :code`,
  parameters: { asOf: 'date', code: 'text' },
  row: UNIT_ROW,
});

const UNIT_BY_ID = statement({
  name: 'organization.unit-by-id',
  sql: `${TREE} WHERE id = :unitId`,
  parameters: { asOf: 'date', unitId: 'uuid' },
  row: UNIT_ROW,
});

const UNIT_IDS_BELOW = statement({
  name: 'organization.unit-ids-below',
  sql: `WITH RECURSIVE ${unitsBelow('SELECT unnest(:unitIds) AS org_unit_id', ':asOf')}
    SELECT org_unit_id AS id FROM below`,
  parameters: { asOf: 'date', unitIds: 'uuid[]' },
  row: { id: col.id<'org_unit'>() },
});

const HEADS_OF_UNITS = statement({
  name: 'organization.heads-of-units',
  sql: `SELECT h.unit_id AS "unitId", h.head_unit_id AS "headUnitId", h.person_id AS "personId",
      line.staff_number AS "staffNumber", line.name, h.post_title AS "postTitle", h.steps = 0 AS "isOwn"
    FROM (${answerableHeads(':asOf')}) h
    JOIN LATERAL ${personLine('h.person_id', ':asOf')} line ON true
    ORDER BY h.unit_id`,
  parameters: { asOf: 'date' },
  row: {
    /** The unit that was asked for. */
    unitId: col.id<'org_unit'>(),
    /** Where the head is posted: the unit itself, or the nearest one above that has a head. */
    headUnitId: col.id<'org_unit'>(),
    personId: col.id<'person'>(),
    staffNumber: col.text,
    name: col.text,
    postTitle: col.text,
    isOwn: col.bool,
  },
});

export type UnitHeadRow = RowFrom<typeof HEADS_OF_UNITS>;

const STAFF_COUNTS = statement({
  name: 'organization.staff-counts',
  sql: `WITH RECURSIVE ${unitTree(':asOf')}, post AS (
      SELECT DISTINCT po.person_id, po.org_unit_id FROM postings po
      WHERE ${inForce('po', ':asOf')} AND ${isEmployed('po.person_id', ':asOf')}
    )
    SELECT tree.unit_id AS "unitId", count(DISTINCT post.person_id)::int AS "withBelow",
      (count(DISTINCT post.person_id) FILTER (WHERE tree.below_id = tree.unit_id))::int AS own
    FROM tree LEFT JOIN post ON post.org_unit_id = tree.below_id
    GROUP BY tree.unit_id`,
  parameters: { asOf: 'date' },
  row: {
    unitId: col.id<'org_unit'>(),
    /** People with a post in the unit or below it, each counted once. */
    withBelow: col.int,
    /** People with a post in the unit itself. */
    own: col.int,
  },
});

export type UnitStaffCount = RowFrom<typeof STAFF_COUNTS>;

/** On how many units something was otherwise from a day on; the first day of all, on which the books begin, is none. */
const TURNS = statement({
  name: 'organization.unit-turns',
  sql: `SELECT turn.day AS "on", count(DISTINCT turn.org_unit_id)::int AS units FROM (
      SELECT p.valid_from AS day, p.org_unit_id FROM org_unit_periods p
      UNION ALL SELECT p.valid_to, p.org_unit_id FROM org_unit_periods p WHERE p.valid_to IS NOT NULL
    ) turn WHERE turn.day > (SELECT min(f.valid_from) FROM org_unit_periods f) AND (:until IS NULL OR turn.day <= :until)
    GROUP BY turn.day ORDER BY turn.day DESC LIMIT 50`,
  parameters: { until: 'date?' },
  row: { on: col.date, units: col.int },
});

export type UnitTurn = RowFrom<typeof TURNS>;

/** The organisation as of a day: which units there are, who heads them, how many work in them. */
@Injectable()
export class UnitQueries {
  constructor(private readonly database: Database) {}

  /** Every unit in force, parents before children, in the order of the city's list. */
  async listUnits(asOf: LocalDate): Promise<readonly UnitRow[]> {
    return this.database.all(UNITS, { asOf });
  }

  /** The days on which something changed, newest first; `until`: as far as is announced. */
  async listTurns(until: LocalDate | null): Promise<readonly UnitTurn[]> {
    return this.database.all(TURNS, { until });
  }

  /** What units were called before today, and what there is of them. */
  async listFormer(today: LocalDate): Promise<readonly FormerUnit[]> {
    return this.database.all(FORMER_UNITS, { today });
  }

  async findUnitByCode(code: string, asOf: LocalDate): Promise<UnitRow | null> {
    return this.database.first(UNIT_BY_CODE, { code, asOf });
  }

  async findUnit(unitId: OrgUnitId, asOf: LocalDate): Promise<UnitRow | null> {
    return this.database.first(UNIT_BY_ID, { unitId, asOf });
  }

  /** The units and all those below them, the given ones included. */
  async listUnitIdsBelow(
    unitIds: readonly OrgUnitId[],
    asOf: LocalDate,
  ): Promise<readonly OrgUnitId[]> {
    const rows = await this.database.all(UNIT_IDS_BELOW, { unitIds, asOf });
    return rows.map((row) => row.id);
  }

  /** The head of each unit in force; for a unit without one the head of the nearest unit above. None: no row. */
  async listHeads(asOf: LocalDate): Promise<readonly UnitHeadRow[]> {
    return this.database.all(HEADS_OF_UNITS, { asOf });
  }

  async findHead(unitId: OrgUnitId, asOf: LocalDate): Promise<UnitHeadRow | null> {
    const heads = await this.listHeads(asOf);
    return heads.find((head) => head.unitId === unitId) ?? null;
  }

  /** One row for every unit in force, also for those without people. */
  async countStaff(asOf: LocalDate): Promise<readonly UnitStaffCount[]> {
    return this.database.all(STAFF_COUNTS, { asOf });
  }
}
