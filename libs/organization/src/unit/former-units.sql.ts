import { col, type RowFrom, statement } from '@app/platform';
import { inForce } from '../day/in-force';

/** What units were called, or by which code, and what there is of them today: themselves, or those that took over. */
export const FORMER_UNITS = statement({
  name: 'organization.former-units',
  sql: `WITH RECURSIVE goes AS (
      SELECT o.id AS old_id, o.id AS now_id, 0 AS steps FROM org_units o
      UNION
      SELECT goes.old_id, s.successor_id, goes.steps + 1 FROM goes
      JOIN unit_successions s ON s.org_unit_id = goes.now_id AND s.valid_from <= :today WHERE goes.steps < 20
    )
    SELECT DISTINCT o.code AS "oldCode", old.name AS "oldName", old.kana AS "oldKana", old.valid_to - 1 AS "lastDay",
      n.code, p.name
    FROM goes JOIN org_units o ON o.id = goes.old_id
    JOIN org_unit_periods old ON old.org_unit_id = o.id AND old.valid_to <= :today
    JOIN org_units n ON n.id = goes.now_id
    LEFT JOIN org_unit_periods p ON p.org_unit_id = n.id AND ${inForce('p', ':today')}
    WHERE CASE WHEN p.id IS NULL
      -- Nobody took over: it is found as what it was.
      THEN goes.steps = 0 AND NOT EXISTS (SELECT 1 FROM unit_successions s WHERE s.org_unit_id = o.id AND s.valid_from <= :today)
        AND NOT EXISTS (SELECT 1 FROM org_unit_periods other WHERE other.org_unit_id = o.id AND other.valid_from > old.valid_from)
      ELSE goes.steps > 0 OR old.name <> p.name END
    ORDER BY 4 DESC, 1, 5`,
  parameters: { today: 'date' },
  row: {
    ...{ oldCode: col.text, oldName: col.text, oldKana: col.text, lastDay: col.date },
    /** Of what there is today. */
    code: col.text,
    /** Null: nothing is there any more, and the code is its own. */
    name: col.text.orNull,
  },
});

export type FormerUnit = RowFrom<typeof FORMER_UNITS>;
