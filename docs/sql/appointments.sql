-- appointments.candidate-facts
SELECT p.person_id AS "personId", n.staff_number AS "staffNumber", p.name, e.employment_type IS NOT NULL AS "isEmployed",
      e.employment_type AS "employmentType", upper(service.during) - 1 AS "employedUntil", s.status AS absence,
      po.org_unit_id AS "unitId", u.name AS "unitName"
    FROM (
      SELECT greatest($1::date, (SELECT min(valid_from) FROM person_details WHERE person_id = $2::uuid),
        (SELECT min(valid_from) FROM staff_numbers WHERE person_id = $2::uuid)) AS day
    ) named
    JOIN person_details p ON p.person_id = $2::uuid AND p.valid_from <= named.day AND (p.valid_to IS NULL OR p.valid_to > named.day)
    JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= named.day AND (n.valid_to IS NULL OR n.valid_to > named.day)
    LEFT JOIN employments e ON e.person_id = p.person_id AND e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    LEFT JOIN (
      SELECT during FROM unnest((SELECT range_agg(daterange(valid_from, valid_to)) FROM employments WHERE person_id = $2::uuid)) during
      WHERE during @> $1::date
    ) service ON true
    LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
    LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
    LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date);

-- appointments.candidate-first-day
SELECT seen.day FROM (
    SELECT e.person_id, greatest(e.valid_from, $1::date) AS day, CASE WHEN e.valid_from > $1::date THEN e.valid_from END AS employed_from
    FROM employments e
    WHERE (e.valid_to IS NULL OR e.valid_to > $1::date) AND NOT EXISTS (
      SELECT 1 FROM employments earlier WHERE earlier.person_id = e.person_id AND earlier.valid_from < e.valid_from
        AND (earlier.valid_to IS NULL OR earlier.valid_to > $1::date))
  ) seen WHERE seen.person_id = $2::uuid;

-- appointments.candidates
SELECT 
      (SELECT old.name FROM person_details old WHERE old.person_id = p.person_id AND old.valid_to <= seen.day AND old.search_key LIKE $1::text AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = p.person_id AND lower(own.staff_number) LIKE $1::text)
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = p.person_id AND own.valid_from <= seen.day AND (own.valid_to IS NULL OR own.valid_to > seen.day)
           AND (own.search_key LIKE $1::text OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE old.person_id = p.person_id AND old.valid_to <= seen.day AND lower(old.staff_number) LIKE $1::text
         AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = p.person_id AND lower(own.staff_number) LIKE $1::text AND own.valid_from <= seen.day AND (own.valid_to IS NULL OR own.valid_to > seen.day))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber", p.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", po.post_title AS "postTitle",
    s.status AS absence, seen.employed_from AS "employedFrom",
    ARRAY(SELECT DISTINCT a.role FROM role_appointments a WHERE a.person_id = p.person_id AND (a.valid_from <= seen.day AND (a.valid_to IS NULL OR a.valid_to > seen.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= seen.day AND (em.valid_to IS NULL OR em.valid_to > seen.day))) ORDER BY a.role) AS roles
  FROM (
    SELECT e.person_id, greatest(e.valid_from, $2::date) AS day, CASE WHEN e.valid_from > $2::date THEN e.valid_from END AS employed_from
    FROM employments e
    WHERE (e.valid_to IS NULL OR e.valid_to > $2::date) AND NOT EXISTS (
      SELECT 1 FROM employments earlier WHERE earlier.person_id = e.person_id AND earlier.valid_from < e.valid_from
        AND (earlier.valid_to IS NULL OR earlier.valid_to > $2::date))
  ) seen
  JOIN person_details p ON p.person_id = seen.person_id AND p.valid_from <= seen.day AND (p.valid_to IS NULL OR p.valid_to > seen.day)
  JOIN staff_numbers n ON n.person_id = seen.person_id AND n.valid_from <= seen.day AND (n.valid_to IS NULL OR n.valid_to > seen.day)
  LEFT JOIN employment_statuses s ON s.person_id = seen.person_id AND s.valid_from <= seen.day AND (s.valid_to IS NULL OR s.valid_to > seen.day)
  LEFT JOIN postings po ON po.person_id = seen.person_id AND po.kind = 'primary' AND po.valid_from <= seen.day AND (po.valid_to IS NULL OR po.valid_to > seen.day)
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND u.valid_from <= seen.day AND (u.valid_to IS NULL OR u.valid_to > seen.day) WHERE (p.person_id IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $2::date AND called.search_key LIKE $1::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $2::date AND lower(numbered.staff_number) LIKE $1::text)
      OR seen.employed_from IS NOT NULL AND (p.search_key LIKE $1::text OR lower(n.staff_number) LIKE $1::text)) ORDER BY n.staff_number = $3::text DESC, p.kana, n.staff_number LIMIT 20;

-- appointments.candidates-of-unit
WITH RECURSIVE below AS (
      SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
      UNION
      SELECT u.org_unit_id FROM below JOIN org_unit_periods u ON u.parent_org_unit_id = below.org_unit_id AND u.valid_from <= $2::date AND (u.valid_to IS NULL OR u.valid_to > $2::date)
    ) 
  SELECT NULL::text AS "formerName", NULL::text AS "formerNumber", p.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", po.post_title AS "postTitle",
    s.status AS absence, seen.employed_from AS "employedFrom",
    ARRAY(SELECT DISTINCT a.role FROM role_appointments a WHERE a.person_id = p.person_id AND (a.valid_from <= seen.day AND (a.valid_to IS NULL OR a.valid_to > seen.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= seen.day AND (em.valid_to IS NULL OR em.valid_to > seen.day))) ORDER BY a.role) AS roles
  FROM (
    SELECT e.person_id, greatest(e.valid_from, $2::date) AS day, CASE WHEN e.valid_from > $2::date THEN e.valid_from END AS employed_from
    FROM employments e
    WHERE (e.valid_to IS NULL OR e.valid_to > $2::date) AND NOT EXISTS (
      SELECT 1 FROM employments earlier WHERE earlier.person_id = e.person_id AND earlier.valid_from < e.valid_from
        AND (earlier.valid_to IS NULL OR earlier.valid_to > $2::date))
  ) seen
  JOIN person_details p ON p.person_id = seen.person_id AND p.valid_from <= seen.day AND (p.valid_to IS NULL OR p.valid_to > seen.day)
  JOIN staff_numbers n ON n.person_id = seen.person_id AND n.valid_from <= seen.day AND (n.valid_to IS NULL OR n.valid_to > seen.day)
  LEFT JOIN employment_statuses s ON s.person_id = seen.person_id AND s.valid_from <= seen.day AND (s.valid_to IS NULL OR s.valid_to > seen.day)
  LEFT JOIN postings po ON po.person_id = seen.person_id AND po.kind = 'primary' AND po.valid_from <= seen.day AND (po.valid_to IS NULL OR po.valid_to > seen.day)
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND u.valid_from <= seen.day AND (u.valid_to IS NULL OR u.valid_to > seen.day)
    WHERE po.org_unit_id IN (SELECT org_unit_id FROM below)
    ORDER BY po.is_managerial DESC, p.kana, n.staff_number LIMIT 200;

-- appointments.document-uses
SELECT DISTINCT p.name, a.term_start AS "termStart"
    FROM role_appointments a JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE a.document_number = $2::text AND (a.person_id <> $3::uuid OR a.term_start <> $4::date)
    ORDER BY a.term_start, p.name LIMIT 5;

-- appointments.held
SELECT row_id AS "rowId", id, person_id AS "personId", org_unit_id AS "orgUnitId", role, term_start AS "termStart",
  term_end AS "termEnd", valid_from AS "validFrom", valid_to AS "validTo", end_reason AS "endReason",
  document_number AS "documentNumber", note, appointed_at AS "appointedAt", appointed_by AS "appointedBy" FROM role_appointments WHERE person_id = $1::uuid AND role = $2::text ORDER BY valid_from;

-- appointments.in-force-counts
WITH known AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason, document_number, note,
    appointed_at, appointed_by, recorded_at, false AS is_annulled
  FROM role_appointments
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.org_unit_id, h.role, h.term_start, h.term_end, h.valid_from, h.valid_to, h.end_reason,
    h.document_number, h.note, h.appointed_at, h.appointed_by, h.recorded_at, true
  FROM role_appointment_annulments n JOIN role_appointments_history h ON h.id = n.appointment_id
  ORDER BY h.id, h.recorded_at DESC, h.valid_to DESC)
), appointment AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled,
    bool_or(known.valid_from <= $1::date AND (known.valid_to IS NULL OR known.valid_to > $1::date)) AS is_on,
    max(valid_to) AS until,
    (array_agg(end_reason ORDER BY valid_to DESC))[1] AS end_reason,
    (array_agg((recorded_at AT TIME ZONE 'Asia/Tokyo')::date ORDER BY valid_to DESC))[1] AS recorded_on,
    json_agg(json_build_object('from', valid_from,
      'to', CASE WHEN $2::boolean OR valid_to <= $1::date THEN valid_to - 1 ELSE term_end END) ORDER BY valid_from) AS periods,
    EXISTS (SELECT 1 FROM employments em WHERE em.person_id = known.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_employed
  FROM known
  GROUP BY id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled
), shown AS (
  SELECT a.id, a.person_id AS "personId", n.staff_number AS "staffNumber", p.name, a.role, CASE
  WHEN a.is_annulled THEN 'annulled'
  WHEN a.is_on AND a.is_employed THEN 'in_force'
  WHEN a.is_on THEN 'left_service'
  WHEN $1::date < a.term_start THEN 'upcoming'
  WHEN a.until <= a.term_end OR $1::date <= a.term_end THEN 'ended'
  ELSE 'expired' END AS state,
    a.term_start AS "termStart", a.term_end AS "termEnd",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN a.until - 1 END AS "endedOn",
    CASE WHEN ($2::boolean OR a.until <= $1::date) THEN a.end_reason END AS "endReason",
    a.document_number AS "documentNumber", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN a.note END AS note, a.appointed_at AS "appointedAt",
    by_person.name AS "appointedByName", a.periods, s.status AS absence,
    CASE WHEN a.is_on AND NOT a.is_employed THEN (SELECT max(left_on.valid_to) - 1 FROM employments left_on
      WHERE left_on.person_id = a.person_id AND left_on.valid_to <= $1::date) END AS "leftOn",
    CASE WHEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > a.term_start THEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END AS "recordedLateOn",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN CASE WHEN a.recorded_on > a.until THEN a.recorded_on END END AS "endRecordedLateOn",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN o.code END AS "unitCode", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN COALESCE(u.name, o.code) END AS "unitName",
    current_unit.code AS "currentUnitCode", current_period.name AS "currentUnitName"
  FROM appointment a
  JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  JOIN org_units o ON o.id = a.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= a.term_start AND (u.valid_to IS NULL OR u.valid_to > a.term_start)
  LEFT JOIN employment_statuses s ON s.person_id = a.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = a.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN org_units current_unit ON current_unit.id = po.org_unit_id
  LEFT JOIN org_unit_periods current_period ON current_period.org_unit_id = po.org_unit_id AND current_period.valid_from <= $1::date AND (current_period.valid_to IS NULL OR current_period.valid_to > $1::date)
  LEFT JOIN accounts by_account ON by_account.id = a.appointed_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = a.id
  LEFT JOIN accounts annulled_account ON annulled_account.id = annulled.annulled_by
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT
      (count(*) FILTER (WHERE role = 'leader'))::int AS leaders,
      (count(*) FILTER (WHERE role = 'supporter'))::int AS supporters,
      (count(*) FILTER (WHERE role = 'leader' AND absence IS NOT NULL))::int AS "absentLeaders",
      (count(*) FILTER (WHERE role = 'supporter' AND absence IS NOT NULL))::int AS "absentSupporters",
      (count(*) FILTER (WHERE COALESCE("endedOn", "termEnd") <= $3::date))::int AS ending
    FROM shown WHERE state = 'in_force';

-- appointments.in-office-as-known
SELECT a.id, a.person_id AS "personId", a.role, a.term_start AS "termStart", a.term_end AS "termEnd", a.recorded_at AS "recordedAt"
    FROM (SELECT * FROM role_appointments_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) a
    WHERE a.valid_from <= $2::date AND (a.valid_to IS NULL OR a.valid_to > $2::date) AND EXISTS (
      SELECT 1 FROM (SELECT * FROM employments_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) em WHERE em.person_id = a.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date))
    ORDER BY a.role, a.term_start, a.id;

-- appointments.later-than-join
SELECT h.role, h.valid_from AS "validFrom", h.valid_to AS "validTo" FROM person_join_rows j
    JOIN role_appointments_history h ON h.row_id = j.new_row_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'role_appointments' AND h.superseded_at IS NOT NULL ORDER BY h.valid_from;

-- appointments.letter
WITH known AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason, document_number, note,
    appointed_at, appointed_by, recorded_at, false AS is_annulled
  FROM role_appointments
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.org_unit_id, h.role, h.term_start, h.term_end, h.valid_from, h.valid_to, h.end_reason,
    h.document_number, h.note, h.appointed_at, h.appointed_by, h.recorded_at, true
  FROM role_appointment_annulments n JOIN role_appointments_history h ON h.id = n.appointment_id
  ORDER BY h.id, h.recorded_at DESC, h.valid_to DESC)
), appointment AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled,
    bool_or(known.valid_from <= $1::date AND (known.valid_to IS NULL OR known.valid_to > $1::date)) AS is_on,
    max(valid_to) AS until,
    (array_agg(end_reason ORDER BY valid_to DESC))[1] AS end_reason,
    (array_agg((recorded_at AT TIME ZONE 'Asia/Tokyo')::date ORDER BY valid_to DESC))[1] AS recorded_on,
    json_agg(json_build_object('from', valid_from,
      'to', CASE WHEN $2::boolean OR valid_to <= $1::date THEN valid_to - 1 ELSE term_end END) ORDER BY valid_from) AS periods,
    EXISTS (SELECT 1 FROM employments em WHERE em.person_id = known.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_employed
  FROM known
  GROUP BY id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled
), shown AS (
  SELECT a.id, a.person_id AS "personId", n.staff_number AS "staffNumber", p.name, a.role, CASE
  WHEN a.is_annulled THEN 'annulled'
  WHEN a.is_on AND a.is_employed THEN 'in_force'
  WHEN a.is_on THEN 'left_service'
  WHEN $1::date < a.term_start THEN 'upcoming'
  WHEN a.until <= a.term_end OR $1::date <= a.term_end THEN 'ended'
  ELSE 'expired' END AS state,
    a.term_start AS "termStart", a.term_end AS "termEnd",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN a.until - 1 END AS "endedOn",
    CASE WHEN ($2::boolean OR a.until <= $1::date) THEN a.end_reason END AS "endReason",
    a.document_number AS "documentNumber", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN a.note END AS note, a.appointed_at AS "appointedAt",
    by_person.name AS "appointedByName", a.periods, s.status AS absence,
    CASE WHEN a.is_on AND NOT a.is_employed THEN (SELECT max(left_on.valid_to) - 1 FROM employments left_on
      WHERE left_on.person_id = a.person_id AND left_on.valid_to <= $1::date) END AS "leftOn",
    CASE WHEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > a.term_start THEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END AS "recordedLateOn",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN CASE WHEN a.recorded_on > a.until THEN a.recorded_on END END AS "endRecordedLateOn",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN o.code END AS "unitCode", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN COALESCE(u.name, o.code) END AS "unitName",
    current_unit.code AS "currentUnitCode", current_period.name AS "currentUnitName"
  FROM appointment a
  JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  JOIN org_units o ON o.id = a.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= a.term_start AND (u.valid_to IS NULL OR u.valid_to > a.term_start)
  LEFT JOIN employment_statuses s ON s.person_id = a.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = a.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN org_units current_unit ON current_unit.id = po.org_unit_id
  LEFT JOIN org_unit_periods current_period ON current_period.org_unit_id = po.org_unit_id AND current_period.valid_from <= $1::date AND (current_period.valid_to IS NULL OR current_period.valid_to > $1::date)
  LEFT JOIN accounts by_account ON by_account.id = a.appointed_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = a.id
  LEFT JOIN accounts annulled_account ON annulled_account.id = annulled.annulled_by
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT shown.*, coalesce(called.name, shown.name) AS "nameThen" FROM shown
    LEFT JOIN person_details called ON called.person_id = shown."personId" AND called.valid_from <= shown."termStart" AND (called.valid_to IS NULL OR called.valid_to > shown."termStart") WHERE shown.id = $3::uuid;

-- appointments.list
WITH known AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason, document_number, note,
    appointed_at, appointed_by, recorded_at, false AS is_annulled
  FROM role_appointments
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.org_unit_id, h.role, h.term_start, h.term_end, h.valid_from, h.valid_to, h.end_reason,
    h.document_number, h.note, h.appointed_at, h.appointed_by, h.recorded_at, true
  FROM role_appointment_annulments n JOIN role_appointments_history h ON h.id = n.appointment_id
  ORDER BY h.id, h.recorded_at DESC, h.valid_to DESC)
), appointment AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled,
    bool_or(known.valid_from <= $1::date AND (known.valid_to IS NULL OR known.valid_to > $1::date)) AS is_on,
    max(valid_to) AS until,
    (array_agg(end_reason ORDER BY valid_to DESC))[1] AS end_reason,
    (array_agg((recorded_at AT TIME ZONE 'Asia/Tokyo')::date ORDER BY valid_to DESC))[1] AS recorded_on,
    json_agg(json_build_object('from', valid_from,
      'to', CASE WHEN $2::boolean OR valid_to <= $1::date THEN valid_to - 1 ELSE term_end END) ORDER BY valid_from) AS periods,
    EXISTS (SELECT 1 FROM employments em WHERE em.person_id = known.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_employed
  FROM known
  GROUP BY id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled
), shown AS (
  SELECT a.id, a.person_id AS "personId", n.staff_number AS "staffNumber", p.name, a.role, CASE
  WHEN a.is_annulled THEN 'annulled'
  WHEN a.is_on AND a.is_employed THEN 'in_force'
  WHEN a.is_on THEN 'left_service'
  WHEN $1::date < a.term_start THEN 'upcoming'
  WHEN a.until <= a.term_end OR $1::date <= a.term_end THEN 'ended'
  ELSE 'expired' END AS state,
    a.term_start AS "termStart", a.term_end AS "termEnd",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN a.until - 1 END AS "endedOn",
    CASE WHEN ($2::boolean OR a.until <= $1::date) THEN a.end_reason END AS "endReason",
    a.document_number AS "documentNumber", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN a.note END AS note, a.appointed_at AS "appointedAt",
    by_person.name AS "appointedByName", a.periods, s.status AS absence,
    CASE WHEN a.is_on AND NOT a.is_employed THEN (SELECT max(left_on.valid_to) - 1 FROM employments left_on
      WHERE left_on.person_id = a.person_id AND left_on.valid_to <= $1::date) END AS "leftOn",
    CASE WHEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > a.term_start THEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END AS "recordedLateOn",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN CASE WHEN a.recorded_on > a.until THEN a.recorded_on END END AS "endRecordedLateOn",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN o.code END AS "unitCode", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN COALESCE(u.name, o.code) END AS "unitName",
    current_unit.code AS "currentUnitCode", current_period.name AS "currentUnitName"
  FROM appointment a
  JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  JOIN org_units o ON o.id = a.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= a.term_start AND (u.valid_to IS NULL OR u.valid_to > a.term_start)
  LEFT JOIN employment_statuses s ON s.person_id = a.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = a.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN org_units current_unit ON current_unit.id = po.org_unit_id
  LEFT JOIN org_unit_periods current_period ON current_period.org_unit_id = po.org_unit_id AND current_period.valid_from <= $1::date AND (current_period.valid_to IS NULL OR current_period.valid_to > $1::date)
  LEFT JOIN accounts by_account ON by_account.id = a.appointed_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = a.id
  LEFT JOIN accounts annulled_account ON annulled_account.id = annulled.annulled_by
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT shown.*, 
      (SELECT old.name FROM person_details old WHERE old.person_id = shown."personId" AND old.valid_to <= $1::date AND old.search_key LIKE $3::text AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = shown."personId" AND lower(own.staff_number) LIKE $3::text)
         AND NOT EXISTS (SELECT 1 FROM person_details own WHERE own.person_id = shown."personId" AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date)
           AND (own.search_key LIKE $3::text OR own.name = old.name))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerName",
      (SELECT old.staff_number FROM staff_numbers old WHERE old.person_id = shown."personId" AND old.valid_to <= $1::date AND lower(old.staff_number) LIKE $3::text
         AND NOT EXISTS (SELECT 1 FROM staff_numbers own
           WHERE own.person_id = shown."personId" AND lower(own.staff_number) LIKE $3::text AND own.valid_from <= $1::date AND (own.valid_to IS NULL OR own.valid_to > $1::date))
       ORDER BY old.valid_from DESC LIMIT 1) AS "formerNumber" FROM shown WHERE 
  ($4::text IS NULL OR role = $4::text) AND (state = $5::text OR ($5::text IS NULL AND state <> 'annulled'))
  AND ($6::text IS NULL OR "unitCode" = $6::text OR "currentUnitCode" = $6::text)
  AND ($7::date IS NULL OR (state = 'in_force' AND COALESCE("endedOn", "termEnd") <= $7::date))
  AND ($3::text IS NULL OR shown."personId" IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $3::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $3::text))
    ORDER BY array_position(ARRAY['in_force', 'upcoming', 'left_service', 'ended', 'expired', 'annulled'], state),
      "termEnd", "staffNumber", id
    LIMIT $8::integer OFFSET $9::integer;

-- appointments.list-total
WITH known AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason, document_number, note,
    appointed_at, appointed_by, recorded_at, false AS is_annulled
  FROM role_appointments
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.org_unit_id, h.role, h.term_start, h.term_end, h.valid_from, h.valid_to, h.end_reason,
    h.document_number, h.note, h.appointed_at, h.appointed_by, h.recorded_at, true
  FROM role_appointment_annulments n JOIN role_appointments_history h ON h.id = n.appointment_id
  ORDER BY h.id, h.recorded_at DESC, h.valid_to DESC)
), appointment AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled,
    bool_or(known.valid_from <= $1::date AND (known.valid_to IS NULL OR known.valid_to > $1::date)) AS is_on,
    max(valid_to) AS until,
    (array_agg(end_reason ORDER BY valid_to DESC))[1] AS end_reason,
    (array_agg((recorded_at AT TIME ZONE 'Asia/Tokyo')::date ORDER BY valid_to DESC))[1] AS recorded_on,
    json_agg(json_build_object('from', valid_from,
      'to', CASE WHEN $2::boolean OR valid_to <= $1::date THEN valid_to - 1 ELSE term_end END) ORDER BY valid_from) AS periods,
    EXISTS (SELECT 1 FROM employments em WHERE em.person_id = known.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_employed
  FROM known
  GROUP BY id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled
), shown AS (
  SELECT a.id, a.person_id AS "personId", n.staff_number AS "staffNumber", p.name, a.role, CASE
  WHEN a.is_annulled THEN 'annulled'
  WHEN a.is_on AND a.is_employed THEN 'in_force'
  WHEN a.is_on THEN 'left_service'
  WHEN $1::date < a.term_start THEN 'upcoming'
  WHEN a.until <= a.term_end OR $1::date <= a.term_end THEN 'ended'
  ELSE 'expired' END AS state,
    a.term_start AS "termStart", a.term_end AS "termEnd",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN a.until - 1 END AS "endedOn",
    CASE WHEN ($2::boolean OR a.until <= $1::date) THEN a.end_reason END AS "endReason",
    a.document_number AS "documentNumber", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN a.note END AS note, a.appointed_at AS "appointedAt",
    by_person.name AS "appointedByName", a.periods, s.status AS absence,
    CASE WHEN a.is_on AND NOT a.is_employed THEN (SELECT max(left_on.valid_to) - 1 FROM employments left_on
      WHERE left_on.person_id = a.person_id AND left_on.valid_to <= $1::date) END AS "leftOn",
    CASE WHEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > a.term_start THEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END AS "recordedLateOn",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN CASE WHEN a.recorded_on > a.until THEN a.recorded_on END END AS "endRecordedLateOn",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN o.code END AS "unitCode", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN COALESCE(u.name, o.code) END AS "unitName",
    current_unit.code AS "currentUnitCode", current_period.name AS "currentUnitName"
  FROM appointment a
  JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  JOIN org_units o ON o.id = a.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= a.term_start AND (u.valid_to IS NULL OR u.valid_to > a.term_start)
  LEFT JOIN employment_statuses s ON s.person_id = a.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = a.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN org_units current_unit ON current_unit.id = po.org_unit_id
  LEFT JOIN org_unit_periods current_period ON current_period.org_unit_id = po.org_unit_id AND current_period.valid_from <= $1::date AND (current_period.valid_to IS NULL OR current_period.valid_to > $1::date)
  LEFT JOIN accounts by_account ON by_account.id = a.appointed_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = a.id
  LEFT JOIN accounts annulled_account ON annulled_account.id = annulled.annulled_by
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT count(*)::int AS total FROM shown WHERE 
  ($3::text IS NULL OR role = $3::text) AND (state = $4::text OR ($4::text IS NULL AND state <> 'annulled'))
  AND ($5::text IS NULL OR "unitCode" = $5::text OR "currentUnitCode" = $5::text)
  AND ($6::date IS NULL OR (state = 'in_force' AND COALESCE("endedOn", "termEnd") <= $6::date))
  AND ($7::text IS NULL OR shown."personId" IN (
      SELECT called.person_id FROM person_details called WHERE called.valid_from <= $1::date AND called.search_key LIKE $7::text
      UNION
      SELECT numbered.person_id FROM staff_numbers numbered
      WHERE numbered.valid_from <= $1::date AND lower(numbered.staff_number) LIKE $7::text));

-- appointments.lock
SELECT row_id AS "rowId" FROM role_appointments_history WHERE id = $1::uuid ORDER BY row_id FOR NO KEY UPDATE;

-- appointments.lock-person
SELECT id FROM person_identities WHERE id = $1::uuid FOR NO KEY UPDATE;

-- appointments.of-person
WITH known AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason, document_number, note,
    appointed_at, appointed_by, recorded_at, false AS is_annulled
  FROM role_appointments
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.org_unit_id, h.role, h.term_start, h.term_end, h.valid_from, h.valid_to, h.end_reason,
    h.document_number, h.note, h.appointed_at, h.appointed_by, h.recorded_at, true
  FROM role_appointment_annulments n JOIN role_appointments_history h ON h.id = n.appointment_id
  ORDER BY h.id, h.recorded_at DESC, h.valid_to DESC)
), appointment AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled,
    bool_or(known.valid_from <= $1::date AND (known.valid_to IS NULL OR known.valid_to > $1::date)) AS is_on,
    max(valid_to) AS until,
    (array_agg(end_reason ORDER BY valid_to DESC))[1] AS end_reason,
    (array_agg((recorded_at AT TIME ZONE 'Asia/Tokyo')::date ORDER BY valid_to DESC))[1] AS recorded_on,
    json_agg(json_build_object('from', valid_from,
      'to', CASE WHEN $2::boolean OR valid_to <= $1::date THEN valid_to - 1 ELSE term_end END) ORDER BY valid_from) AS periods,
    EXISTS (SELECT 1 FROM employments em WHERE em.person_id = known.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_employed
  FROM known
  GROUP BY id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled
), shown AS (
  SELECT a.id, a.person_id AS "personId", n.staff_number AS "staffNumber", p.name, a.role, CASE
  WHEN a.is_annulled THEN 'annulled'
  WHEN a.is_on AND a.is_employed THEN 'in_force'
  WHEN a.is_on THEN 'left_service'
  WHEN $1::date < a.term_start THEN 'upcoming'
  WHEN a.until <= a.term_end OR $1::date <= a.term_end THEN 'ended'
  ELSE 'expired' END AS state,
    a.term_start AS "termStart", a.term_end AS "termEnd",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN a.until - 1 END AS "endedOn",
    CASE WHEN ($2::boolean OR a.until <= $1::date) THEN a.end_reason END AS "endReason",
    a.document_number AS "documentNumber", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN a.note END AS note, a.appointed_at AS "appointedAt",
    by_person.name AS "appointedByName", a.periods, s.status AS absence,
    CASE WHEN a.is_on AND NOT a.is_employed THEN (SELECT max(left_on.valid_to) - 1 FROM employments left_on
      WHERE left_on.person_id = a.person_id AND left_on.valid_to <= $1::date) END AS "leftOn",
    CASE WHEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > a.term_start THEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END AS "recordedLateOn",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN CASE WHEN a.recorded_on > a.until THEN a.recorded_on END END AS "endRecordedLateOn",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN o.code END AS "unitCode", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN COALESCE(u.name, o.code) END AS "unitName",
    current_unit.code AS "currentUnitCode", current_period.name AS "currentUnitName"
  FROM appointment a
  JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  JOIN org_units o ON o.id = a.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= a.term_start AND (u.valid_to IS NULL OR u.valid_to > a.term_start)
  LEFT JOIN employment_statuses s ON s.person_id = a.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = a.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN org_units current_unit ON current_unit.id = po.org_unit_id
  LEFT JOIN org_unit_periods current_period ON current_period.org_unit_id = po.org_unit_id AND current_period.valid_from <= $1::date AND (current_period.valid_to IS NULL OR current_period.valid_to > $1::date)
  LEFT JOIN accounts by_account ON by_account.id = a.appointed_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = a.id
  LEFT JOIN accounts annulled_account ON annulled_account.id = annulled.annulled_by
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT * FROM shown WHERE "personId" = $3::uuid ORDER BY "termStart" DESC, role, "appointedAt" DESC, id;

-- appointments.one
WITH known AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason, document_number, note,
    appointed_at, appointed_by, recorded_at, false AS is_annulled
  FROM role_appointments
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.org_unit_id, h.role, h.term_start, h.term_end, h.valid_from, h.valid_to, h.end_reason,
    h.document_number, h.note, h.appointed_at, h.appointed_by, h.recorded_at, true
  FROM role_appointment_annulments n JOIN role_appointments_history h ON h.id = n.appointment_id
  ORDER BY h.id, h.recorded_at DESC, h.valid_to DESC)
), appointment AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled,
    bool_or(known.valid_from <= $1::date AND (known.valid_to IS NULL OR known.valid_to > $1::date)) AS is_on,
    max(valid_to) AS until,
    (array_agg(end_reason ORDER BY valid_to DESC))[1] AS end_reason,
    (array_agg((recorded_at AT TIME ZONE 'Asia/Tokyo')::date ORDER BY valid_to DESC))[1] AS recorded_on,
    json_agg(json_build_object('from', valid_from,
      'to', CASE WHEN $2::boolean OR valid_to <= $1::date THEN valid_to - 1 ELSE term_end END) ORDER BY valid_from) AS periods,
    EXISTS (SELECT 1 FROM employments em WHERE em.person_id = known.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_employed
  FROM known
  GROUP BY id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled
), shown AS (
  SELECT a.id, a.person_id AS "personId", n.staff_number AS "staffNumber", p.name, a.role, CASE
  WHEN a.is_annulled THEN 'annulled'
  WHEN a.is_on AND a.is_employed THEN 'in_force'
  WHEN a.is_on THEN 'left_service'
  WHEN $1::date < a.term_start THEN 'upcoming'
  WHEN a.until <= a.term_end OR $1::date <= a.term_end THEN 'ended'
  ELSE 'expired' END AS state,
    a.term_start AS "termStart", a.term_end AS "termEnd",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN a.until - 1 END AS "endedOn",
    CASE WHEN ($2::boolean OR a.until <= $1::date) THEN a.end_reason END AS "endReason",
    a.document_number AS "documentNumber", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN a.note END AS note, a.appointed_at AS "appointedAt",
    by_person.name AS "appointedByName", a.periods, s.status AS absence,
    CASE WHEN a.is_on AND NOT a.is_employed THEN (SELECT max(left_on.valid_to) - 1 FROM employments left_on
      WHERE left_on.person_id = a.person_id AND left_on.valid_to <= $1::date) END AS "leftOn",
    CASE WHEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > a.term_start THEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END AS "recordedLateOn",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN CASE WHEN a.recorded_on > a.until THEN a.recorded_on END END AS "endRecordedLateOn",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN o.code END AS "unitCode", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN COALESCE(u.name, o.code) END AS "unitName",
    current_unit.code AS "currentUnitCode", current_period.name AS "currentUnitName"
  FROM appointment a
  JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  JOIN org_units o ON o.id = a.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= a.term_start AND (u.valid_to IS NULL OR u.valid_to > a.term_start)
  LEFT JOIN employment_statuses s ON s.person_id = a.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = a.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN org_units current_unit ON current_unit.id = po.org_unit_id
  LEFT JOIN org_unit_periods current_period ON current_period.org_unit_id = po.org_unit_id AND current_period.valid_from <= $1::date AND (current_period.valid_to IS NULL OR current_period.valid_to > $1::date)
  LEFT JOIN accounts by_account ON by_account.id = a.appointed_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = a.id
  LEFT JOIN accounts annulled_account ON annulled_account.id = annulled.annulled_by
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT * FROM shown WHERE id = $3::uuid;

-- appointments.periods
SELECT row_id AS "rowId", id, person_id AS "personId", org_unit_id AS "orgUnitId", role, term_start AS "termStart",
  term_end AS "termEnd", valid_from AS "validFrom", valid_to AS "validTo", end_reason AS "endReason",
  document_number AS "documentNumber", note, appointed_at AS "appointedAt", appointed_by AS "appointedBy" FROM role_appointments WHERE id = $1::uuid ORDER BY valid_from;

-- appointments.periods-of-people
SELECT a.row_id AS "rowId", a.id, a.person_id AS "personId", a.role, a.valid_from AS "validFrom", a.valid_to AS "validTo",
      (SELECT (WITH RECURSIVE joined AS (
      SELECT b.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) FROM accounts b WHERE b.id = a.appointed_by) AS "appointedBy"
    FROM role_appointments a WHERE a.person_id = ANY ($1::uuid[]) ORDER BY a.valid_from, a.row_id;

-- appointments.person-by-number
SELECT person_id AS id FROM staff_numbers WHERE staff_number = $1::text LIMIT 1;

-- appointments.seen
WITH known AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason, document_number, note,
    appointed_at, appointed_by, recorded_at, false AS is_annulled
  FROM role_appointments
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.org_unit_id, h.role, h.term_start, h.term_end, h.valid_from, h.valid_to, h.end_reason,
    h.document_number, h.note, h.appointed_at, h.appointed_by, h.recorded_at, true
  FROM role_appointment_annulments n JOIN role_appointments_history h ON h.id = n.appointment_id
  ORDER BY h.id, h.recorded_at DESC, h.valid_to DESC)
), appointment AS (
  SELECT id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled,
    bool_or(known.valid_from <= $1::date AND (known.valid_to IS NULL OR known.valid_to > $1::date)) AS is_on,
    max(valid_to) AS until,
    (array_agg(end_reason ORDER BY valid_to DESC))[1] AS end_reason,
    (array_agg((recorded_at AT TIME ZONE 'Asia/Tokyo')::date ORDER BY valid_to DESC))[1] AS recorded_on,
    json_agg(json_build_object('from', valid_from,
      'to', CASE WHEN $2::boolean OR valid_to <= $1::date THEN valid_to - 1 ELSE term_end END) ORDER BY valid_from) AS periods,
    EXISTS (SELECT 1 FROM employments em WHERE em.person_id = known.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS is_employed
  FROM known
  GROUP BY id, person_id, org_unit_id, role, term_start, term_end, document_number, note, appointed_at, appointed_by, is_annulled
), shown AS (
  SELECT a.id, a.person_id AS "personId", n.staff_number AS "staffNumber", p.name, a.role, CASE
  WHEN a.is_annulled THEN 'annulled'
  WHEN a.is_on AND a.is_employed THEN 'in_force'
  WHEN a.is_on THEN 'left_service'
  WHEN $1::date < a.term_start THEN 'upcoming'
  WHEN a.until <= a.term_end OR $1::date <= a.term_end THEN 'ended'
  ELSE 'expired' END AS state,
    a.term_start AS "termStart", a.term_end AS "termEnd",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN a.until - 1 END AS "endedOn",
    CASE WHEN ($2::boolean OR a.until <= $1::date) THEN a.end_reason END AS "endReason",
    a.document_number AS "documentNumber", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN a.note END AS note, a.appointed_at AS "appointedAt",
    by_person.name AS "appointedByName", a.periods, s.status AS absence,
    CASE WHEN a.is_on AND NOT a.is_employed THEN (SELECT max(left_on.valid_to) - 1 FROM employments left_on
      WHERE left_on.person_id = a.person_id AND left_on.valid_to <= $1::date) END AS "leftOn",
    CASE WHEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date > a.term_start THEN (a.appointed_at AT TIME ZONE 'Asia/Tokyo')::date END AS "recordedLateOn",
    CASE WHEN a.until <= a.term_end AND ($2::boolean OR a.until <= $1::date) THEN CASE WHEN a.recorded_on > a.until THEN a.recorded_on END END AS "endRecordedLateOn",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN o.code END AS "unitCode", CASE WHEN ($2::boolean OR a.term_start <= $1::date) THEN COALESCE(u.name, o.code) END AS "unitName",
    current_unit.code AS "currentUnitCode", current_period.name AS "currentUnitName"
  FROM appointment a
  JOIN person_details p ON p.person_id = a.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  JOIN org_units o ON o.id = a.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= a.term_start AND (u.valid_to IS NULL OR u.valid_to > a.term_start)
  LEFT JOIN employment_statuses s ON s.person_id = a.person_id AND s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date)
  LEFT JOIN postings po ON po.person_id = a.person_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
  LEFT JOIN org_units current_unit ON current_unit.id = po.org_unit_id
  LEFT JOIN org_unit_periods current_period ON current_period.org_unit_id = po.org_unit_id AND current_period.valid_from <= $1::date AND (current_period.valid_to IS NULL OR current_period.valid_to > $1::date)
  LEFT JOIN accounts by_account ON by_account.id = a.appointed_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = a.id
  LEFT JOIN accounts annulled_account ON annulled_account.id = annulled.annulled_by
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT * FROM shown WHERE "personId" = $3::uuid AND ($4::boolean OR "termStart" <= $1::date)
      AND ($5::boolean OR state <> 'annulled')
    ORDER BY "termStart" DESC, role, "appointedAt" DESC, id;
