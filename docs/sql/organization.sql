-- organization.heads-of-units
WITH RECURSIVE head AS (
  SELECT DISTINCT ON (po.org_unit_id) po.org_unit_id, po.person_id, n.staff_number, pe.name, po.post_title
  FROM postings po
  JOIN persons pe ON pe.id = po.person_id
  JOIN staff_numbers n ON n.person_id = pe.id AND n.is_current
  LEFT JOIN post_titles t ON t.title = po.post_title
  WHERE po.is_managerial AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = po.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
  ORDER BY po.org_unit_id, (po.kind = 'primary') DESC, coalesce(t.sort_order, 1000), n.staff_number), way AS (
      SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
      FROM org_unit_periods p WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
      UNION
      SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
      FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
      WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
        AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
    )
    SELECT DISTINCT ON (way.unit_id) way.unit_id AS "unitId", way.at_id AS "headUnitId", head.person_id AS "personId",
      head.staff_number AS "staffNumber", head.name, head.post_title AS "postTitle", way.steps = 0 AS "isOwn"
    FROM way JOIN head ON head.org_unit_id = way.at_id
    ORDER BY way.unit_id, way.steps;

-- organization.staff-counts
WITH RECURSIVE below AS (
      SELECT p.org_unit_id AS unit_id, p.org_unit_id AS below_id FROM org_unit_periods p WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
      UNION
      SELECT below.unit_id, p.org_unit_id FROM below
      JOIN org_unit_periods p ON p.parent_org_unit_id = below.below_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    ), post AS (
      SELECT DISTINCT po.person_id, po.org_unit_id FROM postings po
      WHERE po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = po.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
    )
    SELECT below.unit_id AS "unitId", count(DISTINCT post.person_id)::int AS "withBelow",
      (count(DISTINCT post.person_id) FILTER (WHERE below.below_id = below.unit_id))::int AS own
    FROM below LEFT JOIN post ON post.org_unit_id = below.below_id
    GROUP BY below.unit_id;

-- organization.unit-by-code
WITH RECURSIVE period AS (
    SELECT o.id, o.code, p.name, p.kana, p.kind, p.parent_org_unit_id, p.counts_for_leader_kpi, p.valid_from, p.valid_to,
      lpad(greatest(p.sort_order, 0)::text, 10, '0') || o.code AS position
    FROM org_units o JOIN org_unit_periods p ON p.org_unit_id = o.id
    WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
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
  FROM tree WHERE code = $2::text;

-- organization.unit-by-id
WITH RECURSIVE period AS (
    SELECT o.id, o.code, p.name, p.kana, p.kind, p.parent_org_unit_id, p.counts_for_leader_kpi, p.valid_from, p.valid_to,
      lpad(greatest(p.sort_order, 0)::text, 10, '0') || o.code AS position
    FROM org_units o JOIN org_unit_periods p ON p.org_unit_id = o.id
    WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
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
  FROM tree WHERE id = $2::uuid;

-- organization.unit-ids-below
WITH RECURSIVE below AS (
      SELECT unnest($1::uuid[]) AS id
      UNION
      SELECT p.org_unit_id FROM below JOIN org_unit_periods p ON p.parent_org_unit_id = below.id
      WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
    ) SELECT id FROM below;

-- organization.units
WITH RECURSIVE period AS (
    SELECT o.id, o.code, p.name, p.kana, p.kind, p.parent_org_unit_id, p.counts_for_leader_kpi, p.valid_from, p.valid_to,
      lpad(greatest(p.sort_order, 0)::text, 10, '0') || o.code AS position
    FROM org_units o JOIN org_unit_periods p ON p.org_unit_id = o.id
    WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
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
  FROM tree ORDER BY path;
