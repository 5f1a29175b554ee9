import { inForce } from './in-force';

/**
 * Text of a recursive table `below (org_unit_id)`: the units that `start` selects and all below them on the day. To be
 * written behind `WITH RECURSIVE`. The tree has no circles that matter: `UNION` stops at what was found before.
 */
export function unitsBelow(start: string, day: string): string {
  return `below AS (
      ${start}
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND ${inForce('lower_unit', day)}
    )`;
}

/** Text of a recursive table `tree (unit_id, below_id)`: every unit in force with itself and each unit below it. */
export function unitTree(day: string): string {
  return `tree AS (
      SELECT top_unit.org_unit_id AS unit_id, top_unit.org_unit_id AS below_id
      FROM org_unit_periods top_unit WHERE ${inForce('top_unit', day)}
      UNION
      SELECT tree.unit_id, lower_unit.org_unit_id FROM tree
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = tree.below_id AND ${inForce('lower_unit', day)}
    )`;
}
