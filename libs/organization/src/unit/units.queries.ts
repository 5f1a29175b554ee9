import { Injectable } from '@nestjs/common';
import { Database, type LocalDate } from '@app/platform';
import { inForce, isEmployed } from '../in-force';
import type { UnitKind } from '../vocabulary';

/** A unit in force, with its place in the tree: 0 is the top. */
export interface UnitRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly parentName: string | null;
  readonly depth: number;
  readonly countsForLeaderKpi: boolean;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

export interface UnitHeadRow {
  /** The unit that was asked for. */
  readonly unitId: string;
  /** Where the head is posted: the unit itself, or the nearest one above that has a head. */
  readonly headUnitId: string;
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly postTitle: string;
  readonly isOwn: boolean;
}

export interface UnitStaffCount {
  readonly unitId: string;
  /** People with a post in the unit itself. */
  readonly own: number;
  /** People with a post in the unit or below it, each counted once. */
  readonly withBelow: number;
}

/** $1 = the day. A unit whose parent is not in force on that day stands at the top. */
const TREE = `
  WITH RECURSIVE period AS (
    SELECT o.id, o.code, p.name, p.kana, p.kind, p.parent_org_unit_id, p.counts_for_leader_kpi, p.valid_from, p.valid_to,
      lpad(greatest(p.sort_order, 0)::text, 10, '0') || o.code AS position
    FROM org_units o JOIN org_unit_periods p ON p.org_unit_id = o.id
    WHERE ${inForce('p', '$1')}
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
  WHERE po.is_managerial AND ${inForce('po', '$1')} AND ${isEmployed('po.person_id', '$1')}
  ORDER BY po.org_unit_id, (po.kind = 'primary') DESC, coalesce(t.sort_order, 1000), n.staff_number`;

/** The organisation as of a day: which units there are, who heads them, how many work in them. */
@Injectable()
export class UnitQueries {
  constructor(private readonly database: Database) {}

  /** Every unit in force, parents before children, in the order of the city's list. */
  async listUnits(asOf: LocalDate): Promise<readonly UnitRow[]> {
    return this.database.query<UnitRow>(`${TREE} ORDER BY path`, [asOf]);
  }

  async findUnitByCode(code: string, asOf: LocalDate): Promise<UnitRow | null> {
    return this.database.queryOne<UnitRow>(`${TREE} WHERE code = $2`, [asOf, code]);
  }

  async findUnit(unitId: string, asOf: LocalDate): Promise<UnitRow | null> {
    return this.database.queryOne<UnitRow>(`${TREE} WHERE id = $2`, [asOf, unitId]);
  }

  /** The units and all those below them, the given ones included. */
  async listUnitIdsBelow(unitIds: readonly string[], asOf: LocalDate): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `WITH RECURSIVE below AS (
         SELECT unnest($2::uuid[]) AS id
         UNION
         SELECT p.org_unit_id FROM below JOIN org_unit_periods p ON p.parent_org_unit_id = below.id
         WHERE ${inForce('p', '$1')}
       ) SELECT id FROM below`,
      [asOf, unitIds],
    );
    return rows.map((row) => row.id);
  }

  /** The head of each unit in force; for a unit without one the head of the nearest unit above. None: no row. */
  async listHeads(asOf: LocalDate): Promise<readonly UnitHeadRow[]> {
    return this.database.query<UnitHeadRow>(
      `WITH RECURSIVE head AS (${HEADS}), way AS (
         SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
         FROM org_unit_periods p WHERE ${inForce('p', '$1')}
         UNION
         SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
         FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND ${inForce('p', '$1')}
         WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
           AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
       )
       SELECT DISTINCT ON (way.unit_id) way.unit_id AS "unitId", way.at_id AS "headUnitId", head.person_id AS "personId",
         head.staff_number AS "staffNumber", head.name, head.post_title AS "postTitle", way.steps = 0 AS "isOwn"
       FROM way JOIN head ON head.org_unit_id = way.at_id
       ORDER BY way.unit_id, way.steps`,
      [asOf],
    );
  }

  async findHead(unitId: string, asOf: LocalDate): Promise<UnitHeadRow | null> {
    const heads = await this.listHeads(asOf);
    return heads.find((head) => head.unitId === unitId) ?? null;
  }

  /** One row for every unit in force, also for those without people. */
  async countStaff(asOf: LocalDate): Promise<readonly UnitStaffCount[]> {
    return this.database.query<UnitStaffCount>(
      `WITH RECURSIVE below AS (
         SELECT p.org_unit_id AS unit_id, p.org_unit_id AS below_id FROM org_unit_periods p WHERE ${inForce('p', '$1')}
         UNION
         SELECT below.unit_id, p.org_unit_id FROM below
         JOIN org_unit_periods p ON p.parent_org_unit_id = below.below_id AND ${inForce('p', '$1')}
       ), post AS (
         SELECT DISTINCT po.person_id, po.org_unit_id FROM postings po
         WHERE ${inForce('po', '$1')} AND ${isEmployed('po.person_id', '$1')}
       )
       SELECT below.unit_id AS "unitId", count(DISTINCT post.person_id)::int AS "withBelow",
         (count(DISTINCT post.person_id) FILTER (WHERE below.below_id = below.unit_id))::int AS own
       FROM below LEFT JOIN post ON post.org_unit_id = below.below_id
       GROUP BY below.unit_id`,
      [asOf],
    );
  }
}
