-- certifications.add-report
INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key,
      state, evidence_file_id, reported_at, reported_by_person_id, valid_until, renews_id, name_on_certificate, recorded_at, recorded_by)
    VALUES ($1::uuid, $2::uuid, $3::uuid, $4::date, $5::text, $6::text,
      'reported', $7::uuid, $8::timestamptz, $9::uuid, $10::date, $11::uuid, $12::text, $8::timestamptz, $13::uuid)
    ON CONFLICT (person_id, certification_id, passed_on) WHERE superseded_at IS NULL AND state IN ('reported', 'verified')
      DO NOTHING
    RETURNING id;

-- certifications.all
SELECT c.id, c.code, v.name, v.short_name AS "shortName", v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn",
      (SELECT json_agg(json_build_object('from', r.valid_from, 'kind', r.renewal_kind, 'years', r.renewal_years) ORDER BY r.valid_from DESC)
        FROM certification_versions r WHERE r.certification_id = c.id) AS renewals,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id ORDER BY a.position) AS names,
      (SELECT s.name FROM certifications_called_on($1::date) s WHERE s.id = v.successor_id) AS "successorName"
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id ORDER BY c.sort_order, c.code;

-- certifications.all-staff-numbers
SELECT DISTINCT staff_number AS "staffNumber" FROM staff_numbers;

-- certifications.attempt-ahead
SELECT b.row_id AS "rowId", b.id, b.person_id AS "personId", b.certification_id AS "certificationId", b.exam_on AS "examOn", b.state,
      b.created_at AS "createdAt", b.place, b.payment
    FROM exam_attempts a JOIN exam_attempts b ON b.person_id = a.person_id AND b.certification_id = a.certification_id AND b.id <> a.id AND b.state = 'booked' AND b.exam_on >= $1::date WHERE a.id = $2::uuid;

-- certifications.attempt-of-day
SELECT row_id AS "rowId", id, person_id AS "personId", certification_id AS "certificationId", exam_on AS "examOn", state,
  created_at AS "createdAt", place, payment FROM exam_attempts
    WHERE person_id = $1::uuid AND certification_id = $2::uuid AND exam_on = $3::date;

-- certifications.board
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $5::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $5::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $5::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $5::timestamptz AND e.made_at >= $5::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $5::timestamptz - interval '90 days'
  ) s WHERE $3::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $3::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $3::text AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $2::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $2::date - p.since > 90) OR (p.stage = 'studying' AND $2::date - p.since > 90) OR (p.stage = 'ready' AND $2::date - p.since > 90) OR (p.stage = 'sitting' AND $2::date - p.since > 0) OR (p.stage = 'provisional' AND $2::date - p.since > 30) OR (p.stage = 'passed' AND $2::date - p.since > 30) OR (p.stage = 'reported' AND $2::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
), named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY['intention', 'studying', 'ready', 'applied', 'sitting', 'provisional', 'failed', 'passed', 'reported', 'verified'], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT $6::boolean OR p.is_stuck)
      AND ($1::text = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND ($7::text IS NULL OR p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
  )
    SELECT n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", n.stage, n.since,
      n.exam_on AS "examOn", n.is_stuck AS "isStuck", n.outside, n.total, n.stuck FROM (
      SELECT n.*, (count(*) OVER stage)::int AS total, (count(*) FILTER (WHERE n.is_stuck) OVER stage)::int AS stuck,
        row_number() OVER (PARTITION BY n.stage ORDER BY n.since, n.person_id) AS rank
      FROM named n WINDOW stage AS (PARTITION BY n.stage)
    ) n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    WHERE n.rank > (least(($8::integer[])[n.place], (n.total + $9::integer - 1) / $9::integer) - 1) * $9::integer
      AND n.rank <= least(($8::integer[])[n.place], (n.total + $9::integer - 1) / $9::integer) * $9::integer
    ORDER BY n.place, n.rank;

-- certifications.board-unnamed
WITH certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY(ARRAY[$2::text]) AND (k.is_same OR $3::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY(ARRAY[$2::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY(ARRAY[$2::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $4::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $4::timestamptz)
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY(ARRAY[$2::text]) AND (k.is_same OR $3::boolean)) AND a.recorded_at < $4::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $4::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $4::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $4::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $4::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $4::timestamptz AND e.made_at >= $4::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $4::timestamptz - interval '90 days'
  ) s WHERE $2::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $2::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $2::text AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $1::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $1::date - p.since > 90) OR (p.stage = 'studying' AND $1::date - p.since > 90) OR (p.stage = 'ready' AND $1::date - p.since > 90) OR (p.stage = 'sitting' AND $1::date - p.since > 0) OR (p.stage = 'provisional' AND $1::date - p.since > 30) OR (p.stage = 'passed' AND $1::date - p.since > 30) OR (p.stage = 'reported' AND $1::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
)
    SELECT p.stage, count(*)::int AS people FROM placed p WHERE NOT p.is_named GROUP BY p.stage HAVING count(*) >= 5;

-- certifications.booked-attempt
SELECT row_id AS "rowId", id, person_id AS "personId", certification_id AS "certificationId", exam_on AS "examOn", state,
  created_at AS "createdAt", place, payment, EXISTS (SELECT 1 FROM certification_records told WHERE told.state = 'verified' AND ((told.person_id = a.person_id AND told.certification_id = a.certification_id AND (
      (told.passed_on >= a.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= a.exam_on AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) OR (told.person_id = a.person_id AND told.certification_id = a.certification_id AND told.state = 'verified' AND a.state = 'booked'
      AND told.passed_on < a.exam_on AND a.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) AS "isVerified", EXISTS (SELECT 1 FROM certification_records told WHERE told.person_id = a.person_id AND told.certification_id = a.certification_id
      AND told.state = 'reported' AND (told.passed_on = a.exam_on OR (told.passed_on > a.exam_on AND a.state IN ('provisional_pass', 'passed')
        AND NOT EXISTS (SELECT 1 FROM exam_attempts later WHERE later.person_id = a.person_id AND later.certification_id = a.certification_id
          AND later.state <> 'cancelled' AND later.exam_on > a.exam_on AND later.exam_on <= told.passed_on)))) AS "isReportWaiting" FROM exam_attempts a WHERE id = $1::uuid AND person_id = $2::uuid;

-- certifications.booked-correction
SELECT k.row_id AS "rowId", k.id, k.record_id AS "recordId", k.state, k.old_certification_id AS "oldCertificationId",
      k.old_passed_on AS "oldPassedOn", k.old_certificate_number AS "oldCertificateNumber", k.old_valid_until AS "oldValidUntil",
      k.certification_id AS "certificationId", c.code AS "certificationCode", k.passed_on AS "passedOn",
      k.certificate_number AS "certificateNumber", k.number_key AS "numberKey", k.valid_until AS "validUntil", k.reason,
      k.proposed_at AS "proposedAt", k.proposed_by_person_id AS "proposedBy", k.decided_at AS "decidedAt",
      k.decided_by_person_id AS "decidedBy", k.decline_reason AS "declineReason", (WITH RECURSIVE joined AS (
      SELECT k.proposed_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS proposer
    FROM certification_corrections k JOIN certifications c ON c.id = k.certification_id
    WHERE k.id = $1::uuid;

-- certifications.booked-outside
SELECT c.name, c.code, h.outside, count(DISTINCT a.person_id)::int AS people
    FROM exam_attempts a LEFT JOIN certification_versions_on($1::date) days ON days.certification_id = a.certification_id
  CROSS JOIN LATERAL (SELECT CASE WHEN days.last_exam_on < a.exam_on THEN 'after_last' WHEN days.first_exam_on > a.exam_on THEN 'before_first' END AS outside) h JOIN certifications_called_on($1::date) c ON c.id = a.certification_id
    JOIN employments w ON w.person_id = a.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
    WHERE a.state = 'booked' AND h.outside IS NOT NULL AND NOT EXISTS (SELECT 1 FROM certification_records told WHERE (told.person_id = a.person_id AND told.certification_id = a.certification_id AND (
      (told.passed_on >= a.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= a.exam_on AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) OR (told.person_id = a.person_id AND told.certification_id = a.certification_id AND told.state = 'verified' AND a.state = 'booked'
      AND told.passed_on < a.exam_on AND a.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))
    GROUP BY c.name, c.code, h.outside, c.sort_order ORDER BY c.sort_order, c.code, h.outside;

-- certifications.booked-record
SELECT r.row_id AS "rowId", r.id, r.person_id AS "personId", r.certification_id AS "certificationId",
      c.code AS "certificationCode", r.passed_on AS "passedOn", r.certificate_number AS "certificateNumber",
      r.number_key AS "numberKey", r.state, r.evidence_file_id AS "evidenceFileId", r.reported_at AS "reportedAt",
      r.reported_by_person_id AS "reportedBy", r.decided_at AS "decidedAt", r.decided_by_person_id AS "decidedBy", r.return_reason AS "returnReason",
      r.withdrawn_at AS "withdrawnAt", r.revoked_at AS "revokedAt", r.revoked_by_person_id AS "revokedBy", r.revoke_reason AS "revokeReason",
      r.valid_until AS "validUntil", r.renews_id AS "renewsId", r.name_on_certificate AS "nameOnCertificate", r.evidence_kind AS "evidenceKind",
      (WITH RECURSIVE joined AS (
      SELECT r.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS holder, (WITH RECURSIVE joined AS (
      SELECT r.reported_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS reporter, (WITH RECURSIVE joined AS (
      SELECT r.decided_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS decider
    FROM certification_records r JOIN certifications c ON c.id = r.certification_id
    WHERE r.id = $1::uuid;

-- certifications.candidate-count
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $5::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $5::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $5::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $5::timestamptz AND e.made_at >= $5::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $5::timestamptz - interval '90 days'
  ) s WHERE $3::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $3::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $3::text AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $2::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $2::date - p.since > 90) OR (p.stage = 'studying' AND $2::date - p.since > 90) OR (p.stage = 'ready' AND $2::date - p.since > 90) OR (p.stage = 'sitting' AND $2::date - p.since > 0) OR (p.stage = 'provisional' AND $2::date - p.since > 30) OR (p.stage = 'passed' AND $2::date - p.since > 30) OR (p.stage = 'reported' AND $2::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
), named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY['intention', 'studying', 'ready', 'applied', 'sitting', 'provisional', 'failed', 'passed', 'reported', 'verified'], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT $6::boolean OR p.is_stuck)
      AND ($1::text = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND ($7::text IS NULL OR p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
  ) SELECT count(*)::int AS total FROM named;

-- certifications.candidates-by-name
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $5::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $5::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $5::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $5::timestamptz AND e.made_at >= $5::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $5::timestamptz - interval '90 days'
  ) s WHERE $3::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $3::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $3::text AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $2::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $2::date - p.since > 90) OR (p.stage = 'studying' AND $2::date - p.since > 90) OR (p.stage = 'ready' AND $2::date - p.since > 90) OR (p.stage = 'sitting' AND $2::date - p.since > 0) OR (p.stage = 'provisional' AND $2::date - p.since > 30) OR (p.stage = 'passed' AND $2::date - p.since > 30) OR (p.stage = 'reported' AND $2::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
), named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY['intention', 'studying', 'ready', 'applied', 'sitting', 'provisional', 'failed', 'passed', 'reported', 'verified'], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT $6::boolean OR p.is_stuck)
      AND ($1::text = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND ($7::text IS NULL OR p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
  ) SELECT n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", n.stage, n.since,
      n.exam_on AS "examOn", n.is_stuck AS "isStuck", n.outside FROM named n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true ORDER BY line.kana, line.staff_number, n.person_id LIMIT $8::integer OFFSET $9::integer;

-- certifications.candidates-by-name-down
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $5::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $5::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $5::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $5::timestamptz AND e.made_at >= $5::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $5::timestamptz - interval '90 days'
  ) s WHERE $3::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $3::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $3::text AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $2::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $2::date - p.since > 90) OR (p.stage = 'studying' AND $2::date - p.since > 90) OR (p.stage = 'ready' AND $2::date - p.since > 90) OR (p.stage = 'sitting' AND $2::date - p.since > 0) OR (p.stage = 'provisional' AND $2::date - p.since > 30) OR (p.stage = 'passed' AND $2::date - p.since > 30) OR (p.stage = 'reported' AND $2::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
), named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY['intention', 'studying', 'ready', 'applied', 'sitting', 'provisional', 'failed', 'passed', 'reported', 'verified'], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT $6::boolean OR p.is_stuck)
      AND ($1::text = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND ($7::text IS NULL OR p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
  ) SELECT n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", n.stage, n.since,
      n.exam_on AS "examOn", n.is_stuck AS "isStuck", n.outside FROM named n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true ORDER BY line.kana DESC, line.staff_number, n.person_id LIMIT $8::integer OFFSET $9::integer;

-- certifications.candidates-by-since
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $5::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $5::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $5::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $5::timestamptz AND e.made_at >= $5::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $5::timestamptz - interval '90 days'
  ) s WHERE $3::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $3::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $3::text AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $2::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $2::date - p.since > 90) OR (p.stage = 'studying' AND $2::date - p.since > 90) OR (p.stage = 'ready' AND $2::date - p.since > 90) OR (p.stage = 'sitting' AND $2::date - p.since > 0) OR (p.stage = 'provisional' AND $2::date - p.since > 30) OR (p.stage = 'passed' AND $2::date - p.since > 30) OR (p.stage = 'reported' AND $2::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
), named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY['intention', 'studying', 'ready', 'applied', 'sitting', 'provisional', 'failed', 'passed', 'reported', 'verified'], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT $6::boolean OR p.is_stuck)
      AND ($1::text = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND ($7::text IS NULL OR p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
  ) SELECT n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", n.stage, n.since,
      n.exam_on AS "examOn", n.is_stuck AS "isStuck", n.outside FROM named n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true ORDER BY n.since, line.staff_number, n.person_id LIMIT $8::integer OFFSET $9::integer;

-- certifications.candidates-by-since-down
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $5::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $5::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $5::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $5::timestamptz AND e.made_at >= $5::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $5::timestamptz - interval '90 days'
  ) s WHERE $3::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $3::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $3::text AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $2::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $2::date - p.since > 90) OR (p.stage = 'studying' AND $2::date - p.since > 90) OR (p.stage = 'ready' AND $2::date - p.since > 90) OR (p.stage = 'sitting' AND $2::date - p.since > 0) OR (p.stage = 'provisional' AND $2::date - p.since > 30) OR (p.stage = 'passed' AND $2::date - p.since > 30) OR (p.stage = 'reported' AND $2::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
), named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY['intention', 'studying', 'ready', 'applied', 'sitting', 'provisional', 'failed', 'passed', 'reported', 'verified'], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT $6::boolean OR p.is_stuck)
      AND ($1::text = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND ($7::text IS NULL OR p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
  ) SELECT n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", n.stage, n.since,
      n.exam_on AS "examOn", n.is_stuck AS "isStuck", n.outside FROM named n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true ORDER BY n.since DESC, line.staff_number, n.person_id LIMIT $8::integer OFFSET $9::integer;

-- certifications.candidates-by-stage
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $5::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $5::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $5::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $5::timestamptz AND e.made_at >= $5::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $5::timestamptz - interval '90 days'
  ) s WHERE $3::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $3::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $3::text AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $2::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $2::date - p.since > 90) OR (p.stage = 'studying' AND $2::date - p.since > 90) OR (p.stage = 'ready' AND $2::date - p.since > 90) OR (p.stage = 'sitting' AND $2::date - p.since > 0) OR (p.stage = 'provisional' AND $2::date - p.since > 30) OR (p.stage = 'passed' AND $2::date - p.since > 30) OR (p.stage = 'reported' AND $2::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
), named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY['intention', 'studying', 'ready', 'applied', 'sitting', 'provisional', 'failed', 'passed', 'reported', 'verified'], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT $6::boolean OR p.is_stuck)
      AND ($1::text = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND ($7::text IS NULL OR p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
  ) SELECT n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", n.stage, n.since,
      n.exam_on AS "examOn", n.is_stuck AS "isStuck", n.outside FROM named n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true ORDER BY n.place, n.since, line.staff_number, n.person_id LIMIT $8::integer OFFSET $9::integer;

-- certifications.candidates-by-stage-down
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $5::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $5::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $5::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $5::timestamptz AND e.made_at >= $5::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $5::timestamptz - interval '90 days'
  ) s WHERE $3::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $3::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $3::text AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $2::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $2::date - p.since > 90) OR (p.stage = 'studying' AND $2::date - p.since > 90) OR (p.stage = 'ready' AND $2::date - p.since > 90) OR (p.stage = 'sitting' AND $2::date - p.since > 0) OR (p.stage = 'provisional' AND $2::date - p.since > 30) OR (p.stage = 'passed' AND $2::date - p.since > 30) OR (p.stage = 'reported' AND $2::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
), named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY['intention', 'studying', 'ready', 'applied', 'sitting', 'provisional', 'failed', 'passed', 'reported', 'verified'], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT $6::boolean OR p.is_stuck)
      AND ($1::text = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND ($7::text IS NULL OR p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
  ) SELECT n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", n.stage, n.since,
      n.exam_on AS "examOn", n.is_stuck AS "isStuck", n.outside FROM named n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true ORDER BY n.place DESC, n.since, line.staff_number, n.person_id LIMIT $8::integer OFFSET $9::integer;

-- certifications.candidates-by-unit
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $5::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $5::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $5::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $5::timestamptz AND e.made_at >= $5::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $5::timestamptz - interval '90 days'
  ) s WHERE $3::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $3::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $3::text AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $2::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $2::date - p.since > 90) OR (p.stage = 'studying' AND $2::date - p.since > 90) OR (p.stage = 'ready' AND $2::date - p.since > 90) OR (p.stage = 'sitting' AND $2::date - p.since > 0) OR (p.stage = 'provisional' AND $2::date - p.since > 30) OR (p.stage = 'passed' AND $2::date - p.since > 30) OR (p.stage = 'reported' AND $2::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
), named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY['intention', 'studying', 'ready', 'applied', 'sitting', 'provisional', 'failed', 'passed', 'reported', 'verified'], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT $6::boolean OR p.is_stuck)
      AND ($1::text = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND ($7::text IS NULL OR p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
  ) SELECT n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", n.stage, n.since,
      n.exam_on AS "examOn", n.is_stuck AS "isStuck", n.outside FROM named n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true ORDER BY line.unit_name NULLS LAST, line.staff_number, n.person_id LIMIT $8::integer OFFSET $9::integer;

-- certifications.candidates-by-unit-down
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    ), certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $5::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $5::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $5::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $5::timestamptz OR r.withdrawn_at >= $5::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $5::timestamptz ) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($2::date) k WHERE k.asked_code = ANY(ARRAY[$3::text]) AND (k.is_same OR $4::boolean)) AND a.recorded_at < $5::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $5::timestamptz) 
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $5::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $5::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $5::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $5::timestamptz AND e.made_at >= $5::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $5::timestamptz - interval '90 days'
  ) s WHERE $3::text = 'ip' 
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $3::text
  ) own WHERE true  ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $3::text AND h.valid_from <= $2::date AND (h.valid_to IS NULL OR h.valid_to > $2::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) 
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $2::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $2::date - p.since > 90) OR (p.stage = 'studying' AND $2::date - p.since > 90) OR (p.stage = 'ready' AND $2::date - p.since > 90) OR (p.stage = 'sitting' AND $2::date - p.since > 0) OR (p.stage = 'provisional' AND $2::date - p.since > 30) OR (p.stage = 'passed' AND $2::date - p.since > 30) OR (p.stage = 'reported' AND $2::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
), named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY['intention', 'studying', 'ready', 'applied', 'sitting', 'provisional', 'failed', 'passed', 'reported', 'verified'], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT $6::boolean OR p.is_stuck)
      AND ($1::text = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND ($7::text IS NULL OR p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $7::text))
  ) SELECT n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", n.stage, n.since,
      n.exam_on AS "examOn", n.is_stuck AS "isStuck", n.outside FROM named n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true ORDER BY line.unit_name DESC NULLS LAST, line.staff_number, n.person_id LIMIT $8::integer OFFSET $9::integer;

-- certifications.chain-of-record
SELECT r.certification_id AS "certificationId", r.passed_on AS "passedOn", r.valid_until AS "validUntil", r.renews_id IS NOT DISTINCT FROM $1::uuid::uuid AS "isNext"
    FROM certification_records r
    WHERE r.id IS NOT DISTINCT FROM $2::uuid::uuid OR (r.renews_id = $1::uuid AND r.state IN ('reported', 'verified'));

-- certifications.code-of-exam
SELECT code FROM certifications WHERE id = $1::uuid;

-- certifications.corrected-by-both
SELECT n.staff_number AS "staffNumber", c.name, k.state = 'proposed' AS "isOpen"
    FROM certification_corrections k JOIN certification_records r ON r.id = k.record_id
    JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    JOIN staff_numbers n ON n.person_id = r.person_id AND n.valid_to IS NULL
    WHERE (k.state = 'proposed' AND r.person_id = ANY ($1::uuid[]) AND (WITH RECURSIVE joined AS (
      SELECT k.proposed_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = ANY ($1::uuid[]))
      OR (k.state = 'confirmed' AND r.state = 'verified' AND (WITH RECURSIVE joined AS (
      SELECT k.decided_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = ANY ($1::uuid[])
        AND (r.person_id = ANY ($1::uuid[]) OR (WITH RECURSIVE joined AS (
      SELECT k.proposed_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = ANY ($1::uuid[]))
        AND NOT EXISTS (SELECT 1 FROM certification_corrections later WHERE later.record_id = k.record_id AND later.state = 'confirmed'
          AND later.decided_at > k.decided_at))
    ORDER BY n.staff_number, c.name;

-- certifications.correction
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT k.id, k.record_id AS "recordId", k.state, r.person_id AS "personId", p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber",
    was.name AS "oldCertificationName", k.old_passed_on AS "oldPassedOn", k.old_certificate_number AS "oldCertificateNumber",
    k.old_valid_until AS "oldValidUntil", c.name AS "certificationName", k.passed_on AS "passedOn",
    k.certificate_number AS "certificateNumber", k.valid_until AS "validUntil", k.reason, k.proposed_at AS "proposedAt",
    k.proposed_by_person_id AS "proposedBy", COALESCE(proposer.name, '') AS "proposerName", r.reported_by_person_id AS "reportedBy",
    k.decided_at AS "decidedAt", COALESCE(decider.name, '') AS "deciderName", k.decline_reason AS "declineReason",
    r.state AS "recordState", EXISTS (SELECT 1 FROM certification_records other WHERE other.number_key = k.number_key
      AND other.person_id <> r.person_id AND other.state <> 'withdrawn') AS "isNumberShared",
    (SELECT min(e.valid_from) FROM employments e WHERE e.person_id = r.person_id) AS "employedFrom",
    (SELECT max(a.exam_on) FROM exam_attempts a WHERE a.person_id = r.person_id AND a.certification_id = k.certification_id
      AND a.state IN ('booked', 'provisional_pass', 'passed') AND a.exam_on > k.passed_on AND a.exam_on <= (r.reported_at AT TIME ZONE 'Asia/Tokyo')::date) AS "laterExamOn", exam.first_exam_on AS "firstExamOn", exam.last_exam_on AS "lastExamOn",
    (SELECT s.name FROM certifications_called_on($1::date) s WHERE s.id = exam.successor_id) AS "successorName"
  
  FROM certification_corrections k
  JOIN shown_record r ON r.id = k.record_id
  JOIN certifications_called_on(k.passed_on) c ON c.id = k.certification_id
  JOIN certifications_called_on(k.old_passed_on) was ON was.id = k.old_certification_id
  LEFT JOIN certification_versions_on($1::date) exam ON exam.certification_id = k.certification_id
  JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  LEFT JOIN person_details proposer ON proposer.person_id = k.proposed_by_person_id AND proposer.valid_from <= $1::date AND (proposer.valid_to IS NULL OR proposer.valid_to > $1::date)
  LEFT JOIN person_details decider ON decider.person_id = k.decided_by_person_id AND decider.valid_from <= $1::date AND (decider.valid_to IS NULL OR decider.valid_to > $1::date) WHERE k.id = $2::uuid;

-- certifications.corrections
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT k.id, k.record_id AS "recordId", k.state, r.person_id AS "personId", p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber",
    was.name AS "oldCertificationName", k.old_passed_on AS "oldPassedOn", k.old_certificate_number AS "oldCertificateNumber",
    k.old_valid_until AS "oldValidUntil", c.name AS "certificationName", k.passed_on AS "passedOn",
    k.certificate_number AS "certificateNumber", k.valid_until AS "validUntil", k.reason, k.proposed_at AS "proposedAt",
    k.proposed_by_person_id AS "proposedBy", COALESCE(proposer.name, '') AS "proposerName", r.reported_by_person_id AS "reportedBy",
    k.decided_at AS "decidedAt", COALESCE(decider.name, '') AS "deciderName", k.decline_reason AS "declineReason",
    r.state AS "recordState", EXISTS (SELECT 1 FROM certification_records other WHERE other.number_key = k.number_key
      AND other.person_id <> r.person_id AND other.state <> 'withdrawn') AS "isNumberShared",
    (SELECT min(e.valid_from) FROM employments e WHERE e.person_id = r.person_id) AS "employedFrom",
    (SELECT max(a.exam_on) FROM exam_attempts a WHERE a.person_id = r.person_id AND a.certification_id = k.certification_id
      AND a.state IN ('booked', 'provisional_pass', 'passed') AND a.exam_on > k.passed_on AND a.exam_on <= (r.reported_at AT TIME ZONE 'Asia/Tokyo')::date) AS "laterExamOn", exam.first_exam_on AS "firstExamOn", exam.last_exam_on AS "lastExamOn",
    (SELECT s.name FROM certifications_called_on($1::date) s WHERE s.id = exam.successor_id) AS "successorName"
  
  FROM certification_corrections k
  JOIN shown_record r ON r.id = k.record_id
  JOIN certifications_called_on(k.passed_on) c ON c.id = k.certification_id
  JOIN certifications_called_on(k.old_passed_on) was ON was.id = k.old_certification_id
  LEFT JOIN certification_versions_on($1::date) exam ON exam.certification_id = k.certification_id
  JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  LEFT JOIN person_details proposer ON proposer.person_id = k.proposed_by_person_id AND proposer.valid_from <= $1::date AND (proposer.valid_to IS NULL OR proposer.valid_to > $1::date)
  LEFT JOIN person_details decider ON decider.person_id = k.decided_by_person_id AND decider.valid_from <= $1::date AND (decider.valid_to IS NULL OR decider.valid_to > $1::date) WHERE ($2::text = '' OR k.state = $2::text) AND ($2::text <> 'proposed' OR r.state NOT IN ('annulled', 'set_aside')) ORDER BY k.proposed_at, k.id LIMIT $3::integer OFFSET $4::integer;

-- certifications.corrections-of-record
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT k.id, k.record_id AS "recordId", k.state, r.person_id AS "personId", p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber",
    was.name AS "oldCertificationName", k.old_passed_on AS "oldPassedOn", k.old_certificate_number AS "oldCertificateNumber",
    k.old_valid_until AS "oldValidUntil", c.name AS "certificationName", k.passed_on AS "passedOn",
    k.certificate_number AS "certificateNumber", k.valid_until AS "validUntil", k.reason, k.proposed_at AS "proposedAt",
    k.proposed_by_person_id AS "proposedBy", COALESCE(proposer.name, '') AS "proposerName", r.reported_by_person_id AS "reportedBy",
    k.decided_at AS "decidedAt", COALESCE(decider.name, '') AS "deciderName", k.decline_reason AS "declineReason",
    r.state AS "recordState", EXISTS (SELECT 1 FROM certification_records other WHERE other.number_key = k.number_key
      AND other.person_id <> r.person_id AND other.state <> 'withdrawn') AS "isNumberShared",
    (SELECT min(e.valid_from) FROM employments e WHERE e.person_id = r.person_id) AS "employedFrom",
    (SELECT max(a.exam_on) FROM exam_attempts a WHERE a.person_id = r.person_id AND a.certification_id = k.certification_id
      AND a.state IN ('booked', 'provisional_pass', 'passed') AND a.exam_on > k.passed_on AND a.exam_on <= (r.reported_at AT TIME ZONE 'Asia/Tokyo')::date) AS "laterExamOn", exam.first_exam_on AS "firstExamOn", exam.last_exam_on AS "lastExamOn",
    (SELECT s.name FROM certifications_called_on($1::date) s WHERE s.id = exam.successor_id) AS "successorName"
  
  FROM certification_corrections k
  JOIN shown_record r ON r.id = k.record_id
  JOIN certifications_called_on(k.passed_on) c ON c.id = k.certification_id
  JOIN certifications_called_on(k.old_passed_on) was ON was.id = k.old_certification_id
  LEFT JOIN certification_versions_on($1::date) exam ON exam.certification_id = k.certification_id
  JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  LEFT JOIN person_details proposer ON proposer.person_id = k.proposed_by_person_id AND proposer.valid_from <= $1::date AND (proposer.valid_to IS NULL OR proposer.valid_to > $1::date)
  LEFT JOIN person_details decider ON decider.person_id = k.decided_by_person_id AND decider.valid_from <= $1::date AND (decider.valid_to IS NULL OR decider.valid_to > $1::date) WHERE k.record_id = $2::uuid ORDER BY k.proposed_at DESC, k.id;

-- certifications.corrections-total
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
) SELECT count(*)::int AS total, min(k.proposed_at) AS oldest 
  FROM certification_corrections k
  JOIN shown_record r ON r.id = k.record_id
    WHERE ($1::text = '' OR k.state = $1::text) AND ($1::text <> 'proposed' OR r.state NOT IN ('annulled', 'set_aside'))
      AND ($2::uuid IS NULL OR (WITH RECURSIVE joined AS (
      SELECT $2::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) NOT IN (
        CASE WHEN k.proposed_by_person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT k.proposed_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE k.proposed_by_person_id END, CASE WHEN r.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT r.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE r.person_id END, CASE WHEN r.reported_by_person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT r.reported_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE r.reported_by_person_id END));

-- certifications.decided-by-both
SELECT n.staff_number AS "staffNumber", c.name
    FROM certification_records r JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    JOIN staff_numbers n ON n.person_id = r.person_id AND n.valid_to IS NULL
    WHERE r.state = 'verified' AND r.person_id <> ALL ($1::uuid[])
      AND (WITH RECURSIVE joined AS (
      SELECT r.reported_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = ANY ($1::uuid[]) AND (WITH RECURSIVE joined AS (
      SELECT r.decided_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = ANY ($1::uuid[])
      AND r.reported_by_person_id <> r.decided_by_person_id
    ORDER BY n.staff_number, c.name;

-- certifications.dependents-of-entry
WITH made AS (
      SELECT DISTINCT ON (h.id) h.id, h.person_id FROM certificate_entry_rows e JOIN certification_records_history h ON h.id = e.record_id
      WHERE e.batch_id = $1::uuid ORDER BY h.id, h.superseded_at DESC NULLS FIRST
    ), built AS (
      SELECT m.id, m.person_id, 1 AS place, CASE WHEN n.record_id IS NOT NULL THEN '誤りとして取消し済み' ELSE '確認の取消し済み' END AS text
      FROM made m LEFT JOIN certification_record_annulments n ON n.record_id = m.id
      WHERE NOT EXISTS (SELECT 1 FROM certification_records r WHERE r.id = m.id AND r.state = 'verified')
      UNION ALL
      SELECT m.id, m.person_id, 2, CASE k.state WHEN 'confirmed' THEN '記録の訂正' ELSE '確認を待っている訂正' END
      FROM made m JOIN certification_corrections k ON k.record_id = m.id AND k.state IN ('proposed', 'confirmed')
      UNION ALL
      SELECT m.id, m.person_id, 3, '更新の報告' FROM made m JOIN certification_records next ON next.renews_id = m.id
        AND next.state IN ('reported', 'verified')
    )
    SELECT b.id AS "recordId", COALESCE(p.name, '') AS name, b.text FROM built b LEFT JOIN person_details p ON p.person_id = b.person_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
    ORDER BY p.name, b.id, b.place LIMIT 200;

-- certifications.draft-from-exam
SELECT c.code AS "certificationCode", a.exam_on AS "passedOn", '' AS "certificateNumber"
    FROM exam_attempts a JOIN certifications c ON c.id = a.certification_id
    WHERE a.id = $1::uuid AND a.person_id = $2::uuid;

-- certifications.draft-from-record
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
    SELECT c.code AS "certificationCode", r.passed_on AS "passedOn", r.certificate_number AS "certificateNumber",
      r.valid_until AS "validUntil", r.name_on_certificate AS "nameOnCertificate", r.renews_id AS "renewsId", r.state,
      CASE r.state WHEN 'returned' THEN r.return_reason WHEN 'revoked' THEN r.revoke_reason WHEN 'annulled' THEN r.annul_reason END AS reason,
      f.original_name AS "evidenceName"
    FROM shown_record r JOIN certifications c ON c.id = r.certification_id
    LEFT JOIN stored_files f ON f.id = r.evidence_file_id AND f.removed_at IS NULL
    WHERE r.id = $1::uuid AND r.person_id = $2::uuid;

-- certifications.earlier-plans
SELECT h.exam_on AS "examOn", h.place, h.payment, h.superseded_at AS "changedAt"
    FROM exam_attempts_history h
    JOIN exam_attempts_history n ON n.id = h.id AND n.recorded_at = h.superseded_at AND n.state = 'booked' AND n.row_id <> h.row_id
    WHERE h.id = $1::uuid AND h.state = 'booked' AND h.superseded_at IS NOT NULL
      AND (h.exam_on, coalesce(h.place, ''), coalesce(h.payment, '')) <> (n.exam_on, coalesce(n.place, ''), coalesce(n.payment, ''))
      AND EXISTS (SELECT 1 FROM exam_attempts a WHERE a.id = h.id AND a.person_id = $2::uuid)
    ORDER BY h.superseded_at DESC, h.row_id;

-- certifications.effects-of-equivalences
WITH held AS (
      SELECT DISTINCT r.certification_id, r.person_id FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE (r.state IN ('verified', 'revoked') AND r.decided_at < $2::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $2::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $2::timestamptz))
    ), now AS (
      SELECT DISTINCT k.asked_id, h.person_id FROM certifications_counting_as($3::date) k JOIN held h ON h.certification_id = k.held_id
    ), planned AS (
      SELECT DISTINCT k.asked_id, h.person_id
      FROM certifications_counting_as($3::date, (SELECT id FROM certifications WHERE code = $4::text),
        ARRAY(SELECT id FROM certifications WHERE code = ANY ($5::text[]))) k JOIN held h ON h.certification_id = k.held_id
    ), moved AS (
      SELECT coalesce(n.asked_id, p.asked_id) AS asked_id, n.person_id AS was, p.person_id AS becomes
      FROM now n FULL JOIN planned p ON p.asked_id = n.asked_id AND p.person_id = n.person_id
    )
    SELECT c.code, c.name, (SELECT count(*)::int FROM held h WHERE h.certification_id = c.id) AS own,
      count(m.was)::int AS before, count(m.becomes)::int AS after,
      (count(*) FILTER (WHERE m.was IS NULL))::int AS entering, (count(*) FILTER (WHERE m.becomes IS NULL))::int AS leaving
    FROM moved m JOIN certifications_called_on($3::date) c ON c.id = m.asked_id
    GROUP BY c.id, c.code, c.name, c.sort_order HAVING bool_or(m.was IS NULL OR m.becomes IS NULL)
    ORDER BY c.sort_order, c.code;

-- certifications.entries-waiting
SELECT count(*)::int AS total, min(b.sent_at) AS oldest FROM certificate_entry_batches b JOIN accounts a ON a.id = b.sent_by
    WHERE b.state = 'read' AND CASE WHEN a.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE a.person_id END <> (WITH RECURSIVE joined AS (
      SELECT $1::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1)
      AND EXISTS (SELECT 1 FROM certificate_entry_rows e WHERE e.batch_id = b.id AND e.verdict = 'fits');

-- certifications.entry-batch
SELECT b.id, b.state, b.file_name AS "fileName", b.sent_at AS "sentAt", COALESCE(sender.name, '') AS "senderName",
    (WITH RECURSIVE joined AS (
      SELECT sent.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS sender, b.problem, b.unknown_columns AS "unknownColumns", b.sheet, b.confirmed_at AS "confirmedAt", COALESCE(confirmer.name, '') AS "confirmerName",
    (WITH RECURSIVE joined AS (
      SELECT confirmed.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS confirmer, b.undone_at AS "undoneAt", COALESCE(undoer.name, '') AS "undoerName", b.undo_reason AS "undoReason",
    count(e.position) FILTER (WHERE e.verdict = 'fits')::int AS fitting,
    count(e.position) FILTER (WHERE e.verdict IN ('duplicate', 'held'))::int AS known,
    count(e.position) FILTER (WHERE e.verdict = 'refused')::int AS refused,
    count(e.position) FILTER (WHERE e.verdict = 'fits' AND e.valid_until < $1::date)::int AS expired,
    count(e.position) FILTER (WHERE e.verdict = 'fits' AND e.findings @> '[{"column": "氏名"}]')::int AS "otherwiseNamed",
    count(e.position) FILTER (WHERE e.verdict = 'fits' AND e.staff_number IN (SELECT s.staff_number FROM staff_numbers s WHERE CASE WHEN s.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT s.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE s.person_id END = (WITH RECURSIVE joined AS (
      SELECT $2::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1)))::int AS own,
    count(e.record_id)::int AS made, count(e.problem)::int AS "left"
  FROM certificate_entry_batches b
  JOIN accounts sent ON sent.id = b.sent_by
  LEFT JOIN accounts confirmed ON confirmed.id = b.confirmed_by
  LEFT JOIN accounts undone ON undone.id = b.undone_by
  LEFT JOIN person_details sender ON sender.person_id = sent.person_id AND sender.valid_from <= $1::date AND (sender.valid_to IS NULL OR sender.valid_to > $1::date)
  LEFT JOIN person_details confirmer ON confirmer.person_id = confirmed.person_id AND confirmer.valid_from <= $1::date AND (confirmer.valid_to IS NULL OR confirmer.valid_to > $1::date)
  LEFT JOIN person_details undoer ON undoer.person_id = undone.person_id AND undoer.valid_from <= $1::date AND (undoer.valid_to IS NULL OR undoer.valid_to > $1::date)
  LEFT JOIN certificate_entry_rows e ON e.batch_id = b.id WHERE b.id = $3::uuid GROUP BY b.id, sender.name, sent.person_id, confirmer.name, confirmed.person_id, undoer.name;

-- certifications.entry-batch-content
SELECT file_name AS "fileName", content AS bytes FROM certificate_entry_batches WHERE id = $1::uuid;

-- certifications.entry-batches
SELECT b.id, b.state, b.file_name AS "fileName", b.sent_at AS "sentAt", COALESCE(sender.name, '') AS "senderName",
    (WITH RECURSIVE joined AS (
      SELECT sent.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS sender, b.problem, b.unknown_columns AS "unknownColumns", b.sheet, b.confirmed_at AS "confirmedAt", COALESCE(confirmer.name, '') AS "confirmerName",
    (WITH RECURSIVE joined AS (
      SELECT confirmed.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS confirmer, b.undone_at AS "undoneAt", COALESCE(undoer.name, '') AS "undoerName", b.undo_reason AS "undoReason",
    count(e.position) FILTER (WHERE e.verdict = 'fits')::int AS fitting,
    count(e.position) FILTER (WHERE e.verdict IN ('duplicate', 'held'))::int AS known,
    count(e.position) FILTER (WHERE e.verdict = 'refused')::int AS refused,
    count(e.position) FILTER (WHERE e.verdict = 'fits' AND e.valid_until < $1::date)::int AS expired,
    count(e.position) FILTER (WHERE e.verdict = 'fits' AND e.findings @> '[{"column": "氏名"}]')::int AS "otherwiseNamed",
    count(e.position) FILTER (WHERE e.verdict = 'fits' AND e.staff_number IN (SELECT s.staff_number FROM staff_numbers s WHERE CASE WHEN s.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT s.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE s.person_id END = (WITH RECURSIVE joined AS (
      SELECT $2::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1)))::int AS own,
    count(e.record_id)::int AS made, count(e.problem)::int AS "left"
  FROM certificate_entry_batches b
  JOIN accounts sent ON sent.id = b.sent_by
  LEFT JOIN accounts confirmed ON confirmed.id = b.confirmed_by
  LEFT JOIN accounts undone ON undone.id = b.undone_by
  LEFT JOIN person_details sender ON sender.person_id = sent.person_id AND sender.valid_from <= $1::date AND (sender.valid_to IS NULL OR sender.valid_to > $1::date)
  LEFT JOIN person_details confirmer ON confirmer.person_id = confirmed.person_id AND confirmer.valid_from <= $1::date AND (confirmer.valid_to IS NULL OR confirmer.valid_to > $1::date)
  LEFT JOIN person_details undoer ON undoer.person_id = undone.person_id AND undoer.valid_from <= $1::date AND (undoer.valid_to IS NULL OR undoer.valid_to > $1::date)
  LEFT JOIN certificate_entry_rows e ON e.batch_id = b.id GROUP BY b.id, sender.name, sent.person_id, confirmer.name, confirmed.person_id, undoer.name ORDER BY b.sent_at DESC, b.id LIMIT $3::integer OFFSET $4::integer;

-- certifications.entry-batches-total
SELECT count(*)::int AS total FROM certificate_entry_batches;

-- certifications.entry-rows
SELECT e.position, e.line, e.verdict, e.cells, e.findings, e.staff_number AS "staffNumber", n.person_id AS "personId", COALESCE(p.name, '') AS "personName",
      c.name AS "certificationName", e.passed_on AS "passedOn", e.certificate_number AS "certificateNumber", e.valid_until AS "validUntil",
      e.record_id AS "recordId", e.problem,
      EXISTS (SELECT 1 FROM certification_records o WHERE o.number_key = e.number_key AND o.state <> 'withdrawn'
        AND o.person_id IS DISTINCT FROM n.person_id) AS "isNumberShared",
      COALESCE(e.staff_number IN (SELECT s.staff_number FROM staff_numbers s WHERE CASE WHEN s.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT s.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE s.person_id END = (WITH RECURSIVE joined AS (
      SELECT $1::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1)), false) AS "isOwn"
    FROM certificate_entry_rows e
    LEFT JOIN certifications_called_on(COALESCE(e.passed_on, $2::date)) c ON c.id = e.certification_id
    LEFT JOIN LATERAL (SELECT s.person_id FROM staff_numbers s WHERE s.staff_number = e.staff_number
      ORDER BY (s.valid_from <= $2::date AND (s.valid_to IS NULL OR s.valid_to > $2::date)) DESC, s.person_id LIMIT 1) n ON true
    LEFT JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
    WHERE e.batch_id = $3::uuid AND CASE $4::text WHEN 'fitting' THEN e.verdict = 'fits' AND e.problem IS NULL WHEN 'known' THEN e.verdict IN ('duplicate', 'held')
    WHEN 'refused' THEN e.verdict = 'refused' ELSE e.problem IS NOT NULL END
    ORDER BY e.position LIMIT $5::integer OFFSET $6::integer;

-- certifications.equivalents
SELECT k.asked_code AS "askedCode", c.code AS "heldCode"
    FROM certifications_counting_as($1::date) k JOIN certifications c ON c.id = k.held_id JOIN certifications asked ON asked.id = k.asked_id
    WHERE NOT k.is_same ORDER BY asked.sort_order, c.sort_order, 1, 2;

-- certifications.evidence
SELECT evidence_file_id AS "fileId", person_id AS "personId" FROM certification_records_history
    WHERE id = $1::uuid AND evidence_file_id IS NOT NULL AND ($2::uuid IS NULL OR person_id = $2::uuid) ORDER BY recorded_at DESC LIMIT 1;

-- certifications.exam-past
WITH exam AS MATERIALIZED (
      SELECT a.person_id, a.exam_on, a.state, (a.created_at AT TIME ZONE 'Asia/Tokyo')::date AS booked_on,
        row_number() OVER sat AS nth, lead(a.exam_on) OVER sat AS next_on, lead((a.created_at AT TIME ZONE 'Asia/Tokyo')::date) OVER sat AS next_booked_on
      FROM exam_attempts a WHERE a.state <> 'cancelled' AND a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($2::text[]) AND (k.is_same OR $3::boolean)) AND (a.created_at AT TIME ZONE 'Asia/Tokyo')::date <= $1::date
      WINDOW sat AS (PARTITION BY a.person_id ORDER BY a.exam_on)
    ), certificate AS MATERIALIZED (
      SELECT DISTINCT ON (r.person_id) r.person_id, r.passed_on, r.state, (r.decided_at AT TIME ZONE 'Asia/Tokyo')::date AS decided_on
      FROM certification_records r
      WHERE r.state IN ('reported', 'verified', 'revoked', 'returned') AND r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY($2::text[]) AND (k.is_same OR $3::boolean)) AND (r.reported_at AT TIME ZONE 'Asia/Tokyo')::date <= $1::date
      ORDER BY r.person_id, r.state = 'returned', r.passed_on
    ), failed AS (SELECT * FROM exam WHERE state = 'failed' AND exam_on BETWEEN $4::date AND $1::date)
    SELECT (SELECT count(*) FROM exam WHERE nth = 1 AND booked_on >= $4::date)::int AS "firstBookings",
      (SELECT COALESCE(json_agg(json_build_object('booked', m.booked, 'passed', m.passed, 'failed', m.failed) ORDER BY m.back), '[]') FROM (
        SELECT back, count(e.person_id) AS booked, count(*) FILTER (WHERE e.state IN ('provisional_pass', 'passed')) AS passed,
          count(*) FILTER (WHERE e.state = 'failed') AS failed
        FROM generate_series(0, ((($1::date - $4::date) * 12) / 365) - 1) back
        LEFT JOIN exam e ON e.nth = 1 AND e.booked_on >= $4::date AND ((($1::date - e.booked_on) * 12) / 365) = back GROUP BY back
      ) m) AS months,
      (SELECT count(*) FROM certificate c WHERE c.passed_on BETWEEN $4::date AND $1::date AND c.state IN ('reported', 'verified')
        AND NOT EXISTS (SELECT 1 FROM exam e WHERE e.person_id = c.person_id))::int AS "reportedWithout",
      (SELECT count(*) FROM certificate c WHERE c.passed_on BETWEEN $4::date AND $1::date AND c.state IN ('reported', 'verified'))::int AS "firstPasses",
      (SELECT count(*) FROM exam WHERE state IN ('provisional_pass', 'passed') AND exam_on BETWEEN $4::date AND $1::date)::int AS passes,
      (SELECT count(*) FROM failed)::int AS failures,
      (SELECT count(*) FROM failed WHERE exam_on <= $1::date - $5::integer)::int AS "failuresFollowed",
      (SELECT count(*) FROM failed WHERE exam_on <= $1::date - $5::integer AND next_booked_on <= exam_on + $5::integer)::int AS "bookedAgain",
      (SELECT count(*) FROM failed f WHERE f.exam_on > $1::date - $5::integer AND f.next_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.person_id = f.person_id AND c.state IN ('reported', 'verified')))::int AS "failedLately",
      (SELECT count(*) FROM certificate WHERE state = 'verified' AND decided_on >= $4::date)::int AS verified,
      (SELECT count(*) FROM certificate WHERE state = 'returned' AND decided_on >= $4::date)::int AS refused,
      ARRAY(SELECT exam_on - booked_on FROM exam WHERE exam_on >= booked_on AND booked_on >= $4::date ORDER BY booked_on DESC, exam_on, person_id LIMIT 500) AS "toExam",
      ARRAY(SELECT decided_on - passed_on FROM certificate WHERE state = 'verified' AND passed_on BETWEEN $4::date AND decided_on
        ORDER BY decided_on DESC, passed_on, person_id LIMIT 500) AS "toVerification",
      ARRAY(SELECT next_on - exam_on FROM failed WHERE next_on IS NOT NULL ORDER BY exam_on DESC, next_on, person_id LIMIT 500) AS "toNextExam";

-- certifications.exam-results
SELECT x.person_id AS "personId", x.exam_on AS "examOn", bool_or(x.passed) AS passed
    FROM (
      SELECT a.person_id, a.exam_on, a.state <> 'failed' AS passed, a.certification_id
      FROM exam_attempts a WHERE a.state IN ('provisional_pass', 'passed', 'failed')
      UNION ALL
      SELECT r.person_id, r.passed_on, true, r.certification_id
      FROM certification_records r WHERE r.state IN ('reported', 'verified')
        AND NOT EXISTS (SELECT 1 FROM exam_attempts a WHERE a.state IN ('provisional_pass', 'passed') AND (r.person_id = a.person_id AND r.certification_id = a.certification_id AND (
      (r.passed_on >= a.exam_on AND r.state IN ('reported', 'verified'))
      OR (r.state = 'verified' AND (r.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= a.exam_on AND (r.valid_until IS NULL OR r.valid_until >= a.exam_on)))))
    ) x JOIN certifications c ON c.id = x.certification_id
    WHERE c.code = $1::text GROUP BY x.person_id, x.exam_on ORDER BY x.person_id, x.exam_on;

-- certifications.exams-of-people
SELECT e.row_id AS "rowId", e.person_id AS "personId", c.name, e.exam_on AS "examOn", e.state
    FROM exam_attempts e JOIN certifications_called_on(e.exam_on) c ON c.id = e.certification_id
    WHERE e.person_id = ANY ($1::uuid[]) ORDER BY e.exam_on, c.sort_order, e.row_id;

-- certifications.exams-of-person
SELECT c.name AS "certificationName", a.exam_on AS "examOn", a.state
    FROM exam_attempts a JOIN certifications_called_on(a.exam_on) c ON c.id = a.certification_id
    WHERE a.person_id = $1::uuid AND (NOT $2::boolean OR a.exam_on <= $3::date) AND (a.created_at AT TIME ZONE 'Asia/Tokyo')::date <= $3::date
      AND ($4::text = 'all' OR a.state IN ('booked', 'provisional_pass', 'passed'))
    ORDER BY a.exam_on DESC, c.name, a.id;

-- certifications.failed-on-day
SELECT a.id FROM exam_attempts a
    WHERE a.person_id = $1::uuid AND a.certification_id = $2::uuid AND a.exam_on = $3::date AND a.state = 'failed';

-- certifications.fitting-entries
SELECT count(*)::int AS count FROM certificate_entry_rows WHERE batch_id = $1::uuid AND verdict = 'fits';

-- certifications.held-as-known
SELECT DISTINCT r.person_id AS "personId", c.code AS "certificationCode", r.passed_on AS "passedOn"
    FROM (SELECT * FROM certification_records_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) r JOIN certifications c ON c.id = r.certification_id
    WHERE (r.state IN ('verified', 'revoked') AND r.decided_at < $2::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $2::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $2::timestamptz))
    ORDER BY 1, 2, 3;

-- certifications.holders-of-certificates
SELECT r.certification_id AS "certificationId", r.number_key AS "numberKey", array_agg(DISTINCT n.staff_number) AS "staffNumbers"
    FROM certification_records r JOIN staff_numbers n ON n.person_id = r.person_id
    WHERE r.number_key = ANY ($1::text[]) AND r.state IN ('reported', 'verified') GROUP BY 1, 2, r.person_id;

-- certifications.holders-of-entries
SELECT DISTINCT n.staff_number AS "staffNumber", n.person_id AS "personId", (WITH RECURSIVE joined AS (
      SELECT n.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS now
    FROM staff_numbers n WHERE n.staff_number = ANY ($1::text[]);

-- certifications.is-asked-intention
SELECT (
  extract(month FROM $1::date) = coalesce((SELECT (s.value #>> '{}')::int FROM settings s
    WHERE s.key = 'exams.intention_month' AND s.valid_from <= $1::date ORDER BY s.valid_from DESC LIMIT 1), 5)
  AND is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), $1::date, $1::date)
  AND NOT EXISTS (SELECT 1 FROM certification_records told WHERE told.person_id = $2::uuid AND told.state IN ('reported', 'verified')
    AND told.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY('{ip}') AND (k.is_same OR true)))
  AND NOT EXISTS (SELECT 1 FROM exam_attempts sat WHERE sat.person_id = $2::uuid AND sat.state IN ('booked', 'provisional_pass', 'passed')
    AND sat.certification_id = (SELECT id FROM certifications WHERE code = 'ip'))
  AND NOT EXISTS (SELECT 1 FROM exam_intentions said WHERE said.person_id = ANY (ARRAY(SELECT $2::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $2::uuid)) AND said.certification_id = (SELECT id FROM certifications WHERE code = 'ip')
    AND (said.answer = 'wanted' OR said.said_on >= (date_trunc('year', $1::date - interval '3 months') + interval '3 months')::date))
  AND NOT EXISTS (SELECT 1 FROM practice_notice_wishes spared WHERE spared.wish = 'unasked' AND spared.person_id = ANY (ARRAY(SELECT $2::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $2::uuid))
    AND spared.valid_from <= $1::date AND (spared.valid_to IS NULL OR spared.valid_to > $1::date))) AND EXISTS (SELECT 1 FROM employments w WHERE w.person_id = $2::uuid AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)) AS asked;

-- certifications.kept-evidence
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
    SELECT r.evidence_file_id AS "fileId" FROM shown_record r JOIN stored_files f ON f.id = r.evidence_file_id AND f.removed_at IS NULL
    WHERE r.id = $1::uuid AND r.person_id = $2::uuid AND r.state IN ('returned', 'revoked', 'annulled');

-- certifications.last-try
SELECT c.code, (SELECT max(a.exam_on) FROM exam_attempts a
      WHERE a.person_id = $1::uuid AND a.certification_id = c.id AND a.state IN ('provisional_pass', 'passed', 'failed') AND a.exam_on < $2::date) AS "satOn"
    FROM certifications c WHERE c.id = $3::uuid;

-- certifications.later-than-join
SELECT c.name, h.passed_on AS day, true AS "isRecord" FROM person_join_rows j
    JOIN certification_records_history h ON h.row_id = j.new_row_id JOIN certifications_called_on(h.passed_on) c ON c.id = h.certification_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'certification_records' AND h.superseded_at IS NOT NULL
    UNION ALL
    SELECT c.name, h.exam_on, false FROM person_join_rows j
    JOIN exam_attempts_history h ON h.row_id = j.new_row_id JOIN certifications_called_on(h.exam_on) c ON c.id = h.certification_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'exam_attempts' AND h.superseded_at IS NOT NULL
    ORDER BY 2, 1;

-- certifications.list-by-fee
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY v.fee_yen NULLS LAST, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-by-fee-down
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY v.fee_yen DESC NULLS LAST, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-by-holders
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY h.holders, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-by-holders-down
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY h.holders DESC, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-by-kind
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY v.kind, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-by-kind-down
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY v.kind DESC, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-by-level
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY v.level NULLS LAST, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-by-level-down
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY v.level DESC NULLS LAST, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-by-name
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY v.name, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-by-name-down
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY v.name DESC, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-by-order
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT v.code, v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen",
      v.renewal_kind AS "renewalKind", v.renewal_years AS "renewalYears", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.short_name FROM certifications_counting_as($1::date) k JOIN certifications_called_on($1::date) asked ON asked.id = k.asked_id
        WHERE k.held_id = v.certification_id AND NOT k.is_same ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.name AS "successorName", v.open_question AS unsure, v.facts_of AS "factsOf",
      v.valid_from AS "validFrom", h.holders
    FROM found v LEFT JOIN certifications_called_on($1::date) s ON s.id = v.successor_id
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT r.person_id)::int AS holders FROM certification_records r
      JOIN employments w ON w.person_id = r.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE r.certification_id = v.certification_id AND (r.state IN ('verified', 'revoked') AND r.decided_at < $6::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $6::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $6::timestamptz))) h ORDER BY v.sort_order, v.sort_order, v.code LIMIT $7::integer OFFSET $8::integer;

-- certifications.list-count
WITH found AS (
    SELECT v.*, c.code, c.sort_order, CASE WHEN k.version_id IS NULL THEN v.unsure END AS open_question
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    WHERE ($2::text = '' OR v.kind = $2::text) AND ($3::integer::integer IS NULL OR coalesce(v.level, 0) = $3::integer)
      AND ($4::text::text IS NULL OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key LIKE $4::text))
      AND CASE $5::text WHEN 'open' THEN v.last_exam_on IS NULL OR v.last_exam_on >= $1::date WHEN 'retired' THEN v.last_exam_on < $1::date
        WHEN 'unsure' THEN v.unsure IS NOT NULL AND k.version_id IS NULL ELSE true END
  ) SELECT count(*)::int AS total, (count(*) FILTER (WHERE open_question IS NOT NULL))::int AS unsure FROM found;

-- certifications.live-duplicate
SELECT c.name, r.passed_on AS "passedOn", r.state, r.passed_on = $1::date AS "isSameDay"
    FROM certification_records r JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    WHERE r.person_id = $2::uuid AND r.certification_id = $3::uuid AND r.state IN ('reported', 'verified')
      AND (r.passed_on = $1::date OR (r.number_key = $4::text AND $5::uuid::uuid IS NULL))
    ORDER BY "isSameDay" DESC, r.reported_at LIMIT 1;

-- certifications.lock-entry-batch
SELECT b.id, b.state, (WITH RECURSIVE joined AS (
      SELECT sender.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS sender, (WITH RECURSIVE joined AS (
      SELECT confirmer.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS confirmer,
      b.confirmed_by AS "confirmedBy", sender.person_id AS "senderPerson"
    FROM certificate_entry_batches b JOIN accounts sender ON sender.id = b.sent_by
    LEFT JOIN accounts confirmer ON confirmer.id = b.confirmed_by
    WHERE b.id = $1::uuid FOR UPDATE OF b;

-- certifications.lock-holder
SELECT id FROM person_identities WHERE id = $1::uuid FOR NO KEY UPDATE;

-- certifications.lock-holder-of-record
SELECT p.id FROM person_identities p
    WHERE p.id IN (SELECT h.person_id FROM certification_records_history h WHERE h.id = $1::uuid) ORDER BY p.id FOR NO KEY UPDATE;

-- certifications.lock-holders-of-entry
SELECT p.id FROM person_identities p WHERE p.id IN (SELECT h.person_id FROM certificate_entry_rows e
      JOIN certification_records_history h ON h.id = e.record_id WHERE e.batch_id = $1::uuid)
    ORDER BY p.id FOR NO KEY UPDATE;

-- certifications.lock-people-of-entries
SELECT p.id FROM person_identities p WHERE p.id IN (SELECT n.person_id FROM staff_numbers n WHERE n.staff_number = ANY ($1::text[]))
    ORDER BY p.id FOR NO KEY UPDATE;

-- certifications.lock-person
SELECT id FROM person_identities WHERE id = $1::uuid FOR NO KEY UPDATE;

-- certifications.lock-record
SELECT row_id AS "rowId", superseded_at IS NULL AS "isOpen" FROM certification_records_history
    WHERE id = $1::uuid ORDER BY row_id FOR NO KEY UPDATE;

-- certifications.named
SELECT c.id, c.code, v.name, v.short_name AS "shortName", v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn",
      (SELECT json_agg(json_build_object('from', r.valid_from, 'kind', r.renewal_kind, 'years', r.renewal_years) ORDER BY r.valid_from DESC)
        FROM certification_versions r WHERE r.certification_id = c.id) AS renewals,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id ORDER BY a.position) AS names,
      (SELECT s.name FROM certifications_called_on($1::date) s WHERE s.id = v.successor_id) AS "successorName"
    FROM certification_versions_on($1::date) v JOIN certifications c ON c.id = v.certification_id
    WHERE c.code = $2::text OR EXISTS (SELECT 1 FROM certification_aliases a WHERE a.version_id = v.id AND a.alias_key = $3::text)
    ORDER BY c.code = $2::text DESC LIMIT 1;

-- certifications.next-entries
SELECT e.position, e.staff_number AS "staffNumber", e.certification_id AS "certificationId", c.code AS "certificationCode",
      e.passed_on AS "passedOn", e.number_key AS "numberKey", e.valid_until AS "validUntil"
    FROM certificate_entry_rows e JOIN certifications c ON c.id = e.certification_id
    WHERE e.batch_id = $1::uuid AND e.verdict = 'fits' AND e.done_at IS NULL
    ORDER BY e.position LIMIT $2::integer FOR UPDATE OF e SKIP LOCKED;

-- certifications.next-review
SELECT r.id
  FROM certification_records r
  LEFT JOIN certification_records shown ON shown.id = $1::uuid
  WHERE r.state = 'reported' AND r.id <> $1::uuid AND NOT (WITH RECURSIVE joined AS (
      SELECT $2::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) IN (CASE WHEN r.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT r.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE r.person_id END, CASE WHEN r.reported_by_person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT r.reported_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE r.reported_by_person_id END)
  ORDER BY (r.reported_at, r.id) > (shown.reported_at, shown.id) DESC NULLS LAST, r.reported_at, r.id
  LIMIT 1;

-- certifications.next-version
SELECT COALESCE(max(v.version), 0) + 1 AS version
    FROM certification_versions_history v JOIN certifications c ON c.id = v.certification_id AND c.code = $1::text;

-- certifications.number-of-correction
SELECT o.id, p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber", c.name AS "certificationName",
      o.passed_on AS "passedOn", o.state
    FROM certification_corrections k JOIN certification_records r ON r.id = k.record_id
    JOIN certification_records o ON o.number_key = k.number_key AND o.person_id <> r.person_id AND o.state <> 'withdrawn'
    JOIN certifications_called_on(o.passed_on) c ON c.id = o.certification_id
    JOIN person_details p ON p.person_id = o.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
    WHERE k.id = $2::uuid ORDER BY o.reported_at, o.id LIMIT 50;

-- certifications.open-attempt
SELECT c.name, a.exam_on AS "examOn", EXISTS (SELECT 1 FROM certification_records told WHERE told.state = 'verified' AND ((told.person_id = a.person_id AND told.certification_id = a.certification_id AND (
      (told.passed_on >= a.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= a.exam_on AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) OR (told.person_id = a.person_id AND told.certification_id = a.certification_id AND told.state = 'verified' AND a.state = 'booked'
      AND told.passed_on < a.exam_on AND a.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) AS "isVerified" FROM exam_attempts a JOIN certifications_called_on(a.exam_on) c ON c.id = a.certification_id
    WHERE a.person_id = $1::uuid AND a.certification_id = $2::uuid AND a.state = 'booked' AND a.id IS DISTINCT FROM $3::uuid
    ORDER BY a.exam_on DESC LIMIT 1;

-- certifications.open-correction
SELECT id FROM certification_corrections WHERE record_id = $1::uuid AND state = 'proposed';

-- certifications.open-entries
SELECT count(*)::int AS count FROM certificate_entry_rows WHERE batch_id = $1::uuid AND verdict = 'fits' AND done_at IS NULL;

-- certifications.outlived-evidence
SELECT f.id FROM certification_records r JOIN stored_files f ON f.id = r.evidence_file_id
    WHERE r.state = 'withdrawn' AND r.withdrawn_at < $1::timestamptz AND f.removed_at IS NULL
      AND NOT EXISTS (SELECT FROM certification_records_history o WHERE o.evidence_file_id = f.id AND o.superseded_at IS NULL AND o.state <> 'withdrawn')
    ORDER BY r.withdrawn_at, f.id LIMIT $2::integer;

-- certifications.outside-of-exams
WITH wished AS (
      SELECT i.person_id, i.certification_id, i.wanted_by AS day, EXISTS (
          SELECT 1 FROM exam_progress_shares h WHERE h.certification_id = i.certification_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)
            AND CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END = CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END) AS is_shared
      FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id AND c.code = $2::text
      JOIN employments w ON w.person_id = i.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE i.answer = 'wanted' AND (i.wanted_by > $3::date OR (i.wanted_by + interval '1 month')::date <= $4::date)
        AND NOT EXISTS (SELECT 1 FROM certification_records r WHERE r.person_id = i.person_id
          AND r.certification_id = i.certification_id AND r.state IN ('reported', 'verified'))
        AND NOT EXISTS (SELECT 1 FROM exam_attempts a WHERE a.person_id = i.person_id
          AND a.certification_id = i.certification_id AND a.state = 'booked')
    ), there AS (
      SELECT r.state AS kind, r.id AS record_id, r.person_id, r.certification_id, r.passed_on AS day FROM certification_records r
      WHERE r.state IN ('reported', 'verified')
      UNION ALL
      SELECT 'booked', NULL, a.person_id, a.certification_id, a.exam_on FROM exam_attempts a WHERE a.state = 'booked'
    ), outside AS (
      SELECT t.* FROM there t JOIN certifications c ON c.id = t.certification_id
      WHERE c.code = $2::text AND (t.day < $4::date OR t.day > $3::date)
      UNION ALL
      SELECT 'wanted', NULL, v.person_id, v.certification_id, v.day FROM wished v WHERE v.is_shared
    )
    SELECT t.kind, t.record_id AS "recordId", p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber", t.day
    FROM outside t
    JOIN person_details p ON p.person_id = t.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
    ORDER BY array_position(ARRAY['reported', 'booked', 'wanted', 'verified'], t.kind), t.day, n.staff_number, t.record_id LIMIT 200;

-- certifications.own-attempt
SELECT a.id, c.code AS "certificationCode", c.name AS "certificationName", a.exam_on AS "examOn", a.state,
    a.place, a.payment,
    EXISTS (SELECT 1 FROM certification_records told WHERE (told.person_id = a.person_id AND told.certification_id = a.certification_id AND (
      (told.passed_on >= a.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= a.exam_on AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) OR (told.person_id = a.person_id AND told.certification_id = a.certification_id AND told.state = 'verified' AND a.state = 'booked'
      AND told.passed_on < a.exam_on AND a.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on))) AS "isReported", EXISTS (SELECT 1 FROM certification_records told WHERE told.state = 'verified' AND ((told.person_id = a.person_id AND told.certification_id = a.certification_id AND (
      (told.passed_on >= a.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= a.exam_on AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) OR (told.person_id = a.person_id AND told.certification_id = a.certification_id AND told.state = 'verified' AND a.state = 'booked'
      AND told.passed_on < a.exam_on AND a.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) AS "isVerified", EXISTS (SELECT 1 FROM certification_records told WHERE told.person_id = a.person_id AND told.certification_id = a.certification_id
      AND told.state = 'reported' AND (told.passed_on = a.exam_on OR (told.passed_on > a.exam_on AND a.state IN ('provisional_pass', 'passed')
        AND NOT EXISTS (SELECT 1 FROM exam_attempts later WHERE later.person_id = a.person_id AND later.certification_id = a.certification_id
          AND later.state <> 'cancelled' AND later.exam_on > a.exam_on AND later.exam_on <= told.passed_on)))) AS "isReportWaiting",
    (SELECT b.exam_on FROM exam_attempts b WHERE b.person_id = a.person_id AND b.certification_id = a.certification_id AND b.id <> a.id AND b.state = 'booked' AND b.exam_on >= $1::date) AS "aheadOn", exam.first_exam_on AS "firstExamOn", exam.last_exam_on AS "lastExamOn",
    (SELECT s.name FROM certifications_called_on($1::date) s WHERE s.id = exam.successor_id) AS "successorName"
  FROM exam_attempts a JOIN certifications_called_on(a.exam_on) c ON c.id = a.certification_id
  LEFT JOIN certification_versions_on($1::date) exam ON exam.certification_id = a.certification_id
  WHERE a.person_id = $2::uuid AND a.id = $3::uuid;

-- certifications.own-attempts
SELECT a.id, c.code AS "certificationCode", c.name AS "certificationName", a.exam_on AS "examOn", a.state,
    a.place, a.payment,
    EXISTS (SELECT 1 FROM certification_records told WHERE (told.person_id = a.person_id AND told.certification_id = a.certification_id AND (
      (told.passed_on >= a.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= a.exam_on AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) OR (told.person_id = a.person_id AND told.certification_id = a.certification_id AND told.state = 'verified' AND a.state = 'booked'
      AND told.passed_on < a.exam_on AND a.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on))) AS "isReported", EXISTS (SELECT 1 FROM certification_records told WHERE told.state = 'verified' AND ((told.person_id = a.person_id AND told.certification_id = a.certification_id AND (
      (told.passed_on >= a.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= a.exam_on AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) OR (told.person_id = a.person_id AND told.certification_id = a.certification_id AND told.state = 'verified' AND a.state = 'booked'
      AND told.passed_on < a.exam_on AND a.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= a.exam_on)))) AS "isVerified", EXISTS (SELECT 1 FROM certification_records told WHERE told.person_id = a.person_id AND told.certification_id = a.certification_id
      AND told.state = 'reported' AND (told.passed_on = a.exam_on OR (told.passed_on > a.exam_on AND a.state IN ('provisional_pass', 'passed')
        AND NOT EXISTS (SELECT 1 FROM exam_attempts later WHERE later.person_id = a.person_id AND later.certification_id = a.certification_id
          AND later.state <> 'cancelled' AND later.exam_on > a.exam_on AND later.exam_on <= told.passed_on)))) AS "isReportWaiting",
    (SELECT b.exam_on FROM exam_attempts b WHERE b.person_id = a.person_id AND b.certification_id = a.certification_id AND b.id <> a.id AND b.state = 'booked' AND b.exam_on >= $1::date) AS "aheadOn", exam.first_exam_on AS "firstExamOn", exam.last_exam_on AS "lastExamOn",
    (SELECT s.name FROM certifications_called_on($1::date) s WHERE s.id = exam.successor_id) AS "successorName"
  FROM exam_attempts a JOIN certifications_called_on(a.exam_on) c ON c.id = a.certification_id
  LEFT JOIN certification_versions_on($1::date) exam ON exam.certification_id = a.certification_id
  WHERE a.person_id = $2::uuid ORDER BY a.exam_on DESC, a.id;

-- certifications.own-corrections
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT k.id, k.record_id AS "recordId", k.state, r.person_id AS "personId", p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber",
    was.name AS "oldCertificationName", k.old_passed_on AS "oldPassedOn", k.old_certificate_number AS "oldCertificateNumber",
    k.old_valid_until AS "oldValidUntil", c.name AS "certificationName", k.passed_on AS "passedOn",
    k.certificate_number AS "certificateNumber", k.valid_until AS "validUntil", k.reason, k.proposed_at AS "proposedAt",
    k.proposed_by_person_id AS "proposedBy", COALESCE(proposer.name, '') AS "proposerName", r.reported_by_person_id AS "reportedBy",
    k.decided_at AS "decidedAt", COALESCE(decider.name, '') AS "deciderName", k.decline_reason AS "declineReason",
    r.state AS "recordState", EXISTS (SELECT 1 FROM certification_records other WHERE other.number_key = k.number_key
      AND other.person_id <> r.person_id AND other.state <> 'withdrawn') AS "isNumberShared",
    (SELECT min(e.valid_from) FROM employments e WHERE e.person_id = r.person_id) AS "employedFrom",
    (SELECT max(a.exam_on) FROM exam_attempts a WHERE a.person_id = r.person_id AND a.certification_id = k.certification_id
      AND a.state IN ('booked', 'provisional_pass', 'passed') AND a.exam_on > k.passed_on AND a.exam_on <= (r.reported_at AT TIME ZONE 'Asia/Tokyo')::date) AS "laterExamOn", exam.first_exam_on AS "firstExamOn", exam.last_exam_on AS "lastExamOn",
    (SELECT s.name FROM certifications_called_on($1::date) s WHERE s.id = exam.successor_id) AS "successorName"
  
  FROM certification_corrections k
  JOIN shown_record r ON r.id = k.record_id
  JOIN certifications_called_on(k.passed_on) c ON c.id = k.certification_id
  JOIN certifications_called_on(k.old_passed_on) was ON was.id = k.old_certification_id
  LEFT JOIN certification_versions_on($1::date) exam ON exam.certification_id = k.certification_id
  JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  LEFT JOIN person_details proposer ON proposer.person_id = k.proposed_by_person_id AND proposer.valid_from <= $1::date AND (proposer.valid_to IS NULL OR proposer.valid_to > $1::date)
  LEFT JOIN person_details decider ON decider.person_id = k.decided_by_person_id AND decider.valid_from <= $1::date AND (decider.valid_to IS NULL OR decider.valid_to > $1::date) WHERE r.person_id = $2::uuid AND k.state = 'confirmed' ORDER BY k.decided_at DESC, k.id;

-- certifications.own-place
WITH certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE r.counts AND r.is_asked) AS passed_on,
    min(r.decided_at) FILTER (WHERE r.counts AND r.is_asked) AS verified_at,
    bool_or(r.waits AND r.is_asked) AS is_reported,
    min(r.reported_at) FILTER (WHERE r.waits AND r.is_asked) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY(ARRAY[$2::text]) AND (k.is_same OR $3::boolean)) AS is_asked, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY(ARRAY[$2::text]) AND (k.is_same OR false)) AS is_named, r.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY(ARRAY[$2::text]) AND (k.is_same OR true)) AS is_higher, (r.state IN ('verified', 'revoked') AND r.decided_at < $4::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $4::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $4::timestamptz)) AS counts,
      (r.state = 'reported' OR r.decided_at >= $4::timestamptz OR r.withdrawn_at >= $4::timestamptz) AS waits
    FROM certification_records r WHERE r.reported_at < $4::timestamptz AND r.person_id = $5::uuid) r
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
  WHERE a.certification_id IN (SELECT k.held_id FROM certifications_counting_as($1::date) k WHERE k.asked_code = ANY(ARRAY[$2::text]) AND (k.is_same OR $3::boolean)) AND a.recorded_at < $4::timestamptz
    AND (a.superseded_at IS NULL OR a.superseded_at >= $4::timestamptz) AND a.person_id = $5::uuid
  GROUP BY a.person_id
), study AS (
  SELECT s.* FROM (
    SELECT p.person_id, (p.since AT TIME ZONE 'Asia/Tokyo')::date AS since, (p.last_at AT TIME ZONE 'Asia/Tokyo')::date AS last_on,
      (SELECT (min(e.made_at) AT TIME ZONE 'Asia/Tokyo')::date FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < $4::timestamptz AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < $4::timestamptz AND b.chance < 0.8), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > interval '90 days') AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < $4::timestamptz
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN (
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < $4::timestamptz AND e.made_at >= $4::timestamptz - interval '90 days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE 5 <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= 20
  ) n ON n.person_id = p.person_id AND n.chance >= 0.8
    WHERE p.last_at >= $4::timestamptz - interval '90 days'
  ) s WHERE $2::text = 'ip' AND s.person_id = $5::uuid
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = $2::text
  ) own WHERE true AND own.person_id = $5::uuid ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = $2::text AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)
), fact AS (
  SELECT w.person_id, CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date) AND w.person_id = $5::uuid
), staged AS (
  SELECT f.*, CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > $1::date - 365 AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR (p.stage = 'intention' AND $1::date - p.since > 90) OR (p.stage = 'studying' AND $1::date - p.since > 90) OR (p.stage = 'ready' AND $1::date - p.since > 90) OR (p.stage = 'sitting' AND $1::date - p.since > 0) OR (p.stage = 'provisional' AND $1::date - p.since > 30) OR (p.stage = 'passed' AND $1::date - p.since > 30) OR (p.stage = 'reported' AND $1::date - p.since > 14)) AS is_stuck, p.is_shared OR p.stage NOT IN ('intention', 'studying', 'ready', 'failed') AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, coalesce(p.passed_on, p.provisional_on, p.booked_on, p.outside_on, p.past_on) AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, CASE p.stage WHEN 'verified' THEN (p.verified_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'reported' THEN (p.reported_at AT TIME ZONE 'Asia/Tokyo')::date
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN (p.announced_at AT TIME ZONE 'Asia/Tokyo')::date WHEN 'applied' THEN (coalesce(p.booked_at, p.outside_at) AT TIME ZONE 'Asia/Tokyo')::date WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
)
    SELECT p.stage, p.since, EXISTS (SELECT 1 FROM shared WHERE person_id = $5::uuid) AS "isShared",
      (SELECT f.failed_on FROM fact f) AS "failedOn", i.answer, i.said_on AS "saidOn", i.wanted_by AS "wantedBy"
    FROM (SELECT 1) one LEFT JOIN placed p ON true LEFT JOIN said i ON true;

-- certifications.own-record
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT r.id, c.code AS "certificationCode", c.name AS "certificationName", r.passed_on AS "passedOn",
    r.certificate_number AS "certificateNumber", r.state, r.return_reason AS "returnReason",
    r.revoke_reason AS "revokeReason", r.annul_reason AS "annulReason", r.revoked_at AS "revokedAt", r.annulled_at AS "annulledAt",
    r.reported_at AS "reportedAt", r.decided_at AS "decidedAt",
    r.valid_until AS "validUntil", exam.renewal_window_days AS "renewalWindowDays", r.evidence_kind AS "evidenceKind", r.renews_id AS "renewsId", r.name_on_certificate AS "nameOnCertificate",
    EXISTS (SELECT 1 FROM certification_records next WHERE next.renews_id = r.id AND next.state IN ('reported', 'verified')) AS "isRenewed",
    CASE WHEN r.reported_by_person_id = r.person_id THEN '' ELSE COALESCE(reporter.name, '') END AS "reporterName",
    EXISTS (SELECT 1 FROM certification_records newer
      WHERE newer.person_id = r.person_id AND newer.certification_id = r.certification_id
        AND newer.id <> r.id AND newer.reported_at > COALESCE(r.annulled_at, r.revoked_at, r.decided_at)) AS "isReplaced"
  FROM shown_record r
  JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
  LEFT JOIN certification_versions_on($1::date) exam ON exam.certification_id = r.certification_id
  LEFT JOIN person_details reporter ON reporter.person_id = r.reported_by_person_id AND reporter.valid_from <= $1::date AND (reporter.valid_to IS NULL OR reporter.valid_to > $1::date)
  WHERE r.person_id = $2::uuid AND r.id = $3::uuid;

-- certifications.own-records
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT r.id, c.code AS "certificationCode", c.name AS "certificationName", r.passed_on AS "passedOn",
    r.certificate_number AS "certificateNumber", r.state, r.return_reason AS "returnReason",
    r.revoke_reason AS "revokeReason", r.annul_reason AS "annulReason", r.revoked_at AS "revokedAt", r.annulled_at AS "annulledAt",
    r.reported_at AS "reportedAt", r.decided_at AS "decidedAt",
    r.valid_until AS "validUntil", exam.renewal_window_days AS "renewalWindowDays", r.evidence_kind AS "evidenceKind", r.renews_id AS "renewsId", r.name_on_certificate AS "nameOnCertificate",
    EXISTS (SELECT 1 FROM certification_records next WHERE next.renews_id = r.id AND next.state IN ('reported', 'verified')) AS "isRenewed",
    CASE WHEN r.reported_by_person_id = r.person_id THEN '' ELSE COALESCE(reporter.name, '') END AS "reporterName",
    EXISTS (SELECT 1 FROM certification_records newer
      WHERE newer.person_id = r.person_id AND newer.certification_id = r.certification_id
        AND newer.id <> r.id AND newer.reported_at > COALESCE(r.annulled_at, r.revoked_at, r.decided_at)) AS "isReplaced"
  FROM shown_record r
  JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
  LEFT JOIN certification_versions_on($1::date) exam ON exam.certification_id = r.certification_id
  LEFT JOIN person_details reporter ON reporter.person_id = r.reported_by_person_id AND reporter.valid_from <= $1::date AND (reporter.valid_to IS NULL OR reporter.valid_to > $1::date)
  WHERE r.person_id = $2::uuid ORDER BY r.reported_at DESC, r.id;

-- certifications.own-same-file
SELECT c.name, o.passed_on AS "passedOn" FROM certification_records r JOIN stored_files f ON f.id = r.evidence_file_id
    JOIN stored_files of ON of.sent_sha256 = f.sent_sha256
    JOIN certification_records o ON o.evidence_file_id = of.id JOIN certifications_called_on(o.passed_on) c ON c.id = o.certification_id
    WHERE r.id = $1::uuid AND o.id <> r.id AND o.person_id = r.person_id AND o.state IN ('reported', 'verified')
    ORDER BY o.reported_at DESC, o.id LIMIT 1;

-- certifications.person-by-number
SELECT person_id AS "personId" FROM staff_numbers WHERE staff_number = $1::text LIMIT 1;

-- certifications.progress-shares-held
SELECT h.id, h.person_id AS "personId", h.valid_from AS "validFrom" FROM exam_progress_shares h
    WHERE h.person_id = ANY (ARRAY(SELECT $1::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $1::uuid)) AND h.certification_id = $2::uuid AND h.valid_from <= $3::date AND (h.valid_to IS NULL OR h.valid_to > $3::date) ORDER BY h.id;

-- certifications.records-of-entry
SELECT r.id, r.row_id AS "rowId", r.person_id AS "personId", person_now(r.person_id) = $1::uuid AS "isOwn"
    FROM certificate_entry_rows e JOIN certification_records r ON r.id = e.record_id
    WHERE e.batch_id = $2::uuid ORDER BY e.position;

-- certifications.records-of-people
SELECT r.row_id AS "rowId", r.person_id AS "personId", c.name, r.passed_on AS "passedOn", r.state,
      (WITH RECURSIVE joined AS (
      SELECT r.decided_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "decidedBy", (WITH RECURSIVE joined AS (
      SELECT r.revoked_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "revokedBy"
    FROM certification_records r JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    WHERE r.person_id = ANY ($1::uuid[]) ORDER BY c.sort_order, r.passed_on, r.reported_at, r.row_id;

-- certifications.records-of-person
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
), told AS (
      SELECT r.*, CASE WHEN r.state IN ('verified', 'returned', 'revoked') AND (r.decided_at AT TIME ZONE 'Asia/Tokyo')::date > $1::date THEN 'reported'
    WHEN r.state = 'revoked' AND (r.revoked_at AT TIME ZONE 'Asia/Tokyo')::date > $1::date THEN 'verified' ELSE r.state END AS state_then FROM shown_record r WHERE r.person_id = $2::uuid AND (r.reported_at AT TIME ZONE 'Asia/Tokyo')::date <= $1::date
    )
    SELECT r.id, c.name AS "certificationName", r.passed_on AS "passedOn", r.state_then AS state,
      CASE WHEN $3::text = 'all' THEN r.certificate_number ELSE '' END AS "certificateNumber",
      CASE WHEN $3::text = 'all' THEN CASE r.state_then WHEN 'returned' THEN r.return_reason WHEN 'revoked' THEN r.revoke_reason
        WHEN 'annulled' THEN r.annul_reason END END AS reason,
      (CASE r.state_then WHEN 'verified' THEN r.decided_at WHEN 'returned' THEN r.decided_at WHEN 'revoked' THEN r.revoked_at
        WHEN 'annulled' THEN r.annulled_at ELSE r.reported_at END AT TIME ZONE 'Asia/Tokyo')::date AS since,
      r.valid_until AS "validUntil", exam.renewal_window_days AS "renewalWindowDays",
      EXISTS (SELECT 1 FROM told next WHERE next.renews_id = r.id AND next.state_then IN ('reported', 'verified')) AS "isRenewed"
    FROM told r JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    LEFT JOIN certification_versions_on($1::date) exam ON exam.certification_id = r.certification_id
    WHERE $3::text = 'all' OR r.state_then = 'verified'
    ORDER BY r.passed_on DESC, r.reported_at DESC, r.id;

-- certifications.rejected-certificates
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
), asked AS (
      SELECT DISTINCT person_id FROM staff_numbers WHERE staff_number = ANY ($1::text[])
    ), judged AS (
      SELECT r.*, COALESCE(r.annulled_at, r.revoked_at, r.decided_at) AS judged_at,
        CASE r.state WHEN 'annulled' THEN r.annul_reason WHEN 'revoked' THEN r.revoke_reason ELSE r.return_reason END AS why
      FROM shown_record r
      WHERE r.state IN ('returned', 'revoked', 'annulled')
        AND (r.number_key = ANY ($2::text[]) OR r.person_id IN (SELECT person_id FROM asked))
        AND NOT EXISTS (SELECT 1 FROM certificate_entry_rows e JOIN certificate_entry_batches b ON b.id = e.batch_id AND b.state = 'undone'
          WHERE e.record_id = r.id)
    )
    SELECT j.certification_id AS "certificationId", j.passed_on AS "passedOn", j.number_key AS "numberKey", j.state, (j.judged_at AT TIME ZONE 'Asia/Tokyo')::date AS on,
      COALESCE(j.why, '') AS reason, ARRAY(SELECT DISTINCT n.staff_number FROM staff_numbers n WHERE n.person_id = j.person_id) AS "staffNumbers"
    FROM judged j ORDER BY j.judged_at DESC, j.id;

-- certifications.related-records
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT o.id, CASE WHEN o.person_id = r.person_id AND o.certification_id = r.certification_id THEN 'earlier'
      WHEN o.number_key = r.number_key THEN 'same_number' ELSE 'same_file' END AS relation,
    p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber", c.name AS "certificationName", o.passed_on AS "passedOn",
    o.certificate_number AS "certificateNumber", o.state, o.reported_at AS "reportedAt"
  FROM shown_record r
  LEFT JOIN stored_files f ON f.id = r.evidence_file_id
  JOIN shown_record o ON o.id <> r.id
  LEFT JOIN stored_files of ON of.id = o.evidence_file_id
  JOIN certifications_called_on(o.passed_on) c ON c.id = o.certification_id
  JOIN person_details p ON p.person_id = o.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  WHERE r.id = $2::uuid AND ((o.person_id = r.person_id AND o.certification_id = r.certification_id)
    OR (o.state <> 'withdrawn' AND (o.number_key = r.number_key OR (of.sent_sha256 = f.sent_sha256 OR (of.sha256 = f.sha256 AND length(of.sha256) = 64)))))
  ORDER BY o.reported_at, o.id LIMIT 50;

-- certifications.renewed-record
SELECT r.id, r.certification_id AS "certificationId", r.passed_on AS "passedOn",
      r.valid_until AS "validUntil", r.state = 'verified' AND r.valid_until IS NOT NULL AS "mayBeRenewed",
      EXISTS (SELECT 1 FROM certification_records next WHERE next.renews_id = r.id AND next.state IN ('reported', 'verified')) AS "isRenewed"
    FROM certification_records r WHERE r.id = $1::uuid AND r.person_id = $2::uuid;

-- certifications.review
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT 
  r.id, r.state, c.code AS "certificationCode", c.name AS "certificationName", r.passed_on AS "passedOn",
  r.certificate_number AS "certificateNumber", COALESCE(n.staff_number, '') AS "staffNumber",
  p.name AS "personName", COALESCE(u.name, '') AS "unitName", r.reported_at AS "reportedAt",
  COALESCE(reporter.name, '') AS "reporterName", r.decided_at AS "decidedAt",
  COALESCE(decider.name, '') AS "deciderName", r.return_reason AS "returnReason",
  r.revoked_at AS "revokedAt", COALESCE(revoker.name, '') AS "revokerName", r.revoke_reason AS "revokeReason",
  r.annulled_at AS "annulledAt", COALESCE(annuller.name, '') AS "annullerName", r.annul_reason AS "annulReason",
  EXISTS (SELECT 1 FROM certification_records other
    WHERE other.number_key = r.number_key
      AND other.person_id <> r.person_id AND r.state <> 'set_aside' AND other.state <> 'withdrawn') AS "isNumberShared", r.valid_until AS "validUntil",
  r.renews_id AS "renewsId", r.name_on_certificate AS "nameOnCertificate", r.evidence_kind AS "evidenceKind", r.person_id AS "personId", r.reported_by_person_id AS "reportedBy", r.decided_by_person_id AS "decidedBy",
    COALESCE(f.original_name, '') AS "evidenceName", COALESCE(f.media_type, '') AS "evidenceType", COALESCE(f.byte_size, 0)::int AS "evidenceBytes",
    (SELECT e.batch_id FROM certificate_entry_rows e WHERE e.record_id = r.id) AS "entryBatchId",
    (SELECT e.line FROM certificate_entry_rows e WHERE e.record_id = r.id) AS "entryLine",
    (SELECT min(e.valid_from) FROM employments e WHERE e.person_id = r.person_id) AS "employedFrom", coalesce(r.valid_until < $1::date, false) AS "isExpired", (SELECT CASE WHEN v.renewal_years IS NOT NULL AND r.valid_until IS NULL THEN 'missing' WHEN v.renewal_kind = 'none' AND r.valid_until IS NOT NULL THEN 'surplus' END
    FROM certification_versions v WHERE v.certification_id = r.certification_id
    ORDER BY v.valid_from <= r.passed_on DESC, CASE WHEN v.valid_from <= r.passed_on THEN v.valid_from END DESC, v.valid_from LIMIT 1) AS "endFault", exam.first_exam_on AS "firstExamOn", exam.last_exam_on AS "lastExamOn",
    (SELECT s.name FROM certifications_called_on($1::date) s WHERE s.id = exam.successor_id) AS "successorName",
    EXISTS (SELECT 1 FROM certification_records other JOIN stored_files of ON of.id = other.evidence_file_id
      WHERE (other.person_id <> r.person_id OR other.certification_id <> r.certification_id) AND other.state <> 'withdrawn'
        AND (of.sent_sha256 = f.sent_sha256 OR (of.sha256 = f.sha256 AND length(of.sha256) = 64))) AS "isFileShared"
  
  FROM shown_record r
  JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
  JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  LEFT JOIN person_details reporter ON reporter.person_id = r.reported_by_person_id AND reporter.valid_from <= $1::date AND (reporter.valid_to IS NULL OR reporter.valid_to > $1::date)
  LEFT JOIN person_details decider ON decider.person_id = r.decided_by_person_id AND decider.valid_from <= $1::date AND (decider.valid_to IS NULL OR decider.valid_to > $1::date)
  LEFT JOIN person_details revoker ON revoker.person_id = r.revoked_by_person_id AND revoker.valid_from <= $1::date AND (revoker.valid_to IS NULL OR revoker.valid_to > $1::date)
  LEFT JOIN person_details annuller ON annuller.person_id = r.annulled_by_person_id AND annuller.valid_from <= $1::date AND (annuller.valid_to IS NULL OR annuller.valid_to > $1::date)
  LEFT JOIN LATERAL (
    SELECT po.org_unit_id, ou.name
    FROM postings po
    JOIN org_unit_periods ou ON ou.org_unit_id = po.org_unit_id AND ou.valid_from <= $1::date AND (ou.valid_to IS NULL OR ou.valid_to > $1::date)
    WHERE po.person_id = r.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  ) u ON true LEFT JOIN certification_versions_on($1::date) exam ON exam.certification_id = r.certification_id LEFT JOIN stored_files f ON f.id = r.evidence_file_id WHERE r.id = $2::uuid;

-- certifications.review-counts
WITH RECURSIVE shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
), scope AS (
    SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
    UNION
    SELECT below.org_unit_id
    FROM scope JOIN org_unit_periods below ON below.parent_org_unit_id = scope.org_unit_id AND below.valid_from <= $2::date AND (below.valid_to IS NULL OR below.valid_to > $2::date)
  ) SELECT r.state, count(*)::int AS total 
  FROM shown_record r
  JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
  JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  LEFT JOIN person_details reporter ON reporter.person_id = r.reported_by_person_id AND reporter.valid_from <= $2::date AND (reporter.valid_to IS NULL OR reporter.valid_to > $2::date)
  LEFT JOIN person_details decider ON decider.person_id = r.decided_by_person_id AND decider.valid_from <= $2::date AND (decider.valid_to IS NULL OR decider.valid_to > $2::date)
  LEFT JOIN person_details revoker ON revoker.person_id = r.revoked_by_person_id AND revoker.valid_from <= $2::date AND (revoker.valid_to IS NULL OR revoker.valid_to > $2::date)
  LEFT JOIN person_details annuller ON annuller.person_id = r.annulled_by_person_id AND annuller.valid_from <= $2::date AND (annuller.valid_to IS NULL OR annuller.valid_to > $2::date)
  LEFT JOIN LATERAL (
    SELECT po.org_unit_id, ou.name
    FROM postings po
    JOIN org_unit_periods ou ON ou.org_unit_id = po.org_unit_id AND ou.valid_from <= $2::date AND (ou.valid_to IS NULL OR ou.valid_to > $2::date)
    WHERE po.person_id = r.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  ) u ON true 
  WHERE ($3::text = '' OR c.code = $3::text)
    AND ($1::text = '' OR u.org_unit_id IN (SELECT org_unit_id FROM scope)) GROUP BY r.state;

-- certifications.reviews
WITH RECURSIVE shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason,
    valid_until, renews_id, name_on_certificate, evidence_kind
  FROM certification_records
  UNION ALL
  SELECT h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'set_aside',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, NULL, NULL, NULL, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM person_joins j JOIN certification_records_history h ON h.person_id = j.person_id AND h.superseded_at IS NULL
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason, h.valid_until, h.renews_id, h.name_on_certificate, h.evidence_kind
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
), scope AS (
    SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
    UNION
    SELECT below.org_unit_id
    FROM scope JOIN org_unit_periods below ON below.parent_org_unit_id = scope.org_unit_id AND below.valid_from <= $2::date AND (below.valid_to IS NULL OR below.valid_to > $2::date)
  ) SELECT 
  r.id, r.state, c.code AS "certificationCode", c.name AS "certificationName", r.passed_on AS "passedOn",
  r.certificate_number AS "certificateNumber", COALESCE(n.staff_number, '') AS "staffNumber",
  p.name AS "personName", COALESCE(u.name, '') AS "unitName", r.reported_at AS "reportedAt",
  COALESCE(reporter.name, '') AS "reporterName", r.decided_at AS "decidedAt",
  COALESCE(decider.name, '') AS "deciderName", r.return_reason AS "returnReason",
  r.revoked_at AS "revokedAt", COALESCE(revoker.name, '') AS "revokerName", r.revoke_reason AS "revokeReason",
  r.annulled_at AS "annulledAt", COALESCE(annuller.name, '') AS "annullerName", r.annul_reason AS "annulReason",
  EXISTS (SELECT 1 FROM certification_records other
    WHERE other.number_key = r.number_key
      AND other.person_id <> r.person_id AND r.state <> 'set_aside' AND other.state <> 'withdrawn') AS "isNumberShared", r.valid_until AS "validUntil",
  r.renews_id AS "renewsId", r.name_on_certificate AS "nameOnCertificate", r.evidence_kind AS "evidenceKind" 
  FROM shown_record r
  JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
  JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date)
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $2::date AND (n.valid_to IS NULL OR n.valid_to > $2::date)
  LEFT JOIN person_details reporter ON reporter.person_id = r.reported_by_person_id AND reporter.valid_from <= $2::date AND (reporter.valid_to IS NULL OR reporter.valid_to > $2::date)
  LEFT JOIN person_details decider ON decider.person_id = r.decided_by_person_id AND decider.valid_from <= $2::date AND (decider.valid_to IS NULL OR decider.valid_to > $2::date)
  LEFT JOIN person_details revoker ON revoker.person_id = r.revoked_by_person_id AND revoker.valid_from <= $2::date AND (revoker.valid_to IS NULL OR revoker.valid_to > $2::date)
  LEFT JOIN person_details annuller ON annuller.person_id = r.annulled_by_person_id AND annuller.valid_from <= $2::date AND (annuller.valid_to IS NULL OR annuller.valid_to > $2::date)
  LEFT JOIN LATERAL (
    SELECT po.org_unit_id, ou.name
    FROM postings po
    JOIN org_unit_periods ou ON ou.org_unit_id = po.org_unit_id AND ou.valid_from <= $2::date AND (ou.valid_to IS NULL OR ou.valid_to > $2::date)
    WHERE po.person_id = r.person_id AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date)
  ) u ON true 
  WHERE ($3::text = '' OR c.code = $3::text)
    AND ($1::text = '' OR u.org_unit_id IN (SELECT org_unit_id FROM scope)) AND ($4::text = '' OR r.state = $4::text)
  ORDER BY r.reported_at, r.id LIMIT $5::integer OFFSET $6::integer;

-- certifications.reviews-waiting
SELECT count(*) FILTER (WHERE NOT waiting."isOwn")::int AS total, count(*) FILTER (WHERE waiting."isOwn")::int AS own,
    min(waiting.reported_at) FILTER (WHERE NOT waiting."isOwn") AS oldest
  FROM (SELECT r.reported_at, (WITH RECURSIVE joined AS (
      SELECT $1::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) IN (CASE WHEN r.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT r.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE r.person_id END, CASE WHEN r.reported_by_person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT r.reported_by_person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE r.reported_by_person_id END) AS "isOwn" FROM certification_records r WHERE r.state = 'reported') waiting;

-- certifications.sent-entry-batches
SELECT id FROM certificate_entry_batches WHERE state IN ('sent', 'confirmed') ORDER BY sent_at, id;

-- certifications.standing-intentions
SELECT i.id, i.person_id AS "personId", i.answer, i.said_on AS "saidOn" FROM exam_intentions i
    WHERE i.person_id = ANY (ARRAY(SELECT $1::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $1::uuid)) AND i.certification_id = $2::uuid ORDER BY i.recorded_at DESC, i.id;

-- certifications.standing-of-people
SELECT r.person_id AS "personId", r.certification_id AS "certificationId", r.passed_on AS "passedOn", r.number_key AS "numberKey"
    FROM certification_records r WHERE r.person_id = ANY ($1::uuid[]) AND r.state IN ('reported', 'verified');

-- certifications.standing-records-of-numbers
SELECT n.staff_number AS "staffNumber", r.certification_id AS "certificationId", r.passed_on AS "passedOn", r.number_key AS "numberKey", r.state
    FROM (SELECT DISTINCT staff_number, person_id FROM staff_numbers WHERE staff_number = ANY ($1::text[])) n
    JOIN certification_records r ON r.person_id = n.person_id AND r.state IN ('reported', 'verified');

-- certifications.twin-of-correction
SELECT c.name, r.passed_on AS "passedOn" FROM certification_records r JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
    WHERE r.person_id = $1::uuid AND r.certification_id = $2::uuid AND r.id <> $3::uuid AND r.state IN ('reported', 'verified')
      AND (r.passed_on = $4::date OR (r.number_key = $5::text AND r.renews_id IS DISTINCT FROM $3::uuid::uuid AND r.id IS DISTINCT FROM $6::uuid::uuid))
    ORDER BY r.reported_at, r.id LIMIT 1;

-- certifications.versions
SELECT v.id, c.code, v.version, v.valid_from AS "validFrom",
      lead(v.valid_from) OVER (PARTITION BY v.certification_id ORDER BY v.valid_from) AS "nextFrom",
      v.name, v.short_name AS "shortName", v.kind, v.issuer, v.level, v.fee_yen AS "feeYen", v.renewal_kind AS "renewalKind",
      v.renewal_years AS "renewalYears", v.renewal_window_days AS "renewalWindowDays", v.evidence, v.url,
      ARRAY(SELECT a.alias FROM certification_aliases a WHERE a.version_id = v.id AND a.alias NOT IN (v.name, v.short_name)
        ORDER BY a.position) AS aliases,
      ARRAY(SELECT asked.code FROM certification_equivalences e JOIN certifications asked ON asked.id = e.counts_as_id
        WHERE e.version_id = v.id ORDER BY asked.sort_order, asked.code) AS "countsAs",
      v.first_exam_on AS "firstExamOn", v.last_exam_on AS "lastExamOn", s.code AS "successorCode", v.unsure, v.facts_of AS "factsOf", v.note,
      v.recorded_at AS "recordedAt", recorder.name AS recorder, k.recorded_at AS "checkedAt", checker.name AS checker
    FROM certification_versions v JOIN certifications c ON c.id = v.certification_id
    LEFT JOIN certifications s ON s.id = v.successor_id
    LEFT JOIN certification_checks k ON k.version_id = v.id
    LEFT JOIN person_details recorder ON recorder.person_id = person_of(v.recorded_by) AND recorder.valid_from <= $1::date AND (recorder.valid_to IS NULL OR recorder.valid_to > $1::date)
    LEFT JOIN person_details checker ON checker.person_id = person_of(k.recorded_by) AND checker.valid_from <= $1::date AND (checker.valid_to IS NULL OR checker.valid_to > $1::date)
    ORDER BY c.sort_order, c.code, v.valid_from DESC;

-- certifications.wished-outside-of-exams
WITH wished AS (
      SELECT i.person_id, i.certification_id, i.wanted_by AS day, EXISTS (
          SELECT 1 FROM exam_progress_shares h WHERE h.certification_id = i.certification_id AND h.valid_from <= $1::date AND (h.valid_to IS NULL OR h.valid_to > $1::date)
            AND CASE WHEN h.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE h.person_id END = CASE WHEN i.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT i.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE i.person_id END) AS is_shared
      FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id AND c.code = $2::text
      JOIN employments w ON w.person_id = i.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
      WHERE i.answer = 'wanted' AND (i.wanted_by > $3::date OR (i.wanted_by + interval '1 month')::date <= $4::date)
        AND NOT EXISTS (SELECT 1 FROM certification_records r WHERE r.person_id = i.person_id
          AND r.certification_id = i.certification_id AND r.state IN ('reported', 'verified'))
        AND NOT EXISTS (SELECT 1 FROM exam_attempts a WHERE a.person_id = i.person_id
          AND a.certification_id = i.certification_id AND a.state = 'booked')
    ) SELECT CASE WHEN count(*) >= 5 THEN count(*)::int END AS people FROM wished WHERE NOT is_shared;

-- certifications.wrong-ends
SELECT w.id, w.name, w."staffNumber", w."certificationName", w.fault, w.total FROM (
  SELECT r.id, r.reported_at, p.name, COALESCE(n.staff_number, '') AS "staffNumber", c.name AS "certificationName", e.fault,
    count(*) OVER (PARTITION BY e.fault)::int AS total, row_number() OVER (PARTITION BY e.fault ORDER BY r.reported_at, r.id) AS place
  FROM certification_records r
  JOIN certifications_called_on(r.passed_on) c ON c.id = r.certification_id
  JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  CROSS JOIN LATERAL (SELECT (SELECT CASE WHEN v.renewal_years IS NOT NULL AND r.valid_until IS NULL THEN 'missing' WHEN v.renewal_kind = 'none' AND r.valid_until IS NOT NULL THEN 'surplus' END
    FROM certification_versions v WHERE v.certification_id = r.certification_id
    ORDER BY v.valid_from <= r.passed_on DESC, CASE WHEN v.valid_from <= r.passed_on THEN v.valid_from END DESC, v.valid_from LIMIT 1) AS fault) e
  WHERE r.state = 'verified' AND e.fault IS NOT NULL) w
  WHERE w.place <= 20 ORDER BY w.reported_at, w.id;
