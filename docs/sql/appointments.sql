-- appointments.activities-later-than-join
SELECT h.done_on AS "doneOn" FROM person_join_rows j JOIN role_activities_history h ON h.id = j.new_row_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'role_activities' AND h.superseded_at IS NOT NULL ORDER BY 1;

-- appointments.activities-of-holders
WITH holder AS (
      SELECT a.person_id, array_agg(DISTINCT a.role ORDER BY a.role) AS roles FROM role_appointments a WHERE (a.valid_from <= $1::date AND (a.valid_to IS NULL OR a.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))) GROUP BY a.person_id
    ), done AS (
      SELECT r.person_id, count(*) FILTER (WHERE r.done_on > $2::date) AS lately, sum(r.minutes) FILTER (WHERE r.done_on >= $3::date) AS minutes,
        count(*) FILTER (WHERE r.done_on >= $3::date) AS times, max(r.done_on) AS last_on
      FROM role_activities r WHERE r.done_on <= $1::date GROUP BY r.person_id
    )
    SELECT h.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana, line.unit_name AS "unitName", h.roles,
      COALESCE(d.lately, 0)::int AS lately, COALESCE(d.times, 0)::int AS "timesOfYear", COALESCE(d.minutes, 0)::int AS "minutesOfYear", d.last_on AS "lastOn"
    FROM holder h JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = h.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true LEFT JOIN done d ON d.person_id = h.person_id
    WHERE NOT $4::boolean OR COALESCE(d.lately, 0) = 0
    ORDER BY d.last_on NULLS FIRST, line.staff_number LIMIT $5::integer OFFSET $6::integer;

-- appointments.activities-of-people
SELECT r.id, r.person_id AS "personId" FROM role_activities r WHERE r.person_id = ANY ($1::uuid[]) ORDER BY r.done_on, r.id;

-- appointments.activity-counts
WITH holder AS (SELECT DISTINCT a.person_id FROM role_appointments a WHERE (a.valid_from <= $1::date AND (a.valid_to IS NULL OR a.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date))))
    SELECT count(*)::int AS holders, (count(*) FILTER (WHERE EXISTS (SELECT 1 FROM role_activities done WHERE done.person_id = h.person_id
      AND done.done_on > $1::date - 90 AND done.done_on <= $1::date)))::int AS active
    FROM holder h;

-- appointments.activity-day
SELECT EXISTS (SELECT 1 FROM role_appointments a WHERE a.person_id = ANY (ARRAY(SELECT $1::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $1::uuid)) AND (a.valid_from <= $2::date AND (a.valid_to IS NULL OR a.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)))) AS "isInOffice",
      (SELECT count(*) FROM role_activities r WHERE r.person_id = ANY (ARRAY(SELECT $1::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $1::uuid)) AND r.done_on = $2::date)::int AS written;

-- appointments.all-staff-numbers
SELECT DISTINCT n.staff_number AS "staffNumber", n.person_id AS "personId" FROM staff_numbers n;

-- appointments.appointed-since-nomination
SELECT EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id) AS "isAppointed" FROM nominations n WHERE n.id = $1::uuid;

-- appointments.batch
SELECT b.id, b.act, b.term_end AS "termEnd", b.document_number AS "documentNumber", b.note, b.file_name AS "fileName", b.unknown_columns AS "unknownColumns", b.sheet,
    b.ordered_at AS "orderedAt", by_person.name AS "orderedByName", b.looked_at AS "lookedAt", b.confirmed_at AS "confirmedAt",
    b.takes_warned AS "takesWarned", b.warned_reason AS "warnedReason", b.cancelled_at AS "cancelledAt", b.finished_at AS "finishedAt",
    b.undone_at AS "undoneAt", b.undo_reason AS "undoReason",
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND true) AS members, (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.looked_at IS NOT NULL) AS looked, (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.refusal IS NOT NULL) AS refused,
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.refusal IS NULL AND cardinality(m.warnings) > 0) AS warned,
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND 'requirements_missing' = ANY (m.warning_kinds)) AS missing,
    (SELECT min(a.term_start) FROM appointment_batch_members m JOIN role_appointments a ON a.id = m.result_id WHERE m.batch_id = b.id) AS "firstStart",
    (SELECT max(a.term_start) FROM appointment_batch_members m JOIN role_appointments a ON a.id = m.result_id WHERE m.batch_id = b.id) AS "lastStart",
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.result_id IS NOT NULL) AS done, (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND EXISTS (SELECT 1 FROM role_appointment_annulments annulled WHERE annulled.appointment_id = m.result_id)) AS annulled,
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.nomination_id IS NOT NULL AND m.result_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM role_appointment_annulments annulled WHERE annulled.appointment_id = m.result_id)) AS nominated, (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.problem IS NOT NULL) AS problems,
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND b.cancelled_at IS NOT NULL AND m.done_at IS NULL AND m.refusal IS NULL) AS stopped
  FROM appointment_batches b
  LEFT JOIN accounts by_account ON by_account.id = b.ordered_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date) WHERE b.id = $2::uuid;

-- appointments.batch-members
SELECT m.position, m.line, m.proposal, m.old_end AS "oldEnd", m.appointment_id AS "appointmentId", m.refusal, m.findings,
      m.warnings, m.warning_kinds AS "warningKinds", m.nomination_id AS "nominationId",
      m.looked_at IS NOT NULL AS "isLooked", m.result_id AS "resultId", EXISTS (SELECT 1 FROM role_appointment_annulments annulled WHERE annulled.appointment_id = m.result_id) AS "isAnnulled", m.problem,
      made.term_start AS "madeStart", made.term_end AS "madeEnd", 
      CASE WHEN m.result_id IS NULL THEN EXISTS (SELECT 1 FROM role_appointments a WHERE a.person_id = who.person_id AND a.role = m.proposal ->> 'role' AND a.term_end + 1 = (m.proposal ->> 'termStart')::date AND a.valid_to > a.term_end
      AND NOT EXISTS (SELECT 1 FROM role_appointments later WHERE later.renews_id = a.id)) ELSE made.renews_id IS NOT NULL END AS "isRenewal",
      who.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", who.role
    FROM appointment_batch_members m
    LEFT JOIN LATERAL (
      SELECT h.person_id, h.role FROM role_appointments_history h WHERE h.id = m.appointment_id ORDER BY h.recorded_at DESC LIMIT 1
    ) held ON true
    LEFT JOIN LATERAL (
      SELECT COALESCE(held.person_id, (SELECT n.person_id FROM staff_numbers n WHERE n.staff_number = m.proposal ->> 'staffNumber' LIMIT 1)) AS person_id,
        held.role
    ) who ON true
    LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = who.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN LATERAL (
      SELECT h.term_start, h.term_end, h.renews_id FROM role_appointments_history h WHERE h.id = m.result_id
      ORDER BY h.recorded_at LIMIT 1
    ) made ON true
    WHERE m.batch_id = $2::uuid
    ORDER BY COALESCE(m.problem, m.refusal) IS NULL, cardinality(m.warnings) = 0, m.position LIMIT $3::integer OFFSET $4::integer;

-- appointments.built-on-role-version
SELECT a.id, line.name, a.term_start AS "termStart", max(a.valid_to) - 1 AS "lastDay",
    EXISTS (SELECT 1 FROM issued_documents d WHERE d.appointment_id = a.id) AS "hasLetter"
  FROM role_appointments a JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = a.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
  WHERE a.role = $2::text AND EXISTS (SELECT 1 FROM role_versions v WHERE v.id = $3::uuid AND a.term_start >= v.valid_from AND a.appointed_at >= v.recorded_at)
  GROUP BY a.id, line.name, line.kana, a.term_start ORDER BY a.term_start, line.kana, a.id;

-- appointments.built-upon
SELECT EXISTS (SELECT 1 FROM issued_documents d WHERE d.appointment_id = $1::uuid) AS "hasLetter",
      EXISTS (SELECT 1 FROM role_appointment_extensions x WHERE x.appointment_id = $1::uuid) AS "isExtended",
      EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = $1::uuid AND a.valid_to <= a.term_end) AS "isEnded",
      NOT EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = $1::uuid) AS "isGone";

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

-- appointments.consented-nominations-of-people
SELECT n.id, n.person_id AS "personId", n.role FROM nominations n
    WHERE n.state = 'consented' AND n.person_id = ANY ($1::uuid[]);

-- appointments.document-uses
SELECT DISTINCT p.name, used.starts AS "termStart"
    FROM (
      SELECT a.person_id, a.term_start AS starts, a.document_number FROM role_appointments a
      UNION ALL
      SELECT a.person_id, x.old_end + 1, x.document_number
      FROM role_appointment_extensions x JOIN role_appointments a ON a.id = x.appointment_id
    ) used JOIN person_details p ON p.person_id = used.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE document_number_key(used.document_number) = document_number_key($2::text) AND (used.person_id <> $3::uuid OR used.starts <> $4::date)
    ORDER BY used.starts, p.name LIMIT 5;

-- appointments.done-members
SELECT m.position, m.appointment_id AS "appointmentId", m.old_end AS "oldEnd", m.proposal, m.nomination_id AS "nominationId",
      m.warnings, m.warning_kinds AS "warningKinds", m.result_id AS "resultId" FROM appointment_batch_members m WHERE m.batch_id = $1::uuid AND m.result_id IS NOT NULL ORDER BY m.position DESC;

-- appointments.eligibility
WITH asked AS (
    SELECT r.place, r.kind, r."courseKey", r."isOfYear", r.codes, r."orEquivalent", r.types
    FROM jsonb_to_recordset($1::jsonb) AS r (place integer, kind text, "courseKey" text, "isOfYear" boolean, codes text[], "orEquivalent" boolean, types text[])
  ), looked AS (
    SELECT e.id, e.person_id, e.employment_type FROM employments e
    WHERE e.valid_from <= $2::date AND (e.valid_to IS NULL OR e.valid_to > $2::date) AND ($3::uuid[] IS NULL OR e.person_id = ANY ($3::uuid[]))
  ), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE a.role = 'supporter'
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), found AS (
    SELECT e.person_id, asked.place, e.id AS row_id, (e.completed_at AT TIME ZONE 'Asia/Tokyo')::date AS day, NULL::integer AS days
    FROM asked JOIN courses c ON c.key = asked."courseKey" JOIN enrollments e ON e.course_id = c.id AND e.completed_at < $4::timestamptz
    WHERE NOT asked."isOfYear" OR e.cycle = $5::integer OR (e.cycle = 0 AND e.completed_at >= $6::timestamptz)
    UNION ALL
    SELECT r.person_id, asked.place, r.id, r.passed_on, NULL
    FROM asked JOIN certifications_counting_as($2::date) k ON k.asked_code = ANY (asked.codes) AND (k.is_same OR asked."orEquivalent")
    JOIN certification_records r ON r.certification_id = k.held_id
    WHERE (r.state IN ('verified', 'revoked') AND r.decided_at < $4::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $4::timestamptz)
    AND (r.valid_until IS NULL OR (r.valid_until + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' >= $4::timestamptz))
    UNION ALL
    SELECT l.person_id, asked.place, l.id, NULL, NULL FROM asked JOIN looked l ON l.employment_type = ANY (asked.types)
    UNION ALL
    SELECT o.person_id, asked.place, (array_agg(o.id ORDER BY lower(served) DESC))[1], min(lower(served)),
      sum(upper(served) - lower(served))::integer
    FROM asked CROSS JOIN office o CROSS JOIN LATERAL unnest(o.in_office * datemultirange(daterange(NULL, $2::date + 1))) served
    WHERE asked.kind = 'supporter_term'
    GROUP BY o.person_id, asked.place
    UNION ALL
    SELECT r.person_id, asked.place, (array_agg(r.id ORDER BY r.done_on DESC, r.id))[1], max(r.done_on), count(*)::integer
    FROM asked JOIN role_activities r ON asked.kind = 'practice_done' AND r.done_on <= $2::date
    GROUP BY r.person_id, asked.place
    UNION ALL
    SELECT n.person_id, asked.place, n.row_id, (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, NULL
    FROM asked JOIN nominations n ON n.id = $7::uuid AND CASE asked.kind
      WHEN 'recommendation' THEN n.origin = 'head' OR n.supported_at IS NOT NULL
      WHEN 'consent' THEN n.state IN ('consented', 'returned', 'not_taken', 'approved')
      WHEN 'approval' THEN n.state = 'approved'
      ELSE false END
  ), newest AS (
    SELECT DISTINCT ON (found.person_id, found.place) found.* FROM found ORDER BY found.person_id, found.place, found.day DESC, found.row_id
  ), spoken AS (
    SELECT person_id, json_agg(json_build_object('place', place, 'rowId', row_id, 'on', day, 'days', days) ORDER BY place) AS evidence
    FROM newest GROUP BY person_id
  )
  SELECT l.person_id AS "personId", COALESCE(spoken.evidence, '[]'::json) AS evidence
  FROM looked l LEFT JOIN spoken ON spoken.person_id = l.person_id ORDER BY l.person_id;

-- appointments.ending-terms
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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)), ending AS (
  SELECT shown.*, CASE
    WHEN EXISTS (SELECT 1 FROM role_appointments n WHERE n.person_id = shown."personId" AND n.role = shown.role AND n.term_start > shown."termEnd")
      THEN 'followed'
    WHEN EXISTS (SELECT 1 FROM appointment_batch_members lm JOIN appointment_batches lb ON lb.id = lm.batch_id
      WHERE lb.act = 'let_expire' AND lb.undone_at IS NULL AND lm.result_id = shown.id AND lm.old_end = shown."termEnd") THEN 'left_to_expire'
    ELSE 'undecided' END AS decided
  FROM shown WHERE state = 'in_force' AND "endedOn" IS NULL AND "termEnd" <= $3::date
) SELECT id, "personId", "staffNumber", name, role, "termStart", "termEnd", "documentNumber", "currentUnitName", decided FROM ending WHERE ($4::text IS NULL OR role = $4::text) AND ($5::text IS NULL OR decided = $5::text)
    AND ($6::text IS NULL OR "unitCode" = $6::text OR "currentUnitCode" = $6::text)
    ORDER BY "termEnd", "staffNumber", id LIMIT $7::integer OFFSET $8::integer;

-- appointments.ending-terms-ids
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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)), ending AS (
  SELECT shown.*, CASE
    WHEN EXISTS (SELECT 1 FROM role_appointments n WHERE n.person_id = shown."personId" AND n.role = shown.role AND n.term_start > shown."termEnd")
      THEN 'followed'
    WHEN EXISTS (SELECT 1 FROM appointment_batch_members lm JOIN appointment_batches lb ON lb.id = lm.batch_id
      WHERE lb.act = 'let_expire' AND lb.undone_at IS NULL AND lm.result_id = shown.id AND lm.old_end = shown."termEnd") THEN 'left_to_expire'
    ELSE 'undecided' END AS decided
  FROM shown WHERE state = 'in_force' AND "endedOn" IS NULL AND "termEnd" <= $3::date
) SELECT id, "termEnd" FROM ending WHERE ($4::text IS NULL OR role = $4::text) AND ($5::text IS NULL OR decided = $5::text)
    AND ($6::text IS NULL OR "unitCode" = $6::text OR "currentUnitCode" = $6::text) ORDER BY "termEnd", "staffNumber", id;

-- appointments.ending-terms-total
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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)), ending AS (
  SELECT shown.*, CASE
    WHEN EXISTS (SELECT 1 FROM role_appointments n WHERE n.person_id = shown."personId" AND n.role = shown.role AND n.term_start > shown."termEnd")
      THEN 'followed'
    WHEN EXISTS (SELECT 1 FROM appointment_batch_members lm JOIN appointment_batches lb ON lb.id = lm.batch_id
      WHERE lb.act = 'let_expire' AND lb.undone_at IS NULL AND lm.result_id = shown.id AND lm.old_end = shown."termEnd") THEN 'left_to_expire'
    ELSE 'undecided' END AS decided
  FROM shown WHERE state = 'in_force' AND "endedOn" IS NULL AND "termEnd" <= $3::date
) SELECT count(*)::int AS total,
      (SELECT count(*)::int FROM ending WHERE decided = 'undecided') AS undecided FROM ending WHERE ($4::text IS NULL OR role = $4::text) AND ($5::text IS NULL OR decided = $5::text)
    AND ($6::text IS NULL OR "unitCode" = $6::text OR "currentUnitCode" = $6::text);

-- appointments.extensions
SELECT x.id, x.old_end AS "oldEnd", x.new_end AS "newEnd", x.document_number AS "documentNumber", x.reason,
      x.recorded_at AS "recordedAt",
      (SELECT min(d.issued_at) FROM issued_documents d WHERE d.appointment_id = x.appointment_id AND d.issued_at >= x.recorded_at) AS "letterAt"
    FROM role_appointment_extensions x WHERE x.appointment_id = $1::uuid ORDER BY x.old_end;

-- appointments.handover-tick
SELECT id FROM handover_ticks
    WHERE appointment_id = $1::uuid AND org_unit_id = $2::uuid AND since = $3::date AND item = $4::text;

-- appointments.held
SELECT row_id AS "rowId", id, person_id AS "personId", org_unit_id AS "orgUnitId", role, term_start AS "termStart",
  term_end AS "termEnd", valid_from AS "validFrom", valid_to AS "validTo", end_reason AS "endReason",
  document_number AS "documentNumber", note, appointed_at AS "appointedAt", appointed_by AS "appointedBy", renews_id AS "renewsId" FROM role_appointments WHERE person_id = $1::uuid ORDER BY valid_from;

-- appointments.held-beside-role
SELECT line.name, other.role, greatest(a.valid_from, other.valid_from, $1::date) AS "from"
    FROM role_appointments a
    JOIN role_appointments other ON other.person_id = a.person_id AND other.role <> a.role
      AND greatest(a.valid_from, other.valid_from, $1::date) < least(a.valid_to, other.valid_to)
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = a.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    WHERE a.role = $3::text GROUP BY line.name, line.kana, other.role, 3 ORDER BY 3, line.kana, other.role;

-- appointments.helped-unit
SELECT o.id FROM org_units o JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date) WHERE o.code = $2::text;

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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
      (count(*) FILTER (WHERE COALESCE("endedOn", "termEnd") <= $3::date AND NOT "isFollowed"))::int AS ending
    FROM shown WHERE state = 'in_force';

-- appointments.in-office-as-known
SELECT a.id, a.person_id AS "personId", a.role, a.term_start AS "termStart", a.term_end AS "termEnd", a.recorded_at AS "recordedAt"
    FROM (SELECT * FROM role_appointments_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) a
    WHERE a.valid_from <= $2::date AND (a.valid_to IS NULL OR a.valid_to > $2::date) AND EXISTS (
      SELECT 1 FROM (SELECT * FROM employments_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) em WHERE em.person_id = a.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date))
    ORDER BY a.role, a.term_start, a.id;

-- appointments.is-end-of-day
SELECT EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.id = $1::uuid AND h.valid_from = $2::date
      AND h.valid_to > $3::date AND (h.superseded_at AT TIME ZONE 'Asia/Tokyo')::date = $4::date AND h.superseded_at >= h.recorded_at) AS "isEnd";

-- appointments.last-letter
SELECT COALESCE(max(issue_number), 0) AS last FROM issued_documents WHERE appointment_id = $1::uuid;

-- appointments.later-than-join
SELECT h.role, h.valid_from AS "validFrom", h.valid_to AS "validTo" FROM person_join_rows j
    JOIN role_appointments_history h ON h.row_id = j.new_row_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'role_appointments' AND h.superseded_at IS NOT NULL ORDER BY h.valid_from;

-- appointments.latest-batches
SELECT b.id, b.act, b.term_end AS "termEnd", b.document_number AS "documentNumber", b.note, b.file_name AS "fileName", b.unknown_columns AS "unknownColumns", b.sheet,
    b.ordered_at AS "orderedAt", by_person.name AS "orderedByName", b.looked_at AS "lookedAt", b.confirmed_at AS "confirmedAt",
    b.takes_warned AS "takesWarned", b.warned_reason AS "warnedReason", b.cancelled_at AS "cancelledAt", b.finished_at AS "finishedAt",
    b.undone_at AS "undoneAt", b.undo_reason AS "undoReason",
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND true) AS members, (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.looked_at IS NOT NULL) AS looked, (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.refusal IS NOT NULL) AS refused,
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.refusal IS NULL AND cardinality(m.warnings) > 0) AS warned,
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND 'requirements_missing' = ANY (m.warning_kinds)) AS missing,
    (SELECT min(a.term_start) FROM appointment_batch_members m JOIN role_appointments a ON a.id = m.result_id WHERE m.batch_id = b.id) AS "firstStart",
    (SELECT max(a.term_start) FROM appointment_batch_members m JOIN role_appointments a ON a.id = m.result_id WHERE m.batch_id = b.id) AS "lastStart",
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.result_id IS NOT NULL) AS done, (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND EXISTS (SELECT 1 FROM role_appointment_annulments annulled WHERE annulled.appointment_id = m.result_id)) AS annulled,
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.nomination_id IS NOT NULL AND m.result_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM role_appointment_annulments annulled WHERE annulled.appointment_id = m.result_id)) AS nominated, (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND m.problem IS NOT NULL) AS problems,
    (SELECT count(*)::int FROM appointment_batch_members m WHERE m.batch_id = b.id AND b.cancelled_at IS NOT NULL AND m.done_at IS NULL AND m.refusal IS NULL) AS stopped
  FROM appointment_batches b
  LEFT JOIN accounts by_account ON by_account.id = b.ordered_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date) ORDER BY b.ordered_at DESC, b.id LIMIT 10;

-- appointments.latest-letter-batches
SELECT b.id, b.seal, b.dated_on AS "datedOn", b.ordered_at AS "orderedAt", by_person.name AS "orderedByName",
    b.cancelled_at AS "cancelledAt", b.finished_at AS "finishedAt",
    (SELECT count(*)::int FROM letter_batch_members m WHERE m.batch_id = b.id) AS members,
    (SELECT count(*)::int FROM letter_batch_members m WHERE m.batch_id = b.id AND m.document_id IS NOT NULL) AS issued,
    (SELECT count(*)::int FROM letter_batch_members m WHERE m.batch_id = b.id AND m.problem IS NOT NULL) AS problems,
    marked.annulled, EXISTS (SELECT 1 FROM letter_batch_parts p WHERE p.batch_id = b.id) AS "hasFiles",
    EXISTS (SELECT 1 FROM letter_batch_parts p WHERE p.batch_id = b.id AND p.marked = marked.annulled) AS "isMarked"
  FROM letter_batches b
  CROSS JOIN LATERAL (SELECT (
  SELECT count(*)::int FROM letter_batch_members m
  JOIN issued_documents d ON d.id = m.document_id
  JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id
  WHERE m.batch_id = b.id) AS annulled) marked
  LEFT JOIN accounts by_account ON by_account.id = b.ordered_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date) ORDER BY b.ordered_at DESC, b.id LIMIT 10;

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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT shown.*, coalesce(called.name, shown.name) AS "nameThen",
      CASE WHEN $2::boolean OR shown."termStart" <= $1::date THEN posted.post_title END AS "postTitle",
      ARRAY(SELECT x.document_number FROM role_appointment_extensions x WHERE x.appointment_id = shown.id ORDER BY x.old_end) AS "extensionNumbers"
    FROM shown
    LEFT JOIN person_details called ON called.person_id = shown."personId" AND called.valid_from <= shown."termStart" AND (called.valid_to IS NULL OR called.valid_to > shown."termStart")
    LEFT JOIN postings posted ON posted.person_id = shown."personId" AND posted.kind = 'primary' AND posted.valid_from <= shown."termStart" AND (posted.valid_to IS NULL OR posted.valid_to > shown."termStart")
    WHERE shown.id = $3::uuid;

-- appointments.letter-batch
SELECT b.id, b.seal, b.dated_on AS "datedOn", b.ordered_at AS "orderedAt", by_person.name AS "orderedByName",
    b.cancelled_at AS "cancelledAt", b.finished_at AS "finishedAt",
    (SELECT count(*)::int FROM letter_batch_members m WHERE m.batch_id = b.id) AS members,
    (SELECT count(*)::int FROM letter_batch_members m WHERE m.batch_id = b.id AND m.document_id IS NOT NULL) AS issued,
    (SELECT count(*)::int FROM letter_batch_members m WHERE m.batch_id = b.id AND m.problem IS NOT NULL) AS problems,
    marked.annulled, EXISTS (SELECT 1 FROM letter_batch_parts p WHERE p.batch_id = b.id) AS "hasFiles",
    EXISTS (SELECT 1 FROM letter_batch_parts p WHERE p.batch_id = b.id AND p.marked = marked.annulled) AS "isMarked"
  FROM letter_batches b
  CROSS JOIN LATERAL (SELECT (
  SELECT count(*)::int FROM letter_batch_members m
  JOIN issued_documents d ON d.id = m.document_id
  JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id
  WHERE m.batch_id = b.id) AS annulled) marked
  LEFT JOIN accounts by_account ON by_account.id = b.ordered_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date) WHERE b.id = $2::uuid;

-- appointments.letter-batch-part
SELECT bytes FROM letter_batch_parts
    WHERE batch_id = $1::uuid AND kind = $2::text AND marked = $3::integer AND position = $4::integer;

-- appointments.letter-batch-parts
SELECT count(*)::int AS total FROM letter_batch_parts WHERE batch_id = $1::uuid AND kind = $2::text AND marked = $3::integer;

-- appointments.letter-batch-problems
SELECT m.appointment_id AS "appointmentId", m.problem, held.role, COALESCE(p.name, '') AS name FROM letter_batch_members m
    LEFT JOIN LATERAL (
      SELECT h.person_id, h.role FROM role_appointments_history h WHERE h.id = m.appointment_id ORDER BY h.recorded_at DESC LIMIT 1
    ) held ON true
    LEFT JOIN person_details p ON p.person_id = held.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE m.batch_id = $2::uuid AND m.problem IS NOT NULL ORDER BY m.position LIMIT 200;

-- appointments.letter-content
SELECT content, sha256 FROM issued_documents WHERE appointment_id = $1::uuid AND issue_number = $2::integer;

-- appointments.letter-templates
SELECT id, letter, seal, version, valid_from AS "validFrom",
      lead(valid_from) OVER (PARTITION BY letter, seal ORDER BY valid_from) AS "nextFrom", title, addressee, body,
      authority_title AS "authorityTitle", authority_name AS "authorityName", number_prefix AS "numberPrefix", note
    FROM letter_templates ORDER BY letter, array_position(ARRAY['sealed', 'omitted', 'electronic'], seal), valid_from DESC;

-- appointments.letters-by-role-name
SELECT count(*) FILTER (WHERE named.word = $1::text)::int AS same, count(*) FILTER (WHERE named.word <> $1::text)::int AS other
    FROM (SELECT d.says->'facts'->>'roleName' AS word FROM issued_documents d
      WHERE EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = d.appointment_id AND a.role = $2::text AND a.term_start >= $3::date)
        AND NOT EXISTS (SELECT 1 FROM issued_documents later
          WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number)) named;

-- appointments.letters-of
SELECT d.id, d.appointment_id AS "appointmentId", (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "personId", d.issue_number AS "issueNumber", d.letter, d.seal,
    d.document_number AS "documentNumber", d.dated_on AS "datedOn", t.version AS "templateVersion", d.sha256,
    octet_length(d.content) AS "byteSize", d.says, d.reason, d.issued_at AS "issuedAt", by_person.name AS "issuedByName",
    annulled.annulled_at AS "annulledAt", EXISTS (
      SELECT 1 FROM issued_documents later WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number
    ) AS "isReplaced", a.person_id IN (SELECT pj.person_id FROM person_joins pj) AS "isSetAside", a.role, a.term_start AS "termStart"
  FROM issued_documents d
  JOIN letter_templates_history t ON t.id = d.template_id
  JOIN LATERAL (SELECT h.person_id, h.role, h.term_start FROM role_appointments_history h WHERE h.id = d.appointment_id
    ORDER BY h.recorded_at DESC, h.row_id LIMIT 1) a ON true
  LEFT JOIN accounts by_account ON by_account.id = d.issued_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id WHERE d.appointment_id = $2::uuid ORDER BY d.issue_number DESC;

-- appointments.letters-of-batch
SELECT d.id, d.document_number AS "documentNumber", d.says, d.content, d.sha256, annulled.annulled_at AS "annulledAt"
    FROM letter_batch_members m
    JOIN issued_documents d ON d.id = m.document_id
    LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id
    WHERE m.batch_id = $1::uuid ORDER BY m.position;

-- appointments.letters-of-own
SELECT d.id, d.appointment_id AS "appointmentId", (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "personId", d.issue_number AS "issueNumber", d.letter, d.seal,
    d.document_number AS "documentNumber", d.dated_on AS "datedOn", t.version AS "templateVersion", d.sha256,
    octet_length(d.content) AS "byteSize", d.says, d.reason, d.issued_at AS "issuedAt", by_person.name AS "issuedByName",
    annulled.annulled_at AS "annulledAt", EXISTS (
      SELECT 1 FROM issued_documents later WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number
    ) AS "isReplaced", a.person_id IN (SELECT pj.person_id FROM person_joins pj) AS "isSetAside", a.role, a.term_start AS "termStart"
  FROM issued_documents d
  JOIN letter_templates_history t ON t.id = d.template_id
  JOIN LATERAL (SELECT h.person_id, h.role, h.term_start FROM role_appointments_history h WHERE h.id = d.appointment_id
    ORDER BY h.recorded_at DESC, h.row_id LIMIT 1) a ON true
  LEFT JOIN accounts by_account ON by_account.id = d.issued_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id WHERE d.appointment_id = ANY ($2::uuid[]) ORDER BY d.dated_on DESC, d.issue_number DESC, d.id;

-- appointments.letters-set-aside
SELECT DISTINCT ON (appointment_id) document_number AS "documentNumber" FROM issued_documents
    WHERE appointment_id = ANY ($1::uuid[]) ORDER BY appointment_id, issue_number DESC;

-- appointments.letters-waiting
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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT id, "personId", "staffNumber", name, role, "termStart", "termEnd", "documentNumber", "unitName",
      issued.end AS "issuedEnd" FROM shown LEFT JOIN LATERAL (SELECT (d.says->'facts'->>'termEnd')::date AS end FROM issued_documents d
    WHERE d.appointment_id = shown.id ORDER BY d.issue_number DESC LIMIT 1) issued ON true
    WHERE state IN ('in_force', 'upcoming') AND issued.end IS DISTINCT FROM "termEnd"
    AND ($3::text IS NULL OR role = $3::text) AND ($4::date IS NULL OR "termStart" >= $4::date) AND ($5::date IS NULL OR "termStart" <= $5::date)
    ORDER BY "termStart", regexp_replace(regexp_replace(normalize("documentNumber", NFKC), '(\d+)', '000000000000\1', 'g'), '\d*(\d{12})', '\1', 'g'), "staffNumber", id LIMIT $6::integer OFFSET $7::integer;

-- appointments.letters-waiting-ids
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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT id FROM shown LEFT JOIN LATERAL (SELECT (d.says->'facts'->>'termEnd')::date AS end FROM issued_documents d
    WHERE d.appointment_id = shown.id ORDER BY d.issue_number DESC LIMIT 1) issued ON true
    WHERE state IN ('in_force', 'upcoming') AND issued.end IS DISTINCT FROM "termEnd"
    AND ($3::text IS NULL OR role = $3::text) AND ($4::date IS NULL OR "termStart" >= $4::date) AND ($5::date IS NULL OR "termStart" <= $5::date) ORDER BY "termStart", regexp_replace(regexp_replace(normalize("documentNumber", NFKC), '(\d+)', '000000000000\1', 'g'), '\d*(\d{12})', '\1', 'g'), "staffNumber", id;

-- appointments.letters-waiting-total
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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
  LEFT JOIN person_details annulled_person ON annulled_person.person_id = annulled_account.person_id AND annulled_person.valid_from <= $1::date AND (annulled_person.valid_to IS NULL OR annulled_person.valid_to > $1::date)) SELECT count(*)::int AS total FROM shown LEFT JOIN LATERAL (SELECT (d.says->'facts'->>'termEnd')::date AS end FROM issued_documents d
    WHERE d.appointment_id = shown.id ORDER BY d.issue_number DESC LIMIT 1) issued ON true
    WHERE state IN ('in_force', 'upcoming') AND issued.end IS DISTINCT FROM "termEnd"
    AND ($3::text IS NULL OR role = $3::text) AND ($4::date IS NULL OR "termStart" >= $4::date) AND ($5::date IS NULL OR "termStart" <= $5::date);

-- appointments.letters-with-role-name
SELECT d.document_number AS "documentNumber", d.says->'facts'->>'name' AS name FROM issued_documents d
    WHERE d.says->'facts'->>'roleName' = $1::text
      AND EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = d.appointment_id AND a.role = $2::text
        AND a.term_start >= $3::date AND ($4::date IS NULL OR a.term_start < $4::date))
      AND NOT EXISTS (SELECT 1 FROM issued_documents later WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number)
    ORDER BY d.issued_at, d.id;

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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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

-- appointments.lock-active-person
SELECT id FROM person_identities WHERE id = $1::uuid FOR NO KEY UPDATE;

-- appointments.lock-finished-letter-batch
SELECT b.id FROM letter_batches b WHERE b.id = $1::uuid AND b.finished_at IS NOT NULL FOR UPDATE;

-- appointments.lock-letter-batch
SELECT b.id, EXISTS (SELECT 1 FROM letter_batch_members m WHERE m.batch_id = b.id AND m.done_at IS NULL) AS "isOpen"
    FROM letter_batches b WHERE b.id = $1::uuid AND b.finished_at IS NULL AND b.cancelled_at IS NULL FOR UPDATE;

-- appointments.lock-nominated
SELECT i.id FROM person_identities i WHERE i.id = $1::uuid FOR NO KEY UPDATE;

-- appointments.lock-person
SELECT id FROM person_identities WHERE id = $1::uuid FOR NO KEY UPDATE;

-- appointments.mandated-courses
WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $1::timestamptz
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
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $2::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $1::timestamptz AND y.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND w.person_id = ANY ($3::uuid[])
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
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
  WHERE po.is_managerial AND po.valid_from <= $2::date AND po.person_id = ANY ($3::uuid[])
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND po.person_id = ANY ($3::uuid[])
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND s.person_id = ANY ($3::uuid[])
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
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $1::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $2::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $1::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $1::timestamptz THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $2::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT DISTINCT o.person_id AS "personId", c.key AS "courseKey" FROM ob_reached o JOIN courses c ON c.id = o.course_id
    WHERE o.is_mandatory AND c.key = ANY ($4::text[]) ORDER BY 1, 2;

-- appointments.next-letter
SELECT m.position, m.appointment_id AS "appointmentId" FROM letter_batch_members m
    WHERE m.batch_id = $1::uuid AND m.done_at IS NULL
      AND EXISTS (SELECT 1 FROM letter_batches b WHERE b.id = m.batch_id AND b.cancelled_at IS NULL)
    ORDER BY m.position LIMIT 1 FOR UPDATE OF m SKIP LOCKED;

-- appointments.next-letter-template
SELECT COALESCE(max(version), 0) + 1 AS version FROM letter_templates_history WHERE letter = $1::text AND seal = $2::text;

-- appointments.next-role-version
SELECT COALESCE(max(version), 0) + 1 AS version FROM role_versions_history WHERE role = $1::text;

-- appointments.next-to-do
SELECT m.position, m.appointment_id AS "appointmentId", m.old_end AS "oldEnd", m.proposal, m.nomination_id AS "nominationId",
      m.warnings, m.warning_kinds AS "warningKinds", m.result_id AS "resultId" FROM appointment_batch_members m
    WHERE m.batch_id = $1::uuid AND m.done_at IS NULL
      AND EXISTS (SELECT 1 FROM appointment_batches b WHERE b.id = m.batch_id AND b.cancelled_at IS NULL)
    ORDER BY m.position LIMIT 1 FOR UPDATE OF m SKIP LOCKED;

-- appointments.next-to-look-at
SELECT m.position, m.appointment_id AS "appointmentId", m.old_end AS "oldEnd", m.proposal, m.nomination_id AS "nominationId",
      m.warnings, m.warning_kinds AS "warningKinds", m.result_id AS "resultId" FROM appointment_batch_members m
    WHERE m.batch_id = $1::uuid AND m.looked_at IS NULL
      AND EXISTS (SELECT 1 FROM appointment_batches b WHERE b.id = m.batch_id AND b.cancelled_at IS NULL)
    ORDER BY m.position LIMIT 1 FOR UPDATE OF m SKIP LOCKED;

-- appointments.nominated-person
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_id AS "unitId", line.unit_name AS "unitName", o.code AS "unitCode"
    FROM employments e JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = e.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN org_units o ON o.id = line.unit_id
    WHERE e.person_id = $2::uuid AND e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date);

-- appointments.nomination
SELECT n.row_id AS "rowId", n.id, n.person_id AS "personId", n.role, n.org_unit_id AS "orgUnitId", n.origin, n.reason,
  n.nominated_at AS "nominatedAt", n.nominated_by AS "nominatedBy", n.consent_by AS "consentBy", n.state, n.step, n.answer,
  n.support, n.supported_at AS "supportedAt", n.supported_by AS "supportedBy", n.snapshot_id AS "snapshotId",
  n.appointment_id AS "appointmentId", n.confirmed FROM nominations n WHERE n.id = $1::uuid;

-- appointments.nomination-findings
SELECT f.position, f.state, f.evidence_row AS "evidenceRow", f.evidence_on AS "evidenceOn", f.said,
      s.role_version_id AS "roleVersionId"
    FROM nomination_findings f JOIN nomination_snapshots s ON s.id = f.snapshot_id WHERE s.id = $1::uuid ORDER BY f.position;

-- appointments.nomination-steps
SELECT n.step, n.recorded_at AS at, actor.name AS "byName",
      ((n.step = 'nominated' AND n.origin = 'head') OR n.step = 'supported')
        AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.recorded_at AND (superseded_at IS NULL OR superseded_at > n.recorded_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT actor_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = actor_account.person_id)) AND ad.valid_from <= (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.recorded_at AND (superseded_at IS NULL OR superseded_at > n.recorded_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT actor_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = actor_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isByDeputy",
      CASE WHEN n.state <> 'declined' OR $1::boolean THEN n.answer END AS answer, n.confirmed
    FROM (SELECT h.*, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before FROM nominations_history h WHERE h.id = $2::uuid) n
    
    LEFT JOIN accounts actor_account ON actor_account.id = n.recorded_by
    LEFT JOIN person_details actor ON actor.person_id = actor_account.person_id AND actor.valid_from <= $3::date AND (actor.valid_to IS NULL OR actor.valid_to > $3::date)
    WHERE n.before IS DISTINCT FROM n.step ORDER BY n.recorded_at, n.superseded_at NULLS LAST;

-- appointments.nominations-by-name
WITH shown AS (
    SELECT n.id, n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana, n.role, n.origin, CASE WHEN (n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < $1::date)) THEN 'lapsed'
  WHEN n.state = 'approved' AND annulled.annulled_at IS NOT NULL THEN 'annulled' ELSE n.state END AS state,
      n.reason, n.org_unit_id AS "unitId", o.code AS "unitCode", COALESCE(u.name, o.code) AS "unitName", n.nominated_at AS "nominatedAt",
      n.nominated_by AS "nominatedBy", nominator.name AS "nominatorName",
      n.origin = 'head' AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT nominator_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = nominator_account.person_id)) AND ad.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT nominator_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = nominator_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isByDeputy",
      n.consent_by AS "consentBy", CASE WHEN (n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < $1::date)) THEN (n.consent_by + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
        ELSE COALESCE(annulled.annulled_at, n.recorded_at) END AS since,
      CASE WHEN n.state <> 'declined' OR $2::boolean THEN n.answer END AS answer, n.support, n.supported_by AS "supportedBy",
      supporter.name AS "supporterName",
      n.supported_at IS NOT NULL AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.supported_at AND (superseded_at IS NULL OR superseded_at > n.supported_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT supporter_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = supporter_account.person_id)) AND ad.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.supported_at AND (superseded_at IS NULL OR superseded_at > n.supported_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT supporter_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = supporter_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isSupportByDeputy",
      n.snapshot_id AS "snapshotId", n.appointment_id AS "appointmentId", n.confirmed,
      EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AS "isFollowed", EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id) AS "isAppointedSince"
    FROM nominations n
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    JOIN org_units o ON o.id = n.org_unit_id
    LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = n.appointment_id
    
    LEFT JOIN accounts nominator_account ON nominator_account.id = n.nominated_by
    LEFT JOIN person_details nominator ON nominator.person_id = nominator_account.person_id AND nominator.valid_from <= $1::date AND (nominator.valid_to IS NULL OR nominator.valid_to > $1::date)
    
    LEFT JOIN accounts supporter_account ON supporter_account.id = n.supported_by
    LEFT JOIN person_details supporter ON supporter.person_id = supporter_account.person_id AND supporter.valid_from <= $1::date AND (supporter.valid_to IS NULL OR supporter.valid_to > $1::date)
  ) SELECT * FROM shown WHERE ($3::text IS NULL OR state = $3::text) AND ($4::text IS NULL OR role = $4::text)
  AND ($5::text IS NULL OR "unitCode" = $5::text) AND ($6::uuid[] IS NULL OR "unitId" = ANY ($6::uuid[]))
  AND ($7::uuid IS NULL OR "personId" = $7::uuid) ORDER BY kana, "staffNumber", id LIMIT $8::integer OFFSET $9::integer;

-- appointments.nominations-by-newest
WITH shown AS (
    SELECT n.id, n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana, n.role, n.origin, CASE WHEN (n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < $1::date)) THEN 'lapsed'
  WHEN n.state = 'approved' AND annulled.annulled_at IS NOT NULL THEN 'annulled' ELSE n.state END AS state,
      n.reason, n.org_unit_id AS "unitId", o.code AS "unitCode", COALESCE(u.name, o.code) AS "unitName", n.nominated_at AS "nominatedAt",
      n.nominated_by AS "nominatedBy", nominator.name AS "nominatorName",
      n.origin = 'head' AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT nominator_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = nominator_account.person_id)) AND ad.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT nominator_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = nominator_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isByDeputy",
      n.consent_by AS "consentBy", CASE WHEN (n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < $1::date)) THEN (n.consent_by + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
        ELSE COALESCE(annulled.annulled_at, n.recorded_at) END AS since,
      CASE WHEN n.state <> 'declined' OR $2::boolean THEN n.answer END AS answer, n.support, n.supported_by AS "supportedBy",
      supporter.name AS "supporterName",
      n.supported_at IS NOT NULL AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.supported_at AND (superseded_at IS NULL OR superseded_at > n.supported_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT supporter_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = supporter_account.person_id)) AND ad.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.supported_at AND (superseded_at IS NULL OR superseded_at > n.supported_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT supporter_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = supporter_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isSupportByDeputy",
      n.snapshot_id AS "snapshotId", n.appointment_id AS "appointmentId", n.confirmed,
      EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AS "isFollowed", EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id) AS "isAppointedSince"
    FROM nominations n
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    JOIN org_units o ON o.id = n.org_unit_id
    LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = n.appointment_id
    
    LEFT JOIN accounts nominator_account ON nominator_account.id = n.nominated_by
    LEFT JOIN person_details nominator ON nominator.person_id = nominator_account.person_id AND nominator.valid_from <= $1::date AND (nominator.valid_to IS NULL OR nominator.valid_to > $1::date)
    
    LEFT JOIN accounts supporter_account ON supporter_account.id = n.supported_by
    LEFT JOIN person_details supporter ON supporter.person_id = supporter_account.person_id AND supporter.valid_from <= $1::date AND (supporter.valid_to IS NULL OR supporter.valid_to > $1::date)
  ) SELECT * FROM shown WHERE ($3::text IS NULL OR state = $3::text) AND ($4::text IS NULL OR role = $4::text)
  AND ($5::text IS NULL OR "unitCode" = $5::text) AND ($6::uuid[] IS NULL OR "unitId" = ANY ($6::uuid[]))
  AND ($7::uuid IS NULL OR "personId" = $7::uuid) ORDER BY "nominatedAt" DESC, id LIMIT $8::integer OFFSET $9::integer;

-- appointments.nominations-by-waiting
WITH shown AS (
    SELECT n.id, n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana, n.role, n.origin, CASE WHEN (n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < $1::date)) THEN 'lapsed'
  WHEN n.state = 'approved' AND annulled.annulled_at IS NOT NULL THEN 'annulled' ELSE n.state END AS state,
      n.reason, n.org_unit_id AS "unitId", o.code AS "unitCode", COALESCE(u.name, o.code) AS "unitName", n.nominated_at AS "nominatedAt",
      n.nominated_by AS "nominatedBy", nominator.name AS "nominatorName",
      n.origin = 'head' AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT nominator_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = nominator_account.person_id)) AND ad.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT nominator_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = nominator_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isByDeputy",
      n.consent_by AS "consentBy", CASE WHEN (n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < $1::date)) THEN (n.consent_by + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
        ELSE COALESCE(annulled.annulled_at, n.recorded_at) END AS since,
      CASE WHEN n.state <> 'declined' OR $2::boolean THEN n.answer END AS answer, n.support, n.supported_by AS "supportedBy",
      supporter.name AS "supporterName",
      n.supported_at IS NOT NULL AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.supported_at AND (superseded_at IS NULL OR superseded_at > n.supported_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT supporter_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = supporter_account.person_id)) AND ad.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.supported_at AND (superseded_at IS NULL OR superseded_at > n.supported_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT supporter_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = supporter_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isSupportByDeputy",
      n.snapshot_id AS "snapshotId", n.appointment_id AS "appointmentId", n.confirmed,
      EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AS "isFollowed", EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id) AS "isAppointedSince"
    FROM nominations n
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    JOIN org_units o ON o.id = n.org_unit_id
    LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = n.appointment_id
    
    LEFT JOIN accounts nominator_account ON nominator_account.id = n.nominated_by
    LEFT JOIN person_details nominator ON nominator.person_id = nominator_account.person_id AND nominator.valid_from <= $1::date AND (nominator.valid_to IS NULL OR nominator.valid_to > $1::date)
    
    LEFT JOIN accounts supporter_account ON supporter_account.id = n.supported_by
    LEFT JOIN person_details supporter ON supporter.person_id = supporter_account.person_id AND supporter.valid_from <= $1::date AND (supporter.valid_to IS NULL OR supporter.valid_to > $1::date)
  ) SELECT * FROM shown WHERE ($3::text IS NULL OR state = $3::text) AND ($4::text IS NULL OR role = $4::text)
  AND ($5::text IS NULL OR "unitCode" = $5::text) AND ($6::uuid[] IS NULL OR "unitId" = ANY ($6::uuid[]))
  AND ($7::uuid IS NULL OR "personId" = $7::uuid) ORDER BY array_position(ARRAY['consented', 'nominated', 'returned'], state), since, id LIMIT $8::integer OFFSET $9::integer;

-- appointments.nominations-later-than-join
SELECT h.role, h.state FROM person_join_rows j JOIN nominations_history h ON h.row_id = j.new_row_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'nominations' AND h.superseded_at IS NOT NULL ORDER BY h.nominated_at, h.row_id;

-- appointments.nominations-left-behind
SELECT n.id, n.role, line.staff_number AS "staffNumber", line.name FROM nominations n
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE n.org_unit_id = ANY ($2::uuid[]) AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= $1::date)) ORDER BY line.staff_number, n.id;

-- appointments.nominations-of-people
SELECT n.row_id AS "rowId", n.person_id AS "personId", n.role, n.state FROM nominations n
    WHERE n.person_id = ANY ($1::uuid[]) ORDER BY n.nominated_at, n.row_id;

-- appointments.nominations-on-entry
SELECT DISTINCT e.record_id AS "recordId", COALESCE(p.name, '') AS name,
      CASE n.state WHEN 'approved' THEN '任命の決定' ELSE '推薦(決定待ち)' END AS text
    FROM certificate_entry_rows e
    JOIN nomination_findings f ON f.evidence_row = e.record_id::text AND f.state = 'met'
    JOIN nominations n ON n.snapshot_id = f.snapshot_id AND n.state IN ('consented', 'approved')
    LEFT JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    WHERE e.batch_id = $2::uuid ORDER BY 2, 1;

-- appointments.nominations-to-decide
SELECT count(*) FILTER (WHERE NOT waiting."isOwn")::int AS count, count(*) FILTER (WHERE waiting."isOwn")::int AS own,
      min(waiting.recorded_at) FILTER (WHERE NOT waiting."isOwn") AS oldest
    FROM (SELECT n.recorded_at, CASE WHEN n.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT n.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE n.person_id END = (WITH RECURSIVE joined AS (
      SELECT $1::uuid AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "isOwn"
      FROM nominations n WHERE n.state = 'consented') waiting;

-- appointments.nominations-total
WITH shown AS (
    SELECT n.id, n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana, n.role, n.origin, CASE WHEN (n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < $1::date)) THEN 'lapsed'
  WHEN n.state = 'approved' AND annulled.annulled_at IS NOT NULL THEN 'annulled' ELSE n.state END AS state,
      n.reason, n.org_unit_id AS "unitId", o.code AS "unitCode", COALESCE(u.name, o.code) AS "unitName", n.nominated_at AS "nominatedAt",
      n.nominated_by AS "nominatedBy", nominator.name AS "nominatorName",
      n.origin = 'head' AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT nominator_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = nominator_account.person_id)) AND ad.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT nominator_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = nominator_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isByDeputy",
      n.consent_by AS "consentBy", CASE WHEN (n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < $1::date)) THEN (n.consent_by + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
        ELSE COALESCE(annulled.annulled_at, n.recorded_at) END AS since,
      CASE WHEN n.state <> 'declined' OR $2::boolean THEN n.answer END AS answer, n.support, n.supported_by AS "supportedBy",
      supporter.name AS "supporterName",
      n.supported_at IS NOT NULL AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.supported_at AND (superseded_at IS NULL OR superseded_at > n.supported_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT supporter_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = supporter_account.person_id)) AND ad.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.supported_at AND (superseded_at IS NULL OR superseded_at > n.supported_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT supporter_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = supporter_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isSupportByDeputy",
      n.snapshot_id AS "snapshotId", n.appointment_id AS "appointmentId", n.confirmed,
      EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AS "isFollowed", EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id) AS "isAppointedSince"
    FROM nominations n
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    JOIN org_units o ON o.id = n.org_unit_id
    LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = n.appointment_id
    
    LEFT JOIN accounts nominator_account ON nominator_account.id = n.nominated_by
    LEFT JOIN person_details nominator ON nominator.person_id = nominator_account.person_id AND nominator.valid_from <= $1::date AND (nominator.valid_to IS NULL OR nominator.valid_to > $1::date)
    
    LEFT JOIN accounts supporter_account ON supporter_account.id = n.supported_by
    LEFT JOIN person_details supporter ON supporter.person_id = supporter_account.person_id AND supporter.valid_from <= $1::date AND (supporter.valid_to IS NULL OR supporter.valid_to > $1::date)
  ) SELECT count(*)::int AS total FROM shown WHERE ($3::text IS NULL OR state = $3::text) AND ($4::text IS NULL OR role = $4::text)
  AND ($5::text IS NULL OR "unitCode" = $5::text) AND ($6::uuid[] IS NULL OR "unitId" = ANY ($6::uuid[]))
  AND ($7::uuid IS NULL OR "personId" = $7::uuid);

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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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
      (SELECT json_build_object('id', b.id, 'termStart', b.term_start, 'termEnd', max(b.valid_to) - 1)
        FROM role_appointments a JOIN role_appointments b ON b.id = a.renews_id
        WHERE a.id = shown.id GROUP BY b.id, b.term_start LIMIT 1) AS renews,
      (SELECT json_build_object('id', b.id, 'termStart', b.term_start, 'termEnd', max(b.valid_to) - 1)
        FROM role_appointments b WHERE b.renews_id = shown.id GROUP BY b.id, b.term_start ORDER BY b.term_start LIMIT 1) AS "renewedBy",
      COALESCE((SELECT json_agg(json_build_object('oldEnd', x.old_end, 'newEnd', x.new_end, 'documentNumber', x.document_number,
          'reason', CASE WHEN $2::boolean OR x.old_end < $1::date THEN x.reason ELSE '' END, 'recordedOn', (x.recorded_at AT TIME ZONE 'Asia/Tokyo')::date,
          'hasLetter', (SELECT min(d.issued_at) FROM issued_documents d WHERE d.appointment_id = x.appointment_id AND d.issued_at >= x.recorded_at) IS NOT NULL) ORDER BY x.old_end)
        FROM role_appointment_extensions x WHERE x.appointment_id = shown.id), '[]'::json) AS extensions,
      (SELECT json_build_object('id', n.id, 'confirmed', CASE WHEN $2::boolean OR shown."termStart" <= $1::date THEN n.confirmed ELSE '{}' END)
        FROM nominations n WHERE n.appointment_id = shown.id) AS nomination
    FROM shown WHERE id = $3::uuid;

-- appointments.one-nomination
WITH shown AS (
    SELECT n.id, n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.kana, n.role, n.origin, CASE WHEN (n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < $1::date)) THEN 'lapsed'
  WHEN n.state = 'approved' AND annulled.annulled_at IS NOT NULL THEN 'annulled' ELSE n.state END AS state,
      n.reason, n.org_unit_id AS "unitId", o.code AS "unitCode", COALESCE(u.name, o.code) AS "unitName", n.nominated_at AS "nominatedAt",
      n.nominated_by AS "nominatedBy", nominator.name AS "nominatorName",
      n.origin = 'head' AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT nominator_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = nominator_account.person_id)) AND ad.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT nominator_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = nominator_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isByDeputy",
      n.consent_by AS "consentBy", CASE WHEN (n.state = 'lapsed' OR (n.state = 'nominated' AND n.consent_by < $1::date)) THEN (n.consent_by + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
        ELSE COALESCE(annulled.annulled_at, n.recorded_at) END AS since,
      CASE WHEN n.state <> 'declined' OR $2::boolean THEN n.answer END AS answer, n.support, n.supported_by AS "supportedBy",
      supporter.name AS "supporterName",
      n.supported_at IS NOT NULL AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.supported_at AND (superseded_at IS NULL OR superseded_at > n.supported_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT supporter_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = supporter_account.person_id)) AND ad.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.supported_at AND (superseded_at IS NULL OR superseded_at > n.supported_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT supporter_account.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = supporter_account.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.supported_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isSupportByDeputy",
      n.snapshot_id AS "snapshotId", n.appointment_id AS "appointmentId", n.confirmed,
      EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AS "isFollowed", EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id) AS "isAppointedSince"
    FROM nominations n
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    JOIN org_units o ON o.id = n.org_unit_id
    LEFT JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = n.appointment_id
    
    LEFT JOIN accounts nominator_account ON nominator_account.id = n.nominated_by
    LEFT JOIN person_details nominator ON nominator.person_id = nominator_account.person_id AND nominator.valid_from <= $1::date AND (nominator.valid_to IS NULL OR nominator.valid_to > $1::date)
    
    LEFT JOIN accounts supporter_account ON supporter_account.id = n.supported_by
    LEFT JOIN person_details supporter ON supporter.person_id = supporter_account.person_id AND supporter.valid_from <= $1::date AND (supporter.valid_to IS NULL OR supporter.valid_to > $1::date)
  ) SELECT * FROM shown WHERE id = $3::uuid;

-- appointments.open-batches
SELECT id, act, term_end AS "termEnd", document_number AS "documentNumber", note, ordered_by AS "orderedBy",
      warned_reason AS "warnedReason", looked_at IS NOT NULL AS "isLooked", confirmed_by AS "confirmedBy"
    FROM appointment_batches WHERE finished_at IS NULL AND cancelled_at IS NULL AND (looked_at IS NULL OR confirmed_at IS NOT NULL)
    ORDER BY ordered_at, id;

-- appointments.open-letter-batches
SELECT id, seal, dated_on AS "datedOn", ordered_by AS "orderedBy" FROM letter_batches
    WHERE finished_at IS NULL AND cancelled_at IS NULL ORDER BY ordered_at, id;

-- appointments.open-nomination
SELECT n.row_id AS "rowId", n.id, n.person_id AS "personId", n.role, n.org_unit_id AS "orgUnitId", n.origin, n.reason,
  n.nominated_at AS "nominatedAt", n.nominated_by AS "nominatedBy", n.consent_by AS "consentBy", n.state, n.step, n.answer,
  n.support, n.supported_at AS "supportedAt", n.supported_by AS "supportedBy", n.snapshot_id AS "snapshotId",
  n.appointment_id AS "appointmentId", n.confirmed FROM nominations n WHERE n.person_id = $1::uuid AND n.role = $2::text AND n.state IN ('nominated', 'consented');

-- appointments.open-nominations-below
WITH RECURSIVE below AS (
      SELECT unnest($1::uuid[]::uuid[]) AS org_unit_id
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= $2::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $2::date)
    )
    SELECT n.id, n.person_id AS "personId", n.org_unit_id AS "unitId", n.role, n.state, n.consent_by AS "consentBy", line.name
    FROM nominations n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    WHERE n.org_unit_id IN (SELECT org_unit_id FROM below) AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= $2::date)) ORDER BY n.nominated_at, n.id;

-- appointments.open-nominations-of-people
SELECT n.id, n.person_id AS "personId", n.org_unit_id AS "unitId", n.state FROM nominations n
    WHERE n.role = $1::text AND n.person_id = ANY ($2::uuid[]) AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= $3::date));

-- appointments.open-nominations-of-role
SELECT n.id, line.name, n.state FROM nominations n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE n.role = $2::text AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= $1::date)) ORDER BY n.nominated_at, n.id;

-- appointments.outlook
WITH RECURSIVE asked AS (
    SELECT r.place, r.kind, r."courseKey", r."isOfYear", r.codes, r."orEquivalent"
    FROM jsonb_to_recordset($1::jsonb) AS r (place integer, kind text, "courseKey" text, "isOfYear" boolean, codes text[], "orEquivalent" boolean)
  ), counting AS (
    SELECT DISTINCT asked.place, k.held_id FROM asked
    JOIN certifications_counting_as($2::date) k ON k.asked_code = ANY (asked.codes) AND (k.is_same OR asked."orEquivalent")
  ), looked AS (
    SELECT e.person_id FROM employments e WHERE e.valid_from <= $2::date AND (e.valid_to IS NULL OR e.valid_to > $2::date) AND ($3::uuid[] IS NULL OR e.person_id = ANY ($3::uuid[]))
  ), ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < $4::timestamptz
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
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM $2::date - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < $4::timestamptz AND y.fiscal_year <= extract(year FROM $2::date - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= $2::date) AND a.course_id IN (SELECT c.id FROM courses c JOIN asked ON asked."courseKey" = c.key))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date)) AS is_employed,
    least($2::date, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= $2::date AND ($3::uuid[] IS NULL OR w.person_id = ANY ($3::uuid[]))
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date))
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
  WHERE po.is_managerial AND po.valid_from <= $2::date AND ($3::uuid[] IS NULL OR po.person_id = ANY ($3::uuid[]))
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= $2::date AND ($3::uuid[] IS NULL OR po.person_id = ANY ($3::uuid[]))
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= $2::date AND ($3::uuid[] IS NULL OR s.person_id = ANY ($3::uuid[]))
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
  FROM cycle_closings c WHERE c.closed_on <= $2::date AND (c.undone_at IS NULL OR c.undone_at >= $4::timestamptz)
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM $2::date - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < $4::timestamptz THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < $4::timestamptz THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM $2::date - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM $2::date - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM $2::date - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM $2::date - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM $2::date - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
), appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a WHERE ($3::uuid[] IS NULL OR a.person_id = ANY ($3::uuid[]))
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), opened AS (
    SELECT n.* FROM nominations_history n WHERE n.role = $5::text AND n.recorded_at < $4::timestamptz AND (n.superseded_at IS NULL OR n.superseded_at >= $4::timestamptz)
      AND (n.state = 'consented' OR (n.state = 'nominated' AND (n.consent_by IS NULL OR n.consent_by >= $2::date)))
  ), found AS (
    SELECT o.person_id, asked.place, CASE WHEN o.is_mandatory THEN 'course_due' ELSE 'course_advised' END AS why, o.due_on AS day, NULL::date AS until
    FROM asked JOIN courses c ON c.key = asked."courseKey" JOIN obligation o ON o.course_id = c.id
    WHERE o.state IN ('not_started', 'in_progress', 'overdue') AND (NOT asked."isOfYear" OR o.fiscal_year = $6::integer)
    UNION ALL
    SELECT e.person_id, asked.place, 'course_begun', (e.started_at AT TIME ZONE 'Asia/Tokyo')::date, NULL
    FROM asked JOIN courses c ON c.key = asked."courseKey" JOIN enrollments e ON e.course_id = c.id
    WHERE e.started_at < $4::timestamptz AND (e.completed_at IS NULL OR e.completed_at >= $4::timestamptz)
    UNION ALL 
    SELECT a.person_id, k.place, CASE WHEN a.state <> 'booked' THEN 'exam_passed' WHEN a.exam_on < $2::date THEN 'exam_past' ELSE 'exam_ahead' END, a.exam_on, NULL
    FROM counting k JOIN exam_attempts_history a ON a.certification_id = k.held_id
    WHERE a.state IN ('booked', 'provisional_pass', 'passed') AND a.recorded_at < $4::timestamptz AND (a.superseded_at IS NULL OR a.superseded_at >= $4::timestamptz)
      AND (a.state <> 'booked' OR is_exam_held(k.held_id, a.exam_on, $2::date))
    UNION ALL
    SELECT l.person_id, ended.place, 'exam_over', ended.day, NULL FROM looked l CROSS JOIN (
      SELECT k.place, max(v.last_exam_on) AS day FROM counting k JOIN certification_versions_on($2::date) v ON v.certification_id = k.held_id
      GROUP BY k.place HAVING bool_and(coalesce(v.last_exam_on < $2::date, false))) ended
    UNION ALL
    SELECT r.person_id, k.place, 'certificate_reported', (r.reported_at AT TIME ZONE 'Asia/Tokyo')::date, NULL
    FROM counting k JOIN certification_records r ON r.certification_id = k.held_id
    WHERE r.reported_at < $4::timestamptz AND (r.state = 'reported' OR r.decided_at >= $4::timestamptz)
    UNION ALL 
    SELECT o.person_id, asked.place, 'term', lower(ahead), upper(ahead) - 1
    FROM asked CROSS JOIN office o CROSS JOIN LATERAL unnest(CASE WHEN $7::boolean THEN o.in_office
      WHEN o.in_office @> $2::date THEN datemultirange(daterange(o.term_start, o.term_end + 1)) ELSE '{}' END * datemultirange(daterange($2::date + 1, NULL))) ahead
    WHERE asked.kind = 'supporter_term' AND o.role = 'supporter'
    UNION ALL
    SELECT n.person_id, asked.place, 'step_taken', (n.recorded_at AT TIME ZONE 'Asia/Tokyo')::date, NULL FROM asked JOIN opened n ON CASE asked.kind
      WHEN 'recommendation' THEN n.origin = 'head' OR n.supported_at IS NOT NULL
      WHEN 'consent' THEN n.state IN ('consented', 'returned', 'not_taken', 'approved')
      WHEN 'approval' THEN n.state = 'approved'
      ELSE false END
  ), hinted AS (
    SELECT person_id, json_agg(json_build_object('place', place, 'why', why, 'on', day, 'until', until) ORDER BY place, day) AS hints FROM found GROUP BY person_id
  ), held AS (
    SELECT person_id, array_agg(DISTINCT role ORDER BY role) AS roles FROM office WHERE in_office @> $2::date GROUP BY person_id
  ), termed AS (
    SELECT o.person_id, json_agg(json_build_object('role', o.role, 'from', lower(told), 'until', upper(told) - 1) ORDER BY lower(told), o.role) AS terms
    FROM office o CROSS JOIN LATERAL unnest(CASE WHEN $7::boolean THEN datemultirange(o.during)
      WHEN o.in_office @> $2::date THEN datemultirange(daterange(o.term_start, o.term_end + 1)) ELSE '{}' END) told WHERE upper(told) > $2::date GROUP BY o.person_id
  ), supporting AS (
    SELECT person_id, range_agg(in_office) AS during FROM office WHERE role = 'supporter' GROUP BY person_id
  )
  SELECT l.person_id AS "personId", COALESCE(hinted.hints, '[]'::json) AS hints, COALESCE(held.roles, '{}') AS roles, COALESCE(termed.terms, '[]'::json) AS terms, away.status AS absence,
    (SELECT lower(stretch) FROM unnest(supporting.during) stretch WHERE stretch @> $2::date) AS "supporterSince",
    (SELECT json_build_object('id', n.id, 'unitId', n.org_unit_id, 'state', n.state, 'consentBy', n.consent_by) FROM opened n WHERE n.person_id = l.person_id LIMIT 1) AS "underWay"
  FROM looked l
  LEFT JOIN hinted ON hinted.person_id = l.person_id
  LEFT JOIN held ON held.person_id = l.person_id
  LEFT JOIN termed ON termed.person_id = l.person_id
  LEFT JOIN supporting ON supporting.person_id = l.person_id
  LEFT JOIN employment_statuses away ON away.person_id = l.person_id AND away.valid_from <= $2::date AND (away.valid_to IS NULL OR away.valid_to > $2::date)
  ORDER BY l.person_id;

-- appointments.own-activities
SELECT r.id, r.done_on AS "doneOn", r.what, r.minutes, r.note, u.name AS "unitName"
    FROM role_activities r LEFT JOIN org_unit_periods u ON u.org_unit_id = r.org_unit_id AND u.valid_from <= r.done_on AND (u.valid_to IS NULL OR u.valid_to > r.done_on)
    WHERE r.person_id = ANY (ARRAY(SELECT $1::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $1::uuid)) ORDER BY r.done_on DESC, r.recorded_at DESC, r.id LIMIT $2::integer OFFSET $3::integer;

-- appointments.own-activity
SELECT r.id FROM role_activities r WHERE r.person_id = ANY (ARRAY(SELECT $1::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $1::uuid)) AND r.id = $2::uuid;

-- appointments.own-activity-sums
SELECT count(*)::int AS total, (count(*) FILTER (WHERE r.done_on >= $1::date))::int AS "ofMonth",
      COALESCE(sum(r.minutes) FILTER (WHERE r.done_on >= $1::date), 0)::int AS "minutesOfMonth",
      EXISTS (SELECT 1 FROM role_appointments a WHERE a.person_id = ANY (ARRAY(SELECT $2::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $2::uuid)) AND (a.valid_from <= $3::date AND (a.valid_to IS NULL OR a.valid_to > $3::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $3::date AND (em.valid_to IS NULL OR em.valid_to > $3::date)))) AS "isInOffice"
    FROM role_activities r WHERE r.person_id = ANY (ARRAY(SELECT $2::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $2::uuid));

-- appointments.people-of-counting-units
WITH RECURSIVE tree AS (
      SELECT top_unit.org_unit_id AS unit_id, top_unit.org_unit_id AS below_id
      FROM org_unit_periods top_unit WHERE top_unit.valid_from <= $1::date AND (top_unit.valid_to IS NULL OR top_unit.valid_to > $1::date)
      UNION
      SELECT tree.unit_id, lower_unit.org_unit_id FROM tree
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = tree.below_id AND lower_unit.valid_from <= $1::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > $1::date)
    )
    SELECT u.org_unit_id AS "unitId", u.name, array_agg(po.person_id ORDER BY po.person_id) AS "personIds"
    FROM org_unit_periods u JOIN tree ON tree.unit_id = u.org_unit_id
    JOIN postings po ON po.org_unit_id = tree.below_id AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date)
    JOIN employments e ON e.person_id = po.person_id AND e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    WHERE u.counts_for_leader_kpi AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    GROUP BY u.org_unit_id, u.name, u.sort_order ORDER BY u.sort_order, u.name;

-- appointments.periods
SELECT row_id AS "rowId", id, person_id AS "personId", org_unit_id AS "orgUnitId", role, term_start AS "termStart",
  term_end AS "termEnd", valid_from AS "validFrom", valid_to AS "validTo", end_reason AS "endReason",
  document_number AS "documentNumber", note, appointed_at AS "appointedAt", appointed_by AS "appointedBy", renews_id AS "renewsId" FROM role_appointments WHERE id = $1::uuid ORDER BY valid_from;

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

-- appointments.preceding-term
SELECT a.id, a.term_end AS "lastDay" FROM role_appointments a
    WHERE a.person_id = $1::uuid AND a.role = $2::text AND a.term_end + 1 = $3::date AND a.valid_to > a.term_end
      AND NOT EXISTS (SELECT 1 FROM role_appointments later WHERE later.renews_id = a.id);

-- appointments.refused-batch-members
SELECT m.line, m.proposal, m.findings, COALESCE(m.problem, m.refusal) AS reason
    FROM appointment_batch_members m JOIN appointment_batches b ON b.id = m.batch_id
    WHERE m.batch_id = $1::uuid AND m.proposal IS NOT NULL
      AND (COALESCE(m.problem, m.refusal) IS NOT NULL OR (b.cancelled_at IS NOT NULL AND m.done_at IS NULL))
    ORDER BY m.position;

-- appointments.register-by-day
SELECT * FROM (
  SELECT d.id, d.appointment_id AS "appointmentId", (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "personId", d.issue_number AS "issueNumber", d.letter, d.seal,
    d.document_number AS "documentNumber", d.dated_on AS "datedOn", t.version AS "templateVersion", d.sha256,
    octet_length(d.content) AS "byteSize", d.says, d.reason, d.issued_at AS "issuedAt", by_person.name AS "issuedByName",
    annulled.annulled_at AS "annulledAt", EXISTS (
      SELECT 1 FROM issued_documents later WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number
    ) AS "isReplaced", a.person_id IN (SELECT pj.person_id FROM person_joins pj) AS "isSetAside", a.role, a.term_start AS "termStart"
  FROM issued_documents d
  JOIN letter_templates_history t ON t.id = d.template_id
  JOIN LATERAL (SELECT h.person_id, h.role, h.term_start FROM role_appointments_history h WHERE h.id = d.appointment_id
    ORDER BY h.recorded_at DESC, h.row_id LIMIT 1) a ON true
  LEFT JOIN accounts by_account ON by_account.id = d.issued_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id) shown WHERE ($2::text IS NULL OR shown.role = $2::text) AND ($3::date IS NULL OR shown."datedOn" >= $3::date)
  AND ($4::date IS NULL OR shown."datedOn" <= $4::date) ORDER BY "datedOn", regexp_replace(regexp_replace(normalize("documentNumber", NFKC), '(\d+)', '000000000000\1', 'g'), '\d*(\d{12})', '\1', 'g'), "issuedAt", id LIMIT $5::integer OFFSET $6::integer;

-- appointments.register-by-last-day
SELECT * FROM (
  SELECT d.id, d.appointment_id AS "appointmentId", (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "personId", d.issue_number AS "issueNumber", d.letter, d.seal,
    d.document_number AS "documentNumber", d.dated_on AS "datedOn", t.version AS "templateVersion", d.sha256,
    octet_length(d.content) AS "byteSize", d.says, d.reason, d.issued_at AS "issuedAt", by_person.name AS "issuedByName",
    annulled.annulled_at AS "annulledAt", EXISTS (
      SELECT 1 FROM issued_documents later WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number
    ) AS "isReplaced", a.person_id IN (SELECT pj.person_id FROM person_joins pj) AS "isSetAside", a.role, a.term_start AS "termStart"
  FROM issued_documents d
  JOIN letter_templates_history t ON t.id = d.template_id
  JOIN LATERAL (SELECT h.person_id, h.role, h.term_start FROM role_appointments_history h WHERE h.id = d.appointment_id
    ORDER BY h.recorded_at DESC, h.row_id LIMIT 1) a ON true
  LEFT JOIN accounts by_account ON by_account.id = d.issued_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id) shown WHERE ($2::text IS NULL OR shown.role = $2::text) AND ($3::date IS NULL OR shown."datedOn" >= $3::date)
  AND ($4::date IS NULL OR shown."datedOn" <= $4::date) ORDER BY "datedOn" DESC, regexp_replace(regexp_replace(normalize("documentNumber", NFKC), '(\d+)', '000000000000\1', 'g'), '\d*(\d{12})', '\1', 'g') DESC, "issuedAt" DESC, id LIMIT $5::integer OFFSET $6::integer;

-- appointments.register-by-last-number
SELECT * FROM (
  SELECT d.id, d.appointment_id AS "appointmentId", (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "personId", d.issue_number AS "issueNumber", d.letter, d.seal,
    d.document_number AS "documentNumber", d.dated_on AS "datedOn", t.version AS "templateVersion", d.sha256,
    octet_length(d.content) AS "byteSize", d.says, d.reason, d.issued_at AS "issuedAt", by_person.name AS "issuedByName",
    annulled.annulled_at AS "annulledAt", EXISTS (
      SELECT 1 FROM issued_documents later WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number
    ) AS "isReplaced", a.person_id IN (SELECT pj.person_id FROM person_joins pj) AS "isSetAside", a.role, a.term_start AS "termStart"
  FROM issued_documents d
  JOIN letter_templates_history t ON t.id = d.template_id
  JOIN LATERAL (SELECT h.person_id, h.role, h.term_start FROM role_appointments_history h WHERE h.id = d.appointment_id
    ORDER BY h.recorded_at DESC, h.row_id LIMIT 1) a ON true
  LEFT JOIN accounts by_account ON by_account.id = d.issued_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id) shown WHERE ($2::text IS NULL OR shown.role = $2::text) AND ($3::date IS NULL OR shown."datedOn" >= $3::date)
  AND ($4::date IS NULL OR shown."datedOn" <= $4::date) ORDER BY regexp_replace(regexp_replace(normalize("documentNumber", NFKC), '(\d+)', '000000000000\1', 'g'), '\d*(\d{12})', '\1', 'g') DESC, "issuedAt" DESC, id LIMIT $5::integer OFFSET $6::integer;

-- appointments.register-by-number
SELECT * FROM (
  SELECT d.id, d.appointment_id AS "appointmentId", (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "personId", d.issue_number AS "issueNumber", d.letter, d.seal,
    d.document_number AS "documentNumber", d.dated_on AS "datedOn", t.version AS "templateVersion", d.sha256,
    octet_length(d.content) AS "byteSize", d.says, d.reason, d.issued_at AS "issuedAt", by_person.name AS "issuedByName",
    annulled.annulled_at AS "annulledAt", EXISTS (
      SELECT 1 FROM issued_documents later WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number
    ) AS "isReplaced", a.person_id IN (SELECT pj.person_id FROM person_joins pj) AS "isSetAside", a.role, a.term_start AS "termStart"
  FROM issued_documents d
  JOIN letter_templates_history t ON t.id = d.template_id
  JOIN LATERAL (SELECT h.person_id, h.role, h.term_start FROM role_appointments_history h WHERE h.id = d.appointment_id
    ORDER BY h.recorded_at DESC, h.row_id LIMIT 1) a ON true
  LEFT JOIN accounts by_account ON by_account.id = d.issued_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id) shown WHERE ($2::text IS NULL OR shown.role = $2::text) AND ($3::date IS NULL OR shown."datedOn" >= $3::date)
  AND ($4::date IS NULL OR shown."datedOn" <= $4::date) ORDER BY regexp_replace(regexp_replace(normalize("documentNumber", NFKC), '(\d+)', '000000000000\1', 'g'), '\d*(\d{12})', '\1', 'g'), "issuedAt", id LIMIT $5::integer OFFSET $6::integer;

-- appointments.register-total
SELECT count(*)::int AS total FROM (
  SELECT d.id, d.appointment_id AS "appointmentId", (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "personId", d.issue_number AS "issueNumber", d.letter, d.seal,
    d.document_number AS "documentNumber", d.dated_on AS "datedOn", t.version AS "templateVersion", d.sha256,
    octet_length(d.content) AS "byteSize", d.says, d.reason, d.issued_at AS "issuedAt", by_person.name AS "issuedByName",
    annulled.annulled_at AS "annulledAt", EXISTS (
      SELECT 1 FROM issued_documents later WHERE later.appointment_id = d.appointment_id AND later.issue_number > d.issue_number
    ) AS "isReplaced", a.person_id IN (SELECT pj.person_id FROM person_joins pj) AS "isSetAside", a.role, a.term_start AS "termStart"
  FROM issued_documents d
  JOIN letter_templates_history t ON t.id = d.template_id
  JOIN LATERAL (SELECT h.person_id, h.role, h.term_start FROM role_appointments_history h WHERE h.id = d.appointment_id
    ORDER BY h.recorded_at DESC, h.row_id LIMIT 1) a ON true
  LEFT JOIN accounts by_account ON by_account.id = d.issued_by
  LEFT JOIN person_details by_person ON by_person.person_id = by_account.person_id AND by_person.valid_from <= $1::date AND (by_person.valid_to IS NULL OR by_person.valid_to > $1::date)
  LEFT JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id) shown WHERE ($2::text IS NULL OR shown.role = $2::text) AND ($3::date IS NULL OR shown."datedOn" >= $3::date)
  AND ($4::date IS NULL OR shown."datedOn" <= $4::date);

-- appointments.register-years
SELECT DISTINCT (extract(year FROM dated_on) - CASE WHEN extract(month FROM dated_on) < 4 THEN 1 ELSE 0 END)::int AS year
    FROM issued_documents ORDER BY year DESC;

-- appointments.renewed-by
SELECT term_start AS "termStart", max(term_end) AS "termEnd" FROM role_appointments WHERE renews_id = $1::uuid
    GROUP BY id, term_start ORDER BY term_start LIMIT 1;

-- appointments.role-in-the-books
SELECT EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.role = $1::text)
      OR EXISTS (SELECT 1 FROM nominations_history h WHERE h.role = $1::text) AS "isNamed";

-- appointments.role-keys-given
SELECT count(*)::int AS count FROM dx_roles;

-- appointments.role-versions
SELECT v.id, v.role, v.version, v.valid_from AS "validFrom",
      lead(v.valid_from) OVER (PARTITION BY v.role ORDER BY v.valid_from) AS "nextFrom", v.letter, v.term_months AS "termMonths", v.together, v.is_ended AS "isEnded", v.note,
      COALESCE((SELECT json_agg(json_build_object('isRequired', r.is_required, 'alternative', r.alternative, 'kind', r.kind,
          'courseKey', r.course_key, 'isOfYear', r.is_of_year, 'codes', r.certification_codes, 'orEquivalent', r.counts_equivalents, 'months', r.months, 'activities', r.activities,
          'types', r.employment_types) ORDER BY r.position)
        FROM role_requirements r WHERE r.role_version_id = v.id), '[]') AS requirements
    FROM role_versions v ORDER BY v.role, v.valid_from DESC;

-- appointments.running-nomination
SELECT n.id, n.origin, n.state, nominator.name AS "nominatorName",
      n.origin = 'head' AND CASE WHEN EXISTS (SELECT 1 FROM (SELECT * FROM head_deputies_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ad WHERE ad.person_id = ANY (ARRAY(SELECT by.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = by.person_id)) AND ad.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ad.valid_to IS NULL OR ad.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      THEN NOT EXISTS (WITH RECURSIVE below AS (
      SELECT ap.org_unit_id FROM (SELECT * FROM postings_history WHERE recorded_at <= n.nominated_at AND (superseded_at IS NULL OR superseded_at > n.nominated_at)) ap WHERE ap.person_id = ANY (ARRAY(SELECT by.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = by.person_id)) AND ap.is_managerial AND ap.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ap.valid_to IS NULL OR ap.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ap.person_id AND em.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (em.valid_to IS NULL OR em.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)) AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ap.person_id AND ab.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (ab.valid_to IS NULL OR ab.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date))
      UNION
      SELECT lower_unit.org_unit_id FROM below
      JOIN org_unit_periods lower_unit ON lower_unit.parent_org_unit_id = below.org_unit_id AND lower_unit.valid_from <= (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AND (lower_unit.valid_to IS NULL OR lower_unit.valid_to > (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date)
    ) SELECT 1 FROM below WHERE below.org_unit_id = n.org_unit_id)
      ELSE false END AS "isByDeputy"
    FROM nominations n LEFT JOIN accounts by ON by.id = n.nominated_by LEFT JOIN person_details nominator ON nominator.person_id = by.person_id AND nominator.valid_from <= $1::date AND (nominator.valid_to IS NULL OR nominator.valid_to > $1::date)
    WHERE n.person_id = $2::uuid AND n.role = $3::text AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= $1::date));

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
    EXISTS (SELECT 1 FROM role_appointments next WHERE next.person_id = a.person_id AND next.role = a.role AND next.id <> a.id
      AND next.valid_from <= a.until AND next.valid_to > a.until) AS "isFollowed",
    annulled.annulled_at AS "annulledAt", annulled.reason AS "annulReason", annulled_person.name AS "annulledByName",
    COALESCE((SELECT v.letter FROM role_versions v WHERE v.role = a.role AND v.valid_from <= a.term_start ORDER BY v.valid_from DESC LIMIT 1),
      'appointment') AS letter,
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

-- appointments.served-on
SELECT a.id, a.role, a.term_end AS "termEnd" FROM role_appointments a
    WHERE a.person_id = $1::uuid AND a.valid_from <= $2::date AND (a.valid_to IS NULL OR a.valid_to > $2::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = a.person_id AND em.valid_from <= $2::date AND (em.valid_to IS NULL OR em.valid_to > $2::date)) ORDER BY a.role, a.id;

-- appointments.stranded
SELECT 'unemployed' AS what, a.row_id AS "rowId", a.person_id AS "personId", a.role, a.term_start AS "termStart" FROM role_appointments a
    WHERE a.recorded_at > $1::timestamptz AND a.person_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $2::uuid AND r.table_name NOT IN ('org_unit_periods', 'unit_successions')) AND NOT (daterange(a.valid_from, a.valid_to) <@ coalesce(
      (SELECT range_agg(daterange(base.valid_from, base.valid_to)) FROM employments base WHERE base.person_id = a.person_id), '{}'::datemultirange))
    UNION ALL SELECT 'elsewhere' AS what, a.row_id AS "rowId", a.person_id AS "personId", a.role, a.term_start AS "termStart" FROM role_appointments a
    WHERE a.recorded_at > $1::timestamptz AND a.person_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $2::uuid AND r.table_name NOT IN ('org_unit_periods', 'unit_successions')) AND NOT (daterange(a.valid_from, a.valid_to) <@ coalesce(
      (SELECT range_agg(daterange(base.valid_from, base.valid_to)) FROM postings base WHERE base.person_id = a.person_id AND base.org_unit_id = a.org_unit_id), '{}'::datemultirange))
    UNION ALL SELECT 'without_unit' AS what, a.row_id AS "rowId", a.person_id AS "personId", a.role, a.term_start AS "termStart" FROM role_appointments a
    WHERE a.recorded_at > $1::timestamptz AND a.org_unit_id IN (SELECT r.subject_id FROM import_rows r WHERE r.batch_id = $2::uuid AND r.table_name IN ('org_unit_periods', 'unit_successions')) AND NOT (daterange(a.valid_from, a.valid_to) <@ coalesce(
      (SELECT range_agg(daterange(base.valid_from, base.valid_to)) FROM org_unit_periods base WHERE (base.org_unit_id = a.org_unit_id OR base.org_unit_id IN (
      SELECT s.successor_id FROM unit_successions s WHERE s.org_unit_id = a.org_unit_id))), '{}'::datemultirange));

-- appointments.supporter-cohort-people
WITH appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a 
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), begun AS (
    SELECT o.person_id, min(lower(o.in_office)) AS began FROM office o
    WHERE o.role = 'supporter' AND lower(o.in_office) <= $1::date GROUP BY o.person_id
  ), judged AS (
    SELECT b.person_id, b.began, extract(year FROM b.began - interval '3 months')::int AS year,
      EXISTS (SELECT 1 FROM office o WHERE o.person_id = b.person_id AND o.role = 'supporter' AND o.in_office @> $1::date) AS supports,
      (SELECT min(lower(o.in_office)) FROM office o WHERE o.person_id = b.person_id AND o.role = 'leader'
        AND lower(o.in_office) BETWEEN b.began AND $1::date) AS led_from,
      NOT EXISTS (SELECT 1 FROM employments em WHERE em.person_id = b.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS has_left
    FROM begun b
  ), cohort AS (
    SELECT j.*, NOT j.supports AND j.led_from IS NULL AND NOT j.has_left AS has_ended FROM judged j
  )
  SELECT c.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", c.began, c.supports,
    c.led_from AS "ledFrom", c.has_left AS "hasLeft", (count(*) OVER ())::int AS total
  FROM cohort c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = c.person_id AND e.valid_from <= $1::date)) AND (sn.valid_to IS NULL OR sn.valid_to > LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = c.person_id AND e.valid_from <= $1::date)))
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = c.person_id AND e.valid_from <= $1::date)) AND (pp.valid_to IS NULL OR pp.valid_to > LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = c.person_id AND e.valid_from <= $1::date)))
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = c.person_id AND e.valid_from <= $1::date)) AND (pu.valid_to IS NULL OR pu.valid_to > LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = c.person_id AND e.valid_from <= $1::date)))
      WHERE pd.person_id = c.person_id AND pd.valid_from <= LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = c.person_id AND e.valid_from <= $1::date)) AND (pd.valid_to IS NULL OR pd.valid_to > LEAST($1::date, (SELECT COALESCE(max(e.valid_to) - 1, $1::date) FROM employments e WHERE e.person_id = c.person_id AND e.valid_from <= $1::date)))
    ) line ON true
  WHERE c.year = $2::integer AND CASE $3::text WHEN 'supporters' THEN c.supports WHEN 'leaders' THEN c.led_from IS NOT NULL
    WHEN 'left' THEN c.has_left WHEN 'ended' THEN c.has_ended ELSE true END
  ORDER BY c.began, line.kana, line.staff_number LIMIT $4::integer OFFSET $5::integer;

-- appointments.supporter-cohorts
WITH appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a 
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
), begun AS (
    SELECT o.person_id, min(lower(o.in_office)) AS began FROM office o
    WHERE o.role = 'supporter' AND lower(o.in_office) <= $1::date GROUP BY o.person_id
  ), judged AS (
    SELECT b.person_id, b.began, extract(year FROM b.began - interval '3 months')::int AS year,
      EXISTS (SELECT 1 FROM office o WHERE o.person_id = b.person_id AND o.role = 'supporter' AND o.in_office @> $1::date) AS supports,
      (SELECT min(lower(o.in_office)) FROM office o WHERE o.person_id = b.person_id AND o.role = 'leader'
        AND lower(o.in_office) BETWEEN b.began AND $1::date) AS led_from,
      NOT EXISTS (SELECT 1 FROM employments em WHERE em.person_id = b.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS has_left
    FROM begun b
  ), cohort AS (
    SELECT j.*, NOT j.supports AND j.led_from IS NULL AND NOT j.has_left AS has_ended FROM judged j
  )
  SELECT year, count(*)::int AS "all", (count(*) FILTER (WHERE supports))::int AS supporters, (count(led_from))::int AS leaders,
    (count(*) FILTER (WHERE has_left))::int AS "left", (count(*) FILTER (WHERE has_ended))::int AS ended
  FROM cohort GROUP BY year ORDER BY year DESC;

-- appointments.terms-of-role-from
SELECT a.id, line.name, a.term_start AS "termStart", max(a.valid_to) - 1 AS "lastDay",
    EXISTS (SELECT 1 FROM issued_documents d WHERE d.appointment_id = a.id) AS "hasLetter"
  FROM role_appointments a JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = a.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
  WHERE a.role = $2::text AND a.valid_to > $3::date
  GROUP BY a.id, line.name, line.kana, a.term_start ORDER BY a.term_start, line.kana, a.id;

-- appointments.times-for-import
SELECT a.person_id AS "personId", a.role, a.valid_from AS "from", a.valid_to AS "to" FROM role_appointments a
    WHERE a.valid_to > $1::date ORDER BY a.person_id, a.role, a.valid_from;

-- appointments.undoing-batch-foreseen
SELECT who.person_id AS "personId", line.name, EXISTS (SELECT 1 FROM issued_documents d WHERE d.appointment_id = m.result_id) AS "hasLetter",
      EXISTS (SELECT 1 FROM role_appointment_extensions x WHERE x.appointment_id = m.result_id) AS "isExtended",
      EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = m.result_id AND a.valid_to <= a.term_end) AS "isEnded",
      NOT EXISTS (SELECT 1 FROM role_appointments a WHERE a.id = m.result_id) AS "isGone",
      EXISTS (SELECT 1 FROM role_appointments next WHERE next.renews_id = m.result_id) AS "isRenewed",
      extended.old_end AS "oldEnd", extended.new_end AS "newEnd", COALESCE(extended.has_letter, false) AS "hasLetterSince"
    FROM appointment_batch_members m
    JOIN LATERAL (SELECT (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id FROM role_appointments_history h WHERE h.id = m.result_id
      ORDER BY h.recorded_at DESC LIMIT 1) who ON true
    LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = who.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN LATERAL (SELECT x.old_end, x.new_end, (SELECT min(d.issued_at) FROM issued_documents d WHERE d.appointment_id = x.appointment_id AND d.issued_at >= x.recorded_at) IS NOT NULL AS has_letter FROM role_appointment_extensions x
      WHERE x.appointment_id = m.result_id ORDER BY x.old_end DESC LIMIT 1) extended ON true
    WHERE m.batch_id = $2::uuid ORDER BY m.position;

-- appointments.unit-of-nominated
SELECT po.org_unit_id AS id FROM postings po JOIN employments e ON e.person_id = po.person_id AND e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date)
    WHERE po.person_id = $2::uuid AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date);

-- appointments.unit-of-proposed
SELECT o.code, u.name FROM postings po JOIN org_units o ON o.id = po.org_unit_id
    JOIN org_unit_periods u ON u.org_unit_id = o.id AND u.valid_from <= $1::date AND (u.valid_to IS NULL OR u.valid_to > $1::date)
    WHERE po.person_id = $2::uuid AND po.kind = 'primary' AND po.valid_from <= $1::date AND (po.valid_to IS NULL OR po.valid_to > $1::date);

-- appointments.unmarked-letter-batches
SELECT b.id FROM letter_batches b
    WHERE EXISTS (SELECT 1 FROM letter_batch_parts p WHERE p.batch_id = b.id)
      AND NOT EXISTS (SELECT 1 FROM letter_batch_parts p WHERE p.batch_id = b.id AND p.marked = (
  SELECT count(*)::int FROM letter_batch_members m
  JOIN issued_documents d ON d.id = m.document_id
  JOIN role_appointment_annulments annulled ON annulled.appointment_id = d.appointment_id
  WHERE m.batch_id = b.id))
    ORDER BY b.ordered_at, b.id;
