-- coverage.bench-by-expected
SELECT p."personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p ("personId" uuid, "group" text, since date, "isNominated" boolean, expected date) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    WHERE $3::text IS NULL OR p."group" = $3::text ORDER BY p.expected NULLS LAST, array_position(ARRAY['ready', 'soon', 'growing'], p."group"), p."isNominated" DESC, p.since NULLS LAST, line.kana, line.staff_number, p."personId" LIMIT $4::integer OFFSET $5::integer;

-- coverage.bench-by-expected-down
SELECT p."personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p ("personId" uuid, "group" text, since date, "isNominated" boolean, expected date) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    WHERE $3::text IS NULL OR p."group" = $3::text ORDER BY p.expected DESC NULLS LAST, array_position(ARRAY['ready', 'soon', 'growing'], p."group"), p."isNominated" DESC, p.since NULLS LAST, line.kana, line.staff_number, p."personId" LIMIT $4::integer OFFSET $5::integer;

-- coverage.bench-by-name
SELECT p."personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p ("personId" uuid, "group" text, since date, "isNominated" boolean, expected date) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    WHERE $3::text IS NULL OR p."group" = $3::text ORDER BY line.kana, line.staff_number, p."personId" LIMIT $4::integer OFFSET $5::integer;

-- coverage.bench-by-name-down
SELECT p."personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p ("personId" uuid, "group" text, since date, "isNominated" boolean, expected date) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    WHERE $3::text IS NULL OR p."group" = $3::text ORDER BY line.kana DESC, line.staff_number DESC, p."personId" LIMIT $4::integer OFFSET $5::integer;

-- coverage.bench-by-since
SELECT p."personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p ("personId" uuid, "group" text, since date, "isNominated" boolean, expected date) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    WHERE $3::text IS NULL OR p."group" = $3::text ORDER BY p.since NULLS LAST, array_position(ARRAY['ready', 'soon', 'growing'], p."group"), p."isNominated" DESC, p.since NULLS LAST, line.kana, line.staff_number, p."personId" LIMIT $4::integer OFFSET $5::integer;

-- coverage.bench-by-since-down
SELECT p."personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p ("personId" uuid, "group" text, since date, "isNominated" boolean, expected date) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    WHERE $3::text IS NULL OR p."group" = $3::text ORDER BY p.since DESC NULLS LAST, array_position(ARRAY['ready', 'soon', 'growing'], p."group"), p."isNominated" DESC, p.since NULLS LAST, line.kana, line.staff_number, p."personId" LIMIT $4::integer OFFSET $5::integer;

-- coverage.bench-by-unit
SELECT p."personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p ("personId" uuid, "group" text, since date, "isNominated" boolean, expected date) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    WHERE $3::text IS NULL OR p."group" = $3::text ORDER BY u.sort_order NULLS LAST, line.unit_name NULLS LAST, array_position(ARRAY['ready', 'soon', 'growing'], p."group"), p."isNominated" DESC, p.since NULLS LAST, line.kana, line.staff_number, p."personId" LIMIT $4::integer OFFSET $5::integer;

-- coverage.bench-by-unit-down
SELECT p."personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p ("personId" uuid, "group" text, since date, "isNominated" boolean, expected date) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    WHERE $3::text IS NULL OR p."group" = $3::text ORDER BY u.sort_order DESC NULLS FIRST, line.unit_name DESC NULLS FIRST, array_position(ARRAY['ready', 'soon', 'growing'], p."group"), p."isNominated" DESC, p.since NULLS LAST, line.kana, line.staff_number, p."personId" LIMIT $4::integer OFFSET $5::integer;

-- coverage.bench-people
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    )
    SELECT po.person_id AS id FROM postings po JOIN employments e ON e.person_id = po.person_id AND e.valid_from <= $2::date AND (e.valid_to IS NULL OR e.valid_to > $2::date)
    WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)
    ORDER BY po.person_id;

-- coverage.candidates
WITH certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($2::text[]) AND (k.is_same OR $3::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($2::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($2::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $4::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $4::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $4::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $4::timestamptz OR r.withdrawn_at >= $4::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $4::timestamptz ) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $1::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($1::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($2::text[]) AND (k.is_same OR $3::boolean)) AND a.recorded_at < $4::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $4::timestamptz) 
  GROUP BY a.person_id
)
    SELECT json_agg(e.chance ORDER BY e.chance) AS chances, (count(*) FILTER (WHERE at.booked_on IS NOT NULL))::int AS booked
    FROM (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $4::timestamptz AND e.made_at >= $4::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) e
    LEFT JOIN certificate c ON c.person_id = e.person_id
    LEFT JOIN attempt at ON at.person_id = e.person_id
    WHERE EXISTS (SELECT 1 FROM employments em WHERE em.person_id = e.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AND c.passed_on IS NULL AND c.is_reported IS NOT TRUE AND at.provisional_on IS NULL;

-- coverage.city
WITH RECURSIVE counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date) 
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $2::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $1::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a 
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $3::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($4::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $5::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($6::text[]) AND (k.is_same OR $7::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($6::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($6::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $8::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $8::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $8::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $8::timestamptz OR r.withdrawn_at >= $8::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $8::timestamptz ) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $1::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($1::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($6::text[]) AND (k.is_same OR $7::boolean)) AND a.recorded_at < $8::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $8::timestamptz) 
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $8::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $9::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $8::timestamptz AND y.fiscal_year <= $9::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND true 
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($9::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND true 
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND true 
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND true 
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= $8::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $9::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $3::boolean THEN 'absent' WHEN due.due_on <= $10::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $8::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $8::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $9::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $9::integer THEN true
      WHEN done.completed_at < (make_date($9::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($9::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($9::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $9::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $9::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $9::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $8::timestamptz 
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($11::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)  OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($12::text[]) THEN 'employment_type'
    WHEN $3::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $3::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), alike AS (
  SELECT org_unit_id, is_employed, is_regular, is_higher_only, has_other_certificate, exam_state, has_carried_over, left_out_by,
    mandatory_state, security_state, ai_state, ai_ever_state, count(*) AS people,
    count(*) FILTER (WHERE passed_on > ($1::date - interval '1 year') AND passed_on <= $1::date) AS passed_last_year
  FROM staff GROUP BY org_unit_id, is_employed, is_regular, is_higher_only, has_other_certificate, exam_state, has_carried_over, left_out_by,
    mandatory_state, security_state, ai_state, ai_ever_state
), leaf AS (
  SELECT org_unit_id,
    COALESCE(sum(people) FILTER (WHERE is_employed), 0)::int AS staff, COALESCE(sum(people) FILTER (WHERE is_employed AND is_regular), 0)::int AS regular_staff, COALESCE(sum(people) FILTER (WHERE is_employed AND exam_state = 'verified'), 0)::int AS holders, COALESCE(sum(people) FILTER (WHERE is_employed AND exam_state = 'provisional'), 0)::int AS provisional, COALESCE(sum(people) FILTER (WHERE is_employed AND exam_state = 'reported'), 0)::int AS reported, COALESCE(sum(people) FILTER (WHERE is_employed AND exam_state = 'booked'), 0)::int AS booked, COALESCE(sum(people) FILTER (WHERE is_employed AND is_higher_only), 0)::int AS higher_only, COALESCE(sum(people) FILTER (WHERE is_employed AND has_other_certificate), 0)::int AS other_certified, COALESCE(sum(people) FILTER (WHERE mandatory_state IN ('done', 'open')), 0)::int AS mandatory, COALESCE(sum(people) FILTER (WHERE mandatory_state IN ('done')), 0)::int AS mandatory_done, COALESCE(sum(people) FILTER (WHERE mandatory_state IN ('open')), 0)::int AS mandatory_open, COALESCE(sum(people) FILTER (WHERE security_state IN ('done', 'open')), 0)::int AS security, COALESCE(sum(people) FILTER (WHERE security_state IN ('done')), 0)::int AS security_done, COALESCE(sum(people) FILTER (WHERE security_state IN ('open')), 0)::int AS security_open, COALESCE(sum(people) FILTER (WHERE ai_state IN ('done', 'open')), 0)::int AS ai, COALESCE(sum(people) FILTER (WHERE ai_state IN ('done')), 0)::int AS ai_done, COALESCE(sum(people) FILTER (WHERE ai_state IN ('open')), 0)::int AS ai_open, COALESCE(sum(people) FILTER (WHERE ai_ever_state IN ('done', 'open')), 0)::int AS ai_ever, COALESCE(sum(people) FILTER (WHERE ai_ever_state IN ('done')), 0)::int AS ai_ever_done, COALESCE(sum(people) FILTER (WHERE ai_ever_state IN ('open')), 0)::int AS ai_ever_open, COALESCE(sum(people) FILTER (WHERE has_carried_over AND left_out_by IS NULL), 0)::int AS carried_over,
    COALESCE(sum(people) FILTER (WHERE mandatory_state = 'exempt'), 0)::int AS out_mandatory_exempt, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'on_leave'), 0)::int AS out_mandatory_on_leave, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'seconded'), 0)::int AS out_mandatory_seconded, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'not_employed'), 0)::int AS out_mandatory_not_employed, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'employment_type'), 0)::int AS out_mandatory_employment_type, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'earlier_assignment'), 0)::int AS out_mandatory_earlier_assignment, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'settled_before'), 0)::int AS out_mandatory_settled_before, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'not_assigned'), 0)::int AS out_mandatory_not_assigned,
    COALESCE(sum(people) FILTER (WHERE security_state = 'exempt'), 0)::int AS out_security_exempt, COALESCE(sum(people) FILTER (WHERE security_state = 'on_leave'), 0)::int AS out_security_on_leave, COALESCE(sum(people) FILTER (WHERE security_state = 'seconded'), 0)::int AS out_security_seconded, COALESCE(sum(people) FILTER (WHERE security_state = 'not_employed'), 0)::int AS out_security_not_employed, COALESCE(sum(people) FILTER (WHERE security_state = 'employment_type'), 0)::int AS out_security_employment_type, COALESCE(sum(people) FILTER (WHERE security_state = 'earlier_assignment'), 0)::int AS out_security_earlier_assignment, COALESCE(sum(people) FILTER (WHERE security_state = 'settled_before'), 0)::int AS out_security_settled_before, COALESCE(sum(people) FILTER (WHERE security_state = 'not_assigned'), 0)::int AS out_security_not_assigned,
    COALESCE(sum(people) FILTER (WHERE ai_state = 'exempt'), 0)::int AS out_ai_exempt, COALESCE(sum(people) FILTER (WHERE ai_state = 'on_leave'), 0)::int AS out_ai_on_leave, COALESCE(sum(people) FILTER (WHERE ai_state = 'seconded'), 0)::int AS out_ai_seconded, COALESCE(sum(people) FILTER (WHERE ai_state = 'not_employed'), 0)::int AS out_ai_not_employed, COALESCE(sum(people) FILTER (WHERE ai_state = 'employment_type'), 0)::int AS out_ai_employment_type, COALESCE(sum(people) FILTER (WHERE ai_state = 'earlier_assignment'), 0)::int AS out_ai_earlier_assignment, COALESCE(sum(people) FILTER (WHERE ai_state = 'settled_before'), 0)::int AS out_ai_settled_before, COALESCE(sum(people) FILTER (WHERE ai_state = 'not_assigned'), 0)::int AS out_ai_not_assigned,
    COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'exempt'), 0)::int AS out_ai_ever_exempt, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'on_leave'), 0)::int AS out_ai_ever_on_leave, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'seconded'), 0)::int AS out_ai_ever_seconded, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'not_employed'), 0)::int AS out_ai_ever_not_employed, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'employment_type'), 0)::int AS out_ai_ever_employment_type, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'earlier_assignment'), 0)::int AS out_ai_ever_earlier_assignment, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'settled_before'), 0)::int AS out_ai_ever_settled_before, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'not_assigned'), 0)::int AS out_ai_ever_not_assigned,
    sum(passed_last_year) FILTER (WHERE is_employed AND exam_state = 'verified')::int AS passed_last_year
  FROM alike GROUP BY org_unit_id
), late_row AS MATERIALIZED (
  SELECT told.* FROM (
    SELECT h.person_id, 'posting' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, h.org_unit_id AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM postings_history h
    WHERE h.recorded_at >= $8::timestamptz AND h.kind = 'primary' AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM postings_history o
      WHERE o.person_id = h.person_id AND o.org_unit_id = h.org_unit_id AND o.kind = 'primary' AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $8::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $8::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'posting', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, h.org_unit_id,
      h.superseded_by, NULL::text AS reason FROM postings_history h
    WHERE h.superseded_at >= $8::timestamptz AND h.kind = 'primary' AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $8::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $8::timestamptz) AND NOT EXISTS (SELECT 1 FROM postings_history o
      WHERE o.person_id = h.person_id AND o.org_unit_id = h.org_unit_id AND o.kind = 'primary' AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'employment' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM employments_history h
    WHERE h.recorded_at >= $8::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM employments_history o
      WHERE o.person_id = h.person_id AND o.employment_type = h.employment_type AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $8::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $8::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'employment', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, NULL::text AS reason FROM employments_history h
    WHERE h.superseded_at >= $8::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $8::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $8::timestamptz) AND NOT EXISTS (SELECT 1 FROM employments_history o
      WHERE o.person_id = h.person_id AND o.employment_type = h.employment_type AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'absence' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM employment_statuses_history h
    WHERE h.recorded_at >= $8::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM employment_statuses_history o
      WHERE o.person_id = h.person_id AND o.status = h.status AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $8::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $8::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'absence', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, NULL::text AS reason FROM employment_statuses_history h
    WHERE h.superseded_at >= $8::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $8::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $8::timestamptz) AND NOT EXISTS (SELECT 1 FROM employment_statuses_history o
      WHERE o.person_id = h.person_id AND o.status = h.status AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'role' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, nullif(h.note, '') AS reason FROM role_appointments_history h
    WHERE h.recorded_at >= $8::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM role_appointments_history o
      WHERE o.person_id = h.person_id AND o.role = h.role AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $8::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $8::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.row_id)
    UNION ALL
    SELECT h.person_id, 'role', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, (SELECT a.reason FROM role_appointment_annulments a WHERE a.appointment_id = h.id AND a.annulled_at >= $8::timestamptz) AS reason FROM role_appointments_history h
    WHERE h.superseded_at >= $8::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $8::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $8::timestamptz) AND NOT EXISTS (SELECT 1 FROM role_appointments_history o
      WHERE o.person_id = h.person_id AND o.role = h.role AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.row_id)
  ) told WHERE EXISTS (SELECT 1 FROM postings_history b WHERE b.recorded_at < $8::timestamptz)
), unit_sum AS (
  SELECT tree_now.top_id, array_agg(tree_now.org_unit_id) AS unit_ids, 
    json_build_object('staff', COALESCE(sum(leaf.staff), 0)::int, 'regular_staff', COALESCE(sum(leaf.regular_staff), 0)::int, 'holders', COALESCE(sum(leaf.holders), 0)::int, 'provisional', COALESCE(sum(leaf.provisional), 0)::int, 'reported', COALESCE(sum(leaf.reported), 0)::int, 'booked', COALESCE(sum(leaf.booked), 0)::int, 'higher_only', COALESCE(sum(leaf.higher_only), 0)::int, 'other_certified', COALESCE(sum(leaf.other_certified), 0)::int, 'mandatory', COALESCE(sum(leaf.mandatory), 0)::int, 'mandatory_done', COALESCE(sum(leaf.mandatory_done), 0)::int, 'mandatory_open', COALESCE(sum(leaf.mandatory_open), 0)::int, 'security', COALESCE(sum(leaf.security), 0)::int, 'security_done', COALESCE(sum(leaf.security_done), 0)::int, 'security_open', COALESCE(sum(leaf.security_open), 0)::int, 'ai', COALESCE(sum(leaf.ai), 0)::int, 'ai_done', COALESCE(sum(leaf.ai_done), 0)::int, 'ai_open', COALESCE(sum(leaf.ai_open), 0)::int, 'ai_ever', COALESCE(sum(leaf.ai_ever), 0)::int, 'ai_ever_done', COALESCE(sum(leaf.ai_ever_done), 0)::int, 'ai_ever_open', COALESCE(sum(leaf.ai_ever_open), 0)::int, 'carried_over', COALESCE(sum(leaf.carried_over), 0)::int) AS counts,
    json_build_object('exempt', COALESCE(sum(leaf.out_mandatory_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_mandatory_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_mandatory_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_mandatory_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_mandatory_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_mandatory_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_mandatory_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_mandatory_not_assigned), 0)::int) AS "leftOut",
    json_build_object('security', json_build_object('exempt', COALESCE(sum(leaf.out_security_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_security_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_security_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_security_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_security_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_security_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_security_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_security_not_assigned), 0)::int), 'ai', json_build_object('exempt', COALESCE(sum(leaf.out_ai_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_ai_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_ai_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_ai_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_ai_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_ai_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_ai_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_ai_not_assigned), 0)::int), 'ai_ever', json_build_object('exempt', COALESCE(sum(leaf.out_ai_ever_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_ai_ever_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_ai_ever_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_ai_ever_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_ai_ever_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_ai_ever_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_ai_ever_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_ai_ever_not_assigned), 0)::int)) AS "leftOutOf"
  FROM tree_now LEFT JOIN leaf ON leaf.org_unit_id = tree_now.org_unit_id
  GROUP BY tree_now.top_id
), container AS (
  SELECT DISTINCT ON (t.org_unit_id) t.org_unit_id AS id, outer_unit.code, outer_unit.name
  FROM tree_now t
  JOIN counting inner_unit ON inner_unit.id = t.org_unit_id
  JOIN counting outer_unit ON outer_unit.id = t.top_id AND t.top_id <> t.org_unit_id
  JOIN unit_sum s ON s.top_id = t.top_id
  ORDER BY t.org_unit_id, cardinality(s.unit_ids)
), now AS (
  SELECT * FROM presence WHERE during @> $1::date
), role_holder AS (
  SELECT now.top_id, json_agg(json_build_object('appointmentId', now.appointment_id, 'personId', now.person_id,
    'staffNumber', n.staff_number, 'name', p.name, 'role', now.role, 'termEnd', now.term_end,
    'lastDay', upper(now.during) - 1, 'endsBy', CASE
  WHEN upper(now.during) IS NULL THEN NULL
  WHEN upper(now.during) = now.ended_before THEN 'ended_early'
  WHEN upper(now.during) = now.term_end + 1 THEN 'term_ends'
  WHEN starting.status = 'seconded' THEN 'seconded'
  WHEN starting.status IS NOT NULL THEN 'on_leave'
  WHEN NOT now.service @> upper(now.during) THEN 'leaves_service'
  ELSE 'transferred' END,
    'recordedLateOn', CASE WHEN (now.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > $1::date THEN (now.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END) ORDER BY now.term_start, n.staff_number) AS people
  FROM now
  JOIN person_details p ON p.person_id = now.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  LEFT JOIN employment_statuses starting ON starting.person_id = now.person_id AND starting.valid_from = upper(now.during)
  GROUP BY now.top_id
), role_vacancy AS (
  SELECT c.id AS top_id, r.key AS role, COALESCE(role_held.during @> $1::date, false) AS is_held,
    (SELECT max(upper(h)) FROM unnest(role_held.during) h WHERE upper(h) <= $1::date) AS since,
    (SELECT upper(h) FROM unnest(role_held.during) h WHERE h @> $1::date) AS held_until,
    (SELECT min(lower(h)) FROM unnest(role_held.during) h WHERE lower(h) > $1::date) AS held_from
  FROM counting c CROSS JOIN dx_roles r LEFT JOIN role_held ON role_held.top_id = c.id AND role_held.role = r.key
), responsible AS (
  SELECT answers.unit_id, json_build_object('personId', p.person_id, 'staffNumber', n.staff_number, 'name', p.name,
    'postTitle', answers.post_title, 'isDeputy', (EXISTS (SELECT 1 FROM head_deputies dd WHERE dd.person_id = answers.person_id AND dd.org_unit_id = answers.head_unit_id AND dd.valid_from <= $1::date AND (dd.valid_to IS NULL OR dd.valid_to > $1::date))
      AND NOT EXISTS (SELECT 1 FROM postings dp WHERE dp.person_id = answers.person_id AND dp.org_unit_id = answers.head_unit_id AND dp.is_managerial AND dp.valid_from <= $1::date AND (dp.valid_to IS NULL OR dp.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = dp.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)))),
    'isAbove', answers.steps > 0) AS answer
  FROM (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= $1::date AND (post.valid_to IS NULL OR post.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
          WHERE hd.valid_from <= $1::date AND (hd.valid_to IS NULL OR hd.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= $1::date AND (hn.valid_to IS NULL OR hn.valid_to > $1::date)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= $1::date AND (ht.valid_to IS NULL OR ht.valid_to > $1::date)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) answers
  JOIN person_details p ON p.person_id = answers.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
), unit_row AS (
  SELECT c.id AS "unitId", c.code, c.name, c.kind, parent.name AS "parentName", s.unit_ids AS "unitIds", s.counts, s."leftOut",
    s."leftOutOf", inside.code AS "insideCode", inside.name AS "insideName",
    COALESCE(h.people, '[]'::json) AS "roleHolders",
    (SELECT count(DISTINCT late.person_id)::int FROM late_row late WHERE late.org_unit_id = ANY (s.unit_ids)) AS "changedLater",
    COALESCE(covered.during @> $1::date, false) AS "isCovered",
    (SELECT max(upper(r)) FROM unnest(covered.during) r WHERE upper(r) <= $1::date) AS "uncoveredSince",
    (SELECT upper(r) FROM unnest(covered.during) r WHERE r @> $1::date) AS "coveredUntil",
    (SELECT min(lower(r)) FROM unnest(covered.during) r WHERE lower(r) > $1::date) AS "coveredFrom",
    led.since AS "emptySince", led.held_until AS "ledUntil", led.held_from AS "ledFrom",
    (SELECT json_agg(json_build_object('role', v.role, 'isHeld', v.is_held, 'since', v.since, 'heldFrom', v.held_from) ORDER BY v.role)
      FROM role_vacancy v WHERE v.top_id = c.id) AS "rolesHeld",
    responsible.answer AS responsible,
    parent.sort_order AS parent_order, c.sort_order
  FROM counting c
  JOIN unit_sum s ON s.top_id = c.id
  LEFT JOIN container inside ON inside.id = c.id
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = c.parent_org_unit_id AND parent.valid_from <= $1::date AND (parent.valid_to IS NULL OR parent.valid_to > $1::date)
  LEFT JOIN covered ON covered.top_id = c.id
  LEFT JOIN role_vacancy led ON led.top_id = c.id AND led.role = 'leader'
  LEFT JOIN responsible ON responsible.unit_id = c.id
  LEFT JOIN role_holder h ON h.top_id = c.id
), outside_row AS (
  SELECT o.code, COALESCE(u.name, o.code) AS name, 
    json_build_object('staff', leaf.staff, 'regular_staff', leaf.regular_staff, 'holders', leaf.holders, 'provisional', leaf.provisional, 'reported', leaf.reported, 'booked', leaf.booked, 'higher_only', leaf.higher_only, 'other_certified', leaf.other_certified, 'mandatory', leaf.mandatory, 'mandatory_done', leaf.mandatory_done, 'mandatory_open', leaf.mandatory_open, 'security', leaf.security, 'security_done', leaf.security_done, 'security_open', leaf.security_open, 'ai', leaf.ai, 'ai_done', leaf.ai_done, 'ai_open', leaf.ai_open, 'ai_ever', leaf.ai_ever, 'ai_ever_done', leaf.ai_ever_done, 'ai_ever_open', leaf.ai_ever_open, 'carried_over', leaf.carried_over) AS counts,
    json_build_object('exempt', leaf.out_mandatory_exempt, 'on_leave', leaf.out_mandatory_on_leave, 'seconded', leaf.out_mandatory_seconded, 'not_employed', leaf.out_mandatory_not_employed, 'employment_type', leaf.out_mandatory_employment_type, 'earlier_assignment', leaf.out_mandatory_earlier_assignment, 'settled_before', leaf.out_mandatory_settled_before, 'not_assigned', leaf.out_mandatory_not_assigned) AS "leftOut",
    json_build_object('security', json_build_object('exempt', leaf.out_security_exempt, 'on_leave', leaf.out_security_on_leave, 'seconded', leaf.out_security_seconded, 'not_employed', leaf.out_security_not_employed, 'employment_type', leaf.out_security_employment_type, 'earlier_assignment', leaf.out_security_earlier_assignment, 'settled_before', leaf.out_security_settled_before, 'not_assigned', leaf.out_security_not_assigned), 'ai', json_build_object('exempt', leaf.out_ai_exempt, 'on_leave', leaf.out_ai_on_leave, 'seconded', leaf.out_ai_seconded, 'not_employed', leaf.out_ai_not_employed, 'employment_type', leaf.out_ai_employment_type, 'earlier_assignment', leaf.out_ai_earlier_assignment, 'settled_before', leaf.out_ai_settled_before, 'not_assigned', leaf.out_ai_not_assigned), 'ai_ever', json_build_object('exempt', leaf.out_ai_ever_exempt, 'on_leave', leaf.out_ai_ever_on_leave, 'seconded', leaf.out_ai_ever_seconded, 'not_employed', leaf.out_ai_ever_not_employed, 'employment_type', leaf.out_ai_ever_employment_type, 'earlier_assignment', leaf.out_ai_ever_earlier_assignment, 'settled_before', leaf.out_ai_ever_settled_before, 'not_assigned', leaf.out_ai_ever_not_assigned)) AS "leftOutOf", u.sort_order
  FROM leaf
  LEFT JOIN org_units o ON o.id = leaf.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = leaf.org_unit_id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
  WHERE leaf.org_unit_id IS NULL OR leaf.org_unit_id NOT IN (SELECT org_unit_id FROM tree_now)
), course_row AS (
  SELECT c.key, o.fiscal_year AS "fiscalYear", o.is_carried_over AS "isCarriedOver", cp.promise,
    (array_agg(v.title ORDER BY v.version DESC))[1] AS title,
    (count(*) FILTER (WHERE staff.left_out_by IS NULL AND o.state <> 'exempted'))::int AS must,
    (count(*) FILTER (WHERE staff.left_out_by IS NULL AND o.state = 'completed'))::int AS done,
    (count(*) FILTER (WHERE staff.left_out_by IS NULL AND o.state IN ('not_started', 'in_progress', 'overdue')))::int AS open,
    json_build_object('exempt', (count(*) FILTER (WHERE staff.left_out_by IS NULL AND o.state = 'exempted'))::int,
      'on_leave', (count(*) FILTER (WHERE staff.left_out_by = 'on_leave'))::int,
      'seconded', (count(*) FILTER (WHERE staff.left_out_by = 'seconded'))::int,
      'not_employed', (count(*) FILTER (WHERE staff.left_out_by = 'not_employed' AND o.state <> 'exempted'))::int,
      'employment_type', (count(*) FILTER (WHERE staff.left_out_by = 'employment_type'))::int,
      'earlier_assignment', 0, 'settled_before', 0, 'not_assigned', 0) AS "leftOut"
  FROM obligation o
  JOIN staff ON staff.person_id = o.person_id
  JOIN courses c ON c.id = o.course_id
  JOIN course_versions v ON v.id = o.edition_id
  LEFT JOIN course_promise cp ON cp.course_id = o.course_id
  WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY c.key, o.fiscal_year, o.is_carried_over, cp.promise
), late_join AS (
  SELECT person_id, max(joined_on) AS joined_on, max(separated_on) AS separated_on FROM (
    SELECT j.joined_to AS person_id, (j.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS joined_on, NULL::date AS separated_on
    FROM person_joins j WHERE j.recorded_at >= $8::timestamptz AND EXISTS (SELECT 1 FROM person_join_rows r WHERE r.join_id = j.id AND ((r.table_name = 'employments' AND EXISTS (SELECT 1 FROM employments_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'role_appointments' AND EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'certification_records' AND EXISTS (SELECT 1 FROM certification_records_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.reported_at < $8::timestamptz))
      OR (r.table_name = 'exam_attempts' AND EXISTS (SELECT 1 FROM exam_attempts_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.recorded_at < $8::timestamptz))
      OR (r.table_name = 'exemptions' AND EXISTS (SELECT 1 FROM exemptions_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'enrollments' AND EXISTS (SELECT 1 FROM enrollments e WHERE e.id = r.old_row_id AND r.was ->> 'person_id' = j.person_id::text
      AND e.completed_at < $8::timestamptz))))
    UNION ALL
    SELECT part.person_id, NULL, (s.separated_at AT TIME ZONE 'Asia/Tokyo')::date
    FROM person_separations s JOIN person_joins_history j ON j.id = s.join_id
    CROSS JOIN LATERAL (VALUES (j.person_id), (j.joined_to)) part (person_id)
    WHERE s.separated_at >= $8::timestamptz AND j.recorded_at < $8::timestamptz AND EXISTS (SELECT 1 FROM person_join_rows r WHERE r.join_id = j.id AND ((r.table_name = 'employments' AND EXISTS (SELECT 1 FROM employments_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'role_appointments' AND EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'certification_records' AND EXISTS (SELECT 1 FROM certification_records_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.reported_at < $8::timestamptz))
      OR (r.table_name = 'exam_attempts' AND EXISTS (SELECT 1 FROM exam_attempts_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.recorded_at < $8::timestamptz))
      OR (r.table_name = 'exemptions' AND EXISTS (SELECT 1 FROM exemptions_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'enrollments' AND EXISTS (SELECT 1 FROM enrollments e WHERE e.id = r.old_row_id AND r.was ->> 'person_id' = j.person_id::text
      AND e.completed_at < $8::timestamptz))))
    UNION ALL
    SELECT part.person_id, NULL, (p.parted_at AT TIME ZONE 'Asia/Tokyo')::date
    FROM import_number_partings p JOIN import_batches b ON b.id = p.batch_id
    CROSS JOIN LATERAL (VALUES (p.kept_person_id), (p.new_person_id)) part (person_id)
    WHERE p.parted_at >= $8::timestamptz AND b.applied_at < $8::timestamptz AND b.effective_on <= $1::date
  ) late GROUP BY person_id
),
city AS (
  SELECT 
    json_build_object('staff', COALESCE(sum(leaf.staff), 0)::int, 'regular_staff', COALESCE(sum(leaf.regular_staff), 0)::int, 'holders', COALESCE(sum(leaf.holders), 0)::int, 'provisional', COALESCE(sum(leaf.provisional), 0)::int, 'reported', COALESCE(sum(leaf.reported), 0)::int, 'booked', COALESCE(sum(leaf.booked), 0)::int, 'higher_only', COALESCE(sum(leaf.higher_only), 0)::int, 'other_certified', COALESCE(sum(leaf.other_certified), 0)::int, 'mandatory', COALESCE(sum(leaf.mandatory), 0)::int, 'mandatory_done', COALESCE(sum(leaf.mandatory_done), 0)::int, 'mandatory_open', COALESCE(sum(leaf.mandatory_open), 0)::int, 'security', COALESCE(sum(leaf.security), 0)::int, 'security_done', COALESCE(sum(leaf.security_done), 0)::int, 'security_open', COALESCE(sum(leaf.security_open), 0)::int, 'ai', COALESCE(sum(leaf.ai), 0)::int, 'ai_done', COALESCE(sum(leaf.ai_done), 0)::int, 'ai_open', COALESCE(sum(leaf.ai_open), 0)::int, 'ai_ever', COALESCE(sum(leaf.ai_ever), 0)::int, 'ai_ever_done', COALESCE(sum(leaf.ai_ever_done), 0)::int, 'ai_ever_open', COALESCE(sum(leaf.ai_ever_open), 0)::int, 'carried_over', COALESCE(sum(leaf.carried_over), 0)::int) AS counts,
    json_build_object('exempt', COALESCE(sum(leaf.out_mandatory_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_mandatory_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_mandatory_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_mandatory_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_mandatory_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_mandatory_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_mandatory_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_mandatory_not_assigned), 0)::int) AS "leftOut",
    json_build_object('security', json_build_object('exempt', COALESCE(sum(leaf.out_security_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_security_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_security_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_security_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_security_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_security_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_security_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_security_not_assigned), 0)::int), 'ai', json_build_object('exempt', COALESCE(sum(leaf.out_ai_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_ai_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_ai_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_ai_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_ai_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_ai_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_ai_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_ai_not_assigned), 0)::int), 'ai_ever', json_build_object('exempt', COALESCE(sum(leaf.out_ai_ever_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_ai_ever_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_ai_ever_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_ai_ever_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_ai_ever_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_ai_ever_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_ai_ever_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_ai_ever_not_assigned), 0)::int)) AS "leftOutOf", COALESCE(sum(leaf.passed_last_year), 0)::int AS "passedLastYear",
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'leader') AS leaders,
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'supporter') AS supporters,
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'supporter' AND EXISTS (SELECT 1 FROM role_activities done WHERE done.person_id = now.person_id
      AND done.done_on > $1::date - 90 AND done.done_on <= $1::date)) AS "activeSupporters",
    (SELECT count(*)::int FROM late_join) AS "joinedLater",
    (SELECT count(DISTINCT person_id)::int FROM late_row) AS "changedLater"
  FROM leaf
)
SELECT (SELECT row_to_json(city) FROM city) AS city,
  COALESCE((SELECT json_agg(unit_row ORDER BY parent_order, sort_order, code) FROM unit_row), '[]'::json) AS units,
  COALESCE((SELECT json_agg(outside_row ORDER BY code IS NULL, sort_order, code) FROM outside_row), '[]'::json) AS outside,
  COALESCE((SELECT json_agg(course_row ORDER BY "isCarriedOver", promise DESC NULLS LAST, title, key, "fiscalYear") FROM course_row),
    '[]'::json) AS courses;

-- coverage.counted-people
WITH RECURSIVE counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date) 
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $2::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $1::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a 
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $3::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($4::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $5::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($6::text[]) AND (k.is_same OR $7::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($6::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($6::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $8::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $8::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $8::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $8::timestamptz OR r.withdrawn_at >= $8::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $8::timestamptz ) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $1::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($1::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($6::text[]) AND (k.is_same OR $7::boolean)) AND a.recorded_at < $8::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $8::timestamptz) 
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $8::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $9::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $8::timestamptz AND y.fiscal_year <= $9::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND true 
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($9::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND true 
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND true 
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND true 
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= $8::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $9::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $3::boolean THEN 'absent' WHEN due.due_on <= $10::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $8::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $8::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $9::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $9::integer THEN true
      WHEN done.completed_at < (make_date($9::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($9::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($9::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $9::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $9::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $9::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $8::timestamptz 
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($11::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)  OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($12::text[]) THEN 'employment_type'
    WHEN $3::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $3::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), counted AS (
    SELECT DISTINCT CASE role WHEN 'leader' THEN 'leaders' ELSE 'supporters' END AS figure, person_id
    FROM presence WHERE during @> $1::date AND role IN ('leader', 'supporter')
    UNION ALL
    SELECT 'holders', person_id FROM staff WHERE is_employed AND exam_state = 'verified'
    UNION ALL
    SELECT 'mandatory', person_id FROM staff WHERE mandatory_state IN ('done', 'open')
  )
  SELECT counted.figure, counted.person_id AS "personId", n.staff_number AS "staffNumber", p.name
  FROM counted
  JOIN person_details p ON p.person_id = counted.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  ORDER BY counted.figure, p.kana, n.staff_number;

-- coverage.course-title
SELECT v.title FROM courses c JOIN course_versions v ON v.course_id = c.id
    WHERE c.key = $1::text AND v.published_at < $2::timestamptz AND coalesce(v.fiscal_year, $3::integer) = $3::integer
    ORDER BY v.fiscal_year IS NULL, v.version DESC LIMIT 1;

-- coverage.differing-people
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName"
    FROM unnest($1::uuid[]) AS asked (id) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = asked.id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    ORDER BY line.kana, line.staff_number;

-- coverage.draft-counted-mark
SELECT md5(concat_ws(',', (SELECT concat_ws(' ', count(*), max(recorded_at), max(superseded_at)) FROM role_appointments_history), (SELECT concat_ws(' ', count(*), max(recorded_at), max(superseded_at)) FROM role_appointment_extensions_history), (SELECT concat_ws(' ', count(*), max(recorded_at), max(superseded_at)) FROM role_versions_history), (SELECT concat_ws(' ', count(*), max(recorded_at), max(superseded_at)) FROM certification_records_history), (SELECT concat_ws(' ', count(*), max(recorded_at), max(superseded_at)) FROM exam_attempts_history), (SELECT concat_ws(' ', count(*), max(recorded_at), max(superseded_at)) FROM counting_rules_history))) AS mark;

-- coverage.figure-snapshot
SELECT s.taken_at AS "takenAt", s.sha256, s.figures FROM figure_snapshots s WHERE s.as_of = $1::date;

-- coverage.figure-snapshots
SELECT s.as_of AS "asOf", s.taken_at AS "takenAt", s.rule_version AS "ruleVersion", s.sha256, (s.figures #>> '{covered}')::int AS covered,
      (s.figures #>> '{counting}')::int AS counting, (s.figures #>> '{city,counts,holders}')::int AS holders, (s.figures #>> '{leaders}')::int AS leaders,
      (s.figures #>> '{supporters}')::int AS supporters, (s.figures #>> '{city,counts,security}')::int AS security,
      (s.figures #>> '{city,counts,security_done}')::int AS "securityDone", (s.figures #>> '{city,counts,ai_ever}')::int AS ai,
      (s.figures #>> '{city,counts,ai_ever_done}')::int AS "aiDone"
    FROM figure_snapshots s WHERE s.as_of >= $1::date AND s.as_of <= $2::date ORDER BY s.as_of DESC;

-- coverage.frozen-people-now
SELECT p.id AS then, CASE WHEN p.id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT p.id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE p.id END AS now FROM unnest($1::uuid[]) AS p (id);

-- coverage.handovers
WITH RECURSIVE counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date) 
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $2::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $1::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a 
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $3::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($4::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $5::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), gone AS (
  SELECT 'successor' AS kind, pr.top_id, pr.appointment_id, pr.person_id, pr.role, upper(pr.during) AS since, CASE
  WHEN upper(pr.during) IS NULL THEN NULL
  WHEN upper(pr.during) = pr.ended_before THEN 'ended_early'
  WHEN upper(pr.during) = pr.term_end + 1 THEN 'term_ends'
  WHEN starting.status = 'seconded' THEN 'seconded'
  WHEN starting.status IS NOT NULL THEN 'on_leave'
  WHEN NOT pr.service @> upper(pr.during) THEN 'leaves_service'
  ELSE 'transferred' END AS cause
  FROM presence pr
  JOIN role_held ON role_held.top_id = pr.top_id AND role_held.role = pr.role AND NOT role_held.during @> $1::date
    AND upper(pr.during) = (SELECT max(upper(h)) FROM unnest(role_held.during) h WHERE upper(h) <= $1::date)
  LEFT JOIN employment_statuses starting ON starting.person_id = pr.person_id AND starting.valid_from = upper(pr.during)
), came AS (
  SELECT 'arrived' AS kind, pr.top_id, pr.appointment_id, pr.person_id, pr.role, lower(pr.during) AS since, 'transferred' AS cause
  FROM presence pr
  JOIN postings old ON old.person_id = pr.person_id AND old.kind = 'primary' AND old.valid_to = lower(pr.during)
  WHERE pr.during @> $1::date AND lower(pr.during) > pr.term_start AND lower(pr.during) > $1::date - 180
    AND NOT EXISTS (SELECT 1 FROM tree WHERE tree.top_id = pr.top_id AND tree.org_unit_id = old.org_unit_id)
    AND NOT EXISTS (SELECT 1 FROM handover_ticks t WHERE t.appointment_id = pr.appointment_id AND t.org_unit_id = pr.top_id
      AND t.since = lower(pr.during) AND t.item = 'confirmed' AND (t.recorded_at AT TIME ZONE 'Asia/Tokyo')::date <= $1::date - $6::integer)
), handover AS (
  SELECT * FROM gone WHERE cause IN ('transferred', 'leaves_service', 'on_leave', 'seconded')
  UNION ALL SELECT * FROM came
), responsible AS (
  SELECT answers.unit_id, json_build_object('personId', p.person_id, 'staffNumber', n.staff_number, 'name', p.name,
    'postTitle', answers.post_title, 'isDeputy', (EXISTS (SELECT 1 FROM head_deputies dd WHERE dd.person_id = answers.person_id AND dd.org_unit_id = answers.head_unit_id AND dd.valid_from <= $1::date AND (dd.valid_to IS NULL OR dd.valid_to > $1::date))
      AND NOT EXISTS (SELECT 1 FROM postings dp WHERE dp.person_id = answers.person_id AND dp.org_unit_id = answers.head_unit_id AND dp.is_managerial AND dp.valid_from <= $1::date AND (dp.valid_to IS NULL OR dp.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = dp.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)))),
    'isAbove', answers.steps > 0) AS answer
  FROM (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= $1::date AND (post.valid_to IS NULL OR post.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
          WHERE hd.valid_from <= $1::date AND (hd.valid_to IS NULL OR hd.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= $1::date AND (hn.valid_to IS NULL OR hn.valid_to > $1::date)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= $1::date AND (ht.valid_to IS NULL OR ht.valid_to > $1::date)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) answers
  JOIN person_details p ON p.person_id = answers.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
)
SELECT h.kind, h.top_id AS "unitId", c.code AS "unitCode", c.name AS "unitName", h.appointment_id AS "appointmentId",
  h.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "nowIn", h.role, h.since,
  $1::date - h.since AS days, h.cause, responsible.answer AS responsible,
  COALESCE((SELECT json_agg(json_build_object('item', t.item, 'on', (t.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, 'by', COALESCE(by_line.name, '')) ORDER BY t.recorded_at)
    FROM handover_ticks t LEFT JOIN accounts ta ON ta.id = t.recorded_by LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = ta.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) by_line ON true
    WHERE t.appointment_id = h.appointment_id AND t.org_unit_id = h.top_id AND t.since = h.since), '[]'::json) AS ticks,
  (count(*) OVER ())::int AS total
FROM handover h
JOIN counting c ON c.id = h.top_id
JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $1::date)) AND (sn.valid_to IS NULL OR sn.valid_to > LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $1::date)))
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $1::date)) AND (pp.valid_to IS NULL OR pp.valid_to > LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $1::date)))
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $1::date)) AND (pu.valid_to IS NULL OR pu.valid_to > LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $1::date)))
      WHERE pd.person_id = h.person_id AND pd.valid_from <= LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $1::date)) AND (pd.valid_to IS NULL OR pd.valid_to > LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $1::date)))
    ) line ON true
LEFT JOIN responsible ON responsible.unit_id = h.top_id
WHERE $7::uuid IS NULL OR h.person_id = $7::uuid
ORDER BY h.since, c.code, h.kind DESC, line.staff_number, h.appointment_id LIMIT $8::integer OFFSET $9::integer;

-- coverage.handovers-of-units
WITH RECURSIVE member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) AND u.org_unit_id = ANY($1::uuid[])
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $3::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $2::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.person_id IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY($1::uuid[])
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $4::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($5::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $6::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), gone AS (
  SELECT 'successor' AS kind, pr.top_id, pr.appointment_id, pr.person_id, pr.role, upper(pr.during) AS since, CASE
  WHEN upper(pr.during) IS NULL THEN NULL
  WHEN upper(pr.during) = pr.ended_before THEN 'ended_early'
  WHEN upper(pr.during) = pr.term_end + 1 THEN 'term_ends'
  WHEN starting.status = 'seconded' THEN 'seconded'
  WHEN starting.status IS NOT NULL THEN 'on_leave'
  WHEN NOT pr.service @> upper(pr.during) THEN 'leaves_service'
  ELSE 'transferred' END AS cause
  FROM presence pr
  JOIN role_held ON role_held.top_id = pr.top_id AND role_held.role = pr.role AND NOT role_held.during @> $2::date
    AND upper(pr.during) = (SELECT max(upper(h)) FROM unnest(role_held.during) h WHERE upper(h) <= $2::date)
  LEFT JOIN employment_statuses starting ON starting.person_id = pr.person_id AND starting.valid_from = upper(pr.during)
), came AS (
  SELECT 'arrived' AS kind, pr.top_id, pr.appointment_id, pr.person_id, pr.role, lower(pr.during) AS since, 'transferred' AS cause
  FROM presence pr
  JOIN postings old ON old.person_id = pr.person_id AND old.kind = 'primary' AND old.valid_to = lower(pr.during)
  WHERE pr.during @> $2::date AND lower(pr.during) > pr.term_start AND lower(pr.during) > $2::date - 180
    AND NOT EXISTS (SELECT 1 FROM tree WHERE tree.top_id = pr.top_id AND tree.org_unit_id = old.org_unit_id)
    AND NOT EXISTS (SELECT 1 FROM handover_ticks t WHERE t.appointment_id = pr.appointment_id AND t.org_unit_id = pr.top_id
      AND t.since = lower(pr.during) AND t.item = 'confirmed' AND (t.recorded_at AT TIME ZONE 'Asia/Tokyo')::date <= $2::date - $7::integer)
), handover AS (
  SELECT * FROM gone WHERE cause IN ('transferred', 'leaves_service', 'on_leave', 'seconded')
  UNION ALL SELECT * FROM came
), responsible AS (
  SELECT answers.unit_id, json_build_object('personId', p.person_id, 'staffNumber', n.staff_number, 'name', p.name,
    'postTitle', answers.post_title, 'isDeputy', (EXISTS (SELECT 1 FROM head_deputies dd WHERE dd.person_id = answers.person_id AND dd.org_unit_id = answers.head_unit_id AND dd.valid_from <= $2::date AND (dd.valid_to IS NULL OR dd.valid_to > $2::date))
      AND NOT EXISTS (SELECT 1 FROM postings dp WHERE dp.person_id = answers.person_id AND dp.org_unit_id = answers.head_unit_id AND dp.is_managerial AND dp.valid_from <= $2::date AND (dp.valid_to IS NULL OR dp.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = dp.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)))),
    'isAbove', answers.steps > 0) AS answer
  FROM (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= $2::date AND (ab.valid_to IS NULL OR ab.valid_to > $2::date)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= $2::date AND (post.valid_to IS NULL OR post.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)
          WHERE hd.valid_from <= $2::date AND (hd.valid_to IS NULL OR hd.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= $2::date AND (hn.valid_to IS NULL OR hn.valid_to > $2::date)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= $2::date AND (ht.valid_to IS NULL OR ht.valid_to > $2::date)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) answers
  JOIN person_details p ON p.person_id = answers.person_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
)
SELECT h.kind, h.top_id AS "unitId", c.code AS "unitCode", c.name AS "unitName", h.appointment_id AS "appointmentId",
  h.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "nowIn", h.role, h.since,
  $2::date - h.since AS days, h.cause, responsible.answer AS responsible,
  COALESCE((SELECT json_agg(json_build_object('item', t.item, 'on', (t.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, 'by', COALESCE(by_line.name, '')) ORDER BY t.recorded_at)
    FROM handover_ticks t LEFT JOIN accounts ta ON ta.id = t.recorded_by LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = ta.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) by_line ON true
    WHERE t.appointment_id = h.appointment_id AND t.org_unit_id = h.top_id AND t.since = h.since), '[]'::json) AS ticks,
  (count(*) OVER ())::int AS total
FROM handover h
JOIN counting c ON c.id = h.top_id
JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= LEAST($2::date, (SELECT COALESCE(max(e.valid_to) - 1, $2::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $2::date)) AND (sn.valid_to IS NULL OR sn.valid_to > LEAST($2::date, (SELECT COALESCE(max(e.valid_to) - 1, $2::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $2::date)))
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= LEAST($2::date, (SELECT COALESCE(max(e.valid_to) - 1, $2::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $2::date)) AND (pp.valid_to IS NULL OR pp.valid_to > LEAST($2::date, (SELECT COALESCE(max(e.valid_to) - 1, $2::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $2::date)))
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= LEAST($2::date, (SELECT COALESCE(max(e.valid_to) - 1, $2::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $2::date)) AND (pu.valid_to IS NULL OR pu.valid_to > LEAST($2::date, (SELECT COALESCE(max(e.valid_to) - 1, $2::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $2::date)))
      WHERE pd.person_id = h.person_id AND pd.valid_from <= LEAST($2::date, (SELECT COALESCE(max(e.valid_to) - 1, $2::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $2::date)) AND (pd.valid_to IS NULL OR pd.valid_to > LEAST($2::date, (SELECT COALESCE(max(e.valid_to) - 1, $2::date) FROM employments e WHERE e.person_id = h.person_id AND e.valid_from <= $2::date)))
    ) line ON true
LEFT JOIN responsible ON responsible.unit_id = h.top_id
WHERE $8::uuid IS NULL OR h.person_id = $8::uuid
ORDER BY h.since, c.code, h.kind DESC, line.staff_number, h.appointment_id LIMIT $9::integer OFFSET $10::integer;

-- coverage.head-count-present
WITH certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($2::text[]) AND (k.is_same OR $3::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($2::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($2::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $4::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $4::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $4::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $4::timestamptz OR r.withdrawn_at >= $4::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $4::timestamptz ) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $1::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($1::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($2::text[]) AND (k.is_same OR $3::boolean)) AND a.recorded_at < $4::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $4::timestamptz) 
  GROUP BY a.person_id
), here AS MATERIALIZED (
      SELECT em.person_id, CASE WHEN em.employment_type = ANY($5::text[]) THEN em.valid_to - 1 END AS last_day,
        CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, coalesce(at.booked_on, at.past_on) AS exam_on, e.chance
      FROM employments em
      LEFT JOIN certificate c ON c.person_id = em.person_id
      LEFT JOIN attempt at ON at.person_id = em.person_id
      LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $4::timestamptz AND e.made_at >= $4::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) e ON e.person_id = em.person_id
      WHERE em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)
    ), sits AS (
      SELECT exam_on, chance FROM here WHERE state = 'booked' OR (state = 'exam_past' AND exam_on > $1::date - 180)
    )
    SELECT count(*)::int AS staff, (count(*) FILTER (WHERE state = 'verified'))::int AS holders,
      COALESCE(json_agg(last_day ORDER BY last_day) FILTER (WHERE state = 'verified' AND last_day IS NOT NULL), '[]') AS leaving,
      (count(*) FILTER (WHERE state IN ('reported', 'provisional')))::int AS waiting,
      (SELECT COALESCE(json_agg(json_build_object('examOn', exam_on, 'chance', chance) ORDER BY exam_on, chance), '[]') FROM sits) AS booked
    FROM here;

-- coverage.holders-over-time
WITH d AS (
      SELECT month::date AS day FROM generate_series($1::date::date, $2::date::date, interval '1 month') month
      UNION SELECT $2::date::date
    ), counted AS (
      SELECT d.day, count(DISTINCT r.person_id) AS holders
      FROM d
      JOIN certifications_counting_as(d.day) k ON k.asked_code = ANY($3::text[]) AND (k.is_same OR $4::boolean)
      JOIN certification_records r ON r.certification_id = k.held_id AND r.reported_at < ((d.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo') AND (r.state IN ('verified', 'revoked') AND r.decided_at < ((d.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo') AND (r.revoked_at IS NULL OR r.revoked_at >= ((d.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'))
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= ((d.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')))
      WHERE EXISTS (SELECT 1 FROM employments em WHERE em.person_id = r.person_id AND em.valid_from <= d.day AND (em.valid_to IS NULL OR em.valid_to > d.day))
      GROUP BY d.day
    )
    SELECT d.day, COALESCE(counted.holders, 0)::int AS count
    FROM d LEFT JOIN counted ON counted.day = d.day
    WHERE d.day >= (SELECT min(p.valid_from) FROM postings p)
    ORDER BY d.day;

-- coverage.made-publication-files
SELECT kind FROM figure_publication_files WHERE publication_id = $1::uuid;

-- coverage.monthly-head-count-forecasts
SELECT DISTINCT ON (date_trunc('month', f.made_on)) f.made_on AS "madeOn", f.due_on AS "dueOn", f.target, f.rule_version AS "ruleVersion", f.method, f.runs, f.seed, f.forecast FROM head_count_forecasts f
    WHERE f.made_on <= $1::date ORDER BY date_trunc('month', f.made_on) DESC, f.made_on, f.made_at, f.id LIMIT $2::integer OFFSET $3::integer;

-- coverage.names-in-the-books
SELECT line.person_id AS "personId", line.name, line.staff_number AS "staffNumber"
    FROM unnest($1::uuid[]) p (id) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true ORDER BY line.staff_number;

-- coverage.names-of-people
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name
    FROM unnest($1::uuid[]) p (id) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true ORDER BY line.staff_number;

-- coverage.newest-draft-effects
SELECT e.made_at AS "madeAt", e.rows_mark AS "rowsMark", e.books_mark AS "booksMark", e.content, e.problem
    FROM transfer_draft_effects e WHERE e.draft_id = $1::uuid ORDER BY e.asked_at DESC, e.id LIMIT 1;

-- coverage.newest-head-count-forecast
SELECT f.made_on AS "madeOn", f.due_on AS "dueOn", f.target, f.rule_version AS "ruleVersion", f.method, f.runs, f.seed, f.forecast FROM head_count_forecasts f WHERE f.made_on <= $1::date ORDER BY f.made_on DESC, f.made_at DESC, f.id LIMIT 1;

-- coverage.newest-rule
SELECT version, valid_from AS "validFrom", definition, note FROM counting_rules ORDER BY version DESC LIMIT 1;

-- coverage.next-rule-version
SELECT COALESCE(max(version), 0) + 1 AS version FROM counting_rules_history;

-- coverage.one-short-by-day
SELECT p.key, line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, place integer, day date, "personId" uuid)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    ORDER BY p.day NULLS LAST, p.place, line.kana, line.staff_number, p.key LIMIT $4::integer OFFSET $5::integer;

-- coverage.one-short-by-day-down
SELECT p.key, line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, place integer, day date, "personId" uuid)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    ORDER BY p.day DESC NULLS LAST, p.place, line.kana, line.staff_number, p.key LIMIT $4::integer OFFSET $5::integer;

-- coverage.one-short-by-name
SELECT p.key, line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, place integer, day date, "personId" uuid)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    ORDER BY line.kana, line.staff_number, p.place, p.key LIMIT $4::integer OFFSET $5::integer;

-- coverage.one-short-by-name-down
SELECT p.key, line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, place integer, day date, "personId" uuid)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    ORDER BY line.kana DESC, line.staff_number DESC, p.place, p.key LIMIT $4::integer OFFSET $5::integer;

-- coverage.one-short-by-unit
SELECT p.key, line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, place integer, day date, "personId" uuid)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    ORDER BY p.place, p.day NULLS LAST, line.kana, line.staff_number, p.key LIMIT $4::integer OFFSET $5::integer;

-- coverage.one-short-by-unit-down
SELECT p.key, line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, place integer, day date, "personId" uuid)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    ORDER BY p.place DESC, p.day NULLS LAST, line.kana, line.staff_number, p.key LIMIT $4::integer OFFSET $5::integer;

-- coverage.open-data-before
SELECT p.as_of AS "asOf", f.content, p.content AS published FROM figure_publications p
    JOIN figure_publication_files f ON f.publication_id = p.id AND f.kind = 'open_data'
    WHERE p.number < $1::integer ORDER BY p.number;

-- coverage.outlook-by-day
SELECT p.key, line.staff_number AS "staffNumber", line.name
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, state text, "yearEnd" date, place integer, day date, "personId" uuid)
    LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    WHERE $4::text IS NULL OR p.state = $4::text ORDER BY p.day NULLS LAST, p."yearEnd", p.place, p.key LIMIT $5::integer OFFSET $6::integer;

-- coverage.outlook-by-day-down
SELECT p.key, line.staff_number AS "staffNumber", line.name
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, state text, "yearEnd" date, place integer, day date, "personId" uuid)
    LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    WHERE $4::text IS NULL OR p.state = $4::text ORDER BY p.day DESC NULLS LAST, p."yearEnd", p.place, p.key LIMIT $5::integer OFFSET $6::integer;

-- coverage.outlook-by-state
SELECT p.key, line.staff_number AS "staffNumber", line.name
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, state text, "yearEnd" date, place integer, day date, "personId" uuid)
    LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    WHERE $4::text IS NULL OR p.state = $4::text ORDER BY array_position(ARRAY['nobody', 'in_reach', 'vacant', 'on_record', 'apart'], p.state), p."yearEnd", p.place, p.key LIMIT $5::integer OFFSET $6::integer;

-- coverage.outlook-by-state-down
SELECT p.key, line.staff_number AS "staffNumber", line.name
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, state text, "yearEnd" date, place integer, day date, "personId" uuid)
    LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    WHERE $4::text IS NULL OR p.state = $4::text ORDER BY array_position(ARRAY['nobody', 'in_reach', 'vacant', 'on_record', 'apart'], p.state) DESC, p."yearEnd", p.place, p.key LIMIT $5::integer OFFSET $6::integer;

-- coverage.outlook-by-unit
SELECT p.key, line.staff_number AS "staffNumber", line.name
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, state text, "yearEnd" date, place integer, day date, "personId" uuid)
    LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    WHERE $4::text IS NULL OR p.state = $4::text ORDER BY p.place, p.key, p."yearEnd" LIMIT $5::integer OFFSET $6::integer;

-- coverage.outlook-by-unit-down
SELECT p.key, line.staff_number AS "staffNumber", line.name
    FROM jsonb_to_recordset($1::jsonb) AS p (key integer, state text, "yearEnd" date, place integer, day date, "personId" uuid)
    LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true
    WHERE $4::text IS NULL OR p.state = $4::text ORDER BY p.place DESC, p.key DESC, p."yearEnd" LIMIT $5::integer OFFSET $6::integer;

-- coverage.place-by-code
SELECT o.id, u.name, u.counts_for_leader_kpi AS counts FROM org_units o
    JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date) WHERE o.code = $2::text;

-- coverage.places-on
WITH RECURSIVE up AS (
    SELECT u.org_unit_id AS id, u.org_unit_id AS top_id, u.parent_org_unit_id AS parent_id, 0 AS steps
    FROM org_unit_periods u WHERE u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    UNION ALL
    SELECT up.id, u.org_unit_id, u.parent_org_unit_id, up.steps + 1
    FROM up JOIN org_unit_periods u ON u.org_unit_id = up.parent_id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date) WHERE up.steps < 20
  ), top AS (
    SELECT DISTINCT ON (id) id, top_id FROM up ORDER BY id, steps DESC
  )
  SELECT top.id, o.code, above.code AS "topCode", period.name AS "topName", period.counts_for_leader_kpi AS "topCounts" FROM top
  JOIN org_units o ON o.id = top.id
  JOIN org_units above ON above.id = top.top_id
  JOIN org_unit_periods period ON period.org_unit_id = top.top_id AND period.valid_from <= $1::date AND (period.valid_to IS NULL OR period.valid_to > $1::date)
  ORDER BY period.sort_order, above.code, o.code;

-- coverage.promises
WITH RECURSIVE counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date) 
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $2::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $1::date
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($3::text[]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($3::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($3::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $1::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($1::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($3::text[]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $5::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $6::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $5::timestamptz AND y.fiscal_year <= $6::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND true 
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($6::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND true 
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND true 
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND true 
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= $5::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $6::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $7::boolean THEN 'absent' WHEN due.due_on <= $8::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $5::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $5::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $6::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $6::integer THEN true
      WHEN done.completed_at < (make_date($6::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($6::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($6::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $6::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $6::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $6::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $5::timestamptz 
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($9::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)  OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($10::text[]) THEN 'employment_type'
    WHEN $7::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $7::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
)
    SELECT (count(*) FILTER (WHERE security_state IN ('done', 'open')))::int AS "securityMust", (count(*) FILTER (WHERE security_state IN ('done')))::int AS "securityDone",
      (count(*) FILTER (WHERE ai_state IN ('done', 'open')))::int AS "aiMust", (count(*) FILTER (WHERE ai_state IN ('done')))::int AS "aiDone", (count(*) FILTER (WHERE has_carried_over AND left_out_by IS NULL))::int AS "carriedOver",
      (count(*) FILTER (WHERE mandatory_state IN ('open')))::int AS "openPeople",
      (count(*) FILTER (WHERE left_out_by IS NULL AND overdue_count > 0))::int AS "overduePeople",
      (COALESCE(sum(overdue_count) FILTER (WHERE left_out_by IS NULL), 0))::int AS overdue,
      (count(*) FILTER (WHERE left_out_by IN ('on_leave', 'seconded') AND due_count > 0))::int AS absent
    FROM staff;

-- coverage.publication
SELECT p.id, p.number, p.as_of AS "asOf", p.document_number AS "documentNumber", p.reason, p.sha256, p.published_at AS "publishedAt",
    publisher.name AS "publishedByName", p.made_at AS "madeAt",
    (SELECT count(*)::int FROM figure_publication_files f WHERE f.publication_id = p.id) AS files,
    p.withdrawn_at AS "withdrawnAt", withdrawer.name AS "withdrawnByName", p.withdrawal_reason AS "withdrawalReason",
    p.follows_id AS "followsId", before.number AS "followsNumber", after.id AS "correctedById", after.number AS "correctedByNumber",
    undone.id AS "undoneId", undone.number AS "undoneNumber", undone.withdrawn_at AS "undoneAt", undoer.name AS "undoneByName",
    undone.withdrawal_reason AS "undoneReason"
  FROM figure_publications p
  LEFT JOIN figure_publications before ON before.id = p.follows_id
  LEFT JOIN LATERAL (SELECT c.id, c.number FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NULL ORDER BY c.number LIMIT 1) after ON true
  LEFT JOIN LATERAL (SELECT c.id, c.number, c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NOT NULL
    ORDER BY c.number DESC LIMIT 1) undone ON true
  LEFT JOIN accounts by_account ON by_account.id = p.published_by
  LEFT JOIN person_details publisher ON publisher.person_id = by_account.person_id AND publisher.valid_from <= $1::date AND (publisher.valid_to IS NULL OR publisher.valid_to > $1::date)
  LEFT JOIN accounts withdrawn_account ON withdrawn_account.id = p.withdrawn_by
  LEFT JOIN person_details withdrawer ON withdrawer.person_id = withdrawn_account.person_id AND withdrawer.valid_from <= $1::date AND (withdrawer.valid_to IS NULL OR withdrawer.valid_to > $1::date)
  LEFT JOIN accounts undoing_account ON undoing_account.id = undone.withdrawn_by
  LEFT JOIN person_details undoer ON undoer.person_id = undoing_account.person_id AND undoer.valid_from <= $1::date AND (undoer.valid_to IS NULL OR undoer.valid_to > $1::date) WHERE p.id = $2::uuid;

-- coverage.publication-content
SELECT p.content FROM figure_publications p WHERE p.id = $1::uuid;

-- coverage.publication-file
SELECT f.name, f.sha256, f.content FROM figure_publication_files f WHERE f.publication_id = $1::uuid AND f.kind = $2::text;

-- coverage.publication-files
SELECT f.kind, f.name, f.sha256, octet_length(f.content) AS "byteSize" FROM figure_publication_files f
    WHERE f.publication_id = $1::uuid ORDER BY f.kind;

-- coverage.publications-by-day
SELECT p.id, p.number, p.as_of AS "asOf", p.document_number AS "documentNumber", p.reason, p.sha256, p.published_at AS "publishedAt",
    publisher.name AS "publishedByName", p.made_at AS "madeAt",
    (SELECT count(*)::int FROM figure_publication_files f WHERE f.publication_id = p.id) AS files,
    p.withdrawn_at AS "withdrawnAt", withdrawer.name AS "withdrawnByName", p.withdrawal_reason AS "withdrawalReason",
    p.follows_id AS "followsId", before.number AS "followsNumber", after.id AS "correctedById", after.number AS "correctedByNumber",
    undone.id AS "undoneId", undone.number AS "undoneNumber", undone.withdrawn_at AS "undoneAt", undoer.name AS "undoneByName",
    undone.withdrawal_reason AS "undoneReason"
  FROM figure_publications p
  LEFT JOIN figure_publications before ON before.id = p.follows_id
  LEFT JOIN LATERAL (SELECT c.id, c.number FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NULL ORDER BY c.number LIMIT 1) after ON true
  LEFT JOIN LATERAL (SELECT c.id, c.number, c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NOT NULL
    ORDER BY c.number DESC LIMIT 1) undone ON true
  LEFT JOIN accounts by_account ON by_account.id = p.published_by
  LEFT JOIN person_details publisher ON publisher.person_id = by_account.person_id AND publisher.valid_from <= $1::date AND (publisher.valid_to IS NULL OR publisher.valid_to > $1::date)
  LEFT JOIN accounts withdrawn_account ON withdrawn_account.id = p.withdrawn_by
  LEFT JOIN person_details withdrawer ON withdrawer.person_id = withdrawn_account.person_id AND withdrawer.valid_from <= $1::date AND (withdrawer.valid_to IS NULL OR withdrawer.valid_to > $1::date)
  LEFT JOIN accounts undoing_account ON undoing_account.id = undone.withdrawn_by
  LEFT JOIN person_details undoer ON undoer.person_id = undoing_account.person_id AND undoer.valid_from <= $1::date AND (undoer.valid_to IS NULL OR undoer.valid_to > $1::date) ORDER BY p.as_of, p.number LIMIT $2::integer OFFSET $3::integer;

-- coverage.publications-by-last-day
SELECT p.id, p.number, p.as_of AS "asOf", p.document_number AS "documentNumber", p.reason, p.sha256, p.published_at AS "publishedAt",
    publisher.name AS "publishedByName", p.made_at AS "madeAt",
    (SELECT count(*)::int FROM figure_publication_files f WHERE f.publication_id = p.id) AS files,
    p.withdrawn_at AS "withdrawnAt", withdrawer.name AS "withdrawnByName", p.withdrawal_reason AS "withdrawalReason",
    p.follows_id AS "followsId", before.number AS "followsNumber", after.id AS "correctedById", after.number AS "correctedByNumber",
    undone.id AS "undoneId", undone.number AS "undoneNumber", undone.withdrawn_at AS "undoneAt", undoer.name AS "undoneByName",
    undone.withdrawal_reason AS "undoneReason"
  FROM figure_publications p
  LEFT JOIN figure_publications before ON before.id = p.follows_id
  LEFT JOIN LATERAL (SELECT c.id, c.number FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NULL ORDER BY c.number LIMIT 1) after ON true
  LEFT JOIN LATERAL (SELECT c.id, c.number, c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NOT NULL
    ORDER BY c.number DESC LIMIT 1) undone ON true
  LEFT JOIN accounts by_account ON by_account.id = p.published_by
  LEFT JOIN person_details publisher ON publisher.person_id = by_account.person_id AND publisher.valid_from <= $1::date AND (publisher.valid_to IS NULL OR publisher.valid_to > $1::date)
  LEFT JOIN accounts withdrawn_account ON withdrawn_account.id = p.withdrawn_by
  LEFT JOIN person_details withdrawer ON withdrawer.person_id = withdrawn_account.person_id AND withdrawer.valid_from <= $1::date AND (withdrawer.valid_to IS NULL OR withdrawer.valid_to > $1::date)
  LEFT JOIN accounts undoing_account ON undoing_account.id = undone.withdrawn_by
  LEFT JOIN person_details undoer ON undoer.person_id = undoing_account.person_id AND undoer.valid_from <= $1::date AND (undoer.valid_to IS NULL OR undoer.valid_to > $1::date) ORDER BY p.as_of DESC, p.number DESC LIMIT $2::integer OFFSET $3::integer;

-- coverage.publications-by-last-number
SELECT p.id, p.number, p.as_of AS "asOf", p.document_number AS "documentNumber", p.reason, p.sha256, p.published_at AS "publishedAt",
    publisher.name AS "publishedByName", p.made_at AS "madeAt",
    (SELECT count(*)::int FROM figure_publication_files f WHERE f.publication_id = p.id) AS files,
    p.withdrawn_at AS "withdrawnAt", withdrawer.name AS "withdrawnByName", p.withdrawal_reason AS "withdrawalReason",
    p.follows_id AS "followsId", before.number AS "followsNumber", after.id AS "correctedById", after.number AS "correctedByNumber",
    undone.id AS "undoneId", undone.number AS "undoneNumber", undone.withdrawn_at AS "undoneAt", undoer.name AS "undoneByName",
    undone.withdrawal_reason AS "undoneReason"
  FROM figure_publications p
  LEFT JOIN figure_publications before ON before.id = p.follows_id
  LEFT JOIN LATERAL (SELECT c.id, c.number FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NULL ORDER BY c.number LIMIT 1) after ON true
  LEFT JOIN LATERAL (SELECT c.id, c.number, c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NOT NULL
    ORDER BY c.number DESC LIMIT 1) undone ON true
  LEFT JOIN accounts by_account ON by_account.id = p.published_by
  LEFT JOIN person_details publisher ON publisher.person_id = by_account.person_id AND publisher.valid_from <= $1::date AND (publisher.valid_to IS NULL OR publisher.valid_to > $1::date)
  LEFT JOIN accounts withdrawn_account ON withdrawn_account.id = p.withdrawn_by
  LEFT JOIN person_details withdrawer ON withdrawer.person_id = withdrawn_account.person_id AND withdrawer.valid_from <= $1::date AND (withdrawer.valid_to IS NULL OR withdrawer.valid_to > $1::date)
  LEFT JOIN accounts undoing_account ON undoing_account.id = undone.withdrawn_by
  LEFT JOIN person_details undoer ON undoer.person_id = undoing_account.person_id AND undoer.valid_from <= $1::date AND (undoer.valid_to IS NULL OR undoer.valid_to > $1::date) ORDER BY p.number DESC LIMIT $2::integer OFFSET $3::integer;

-- coverage.publications-by-number
SELECT p.id, p.number, p.as_of AS "asOf", p.document_number AS "documentNumber", p.reason, p.sha256, p.published_at AS "publishedAt",
    publisher.name AS "publishedByName", p.made_at AS "madeAt",
    (SELECT count(*)::int FROM figure_publication_files f WHERE f.publication_id = p.id) AS files,
    p.withdrawn_at AS "withdrawnAt", withdrawer.name AS "withdrawnByName", p.withdrawal_reason AS "withdrawalReason",
    p.follows_id AS "followsId", before.number AS "followsNumber", after.id AS "correctedById", after.number AS "correctedByNumber",
    undone.id AS "undoneId", undone.number AS "undoneNumber", undone.withdrawn_at AS "undoneAt", undoer.name AS "undoneByName",
    undone.withdrawal_reason AS "undoneReason"
  FROM figure_publications p
  LEFT JOIN figure_publications before ON before.id = p.follows_id
  LEFT JOIN LATERAL (SELECT c.id, c.number FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NULL ORDER BY c.number LIMIT 1) after ON true
  LEFT JOIN LATERAL (SELECT c.id, c.number, c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NOT NULL
    ORDER BY c.number DESC LIMIT 1) undone ON true
  LEFT JOIN accounts by_account ON by_account.id = p.published_by
  LEFT JOIN person_details publisher ON publisher.person_id = by_account.person_id AND publisher.valid_from <= $1::date AND (publisher.valid_to IS NULL OR publisher.valid_to > $1::date)
  LEFT JOIN accounts withdrawn_account ON withdrawn_account.id = p.withdrawn_by
  LEFT JOIN person_details withdrawer ON withdrawer.person_id = withdrawn_account.person_id AND withdrawer.valid_from <= $1::date AND (withdrawer.valid_to IS NULL OR withdrawer.valid_to > $1::date)
  LEFT JOIN accounts undoing_account ON undoing_account.id = undone.withdrawn_by
  LEFT JOIN person_details undoer ON undoer.person_id = undoing_account.person_id AND undoer.valid_from <= $1::date AND (undoer.valid_to IS NULL OR undoer.valid_to > $1::date) ORDER BY p.number LIMIT $2::integer OFFSET $3::integer;

-- coverage.publications-of-day
SELECT p.id, p.number, p.as_of AS "asOf", p.document_number AS "documentNumber", p.reason, p.sha256, p.published_at AS "publishedAt",
    publisher.name AS "publishedByName", p.made_at AS "madeAt",
    (SELECT count(*)::int FROM figure_publication_files f WHERE f.publication_id = p.id) AS files,
    p.withdrawn_at AS "withdrawnAt", withdrawer.name AS "withdrawnByName", p.withdrawal_reason AS "withdrawalReason",
    p.follows_id AS "followsId", before.number AS "followsNumber", after.id AS "correctedById", after.number AS "correctedByNumber",
    undone.id AS "undoneId", undone.number AS "undoneNumber", undone.withdrawn_at AS "undoneAt", undoer.name AS "undoneByName",
    undone.withdrawal_reason AS "undoneReason"
  FROM figure_publications p
  LEFT JOIN figure_publications before ON before.id = p.follows_id
  LEFT JOIN LATERAL (SELECT c.id, c.number FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NULL ORDER BY c.number LIMIT 1) after ON true
  LEFT JOIN LATERAL (SELECT c.id, c.number, c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NOT NULL
    ORDER BY c.number DESC LIMIT 1) undone ON true
  LEFT JOIN accounts by_account ON by_account.id = p.published_by
  LEFT JOIN person_details publisher ON publisher.person_id = by_account.person_id AND publisher.valid_from <= $1::date AND (publisher.valid_to IS NULL OR publisher.valid_to > $1::date)
  LEFT JOIN accounts withdrawn_account ON withdrawn_account.id = p.withdrawn_by
  LEFT JOIN person_details withdrawer ON withdrawer.person_id = withdrawn_account.person_id AND withdrawer.valid_from <= $1::date AND (withdrawer.valid_to IS NULL OR withdrawer.valid_to > $1::date)
  LEFT JOIN accounts undoing_account ON undoing_account.id = undone.withdrawn_by
  LEFT JOIN person_details undoer ON undoer.person_id = undoing_account.person_id AND undoer.valid_from <= $1::date AND (undoer.valid_to IS NULL OR undoer.valid_to > $1::date) WHERE p.as_of = $2::date ORDER BY p.number DESC;

-- coverage.publications-total
SELECT count(*)::int AS total FROM figure_publications;

-- coverage.published-names
SELECT asked.id, line.staff_number AS "staffNumber", line.name, line.kana FROM unnest($1::uuid[]) AS asked (id)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM (SELECT * FROM person_details_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pd
      JOIN (SELECT * FROM staff_numbers_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) sn ON sn.person_id = pd.person_id AND sn.valid_from <= $3::date AND (sn.valid_to IS NULL OR sn.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM postings_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $3::date AND (pp.valid_to IS NULL OR pp.valid_to > $3::date)
      LEFT JOIN (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $2::timestamptz AND (superseded_at IS NULL OR superseded_at > $2::timestamptz)) pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $3::date AND (pu.valid_to IS NULL OR pu.valid_to > $3::date)
      WHERE pd.person_id = asked.id AND pd.valid_from <= $3::date AND (pd.valid_to IS NULL OR pd.valid_to > $3::date)
    ) line ON true;

-- coverage.recorded-after-publication
WITH late_row AS MATERIALIZED (
  SELECT told.* FROM (
    SELECT h.person_id, 'posting' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, h.org_unit_id AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM postings_history h
    WHERE h.recorded_at >= $1::timestamptz AND h.kind = 'primary' AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM postings_history o
      WHERE o.person_id = h.person_id AND o.org_unit_id = h.org_unit_id AND o.kind = 'primary' AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.recorded_at < $1::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $1::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'posting', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, h.org_unit_id,
      h.superseded_by, NULL::text AS reason FROM postings_history h
    WHERE h.superseded_at >= $1::timestamptz AND h.kind = 'primary' AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.recorded_at < $1::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $1::timestamptz) AND NOT EXISTS (SELECT 1 FROM postings_history o
      WHERE o.person_id = h.person_id AND o.org_unit_id = h.org_unit_id AND o.kind = 'primary' AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'employment' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM employments_history h
    WHERE h.recorded_at >= $1::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM employments_history o
      WHERE o.person_id = h.person_id AND o.employment_type = h.employment_type AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.recorded_at < $1::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $1::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'employment', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, NULL::text AS reason FROM employments_history h
    WHERE h.superseded_at >= $1::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.recorded_at < $1::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $1::timestamptz) AND NOT EXISTS (SELECT 1 FROM employments_history o
      WHERE o.person_id = h.person_id AND o.employment_type = h.employment_type AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'absence' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM employment_statuses_history h
    WHERE h.recorded_at >= $1::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM employment_statuses_history o
      WHERE o.person_id = h.person_id AND o.status = h.status AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.recorded_at < $1::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $1::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'absence', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, NULL::text AS reason FROM employment_statuses_history h
    WHERE h.superseded_at >= $1::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.recorded_at < $1::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $1::timestamptz) AND NOT EXISTS (SELECT 1 FROM employment_statuses_history o
      WHERE o.person_id = h.person_id AND o.status = h.status AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'role' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, nullif(h.note, '') AS reason FROM role_appointments_history h
    WHERE h.recorded_at >= $1::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM role_appointments_history o
      WHERE o.person_id = h.person_id AND o.role = h.role AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.recorded_at < $1::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $1::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.row_id)
    UNION ALL
    SELECT h.person_id, 'role', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, (SELECT a.reason FROM role_appointment_annulments a WHERE a.appointment_id = h.id AND a.annulled_at >= $1::timestamptz) AS reason FROM role_appointments_history h
    WHERE h.superseded_at >= $1::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.recorded_at < $1::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $1::timestamptz) AND NOT EXISTS (SELECT 1 FROM role_appointments_history o
      WHERE o.person_id = h.person_id AND o.role = h.role AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.row_id)
  ) told WHERE EXISTS (SELECT 1 FROM postings_history b WHERE b.recorded_at < $1::timestamptz)
), changed AS (
    SELECT person_id, what, recorded_on, recorded_by, reason FROM late_row
    UNION ALL
    SELECT h.person_id, 'certificate', (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, h.recorded_by, coalesce(h.revoke_reason, h.return_reason,
      (SELECT c.reason FROM certification_corrections c WHERE c.record_id = h.id AND c.state = 'confirmed' AND c.decided_at >= $1::timestamptz
       ORDER BY c.decided_at DESC LIMIT 1))
    FROM certification_records_history h
    WHERE h.recorded_at >= $1::timestamptz AND (h.passed_on IS NULL OR h.passed_on <= $2::date)
    UNION ALL
    SELECT h.person_id, 'certificate', (a.annulled_at AT TIME ZONE 'Asia/Tokyo')::date, h.superseded_by, a.reason FROM certification_record_annulments a
    JOIN certification_records_history h ON h.id = a.record_id AND h.superseded_at >= $1::timestamptz
    WHERE a.annulled_at >= $1::timestamptz AND h.passed_on <= $2::date
    UNION ALL
    SELECT person.id, 'join', (j.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, j.recorded_by, nullif(j.reason, '') FROM person_joins_history j
    CROSS JOIN LATERAL (VALUES (j.person_id), (j.joined_to)) person (id) WHERE j.recorded_at >= $1::timestamptz
  )
  SELECT DISTINCT ON (changed.what, changed.person_id) changed.person_id AS "personId", changed.what, changed.recorded_on AS on,
    changed.reason, teller.name AS "byName"
  FROM changed LEFT JOIN accounts teller_account ON teller_account.id = changed.recorded_by
  LEFT JOIN person_details teller ON teller.person_id = teller_account.person_id AND teller.valid_from <= $3::date AND (teller.valid_to IS NULL OR teller.valid_to > $3::date)
  ORDER BY changed.what, changed.person_id, changed.recorded_on DESC, changed.reason;

-- coverage.records-from
SELECT min(p.valid_from) AS day FROM postings p;

-- coverage.role-behind
WITH RECURSIVE counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date) 
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $2::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $1::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a 
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $3::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($4::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $5::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), present AS (
  SELECT DISTINCT person_id FROM presence WHERE role = $6::text AND during @> $1::date AND ($7::uuid IS NULL OR top_id = $7::uuid)
    AND ($8::uuid[] IS NULL OR top_id = ANY($8::uuid[]))
), chosen AS (
  SELECT DISTINCT ON (t.person_id) t.person_id,
    CASE WHEN t.person_id IN (SELECT person_id FROM present) THEN
           CASE WHEN $9::boolean AND NOT EXISTS (SELECT 1 FROM role_activities done WHERE done.person_id = t.person_id
      AND done.done_on > $1::date - 90 AND done.done_on <= $1::date) THEN 'not_active' END
         WHEN NOT t.service @> $1::date THEN 'not_employed'
         WHEN $3::boolean AND s.status = 'seconded' THEN 'seconded'
         WHEN $3::boolean AND s.status IS NOT NULL THEN 'on_leave'
         WHEN po.person_id IS NULL THEN 'no_posting'
         WHEN $7::uuid IS NOT NULL THEN 'concurrent'
         ELSE 'other_unit' END AS reason,
    t.term_start, t.term_end, NULL::date AS passed_on, NULL::date AS exam_on, NULL::int AS due_count, NULL::int AS done_count,
    NULL::text AS carried_over,
    CASE WHEN (t.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > t.term_start
      THEN (t.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END AS recorded_late_on
  FROM terms t
  LEFT JOIN employment_statuses s ON s.person_id = t.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = t.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  WHERE t.role = $6::text AND t.during @> $1::date
    AND (t.person_id IN (SELECT person_id FROM present) OR ($7::uuid IS NULL AND $8::uuid[] IS NULL) OR EXISTS (
      SELECT 1 FROM postings any_post WHERE any_post.person_id = t.person_id AND any_post.valid_from <= $1::date AND (any_post.valid_to IS NULL OR any_post.valid_to > $1::date)
        AND ($7::uuid IS NULL OR any_post.org_unit_id IN (SELECT org_unit_id FROM tree_now WHERE top_id = $7::uuid)) AND ($8::uuid[] IS NULL OR any_post.org_unit_id = ANY($8::uuid[]))))
  ORDER BY t.person_id, t.term_start
), late_join AS (
  SELECT person_id, max(joined_on) AS joined_on, max(separated_on) AS separated_on FROM (
    SELECT j.joined_to AS person_id, (j.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS joined_on, NULL::date AS separated_on
    FROM person_joins j WHERE j.recorded_at >= $10::timestamptz AND EXISTS (SELECT 1 FROM person_join_rows r WHERE r.join_id = j.id AND ((r.table_name = 'employments' AND EXISTS (SELECT 1 FROM employments_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'role_appointments' AND EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'certification_records' AND EXISTS (SELECT 1 FROM certification_records_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.reported_at < $10::timestamptz))
      OR (r.table_name = 'exam_attempts' AND EXISTS (SELECT 1 FROM exam_attempts_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.recorded_at < $10::timestamptz))
      OR (r.table_name = 'exemptions' AND EXISTS (SELECT 1 FROM exemptions_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'enrollments' AND EXISTS (SELECT 1 FROM enrollments e WHERE e.id = r.old_row_id AND r.was ->> 'person_id' = j.person_id::text
      AND e.completed_at < $10::timestamptz))))
    UNION ALL
    SELECT part.person_id, NULL, (s.separated_at AT TIME ZONE 'Asia/Tokyo')::date
    FROM person_separations s JOIN person_joins_history j ON j.id = s.join_id
    CROSS JOIN LATERAL (VALUES (j.person_id), (j.joined_to)) part (person_id)
    WHERE s.separated_at >= $10::timestamptz AND j.recorded_at < $10::timestamptz AND EXISTS (SELECT 1 FROM person_join_rows r WHERE r.join_id = j.id AND ((r.table_name = 'employments' AND EXISTS (SELECT 1 FROM employments_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'role_appointments' AND EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'certification_records' AND EXISTS (SELECT 1 FROM certification_records_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.reported_at < $10::timestamptz))
      OR (r.table_name = 'exam_attempts' AND EXISTS (SELECT 1 FROM exam_attempts_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.recorded_at < $10::timestamptz))
      OR (r.table_name = 'exemptions' AND EXISTS (SELECT 1 FROM exemptions_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'enrollments' AND EXISTS (SELECT 1 FROM enrollments e WHERE e.id = r.old_row_id AND r.was ->> 'person_id' = j.person_id::text
      AND e.completed_at < $10::timestamptz))))
    UNION ALL
    SELECT part.person_id, NULL, (p.parted_at AT TIME ZONE 'Asia/Tokyo')::date
    FROM import_number_partings p JOIN import_batches b ON b.id = p.batch_id
    CROSS JOIN LATERAL (VALUES (p.kept_person_id), (p.new_person_id)) part (person_id)
    WHERE p.parted_at >= $10::timestamptz AND b.applied_at < $10::timestamptz AND b.effective_on <= $1::date
  ) late GROUP BY person_id
), late_row AS MATERIALIZED (
  SELECT told.* FROM (
    SELECT h.person_id, 'posting' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, h.org_unit_id AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM postings_history h
    WHERE h.recorded_at >= $10::timestamptz AND h.kind = 'primary' AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM postings_history o
      WHERE o.person_id = h.person_id AND o.org_unit_id = h.org_unit_id AND o.kind = 'primary' AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $10::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $10::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'posting', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, h.org_unit_id,
      h.superseded_by, NULL::text AS reason FROM postings_history h
    WHERE h.superseded_at >= $10::timestamptz AND h.kind = 'primary' AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $10::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $10::timestamptz) AND NOT EXISTS (SELECT 1 FROM postings_history o
      WHERE o.person_id = h.person_id AND o.org_unit_id = h.org_unit_id AND o.kind = 'primary' AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'employment' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM employments_history h
    WHERE h.recorded_at >= $10::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM employments_history o
      WHERE o.person_id = h.person_id AND o.employment_type = h.employment_type AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $10::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $10::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'employment', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, NULL::text AS reason FROM employments_history h
    WHERE h.superseded_at >= $10::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $10::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $10::timestamptz) AND NOT EXISTS (SELECT 1 FROM employments_history o
      WHERE o.person_id = h.person_id AND o.employment_type = h.employment_type AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'absence' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM employment_statuses_history h
    WHERE h.recorded_at >= $10::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM employment_statuses_history o
      WHERE o.person_id = h.person_id AND o.status = h.status AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $10::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $10::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'absence', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, NULL::text AS reason FROM employment_statuses_history h
    WHERE h.superseded_at >= $10::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $10::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $10::timestamptz) AND NOT EXISTS (SELECT 1 FROM employment_statuses_history o
      WHERE o.person_id = h.person_id AND o.status = h.status AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'role' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, nullif(h.note, '') AS reason FROM role_appointments_history h
    WHERE h.recorded_at >= $10::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM role_appointments_history o
      WHERE o.person_id = h.person_id AND o.role = h.role AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $10::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $10::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.row_id)
    UNION ALL
    SELECT h.person_id, 'role', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, (SELECT a.reason FROM role_appointment_annulments a WHERE a.appointment_id = h.id AND a.annulled_at >= $10::timestamptz) AS reason FROM role_appointments_history h
    WHERE h.superseded_at >= $10::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $10::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $10::timestamptz) AND NOT EXISTS (SELECT 1 FROM role_appointments_history o
      WHERE o.person_id = h.person_id AND o.role = h.role AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.row_id)
  ) told WHERE EXISTS (SELECT 1 FROM postings_history b WHERE b.recorded_at < $10::timestamptz)
), late_fact AS (
  SELECT person_id, json_agg(json_build_object('what', what, 'on', recorded_on) ORDER BY what DESC) AS facts FROM (
    SELECT person_id, what, max(recorded_on) AS recorded_on FROM late_row WHERE what <> 'role' GROUP BY person_id, what
  ) late GROUP BY person_id
), listed AS (
  SELECT c.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", po.post_title AS "postTitle",
    em.employment_type AS "employmentType", c.reason, c.term_start AS "termStart", c.term_end AS "termEnd",
    c.passed_on AS "passedOn", c.exam_on AS "examOn", c.due_count AS "dueCount", c.done_count AS "doneCount",
    c.carried_over AS "carriedOver", c.recorded_late_on AS "recordedLateOn",
    late.joined_on AS "joinedLateOn", late.separated_on AS "separatedLateOn", COALESCE(told.facts, '[]'::json) AS "lateFacts",
    u.sort_order, p.kana
  FROM chosen c
  LEFT JOIN late_join late ON late.person_id = c.person_id
  LEFT JOIN late_fact told ON told.person_id = c.person_id
  JOIN person_details p ON p.person_id = c.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
), counted_page AS (
  SELECT * FROM listed WHERE reason IS NULL ORDER BY sort_order, "unitName", kana, "staffNumber" LIMIT $11::integer OFFSET $12::integer
), left_out_page AS (
  SELECT * FROM listed WHERE reason IS NOT NULL ORDER BY reason, sort_order, kana, "staffNumber" LIMIT $11::integer OFFSET $12::integer
)
SELECT COALESCE((SELECT json_agg(counted_page) FROM counted_page), '[]'::json) AS people,
  COALESCE((SELECT json_agg(left_out_page) FROM left_out_page), '[]'::json) AS "leftOut",
  COALESCE((SELECT json_agg(json_build_object('reason', reason, 'count', n) ORDER BY reason)
            FROM (SELECT reason, count(*)::int AS n FROM chosen GROUP BY reason) by_reason), '[]'::json) AS counts;

-- coverage.rule-as-known
SELECT * FROM (
  SELECT version, valid_from AS "validFrom", lead(valid_from) OVER (ORDER BY valid_from) AS "nextFrom", definition, note
  FROM (SELECT * FROM counting_rules_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) r) rule WHERE "validFrom" <= $2::date ORDER BY "validFrom" DESC LIMIT 1;

-- coverage.rule-on
SELECT * FROM (
  SELECT version, valid_from AS "validFrom", lead(valid_from) OVER (ORDER BY valid_from) AS "nextFrom", definition, note
  FROM counting_rules r) rule WHERE "validFrom" <= $1::date ORDER BY "validFrom" DESC LIMIT 1;

-- coverage.rules
SELECT version, valid_from AS "validFrom", lead(valid_from) OVER (ORDER BY valid_from) AS "nextFrom", definition, note
  FROM counting_rules r ORDER BY valid_from DESC;

-- coverage.staff-behind
WITH RECURSIVE counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date) 
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $2::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $1::date
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($3::text[]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($3::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($3::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $1::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $1::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($1::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($3::text[]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $5::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($1::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $6::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $5::timestamptz AND y.fiscal_year <= $6::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $1::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS is_employed,
    least($1::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $1::date AND true 
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($6::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $1::date AND true 
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $1::date AND true 
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $1::date AND true 
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $1::date AND (c.undone_at IS NULL OR c.undone_at >= $5::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $6::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $7::boolean THEN 'absent' WHEN due.due_on <= $8::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $1::date AND (away.valid_to IS NULL OR away.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $5::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $5::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $6::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $6::integer THEN true
      WHEN done.completed_at < (make_date($6::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($6::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($6::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $6::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $6::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $6::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $5::timestamptz 
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($9::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)  OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($10::text[]) THEN 'employment_type'
    WHEN $7::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $7::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), course_asked AS (
  SELECT o.person_id, true AS course_asked, bool_or(o.state <> 'exempted') AS course_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS course_open
  FROM obligation o JOIN courses c ON c.id = o.course_id
  WHERE c.key = $11::text AND o.fiscal_year = $12::integer AND o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), carried AS (
  SELECT o.person_id, string_agg(v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END, '、' ORDER BY o.fiscal_year, v.title) AS titles
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')
  GROUP BY o.person_id
), judged AS (
  SELECT f.person_id, f.passed_on, f.booked_on, f.past_on, f.outside_on, f.provisional_on, f.due_count, f.done_count, f.carried_over,
    COALESCE(CASE $13::text
      WHEN 'staff' THEN is_employed
      WHEN 'regular_staff' THEN is_employed AND is_regular
      WHEN 'holders' THEN is_employed AND exam_state = 'verified'
      WHEN 'provisional' THEN is_employed AND exam_state = 'provisional'
      WHEN 'reported' THEN is_employed AND exam_state = 'reported'
      WHEN 'booked' THEN is_employed AND exam_state = 'booked'
      WHEN 'higher_only' THEN is_employed AND is_higher_only
      WHEN 'other_certified' THEN is_employed AND has_other_certificate
      WHEN 'mandatory' THEN mandatory_state IN ('done', 'open')
      WHEN 'mandatory_done' THEN mandatory_state IN ('done')
      WHEN 'mandatory_open' THEN mandatory_state IN ('open')
      WHEN 'security' THEN security_state IN ('done', 'open')
      WHEN 'security_done' THEN security_state IN ('done')
      WHEN 'security_open' THEN security_state IN ('open')
      WHEN 'ai' THEN ai_state IN ('done', 'open')
      WHEN 'ai_done' THEN ai_state IN ('done')
      WHEN 'ai_open' THEN ai_state IN ('open')
      WHEN 'ai_ever' THEN ai_ever_state IN ('done', 'open')
      WHEN 'ai_ever_done' THEN ai_ever_state IN ('done')
      WHEN 'ai_ever_open' THEN ai_ever_state IN ('open')
      WHEN 'carried_over' THEN has_carried_over AND left_out_by IS NULL
      WHEN 'course' THEN course_state IN ('done', 'open')
      WHEN 'course_done' THEN course_state IN ('done')
      WHEN 'course_open' THEN course_state IN ('open') END, false) AS counted,
    CASE $13::text
      WHEN 'staff' THEN NULL
      WHEN 'regular_staff' THEN CASE WHEN is_employed AND NOT is_regular THEN 'employment_type' END
      WHEN 'holders' THEN CASE WHEN exam_state = 'verified' THEN CASE WHEN NOT is_employed THEN 'not_employed' END
      WHEN is_employed AND exam_state IN ('provisional', 'reported') THEN 'not_verified'
      WHEN is_employed AND is_higher_only THEN 'higher_only' END
      WHEN 'provisional' THEN CASE WHEN exam_state = 'provisional' THEN CASE WHEN NOT is_employed THEN 'not_employed' END END
      WHEN 'reported' THEN CASE WHEN exam_state = 'reported' THEN CASE WHEN NOT is_employed THEN 'not_employed' END END
      WHEN 'booked' THEN CASE WHEN exam_state IN ('booked', 'exam_past', 'exam_outside') AND NOT is_employed THEN 'not_employed'
      WHEN exam_state IN ('exam_past', 'exam_outside') THEN exam_state END
      WHEN 'higher_only' THEN CASE WHEN is_higher_only THEN CASE WHEN NOT is_employed THEN 'not_employed' END END
      WHEN 'other_certified' THEN CASE WHEN has_other_certificate THEN CASE WHEN NOT is_employed THEN 'not_employed' END END
      WHEN 'mandatory' THEN CASE WHEN mandatory_state NOT IN ('done', 'open') THEN mandatory_state END
      WHEN 'mandatory_done' THEN CASE WHEN mandatory_state NOT IN ('done', 'open') THEN mandatory_state END
      WHEN 'mandatory_open' THEN CASE WHEN mandatory_state NOT IN ('done', 'open') THEN mandatory_state END
      WHEN 'security' THEN CASE WHEN security_state NOT IN ('done', 'open') THEN security_state END
      WHEN 'security_done' THEN CASE WHEN security_state NOT IN ('done', 'open') THEN security_state END
      WHEN 'security_open' THEN CASE WHEN security_state NOT IN ('done', 'open') THEN security_state END
      WHEN 'ai' THEN CASE WHEN ai_state NOT IN ('done', 'open') THEN ai_state END
      WHEN 'ai_done' THEN CASE WHEN ai_state NOT IN ('done', 'open') THEN ai_state END
      WHEN 'ai_open' THEN CASE WHEN ai_state NOT IN ('done', 'open') THEN ai_state END
      WHEN 'ai_ever' THEN CASE WHEN ai_ever_state NOT IN ('done', 'open') THEN ai_ever_state END
      WHEN 'ai_ever_done' THEN CASE WHEN ai_ever_state NOT IN ('done', 'open') THEN ai_ever_state END
      WHEN 'ai_ever_open' THEN CASE WHEN ai_ever_state NOT IN ('done', 'open') THEN ai_ever_state END
      WHEN 'carried_over' THEN CASE WHEN has_carried_over THEN left_out_by END
      WHEN 'course' THEN CASE WHEN course_asked THEN CASE WHEN course_state NOT IN ('done', 'open') THEN course_state END END
      WHEN 'course_done' THEN CASE WHEN course_asked THEN CASE WHEN course_state NOT IN ('done', 'open') THEN course_state END END
      WHEN 'course_open' THEN CASE WHEN course_asked THEN CASE WHEN course_state NOT IN ('done', 'open') THEN course_state END END END AS reason
  FROM (
    SELECT staff.*, ca.course_asked, carried.titles AS carried_over, CASE WHEN staff.left_out_by = 'not_employed' THEN CASE WHEN ca.course_due THEN 'not_employed' END
         WHEN staff.left_out_by IS NOT NULL THEN staff.left_out_by
         WHEN ca.course_asked IS NOT TRUE THEN 'not_assigned' WHEN NOT ca.course_due THEN 'exempt'
         WHEN ca.course_open THEN 'open' ELSE 'done' END AS course_state
    FROM staff LEFT JOIN course_asked ca ON ca.person_id = staff.person_id LEFT JOIN carried ON carried.person_id = staff.person_id
  ) f
  WHERE CASE WHEN $14::boolean THEN org_unit_id IS NOT DISTINCT FROM $15::uuid
    AND (org_unit_id IS NULL OR org_unit_id NOT IN (SELECT org_unit_id FROM tree_now))
    WHEN $16::uuid[] IS NOT NULL THEN org_unit_id = ANY($16::uuid[]) OR ($17::boolean AND org_unit_id IS NULL)
    ELSE ($15::uuid IS NULL OR org_unit_id IN (SELECT org_unit_id FROM tree_now WHERE top_id = $15::uuid)) END
), chosen AS (
  SELECT person_id, CASE WHEN counted THEN NULL ELSE reason END AS reason, NULL::date AS term_start, NULL::date AS term_end,
    passed_on, COALESCE(provisional_on, booked_on, outside_on, past_on) AS exam_on, due_count, done_count, carried_over,
    NULL::date AS recorded_late_on
  FROM judged WHERE counted OR reason IS NOT NULL
), late_join AS (
  SELECT person_id, max(joined_on) AS joined_on, max(separated_on) AS separated_on FROM (
    SELECT j.joined_to AS person_id, (j.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS joined_on, NULL::date AS separated_on
    FROM person_joins j WHERE j.recorded_at >= $5::timestamptz AND EXISTS (SELECT 1 FROM person_join_rows r WHERE r.join_id = j.id AND ((r.table_name = 'employments' AND EXISTS (SELECT 1 FROM employments_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'role_appointments' AND EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'certification_records' AND EXISTS (SELECT 1 FROM certification_records_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.reported_at < $5::timestamptz))
      OR (r.table_name = 'exam_attempts' AND EXISTS (SELECT 1 FROM exam_attempts_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.recorded_at < $5::timestamptz))
      OR (r.table_name = 'exemptions' AND EXISTS (SELECT 1 FROM exemptions_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'enrollments' AND EXISTS (SELECT 1 FROM enrollments e WHERE e.id = r.old_row_id AND r.was ->> 'person_id' = j.person_id::text
      AND e.completed_at < $5::timestamptz))))
    UNION ALL
    SELECT part.person_id, NULL, (s.separated_at AT TIME ZONE 'Asia/Tokyo')::date
    FROM person_separations s JOIN person_joins_history j ON j.id = s.join_id
    CROSS JOIN LATERAL (VALUES (j.person_id), (j.joined_to)) part (person_id)
    WHERE s.separated_at >= $5::timestamptz AND j.recorded_at < $5::timestamptz AND EXISTS (SELECT 1 FROM person_join_rows r WHERE r.join_id = j.id AND ((r.table_name = 'employments' AND EXISTS (SELECT 1 FROM employments_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'role_appointments' AND EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'certification_records' AND EXISTS (SELECT 1 FROM certification_records_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.reported_at < $5::timestamptz))
      OR (r.table_name = 'exam_attempts' AND EXISTS (SELECT 1 FROM exam_attempts_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.recorded_at < $5::timestamptz))
      OR (r.table_name = 'exemptions' AND EXISTS (SELECT 1 FROM exemptions_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)))
      OR (r.table_name = 'enrollments' AND EXISTS (SELECT 1 FROM enrollments e WHERE e.id = r.old_row_id AND r.was ->> 'person_id' = j.person_id::text
      AND e.completed_at < $5::timestamptz))))
    UNION ALL
    SELECT part.person_id, NULL, (p.parted_at AT TIME ZONE 'Asia/Tokyo')::date
    FROM import_number_partings p JOIN import_batches b ON b.id = p.batch_id
    CROSS JOIN LATERAL (VALUES (p.kept_person_id), (p.new_person_id)) part (person_id)
    WHERE p.parted_at >= $5::timestamptz AND b.applied_at < $5::timestamptz AND b.effective_on <= $1::date
  ) late GROUP BY person_id
), late_row AS MATERIALIZED (
  SELECT told.* FROM (
    SELECT h.person_id, 'posting' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, h.org_unit_id AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM postings_history h
    WHERE h.recorded_at >= $5::timestamptz AND h.kind = 'primary' AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM postings_history o
      WHERE o.person_id = h.person_id AND o.org_unit_id = h.org_unit_id AND o.kind = 'primary' AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $5::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $5::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'posting', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, h.org_unit_id,
      h.superseded_by, NULL::text AS reason FROM postings_history h
    WHERE h.superseded_at >= $5::timestamptz AND h.kind = 'primary' AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $5::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $5::timestamptz) AND NOT EXISTS (SELECT 1 FROM postings_history o
      WHERE o.person_id = h.person_id AND o.org_unit_id = h.org_unit_id AND o.kind = 'primary' AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'employment' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM employments_history h
    WHERE h.recorded_at >= $5::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM employments_history o
      WHERE o.person_id = h.person_id AND o.employment_type = h.employment_type AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $5::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $5::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'employment', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, NULL::text AS reason FROM employments_history h
    WHERE h.superseded_at >= $5::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $5::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $5::timestamptz) AND NOT EXISTS (SELECT 1 FROM employments_history o
      WHERE o.person_id = h.person_id AND o.employment_type = h.employment_type AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'absence' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM employment_statuses_history h
    WHERE h.recorded_at >= $5::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM employment_statuses_history o
      WHERE o.person_id = h.person_id AND o.status = h.status AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $5::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $5::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'absence', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, NULL::text AS reason FROM employment_statuses_history h
    WHERE h.superseded_at >= $5::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $5::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $5::timestamptz) AND NOT EXISTS (SELECT 1 FROM employment_statuses_history o
      WHERE o.person_id = h.person_id AND o.status = h.status AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'role' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, nullif(h.note, '') AS reason FROM role_appointments_history h
    WHERE h.recorded_at >= $5::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM role_appointments_history o
      WHERE o.person_id = h.person_id AND o.role = h.role AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.recorded_at < $5::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $5::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.row_id)
    UNION ALL
    SELECT h.person_id, 'role', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, (SELECT a.reason FROM role_appointment_annulments a WHERE a.appointment_id = h.id AND a.annulled_at >= $5::timestamptz) AS reason FROM role_appointments_history h
    WHERE h.superseded_at >= $5::timestamptz AND true AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date) AND h.recorded_at < $5::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $5::timestamptz) AND NOT EXISTS (SELECT 1 FROM role_appointments_history o
      WHERE o.person_id = h.person_id AND o.role = h.role AND true AND o.valid_from <= $1::date AND (o.valid_to IS NULL OR o.valid_to > $1::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.row_id)
  ) told WHERE EXISTS (SELECT 1 FROM postings_history b WHERE b.recorded_at < $5::timestamptz)
), late_fact AS (
  SELECT person_id, json_agg(json_build_object('what', what, 'on', recorded_on) ORDER BY what DESC) AS facts FROM (
    SELECT person_id, what, max(recorded_on) AS recorded_on FROM late_row WHERE what <> 'role' GROUP BY person_id, what
  ) late GROUP BY person_id
), listed AS (
  SELECT c.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", po.post_title AS "postTitle",
    em.employment_type AS "employmentType", c.reason, c.term_start AS "termStart", c.term_end AS "termEnd",
    c.passed_on AS "passedOn", c.exam_on AS "examOn", c.due_count AS "dueCount", c.done_count AS "doneCount",
    c.carried_over AS "carriedOver", c.recorded_late_on AS "recordedLateOn",
    late.joined_on AS "joinedLateOn", late.separated_on AS "separatedLateOn", COALESCE(told.facts, '[]'::json) AS "lateFacts",
    u.sort_order, p.kana
  FROM chosen c
  LEFT JOIN late_join late ON late.person_id = c.person_id
  LEFT JOIN late_fact told ON told.person_id = c.person_id
  JOIN person_details p ON p.person_id = c.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
), counted_page AS (
  SELECT * FROM listed WHERE reason IS NULL ORDER BY sort_order, "unitName", kana, "staffNumber" LIMIT $18::integer OFFSET $19::integer
), left_out_page AS (
  SELECT * FROM listed WHERE reason IS NOT NULL ORDER BY reason, sort_order, kana, "staffNumber" LIMIT $18::integer OFFSET $19::integer
)
SELECT COALESCE((SELECT json_agg(counted_page) FROM counted_page), '[]'::json) AS people,
  COALESCE((SELECT json_agg(left_out_page) FROM left_out_page), '[]'::json) AS "leftOut",
  COALESCE((SELECT json_agg(json_build_object('reason', reason, 'count', n) ORDER BY reason)
            FROM (SELECT reason, count(*)::int AS n FROM chosen GROUP BY reason) by_reason), '[]'::json) AS counts;

-- coverage.standing-publication-files
SELECT p.number, p.as_of AS "asOf", p.published_at AS "publishedAt", f.sha256, f.content FROM figure_publications p
    JOIN figure_publication_files f ON f.publication_id = p.id AND f.kind = $1::text
    WHERE p.made_at IS NOT NULL AND p.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NULL) ORDER BY p.as_of;

-- coverage.standing-publication-number
SELECT p.number FROM figure_publications p WHERE p.as_of = $1::date AND p.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NULL);

-- coverage.standing-publication-of-day
SELECT p.number, p.content FROM figure_publications p WHERE p.as_of = $1::date AND p.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM figure_publications c
    WHERE c.as_of = p.as_of AND c.number > p.number AND c.withdrawn_at IS NULL);

-- coverage.swap-others
SELECT po.org_unit_id AS "unitId", po.post_title AS title, count(*)::int AS people
    FROM postings po
    WHERE po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date) AND NOT po.is_managerial AND po.post_title = ANY ($2::text[])
      AND po.person_id <> ALL ($3::uuid[]) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = po.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))
    GROUP BY 1, 2;

-- coverage.swap-people
SELECT po.person_id AS "personId", po.org_unit_id AS "unitId", po.post_title AS title, po.is_managerial AS "isHead"
    FROM postings po WHERE po.person_id = ANY ($1::uuid[]) AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date);

-- coverage.target-values-on
SELECT DISTINCT ON (v.code) v.id, v.code, v.as_of AS "asOf", v.value, v.status, v.document, v.note, v.recorded_at AS "recordedAt", NULL::timestamptz AS "supersededAt"
    FROM kpi_values v WHERE v.as_of BETWEEN $1::date AND $2::date ORDER BY v.code, v.as_of DESC;

-- coverage.target-values-told
SELECT v.id, v.code, v.as_of AS "asOf", v.value, v.status, v.document, v.note, v.recorded_at AS "recordedAt", v.superseded_at AS "supersededAt"
    FROM kpi_values_history v WHERE v.code = $1::text ORDER BY v.as_of DESC, v.superseded_at IS NOT NULL, v.recorded_at DESC;

-- coverage.targets
SELECT t.row_id AS "rowId", t.id, t.code, t.target_value AS "targetValue", t.due_on AS "dueOn", t.source, t.page, t.counting,
    t.valid_from AS "validFrom", t.valid_to AS "validTo",
    COALESCE((SELECT json_agg(json_build_object('fiscalYear', m.fiscal_year, 'value', m.value) ORDER BY m.fiscal_year)
      FROM kpi_target_milestones m WHERE m.target_row_id = t.row_id), '[]'::json) AS milestones FROM kpi_targets t ORDER BY array_position(ARRAY['leader_coverage', 'it_passport_holders', 'supporters', 'information_security', 'ai_use', 'ai_use_ever', 'other_certificates', 'bpr_cases', 'waiting_hours', 'clerical_hours', 'prefectural_training', 'training_secondments', 'support_given', 'specialist_recruitment', 'dispatch_acceptance', 'caio'], t.code), t.valid_from DESC;

-- coverage.targets-as-known
SELECT t.row_id AS "rowId", t.id, t.code, t.target_value AS "targetValue", t.due_on AS "dueOn", t.source, t.page, t.counting,
    t.valid_from AS "validFrom", t.valid_to AS "validTo",
    COALESCE((SELECT json_agg(json_build_object('fiscalYear', m.fiscal_year, 'value', m.value) ORDER BY m.fiscal_year)
      FROM kpi_target_milestones m WHERE m.target_row_id = t.row_id), '[]'::json) AS milestones FROM (SELECT * FROM kpi_targets_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) t WHERE t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date) ORDER BY array_position(ARRAY['leader_coverage', 'it_passport_holders', 'supporters', 'information_security', 'ai_use', 'ai_use_ever', 'other_certificates', 'bpr_cases', 'waiting_hours', 'clerical_hours', 'prefectural_training', 'training_secondments', 'support_given', 'specialist_recruitment', 'dispatch_acceptance', 'caio'], t.code);

-- coverage.targets-on
SELECT t.row_id AS "rowId", t.id, t.code, t.target_value AS "targetValue", t.due_on AS "dueOn", t.source, t.page, t.counting,
    t.valid_from AS "validFrom", t.valid_to AS "validTo",
    COALESCE((SELECT json_agg(json_build_object('fiscalYear', m.fiscal_year, 'value', m.value) ORDER BY m.fiscal_year)
      FROM kpi_target_milestones m WHERE m.target_row_id = t.row_id), '[]'::json) AS milestones FROM kpi_targets t WHERE t.valid_from <= $1::date AND (t.valid_to IS NULL OR t.valid_to > $1::date) ORDER BY array_position(ARRAY['leader_coverage', 'it_passport_holders', 'supporters', 'information_security', 'ai_use', 'ai_use_ever', 'other_certificates', 'bpr_cases', 'waiting_hours', 'clerical_hours', 'prefectural_training', 'training_secondments', 'support_given', 'specialist_recruitment', 'dispatch_acceptance', 'caio'], t.code);

-- coverage.targets-told
SELECT t.row_id AS "rowId", t.id, t.code, t.target_value AS "targetValue", t.due_on AS "dueOn", t.source, t.page, t.counting,
    t.valid_from AS "validFrom", t.valid_to AS "validTo",
    COALESCE((SELECT json_agg(json_build_object('fiscalYear', m.fiscal_year, 'value', m.value) ORDER BY m.fiscal_year)
      FROM kpi_target_milestones m WHERE m.target_row_id = t.row_id), '[]'::json) AS milestones, t.recorded_at AS "recordedAt", t.superseded_at AS "supersededAt"
    FROM kpi_targets_history t WHERE t.code = $1::text ORDER BY t.recorded_at DESC, t.valid_from DESC;

-- coverage.targets-told-after-publication
WITH told AS (
      SELECT t.code, t.recorded_at AS at, t.recorded_by AS by FROM kpi_targets_history t
      WHERE t.recorded_at >= $1::timestamptz AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
      UNION ALL
      SELECT t.code, t.superseded_at, t.superseded_by FROM kpi_targets_history t
      WHERE t.superseded_at >= $1::timestamptz AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
    )
    SELECT DISTINCT ON (told.code) told.code, (told.at AT TIME ZONE 'Asia/Tokyo')::date AS on, teller.name AS "byName" FROM told
    LEFT JOIN accounts teller_account ON teller_account.id = told.by
    LEFT JOIN person_details teller ON teller.person_id = teller_account.person_id AND teller.valid_from <= $3::date AND (teller.valid_to IS NULL OR teller.valid_to > $3::date)
    ORDER BY told.code, told.at DESC;

-- coverage.team-asked
WITH RECURSIVE member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) AND u.org_unit_id = ANY($1::uuid[])
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $3::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $2::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.person_id IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY($1::uuid[])
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $4::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($5::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $6::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $9::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $9::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $9::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $9::timestamptz OR r.withdrawn_at >= $9::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $9::timestamptz AND r.person_id IN (SELECT person_id FROM member)) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $2::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($2::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AND a.recorded_at < $9::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $9::timestamptz) AND a.person_id IN (SELECT person_id FROM member)
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $9::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $10::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $9::timestamptz AND y.fiscal_year <= $10::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true AND w.person_id IN (SELECT person_id FROM member)
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($10::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true AND s.person_id IN (SELECT person_id FROM member)
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $9::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $10::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $11::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $9::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $9::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $10::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $10::integer THEN true
      WHEN done.completed_at < (make_date($10::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($10::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($10::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $10::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $10::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $10::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $9::timestamptz AND e.person_id IN (SELECT person_id FROM member)
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($12::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date) AND p.person_id IN (SELECT person_id FROM member) OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $2::date AND (s.valid_to IS NULL OR s.valid_to > $2::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($13::text[]) THEN 'employment_type'
    WHEN $4::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $4::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), asked AS (
  SELECT o.id, o.person_id, o.due_on, o.is_carried_over, o.state, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.title AS edition_title,
    o.state NOT IN ('completed', 'exempted') AS is_open
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
), course AS (
  SELECT person_id, json_agg(json_build_object('id', id, 'title', title, 'dueOn', due_on, 'isCarriedOver', is_carried_over, 'state',
      CASE state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' WHEN 'overdue' THEN 'overdue' ELSE 'open' END,
      'isStarted', state = 'in_progress')
    ORDER BY due_on, edition_title) AS courses,
    bool_or(state <> 'exempted') AS is_asked, bool_or(is_open) AS is_open, bool_or(state = 'overdue') AS is_overdue,
    bool_or(state IN ('in_progress', 'completed')) AS is_begun, min(due_on) FILTER (WHERE is_open) AS first_due
  FROM asked GROUP BY person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> $2::date GROUP BY person_id
), prompted AS (
  -- A note of the units' own heads: what was noted in another unit stays there.
  SELECT (WITH RECURSIVE joined AS (
      SELECT p.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, max(p.prompted_on) AS prompted_on FROM learning_prompts p
  WHERE p.org_unit_id = ANY ($1::uuid[]) AND p.prompted_on > $2::date::date - 365 GROUP BY 1
), listed AS (
  SELECT staff.person_id, staff.org_unit_id, n.staff_number, staff.name, staff.kana, u.name AS unit_name, u.sort_order AS unit_order,
    staff.post_title, t.sort_order AS post_order, staff.mandatory_state, staff.security_state, staff.ai_state,
    COALESCE(course.courses, '[]'::json) AS courses, course.first_due, prompted.prompted_on,
    COALESCE(staff.exam_state = 'verified', false) AS is_holder, COALESCE(held.roles, '[]'::json) AS roles,
    CASE WHEN staff.mandatory_state = 'done' THEN 'done'
         WHEN staff.mandatory_state <> 'open' AND NOT (staff.mandatory_state = 'employment_type' AND COALESCE(course.is_asked, false)) THEN 'left_out'
         WHEN NOT COALESCE(course.is_open, false) THEN 'done'
         WHEN course.is_overdue THEN 'overdue' WHEN course.is_begun THEN 'started' ELSE 'open' END AS standing
  FROM staff
  JOIN staff_numbers n ON n.person_id = staff.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
  LEFT JOIN course ON course.person_id = staff.person_id
  LEFT JOIN held ON held.person_id = staff.person_id
  LEFT JOIN prompted ON prompted.person_id = staff.person_id
  LEFT JOIN post_titles t ON t.title = staff.post_title AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
  WHERE staff.is_employed
)
SELECT asked.title, min(asked.due_on) AS "firstDue", max(asked.due_on) AS "lastDue", count(*)::int AS open
FROM asked JOIN listed ON listed.person_id = asked.person_id
WHERE asked.is_open AND listed.standing IN ('overdue', 'open', 'started')
GROUP BY asked.title ORDER BY open DESC, min(asked.due_on), asked.title;

-- coverage.team-candidate-ids
WITH RECURSIVE below AS (
      SELECT $1::uuid AS org_unit_id
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    )
    SELECT po.person_id AS id FROM postings po JOIN employments e ON e.person_id = po.person_id AND e.valid_from <= $2::date AND (e.valid_to IS NULL OR e.valid_to > $2::date)
    WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below) ORDER BY po.person_id;

-- coverage.team-candidates
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
      line.post_title AS "postTitle"
    FROM jsonb_to_recordset($1::jsonb) AS p ("personId" uuid, "group" text, since date)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p."personId" AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    LEFT JOIN org_unit_periods u ON u.org_unit_id = line.unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    LEFT JOIN post_titles t ON t.title = line.post_title AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
    ORDER BY array_position(ARRAY['ready', 'soon', 'growing'], p."group"), p.since NULLS LAST, u.sort_order, u.name, t.sort_order, line.kana, line.staff_number LIMIT $3::integer OFFSET $4::integer;

-- coverage.team-counting-above
WITH RECURSIVE above AS (
      SELECT u.parent_org_unit_id AS id, 1 AS step FROM org_unit_periods u WHERE u.org_unit_id = $1::uuid AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
      UNION ALL
      SELECT u.parent_org_unit_id, above.step + 1 FROM above
      JOIN org_unit_periods u ON u.org_unit_id = above.id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) WHERE above.step < 20
    )
    SELECT u.name FROM above JOIN org_unit_periods u ON u.org_unit_id = above.id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    WHERE u.counts_for_leader_kpi ORDER BY above.step LIMIT 1;

-- coverage.team-counts
WITH RECURSIVE member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) AND u.org_unit_id = ANY($1::uuid[])
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $3::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $2::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.person_id IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY($1::uuid[])
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $4::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($5::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $6::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $9::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $9::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $9::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $9::timestamptz OR r.withdrawn_at >= $9::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $9::timestamptz AND r.person_id IN (SELECT person_id FROM member)) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $2::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($2::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AND a.recorded_at < $9::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $9::timestamptz) AND a.person_id IN (SELECT person_id FROM member)
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $9::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $10::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $9::timestamptz AND y.fiscal_year <= $10::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true AND w.person_id IN (SELECT person_id FROM member)
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($10::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true AND s.person_id IN (SELECT person_id FROM member)
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $9::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $10::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $11::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $9::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $9::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $10::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $10::integer THEN true
      WHEN done.completed_at < (make_date($10::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($10::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($10::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $10::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $10::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $10::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $9::timestamptz AND e.person_id IN (SELECT person_id FROM member)
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($12::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date) AND p.person_id IN (SELECT person_id FROM member) OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $2::date AND (s.valid_to IS NULL OR s.valid_to > $2::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($13::text[]) THEN 'employment_type'
    WHEN $4::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $4::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), asked AS (
  SELECT o.id, o.person_id, o.due_on, o.is_carried_over, o.state, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.title AS edition_title,
    o.state NOT IN ('completed', 'exempted') AS is_open
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
), course AS (
  SELECT person_id, json_agg(json_build_object('id', id, 'title', title, 'dueOn', due_on, 'isCarriedOver', is_carried_over, 'state',
      CASE state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' WHEN 'overdue' THEN 'overdue' ELSE 'open' END,
      'isStarted', state = 'in_progress')
    ORDER BY due_on, edition_title) AS courses,
    bool_or(state <> 'exempted') AS is_asked, bool_or(is_open) AS is_open, bool_or(state = 'overdue') AS is_overdue,
    bool_or(state IN ('in_progress', 'completed')) AS is_begun, min(due_on) FILTER (WHERE is_open) AS first_due
  FROM asked GROUP BY person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> $2::date GROUP BY person_id
), prompted AS (
  -- A note of the units' own heads: what was noted in another unit stays there.
  SELECT (WITH RECURSIVE joined AS (
      SELECT p.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, max(p.prompted_on) AS prompted_on FROM learning_prompts p
  WHERE p.org_unit_id = ANY ($1::uuid[]) AND p.prompted_on > $2::date::date - 365 GROUP BY 1
), listed AS (
  SELECT staff.person_id, staff.org_unit_id, n.staff_number, staff.name, staff.kana, u.name AS unit_name, u.sort_order AS unit_order,
    staff.post_title, t.sort_order AS post_order, staff.mandatory_state, staff.security_state, staff.ai_state,
    COALESCE(course.courses, '[]'::json) AS courses, course.first_due, prompted.prompted_on,
    COALESCE(staff.exam_state = 'verified', false) AS is_holder, COALESCE(held.roles, '[]'::json) AS roles,
    CASE WHEN staff.mandatory_state = 'done' THEN 'done'
         WHEN staff.mandatory_state <> 'open' AND NOT (staff.mandatory_state = 'employment_type' AND COALESCE(course.is_asked, false)) THEN 'left_out'
         WHEN NOT COALESCE(course.is_open, false) THEN 'done'
         WHEN course.is_overdue THEN 'overdue' WHEN course.is_begun THEN 'started' ELSE 'open' END AS standing
  FROM staff
  JOIN staff_numbers n ON n.person_id = staff.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
  LEFT JOIN course ON course.person_id = staff.person_id
  LEFT JOIN held ON held.person_id = staff.person_id
  LEFT JOIN prompted ON prompted.person_id = staff.person_id
  LEFT JOIN post_titles t ON t.title = staff.post_title AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
  WHERE staff.is_employed
)
SELECT count(*)::int AS people, count(*) FILTER (WHERE mandatory_state = 'open')::int AS open,
  count(*) FILTER (WHERE mandatory_state = 'done')::int AS done,
  count(*) FILTER (WHERE standing IN ('overdue', 'open', 'started'))::int AS unfinished,
  count(*) FILTER (WHERE standing = 'overdue')::int AS overdue,
  count(*) FILTER (WHERE is_holder OR json_array_length(roles) > 0)::int AS qualified,
  (count(*) FILTER (WHERE security_state IN ('done', 'open')))::int AS "securityMust", (count(*) FILTER (WHERE security_state IN ('done')))::int AS "securityDone",
  (count(*) FILTER (WHERE ai_state IN ('done', 'open')))::int AS "aiMust", (count(*) FILTER (WHERE ai_state IN ('done')))::int AS "aiDone"
FROM listed;

-- coverage.team-members
WITH RECURSIVE member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) AND u.org_unit_id = ANY($1::uuid[])
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $3::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $2::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.person_id IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY($1::uuid[])
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $4::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($5::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $6::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $9::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $9::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $9::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $9::timestamptz OR r.withdrawn_at >= $9::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $9::timestamptz AND r.person_id IN (SELECT person_id FROM member)) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $2::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($2::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AND a.recorded_at < $9::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $9::timestamptz) AND a.person_id IN (SELECT person_id FROM member)
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $9::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $10::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $9::timestamptz AND y.fiscal_year <= $10::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true AND w.person_id IN (SELECT person_id FROM member)
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($10::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true AND s.person_id IN (SELECT person_id FROM member)
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $9::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $10::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $11::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $9::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $9::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $10::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $10::integer THEN true
      WHEN done.completed_at < (make_date($10::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($10::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($10::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $10::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $10::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $10::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $9::timestamptz AND e.person_id IN (SELECT person_id FROM member)
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($12::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date) AND p.person_id IN (SELECT person_id FROM member) OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $2::date AND (s.valid_to IS NULL OR s.valid_to > $2::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($13::text[]) THEN 'employment_type'
    WHEN $4::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $4::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), asked AS (
  SELECT o.id, o.person_id, o.due_on, o.is_carried_over, o.state, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.title AS edition_title,
    o.state NOT IN ('completed', 'exempted') AS is_open
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
), course AS (
  SELECT person_id, json_agg(json_build_object('id', id, 'title', title, 'dueOn', due_on, 'isCarriedOver', is_carried_over, 'state',
      CASE state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' WHEN 'overdue' THEN 'overdue' ELSE 'open' END,
      'isStarted', state = 'in_progress')
    ORDER BY due_on, edition_title) AS courses,
    bool_or(state <> 'exempted') AS is_asked, bool_or(is_open) AS is_open, bool_or(state = 'overdue') AS is_overdue,
    bool_or(state IN ('in_progress', 'completed')) AS is_begun, min(due_on) FILTER (WHERE is_open) AS first_due
  FROM asked GROUP BY person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> $2::date GROUP BY person_id
), prompted AS (
  -- A note of the units' own heads: what was noted in another unit stays there.
  SELECT (WITH RECURSIVE joined AS (
      SELECT p.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, max(p.prompted_on) AS prompted_on FROM learning_prompts p
  WHERE p.org_unit_id = ANY ($1::uuid[]) AND p.prompted_on > $2::date::date - 365 GROUP BY 1
), listed AS (
  SELECT staff.person_id, staff.org_unit_id, n.staff_number, staff.name, staff.kana, u.name AS unit_name, u.sort_order AS unit_order,
    staff.post_title, t.sort_order AS post_order, staff.mandatory_state, staff.security_state, staff.ai_state,
    COALESCE(course.courses, '[]'::json) AS courses, course.first_due, prompted.prompted_on,
    COALESCE(staff.exam_state = 'verified', false) AS is_holder, COALESCE(held.roles, '[]'::json) AS roles,
    CASE WHEN staff.mandatory_state = 'done' THEN 'done'
         WHEN staff.mandatory_state <> 'open' AND NOT (staff.mandatory_state = 'employment_type' AND COALESCE(course.is_asked, false)) THEN 'left_out'
         WHEN NOT COALESCE(course.is_open, false) THEN 'done'
         WHEN course.is_overdue THEN 'overdue' WHEN course.is_begun THEN 'started' ELSE 'open' END AS standing
  FROM staff
  JOIN staff_numbers n ON n.person_id = staff.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
  LEFT JOIN course ON course.person_id = staff.person_id
  LEFT JOIN held ON held.person_id = staff.person_id
  LEFT JOIN prompted ON prompted.person_id = staff.person_id
  LEFT JOIN post_titles t ON t.title = staff.post_title AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
  WHERE staff.is_employed
)
SELECT person_id AS "personId", staff_number AS "staffNumber", name, unit_name AS "unitName", post_title AS "postTitle",
  mandatory_state AS "mandatoryState", standing, courses, is_holder AS "isHolder", roles, prompted_on AS "promptedOn", count(*) OVER ()::int AS total
FROM listed WHERE ($14::text IS NULL OR lower(staff_number) LIKE $14::text OR EXISTS (
    SELECT 1 FROM person_details d WHERE d.person_id = listed.person_id AND d.valid_from <= $2::date AND (d.valid_to IS NULL OR d.valid_to > $2::date) AND d.search_key LIKE $14::text))
  AND ($15::uuid[] IS NULL OR org_unit_id = ANY ($15::uuid[]))
  AND ($16::uuid[] IS NULL OR person_id = ANY ($16::uuid[]))
  AND ($17::text[] IS NULL OR standing = ANY ($17::text[]))
  AND (NOT $18::boolean OR is_holder OR json_array_length(roles) > 0)
ORDER BY unit_order, unit_name, post_order, kana, staff_number LIMIT $19::integer OFFSET $20::integer;

-- coverage.team-members-by-due
WITH RECURSIVE member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) AND u.org_unit_id = ANY($1::uuid[])
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $3::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $2::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.person_id IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY($1::uuid[])
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $4::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($5::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $6::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $9::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $9::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $9::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $9::timestamptz OR r.withdrawn_at >= $9::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $9::timestamptz AND r.person_id IN (SELECT person_id FROM member)) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $2::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($2::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AND a.recorded_at < $9::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $9::timestamptz) AND a.person_id IN (SELECT person_id FROM member)
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $9::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $10::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $9::timestamptz AND y.fiscal_year <= $10::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true AND w.person_id IN (SELECT person_id FROM member)
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($10::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true AND s.person_id IN (SELECT person_id FROM member)
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $9::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $10::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $11::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $9::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $9::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $10::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $10::integer THEN true
      WHEN done.completed_at < (make_date($10::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($10::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($10::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $10::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $10::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $10::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $9::timestamptz AND e.person_id IN (SELECT person_id FROM member)
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($12::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date) AND p.person_id IN (SELECT person_id FROM member) OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $2::date AND (s.valid_to IS NULL OR s.valid_to > $2::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($13::text[]) THEN 'employment_type'
    WHEN $4::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $4::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), asked AS (
  SELECT o.id, o.person_id, o.due_on, o.is_carried_over, o.state, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.title AS edition_title,
    o.state NOT IN ('completed', 'exempted') AS is_open
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
), course AS (
  SELECT person_id, json_agg(json_build_object('id', id, 'title', title, 'dueOn', due_on, 'isCarriedOver', is_carried_over, 'state',
      CASE state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' WHEN 'overdue' THEN 'overdue' ELSE 'open' END,
      'isStarted', state = 'in_progress')
    ORDER BY due_on, edition_title) AS courses,
    bool_or(state <> 'exempted') AS is_asked, bool_or(is_open) AS is_open, bool_or(state = 'overdue') AS is_overdue,
    bool_or(state IN ('in_progress', 'completed')) AS is_begun, min(due_on) FILTER (WHERE is_open) AS first_due
  FROM asked GROUP BY person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> $2::date GROUP BY person_id
), prompted AS (
  -- A note of the units' own heads: what was noted in another unit stays there.
  SELECT (WITH RECURSIVE joined AS (
      SELECT p.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, max(p.prompted_on) AS prompted_on FROM learning_prompts p
  WHERE p.org_unit_id = ANY ($1::uuid[]) AND p.prompted_on > $2::date::date - 365 GROUP BY 1
), listed AS (
  SELECT staff.person_id, staff.org_unit_id, n.staff_number, staff.name, staff.kana, u.name AS unit_name, u.sort_order AS unit_order,
    staff.post_title, t.sort_order AS post_order, staff.mandatory_state, staff.security_state, staff.ai_state,
    COALESCE(course.courses, '[]'::json) AS courses, course.first_due, prompted.prompted_on,
    COALESCE(staff.exam_state = 'verified', false) AS is_holder, COALESCE(held.roles, '[]'::json) AS roles,
    CASE WHEN staff.mandatory_state = 'done' THEN 'done'
         WHEN staff.mandatory_state <> 'open' AND NOT (staff.mandatory_state = 'employment_type' AND COALESCE(course.is_asked, false)) THEN 'left_out'
         WHEN NOT COALESCE(course.is_open, false) THEN 'done'
         WHEN course.is_overdue THEN 'overdue' WHEN course.is_begun THEN 'started' ELSE 'open' END AS standing
  FROM staff
  JOIN staff_numbers n ON n.person_id = staff.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
  LEFT JOIN course ON course.person_id = staff.person_id
  LEFT JOIN held ON held.person_id = staff.person_id
  LEFT JOIN prompted ON prompted.person_id = staff.person_id
  LEFT JOIN post_titles t ON t.title = staff.post_title AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
  WHERE staff.is_employed
)
SELECT person_id AS "personId", staff_number AS "staffNumber", name, unit_name AS "unitName", post_title AS "postTitle",
  mandatory_state AS "mandatoryState", standing, courses, is_holder AS "isHolder", roles, prompted_on AS "promptedOn", count(*) OVER ()::int AS total
FROM listed WHERE ($14::text IS NULL OR lower(staff_number) LIKE $14::text OR EXISTS (
    SELECT 1 FROM person_details d WHERE d.person_id = listed.person_id AND d.valid_from <= $2::date AND (d.valid_to IS NULL OR d.valid_to > $2::date) AND d.search_key LIKE $14::text))
  AND ($15::uuid[] IS NULL OR org_unit_id = ANY ($15::uuid[]))
  AND ($16::uuid[] IS NULL OR person_id = ANY ($16::uuid[]))
  AND ($17::text[] IS NULL OR standing = ANY ($17::text[]))
  AND (NOT $18::boolean OR is_holder OR json_array_length(roles) > 0)
ORDER BY first_due NULLS LAST, kana COLLATE "ja-x-icu", name COLLATE "ja-x-icu", staff_number LIMIT $19::integer OFFSET $20::integer;

-- coverage.team-members-by-due-down
WITH RECURSIVE member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) AND u.org_unit_id = ANY($1::uuid[])
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $3::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $2::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.person_id IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY($1::uuid[])
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $4::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($5::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $6::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $9::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $9::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $9::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $9::timestamptz OR r.withdrawn_at >= $9::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $9::timestamptz AND r.person_id IN (SELECT person_id FROM member)) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $2::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($2::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AND a.recorded_at < $9::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $9::timestamptz) AND a.person_id IN (SELECT person_id FROM member)
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $9::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $10::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $9::timestamptz AND y.fiscal_year <= $10::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true AND w.person_id IN (SELECT person_id FROM member)
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($10::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true AND s.person_id IN (SELECT person_id FROM member)
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $9::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $10::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $11::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $9::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $9::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $10::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $10::integer THEN true
      WHEN done.completed_at < (make_date($10::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($10::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($10::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $10::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $10::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $10::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $9::timestamptz AND e.person_id IN (SELECT person_id FROM member)
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($12::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date) AND p.person_id IN (SELECT person_id FROM member) OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $2::date AND (s.valid_to IS NULL OR s.valid_to > $2::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($13::text[]) THEN 'employment_type'
    WHEN $4::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $4::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), asked AS (
  SELECT o.id, o.person_id, o.due_on, o.is_carried_over, o.state, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.title AS edition_title,
    o.state NOT IN ('completed', 'exempted') AS is_open
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
), course AS (
  SELECT person_id, json_agg(json_build_object('id', id, 'title', title, 'dueOn', due_on, 'isCarriedOver', is_carried_over, 'state',
      CASE state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' WHEN 'overdue' THEN 'overdue' ELSE 'open' END,
      'isStarted', state = 'in_progress')
    ORDER BY due_on, edition_title) AS courses,
    bool_or(state <> 'exempted') AS is_asked, bool_or(is_open) AS is_open, bool_or(state = 'overdue') AS is_overdue,
    bool_or(state IN ('in_progress', 'completed')) AS is_begun, min(due_on) FILTER (WHERE is_open) AS first_due
  FROM asked GROUP BY person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> $2::date GROUP BY person_id
), prompted AS (
  -- A note of the units' own heads: what was noted in another unit stays there.
  SELECT (WITH RECURSIVE joined AS (
      SELECT p.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, max(p.prompted_on) AS prompted_on FROM learning_prompts p
  WHERE p.org_unit_id = ANY ($1::uuid[]) AND p.prompted_on > $2::date::date - 365 GROUP BY 1
), listed AS (
  SELECT staff.person_id, staff.org_unit_id, n.staff_number, staff.name, staff.kana, u.name AS unit_name, u.sort_order AS unit_order,
    staff.post_title, t.sort_order AS post_order, staff.mandatory_state, staff.security_state, staff.ai_state,
    COALESCE(course.courses, '[]'::json) AS courses, course.first_due, prompted.prompted_on,
    COALESCE(staff.exam_state = 'verified', false) AS is_holder, COALESCE(held.roles, '[]'::json) AS roles,
    CASE WHEN staff.mandatory_state = 'done' THEN 'done'
         WHEN staff.mandatory_state <> 'open' AND NOT (staff.mandatory_state = 'employment_type' AND COALESCE(course.is_asked, false)) THEN 'left_out'
         WHEN NOT COALESCE(course.is_open, false) THEN 'done'
         WHEN course.is_overdue THEN 'overdue' WHEN course.is_begun THEN 'started' ELSE 'open' END AS standing
  FROM staff
  JOIN staff_numbers n ON n.person_id = staff.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
  LEFT JOIN course ON course.person_id = staff.person_id
  LEFT JOIN held ON held.person_id = staff.person_id
  LEFT JOIN prompted ON prompted.person_id = staff.person_id
  LEFT JOIN post_titles t ON t.title = staff.post_title AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
  WHERE staff.is_employed
)
SELECT person_id AS "personId", staff_number AS "staffNumber", name, unit_name AS "unitName", post_title AS "postTitle",
  mandatory_state AS "mandatoryState", standing, courses, is_holder AS "isHolder", roles, prompted_on AS "promptedOn", count(*) OVER ()::int AS total
FROM listed WHERE ($14::text IS NULL OR lower(staff_number) LIKE $14::text OR EXISTS (
    SELECT 1 FROM person_details d WHERE d.person_id = listed.person_id AND d.valid_from <= $2::date AND (d.valid_to IS NULL OR d.valid_to > $2::date) AND d.search_key LIKE $14::text))
  AND ($15::uuid[] IS NULL OR org_unit_id = ANY ($15::uuid[]))
  AND ($16::uuid[] IS NULL OR person_id = ANY ($16::uuid[]))
  AND ($17::text[] IS NULL OR standing = ANY ($17::text[]))
  AND (NOT $18::boolean OR is_holder OR json_array_length(roles) > 0)
ORDER BY first_due DESC NULLS LAST, kana COLLATE "ja-x-icu", name COLLATE "ja-x-icu", staff_number LIMIT $19::integer OFFSET $20::integer;

-- coverage.team-members-by-name
WITH RECURSIVE member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) AND u.org_unit_id = ANY($1::uuid[])
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $3::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $2::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.person_id IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY($1::uuid[])
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $4::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($5::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $6::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $9::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $9::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $9::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $9::timestamptz OR r.withdrawn_at >= $9::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $9::timestamptz AND r.person_id IN (SELECT person_id FROM member)) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $2::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($2::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AND a.recorded_at < $9::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $9::timestamptz) AND a.person_id IN (SELECT person_id FROM member)
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $9::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $10::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $9::timestamptz AND y.fiscal_year <= $10::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true AND w.person_id IN (SELECT person_id FROM member)
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($10::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true AND s.person_id IN (SELECT person_id FROM member)
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $9::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $10::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $11::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $9::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $9::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $10::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $10::integer THEN true
      WHEN done.completed_at < (make_date($10::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($10::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($10::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $10::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $10::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $10::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $9::timestamptz AND e.person_id IN (SELECT person_id FROM member)
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($12::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date) AND p.person_id IN (SELECT person_id FROM member) OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $2::date AND (s.valid_to IS NULL OR s.valid_to > $2::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($13::text[]) THEN 'employment_type'
    WHEN $4::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $4::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), asked AS (
  SELECT o.id, o.person_id, o.due_on, o.is_carried_over, o.state, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.title AS edition_title,
    o.state NOT IN ('completed', 'exempted') AS is_open
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
), course AS (
  SELECT person_id, json_agg(json_build_object('id', id, 'title', title, 'dueOn', due_on, 'isCarriedOver', is_carried_over, 'state',
      CASE state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' WHEN 'overdue' THEN 'overdue' ELSE 'open' END,
      'isStarted', state = 'in_progress')
    ORDER BY due_on, edition_title) AS courses,
    bool_or(state <> 'exempted') AS is_asked, bool_or(is_open) AS is_open, bool_or(state = 'overdue') AS is_overdue,
    bool_or(state IN ('in_progress', 'completed')) AS is_begun, min(due_on) FILTER (WHERE is_open) AS first_due
  FROM asked GROUP BY person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> $2::date GROUP BY person_id
), prompted AS (
  -- A note of the units' own heads: what was noted in another unit stays there.
  SELECT (WITH RECURSIVE joined AS (
      SELECT p.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, max(p.prompted_on) AS prompted_on FROM learning_prompts p
  WHERE p.org_unit_id = ANY ($1::uuid[]) AND p.prompted_on > $2::date::date - 365 GROUP BY 1
), listed AS (
  SELECT staff.person_id, staff.org_unit_id, n.staff_number, staff.name, staff.kana, u.name AS unit_name, u.sort_order AS unit_order,
    staff.post_title, t.sort_order AS post_order, staff.mandatory_state, staff.security_state, staff.ai_state,
    COALESCE(course.courses, '[]'::json) AS courses, course.first_due, prompted.prompted_on,
    COALESCE(staff.exam_state = 'verified', false) AS is_holder, COALESCE(held.roles, '[]'::json) AS roles,
    CASE WHEN staff.mandatory_state = 'done' THEN 'done'
         WHEN staff.mandatory_state <> 'open' AND NOT (staff.mandatory_state = 'employment_type' AND COALESCE(course.is_asked, false)) THEN 'left_out'
         WHEN NOT COALESCE(course.is_open, false) THEN 'done'
         WHEN course.is_overdue THEN 'overdue' WHEN course.is_begun THEN 'started' ELSE 'open' END AS standing
  FROM staff
  JOIN staff_numbers n ON n.person_id = staff.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
  LEFT JOIN course ON course.person_id = staff.person_id
  LEFT JOIN held ON held.person_id = staff.person_id
  LEFT JOIN prompted ON prompted.person_id = staff.person_id
  LEFT JOIN post_titles t ON t.title = staff.post_title AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
  WHERE staff.is_employed
)
SELECT person_id AS "personId", staff_number AS "staffNumber", name, unit_name AS "unitName", post_title AS "postTitle",
  mandatory_state AS "mandatoryState", standing, courses, is_holder AS "isHolder", roles, prompted_on AS "promptedOn", count(*) OVER ()::int AS total
FROM listed WHERE ($14::text IS NULL OR lower(staff_number) LIKE $14::text OR EXISTS (
    SELECT 1 FROM person_details d WHERE d.person_id = listed.person_id AND d.valid_from <= $2::date AND (d.valid_to IS NULL OR d.valid_to > $2::date) AND d.search_key LIKE $14::text))
  AND ($15::uuid[] IS NULL OR org_unit_id = ANY ($15::uuid[]))
  AND ($16::uuid[] IS NULL OR person_id = ANY ($16::uuid[]))
  AND ($17::text[] IS NULL OR standing = ANY ($17::text[]))
  AND (NOT $18::boolean OR is_holder OR json_array_length(roles) > 0)
ORDER BY kana COLLATE "ja-x-icu", name COLLATE "ja-x-icu", staff_number LIMIT $19::integer OFFSET $20::integer;

-- coverage.team-members-by-name-down
WITH RECURSIVE member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) AND u.org_unit_id = ANY($1::uuid[])
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $3::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $2::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.person_id IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY($1::uuid[])
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $4::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($5::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $6::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $9::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $9::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $9::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $9::timestamptz OR r.withdrawn_at >= $9::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $9::timestamptz AND r.person_id IN (SELECT person_id FROM member)) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $2::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($2::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AND a.recorded_at < $9::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $9::timestamptz) AND a.person_id IN (SELECT person_id FROM member)
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $9::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $10::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $9::timestamptz AND y.fiscal_year <= $10::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true AND w.person_id IN (SELECT person_id FROM member)
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($10::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true AND s.person_id IN (SELECT person_id FROM member)
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $9::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $10::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $11::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $9::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $9::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $10::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $10::integer THEN true
      WHEN done.completed_at < (make_date($10::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($10::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($10::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $10::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $10::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $10::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $9::timestamptz AND e.person_id IN (SELECT person_id FROM member)
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($12::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date) AND p.person_id IN (SELECT person_id FROM member) OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $2::date AND (s.valid_to IS NULL OR s.valid_to > $2::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($13::text[]) THEN 'employment_type'
    WHEN $4::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $4::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), asked AS (
  SELECT o.id, o.person_id, o.due_on, o.is_carried_over, o.state, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.title AS edition_title,
    o.state NOT IN ('completed', 'exempted') AS is_open
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
), course AS (
  SELECT person_id, json_agg(json_build_object('id', id, 'title', title, 'dueOn', due_on, 'isCarriedOver', is_carried_over, 'state',
      CASE state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' WHEN 'overdue' THEN 'overdue' ELSE 'open' END,
      'isStarted', state = 'in_progress')
    ORDER BY due_on, edition_title) AS courses,
    bool_or(state <> 'exempted') AS is_asked, bool_or(is_open) AS is_open, bool_or(state = 'overdue') AS is_overdue,
    bool_or(state IN ('in_progress', 'completed')) AS is_begun, min(due_on) FILTER (WHERE is_open) AS first_due
  FROM asked GROUP BY person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> $2::date GROUP BY person_id
), prompted AS (
  -- A note of the units' own heads: what was noted in another unit stays there.
  SELECT (WITH RECURSIVE joined AS (
      SELECT p.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, max(p.prompted_on) AS prompted_on FROM learning_prompts p
  WHERE p.org_unit_id = ANY ($1::uuid[]) AND p.prompted_on > $2::date::date - 365 GROUP BY 1
), listed AS (
  SELECT staff.person_id, staff.org_unit_id, n.staff_number, staff.name, staff.kana, u.name AS unit_name, u.sort_order AS unit_order,
    staff.post_title, t.sort_order AS post_order, staff.mandatory_state, staff.security_state, staff.ai_state,
    COALESCE(course.courses, '[]'::json) AS courses, course.first_due, prompted.prompted_on,
    COALESCE(staff.exam_state = 'verified', false) AS is_holder, COALESCE(held.roles, '[]'::json) AS roles,
    CASE WHEN staff.mandatory_state = 'done' THEN 'done'
         WHEN staff.mandatory_state <> 'open' AND NOT (staff.mandatory_state = 'employment_type' AND COALESCE(course.is_asked, false)) THEN 'left_out'
         WHEN NOT COALESCE(course.is_open, false) THEN 'done'
         WHEN course.is_overdue THEN 'overdue' WHEN course.is_begun THEN 'started' ELSE 'open' END AS standing
  FROM staff
  JOIN staff_numbers n ON n.person_id = staff.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
  LEFT JOIN course ON course.person_id = staff.person_id
  LEFT JOIN held ON held.person_id = staff.person_id
  LEFT JOIN prompted ON prompted.person_id = staff.person_id
  LEFT JOIN post_titles t ON t.title = staff.post_title AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
  WHERE staff.is_employed
)
SELECT person_id AS "personId", staff_number AS "staffNumber", name, unit_name AS "unitName", post_title AS "postTitle",
  mandatory_state AS "mandatoryState", standing, courses, is_holder AS "isHolder", roles, prompted_on AS "promptedOn", count(*) OVER ()::int AS total
FROM listed WHERE ($14::text IS NULL OR lower(staff_number) LIKE $14::text OR EXISTS (
    SELECT 1 FROM person_details d WHERE d.person_id = listed.person_id AND d.valid_from <= $2::date AND (d.valid_to IS NULL OR d.valid_to > $2::date) AND d.search_key LIKE $14::text))
  AND ($15::uuid[] IS NULL OR org_unit_id = ANY ($15::uuid[]))
  AND ($16::uuid[] IS NULL OR person_id = ANY ($16::uuid[]))
  AND ($17::text[] IS NULL OR standing = ANY ($17::text[]))
  AND (NOT $18::boolean OR is_holder OR json_array_length(roles) > 0)
ORDER BY kana COLLATE "ja-x-icu" DESC, name COLLATE "ja-x-icu" DESC, staff_number DESC LIMIT $19::integer OFFSET $20::integer;

-- coverage.team-members-by-unit-down
WITH RECURSIVE member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) AND u.org_unit_id = ANY($1::uuid[])
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $3::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $2::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.person_id IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY($1::uuid[])
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $4::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($5::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $6::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $9::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $9::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $9::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $9::timestamptz OR r.withdrawn_at >= $9::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $9::timestamptz AND r.person_id IN (SELECT person_id FROM member)) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $2::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($2::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AND a.recorded_at < $9::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $9::timestamptz) AND a.person_id IN (SELECT person_id FROM member)
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $9::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $10::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $9::timestamptz AND y.fiscal_year <= $10::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true AND w.person_id IN (SELECT person_id FROM member)
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($10::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true AND s.person_id IN (SELECT person_id FROM member)
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $9::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $10::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $11::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $9::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $9::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $10::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $10::integer THEN true
      WHEN done.completed_at < (make_date($10::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($10::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($10::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $10::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $10::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $10::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $9::timestamptz AND e.person_id IN (SELECT person_id FROM member)
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($12::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date) AND p.person_id IN (SELECT person_id FROM member) OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $2::date AND (s.valid_to IS NULL OR s.valid_to > $2::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($13::text[]) THEN 'employment_type'
    WHEN $4::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $4::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), asked AS (
  SELECT o.id, o.person_id, o.due_on, o.is_carried_over, o.state, v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS title, v.title AS edition_title,
    o.state NOT IN ('completed', 'exempted') AS is_open
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
), course AS (
  SELECT person_id, json_agg(json_build_object('id', id, 'title', title, 'dueOn', due_on, 'isCarriedOver', is_carried_over, 'state',
      CASE state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' WHEN 'overdue' THEN 'overdue' ELSE 'open' END,
      'isStarted', state = 'in_progress')
    ORDER BY due_on, edition_title) AS courses,
    bool_or(state <> 'exempted') AS is_asked, bool_or(is_open) AS is_open, bool_or(state = 'overdue') AS is_overdue,
    bool_or(state IN ('in_progress', 'completed')) AS is_begun, min(due_on) FILTER (WHERE is_open) AS first_due
  FROM asked GROUP BY person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> $2::date GROUP BY person_id
), prompted AS (
  -- A note of the units' own heads: what was noted in another unit stays there.
  SELECT (WITH RECURSIVE joined AS (
      SELECT p.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, max(p.prompted_on) AS prompted_on FROM learning_prompts p
  WHERE p.org_unit_id = ANY ($1::uuid[]) AND p.prompted_on > $2::date::date - 365 GROUP BY 1
), listed AS (
  SELECT staff.person_id, staff.org_unit_id, n.staff_number, staff.name, staff.kana, u.name AS unit_name, u.sort_order AS unit_order,
    staff.post_title, t.sort_order AS post_order, staff.mandatory_state, staff.security_state, staff.ai_state,
    COALESCE(course.courses, '[]'::json) AS courses, course.first_due, prompted.prompted_on,
    COALESCE(staff.exam_state = 'verified', false) AS is_holder, COALESCE(held.roles, '[]'::json) AS roles,
    CASE WHEN staff.mandatory_state = 'done' THEN 'done'
         WHEN staff.mandatory_state <> 'open' AND NOT (staff.mandatory_state = 'employment_type' AND COALESCE(course.is_asked, false)) THEN 'left_out'
         WHEN NOT COALESCE(course.is_open, false) THEN 'done'
         WHEN course.is_overdue THEN 'overdue' WHEN course.is_begun THEN 'started' ELSE 'open' END AS standing
  FROM staff
  JOIN staff_numbers n ON n.person_id = staff.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
  LEFT JOIN course ON course.person_id = staff.person_id
  LEFT JOIN held ON held.person_id = staff.person_id
  LEFT JOIN prompted ON prompted.person_id = staff.person_id
  LEFT JOIN post_titles t ON t.title = staff.post_title AND t.valid_from <= $2::date AND (t.valid_to IS NULL OR t.valid_to > $2::date)
  WHERE staff.is_employed
)
SELECT person_id AS "personId", staff_number AS "staffNumber", name, unit_name AS "unitName", post_title AS "postTitle",
  mandatory_state AS "mandatoryState", standing, courses, is_holder AS "isHolder", roles, prompted_on AS "promptedOn", count(*) OVER ()::int AS total
FROM listed WHERE ($14::text IS NULL OR lower(staff_number) LIKE $14::text OR EXISTS (
    SELECT 1 FROM person_details d WHERE d.person_id = listed.person_id AND d.valid_from <= $2::date AND (d.valid_to IS NULL OR d.valid_to > $2::date) AND d.search_key LIKE $14::text))
  AND ($15::uuid[] IS NULL OR org_unit_id = ANY ($15::uuid[]))
  AND ($16::uuid[] IS NULL OR person_id = ANY ($16::uuid[]))
  AND ($17::text[] IS NULL OR standing = ANY ($17::text[]))
  AND (NOT $18::boolean OR is_holder OR json_array_length(roles) > 0)
ORDER BY unit_order DESC, unit_name DESC, post_order, kana, staff_number LIMIT $19::integer OFFSET $20::integer;

-- coverage.team-parts
SELECT o.id AS "unitId", o.code, u.name, parent.name AS "parentName"
  FROM org_units o
  JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = u.parent_org_unit_id AND parent.valid_from <= $1::date AND (parent.valid_to IS NULL OR parent.valid_to > $1::date)
  WHERE o.id = ANY ($2::uuid[]) AND o.id <> $3::uuid
  ORDER BY parent.sort_order, u.sort_order, o.code;

-- coverage.team-topmost-units
SELECT o.id AS "unitId", o.code, u.name, parent.name AS "parentName"
  FROM org_units o
  JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = u.parent_org_unit_id AND parent.valid_from <= $1::date AND (parent.valid_to IS NULL OR parent.valid_to > $1::date)
  WHERE o.id = ANY ($2::uuid[]) AND (u.parent_org_unit_id IS NULL OR u.parent_org_unit_id <> ALL ($2::uuid[]))
  ORDER BY parent.sort_order, u.sort_order, o.code;

-- coverage.team-unit
SELECT o.id AS "unitId", o.code, u.name, parent.name AS "parentName"
  FROM org_units o
  JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = u.parent_org_unit_id AND parent.valid_from <= $1::date AND (parent.valid_to IS NULL OR parent.valid_to > $1::date)
  WHERE o.code = $2::text
  ORDER BY parent.sort_order, u.sort_order, o.code;

-- coverage.team-units-below
WITH RECURSIVE below AS (
      SELECT $1::uuid AS org_unit_id
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ) SELECT org_unit_id AS id FROM below;

-- coverage.team-units-that-count
SELECT o.id AS "unitId", o.code, u.name, parent.name AS "parentName"
  FROM org_units o
  JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = u.parent_org_unit_id AND parent.valid_from <= $1::date AND (parent.valid_to IS NULL OR parent.valid_to > $1::date)
  WHERE u.counts_for_leader_kpi
  ORDER BY parent.sort_order, u.sort_order, o.code;

-- coverage.trend
WITH RECURSIVE month AS (
    SELECT s.as_of, s.figures FROM figure_snapshots s WHERE s.as_of BETWEEN $1::date AND $2::date
  ), unit AS (
    SELECT m.as_of, e ->> 'code' AS code, true AS is_unit, e ->> 'insideCode' IS NULL AS adds, e ->> 'state' AS state,
      (e ->> 'leaders')::int AS leaders, (e ->> 'supporters')::int AS supporters, e -> 'counts' AS counts
    FROM month m, json_array_elements(m.figures -> 'units') e
    UNION ALL
    SELECT m.as_of, e ->> 'code', false, true, 'apart', 0, 0, e -> 'counts' FROM month m, json_array_elements(m.figures -> 'outside') e
  ), up AS (
    SELECT m.as_of, u.org_unit_id AS id, u.org_unit_id AS top_id, u.parent_org_unit_id AS parent_id, 0 AS steps
    FROM month m JOIN org_unit_periods u ON u.valid_from <= m.as_of AND (u.valid_to IS NULL OR u.valid_to > m.as_of)
    UNION ALL
    SELECT up.as_of, up.id, u.org_unit_id, u.parent_org_unit_id, up.steps + 1
    FROM up JOIN org_unit_periods u ON u.org_unit_id = up.parent_id AND u.valid_from <= up.as_of AND (u.valid_to IS NULL OR u.valid_to > up.as_of) WHERE up.steps < 20
  ), top AS (
    SELECT DISTINCT ON (as_of, id) as_of, id, top_id FROM up ORDER BY as_of, id, steps DESC
  ), place AS (
    SELECT top.as_of, o.code, above.code AS top_code, period.name, period.sort_order FROM top
    JOIN org_units o ON o.id = top.id
    JOIN org_units above ON above.id = top.top_id
    JOIN org_unit_periods period ON period.org_unit_id = top.top_id AND period.valid_from <= top.as_of AND (period.valid_to IS NULL OR period.valid_to > top.as_of)
    WHERE NOT EXISTS (SELECT 1 FROM unit WHERE unit.as_of = top.as_of AND unit.is_unit AND unit.code = above.code)
  ), department AS (
    SELECT unit.as_of, place.top_code AS code, COALESCE(place.name, '部に属さない所属') AS name, place.sort_order,
      (count(*) FILTER (WHERE unit.state = 'covered'))::int AS covered, (count(*) FILTER (WHERE unit.state <> 'apart'))::int AS counting,
      (COALESCE(sum(unit.leaders) FILTER (WHERE unit.adds), 0))::int AS leaders,
      (COALESCE(sum(unit.supporters) FILTER (WHERE unit.adds), 0))::int AS supporters,
      (COALESCE(sum((unit.counts ->> 'staff')::int) FILTER (WHERE unit.adds), 0))::int AS "staff", (COALESCE(sum((unit.counts ->> 'holders')::int) FILTER (WHERE unit.adds), 0))::int AS "holders", (COALESCE(sum((unit.counts ->> 'security')::int) FILTER (WHERE unit.adds), 0))::int AS "security", (COALESCE(sum((unit.counts ->> 'security_done')::int) FILTER (WHERE unit.adds), 0))::int AS "securityDone", (COALESCE(sum((unit.counts ->> 'ai')::int) FILTER (WHERE unit.adds), 0))::int AS "ai", (COALESCE(sum((unit.counts ->> 'ai_done')::int) FILTER (WHERE unit.adds), 0))::int AS "aiDone", (COALESCE(sum((unit.counts ->> 'ai_ever')::int) FILTER (WHERE unit.adds), 0))::int AS "aiEver", (COALESCE(sum((unit.counts ->> 'ai_ever_done')::int) FILTER (WHERE unit.adds), 0))::int AS "aiEverDone"
    FROM unit LEFT JOIN place ON place.as_of = unit.as_of AND place.code = unit.code
    GROUP BY unit.as_of, place.top_code, place.name, place.sort_order
  ), city AS (
    SELECT m.as_of, (m.figures ->> 'covered')::int AS covered, (m.figures ->> 'counting')::int AS counting,
      (m.figures ->> 'leaders')::int AS leaders, (m.figures ->> 'supporters')::int AS supporters,
      (m.figures #>> '{city,counts,staff}')::int AS "staff", (m.figures #>> '{city,counts,holders}')::int AS "holders", (m.figures #>> '{city,counts,security}')::int AS "security", (m.figures #>> '{city,counts,security_done}')::int AS "securityDone", (m.figures #>> '{city,counts,ai}')::int AS "ai", (m.figures #>> '{city,counts,ai_done}')::int AS "aiDone", (m.figures #>> '{city,counts,ai_ever}')::int AS "aiEver", (m.figures #>> '{city,counts,ai_ever_done}')::int AS "aiEverDone"
    FROM month m
  )
  SELECT t."asOf", t."isCity", t.code, t.name, t.covered, t.counting, t.leaders, t.supporters, t."staff", t."holders", t."security", t."securityDone", t."ai", t."aiDone", t."aiEver", t."aiEverDone"
  FROM (SELECT c.as_of AS "asOf", true AS "isCity", NULL::text AS code, '市全体' AS name, c.covered, c.counting, c.leaders, c.supporters,
    c."staff", c."holders", c."security", c."securityDone", c."ai", c."aiDone", c."aiEver", c."aiEverDone", NULL::int AS place_order
  FROM city c
  UNION ALL
  SELECT d.as_of, false, d.code, d.name, d.covered, d.counting, d.leaders, d.supporters,
    d."staff", d."holders", d."security", d."securityDone", d."ai", d."aiDone", d."aiEver", d."aiEverDone", d.sort_order
  FROM department d) t
  ORDER BY t."asOf", t."isCity" DESC, t.place_order NULLS LAST, t.code;

-- coverage.trend-turns
SELECT s.kind, s.valid_from AS "on", b.code AS "beforeCode", a.code AS "afterCode",
      (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = b.id AND p.valid_from < s.valid_from ORDER BY p.valid_from DESC LIMIT 1) AS "beforeName",
      (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = a.id AND p.valid_from <= s.valid_from AND (p.valid_to IS NULL OR p.valid_to > s.valid_from)) AS "afterName"
    FROM unit_successions s JOIN org_units b ON b.id = s.org_unit_id JOIN org_units a ON a.id = s.successor_id
    WHERE s.valid_from BETWEEN $1::date AND $2::date ORDER BY s.valid_from, b.code, a.code;

-- coverage.unit-months
SELECT s.as_of AS "asOf", e ->> 'code' AS code, (e ->> 'leaders')::int AS leaders, (e ->> 'supporters')::int AS supporters,
      (e -> 'counts' ->> 'staff')::int AS staff
    FROM (SELECT f.as_of, f.figures FROM figure_snapshots f WHERE f.as_of <= $1::date ORDER BY f.as_of DESC LIMIT 24) s,
      json_array_elements(s.figures -> 'units') e
    WHERE e ->> 'code' = ANY ($2::text[]) ORDER BY s.as_of DESC, code;

-- coverage.units
WITH RECURSIVE member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($1::uuid[]) AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date) AND u.org_unit_id = ANY($1::uuid[])
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $3::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $2::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.person_id IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY($1::uuid[])
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $4::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($5::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $6::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $9::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $9::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $9::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $9::timestamptz OR r.withdrawn_at >= $9::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $9::timestamptz AND r.person_id IN (SELECT person_id FROM member)) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= $2::date) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < $2::date) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a LEFT JOIN certification_versions_on($2::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY($7::text[]) AND (k.is_same OR $8::boolean)) AND a.recorded_at < $9::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $9::timestamptz) AND a.person_id IN (SELECT person_id FROM member)
  GROUP BY a.person_id
), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $9::timestamptz
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least($2::date, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN $10::integer ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $9::timestamptz AND y.fiscal_year <= $10::integer AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND true AND w.person_id IN (SELECT person_id FROM member)
  GROUP BY w.person_id
  HAVING bool_or(w.valid_to IS NULL OR w.valid_to > make_date($10::integer, 4, 1))
), ob_unit AS (
  SELECT DISTINCT d.org_unit_id AS top_id, d.org_unit_id AS id, daterange(NULL, NULL) AS during
  FROM ob_duty d WHERE d.audience_kind = 'org_unit'
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM ob_unit t JOIN org_unit_periods u ON u.parent_org_unit_id = t.id
    AND t.during && daterange(u.valid_from, u.valid_to)
), ob_posted AS (
  SELECT 'managers' AS kind, NULL::uuid AS top_id, po.person_id, range_agg(daterange(po.valid_from, po.valid_to)) AS during
  FROM postings po
  WHERE po.is_managerial AND po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND true AND po.person_id IN (SELECT person_id FROM member)
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND true AND s.person_id IN (SELECT person_id FROM member)
  GROUP BY s.person_id
), ob_reach AS (
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d CROSS JOIN ob_service s WHERE d.audience_kind = 'all_staff'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during
  FROM ob_duty d JOIN assignment_persons n ON n.assignment_id = d.assignment_id JOIN ob_service s ON s.person_id = n.person_id
  WHERE d.audience_kind = 'persons'
  UNION ALL
  SELECT d.*, s.person_id, s.is_employed, s.last_day, s.during * p.during
  FROM ob_duty d JOIN ob_posted p ON p.kind = d.audience_kind AND p.top_id IS NOT DISTINCT FROM d.org_unit_id
  JOIN ob_service s ON s.person_id = p.person_id
), ob_closed AS (
  SELECT c.fiscal_year, min(c.closed_on) AS closed_on, min(c.closed_at) AS closed_at
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $9::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < $10::integer AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND $4::boolean THEN 'absent' WHEN due.due_on <= $11::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $9::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $9::timestamptz THEN e.completed_at END AS completed_at) done
  CROSS JOIN LATERAL (SELECT least(r.audience_day, r.last_day) AS day,
    greatest(r.assigned_on, coalesce((done.completed_at AT TIME ZONE 'Asia/Tokyo')::date, x.valid_from)) AS settled_on) seen
  CROSS JOIN LATERAL (SELECT CASE WHEN r.during @> daterange(least(r.assigned_on, seen.day), seen.day, '[]') THEN r.due_on
    ELSE greatest(r.due_on, (SELECT lower(stay) + 30 FROM unnest(r.during) stay
      WHERE stay @> seen.day AND lower(stay) > r.assigned_on)) END AS due_on) base
  CROSS JOIN LATERAL (SELECT CASE WHEN w.during IS NULL THEN base.due_on ELSE greatest(base.due_on,
    (SELECT max(upper(stay)) - 1 FROM unnest(w.during) stay WHERE lower(stay) <= base.due_on
      AND upper(stay) - 31 > r.assigned_on)) END AS due_on) due
  WHERE CASE WHEN r.during @> seen.day THEN true
      WHEN done.completed_at IS NULL AND x.valid_from IS NULL THEN false
      ELSE r.during @> least(seen.day, seen.settled_on) END
    AND (r.is_employed OR (r.fiscal_year = $10::integer AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = $10::integer THEN true
      WHEN done.completed_at < (make_date($10::integer, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date($10::integer, 4, 1) THEN false
      WHEN c.closed_on < make_date($10::integer, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), course_promise AS (
  SELECT DISTINCT ON (v.course_id) v.course_id, v.promise
  FROM course_versions v ORDER BY v.course_id, v.version DESC
), mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(o.state IN ('not_started', 'in_progress', 'overdue')) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND o.state IN ('not_started', 'in_progress', 'overdue')) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,
    bool_or(cp.promise = 'information_security') AS security_asked,
    bool_or(cp.promise = 'information_security' AND r.state <> 'exempted') AS security_due,
    bool_or(cp.promise = 'information_security' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS security_open,
    bool_or(cp.promise = 'ai_use') AS ai_asked,
    bool_or(cp.promise = 'ai_use' AND r.state <> 'exempted') AS ai_due,
    bool_or(cp.promise = 'ai_use' AND r.state IN ('not_started', 'in_progress', 'overdue')) AS ai_open
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = $10::integer
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, min(r.why) FILTER (WHERE true) AS mandatory_instead,
    min(r.why) FILTER (WHERE cp.promise = 'information_security') AS security_instead,
    min(r.why) FILTER (WHERE cp.promise = 'ai_use') AS ai_instead
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < $10::integer
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = $10::integer AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < $9::timestamptz AND e.person_id IN (SELECT person_id FROM member)
), staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY($12::text[]) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN m.mandatory_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN m.mandatory_asked IS NOT TRUE THEN COALESCE(i.mandatory_instead, 'not_assigned') WHEN NOT m.mandatory_due THEN 'exempt'
         WHEN m.mandatory_open THEN 'open' ELSE 'done' END AS mandatory_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.security_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.security_asked IS NOT TRUE THEN COALESCE(i.security_instead, 'not_assigned') WHEN NOT pr.security_due THEN 'exempt'
         WHEN pr.security_open THEN 'open' ELSE 'done' END AS security_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN CASE WHEN pr.ai_due THEN 'not_employed' END
         WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN pr.ai_asked IS NOT TRUE THEN COALESCE(i.ai_instead, 'not_assigned') WHEN NOT pr.ai_due THEN 'exempt'
         WHEN pr.ai_open THEN 'open' ELSE 'done' END AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date) AND p.person_id IN (SELECT person_id FROM member) OFFSET 0) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $2::date AND (s.valid_to IS NULL OR s.valid_to > $2::date)
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY($13::text[]) THEN 'employment_type'
    WHEN $4::boolean AND s.status = 'seconded' THEN 'seconded'
    WHEN $4::boolean AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
), alike AS (
  SELECT org_unit_id, is_employed, is_regular, is_higher_only, has_other_certificate, exam_state, has_carried_over, left_out_by,
    mandatory_state, security_state, ai_state, ai_ever_state, count(*) AS people,
    count(*) FILTER (WHERE passed_on > ($2::date - interval '1 year') AND passed_on <= $2::date) AS passed_last_year
  FROM staff GROUP BY org_unit_id, is_employed, is_regular, is_higher_only, has_other_certificate, exam_state, has_carried_over, left_out_by,
    mandatory_state, security_state, ai_state, ai_ever_state
), leaf AS (
  SELECT org_unit_id,
    COALESCE(sum(people) FILTER (WHERE is_employed), 0)::int AS staff, COALESCE(sum(people) FILTER (WHERE is_employed AND is_regular), 0)::int AS regular_staff, COALESCE(sum(people) FILTER (WHERE is_employed AND exam_state = 'verified'), 0)::int AS holders, COALESCE(sum(people) FILTER (WHERE is_employed AND exam_state = 'provisional'), 0)::int AS provisional, COALESCE(sum(people) FILTER (WHERE is_employed AND exam_state = 'reported'), 0)::int AS reported, COALESCE(sum(people) FILTER (WHERE is_employed AND exam_state = 'booked'), 0)::int AS booked, COALESCE(sum(people) FILTER (WHERE is_employed AND is_higher_only), 0)::int AS higher_only, COALESCE(sum(people) FILTER (WHERE is_employed AND has_other_certificate), 0)::int AS other_certified, COALESCE(sum(people) FILTER (WHERE mandatory_state IN ('done', 'open')), 0)::int AS mandatory, COALESCE(sum(people) FILTER (WHERE mandatory_state IN ('done')), 0)::int AS mandatory_done, COALESCE(sum(people) FILTER (WHERE mandatory_state IN ('open')), 0)::int AS mandatory_open, COALESCE(sum(people) FILTER (WHERE security_state IN ('done', 'open')), 0)::int AS security, COALESCE(sum(people) FILTER (WHERE security_state IN ('done')), 0)::int AS security_done, COALESCE(sum(people) FILTER (WHERE security_state IN ('open')), 0)::int AS security_open, COALESCE(sum(people) FILTER (WHERE ai_state IN ('done', 'open')), 0)::int AS ai, COALESCE(sum(people) FILTER (WHERE ai_state IN ('done')), 0)::int AS ai_done, COALESCE(sum(people) FILTER (WHERE ai_state IN ('open')), 0)::int AS ai_open, COALESCE(sum(people) FILTER (WHERE ai_ever_state IN ('done', 'open')), 0)::int AS ai_ever, COALESCE(sum(people) FILTER (WHERE ai_ever_state IN ('done')), 0)::int AS ai_ever_done, COALESCE(sum(people) FILTER (WHERE ai_ever_state IN ('open')), 0)::int AS ai_ever_open, COALESCE(sum(people) FILTER (WHERE has_carried_over AND left_out_by IS NULL), 0)::int AS carried_over,
    COALESCE(sum(people) FILTER (WHERE mandatory_state = 'exempt'), 0)::int AS out_mandatory_exempt, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'on_leave'), 0)::int AS out_mandatory_on_leave, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'seconded'), 0)::int AS out_mandatory_seconded, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'not_employed'), 0)::int AS out_mandatory_not_employed, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'employment_type'), 0)::int AS out_mandatory_employment_type, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'earlier_assignment'), 0)::int AS out_mandatory_earlier_assignment, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'settled_before'), 0)::int AS out_mandatory_settled_before, COALESCE(sum(people) FILTER (WHERE mandatory_state = 'not_assigned'), 0)::int AS out_mandatory_not_assigned,
    COALESCE(sum(people) FILTER (WHERE security_state = 'exempt'), 0)::int AS out_security_exempt, COALESCE(sum(people) FILTER (WHERE security_state = 'on_leave'), 0)::int AS out_security_on_leave, COALESCE(sum(people) FILTER (WHERE security_state = 'seconded'), 0)::int AS out_security_seconded, COALESCE(sum(people) FILTER (WHERE security_state = 'not_employed'), 0)::int AS out_security_not_employed, COALESCE(sum(people) FILTER (WHERE security_state = 'employment_type'), 0)::int AS out_security_employment_type, COALESCE(sum(people) FILTER (WHERE security_state = 'earlier_assignment'), 0)::int AS out_security_earlier_assignment, COALESCE(sum(people) FILTER (WHERE security_state = 'settled_before'), 0)::int AS out_security_settled_before, COALESCE(sum(people) FILTER (WHERE security_state = 'not_assigned'), 0)::int AS out_security_not_assigned,
    COALESCE(sum(people) FILTER (WHERE ai_state = 'exempt'), 0)::int AS out_ai_exempt, COALESCE(sum(people) FILTER (WHERE ai_state = 'on_leave'), 0)::int AS out_ai_on_leave, COALESCE(sum(people) FILTER (WHERE ai_state = 'seconded'), 0)::int AS out_ai_seconded, COALESCE(sum(people) FILTER (WHERE ai_state = 'not_employed'), 0)::int AS out_ai_not_employed, COALESCE(sum(people) FILTER (WHERE ai_state = 'employment_type'), 0)::int AS out_ai_employment_type, COALESCE(sum(people) FILTER (WHERE ai_state = 'earlier_assignment'), 0)::int AS out_ai_earlier_assignment, COALESCE(sum(people) FILTER (WHERE ai_state = 'settled_before'), 0)::int AS out_ai_settled_before, COALESCE(sum(people) FILTER (WHERE ai_state = 'not_assigned'), 0)::int AS out_ai_not_assigned,
    COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'exempt'), 0)::int AS out_ai_ever_exempt, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'on_leave'), 0)::int AS out_ai_ever_on_leave, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'seconded'), 0)::int AS out_ai_ever_seconded, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'not_employed'), 0)::int AS out_ai_ever_not_employed, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'employment_type'), 0)::int AS out_ai_ever_employment_type, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'earlier_assignment'), 0)::int AS out_ai_ever_earlier_assignment, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'settled_before'), 0)::int AS out_ai_ever_settled_before, COALESCE(sum(people) FILTER (WHERE ai_ever_state = 'not_assigned'), 0)::int AS out_ai_ever_not_assigned,
    sum(passed_last_year) FILTER (WHERE is_employed AND exam_state = 'verified')::int AS passed_last_year
  FROM alike GROUP BY org_unit_id
), late_row AS MATERIALIZED (
  SELECT told.* FROM (
    SELECT h.person_id, 'posting' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, h.org_unit_id AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM postings_history h
    WHERE h.recorded_at >= $9::timestamptz AND h.kind = 'primary' AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM postings_history o
      WHERE o.person_id = h.person_id AND o.org_unit_id = h.org_unit_id AND o.kind = 'primary' AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.recorded_at < $9::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $9::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'posting', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, h.org_unit_id,
      h.superseded_by, NULL::text AS reason FROM postings_history h
    WHERE h.superseded_at >= $9::timestamptz AND h.kind = 'primary' AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.recorded_at < $9::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $9::timestamptz) AND NOT EXISTS (SELECT 1 FROM postings_history o
      WHERE o.person_id = h.person_id AND o.org_unit_id = h.org_unit_id AND o.kind = 'primary' AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'employment' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM employments_history h
    WHERE h.recorded_at >= $9::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM employments_history o
      WHERE o.person_id = h.person_id AND o.employment_type = h.employment_type AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.recorded_at < $9::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $9::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'employment', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, NULL::text AS reason FROM employments_history h
    WHERE h.superseded_at >= $9::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.recorded_at < $9::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $9::timestamptz) AND NOT EXISTS (SELECT 1 FROM employments_history o
      WHERE o.person_id = h.person_id AND o.employment_type = h.employment_type AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'absence' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, NULL::text AS reason FROM employment_statuses_history h
    WHERE h.recorded_at >= $9::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM employment_statuses_history o
      WHERE o.person_id = h.person_id AND o.status = h.status AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.recorded_at < $9::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $9::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'absence', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, NULL::text AS reason FROM employment_statuses_history h
    WHERE h.superseded_at >= $9::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.recorded_at < $9::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $9::timestamptz) AND NOT EXISTS (SELECT 1 FROM employment_statuses_history o
      WHERE o.person_id = h.person_id AND o.status = h.status AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.id)
    UNION ALL
    SELECT h.person_id, 'role' AS what, (h.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS recorded_on, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1) AS org_unit_id,
      h.recorded_by AS recorded_by, nullif(h.note, '') AS reason FROM role_appointments_history h
    WHERE h.recorded_at >= $9::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM role_appointments_history o
      WHERE o.person_id = h.person_id AND o.role = h.role AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.recorded_at < $9::timestamptz AND (o.superseded_at IS NULL OR o.superseded_at >= $9::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.row_id)
    UNION ALL
    SELECT h.person_id, 'role', (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date, (SELECT po.org_unit_id FROM postings_history po
      WHERE po.person_id = h.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
      ORDER BY po.superseded_at DESC NULLS FIRST LIMIT 1),
      h.superseded_by, (SELECT a.reason FROM role_appointment_annulments a WHERE a.appointment_id = h.id AND a.annulled_at >= $9::timestamptz) AS reason FROM role_appointments_history h
    WHERE h.superseded_at >= $9::timestamptz AND true AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date) AND h.recorded_at < $9::timestamptz AND (h.superseded_at IS NULL OR h.superseded_at >= $9::timestamptz) AND NOT EXISTS (SELECT 1 FROM role_appointments_history o
      WHERE o.person_id = h.person_id AND o.role = h.role AND true AND o.valid_from <= $2::date AND (o.valid_to IS NULL OR o.valid_to > $2::date) AND o.superseded_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.old_row_id = h.row_id)
  ) told WHERE EXISTS (SELECT 1 FROM postings_history b WHERE b.recorded_at < $9::timestamptz)
), unit_sum AS (
  SELECT tree_now.top_id, array_agg(tree_now.org_unit_id) AS unit_ids, 
    json_build_object('staff', COALESCE(sum(leaf.staff), 0)::int, 'regular_staff', COALESCE(sum(leaf.regular_staff), 0)::int, 'holders', COALESCE(sum(leaf.holders), 0)::int, 'provisional', COALESCE(sum(leaf.provisional), 0)::int, 'reported', COALESCE(sum(leaf.reported), 0)::int, 'booked', COALESCE(sum(leaf.booked), 0)::int, 'higher_only', COALESCE(sum(leaf.higher_only), 0)::int, 'other_certified', COALESCE(sum(leaf.other_certified), 0)::int, 'mandatory', COALESCE(sum(leaf.mandatory), 0)::int, 'mandatory_done', COALESCE(sum(leaf.mandatory_done), 0)::int, 'mandatory_open', COALESCE(sum(leaf.mandatory_open), 0)::int, 'security', COALESCE(sum(leaf.security), 0)::int, 'security_done', COALESCE(sum(leaf.security_done), 0)::int, 'security_open', COALESCE(sum(leaf.security_open), 0)::int, 'ai', COALESCE(sum(leaf.ai), 0)::int, 'ai_done', COALESCE(sum(leaf.ai_done), 0)::int, 'ai_open', COALESCE(sum(leaf.ai_open), 0)::int, 'ai_ever', COALESCE(sum(leaf.ai_ever), 0)::int, 'ai_ever_done', COALESCE(sum(leaf.ai_ever_done), 0)::int, 'ai_ever_open', COALESCE(sum(leaf.ai_ever_open), 0)::int, 'carried_over', COALESCE(sum(leaf.carried_over), 0)::int) AS counts,
    json_build_object('exempt', COALESCE(sum(leaf.out_mandatory_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_mandatory_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_mandatory_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_mandatory_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_mandatory_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_mandatory_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_mandatory_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_mandatory_not_assigned), 0)::int) AS "leftOut",
    json_build_object('security', json_build_object('exempt', COALESCE(sum(leaf.out_security_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_security_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_security_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_security_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_security_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_security_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_security_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_security_not_assigned), 0)::int), 'ai', json_build_object('exempt', COALESCE(sum(leaf.out_ai_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_ai_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_ai_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_ai_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_ai_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_ai_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_ai_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_ai_not_assigned), 0)::int), 'ai_ever', json_build_object('exempt', COALESCE(sum(leaf.out_ai_ever_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_ai_ever_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_ai_ever_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_ai_ever_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_ai_ever_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_ai_ever_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_ai_ever_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_ai_ever_not_assigned), 0)::int)) AS "leftOutOf"
  FROM tree_now LEFT JOIN leaf ON leaf.org_unit_id = tree_now.org_unit_id
  GROUP BY tree_now.top_id
), container AS (
  SELECT DISTINCT ON (t.org_unit_id) t.org_unit_id AS id, outer_unit.code, outer_unit.name
  FROM tree_now t
  JOIN counting inner_unit ON inner_unit.id = t.org_unit_id
  JOIN counting outer_unit ON outer_unit.id = t.top_id AND t.top_id <> t.org_unit_id
  JOIN unit_sum s ON s.top_id = t.top_id
  ORDER BY t.org_unit_id, cardinality(s.unit_ids)
), now AS (
  SELECT * FROM presence WHERE during @> $2::date
), role_holder AS (
  SELECT now.top_id, json_agg(json_build_object('appointmentId', now.appointment_id, 'personId', now.person_id,
    'staffNumber', n.staff_number, 'name', p.name, 'role', now.role, 'termEnd', now.term_end,
    'lastDay', upper(now.during) - 1, 'endsBy', CASE
  WHEN upper(now.during) IS NULL THEN NULL
  WHEN upper(now.during) = now.ended_before THEN 'ended_early'
  WHEN upper(now.during) = now.term_end + 1 THEN 'term_ends'
  WHEN starting.status = 'seconded' THEN 'seconded'
  WHEN starting.status IS NOT NULL THEN 'on_leave'
  WHEN NOT now.service @> upper(now.during) THEN 'leaves_service'
  ELSE 'transferred' END,
    'recordedLateOn', CASE WHEN (now.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > $2::date THEN (now.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END) ORDER BY now.term_start, n.staff_number) AS people
  FROM now
  JOIN person_details p ON p.person_id = now.person_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  LEFT JOIN employment_statuses starting ON starting.person_id = now.person_id AND starting.valid_from = upper(now.during)
  GROUP BY now.top_id
), role_vacancy AS (
  SELECT c.id AS top_id, r.key AS role, COALESCE(role_held.during @> $2::date, false) AS is_held,
    (SELECT max(upper(h)) FROM unnest(role_held.during) h WHERE upper(h) <= $2::date) AS since,
    (SELECT upper(h) FROM unnest(role_held.during) h WHERE h @> $2::date) AS held_until,
    (SELECT min(lower(h)) FROM unnest(role_held.during) h WHERE lower(h) > $2::date) AS held_from
  FROM counting c CROSS JOIN dx_roles r LEFT JOIN role_held ON role_held.top_id = c.id AND role_held.role = r.key
), responsible AS (
  SELECT answers.unit_id, json_build_object('personId', p.person_id, 'staffNumber', n.staff_number, 'name', p.name,
    'postTitle', answers.post_title, 'isDeputy', (EXISTS (SELECT 1 FROM head_deputies dd WHERE dd.person_id = answers.person_id AND dd.org_unit_id = answers.head_unit_id AND dd.valid_from <= $2::date AND (dd.valid_to IS NULL OR dd.valid_to > $2::date))
      AND NOT EXISTS (SELECT 1 FROM postings dp WHERE dp.person_id = answers.person_id AND dp.org_unit_id = answers.head_unit_id AND dp.is_managerial AND dp.valid_from <= $2::date AND (dp.valid_to IS NULL OR dp.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = dp.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)))),
    'isAbove', answers.steps > 0) AS answer
  FROM (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= $2::date AND (ab.valid_to IS NULL OR ab.valid_to > $2::date)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= $2::date AND (post.valid_to IS NULL OR post.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= $2::date AND (own.valid_to IS NULL OR own.valid_to > $2::date)
          WHERE hd.valid_from <= $2::date AND (hd.valid_to IS NULL OR hd.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= $2::date AND (hn.valid_to IS NULL OR hn.valid_to > $2::date)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= $2::date AND (ht.valid_to IS NULL OR ht.valid_to > $2::date)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) answers
  JOIN person_details p ON p.person_id = answers.person_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
), unit_row AS (
  SELECT c.id AS "unitId", c.code, c.name, c.kind, parent.name AS "parentName", s.unit_ids AS "unitIds", s.counts, s."leftOut",
    s."leftOutOf", inside.code AS "insideCode", inside.name AS "insideName",
    COALESCE(h.people, '[]'::json) AS "roleHolders",
    (SELECT count(DISTINCT late.person_id)::int FROM late_row late WHERE late.org_unit_id = ANY (s.unit_ids)) AS "changedLater",
    COALESCE(covered.during @> $2::date, false) AS "isCovered",
    (SELECT max(upper(r)) FROM unnest(covered.during) r WHERE upper(r) <= $2::date) AS "uncoveredSince",
    (SELECT upper(r) FROM unnest(covered.during) r WHERE r @> $2::date) AS "coveredUntil",
    (SELECT min(lower(r)) FROM unnest(covered.during) r WHERE lower(r) > $2::date) AS "coveredFrom",
    led.since AS "emptySince", led.held_until AS "ledUntil", led.held_from AS "ledFrom",
    (SELECT json_agg(json_build_object('role', v.role, 'isHeld', v.is_held, 'since', v.since, 'heldFrom', v.held_from) ORDER BY v.role)
      FROM role_vacancy v WHERE v.top_id = c.id) AS "rolesHeld",
    responsible.answer AS responsible,
    parent.sort_order AS parent_order, c.sort_order
  FROM counting c
  JOIN unit_sum s ON s.top_id = c.id
  LEFT JOIN container inside ON inside.id = c.id
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = c.parent_org_unit_id AND parent.valid_from <= $2::date AND (parent.valid_to IS NULL OR parent.valid_to > $2::date)
  LEFT JOIN covered ON covered.top_id = c.id
  LEFT JOIN role_vacancy led ON led.top_id = c.id AND led.role = 'leader'
  LEFT JOIN responsible ON responsible.unit_id = c.id
  LEFT JOIN role_holder h ON h.top_id = c.id
), outside_row AS (
  SELECT o.code, COALESCE(u.name, o.code) AS name, 
    json_build_object('staff', leaf.staff, 'regular_staff', leaf.regular_staff, 'holders', leaf.holders, 'provisional', leaf.provisional, 'reported', leaf.reported, 'booked', leaf.booked, 'higher_only', leaf.higher_only, 'other_certified', leaf.other_certified, 'mandatory', leaf.mandatory, 'mandatory_done', leaf.mandatory_done, 'mandatory_open', leaf.mandatory_open, 'security', leaf.security, 'security_done', leaf.security_done, 'security_open', leaf.security_open, 'ai', leaf.ai, 'ai_done', leaf.ai_done, 'ai_open', leaf.ai_open, 'ai_ever', leaf.ai_ever, 'ai_ever_done', leaf.ai_ever_done, 'ai_ever_open', leaf.ai_ever_open, 'carried_over', leaf.carried_over) AS counts,
    json_build_object('exempt', leaf.out_mandatory_exempt, 'on_leave', leaf.out_mandatory_on_leave, 'seconded', leaf.out_mandatory_seconded, 'not_employed', leaf.out_mandatory_not_employed, 'employment_type', leaf.out_mandatory_employment_type, 'earlier_assignment', leaf.out_mandatory_earlier_assignment, 'settled_before', leaf.out_mandatory_settled_before, 'not_assigned', leaf.out_mandatory_not_assigned) AS "leftOut",
    json_build_object('security', json_build_object('exempt', leaf.out_security_exempt, 'on_leave', leaf.out_security_on_leave, 'seconded', leaf.out_security_seconded, 'not_employed', leaf.out_security_not_employed, 'employment_type', leaf.out_security_employment_type, 'earlier_assignment', leaf.out_security_earlier_assignment, 'settled_before', leaf.out_security_settled_before, 'not_assigned', leaf.out_security_not_assigned), 'ai', json_build_object('exempt', leaf.out_ai_exempt, 'on_leave', leaf.out_ai_on_leave, 'seconded', leaf.out_ai_seconded, 'not_employed', leaf.out_ai_not_employed, 'employment_type', leaf.out_ai_employment_type, 'earlier_assignment', leaf.out_ai_earlier_assignment, 'settled_before', leaf.out_ai_settled_before, 'not_assigned', leaf.out_ai_not_assigned), 'ai_ever', json_build_object('exempt', leaf.out_ai_ever_exempt, 'on_leave', leaf.out_ai_ever_on_leave, 'seconded', leaf.out_ai_ever_seconded, 'not_employed', leaf.out_ai_ever_not_employed, 'employment_type', leaf.out_ai_ever_employment_type, 'earlier_assignment', leaf.out_ai_ever_earlier_assignment, 'settled_before', leaf.out_ai_ever_settled_before, 'not_assigned', leaf.out_ai_ever_not_assigned)) AS "leftOutOf", u.sort_order
  FROM leaf
  LEFT JOIN org_units o ON o.id = leaf.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = leaf.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
  WHERE leaf.org_unit_id IS NULL OR leaf.org_unit_id NOT IN (SELECT org_unit_id FROM tree_now)
), course_row AS (
  SELECT c.key, o.fiscal_year AS "fiscalYear", o.is_carried_over AS "isCarriedOver", cp.promise,
    (array_agg(v.title ORDER BY v.version DESC))[1] AS title,
    (count(*) FILTER (WHERE staff.left_out_by IS NULL AND o.state <> 'exempted'))::int AS must,
    (count(*) FILTER (WHERE staff.left_out_by IS NULL AND o.state = 'completed'))::int AS done,
    (count(*) FILTER (WHERE staff.left_out_by IS NULL AND o.state IN ('not_started', 'in_progress', 'overdue')))::int AS open,
    json_build_object('exempt', (count(*) FILTER (WHERE staff.left_out_by IS NULL AND o.state = 'exempted'))::int,
      'on_leave', (count(*) FILTER (WHERE staff.left_out_by = 'on_leave'))::int,
      'seconded', (count(*) FILTER (WHERE staff.left_out_by = 'seconded'))::int,
      'not_employed', (count(*) FILTER (WHERE staff.left_out_by = 'not_employed' AND o.state <> 'exempted'))::int,
      'employment_type', (count(*) FILTER (WHERE staff.left_out_by = 'employment_type'))::int,
      'earlier_assignment', 0, 'settled_before', 0, 'not_assigned', 0) AS "leftOut"
  FROM obligation o
  JOIN staff ON staff.person_id = o.person_id
  JOIN courses c ON c.id = o.course_id
  JOIN course_versions v ON v.id = o.edition_id
  LEFT JOIN course_promise cp ON cp.course_id = o.course_id
  WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY c.key, o.fiscal_year, o.is_carried_over, cp.promise
), late_join AS (
  SELECT person_id, max(joined_on) AS joined_on, max(separated_on) AS separated_on FROM (
    SELECT j.joined_to AS person_id, (j.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AS joined_on, NULL::date AS separated_on
    FROM person_joins j WHERE j.recorded_at >= $9::timestamptz AND EXISTS (SELECT 1 FROM person_join_rows r WHERE r.join_id = j.id AND ((r.table_name = 'employments' AND EXISTS (SELECT 1 FROM employments_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)))
      OR (r.table_name = 'role_appointments' AND EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)))
      OR (r.table_name = 'certification_records' AND EXISTS (SELECT 1 FROM certification_records_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.reported_at < $9::timestamptz))
      OR (r.table_name = 'exam_attempts' AND EXISTS (SELECT 1 FROM exam_attempts_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.recorded_at < $9::timestamptz))
      OR (r.table_name = 'exemptions' AND EXISTS (SELECT 1 FROM exemptions_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)))
      OR (r.table_name = 'enrollments' AND EXISTS (SELECT 1 FROM enrollments e WHERE e.id = r.old_row_id AND r.was ->> 'person_id' = j.person_id::text
      AND e.completed_at < $9::timestamptz))))
    UNION ALL
    SELECT part.person_id, NULL, (s.separated_at AT TIME ZONE 'Asia/Tokyo')::date
    FROM person_separations s JOIN person_joins_history j ON j.id = s.join_id
    CROSS JOIN LATERAL (VALUES (j.person_id), (j.joined_to)) part (person_id)
    WHERE s.separated_at >= $9::timestamptz AND j.recorded_at < $9::timestamptz AND EXISTS (SELECT 1 FROM person_join_rows r WHERE r.join_id = j.id AND ((r.table_name = 'employments' AND EXISTS (SELECT 1 FROM employments_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)))
      OR (r.table_name = 'role_appointments' AND EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)))
      OR (r.table_name = 'certification_records' AND EXISTS (SELECT 1 FROM certification_records_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.reported_at < $9::timestamptz))
      OR (r.table_name = 'exam_attempts' AND EXISTS (SELECT 1 FROM exam_attempts_history h WHERE h.row_id = r.old_row_id AND h.person_id = j.person_id AND h.recorded_at < $9::timestamptz))
      OR (r.table_name = 'exemptions' AND EXISTS (SELECT 1 FROM exemptions_history h WHERE h.id = r.old_row_id AND h.person_id = j.person_id AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)))
      OR (r.table_name = 'enrollments' AND EXISTS (SELECT 1 FROM enrollments e WHERE e.id = r.old_row_id AND r.was ->> 'person_id' = j.person_id::text
      AND e.completed_at < $9::timestamptz))))
    UNION ALL
    SELECT part.person_id, NULL, (p.parted_at AT TIME ZONE 'Asia/Tokyo')::date
    FROM import_number_partings p JOIN import_batches b ON b.id = p.batch_id
    CROSS JOIN LATERAL (VALUES (p.kept_person_id), (p.new_person_id)) part (person_id)
    WHERE p.parted_at >= $9::timestamptz AND b.applied_at < $9::timestamptz AND b.effective_on <= $2::date
  ) late GROUP BY person_id
),
city AS (
  SELECT 
    json_build_object('staff', COALESCE(sum(leaf.staff), 0)::int, 'regular_staff', COALESCE(sum(leaf.regular_staff), 0)::int, 'holders', COALESCE(sum(leaf.holders), 0)::int, 'provisional', COALESCE(sum(leaf.provisional), 0)::int, 'reported', COALESCE(sum(leaf.reported), 0)::int, 'booked', COALESCE(sum(leaf.booked), 0)::int, 'higher_only', COALESCE(sum(leaf.higher_only), 0)::int, 'other_certified', COALESCE(sum(leaf.other_certified), 0)::int, 'mandatory', COALESCE(sum(leaf.mandatory), 0)::int, 'mandatory_done', COALESCE(sum(leaf.mandatory_done), 0)::int, 'mandatory_open', COALESCE(sum(leaf.mandatory_open), 0)::int, 'security', COALESCE(sum(leaf.security), 0)::int, 'security_done', COALESCE(sum(leaf.security_done), 0)::int, 'security_open', COALESCE(sum(leaf.security_open), 0)::int, 'ai', COALESCE(sum(leaf.ai), 0)::int, 'ai_done', COALESCE(sum(leaf.ai_done), 0)::int, 'ai_open', COALESCE(sum(leaf.ai_open), 0)::int, 'ai_ever', COALESCE(sum(leaf.ai_ever), 0)::int, 'ai_ever_done', COALESCE(sum(leaf.ai_ever_done), 0)::int, 'ai_ever_open', COALESCE(sum(leaf.ai_ever_open), 0)::int, 'carried_over', COALESCE(sum(leaf.carried_over), 0)::int) AS counts,
    json_build_object('exempt', COALESCE(sum(leaf.out_mandatory_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_mandatory_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_mandatory_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_mandatory_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_mandatory_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_mandatory_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_mandatory_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_mandatory_not_assigned), 0)::int) AS "leftOut",
    json_build_object('security', json_build_object('exempt', COALESCE(sum(leaf.out_security_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_security_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_security_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_security_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_security_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_security_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_security_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_security_not_assigned), 0)::int), 'ai', json_build_object('exempt', COALESCE(sum(leaf.out_ai_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_ai_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_ai_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_ai_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_ai_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_ai_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_ai_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_ai_not_assigned), 0)::int), 'ai_ever', json_build_object('exempt', COALESCE(sum(leaf.out_ai_ever_exempt), 0)::int, 'on_leave', COALESCE(sum(leaf.out_ai_ever_on_leave), 0)::int, 'seconded', COALESCE(sum(leaf.out_ai_ever_seconded), 0)::int, 'not_employed', COALESCE(sum(leaf.out_ai_ever_not_employed), 0)::int, 'employment_type', COALESCE(sum(leaf.out_ai_ever_employment_type), 0)::int, 'earlier_assignment', COALESCE(sum(leaf.out_ai_ever_earlier_assignment), 0)::int, 'settled_before', COALESCE(sum(leaf.out_ai_ever_settled_before), 0)::int, 'not_assigned', COALESCE(sum(leaf.out_ai_ever_not_assigned), 0)::int)) AS "leftOutOf", COALESCE(sum(leaf.passed_last_year), 0)::int AS "passedLastYear",
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'leader') AS leaders,
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'supporter') AS supporters,
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'supporter' AND EXISTS (SELECT 1 FROM role_activities done WHERE done.person_id = now.person_id
      AND done.done_on > $2::date - 90 AND done.done_on <= $2::date)) AS "activeSupporters",
    (SELECT count(*)::int FROM late_join) AS "joinedLater",
    (SELECT count(DISTINCT person_id)::int FROM late_row) AS "changedLater"
  FROM leaf
)
SELECT (SELECT row_to_json(city) FROM city) AS city,
  COALESCE((SELECT json_agg(unit_row ORDER BY parent_order, sort_order, code) FROM unit_row), '[]'::json) AS units,
  COALESCE((SELECT json_agg(outside_row ORDER BY code IS NULL, sort_order, code) FROM outside_row), '[]'::json) AS outside,
  COALESCE((SELECT json_agg(course_row ORDER BY "isCarriedOver", promise DESC NULLS LAST, title, key, "fiscalYear") FROM course_row),
    '[]'::json) AS courses;

-- coverage.units-ahead
WITH RECURSIVE org_unit_periods AS (SELECT h.org_unit_id, h.name, h.kind, h.parent_org_unit_id, h.counts_for_leader_kpi, h.sort_order, h.valid_from, CASE WHEN $1::boolean OR h.valid_to <= $2::date THEN h.valid_to ELSE NULL::date END AS valid_to FROM (SELECT * FROM org_unit_periods_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) h WHERE $1::boolean OR h.valid_from <= $2::date), postings AS (SELECT h.person_id, h.org_unit_id, h.kind, h.valid_from, CASE WHEN $1::boolean OR h.valid_to <= $2::date THEN h.valid_to ELSE NULL::date END AS valid_to FROM (SELECT * FROM postings_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) h WHERE $1::boolean OR h.valid_from <= $2::date), employments AS (SELECT h.person_id, h.employment_type, h.valid_from, CASE WHEN $1::boolean OR h.valid_to <= $2::date THEN h.valid_to ELSE NULL::date END AS valid_to FROM (SELECT * FROM employments_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) h WHERE $1::boolean OR h.valid_from <= $2::date), employment_statuses AS (SELECT h.person_id, h.status, h.valid_from, CASE WHEN $1::boolean OR h.valid_to <= $2::date THEN h.valid_to ELSE NULL::date END AS valid_to FROM (SELECT * FROM employment_statuses_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) h WHERE $1::boolean OR h.valid_from <= $2::date), role_appointments AS (SELECT h.id, h.person_id, h.role, h.term_start, h.term_end, h.appointed_at, h.valid_from, CASE WHEN $1::boolean OR h.valid_to <= $2::date THEN h.valid_to ELSE h.term_end + 1 END AS valid_to FROM (SELECT * FROM role_appointments_history WHERE recorded_at <= $3::timestamptz AND (superseded_at IS NULL OR superseded_at > $3::timestamptz)) h WHERE $1::boolean OR h.valid_from <= $2::date), counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND u.valid_from <= $4::date AND (u.valid_to IS NULL OR u.valid_to > $4::date) 
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $5::boolean
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $4::date
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a 
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE $6::boolean AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($7::text[])
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
), edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= $8::integer) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
), termed AS (
    SELECT a.person_id, json_agg(json_build_object('from', a.valid_from, 'until', a.valid_to - 1, 'isEndedEarly', a.valid_to <= a.term_end)
      ORDER BY a.valid_from) AS terms
    FROM role_appointments a WHERE a.role = 'leader' AND a.valid_to > $2::date GROUP BY a.person_id
  ), here AS (
    SELECT t.top_id, po.person_id, e.employment_type = ANY($9::text[]) AS is_regular,
      away.person_id IS NULL AS is_at_work, CASE WHEN po.valid_from > $2::date THEN po.valid_from END AS comes,
      COALESCE(termed.terms, '[]'::json) AS terms
    FROM tree_now t
    JOIN postings po ON po.org_unit_id = t.org_unit_id AND po.kind = 'primary' AND po.valid_from <= $4::date AND (po.valid_to IS NULL OR po.valid_to > $4::date)
    JOIN employments e ON e.person_id = po.person_id AND e.valid_from <= $4::date AND (e.valid_to IS NULL OR e.valid_to > $4::date)
    LEFT JOIN employment_statuses away ON away.person_id = po.person_id AND away.valid_from <= $4::date AND (away.valid_to IS NULL OR away.valid_to > $4::date)
    LEFT JOIN termed ON termed.person_id = po.person_id
  ), working AS (
    SELECT top_id, bool_or(is_regular) AS has_regular,
      json_agg(json_build_object('personId', person_id, 'comes', comes, 'terms', terms) ORDER BY person_id) FILTER (WHERE is_at_work) AS people
    FROM here GROUP BY top_id
  ), leaders AS (
    SELECT p.top_id, p.during @> $4::date AS is_then, p.during, json_build_object('personId', p.person_id, 'starts', lower(p.during),
      'lastDay', upper(p.during) - 1, 'endsBy', CASE
  WHEN upper(p.during) IS NULL THEN NULL
  WHEN upper(p.during) = p.ended_before THEN 'ended_early'
  WHEN upper(p.during) = p.term_end + 1 THEN 'term_ends'
  WHEN starting.status = 'seconded' THEN 'seconded'
  WHEN starting.status IS NOT NULL THEN 'on_leave'
  WHEN NOT p.service @> upper(p.during) THEN 'leaves_service'
  ELSE 'transferred' END, 'termStart', p.term_start) AS stretch, p.person_id
    FROM presence p LEFT JOIN employment_statuses starting ON starting.person_id = p.person_id AND starting.valid_from = upper(p.during) WHERE p.role = 'leader'
  ), led AS (
    SELECT top_id, json_agg(stretch ORDER BY lower(during), person_id) FILTER (WHERE is_then) AS leaders,
      json_agg(stretch ORDER BY upper(during), person_id) FILTER (WHERE upper(during) > $2::date AND upper(during) <= $4::date) AS losses
    FROM leaders GROUP BY top_id
  )
  SELECT c.id AS "unitId", c.code, c.name, parent.name AS "parentName", parent_unit.code AS "parentCode",
    (row_number() OVER (ORDER BY parent.sort_order, c.sort_order, c.code))::int AS place,
    COALESCE(working.has_regular, false) AS "hasRegular", COALESCE(covered.during @> $4::date, false) AS "isCovered",
    (SELECT max(upper(r)) FROM unnest(covered.during) r WHERE upper(r) <= $4::date) AS "uncoveredSince",
    COALESCE(led.leaders, '[]'::json) AS leaders, COALESCE(led.losses, '[]'::json) AS losses, COALESCE(working.people, '[]'::json) AS people
  FROM counting c
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = c.parent_org_unit_id AND parent.valid_from <= $4::date AND (parent.valid_to IS NULL OR parent.valid_to > $4::date)
  LEFT JOIN org_units parent_unit ON parent_unit.id = parent.org_unit_id
  LEFT JOIN covered ON covered.top_id = c.id
  LEFT JOIN led ON led.top_id = c.id
  LEFT JOIN working ON working.top_id = c.id
  ORDER BY place;

-- coverage.unmade-draft-effects
SELECT e.id, e.draft_id AS "draftId" FROM transfer_draft_effects e WHERE e.made_at IS NULL ORDER BY e.asked_at, e.id;

-- coverage.unmade-publications
SELECT p.id, p.number, p.as_of AS "asOf", p.document_number AS "documentNumber", p.reason, p.sha256, p.content,
      p.content::text AS text, p.published_at AS "publishedAt", before.number AS "followsNumber"
    FROM figure_publications p LEFT JOIN figure_publications before ON before.id = p.follows_id
    WHERE p.made_at IS NULL ORDER BY p.number;

-- coverage.who-works-in-units
SELECT po.person_id AS "personId", po.org_unit_id AS "unitId" FROM postings po
    JOIN employments e ON e.person_id = po.person_id AND e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    WHERE po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date) AND po.org_unit_id = ANY ($2::uuid[])
    ORDER BY po.person_id;

-- coverage.written-months
SELECT s.as_of AS "asOf" FROM figure_snapshots s WHERE s.as_of <= $1::date ORDER BY s.as_of DESC;
