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
import { inForce, isEmployed } from '../in-force';
import { UNIT_KINDS } from '../vocabulary';

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

/** Whoever is posted as managerial and employed; a primary post goes before a concurrent one, then the title's rank. */
const HEADS = `
  SELECT DISTINCT ON (po.org_unit_id) po.org_unit_id, po.person_id, n.staff_number, pe.name, po.post_title
  FROM postings po
  JOIN persons pe ON pe.id = po.person_id
  JOIN staff_numbers n ON n.person_id = pe.id AND n.is_current
  LEFT JOIN post_titles t ON t.title = po.post_title
  WHERE po.is_managerial AND ${inForce('po', ':asOf')} AND ${isEmployed('po.person_id', ':asOf')}
  ORDER BY po.org_unit_id, (po.kind = 'primary') DESC, coalesce(t.sort_order, 1000), n.staff_number`;

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
  sql: `WITH RECURSIVE below AS (
      SELECT unnest(:unitIds) AS id
      UNION
      SELECT p.org_unit_id FROM below JOIN org_unit_periods p ON p.parent_org_unit_id = below.id
      WHERE ${inForce('p', ':asOf')}
    ) SELECT id FROM below`,
  parameters: { asOf: 'date', unitIds: 'uuid[]' },
  row: { id: col.id<'org_unit'>() },
});

const HEADS_OF_UNITS = statement({
  name: 'organization.heads-of-units',
  sql: `WITH RECURSIVE head AS (${HEADS}), way AS (
      SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
      FROM org_unit_periods p WHERE ${inForce('p', ':asOf')}
      UNION
      SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
      FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND ${inForce('p', ':asOf')}
      WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
        AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
    )
    SELECT DISTINCT ON (way.unit_id) way.unit_id AS "unitId", way.at_id AS "headUnitId", head.person_id AS "personId",
      head.staff_number AS "staffNumber", head.name, head.post_title AS "postTitle", way.steps = 0 AS "isOwn"
    FROM way JOIN head ON head.org_unit_id = way.at_id
    ORDER BY way.unit_id, way.steps`,
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
  sql: `WITH RECURSIVE below AS (
      SELECT p.org_unit_id AS unit_id, p.org_unit_id AS below_id FROM org_unit_periods p WHERE ${inForce('p', ':asOf')}
      UNION
      SELECT below.unit_id, p.org_unit_id FROM below
      JOIN org_unit_periods p ON p.parent_org_unit_id = below.below_id AND ${inForce('p', ':asOf')}
    ), post AS (
      SELECT DISTINCT po.person_id, po.org_unit_id FROM postings po
      WHERE ${inForce('po', ':asOf')} AND ${isEmployed('po.person_id', ':asOf')}
    )
    SELECT below.unit_id AS "unitId", count(DISTINCT post.person_id)::int AS "withBelow",
      (count(DISTINCT post.person_id) FILTER (WHERE below.below_id = below.unit_id))::int AS own
    FROM below LEFT JOIN post ON post.org_unit_id = below.below_id
    GROUP BY below.unit_id`,
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

/** The organisation as of a day: which units there are, who heads them, how many work in them. */
@Injectable()
export class UnitQueries {
  constructor(private readonly database: Database) {}

  /** Every unit in force, parents before children, in the order of the city's list. */
  async listUnits(asOf: LocalDate): Promise<readonly UnitRow[]> {
    return this.database.all(UNITS, { asOf });
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
