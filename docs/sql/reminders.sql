-- reminders.also-told
SELECT line.staff_number AS "staffNumber", line.name FROM reminder_ledger l
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = l.recipient_person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE l.kind = $2::text AND l.object_id = $3::uuid AND l.due_on = $4::date AND l.lead = $5::integer AND l.told_as = $6::text
      AND l.told_as <> 'person' AND l.recipient_person_id <> $7::uuid AND l.dropped_at IS NULL
      AND l.planned_for BETWEEN $8::date::date - 31 AND $8::date::date + 31
    ORDER BY line.staff_number LIMIT 50;

-- reminders.candidates-certificate-changed
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_certificate_changed AS (
    SELECT day.day, changed.object_id, CASE WHEN changed.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT changed.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE changed.person_id END AS person_id, NULL::uuid AS unit_id, changed.since AS due_on,
      0 AS lead, c.name AS text, changed.reason
    FROM day JOIN (
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
      SELECT k.id AS object_id, r.person_id, k.old_certification_id AS certification_id, (k.decided_at AT TIME ZONE 'Asia/Tokyo')::date AS since,
        '記録が訂正されたため' AS reason
      FROM certification_corrections k JOIN shown_record r ON r.id = k.record_id WHERE k.state = 'confirmed'
      UNION ALL
      SELECT r.id, r.person_id, r.certification_id, (COALESCE(r.annulled_at, r.revoked_at, r.decided_at) AT TIME ZONE 'Asia/Tokyo')::date,
        CASE r.state WHEN 'returned' THEN '報告が差し戻されたため' WHEN 'revoked' THEN '確認が取り消されたため'
          ELSE '記録が誤りとして取り消されたため' END
      FROM shown_record r WHERE r.state IN ('returned', 'revoked', 'annulled') AND NOT EXISTS (SELECT 1 FROM certification_records newer
      WHERE newer.person_id = r.person_id AND newer.certification_id = r.certification_id
        AND newer.id <> r.id AND newer.reported_at > COALESCE(r.annulled_at, r.revoked_at, r.decided_at))
    ) changed ON changed.since BETWEEN day.day - 13 AND day.day
    JOIN certifications_called_on(changed.since) c ON c.id = changed.certification_id), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'certificate_changed' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certifications' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_certificate_changed a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'certificate_changed' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-certificate-expiring
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_certificate_expiring AS (
    SELECT w.day, r.id AS object_id, r.person_id, NULL::uuid AS unit_id, r.valid_until AS due_on, w.lead, c.name AS text, w.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'certificate_expiring') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w
    JOIN certification_records r ON r.state = 'verified' AND r.valid_until > w."dueAfter" AND r.valid_until <= w."dueUntil"
    JOIN certifications_called_on(w.day) c ON c.id = r.certification_id
    WHERE NOT EXISTS (SELECT 1 FROM certification_records next WHERE next.renews_id = r.id AND next.state IN ('reported', 'verified'))), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'certificate_expiring' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certifications' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_certificate_expiring a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'certificate_expiring' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-certificate-verified
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_certificate_verified AS (
    SELECT day.day, r.id AS object_id, r.person_id, NULL::uuid AS unit_id, decided.on_day AS due_on, 0 AS lead,
      c.name AS text, '報告が確認されたため' AS reason
    FROM day JOIN certification_records r ON r.state = 'verified'
    CROSS JOIN LATERAL (SELECT (r.decided_at AT TIME ZONE 'Asia/Tokyo')::date AS on_day) decided
    JOIN certifications_called_on(decided.on_day) c ON c.id = r.certification_id
    WHERE decided.on_day BETWEEN day.day - 13 AND day.day AND r.reported_by_person_id = r.person_id), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'certificate_verified' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certifications' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_certificate_verified a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'certificate_verified' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-consent-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_consent_asked AS (
    SELECT w.day, n.id AS object_id, n.person_id, NULL::uuid AS unit_id, n.org_unit_id AS of_unit_id, n.consent_by AS due_on, w.lead,
      w."roleName" || 'への推薦' AS text, w.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'consent_asked') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text, role text, "roleName" text)) w
    JOIN nominations n ON n.role = w.role AND n.state = 'nominated' AND n.consent_by > w."dueAfter" AND n.consent_by <= w."dueUntil"), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'consent_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_consent_asked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'consent_asked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-exam-booked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_exam_booked AS (
      SELECT w.day, e.id AS object_id, e.person_id, NULL::uuid AS unit_id, e.exam_on AS due_on, w.lead,
        c.name AS text, w.reason, '/certifications/exams/' || e.id AS link
      FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'exam_booked') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w
      JOIN exam_attempts e ON e.state = 'booked' AND e.exam_on > w."dueAfter" AND e.exam_on <= w."dueUntil"
      AND is_exam_held(e.certification_id, e.exam_on, w.day)
      JOIN certifications_called_on(e.exam_on) c ON c.id = e.certification_id
      WHERE NOT EXISTS (SELECT 1 FROM certification_records told WHERE (told.person_id = e.person_id AND told.certification_id = e.certification_id AND (
      (told.passed_on >= e.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= e.exam_on AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))) OR (told.person_id = e.person_id AND told.certification_id = e.certification_id AND told.state = 'verified' AND e.state = 'booked'
      AND told.passed_on < e.exam_on AND e.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'exam_booked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_exam_booked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'exam_booked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-exam-result-due
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_exam_result_due AS (
      SELECT w.day, e.id AS object_id, e.person_id, NULL::uuid AS unit_id, e.exam_on AS due_on, w.lead,
        c.name AS text, w.reason, '/certifications/exams/' || e.id AS link
      FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'exam_result_due') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w
      JOIN exam_attempts e ON e.state = 'booked' AND e.exam_on > w."dueAfter" AND e.exam_on <= w."dueUntil"
      AND is_exam_held(e.certification_id, e.exam_on, w.day)
      JOIN certifications_called_on(e.exam_on) c ON c.id = e.certification_id
      WHERE NOT EXISTS (SELECT 1 FROM certification_records told WHERE (told.person_id = e.person_id AND told.certification_id = e.certification_id AND (
      (told.passed_on >= e.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= e.exam_on AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))) OR (told.person_id = e.person_id AND told.certification_id = e.certification_id AND told.state = 'verified' AND e.state = 'booked'
      AND told.passed_on < e.exam_on AND e.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'exam_result_due' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_exam_result_due a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'exam_result_due' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-import-waiting
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), hr AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'hr' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_import_waiting AS (
    SELECT day.day, b.id AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, '人事データの取込み' AS text,
      '内容を確認したまま反映していないため(週に1回)' AS reason
    FROM day JOIN import_batches b ON b.state = 'previewed' AND b.person_id IS NULL AND (b.created_at AT TIME ZONE 'Asia/Tokyo')::date < day.day), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'import_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/imports/' || a.object_id AS link,
      'hr' AS whom, a.unit_id, 0 AS rank
    FROM about_import_waiting a JOIN hr o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'import_waiting' AND r.whom = 'hr' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-intention-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_intention_asked AS (
    SELECT d.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, date_trunc('month', d.day)::date AS due_on, 0 AS lead,
      'ITパスポートの受験' AS text, '年に1度のお尋ね' AS reason
    FROM day d JOIN present w ON w.day = d.day WHERE (
  extract(month FROM d.day) = coalesce((SELECT (s.value #>> '{}')::int FROM settings s
    WHERE s.key = 'exams.intention_month' AND s.valid_from <= d.day ORDER BY s.valid_from DESC LIMIT 1), 5)
  AND is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), d.day, d.day)
  AND NOT EXISTS (SELECT 1 FROM certification_records told WHERE told.person_id = w.person_id AND told.state IN ('reported', 'verified')
    AND told.certification_id IN (SELECT k.held_id FROM certifications_counting_as(d.day) k WHERE k.asked_code = ANY('{ip}') AND (k.is_same OR true)))
  AND NOT EXISTS (SELECT 1 FROM exam_attempts sat WHERE sat.person_id = w.person_id AND sat.state IN ('booked', 'provisional_pass', 'passed')
    AND sat.certification_id = (SELECT id FROM certifications WHERE code = 'ip'))
  AND NOT EXISTS (SELECT 1 FROM exam_intentions said WHERE said.person_id = ANY (ARRAY(SELECT w.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = w.person_id)) AND said.certification_id = (SELECT id FROM certifications WHERE code = 'ip')
    AND (said.answer = 'wanted' OR said.said_on >= (date_trunc('year', d.day - interval '3 months') + interval '3 months')::date))
  AND NOT EXISTS (SELECT 1 FROM practice_notice_wishes spared WHERE spared.wish = 'unasked' AND spared.person_id = ANY (ARRAY(SELECT w.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = w.person_id))
    AND spared.valid_from <= d.day AND (spared.valid_to IS NULL OR spared.valid_to > d.day)))), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'intention_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certifications/way' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_intention_asked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'intention_asked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-learning-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND w.person_id = $5::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND po.person_id = $5::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND po.person_id = $5::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND s.person_id = $5::uuid
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), about_learning_asked AS (
    SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, r.number AS lead,
      v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, '学ぶ時間を取ってほしいと伝えられたため' AS reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
    FROM reminder_requests r
    JOIN open_learning o ON o.person_id = r.person_id AND o.id = r.object_id AND o.is_mandatory
      AND r.asked_on <= o.day AND r.asked_on > o.day - 14
    JOIN courses c ON c.id = o.course_id
    JOIN course_versions v ON v.id = o.edition_id), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_asked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_asked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-learning-due
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND w.person_id = $5::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND po.person_id = $5::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND po.person_id = $5::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND s.person_id = $5::uuid
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), about_learning_due AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_due') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_due' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_due a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_due' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-learning-overdue
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND w.person_id = $5::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND po.person_id = $5::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND po.person_id = $5::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND s.person_id = $5::uuid
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), about_learning_overdue AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_overdue') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_overdue' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_overdue a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_overdue' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-letter-issued
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_letter_issued AS (
    SELECT day.day, d.id AS object_id, r.person_id, NULL::uuid AS unit_id, since.day AS due_on, 0 AS lead,
      w."roleName" || 'の書面' AS text, CASE d.issue_number WHEN 1 THEN '発行されたため' ELSE '再発行されたため' END AS reason,
      '/my-role/letters/' || r.id || '/' || d.issue_number AS link
    FROM day JOIN issued_documents d ON NOT EXISTS (
      SELECT 1 FROM issued_documents newer WHERE newer.appointment_id = d.appointment_id AND newer.issue_number > d.issue_number)
    JOIN role_appointments r ON r.id = d.appointment_id
    JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'letter_issued') AS f(role text, "roleName" text)) w ON w.role = r.role
    CROSS JOIN LATERAL (SELECT greatest((d.issued_at AT TIME ZONE 'Asia/Tokyo')::date, r.term_start) AS day) since
    WHERE since.day BETWEEN day.day - 13 AND day.day), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'letter_issued' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_letter_issued a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'letter_issued' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-nomination-decided
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), about_nomination_decided AS (
    SELECT told.day, told.object_id, told.person_id, told.unit_id, told.of_unit_id, told.due_on, 0 AS lead,
      told.name || told."roleName" || 'への推薦(' || told.outcome || ')' AS text, told.reason
    FROM (
      SELECT day.day, n.id AS object_id, whom.person_id, whom.unit_id, n.org_unit_id AS of_unit_id, n.since AS due_on,
        CASE WHEN whom.person_id = n.person_id THEN '' ELSE p.name || 'さんの' END AS name, w."roleName", w.outcome, w.reason
      FROM day CROSS JOIN asked
      JOIN (
        SELECT decided.*, CASE decided.state WHEN 'nominated' THEN 'lapsed' ELSE decided.state END AS came,
          CASE decided.state WHEN 'nominated' THEN decided.consent_by + 1 ELSE (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = decided.id
    ) taken WHERE taken.step = decided.step AND taken.before IS DISTINCT FROM taken.step) END AS since FROM nominations decided
      ) n ON n.since BETWEEN day.day - 13 AND day.day
      JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'nomination_decided') AS f(role text, "roleName" text, state text, outcome text, reason text)) w ON w.role = n.role AND w.state = n.came
      JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
      JOIN LATERAL (
        SELECT n.person_id, NULL::uuid AS unit_id WHERE n.state IN ('approved', 'appointed_directly', 'not_taken') OR (n.state = 'returned' AND n.origin = 'self')
        UNION ALL SELECT NULL, n.org_unit_id WHERE n.origin = 'head'
        UNION ALL SELECT by.person_id, NULL FROM accounts by
          WHERE n.origin = 'office' AND by.id = n.nominated_by AND (n.came = 'lapsed' OR by.id IS DISTINCT FROM n.recorded_by)
      ) whom ON true
      WHERE NOT EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AND (n.came IN ('approved', 'appointed_directly') OR NOT EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id))
    ) told), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, a.person_id AS person_id, 'nomination_decided' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_nomination_decided a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_decided' AND r.whom = 'person' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, h.person_id AS person_id, 'nomination_decided' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'head' AS whom, a.unit_id, 1 AS rank
    FROM about_nomination_decided a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_decided' AND r.whom = 'head' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-nomination-waiting
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_nomination_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の推薦' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しく決定を待つ推薦があるため' ELSE '決定を待つ推薦があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max(n.since) AS since, (array_agg(n.id ORDER BY n.since DESC, n.recorded_at DESC, n.id))[1] AS newest
      FROM (SELECT consented.id, consented.recorded_at, (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = consented.id
    ) taken WHERE taken.step = consented.step AND taken.before IS DISTINCT FROM taken.step) AS since FROM nominations consented WHERE consented.state = 'consented') n
    ) waiting ON waiting.count > 0), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'nomination_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/appointments/nominations?state=consented' AS link,
      'office' AS whom, a.unit_id, 0 AS rank
    FROM about_nomination_waiting a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_waiting' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-practice-daily
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_practice_daily AS (
    SELECT w.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, w.day AS due_on, 0 AS lead,
      'ITパスポートの練習' AS text, '開庁日の朝のお知らせ(ご自分の希望)' AS reason
    FROM (
  SELECT d.day, (WITH RECURSIVE joined AS (
      SELECT w.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, min(w.valid_from) AS since
  FROM day d JOIN practice_notice_wishes w ON w.wish = 'daily' AND w.valid_from <= d.day AND (w.valid_to IS NULL OR w.valid_to > d.day) GROUP BY 1, 2) w
    WHERE EXISTS (
        SELECT 1 FROM practice_cards k
        JOIN exam_questions q ON q.question_key = k.question_key AND q.retired_at IS NULL AND q.paper IS NULL
        JOIN syllabi s ON s.key = q.syllabus_key AND s.valid_from <= w.day AND (s.valid_to IS NULL OR s.valid_to > w.day)
        WHERE k.person_id = w.person_id AND k.due_at < (w.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
      AND NOT EXISTS (SELECT 1 FROM practice_answers a
        WHERE a.person_id = w.person_id AND a.answered_at >= (w.day)::timestamp AT TIME ZONE 'Asia/Tokyo' AND a.answered_at < (w.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
      AND NOT (
  NOT is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), w.day, w.day)
  OR EXISTS (SELECT 1 FROM certification_records r JOIN certifications c ON c.id = r.certification_id AND c.code = 'ip'
    WHERE r.person_id = w.person_id AND r.state IN ('reported', 'verified'))
  OR EXISTS (SELECT 1 FROM exam_attempts e JOIN certifications c ON c.id = e.certification_id AND c.code = 'ip'
    WHERE e.person_id = w.person_id AND e.state IN ('provisional_pass', 'passed')))), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'practice_daily' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/itpassport' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_practice_daily a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'practice_daily' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-practice-stopped
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_practice_stopped AS (
    SELECT w.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, stop.due_on, 0 AS lead,
      '練習の再開' AS text, '3週間解いていないとき(ご自分の希望)' AS reason
    FROM (
  SELECT d.day, (WITH RECURSIVE joined AS (
      SELECT w.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, min(w.valid_from) AS since
  FROM day d JOIN practice_notice_wishes w ON w.wish = 'stopped' AND w.valid_from <= d.day AND (w.valid_to IS NULL OR w.valid_to > d.day) GROUP BY 1, 2) w
    JOIN LATERAL (
      SELECT max((done.at AT TIME ZONE 'Asia/Tokyo')::date) + 21 AS due_on FROM (
        SELECT a.answered_at AS at FROM practice_answers a WHERE a.person_id = w.person_id
        UNION ALL SELECT m.finished_at FROM mock_exams m WHERE m.person_id = w.person_id
      ) done
    ) stop ON stop.due_on BETWEEN greatest(w.day - 13, w.since) AND w.day
    WHERE NOT (
  NOT is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), w.day, w.day)
  OR EXISTS (SELECT 1 FROM certification_records r JOIN certifications c ON c.id = r.certification_id AND c.code = 'ip'
    WHERE r.person_id = w.person_id AND r.state IN ('reported', 'verified'))
  OR EXISTS (SELECT 1 FROM exam_attempts e JOIN certifications c ON c.id = e.certification_id AND c.code = 'ip'
    WHERE e.person_id = w.person_id AND e.state IN ('provisional_pass', 'passed')))), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'practice_stopped' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/itpassport' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_practice_stopped a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'practice_stopped' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-support-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_support_asked AS (
    SELECT day.day, n.id AS object_id, n.person_id, n.org_unit_id AS unit_id, n.org_unit_id AS of_unit_id,
      (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AS due_on, 0 AS lead, p.name || '(' || w."roleName" || ')' AS text,
      CASE n.origin WHEN 'self' THEN '自薦があったため' ELSE '推薦があったため' END AS reason
    FROM day CROSS JOIN asked
    JOIN nominations n ON n.origin <> 'head' AND n.support IS NULL AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= day.day)) AND EXISTS (SELECT 1 FROM role_requirements asked_for WHERE asked_for.kind = 'recommendation' AND asked_for.is_required
      AND asked_for.role_version_id = (SELECT v.id FROM role_versions v WHERE v.role = n.role AND v.valid_from <= day.day
        ORDER BY v.valid_from DESC LIMIT 1))
    JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'support_asked') AS f(role text, "roleName" text)) w ON w.role = n.role
    JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE NOT EXISTS (SELECT 1 FROM head h WHERE h.day = day.day AND h.unit_id = n.org_unit_id AND h.person_id = n.person_id)), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, h.person_id AS person_id, 'support_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'head' AS whom, a.unit_id, 0 AS rank
    FROM about_support_asked a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'support_asked' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'support_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'office' AS whom, a.unit_id, 1 AS rank
    FROM about_support_asked a JOIN office o ON o.day = a.day
    JOIN rule r ON r.day = a.day AND r.kind = 'support_asked' AND r.whom = 'office' AND a.due_on <= r."dueUntil") told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-term-ending
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_term_ending AS (
    SELECT day.day, r.id AS object_id, r.person_id, line.unit_id, r.term_end AS due_on, 90 AS lead,
      p.name || COALESCE('(' || line.unit_name || ')', '') AS text,
      CASE WHEN r.term_end - day.notice = day.day THEN '任期満了の' || day.notice || '日前' ELSE '任期満了まで' || day.notice || '日以内' END AS reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'term_ending') AS f(day date, notice integer)) day CROSS JOIN asked
    JOIN role_appointments r ON r.role = 'leader' AND r.valid_to > r.term_end
  AND NOT EXISTS (SELECT 1 FROM role_appointments n
                  WHERE n.person_id = r.person_id AND n.role = r.role AND n.term_start > r.term_end)
  AND NOT EXISTS (SELECT 1 FROM appointment_batch_members lm JOIN appointment_batches lb ON lb.id = lm.batch_id
      WHERE lb.act = 'let_expire' AND lb.undone_at IS NULL AND lm.result_id = r.id AND lm.old_end = r.term_end)
      AND r.term_start <= day.day AND r.term_end >= day.day AND r.term_end - day.notice <= day.day
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= day.day AND (sn.valid_to IS NULL OR sn.valid_to > day.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= day.day AND (pp.valid_to IS NULL OR pp.valid_to > day.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= day.day AND (pu.valid_to IS NULL OR pu.valid_to > day.day)
      WHERE pd.person_id = r.person_id AND pd.valid_from <= day.day AND (pd.valid_to IS NULL OR pd.valid_to > day.day)
    ) line ON true
    JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE EXISTS (SELECT 1 FROM employments em WHERE em.person_id = r.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, a.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_term_ending a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'person' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, h.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/team' AS link,
      'head' AS whom, a.unit_id, 1 AS rank
    FROM about_term_ending a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/appointments' AS link,
      'office' AS whom, a.unit_id, 2 AS rank
    FROM about_term_ending a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-unit-without-leader
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_unit_without_leader AS (
    SELECT v.day, v."unitId" AS object_id, NULL::uuid AS person_id, v."unitId" AS unit_id,
      date_trunc('month', v.day::timestamp)::date AS due_on, 0 AS lead, v.name AS text,
      v.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'unit_without_leader') AS f(day date, "unitId" uuid, name text, reason text)) v), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, h.person_id AS person_id, 'unit_without_leader' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/team' AS link,
      'head' AS whom, a.unit_id, 0 AS rank
    FROM about_unit_without_leader a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'unit_without_leader' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'unit_without_leader' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/coverage' AS link,
      'office' AS whom, a.unit_id, 1 AS rank
    FROM about_unit_without_leader a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'unit_without_leader' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.candidates-verification-waiting
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), hr AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'hr' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_verification_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の報告' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しい報告があるため' ELSE '確認を待つ報告があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max((r.reported_at AT TIME ZONE 'Asia/Tokyo')::date) AS since, (array_agg(r.id ORDER BY r.reported_at DESC, r.id))[1] AS newest
      FROM certification_records r WHERE r.state = 'reported'
    ) waiting ON waiting.count > 0), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'verification_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certification-reviews' AS link,
      'hr' AS whom, a.unit_id, 0 AS rank
    FROM about_verification_waiting a JOIN hr o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'verification_waiting' AND r.whom = 'hr' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)
      SELECT kind, object_id AS "objectId", due_on AS "dueOn", lead FROM candidate;

-- reminders.claim-digest
UPDATE reminder_digests SET state = 'sending', claimed_at = $1::timestamptz, attempts = attempts + 1
    WHERE id = $2::uuid
      AND ((state = 'planned' AND day = $3::date) OR (state = 'sending' AND claimed_at < $4::timestamptz))
      AND NOT EXISTS (SELECT 1 FROM reminder_halts halt WHERE halt.ended_at IS NULL)
    RETURNING id, recipient_person_id AS "recipientId", day, message_id AS "messageId";

-- reminders.current-halt
SELECT h.id, h.reason, h.started_at AS "startedAt", by.name AS "startedBy" FROM reminder_halts h
    LEFT JOIN person_details by ON by.person_id = person_of(h.started_by) AND by.valid_from <= $1::date AND (by.valid_to IS NULL OR by.valid_to > $1::date) WHERE h.ended_at IS NULL;

-- reminders.digests-of-day
SELECT id, attempts FROM reminder_digests WHERE day = $1::date AND state = 'planned' ORDER BY id;

-- reminders.digests-to-join
SELECT d.id FROM reminder_digests d WHERE d.recipient_person_id = $1::uuid AND NOT EXISTS (
      SELECT 1 FROM reminder_digests o WHERE o.recipient_person_id = $2::uuid AND o.day = d.day) ORDER BY d.id;

-- reminders.earliest-due
SELECT min(due_on) AS "dueOn" FROM course_assignments;

-- reminders.entries-of-digest
SELECT id, kind, object_id AS "objectId", due_on AS "dueOn", lead, text, reason, link FROM reminder_ledger
    WHERE digest_id = $1::uuid AND dropped_at IS NULL ORDER BY due_on, text, id;

-- reminders.entries-to-join
WITH learning AS (
      SELECT md5(old_one.person_id::text || old_one.course_id::text || old_one.cycle::text)::uuid AS old_id, md5(new_one.person_id::text || new_one.course_id::text || new_one.cycle::text)::uuid AS new_id
      FROM courses c CROSS JOIN (SELECT DISTINCT coalesce(v.fiscal_year, 0) AS cycle FROM course_versions v) y
      CROSS JOIN LATERAL (SELECT $1::uuid AS person_id, c.id AS course_id, y.cycle) old_one
      CROSS JOIN LATERAL (SELECT $2::uuid AS person_id, c.id AS course_id, y.cycle) new_one
    )
    SELECT l.id, l.kind, l.lead, l.object_id AS "objectId", n.object_id AS "newObjectId"
    FROM reminder_ledger l LEFT JOIN learning k ON k.old_id = l.object_id
    CROSS JOIN LATERAL (SELECT CASE l.object_id WHEN $1::uuid THEN $2::uuid ELSE coalesce(k.new_id, l.object_id) END AS object_id) n
    WHERE l.recipient_person_id = $1::uuid
      AND (l.digest_id IS NULL OR l.digest_id = ANY ($3::uuid[]))
      AND NOT EXISTS (SELECT 1 FROM reminder_ledger o WHERE o.recipient_person_id = $2::uuid AND o.kind = l.kind
        AND o.object_id = n.object_id AND o.due_on = l.due_on AND o.lead = l.lead AND o.kind <> 'learning_asked')
    ORDER BY l.id;

-- reminders.how-people-are-reached
SELECT p.person_id AS "personId", COALESCE(p.email, '') <> '' AS "hasMailbox",
      EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.person_id AND a.suspended_at IS NOT NULL) AS "isSuspended"
    FROM person_details p WHERE p.person_id = ANY ($1::uuid[]) AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date) ORDER BY p.person_id;

-- reminders.ledger-page
SELECT l.id, l.planned_for AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   l.kind, l.text, l.due_on AS "dueOn", l.lead, l.reason, s.state, d.sent_at AS "sentAt",
      COALESCE(d.attempts, 0) AS attempts, d.last_error AS "lastError"
    
  FROM reminder_ledger l
  JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= l.planned_for AND (sn.valid_to IS NULL OR sn.valid_to > l.planned_for)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= l.planned_for AND (pp.valid_to IS NULL OR pp.valid_to > l.planned_for)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= l.planned_for AND (pu.valid_to IS NULL OR pu.valid_to > l.planned_for)
      WHERE pd.person_id = l.recipient_person_id AND pd.valid_from <= l.planned_for AND (pd.valid_to IS NULL OR pd.valid_to > l.planned_for)
    ) line ON true
  LEFT JOIN reminder_digests d ON d.id = l.digest_id
  CROSS JOIN LATERAL (
    SELECT CASE WHEN l.halt_id IS NOT NULL THEN 'halted' WHEN l.dropped_at IS NOT NULL THEN 'dropped' WHEN d.id IS NULL THEN 'waiting' ELSE d.state END AS state
  ) s
  WHERE l.kind IN ('learning_overdue', 'learning_due', 'learning_asked', 'consent_asked', 'support_asked', 'nomination_waiting', 'nomination_decided', 'verification_waiting', 'import_waiting', 'unit_without_leader', 'term_ending') AND l.planned_for BETWEEN $1::date AND $2::date AND ($3::text = '' OR strpos(line.search_key, $3::text) > 0)
    AND ($4::text IS NULL OR l.kind = $4::text) AND ($5::text IS NULL OR s.state = $5::text) ORDER BY l.planned_for DESC, line.staff_number, l.due_on, l.id LIMIT $6::integer OFFSET $7::integer;

-- reminders.ledger-total
SELECT count(*)::int AS total 
  FROM reminder_ledger l
  JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= l.planned_for AND (sn.valid_to IS NULL OR sn.valid_to > l.planned_for)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= l.planned_for AND (pp.valid_to IS NULL OR pp.valid_to > l.planned_for)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= l.planned_for AND (pu.valid_to IS NULL OR pu.valid_to > l.planned_for)
      WHERE pd.person_id = l.recipient_person_id AND pd.valid_from <= l.planned_for AND (pd.valid_to IS NULL OR pd.valid_to > l.planned_for)
    ) line ON true
  LEFT JOIN reminder_digests d ON d.id = l.digest_id
  CROSS JOIN LATERAL (
    SELECT CASE WHEN l.halt_id IS NOT NULL THEN 'halted' WHEN l.dropped_at IS NOT NULL THEN 'dropped' WHEN d.id IS NULL THEN 'waiting' ELSE d.state END AS state
  ) s
  WHERE l.kind IN ('learning_overdue', 'learning_due', 'learning_asked', 'consent_asked', 'support_asked', 'nomination_waiting', 'nomination_decided', 'verification_waiting', 'import_waiting', 'unit_without_leader', 'term_ending') AND l.planned_for BETWEEN $1::date AND $2::date AND ($3::text = '' OR strpos(line.search_key, $3::text) > 0)
    AND ($4::text IS NULL OR l.kind = $4::text) AND ($5::text IS NULL OR s.state = $5::text);

-- reminders.left-behind
SELECT id, attempts FROM reminder_digests
    WHERE ((state = 'planned' AND day = $1::date) OR (state = 'sending' AND claimed_at < $2::timestamptz)) AND NOT EXISTS (SELECT 1 FROM reminder_halts halt WHERE halt.ended_at IS NULL)
    ORDER BY day, id;

-- reminders.lock-digests
SELECT count(*)::int AS locked FROM (
      SELECT 1 FROM reminder_digests WHERE day = $1::date AND state IN ('planned', 'no_mailbox') ORDER BY id FOR UPDATE
    ) locked;

-- reminders.lock-people-to-remind
SELECT i.id FROM person_identities i WHERE i.id = ANY ($1::uuid[]) ORDER BY i.id FOR UPDATE;

-- reminders.lock-reader
SELECT i.id FROM person_identities i WHERE i.id = $1::uuid FOR NO KEY UPDATE;

-- reminders.notice-holds-certificate-changed
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_certificate_changed AS (
    SELECT day.day, changed.object_id, CASE WHEN changed.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT changed.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE changed.person_id END AS person_id, NULL::uuid AS unit_id, changed.since AS due_on,
      0 AS lead, c.name AS text, changed.reason
    FROM day JOIN (
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
      SELECT k.id AS object_id, r.person_id, k.old_certification_id AS certification_id, (k.decided_at AT TIME ZONE 'Asia/Tokyo')::date AS since,
        '記録が訂正されたため' AS reason
      FROM certification_corrections k JOIN shown_record r ON r.id = k.record_id WHERE k.state = 'confirmed'
      UNION ALL
      SELECT r.id, r.person_id, r.certification_id, (COALESCE(r.annulled_at, r.revoked_at, r.decided_at) AT TIME ZONE 'Asia/Tokyo')::date,
        CASE r.state WHEN 'returned' THEN '報告が差し戻されたため' WHEN 'revoked' THEN '確認が取り消されたため'
          ELSE '記録が誤りとして取り消されたため' END
      FROM shown_record r WHERE r.state IN ('returned', 'revoked', 'annulled') AND NOT EXISTS (SELECT 1 FROM certification_records newer
      WHERE newer.person_id = r.person_id AND newer.certification_id = r.certification_id
        AND newer.id <> r.id AND newer.reported_at > COALESCE(r.annulled_at, r.revoked_at, r.decided_at))
    ) changed ON changed.since BETWEEN day.day - 13 AND day.day
    JOIN certifications_called_on(changed.since) c ON c.id = changed.certification_id), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_certificate_changed a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-certificate-expiring
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_certificate_expiring AS (
    SELECT w.day, r.id AS object_id, r.person_id, NULL::uuid AS unit_id, r.valid_until AS due_on, w.lead, c.name AS text, w.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'certificate_expiring') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w
    JOIN certification_records r ON r.state = 'verified' AND r.valid_until > w."dueAfter" AND r.valid_until <= w."dueUntil"
    JOIN certifications_called_on(w.day) c ON c.id = r.certification_id
    WHERE NOT EXISTS (SELECT 1 FROM certification_records next WHERE next.renews_id = r.id AND next.state IN ('reported', 'verified'))), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_certificate_expiring a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-certificate-verified
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_certificate_verified AS (
    SELECT day.day, r.id AS object_id, r.person_id, NULL::uuid AS unit_id, decided.on_day AS due_on, 0 AS lead,
      c.name AS text, '報告が確認されたため' AS reason
    FROM day JOIN certification_records r ON r.state = 'verified'
    CROSS JOIN LATERAL (SELECT (r.decided_at AT TIME ZONE 'Asia/Tokyo')::date AS on_day) decided
    JOIN certifications_called_on(decided.on_day) c ON c.id = r.certification_id
    WHERE decided.on_day BETWEEN day.day - 13 AND day.day AND r.reported_by_person_id = r.person_id), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_certificate_verified a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-consent-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_consent_asked AS (
    SELECT w.day, n.id AS object_id, n.person_id, NULL::uuid AS unit_id, n.org_unit_id AS of_unit_id, n.consent_by AS due_on, w.lead,
      w."roleName" || 'への推薦' AS text, w.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'consent_asked') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text, role text, "roleName" text)) w
    JOIN nominations n ON n.role = w.role AND n.state = 'nominated' AND n.consent_by > w."dueAfter" AND n.consent_by <= w."dueUntil"), still_true AS (SELECT a.object_id, a.due_on, COALESCE(a.of_unit_id = ANY ($6::uuid[]), false) AS is_for_head FROM about_consent_asked a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($7::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $6::uuid[] IS NOT NULL;

-- reminders.notice-holds-exam-booked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_exam_booked AS (
      SELECT w.day, e.id AS object_id, e.person_id, NULL::uuid AS unit_id, e.exam_on AS due_on, w.lead,
        c.name AS text, w.reason, '/certifications/exams/' || e.id AS link
      FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'exam_booked') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w
      JOIN exam_attempts e ON e.state = 'booked' AND e.exam_on > w."dueAfter" AND e.exam_on <= w."dueUntil"
      AND is_exam_held(e.certification_id, e.exam_on, w.day)
      JOIN certifications_called_on(e.exam_on) c ON c.id = e.certification_id
      WHERE NOT EXISTS (SELECT 1 FROM certification_records told WHERE (told.person_id = e.person_id AND told.certification_id = e.certification_id AND (
      (told.passed_on >= e.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= e.exam_on AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))) OR (told.person_id = e.person_id AND told.certification_id = e.certification_id AND told.state = 'verified' AND e.state = 'booked'
      AND told.passed_on < e.exam_on AND e.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_exam_booked a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-exam-result-due
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_exam_result_due AS (
      SELECT w.day, e.id AS object_id, e.person_id, NULL::uuid AS unit_id, e.exam_on AS due_on, w.lead,
        c.name AS text, w.reason, '/certifications/exams/' || e.id AS link
      FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'exam_result_due') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w
      JOIN exam_attempts e ON e.state = 'booked' AND e.exam_on > w."dueAfter" AND e.exam_on <= w."dueUntil"
      AND is_exam_held(e.certification_id, e.exam_on, w.day)
      JOIN certifications_called_on(e.exam_on) c ON c.id = e.certification_id
      WHERE NOT EXISTS (SELECT 1 FROM certification_records told WHERE (told.person_id = e.person_id AND told.certification_id = e.certification_id AND (
      (told.passed_on >= e.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= e.exam_on AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))) OR (told.person_id = e.person_id AND told.certification_id = e.certification_id AND told.state = 'verified' AND e.state = 'booked'
      AND told.passed_on < e.exam_on AND e.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_exam_result_due a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-import-waiting
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), hr AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'hr' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_import_waiting AS (
    SELECT day.day, b.id AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, '人事データの取込み' AS text,
      '内容を確認したまま反映していないため(週に1回)' AS reason
    FROM day JOIN import_batches b ON b.state = 'previewed' AND b.person_id IS NULL AND (b.created_at AT TIME ZONE 'Asia/Tokyo')::date < day.day), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_import_waiting a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-intention-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_intention_asked AS (
    SELECT d.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, date_trunc('month', d.day)::date AS due_on, 0 AS lead,
      'ITパスポートの受験' AS text, '年に1度のお尋ね' AS reason
    FROM day d JOIN present w ON w.day = d.day WHERE (
  extract(month FROM d.day) = coalesce((SELECT (s.value #>> '{}')::int FROM settings s
    WHERE s.key = 'exams.intention_month' AND s.valid_from <= d.day ORDER BY s.valid_from DESC LIMIT 1), 5)
  AND is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), d.day, d.day)
  AND NOT EXISTS (SELECT 1 FROM certification_records told WHERE told.person_id = w.person_id AND told.state IN ('reported', 'verified')
    AND told.certification_id IN (SELECT k.held_id FROM certifications_counting_as(d.day) k WHERE k.asked_code = ANY('{ip}') AND (k.is_same OR true)))
  AND NOT EXISTS (SELECT 1 FROM exam_attempts sat WHERE sat.person_id = w.person_id AND sat.state IN ('booked', 'provisional_pass', 'passed')
    AND sat.certification_id = (SELECT id FROM certifications WHERE code = 'ip'))
  AND NOT EXISTS (SELECT 1 FROM exam_intentions said WHERE said.person_id = ANY (ARRAY(SELECT w.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = w.person_id)) AND said.certification_id = (SELECT id FROM certifications WHERE code = 'ip')
    AND (said.answer = 'wanted' OR said.said_on >= (date_trunc('year', d.day - interval '3 months') + interval '3 months')::date))
  AND NOT EXISTS (SELECT 1 FROM practice_notice_wishes spared WHERE spared.wish = 'unasked' AND spared.person_id = ANY (ARRAY(SELECT w.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = w.person_id))
    AND spared.valid_from <= d.day AND (spared.valid_to IS NULL OR spared.valid_to > d.day)))), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_intention_asked a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-learning-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND w.person_id = $5::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND po.person_id = $5::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND po.person_id = $5::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND s.person_id = $5::uuid
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), about_learning_asked AS (
    SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, r.number AS lead,
      v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, '学ぶ時間を取ってほしいと伝えられたため' AS reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
    FROM reminder_requests r
    JOIN open_learning o ON o.person_id = r.person_id AND o.id = r.object_id AND o.is_mandatory
      AND r.asked_on <= o.day AND r.asked_on > o.day - 14
    JOIN courses c ON c.id = o.course_id
    JOIN course_versions v ON v.id = o.edition_id), still_true AS (SELECT o.id AS object_id, o.due_on, o.is_mandatory AS is_for_head FROM open_learning o
    WHERE EXISTS (SELECT 1 FROM reminder_requests r WHERE r.object_id = o.id AND r.person_id = o.person_id))
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-learning-due
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND w.person_id = $5::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND po.person_id = $5::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND po.person_id = $5::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND s.person_id = $5::uuid
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), about_learning_due AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_due') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), still_true AS (SELECT o.id AS object_id, o.due_on, o.is_mandatory AS is_for_head FROM open_learning o)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-learning-overdue
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND w.person_id = $5::uuid
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND po.person_id = $5::uuid
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND po.person_id = $5::uuid
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND s.person_id = $5::uuid
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), about_learning_overdue AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_overdue') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), still_true AS (SELECT o.id AS object_id, o.due_on, o.is_mandatory AS is_for_head FROM open_learning o)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-letter-issued
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_letter_issued AS (
    SELECT day.day, d.id AS object_id, r.person_id, NULL::uuid AS unit_id, since.day AS due_on, 0 AS lead,
      w."roleName" || 'の書面' AS text, CASE d.issue_number WHEN 1 THEN '発行されたため' ELSE '再発行されたため' END AS reason,
      '/my-role/letters/' || r.id || '/' || d.issue_number AS link
    FROM day JOIN issued_documents d ON NOT EXISTS (
      SELECT 1 FROM issued_documents newer WHERE newer.appointment_id = d.appointment_id AND newer.issue_number > d.issue_number)
    JOIN role_appointments r ON r.id = d.appointment_id
    JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'letter_issued') AS f(role text, "roleName" text)) w ON w.role = r.role
    CROSS JOIN LATERAL (SELECT greatest((d.issued_at AT TIME ZONE 'Asia/Tokyo')::date, r.term_start) AS day) since
    WHERE since.day BETWEEN day.day - 13 AND day.day), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_letter_issued a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-nomination-decided
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), about_nomination_decided AS (
    SELECT told.day, told.object_id, told.person_id, told.unit_id, told.of_unit_id, told.due_on, 0 AS lead,
      told.name || told."roleName" || 'への推薦(' || told.outcome || ')' AS text, told.reason
    FROM (
      SELECT day.day, n.id AS object_id, whom.person_id, whom.unit_id, n.org_unit_id AS of_unit_id, n.since AS due_on,
        CASE WHEN whom.person_id = n.person_id THEN '' ELSE p.name || 'さんの' END AS name, w."roleName", w.outcome, w.reason
      FROM day CROSS JOIN asked
      JOIN (
        SELECT decided.*, CASE decided.state WHEN 'nominated' THEN 'lapsed' ELSE decided.state END AS came,
          CASE decided.state WHEN 'nominated' THEN decided.consent_by + 1 ELSE (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = decided.id
    ) taken WHERE taken.step = decided.step AND taken.before IS DISTINCT FROM taken.step) END AS since FROM nominations decided
      ) n ON n.since BETWEEN day.day - 13 AND day.day
      JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'nomination_decided') AS f(role text, "roleName" text, state text, outcome text, reason text)) w ON w.role = n.role AND w.state = n.came
      JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
      JOIN LATERAL (
        SELECT n.person_id, NULL::uuid AS unit_id WHERE n.state IN ('approved', 'appointed_directly', 'not_taken') OR (n.state = 'returned' AND n.origin = 'self')
        UNION ALL SELECT NULL, n.org_unit_id WHERE n.origin = 'head'
        UNION ALL SELECT by.person_id, NULL FROM accounts by
          WHERE n.origin = 'office' AND by.id = n.nominated_by AND (n.came = 'lapsed' OR by.id IS DISTINCT FROM n.recorded_by)
      ) whom ON true
      WHERE NOT EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AND (n.came IN ('approved', 'appointed_directly') OR NOT EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id))
    ) told), still_true AS (SELECT a.object_id, a.due_on, COALESCE(a.of_unit_id = ANY ($6::uuid[]), false) AS is_for_head FROM about_nomination_decided a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($7::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $6::uuid[] IS NOT NULL;

-- reminders.notice-holds-nomination-waiting
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_nomination_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の推薦' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しく決定を待つ推薦があるため' ELSE '決定を待つ推薦があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max(n.since) AS since, (array_agg(n.id ORDER BY n.since DESC, n.recorded_at DESC, n.id))[1] AS newest
      FROM (SELECT consented.id, consented.recorded_at, (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = consented.id
    ) taken WHERE taken.step = consented.step AND taken.before IS DISTINCT FROM taken.step) AS since FROM nominations consented WHERE consented.state = 'consented') n
    ) waiting ON waiting.count > 0), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_nomination_waiting a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-practice-daily
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_practice_daily AS (
    SELECT w.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, w.day AS due_on, 0 AS lead,
      'ITパスポートの練習' AS text, '開庁日の朝のお知らせ(ご自分の希望)' AS reason
    FROM (
  SELECT d.day, (WITH RECURSIVE joined AS (
      SELECT w.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, min(w.valid_from) AS since
  FROM day d JOIN practice_notice_wishes w ON w.wish = 'daily' AND w.valid_from <= d.day AND (w.valid_to IS NULL OR w.valid_to > d.day) GROUP BY 1, 2) w
    WHERE EXISTS (
        SELECT 1 FROM practice_cards k
        JOIN exam_questions q ON q.question_key = k.question_key AND q.retired_at IS NULL AND q.paper IS NULL
        JOIN syllabi s ON s.key = q.syllabus_key AND s.valid_from <= w.day AND (s.valid_to IS NULL OR s.valid_to > w.day)
        WHERE k.person_id = w.person_id AND k.due_at < (w.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
      AND NOT EXISTS (SELECT 1 FROM practice_answers a
        WHERE a.person_id = w.person_id AND a.answered_at >= (w.day)::timestamp AT TIME ZONE 'Asia/Tokyo' AND a.answered_at < (w.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
      AND NOT (
  NOT is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), w.day, w.day)
  OR EXISTS (SELECT 1 FROM certification_records r JOIN certifications c ON c.id = r.certification_id AND c.code = 'ip'
    WHERE r.person_id = w.person_id AND r.state IN ('reported', 'verified'))
  OR EXISTS (SELECT 1 FROM exam_attempts e JOIN certifications c ON c.id = e.certification_id AND c.code = 'ip'
    WHERE e.person_id = w.person_id AND e.state IN ('provisional_pass', 'passed')))), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_practice_daily a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-practice-stopped
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_practice_stopped AS (
    SELECT w.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, stop.due_on, 0 AS lead,
      '練習の再開' AS text, '3週間解いていないとき(ご自分の希望)' AS reason
    FROM (
  SELECT d.day, (WITH RECURSIVE joined AS (
      SELECT w.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, min(w.valid_from) AS since
  FROM day d JOIN practice_notice_wishes w ON w.wish = 'stopped' AND w.valid_from <= d.day AND (w.valid_to IS NULL OR w.valid_to > d.day) GROUP BY 1, 2) w
    JOIN LATERAL (
      SELECT max((done.at AT TIME ZONE 'Asia/Tokyo')::date) + 21 AS due_on FROM (
        SELECT a.answered_at AS at FROM practice_answers a WHERE a.person_id = w.person_id
        UNION ALL SELECT m.finished_at FROM mock_exams m WHERE m.person_id = w.person_id
      ) done
    ) stop ON stop.due_on BETWEEN greatest(w.day - 13, w.since) AND w.day
    WHERE NOT (
  NOT is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), w.day, w.day)
  OR EXISTS (SELECT 1 FROM certification_records r JOIN certifications c ON c.id = r.certification_id AND c.code = 'ip'
    WHERE r.person_id = w.person_id AND r.state IN ('reported', 'verified'))
  OR EXISTS (SELECT 1 FROM exam_attempts e JOIN certifications c ON c.id = e.certification_id AND c.code = 'ip'
    WHERE e.person_id = w.person_id AND e.state IN ('provisional_pass', 'passed')))), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_practice_stopped a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-holds-support-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_support_asked AS (
    SELECT day.day, n.id AS object_id, n.person_id, n.org_unit_id AS unit_id, n.org_unit_id AS of_unit_id,
      (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AS due_on, 0 AS lead, p.name || '(' || w."roleName" || ')' AS text,
      CASE n.origin WHEN 'self' THEN '自薦があったため' ELSE '推薦があったため' END AS reason
    FROM day CROSS JOIN asked
    JOIN nominations n ON n.origin <> 'head' AND n.support IS NULL AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= day.day)) AND EXISTS (SELECT 1 FROM role_requirements asked_for WHERE asked_for.kind = 'recommendation' AND asked_for.is_required
      AND asked_for.role_version_id = (SELECT v.id FROM role_versions v WHERE v.role = n.role AND v.valid_from <= day.day
        ORDER BY v.valid_from DESC LIMIT 1))
    JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'support_asked') AS f(role text, "roleName" text)) w ON w.role = n.role
    JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE NOT EXISTS (SELECT 1 FROM head h WHERE h.day = day.day AND h.unit_id = n.org_unit_id AND h.person_id = n.person_id)), still_true AS (SELECT a.object_id, a.due_on, COALESCE(a.of_unit_id = ANY ($6::uuid[]), false) AS is_for_head FROM about_support_asked a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($7::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $6::uuid[] IS NOT NULL;

-- reminders.notice-holds-term-ending
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_term_ending AS (
    SELECT day.day, r.id AS object_id, r.person_id, line.unit_id, r.term_end AS due_on, 90 AS lead,
      p.name || COALESCE('(' || line.unit_name || ')', '') AS text,
      CASE WHEN r.term_end - day.notice = day.day THEN '任期満了の' || day.notice || '日前' ELSE '任期満了まで' || day.notice || '日以内' END AS reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'term_ending') AS f(day date, notice integer)) day CROSS JOIN asked
    JOIN role_appointments r ON r.role = 'leader' AND r.valid_to > r.term_end
  AND NOT EXISTS (SELECT 1 FROM role_appointments n
                  WHERE n.person_id = r.person_id AND n.role = r.role AND n.term_start > r.term_end)
  AND NOT EXISTS (SELECT 1 FROM appointment_batch_members lm JOIN appointment_batches lb ON lb.id = lm.batch_id
      WHERE lb.act = 'let_expire' AND lb.undone_at IS NULL AND lm.result_id = r.id AND lm.old_end = r.term_end)
      AND r.term_start <= day.day AND r.term_end >= day.day AND r.term_end - day.notice <= day.day
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= day.day AND (sn.valid_to IS NULL OR sn.valid_to > day.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= day.day AND (pp.valid_to IS NULL OR pp.valid_to > day.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= day.day AND (pu.valid_to IS NULL OR pu.valid_to > day.day)
      WHERE pd.person_id = r.person_id AND pd.valid_from <= day.day AND (pd.valid_to IS NULL OR pd.valid_to > day.day)
    ) line ON true
    JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE EXISTS (SELECT 1 FROM employments em WHERE em.person_id = r.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))), still_true AS (SELECT a.object_id, a.due_on, a.unit_id = ANY ($6::uuid[]) AS is_for_head FROM about_term_ending a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($7::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $6::uuid[] IS NOT NULL;

-- reminders.notice-holds-unit-without-leader
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_unit_without_leader AS (
    SELECT v.day, v."unitId" AS object_id, NULL::uuid AS person_id, v."unitId" AS unit_id,
      date_trunc('month', v.day::timestamp)::date AS due_on, 0 AS lead, v.name AS text,
      v.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'unit_without_leader') AS f(day date, "unitId" uuid, name text, reason text)) v), still_true AS (SELECT a.object_id, a.due_on, a.unit_id = ANY ($6::uuid[]) AS is_for_head FROM about_unit_without_leader a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($7::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $6::uuid[] IS NOT NULL;

-- reminders.notice-holds-verification-waiting
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE w.person_id = $5::uuid AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), hr AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'hr' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_verification_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の報告' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しい報告があるため' ELSE '確認を待つ報告があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max((r.reported_at AT TIME ZONE 'Asia/Tokyo')::date) AS since, (array_agg(r.id ORDER BY r.reported_at DESC, r.id))[1] AS newest
      FROM certification_records r WHERE r.state = 'reported'
    ) waiting ON waiting.count > 0), still_true AS (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_verification_waiting a)
      SELECT DISTINCT t.object_id AS "objectId", t.due_on AS "dueOn"
      FROM still_true t JOIN unnest($6::uuid[]) asked_of ON asked_of = t.object_id
      WHERE t.is_for_head OR $7::uuid[] IS NOT NULL;

-- reminders.notice-stamps
SELECT p.id AS "personId", concat_ws(' ', count(l.id), count(l.dropped_at), max(l.created_at)) AS stamp
    FROM unnest($1::uuid[]) p (id)
    LEFT JOIN reminder_ledger l ON l.recipient_person_id = p.id AND l.planned_for BETWEEN $2::date AND $3::date
    GROUP BY p.id;

-- reminders.notice-to-read
SELECT l.link, r.id AS "readingId" FROM reminder_ledger l LEFT JOIN notice_readings r ON r.reminder_id = l.id
    WHERE l.id = $1::uuid AND l.recipient_person_id = $2::uuid AND l.dropped_at IS NULL AND l.planned_for BETWEEN $3::date AND $4::date
  AND (l.told_as = ANY ($5::text[]) OR (l.told_as = 'head' AND l.about_unit_id = ANY ($6::uuid[])));

-- reminders.notices-to-read
WITH told AS (
  SELECT l.*, count(*) OVER matter AS times, row_number() OVER (matter ORDER BY l.planned_for DESC, l.created_at DESC, l.id DESC) AS place
  FROM reminder_ledger l WHERE l.recipient_person_id = $1::uuid AND l.dropped_at IS NULL AND l.planned_for BETWEEN $2::date AND $3::date
  AND (l.told_as = ANY ($4::text[]) OR (l.told_as = 'head' AND l.about_unit_id = ANY ($5::uuid[])))
  WINDOW matter AS (PARTITION BY l.object_id, l.due_on, l.link)
), own AS (
  SELECT told.*, r.id IS NOT NULL AS is_read FROM told
  LEFT JOIN notice_readings r ON r.reminder_id = told.id WHERE told.place = 1
) SELECT own.id FROM own WHERE NOT own.is_read ORDER BY own.id;

-- reminders.open-digests-of-day
SELECT count(*)::int AS digests, EXISTS (SELECT 1 FROM reminder_halts halt WHERE halt.ended_at IS NULL) AS "isHalted" FROM reminder_digests d WHERE d.day = $1::date AND EXISTS (
      SELECT 1 FROM reminder_ledger l WHERE l.digest_id = d.id AND l.kind IN ('learning_overdue', 'learning_due', 'learning_asked', 'consent_asked', 'support_asked', 'nomination_waiting', 'nomination_decided', 'verification_waiting', 'import_waiting', 'unit_without_leader', 'term_ending'));

-- reminders.own-examples
SELECT text, due_on AS "dueOn", reason, link FROM reminder_ledger
    WHERE recipient_person_id = $1::uuid AND kind = $2::text ORDER BY planned_for DESC, id LIMIT 3;

-- reminders.own-notice
SELECT l.id, l.kind, l.object_id AS "objectId", l.text, l.planned_for AS "toldOn", l.due_on AS "dueOn", l.link, l.lead,
      l.reason, l.told_as AS "toldAs", r.id IS NOT NULL AS "isRead", d.sent_at AS "sentAt",
      COALESCE(d.state, 'waiting') AS state
    FROM reminder_ledger l LEFT JOIN reminder_digests d ON d.id = l.digest_id LEFT JOIN notice_readings r ON r.reminder_id = l.id
    WHERE l.id = $1::uuid AND l.recipient_person_id = $2::uuid AND l.dropped_at IS NULL AND l.planned_for BETWEEN $3::date AND $4::date
  AND (l.told_as = ANY ($5::text[]) OR (l.told_as = 'head' AND l.about_unit_id = ANY ($6::uuid[])));

-- reminders.own-notice-counts
WITH told AS (
  SELECT l.*, count(*) OVER matter AS times, row_number() OVER (matter ORDER BY l.planned_for DESC, l.created_at DESC, l.id DESC) AS place
  FROM reminder_ledger l WHERE l.recipient_person_id = $1::uuid AND l.dropped_at IS NULL AND l.planned_for BETWEEN $2::date AND $3::date
  AND (l.told_as = ANY ($4::text[]) OR (l.told_as = 'head' AND l.about_unit_id = ANY ($5::uuid[])))
  WINDOW matter AS (PARTITION BY l.object_id, l.due_on, l.link)
), own AS (
  SELECT told.*, r.id IS NOT NULL AS is_read FROM told
  LEFT JOIN notice_readings r ON r.reminder_id = told.id WHERE told.place = 1
) SELECT count(*)::int AS "all", (count(*) FILTER (WHERE NOT is_read))::int AS unread FROM own;

-- reminders.own-notices
WITH told AS (
  SELECT l.*, count(*) OVER matter AS times, row_number() OVER (matter ORDER BY l.planned_for DESC, l.created_at DESC, l.id DESC) AS place
  FROM reminder_ledger l WHERE l.recipient_person_id = $1::uuid AND l.dropped_at IS NULL AND l.planned_for BETWEEN $2::date AND $3::date
  AND (l.told_as = ANY ($4::text[]) OR (l.told_as = 'head' AND l.about_unit_id = ANY ($5::uuid[])))
  WINDOW matter AS (PARTITION BY l.object_id, l.due_on, l.link)
), own AS (
  SELECT told.*, r.id IS NOT NULL AS is_read FROM told
  LEFT JOIN notice_readings r ON r.reminder_id = told.id WHERE told.place = 1
) SELECT own.id, own.kind, own.object_id AS "objectId", own.text, own.planned_for AS "toldOn", own.due_on AS "dueOn",
  own.link, own.times::int AS times, own.is_read AS "isRead"
    FROM own WHERE NOT (own.is_read AND $6::boolean)
    ORDER BY own.planned_for DESC, own.due_on, own.id LIMIT $7::integer OFFSET $8::integer;

-- reminders.paper-notices
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND true
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), hr AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'hr' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_learning_overdue AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_overdue') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), about_learning_due AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_due') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), about_learning_asked AS (
    SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, r.number AS lead,
      v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, '学ぶ時間を取ってほしいと伝えられたため' AS reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
    FROM reminder_requests r
    JOIN open_learning o ON o.person_id = r.person_id AND o.id = r.object_id AND o.is_mandatory
      AND r.asked_on <= o.day AND r.asked_on > o.day - 14
    JOIN courses c ON c.id = o.course_id
    JOIN course_versions v ON v.id = o.edition_id), about_consent_asked AS (
    SELECT w.day, n.id AS object_id, n.person_id, NULL::uuid AS unit_id, n.org_unit_id AS of_unit_id, n.consent_by AS due_on, w.lead,
      w."roleName" || 'への推薦' AS text, w.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'consent_asked') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text, role text, "roleName" text)) w
    JOIN nominations n ON n.role = w.role AND n.state = 'nominated' AND n.consent_by > w."dueAfter" AND n.consent_by <= w."dueUntil"), about_support_asked AS (
    SELECT day.day, n.id AS object_id, n.person_id, n.org_unit_id AS unit_id, n.org_unit_id AS of_unit_id,
      (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AS due_on, 0 AS lead, p.name || '(' || w."roleName" || ')' AS text,
      CASE n.origin WHEN 'self' THEN '自薦があったため' ELSE '推薦があったため' END AS reason
    FROM day CROSS JOIN asked
    JOIN nominations n ON n.origin <> 'head' AND n.support IS NULL AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= day.day)) AND EXISTS (SELECT 1 FROM role_requirements asked_for WHERE asked_for.kind = 'recommendation' AND asked_for.is_required
      AND asked_for.role_version_id = (SELECT v.id FROM role_versions v WHERE v.role = n.role AND v.valid_from <= day.day
        ORDER BY v.valid_from DESC LIMIT 1))
    JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'support_asked') AS f(role text, "roleName" text)) w ON w.role = n.role
    JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE NOT EXISTS (SELECT 1 FROM head h WHERE h.day = day.day AND h.unit_id = n.org_unit_id AND h.person_id = n.person_id)), about_nomination_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の推薦' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しく決定を待つ推薦があるため' ELSE '決定を待つ推薦があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max(n.since) AS since, (array_agg(n.id ORDER BY n.since DESC, n.recorded_at DESC, n.id))[1] AS newest
      FROM (SELECT consented.id, consented.recorded_at, (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = consented.id
    ) taken WHERE taken.step = consented.step AND taken.before IS DISTINCT FROM taken.step) AS since FROM nominations consented WHERE consented.state = 'consented') n
    ) waiting ON waiting.count > 0), about_nomination_decided AS (
    SELECT told.day, told.object_id, told.person_id, told.unit_id, told.of_unit_id, told.due_on, 0 AS lead,
      told.name || told."roleName" || 'への推薦(' || told.outcome || ')' AS text, told.reason
    FROM (
      SELECT day.day, n.id AS object_id, whom.person_id, whom.unit_id, n.org_unit_id AS of_unit_id, n.since AS due_on,
        CASE WHEN whom.person_id = n.person_id THEN '' ELSE p.name || 'さんの' END AS name, w."roleName", w.outcome, w.reason
      FROM day CROSS JOIN asked
      JOIN (
        SELECT decided.*, CASE decided.state WHEN 'nominated' THEN 'lapsed' ELSE decided.state END AS came,
          CASE decided.state WHEN 'nominated' THEN decided.consent_by + 1 ELSE (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = decided.id
    ) taken WHERE taken.step = decided.step AND taken.before IS DISTINCT FROM taken.step) END AS since FROM nominations decided
      ) n ON n.since BETWEEN day.day - 13 AND day.day
      JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'nomination_decided') AS f(role text, "roleName" text, state text, outcome text, reason text)) w ON w.role = n.role AND w.state = n.came
      JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
      JOIN LATERAL (
        SELECT n.person_id, NULL::uuid AS unit_id WHERE n.state IN ('approved', 'appointed_directly', 'not_taken') OR (n.state = 'returned' AND n.origin = 'self')
        UNION ALL SELECT NULL, n.org_unit_id WHERE n.origin = 'head'
        UNION ALL SELECT by.person_id, NULL FROM accounts by
          WHERE n.origin = 'office' AND by.id = n.nominated_by AND (n.came = 'lapsed' OR by.id IS DISTINCT FROM n.recorded_by)
      ) whom ON true
      WHERE NOT EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AND (n.came IN ('approved', 'appointed_directly') OR NOT EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id))
    ) told), about_verification_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の報告' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しい報告があるため' ELSE '確認を待つ報告があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max((r.reported_at AT TIME ZONE 'Asia/Tokyo')::date) AS since, (array_agg(r.id ORDER BY r.reported_at DESC, r.id))[1] AS newest
      FROM certification_records r WHERE r.state = 'reported'
    ) waiting ON waiting.count > 0), about_import_waiting AS (
    SELECT day.day, b.id AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, '人事データの取込み' AS text,
      '内容を確認したまま反映していないため(週に1回)' AS reason
    FROM day JOIN import_batches b ON b.state = 'previewed' AND b.person_id IS NULL AND (b.created_at AT TIME ZONE 'Asia/Tokyo')::date < day.day), about_unit_without_leader AS (
    SELECT v.day, v."unitId" AS object_id, NULL::uuid AS person_id, v."unitId" AS unit_id,
      date_trunc('month', v.day::timestamp)::date AS due_on, 0 AS lead, v.name AS text,
      v.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'unit_without_leader') AS f(day date, "unitId" uuid, name text, reason text)) v), about_term_ending AS (
    SELECT day.day, r.id AS object_id, r.person_id, line.unit_id, r.term_end AS due_on, 90 AS lead,
      p.name || COALESCE('(' || line.unit_name || ')', '') AS text,
      CASE WHEN r.term_end - day.notice = day.day THEN '任期満了の' || day.notice || '日前' ELSE '任期満了まで' || day.notice || '日以内' END AS reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'term_ending') AS f(day date, notice integer)) day CROSS JOIN asked
    JOIN role_appointments r ON r.role = 'leader' AND r.valid_to > r.term_end
  AND NOT EXISTS (SELECT 1 FROM role_appointments n
                  WHERE n.person_id = r.person_id AND n.role = r.role AND n.term_start > r.term_end)
  AND NOT EXISTS (SELECT 1 FROM appointment_batch_members lm JOIN appointment_batches lb ON lb.id = lm.batch_id
      WHERE lb.act = 'let_expire' AND lb.undone_at IS NULL AND lm.result_id = r.id AND lm.old_end = r.term_end)
      AND r.term_start <= day.day AND r.term_end >= day.day AND r.term_end - day.notice <= day.day
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= day.day AND (sn.valid_to IS NULL OR sn.valid_to > day.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= day.day AND (pp.valid_to IS NULL OR pp.valid_to > day.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= day.day AND (pu.valid_to IS NULL OR pu.valid_to > day.day)
      WHERE pd.person_id = r.person_id AND pd.valid_from <= day.day AND (pd.valid_to IS NULL OR pd.valid_to > day.day)
    ) line ON true
    JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE EXISTS (SELECT 1 FROM employments em WHERE em.person_id = r.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))), still_true AS (SELECT 'learning_overdue' AS kind, t.* FROM (SELECT o.id AS object_id, o.due_on, o.is_mandatory AS is_for_head FROM open_learning o) t UNION ALL SELECT 'learning_due' AS kind, t.* FROM (SELECT o.id AS object_id, o.due_on, o.is_mandatory AS is_for_head FROM open_learning o) t UNION ALL SELECT 'learning_asked' AS kind, t.* FROM (SELECT o.id AS object_id, o.due_on, o.is_mandatory AS is_for_head FROM open_learning o
    WHERE EXISTS (SELECT 1 FROM reminder_requests r WHERE r.object_id = o.id AND r.person_id = o.person_id)) t UNION ALL SELECT 'consent_asked' AS kind, t.* FROM (SELECT a.object_id, a.due_on, COALESCE(a.of_unit_id = ANY ($5::uuid[]), false) AS is_for_head FROM about_consent_asked a) t UNION ALL SELECT 'support_asked' AS kind, t.* FROM (SELECT a.object_id, a.due_on, COALESCE(a.of_unit_id = ANY ($5::uuid[]), false) AS is_for_head FROM about_support_asked a) t UNION ALL SELECT 'nomination_waiting' AS kind, t.* FROM (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_nomination_waiting a) t UNION ALL SELECT 'nomination_decided' AS kind, t.* FROM (SELECT a.object_id, a.due_on, COALESCE(a.of_unit_id = ANY ($5::uuid[]), false) AS is_for_head FROM about_nomination_decided a) t UNION ALL SELECT 'verification_waiting' AS kind, t.* FROM (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_verification_waiting a) t UNION ALL SELECT 'import_waiting' AS kind, t.* FROM (SELECT a.object_id, a.due_on, false AS is_for_head FROM about_import_waiting a) t UNION ALL SELECT 'unit_without_leader' AS kind, t.* FROM (SELECT a.object_id, a.due_on, a.unit_id = ANY ($5::uuid[]) AS is_for_head FROM about_unit_without_leader a) t UNION ALL SELECT 'term_ending' AS kind, t.* FROM (SELECT a.object_id, a.due_on, a.unit_id = ANY ($5::uuid[]) AS is_for_head FROM about_term_ending a) t), found AS MATERIALIZED (
      SELECT l.id, l.recipient_person_id AS "personId", d.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   l.kind, l.text, l.due_on AS "dueOn", l.lead, l.reason, told.told_on AS "toldOn", teller.name AS "toldBy"
      FROM reminder_ledger l
      JOIN reminder_digests d ON d.id = l.digest_id AND d.state = 'no_mailbox'
      JOIN present p ON p.person_id = l.recipient_person_id
      JOIN still_true t ON t.kind = l.kind AND t.object_id = l.object_id AND t.due_on = l.due_on
      JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = l.recipient_person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
      LEFT JOIN notice_tellings told ON told.reminder_id = l.id
      LEFT JOIN accounts ta ON ta.id = told.recorded_by LEFT JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = ta.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) teller ON true
      WHERE l.dropped_at IS NULL AND d.day >= $6::date AND (told.id IS NOT NULL) = $7::boolean
        AND EXISTS (SELECT 1 FROM rule WHERE rule.kind = l.kind)
        AND ($5::uuid[] IS NULL OR (line.unit_id = ANY ($5::uuid[]) AND t.is_for_head))
    ), page AS (
      SELECT * FROM found ORDER BY "plannedFor" DESC, "staffNumber", "dueOn", id LIMIT $8::integer OFFSET $9::integer
    )
    SELECT (SELECT count(*)::int FROM found) AS total, COALESCE((SELECT json_agg(page) FROM page), '[]'::json) AS rows;

-- reminders.past-halts
SELECT h.id, h.reason, h.started_at AS "startedAt", by.name AS "startedBy", h.ended_at AS "endedAt", ender.name AS "endedBy"
    FROM reminder_halts h LEFT JOIN person_details by ON by.person_id = person_of(h.started_by) AND by.valid_from <= $1::date AND (by.valid_to IS NULL OR by.valid_to > $1::date)
    LEFT JOIN person_details ender ON ender.person_id = person_of(h.ended_by) AND ender.valid_from <= $1::date AND (ender.valid_to IS NULL OR ender.valid_to > $1::date)
    WHERE h.ended_at IS NOT NULL ORDER BY h.started_at DESC, h.id LIMIT 20;

-- reminders.people-asked-about
SELECT p.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
      COALESCE(p.email, '') <> '' AS "hasMailbox", EXISTS (SELECT 1 FROM employments em WHERE em.person_id = p.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) AS "isEmployed",
      EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = p.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)) AS "isAway",
      EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.person_id AND a.suspended_at IS NOT NULL) AS "isSuspended"
    FROM person_details p JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = p.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date) AND strpos(p.search_key, $2::text) > 0 ORDER BY line.staff_number LIMIT $3::integer;

-- reminders.piled-up
SELECT l.kind, count(*)::int AS count FROM reminder_ledger l WHERE l.dropped_at IS NULL AND (l.digest_id IS NULL
  OR EXISTS (SELECT 1 FROM reminder_digests d WHERE d.id = l.digest_id AND d.state = 'planned')) GROUP BY l.kind ORDER BY l.kind;

-- reminders.preview
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND true
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), hr AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'hr' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_learning_overdue AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_overdue') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), about_learning_due AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_due') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), about_learning_asked AS (
    SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, r.number AS lead,
      v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, '学ぶ時間を取ってほしいと伝えられたため' AS reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
    FROM reminder_requests r
    JOIN open_learning o ON o.person_id = r.person_id AND o.id = r.object_id AND o.is_mandatory
      AND r.asked_on <= o.day AND r.asked_on > o.day - 14
    JOIN courses c ON c.id = o.course_id
    JOIN course_versions v ON v.id = o.edition_id), about_consent_asked AS (
    SELECT w.day, n.id AS object_id, n.person_id, NULL::uuid AS unit_id, n.org_unit_id AS of_unit_id, n.consent_by AS due_on, w.lead,
      w."roleName" || 'への推薦' AS text, w.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'consent_asked') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text, role text, "roleName" text)) w
    JOIN nominations n ON n.role = w.role AND n.state = 'nominated' AND n.consent_by > w."dueAfter" AND n.consent_by <= w."dueUntil"), about_support_asked AS (
    SELECT day.day, n.id AS object_id, n.person_id, n.org_unit_id AS unit_id, n.org_unit_id AS of_unit_id,
      (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AS due_on, 0 AS lead, p.name || '(' || w."roleName" || ')' AS text,
      CASE n.origin WHEN 'self' THEN '自薦があったため' ELSE '推薦があったため' END AS reason
    FROM day CROSS JOIN asked
    JOIN nominations n ON n.origin <> 'head' AND n.support IS NULL AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= day.day)) AND EXISTS (SELECT 1 FROM role_requirements asked_for WHERE asked_for.kind = 'recommendation' AND asked_for.is_required
      AND asked_for.role_version_id = (SELECT v.id FROM role_versions v WHERE v.role = n.role AND v.valid_from <= day.day
        ORDER BY v.valid_from DESC LIMIT 1))
    JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'support_asked') AS f(role text, "roleName" text)) w ON w.role = n.role
    JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE NOT EXISTS (SELECT 1 FROM head h WHERE h.day = day.day AND h.unit_id = n.org_unit_id AND h.person_id = n.person_id)), about_nomination_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の推薦' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しく決定を待つ推薦があるため' ELSE '決定を待つ推薦があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max(n.since) AS since, (array_agg(n.id ORDER BY n.since DESC, n.recorded_at DESC, n.id))[1] AS newest
      FROM (SELECT consented.id, consented.recorded_at, (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = consented.id
    ) taken WHERE taken.step = consented.step AND taken.before IS DISTINCT FROM taken.step) AS since FROM nominations consented WHERE consented.state = 'consented') n
    ) waiting ON waiting.count > 0), about_nomination_decided AS (
    SELECT told.day, told.object_id, told.person_id, told.unit_id, told.of_unit_id, told.due_on, 0 AS lead,
      told.name || told."roleName" || 'への推薦(' || told.outcome || ')' AS text, told.reason
    FROM (
      SELECT day.day, n.id AS object_id, whom.person_id, whom.unit_id, n.org_unit_id AS of_unit_id, n.since AS due_on,
        CASE WHEN whom.person_id = n.person_id THEN '' ELSE p.name || 'さんの' END AS name, w."roleName", w.outcome, w.reason
      FROM day CROSS JOIN asked
      JOIN (
        SELECT decided.*, CASE decided.state WHEN 'nominated' THEN 'lapsed' ELSE decided.state END AS came,
          CASE decided.state WHEN 'nominated' THEN decided.consent_by + 1 ELSE (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = decided.id
    ) taken WHERE taken.step = decided.step AND taken.before IS DISTINCT FROM taken.step) END AS since FROM nominations decided
      ) n ON n.since BETWEEN day.day - 13 AND day.day
      JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'nomination_decided') AS f(role text, "roleName" text, state text, outcome text, reason text)) w ON w.role = n.role AND w.state = n.came
      JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
      JOIN LATERAL (
        SELECT n.person_id, NULL::uuid AS unit_id WHERE n.state IN ('approved', 'appointed_directly', 'not_taken') OR (n.state = 'returned' AND n.origin = 'self')
        UNION ALL SELECT NULL, n.org_unit_id WHERE n.origin = 'head'
        UNION ALL SELECT by.person_id, NULL FROM accounts by
          WHERE n.origin = 'office' AND by.id = n.nominated_by AND (n.came = 'lapsed' OR by.id IS DISTINCT FROM n.recorded_by)
      ) whom ON true
      WHERE NOT EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AND (n.came IN ('approved', 'appointed_directly') OR NOT EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id))
    ) told), about_verification_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の報告' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しい報告があるため' ELSE '確認を待つ報告があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max((r.reported_at AT TIME ZONE 'Asia/Tokyo')::date) AS since, (array_agg(r.id ORDER BY r.reported_at DESC, r.id))[1] AS newest
      FROM certification_records r WHERE r.state = 'reported'
    ) waiting ON waiting.count > 0), about_import_waiting AS (
    SELECT day.day, b.id AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, '人事データの取込み' AS text,
      '内容を確認したまま反映していないため(週に1回)' AS reason
    FROM day JOIN import_batches b ON b.state = 'previewed' AND b.person_id IS NULL AND (b.created_at AT TIME ZONE 'Asia/Tokyo')::date < day.day), about_unit_without_leader AS (
    SELECT v.day, v."unitId" AS object_id, NULL::uuid AS person_id, v."unitId" AS unit_id,
      date_trunc('month', v.day::timestamp)::date AS due_on, 0 AS lead, v.name AS text,
      v.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'unit_without_leader') AS f(day date, "unitId" uuid, name text, reason text)) v), about_term_ending AS (
    SELECT day.day, r.id AS object_id, r.person_id, line.unit_id, r.term_end AS due_on, 90 AS lead,
      p.name || COALESCE('(' || line.unit_name || ')', '') AS text,
      CASE WHEN r.term_end - day.notice = day.day THEN '任期満了の' || day.notice || '日前' ELSE '任期満了まで' || day.notice || '日以内' END AS reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'term_ending') AS f(day date, notice integer)) day CROSS JOIN asked
    JOIN role_appointments r ON r.role = 'leader' AND r.valid_to > r.term_end
  AND NOT EXISTS (SELECT 1 FROM role_appointments n
                  WHERE n.person_id = r.person_id AND n.role = r.role AND n.term_start > r.term_end)
  AND NOT EXISTS (SELECT 1 FROM appointment_batch_members lm JOIN appointment_batches lb ON lb.id = lm.batch_id
      WHERE lb.act = 'let_expire' AND lb.undone_at IS NULL AND lm.result_id = r.id AND lm.old_end = r.term_end)
      AND r.term_start <= day.day AND r.term_end >= day.day AND r.term_end - day.notice <= day.day
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= day.day AND (sn.valid_to IS NULL OR sn.valid_to > day.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= day.day AND (pp.valid_to IS NULL OR pp.valid_to > day.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= day.day AND (pu.valid_to IS NULL OR pu.valid_to > day.day)
      WHERE pd.person_id = r.person_id AND pd.valid_from <= day.day AND (pd.valid_to IS NULL OR pd.valid_to > day.day)
    ) line ON true
    JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE EXISTS (SELECT 1 FROM employments em WHERE em.person_id = r.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_overdue' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_overdue a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_overdue' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_due' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_due a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_due' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_asked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_asked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'consent_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_consent_asked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'consent_asked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, h.person_id AS person_id, 'support_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'head' AS whom, a.unit_id, 0 AS rank
    FROM about_support_asked a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'support_asked' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'support_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'office' AS whom, a.unit_id, 1 AS rank
    FROM about_support_asked a JOIN office o ON o.day = a.day
    JOIN rule r ON r.day = a.day AND r.kind = 'support_asked' AND r.whom = 'office' AND a.due_on <= r."dueUntil") told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told UNION ALL SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'nomination_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/appointments/nominations?state=consented' AS link,
      'office' AS whom, a.unit_id, 0 AS rank
    FROM about_nomination_waiting a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_waiting' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, a.person_id AS person_id, 'nomination_decided' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_nomination_decided a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_decided' AND r.whom = 'person' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, h.person_id AS person_id, 'nomination_decided' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'head' AS whom, a.unit_id, 1 AS rank
    FROM about_nomination_decided a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_decided' AND r.whom = 'head' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told UNION ALL SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'verification_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certification-reviews' AS link,
      'hr' AS whom, a.unit_id, 0 AS rank
    FROM about_verification_waiting a JOIN hr o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'verification_waiting' AND r.whom = 'hr' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'import_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/imports/' || a.object_id AS link,
      'hr' AS whom, a.unit_id, 0 AS rank
    FROM about_import_waiting a JOIN hr o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'import_waiting' AND r.whom = 'hr' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, h.person_id AS person_id, 'unit_without_leader' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/team' AS link,
      'head' AS whom, a.unit_id, 0 AS rank
    FROM about_unit_without_leader a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'unit_without_leader' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'unit_without_leader' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/coverage' AS link,
      'office' AS whom, a.unit_id, 1 AS rank
    FROM about_unit_without_leader a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'unit_without_leader' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told UNION ALL SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, a.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_term_ending a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'person' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, h.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/team' AS link,
      'head' AS whom, a.unit_id, 1 AS rank
    FROM about_term_ending a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/appointments' AS link,
      'office' AS whom, a.unit_id, 2 AS rank
    FROM about_term_ending a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.object_id
      FROM first_day c
      JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
      WHERE NOT EXISTS (
          SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
            AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
        AND ($5::text = '' OR strpos(line.search_key, $5::text) > 0) AND ($6::text IS NULL OR c.kind = $6::text)
    ), page AS (
      SELECT * FROM found ORDER BY "plannedFor", "staffNumber", "dueOn", object_id LIMIT $7::integer OFFSET $8::integer
    )
    SELECT (SELECT count(*)::int FROM found) AS total, COALESCE((SELECT json_agg(page) FROM page), '[]'::json) AS rows;

-- reminders.readings-of-act
SELECT r.id FROM notice_readings r JOIN reminder_ledger l ON l.id = r.reminder_id
    WHERE r.act_id = $1::uuid AND l.recipient_person_id = $2::uuid ORDER BY r.id;

-- reminders.recipient
SELECT name, email FROM person_details p WHERE person_id = $1::uuid AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date);

-- reminders.requests-not-sent
SELECT r.id, r.person_id AS "personId" FROM reminder_requests r
    WHERE r.person_id = ANY ($1::uuid[]) AND r.org_unit_id = ANY ($2::uuid[]) AND r.asked_on = $3::date AND NOT EXISTS (
      SELECT 1 FROM reminder_ledger l JOIN reminder_digests d ON d.id = l.digest_id AND d.state IN ('sending', 'sent')
      WHERE l.kind = 'learning_asked' AND l.recipient_person_id = r.person_id AND l.object_id = r.object_id AND l.lead = r.number)
    ORDER BY r.id;

-- reminders.requests-of-people
SELECT h.person_id AS "personId", h.object_id AS "objectId", max(h.number) AS times,
      max(h.asked_on) FILTER (WHERE h.superseded_at IS NULL) AS "lastOn"
    FROM reminder_requests_history h WHERE h.person_id = ANY ($1::uuid[]) GROUP BY 1, 2 ORDER BY 1, 2;

-- reminders.requests-to-join
WITH learning AS (
      SELECT md5(old_one.person_id::text || old_one.course_id::text || old_one.cycle::text)::uuid AS old_id, md5(new_one.person_id::text || new_one.course_id::text || new_one.cycle::text)::uuid AS new_id
      FROM courses c CROSS JOIN (SELECT DISTINCT coalesce(v.fiscal_year, 0) AS cycle FROM course_versions v) y
      CROSS JOIN LATERAL (SELECT $1::uuid AS person_id, c.id AS course_id, y.cycle) old_one
      CROSS JOIN LATERAL (SELECT $2::uuid AS person_id, c.id AS course_id, y.cycle) new_one
    ), named AS (
      SELECT r.id, r.person_id = $2::uuid AS is_kept, r.object_id, coalesce(k.new_id, r.object_id) AS new_object_id, r.asked_on, r.number
      FROM reminder_requests r LEFT JOIN learning k ON k.old_id = r.object_id AND r.person_id = $1::uuid
      WHERE r.person_id IN ($1::uuid, $2::uuid)
    )
    SELECT n.id, n.is_kept AS "isKept", n.object_id AS "objectId", n.new_object_id AS "newObjectId", n.asked_on AS "askedOn", n.number,
      coalesce((SELECT max(h.number) FROM reminder_requests_history h
        WHERE h.person_id = $2::uuid AND h.object_id = n.new_object_id), 0) AS "keptNumber"
    FROM named n ORDER BY n.asked_on, n.id;

-- reminders.rules
SELECT r.id, r.kind, r.valid_from AS "validFrom", r.is_on AS "isOn", r.leads, r.every, r.recipients,
      r.escalate_after AS "escalateAfter", r.recorded_at AS "recordedAt", by.name AS "recordedBy"
    FROM reminder_rules r LEFT JOIN person_details by ON by.person_id = person_of(r.recorded_by) AND by.valid_from <= $1::date AND (by.valid_to IS NULL OR by.valid_to > $1::date)
    ORDER BY r.kind, r.valid_from DESC;

-- reminders.run-of-day
SELECT day FROM reminder_runs WHERE day = $1::date;

-- reminders.running-nominations
SELECT COALESCE(bool_or(n.state = 'nominated'), false) AS "isAsked", COALESCE(bool_or(n.state = 'consented'), false) AS "isConsented"
    FROM nominations n WHERE n.role = 'leader' AND n.org_unit_id = ANY ($1::uuid[]) AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= $2::date));

-- reminders.tellings-of-notices
SELECT t.id FROM notice_tellings t WHERE t.reminder_id = ANY ($1::uuid[]) ORDER BY t.id;

-- reminders.times-of-notice
SELECT l.id, l.planned_for AS "toldOn", l.reason FROM reminder_ledger l
    WHERE l.recipient_person_id = $1::uuid AND l.dropped_at IS NULL AND l.planned_for BETWEEN $2::date AND $3::date
  AND (l.told_as = ANY ($4::text[]) OR (l.told_as = 'head' AND l.about_unit_id = ANY ($5::uuid[]))) AND l.object_id = $6::uuid AND l.due_on = $7::date AND l.link = $8::text ORDER BY l.planned_for DESC, l.id LIMIT 100;

-- reminders.units-of-people
SELECT po.person_id AS "personId", po.org_unit_id AS "unitId" FROM postings po
    WHERE po.person_id = ANY ($1::uuid[]) AND po.kind = 'primary' AND po.valid_from <= $2::date AND (po.valid_to IS NULL OR po.valid_to > $2::date) ORDER BY po.person_id;

-- reminders.unread-notices
WITH told AS (
  SELECT l.*, count(*) OVER matter AS times, row_number() OVER (matter ORDER BY l.planned_for DESC, l.created_at DESC, l.id DESC) AS place
  FROM reminder_ledger l WHERE l.recipient_person_id = $1::uuid AND l.dropped_at IS NULL AND l.planned_for BETWEEN $2::date AND $3::date
  AND (l.told_as = ANY ($4::text[]) OR (l.told_as = 'head' AND l.about_unit_id = ANY ($5::uuid[])))
  WINDOW matter AS (PARTITION BY l.object_id, l.due_on, l.link)
), own AS (
  SELECT told.*, r.id IS NOT NULL AS is_read FROM told
  LEFT JOIN notice_readings r ON r.reminder_id = told.id WHERE told.place = 1
) SELECT count(*)::int AS unread FROM own WHERE NOT is_read;

-- reminders.what-became-of-notices
SELECT (count(*) FILTER (WHERE d.state = 'sent' AND l.dropped_at IS NULL))::int AS sent,
      (count(*) FILTER (WHERE d.state = 'failed' AND l.dropped_at IS NULL))::int AS failed,
      (count(*) FILTER (WHERE d.state = 'no_mailbox' AND l.dropped_at IS NULL))::int AS "onPaper",
      (count(*) FILTER (WHERE l.dropped_at IS NOT NULL AND l.halt_id IS NULL))::int AS dropped,
      (count(*) FILTER (WHERE l.halt_id IS NOT NULL))::int AS halted,
      (count(*) FILTER (WHERE l.dropped_at IS NULL AND (d.id IS NULL OR d.state IN ('planned', 'sending'))))::int AS waiting,
      max(d.last_error) FILTER (WHERE d.state = 'failed') AS "lastError"
    FROM reminder_ledger l LEFT JOIN reminder_digests d ON d.id = l.digest_id
    WHERE l.recipient_person_id = $1::uuid AND l.kind IN ('learning_overdue', 'learning_due', 'learning_asked', 'consent_asked', 'support_asked', 'nomination_waiting', 'nomination_decided', 'verification_waiting', 'import_waiting', 'unit_without_leader', 'term_ending') AND l.planned_for BETWEEN $2::date AND $3::date;

-- reminders.who-tries-words
SELECT p.name, p.email FROM person_details p WHERE p.person_id = $1::uuid AND p.valid_from <= $2::date AND (p.valid_to IS NULL OR p.valid_to > $2::date);

-- reminders.wordings
SELECT w.id, w.kind, w.valid_from AS "validFrom", w.title, w.line, w.recorded_at AS "recordedAt", by.name AS "recordedBy"
    FROM reminder_words w LEFT JOIN person_details by ON by.person_id = person_of(w.recorded_by) AND by.valid_from <= $1::date AND (by.valid_to IS NULL OR by.valid_to > $1::date)
    ORDER BY w.kind, w.valid_from DESC;

-- reminders.would-send-consent-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), about_consent_asked AS (
    SELECT w.day, n.id AS object_id, n.person_id, NULL::uuid AS unit_id, n.org_unit_id AS of_unit_id, n.consent_by AS due_on, w.lead,
      w."roleName" || 'への推薦' AS text, w.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'consent_asked') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text, role text, "roleName" text)) w
    JOIN nominations n ON n.role = w.role AND n.state = 'nominated' AND n.consent_by > w."dueAfter" AND n.consent_by <= w."dueUntil"), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'consent_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_consent_asked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'consent_asked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.would-send-import-waiting
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), hr AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'hr' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_import_waiting AS (
    SELECT day.day, b.id AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, '人事データの取込み' AS text,
      '内容を確認したまま反映していないため(週に1回)' AS reason
    FROM day JOIN import_batches b ON b.state = 'previewed' AND b.person_id IS NULL AND (b.created_at AT TIME ZONE 'Asia/Tokyo')::date < day.day), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'import_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/imports/' || a.object_id AS link,
      'hr' AS whom, a.unit_id, 0 AS rank
    FROM about_import_waiting a JOIN hr o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'import_waiting' AND r.whom = 'hr' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.would-send-learning-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND true
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), about_learning_asked AS (
    SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, r.number AS lead,
      v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, '学ぶ時間を取ってほしいと伝えられたため' AS reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
    FROM reminder_requests r
    JOIN open_learning o ON o.person_id = r.person_id AND o.id = r.object_id AND o.is_mandatory
      AND r.asked_on <= o.day AND r.asked_on > o.day - 14
    JOIN courses c ON c.id = o.course_id
    JOIN course_versions v ON v.id = o.edition_id), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_asked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_asked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.would-send-learning-due
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND true
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), about_learning_due AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_due') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_due' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_due a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_due' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.would-send-learning-overdue
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND true
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), about_learning_overdue AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_overdue') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_overdue' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_overdue a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_overdue' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.would-send-nomination-decided
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), about_nomination_decided AS (
    SELECT told.day, told.object_id, told.person_id, told.unit_id, told.of_unit_id, told.due_on, 0 AS lead,
      told.name || told."roleName" || 'への推薦(' || told.outcome || ')' AS text, told.reason
    FROM (
      SELECT day.day, n.id AS object_id, whom.person_id, whom.unit_id, n.org_unit_id AS of_unit_id, n.since AS due_on,
        CASE WHEN whom.person_id = n.person_id THEN '' ELSE p.name || 'さんの' END AS name, w."roleName", w.outcome, w.reason
      FROM day CROSS JOIN asked
      JOIN (
        SELECT decided.*, CASE decided.state WHEN 'nominated' THEN 'lapsed' ELSE decided.state END AS came,
          CASE decided.state WHEN 'nominated' THEN decided.consent_by + 1 ELSE (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = decided.id
    ) taken WHERE taken.step = decided.step AND taken.before IS DISTINCT FROM taken.step) END AS since FROM nominations decided
      ) n ON n.since BETWEEN day.day - 13 AND day.day
      JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'nomination_decided') AS f(role text, "roleName" text, state text, outcome text, reason text)) w ON w.role = n.role AND w.state = n.came
      JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
      JOIN LATERAL (
        SELECT n.person_id, NULL::uuid AS unit_id WHERE n.state IN ('approved', 'appointed_directly', 'not_taken') OR (n.state = 'returned' AND n.origin = 'self')
        UNION ALL SELECT NULL, n.org_unit_id WHERE n.origin = 'head'
        UNION ALL SELECT by.person_id, NULL FROM accounts by
          WHERE n.origin = 'office' AND by.id = n.nominated_by AND (n.came = 'lapsed' OR by.id IS DISTINCT FROM n.recorded_by)
      ) whom ON true
      WHERE NOT EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AND (n.came IN ('approved', 'appointed_directly') OR NOT EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id))
    ) told), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, a.person_id AS person_id, 'nomination_decided' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_nomination_decided a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_decided' AND r.whom = 'person' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, h.person_id AS person_id, 'nomination_decided' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'head' AS whom, a.unit_id, 1 AS rank
    FROM about_nomination_decided a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_decided' AND r.whom = 'head' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.would-send-nomination-waiting
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_nomination_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の推薦' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しく決定を待つ推薦があるため' ELSE '決定を待つ推薦があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max(n.since) AS since, (array_agg(n.id ORDER BY n.since DESC, n.recorded_at DESC, n.id))[1] AS newest
      FROM (SELECT consented.id, consented.recorded_at, (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = consented.id
    ) taken WHERE taken.step = consented.step AND taken.before IS DISTINCT FROM taken.step) AS since FROM nominations consented WHERE consented.state = 'consented') n
    ) waiting ON waiting.count > 0), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'nomination_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/appointments/nominations?state=consented' AS link,
      'office' AS whom, a.unit_id, 0 AS rank
    FROM about_nomination_waiting a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_waiting' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.would-send-support-asked
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_support_asked AS (
    SELECT day.day, n.id AS object_id, n.person_id, n.org_unit_id AS unit_id, n.org_unit_id AS of_unit_id,
      (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AS due_on, 0 AS lead, p.name || '(' || w."roleName" || ')' AS text,
      CASE n.origin WHEN 'self' THEN '自薦があったため' ELSE '推薦があったため' END AS reason
    FROM day CROSS JOIN asked
    JOIN nominations n ON n.origin <> 'head' AND n.support IS NULL AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= day.day)) AND EXISTS (SELECT 1 FROM role_requirements asked_for WHERE asked_for.kind = 'recommendation' AND asked_for.is_required
      AND asked_for.role_version_id = (SELECT v.id FROM role_versions v WHERE v.role = n.role AND v.valid_from <= day.day
        ORDER BY v.valid_from DESC LIMIT 1))
    JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'support_asked') AS f(role text, "roleName" text)) w ON w.role = n.role
    JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE NOT EXISTS (SELECT 1 FROM head h WHERE h.day = day.day AND h.unit_id = n.org_unit_id AND h.person_id = n.person_id)), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, h.person_id AS person_id, 'support_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'head' AS whom, a.unit_id, 0 AS rank
    FROM about_support_asked a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'support_asked' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'support_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'office' AS whom, a.unit_id, 1 AS rank
    FROM about_support_asked a JOIN office o ON o.day = a.day
    JOIN rule r ON r.day = a.day AND r.kind = 'support_asked' AND r.whom = 'office' AND a.due_on <= r."dueUntil") told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.would-send-term-ending
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_term_ending AS (
    SELECT day.day, r.id AS object_id, r.person_id, line.unit_id, r.term_end AS due_on, 90 AS lead,
      p.name || COALESCE('(' || line.unit_name || ')', '') AS text,
      CASE WHEN r.term_end - day.notice = day.day THEN '任期満了の' || day.notice || '日前' ELSE '任期満了まで' || day.notice || '日以内' END AS reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'term_ending') AS f(day date, notice integer)) day CROSS JOIN asked
    JOIN role_appointments r ON r.role = 'leader' AND r.valid_to > r.term_end
  AND NOT EXISTS (SELECT 1 FROM role_appointments n
                  WHERE n.person_id = r.person_id AND n.role = r.role AND n.term_start > r.term_end)
  AND NOT EXISTS (SELECT 1 FROM appointment_batch_members lm JOIN appointment_batches lb ON lb.id = lm.batch_id
      WHERE lb.act = 'let_expire' AND lb.undone_at IS NULL AND lm.result_id = r.id AND lm.old_end = r.term_end)
      AND r.term_start <= day.day AND r.term_end >= day.day AND r.term_end - day.notice <= day.day
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= day.day AND (sn.valid_to IS NULL OR sn.valid_to > day.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= day.day AND (pp.valid_to IS NULL OR pp.valid_to > day.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= day.day AND (pu.valid_to IS NULL OR pu.valid_to > day.day)
      WHERE pd.person_id = r.person_id AND pd.valid_from <= day.day AND (pd.valid_to IS NULL OR pd.valid_to > day.day)
    ) line ON true
    JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE EXISTS (SELECT 1 FROM employments em WHERE em.person_id = r.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, a.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_term_ending a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'person' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, h.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/team' AS link,
      'head' AS whom, a.unit_id, 1 AS rank
    FROM about_term_ending a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/appointments' AS link,
      'office' AS whom, a.unit_id, 2 AS rank
    FROM about_term_ending a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.would-send-unit-without-leader
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_unit_without_leader AS (
    SELECT v.day, v."unitId" AS object_id, NULL::uuid AS person_id, v."unitId" AS unit_id,
      date_trunc('month', v.day::timestamp)::date AS due_on, 0 AS lead, v.name AS text,
      v.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'unit_without_leader') AS f(day date, "unitId" uuid, name text, reason text)) v), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, h.person_id AS person_id, 'unit_without_leader' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/team' AS link,
      'head' AS whom, a.unit_id, 0 AS rank
    FROM about_unit_without_leader a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'unit_without_leader' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'unit_without_leader' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/coverage' AS link,
      'office' AS whom, a.unit_id, 1 AS rank
    FROM about_unit_without_leader a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'unit_without_leader' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.would-send-verification-waiting
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), hr AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'hr' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_verification_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の報告' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しい報告があるため' ELSE '確認を待つ報告があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max((r.reported_at AT TIME ZONE 'Asia/Tokyo')::date) AS since, (array_agg(r.id ORDER BY r.reported_at DESC, r.id))[1] AS newest
      FROM certification_records r WHERE r.state = 'reported'
    ) waiting ON waiting.count > 0), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'verification_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certification-reviews' AS link,
      'hr' AS whom, a.unit_id, 0 AS rank
    FROM about_verification_waiting a JOIN hr o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'verification_waiting' AND r.whom = 'hr' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), first_day AS (
      SELECT DISTINCT ON (recipient_person_id, kind, object_id, due_on, lead) *
      FROM candidate ORDER BY recipient_person_id, kind, object_id, due_on, lead, day
    ), found AS MATERIALIZED (
      SELECT c.* FROM first_day c WHERE NOT EXISTS (
        SELECT 1 FROM reminder_ledger l WHERE l.recipient_person_id = c.recipient_person_id AND l.kind = c.kind
          AND l.object_id = c.object_id AND l.due_on = c.due_on AND l.lead = c.lead)
    ), counted AS (
      SELECT day, told_as AS whom, count(*)::int AS count FROM found GROUP BY day, told_as ORDER BY day, told_as
    ), example AS (
      SELECT c.day AS "plannedFor", line.staff_number AS "staffNumber", line.name AS "personName", line.unit_name AS "unitName",
   c.kind, c.text, c.due_on AS "dueOn", c.lead, c.reason, c.told_as AS whom FROM (
        SELECT * FROM found ORDER BY day, due_on, recipient_person_id, object_id LIMIT 5) c JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= c.day AND (sn.valid_to IS NULL OR sn.valid_to > c.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= c.day AND (pp.valid_to IS NULL OR pp.valid_to > c.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= c.day AND (pu.valid_to IS NULL OR pu.valid_to > c.day)
      WHERE pd.person_id = c.recipient_person_id AND pd.valid_from <= c.day AND (pd.valid_to IS NULL OR pd.valid_to > c.day)
    ) line ON true
    )
    SELECT COALESCE((SELECT json_agg(counted) FROM counted), '[]'::json) AS days,
      COALESCE((SELECT json_agg(example) FROM example), '[]'::json) AS examples;

-- reminders.write-entries
WITH RECURSIVE asked AS (
  SELECT $1::date AS today, $2::jsonb AS facts
), day AS (
  SELECT unnest($3::date[]) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset($4::jsonb) AS r(day date, kind text, whom text, "dueUntil" date)
), present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)
  WHERE true AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day))
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
), open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ob_edition AS (
  SELECT DISTINCT ON (v.course_id, coalesce(v.fiscal_year, 0)) v.course_id, coalesce(v.fiscal_year, 0) AS cycle, v.id
  FROM course_versions v WHERE v.published_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'
  ORDER BY v.course_id, coalesce(v.fiscal_year, 0), v.version DESC
), ob_yearly AS (
  SELECT course_id, min(cycle) AS since FROM ob_edition WHERE cycle > 0 GROUP BY course_id
), ob_duty AS (
  SELECT a.id AS assignment_id, a.course_id, y.fiscal_year, e.cycle, e.id AS edition_id, a.audience_kind,
    a.org_unit_id, a.is_mandatory,
    (a.due_on + make_interval(years => y.fiscal_year - a.fiscal_year))::date AS due_on,
    CASE WHEN y.fiscal_year = a.fiscal_year THEN (a.created_at AT TIME ZONE 'Asia/Tokyo')::date
      ELSE make_date(y.fiscal_year, 4, 1) END AS assigned_on,
    least(day.day, make_date(y.fiscal_year + 1, 3, 31)) AS audience_day
  FROM course_assignments a
  LEFT JOIN ob_yearly s ON s.course_id = a.course_id
  CROSS JOIN LATERAL generate_series(a.fiscal_year,
    CASE WHEN a.repeats_yearly AND s.since IS NOT NULL THEN extract(year FROM day.day - interval '3 months')::int ELSE a.fiscal_year END) AS y (fiscal_year)
  JOIN ob_edition e ON e.course_id = a.course_id
    AND e.cycle = CASE WHEN y.fiscal_year >= s.since THEN y.fiscal_year ELSE 0 END
  WHERE a.created_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' AND y.fiscal_year <= extract(year FROM day.day - interval '3 months')::int AND (NOT EXISTS (
    SELECT 1 FROM assignment_withdrawals w WHERE w.assignment_id = a.id AND w.withdrawn_on <= day.day))
), ob_service AS (
  SELECT w.person_id, range_agg(daterange(w.valid_from, w.valid_to)) AS during,
    bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day)) AS is_employed,
    least(day.day, max(coalesce(w.valid_to, 'infinity')) - 1) AS last_day
  FROM employments w WHERE w.valid_from <= day.day AND true
  GROUP BY w.person_id
  HAVING bool_or(w.valid_from <= day.day AND (w.valid_to IS NULL OR w.valid_to > day.day))
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
  WHERE po.is_managerial AND po.valid_from <= day.day AND true
    AND EXISTS (SELECT 1 FROM ob_duty d WHERE d.audience_kind = 'managers')
  GROUP BY po.person_id
  UNION ALL
  SELECT 'org_unit', t.top_id, po.person_id, range_agg(t.during * daterange(po.valid_from, po.valid_to))
  FROM ob_unit t JOIN postings po ON po.org_unit_id = t.id AND po.kind = 'primary'
  WHERE po.valid_from <= day.day AND true
  GROUP BY t.top_id, po.person_id
), ob_away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to + 31)) AS during
  FROM employment_statuses s
  WHERE s.valid_to IS NOT NULL AND s.valid_from <= day.day AND true
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
  FROM cycle_closings c WHERE c.closed_on <= day.day AND (c.undone_at IS NULL OR c.undone_at >= (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
  GROUP BY c.fiscal_year
), ob_reached AS (
  SELECT r.assignment_id, r.person_id, r.course_id, r.cycle, r.fiscal_year, r.is_mandatory, r.is_employed, due.due_on,
    COALESCE(r.cycle = 0 AND least(done.completed_at, (x.valid_from)::timestamp AT TIME ZONE 'Asia/Tokyo')
      < (make_date(r.fiscal_year, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo', false) AS is_settled_before,
    coalesce(e.course_version_id, r.edition_id) AS edition_id, e.id AS enrollment_id,
    done.started_at, done.completed_at, x.valid_from AS exempted_on, x.reason AS exemption_reason, away.status AS absence,
    r.fiscal_year < extract(year FROM day.day - interval '3 months')::int AS is_carried_over,
    c.closed_on,
    CASE WHEN done.completed_at IS NOT NULL AND (c.closed_at IS NULL OR done.completed_at < c.closed_at) THEN 'completed' WHEN x.valid_from IS NOT NULL AND (c.closed_on IS NULL OR x.valid_from <= c.closed_on) THEN 'exempted'
         WHEN c.closed_on IS NOT NULL THEN 'closed'
         WHEN away.status IS NOT NULL AND true THEN 'absent' WHEN due.due_on <= NULL::date THEN 'overdue'
         WHEN done.started_at IS NOT NULL THEN 'in_progress' ELSE 'not_started' END AS state
  FROM ob_reach r
  LEFT JOIN enrollments e ON e.person_id = r.person_id AND e.course_id = r.course_id AND e.cycle = r.cycle
  LEFT JOIN exemptions x ON x.person_id = r.person_id AND x.course_id = r.course_id AND x.cycle = r.cycle
    AND x.valid_from <= day.day AND (x.valid_to IS NULL OR x.valid_to > day.day)
  LEFT JOIN ob_closed c ON c.fiscal_year = r.fiscal_year
  LEFT JOIN ob_away w ON w.person_id = r.person_id
  LEFT JOIN employment_statuses away ON away.person_id = r.person_id AND away.valid_from <= day.day AND (away.valid_to IS NULL OR away.valid_to > day.day)
  CROSS JOIN LATERAL (SELECT CASE WHEN e.started_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.started_at END AS started_at,
    CASE WHEN e.completed_at < (day.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo' THEN e.completed_at END AS completed_at) done
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
    AND (r.is_employed OR (r.fiscal_year = extract(year FROM day.day - interval '3 months')::int AND seen.day >= r.assigned_on))
    AND CASE WHEN r.fiscal_year = extract(year FROM day.day - interval '3 months')::int THEN true
      WHEN done.completed_at < (make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1))::timestamp AT TIME ZONE 'Asia/Tokyo' THEN false
      WHEN x.valid_from < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false
      WHEN c.closed_on < make_date(extract(year FROM day.day - interval '3 months')::int, 4, 1) THEN false ELSE true END
), obligation AS (
  SELECT DISTINCT ON (r.person_id, r.course_id, r.cycle) md5(r.person_id::text || r.course_id::text || r.cycle::text)::uuid AS id, r.*
  FROM ob_reached r WHERE NOT r.is_settled_before ORDER BY r.person_id, r.course_id, r.cycle, r.state = 'closed', r.is_mandatory DESC, r.fiscal_year, r.due_on, r.assignment_id
)
    SELECT obligation.* FROM obligation WHERE obligation.state IN ('not_started', 'in_progress', 'overdue')
  ) o
), head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (
  WITH RECURSIVE head AS (SELECT org_unit_id, person_id, post_title FROM (
  SELECT org_unit_id, person_id, post_title, place FROM (
    SELECT managed.*, row_number() OVER (PARTITION BY org_unit_id
        ORDER BY is_absent, (kind = 'acting' AND is_first_absent) DESC, nominal_place) AS place
    FROM (
      SELECT ordered.*, bool_or(is_absent AND nominal_place = 1) OVER (PARTITION BY org_unit_id) AS is_first_absent
      FROM (
        SELECT hp.org_unit_id, hp.person_id, hp.post_title, hp.kind, EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = hp.person_id AND ab.valid_from <= day.day AND (ab.valid_to IS NULL OR ab.valid_to > day.day)) AS is_absent,
          row_number() OVER (PARTITION BY hp.org_unit_id
            ORDER BY (hp.kind = 'primary') DESC, coalesce(ht.sort_order, 1000), hn.staff_number) AS nominal_place
        FROM (
          SELECT post.org_unit_id, post.person_id, post.post_title, post.kind FROM postings post WHERE post.is_managerial AND post.valid_from <= day.day AND (post.valid_to IS NULL OR post.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = post.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
          UNION ALL
          SELECT hd.org_unit_id, hd.person_id, coalesce(own.post_title, ''), 'acting' FROM head_deputies hd
          LEFT JOIN postings own ON own.person_id = hd.person_id AND own.kind = 'primary' AND own.valid_from <= day.day AND (own.valid_to IS NULL OR own.valid_to > day.day)
          WHERE hd.valid_from <= day.day AND (hd.valid_to IS NULL OR hd.valid_to > day.day) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = hd.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))
        ) hp
        JOIN staff_numbers hn ON hn.person_id = hp.person_id AND hn.valid_from <= day.day AND (hn.valid_to IS NULL OR hn.valid_to > day.day)
        LEFT JOIN post_titles ht ON ht.title = hp.post_title AND ht.valid_from <= day.day AND (ht.valid_to IS NULL OR ht.valid_to > day.day)
      ) ordered
    ) managed
  ) placed WHERE NOT is_absent) headship WHERE place = 1), way AS (
    SELECT p.org_unit_id AS unit_id, p.org_unit_id AS at_id, 0 AS steps
    FROM org_unit_periods p WHERE p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    UNION
    SELECT way.unit_id, p.parent_org_unit_id, way.steps + 1
    FROM way JOIN org_unit_periods p ON p.org_unit_id = way.at_id AND p.valid_from <= day.day AND (p.valid_to IS NULL OR p.valid_to > day.day)
    WHERE p.parent_org_unit_id IS NOT NULL AND way.steps < 20
      AND NOT EXISTS (SELECT 1 FROM head WHERE head.org_unit_id = way.at_id)
  )
  SELECT DISTINCT ON (way.unit_id) way.unit_id, way.at_id AS head_unit_id, head.person_id, head.post_title, way.steps
  FROM way JOIN head ON head.org_unit_id = way.at_id
  ORDER BY way.unit_id, way.steps) h
), office AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'program_office' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), hr AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = 'hr' AND r.valid_from <= day.day AND (r.valid_to IS NULL OR r.valid_to > day.day)
  JOIN accounts a ON a.id = r.account_id
), about_learning_overdue AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_overdue') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), about_learning_due AS (
      SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, due.lead,
        v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, due.reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
      FROM (
        SELECT d.day, d.due_on, w.lead, w.reason
        FROM (SELECT DISTINCT day, due_on FROM open_learning) d
        JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'learning_due') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w ON w.day = d.day AND d.due_on > w."dueAfter" AND d.due_on <= w."dueUntil"
      ) due
      JOIN open_learning o ON o.day = due.day AND o.due_on = due.due_on
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id), about_learning_asked AS (
    SELECT o.day, o.id AS object_id, o.person_id, NULL::uuid AS unit_id, o.due_on, r.number AS lead,
      v.title || CASE WHEN o.is_carried_over AND strpos(v.title, '令和' || o.fiscal_year - 2018 || '年度') = 0
    THEN '(' || '令和' || o.fiscal_year - 2018 || '年度' || '分)' ELSE '' END AS text, '学ぶ時間を取ってほしいと伝えられたため' AS reason, '/courses/' || c.key || CASE WHEN o.cycle > 0 THEN '?year=' || o.cycle ELSE '' END AS link
    FROM reminder_requests r
    JOIN open_learning o ON o.person_id = r.person_id AND o.id = r.object_id AND o.is_mandatory
      AND r.asked_on <= o.day AND r.asked_on > o.day - 14
    JOIN courses c ON c.id = o.course_id
    JOIN course_versions v ON v.id = o.edition_id), about_consent_asked AS (
    SELECT w.day, n.id AS object_id, n.person_id, NULL::uuid AS unit_id, n.org_unit_id AS of_unit_id, n.consent_by AS due_on, w.lead,
      w."roleName" || 'への推薦' AS text, w.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'consent_asked') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text, role text, "roleName" text)) w
    JOIN nominations n ON n.role = w.role AND n.state = 'nominated' AND n.consent_by > w."dueAfter" AND n.consent_by <= w."dueUntil"), about_support_asked AS (
    SELECT day.day, n.id AS object_id, n.person_id, n.org_unit_id AS unit_id, n.org_unit_id AS of_unit_id,
      (n.nominated_at AT TIME ZONE 'Asia/Tokyo')::date AS due_on, 0 AS lead, p.name || '(' || w."roleName" || ')' AS text,
      CASE n.origin WHEN 'self' THEN '自薦があったため' ELSE '推薦があったため' END AS reason
    FROM day CROSS JOIN asked
    JOIN nominations n ON n.origin <> 'head' AND n.support IS NULL AND (n.state = 'consented' OR (n.state = 'nominated' AND n.consent_by >= day.day)) AND EXISTS (SELECT 1 FROM role_requirements asked_for WHERE asked_for.kind = 'recommendation' AND asked_for.is_required
      AND asked_for.role_version_id = (SELECT v.id FROM role_versions v WHERE v.role = n.role AND v.valid_from <= day.day
        ORDER BY v.valid_from DESC LIMIT 1))
    JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'support_asked') AS f(role text, "roleName" text)) w ON w.role = n.role
    JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE NOT EXISTS (SELECT 1 FROM head h WHERE h.day = day.day AND h.unit_id = n.org_unit_id AND h.person_id = n.person_id)), about_nomination_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の推薦' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しく決定を待つ推薦があるため' ELSE '決定を待つ推薦があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max(n.since) AS since, (array_agg(n.id ORDER BY n.since DESC, n.recorded_at DESC, n.id))[1] AS newest
      FROM (SELECT consented.id, consented.recorded_at, (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = consented.id
    ) taken WHERE taken.step = consented.step AND taken.before IS DISTINCT FROM taken.step) AS since FROM nominations consented WHERE consented.state = 'consented') n
    ) waiting ON waiting.count > 0), about_nomination_decided AS (
    SELECT told.day, told.object_id, told.person_id, told.unit_id, told.of_unit_id, told.due_on, 0 AS lead,
      told.name || told."roleName" || 'への推薦(' || told.outcome || ')' AS text, told.reason
    FROM (
      SELECT day.day, n.id AS object_id, whom.person_id, whom.unit_id, n.org_unit_id AS of_unit_id, n.since AS due_on,
        CASE WHEN whom.person_id = n.person_id THEN '' ELSE p.name || 'さんの' END AS name, w."roleName", w.outcome, w.reason
      FROM day CROSS JOIN asked
      JOIN (
        SELECT decided.*, CASE decided.state WHEN 'nominated' THEN 'lapsed' ELSE decided.state END AS came,
          CASE decided.state WHEN 'nominated' THEN decided.consent_by + 1 ELSE (SELECT max((taken.recorded_at AT TIME ZONE 'Asia/Tokyo')::date) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = decided.id
    ) taken WHERE taken.step = decided.step AND taken.before IS DISTINCT FROM taken.step) END AS since FROM nominations decided
      ) n ON n.since BETWEEN day.day - 13 AND day.day
      JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'nomination_decided') AS f(role text, "roleName" text, state text, outcome text, reason text)) w ON w.role = n.role AND w.state = n.came
      JOIN person_details p ON p.person_id = n.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
      JOIN LATERAL (
        SELECT n.person_id, NULL::uuid AS unit_id WHERE n.state IN ('approved', 'appointed_directly', 'not_taken') OR (n.state = 'returned' AND n.origin = 'self')
        UNION ALL SELECT NULL, n.org_unit_id WHERE n.origin = 'head'
        UNION ALL SELECT by.person_id, NULL FROM accounts by
          WHERE n.origin = 'office' AND by.id = n.nominated_by AND (n.came = 'lapsed' OR by.id IS DISTINCT FROM n.recorded_by)
      ) whom ON true
      WHERE NOT EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = n.person_id AND later.role = n.role
        AND later.nominated_at > n.nominated_at) AND (n.came IN ('approved', 'appointed_directly') OR NOT EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = n.person_id AND since.role = n.role
        AND since.appointed_at >= n.nominated_at AND since.id IS DISTINCT FROM n.appointment_id))
    ) told), about_verification_waiting AS (
    SELECT day.day, waiting.newest AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, waiting.count || '件の報告' AS text,
      CASE WHEN waiting.since >= day.day - 1 THEN '新しい報告があるため' ELSE '確認を待つ報告があるため(週に1回)' END AS reason
    FROM day JOIN (
      SELECT count(*) AS count, max((r.reported_at AT TIME ZONE 'Asia/Tokyo')::date) AS since, (array_agg(r.id ORDER BY r.reported_at DESC, r.id))[1] AS newest
      FROM certification_records r WHERE r.state = 'reported'
    ) waiting ON waiting.count > 0), about_import_waiting AS (
    SELECT day.day, b.id AS object_id, NULL::uuid AS person_id, NULL::uuid AS unit_id,
      date_trunc('week', day.day::timestamp)::date AS due_on, 0 AS lead, '人事データの取込み' AS text,
      '内容を確認したまま反映していないため(週に1回)' AS reason
    FROM day JOIN import_batches b ON b.state = 'previewed' AND b.person_id IS NULL AND (b.created_at AT TIME ZONE 'Asia/Tokyo')::date < day.day), about_unit_without_leader AS (
    SELECT v.day, v."unitId" AS object_id, NULL::uuid AS person_id, v."unitId" AS unit_id,
      date_trunc('month', v.day::timestamp)::date AS due_on, 0 AS lead, v.name AS text,
      v.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'unit_without_leader') AS f(day date, "unitId" uuid, name text, reason text)) v), about_term_ending AS (
    SELECT day.day, r.id AS object_id, r.person_id, line.unit_id, r.term_end AS due_on, 90 AS lead,
      p.name || COALESCE('(' || line.unit_name || ')', '') AS text,
      CASE WHEN r.term_end - day.notice = day.day THEN '任期満了の' || day.notice || '日前' ELSE '任期満了まで' || day.notice || '日以内' END AS reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'term_ending') AS f(day date, notice integer)) day CROSS JOIN asked
    JOIN role_appointments r ON r.role = 'leader' AND r.valid_to > r.term_end
  AND NOT EXISTS (SELECT 1 FROM role_appointments n
                  WHERE n.person_id = r.person_id AND n.role = r.role AND n.term_start > r.term_end)
  AND NOT EXISTS (SELECT 1 FROM appointment_batch_members lm JOIN appointment_batches lb ON lb.id = lm.batch_id
      WHERE lb.act = 'let_expire' AND lb.undone_at IS NULL AND lm.result_id = r.id AND lm.old_end = r.term_end)
      AND r.term_start <= day.day AND r.term_end >= day.day AND r.term_end - day.notice <= day.day
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= day.day AND (sn.valid_to IS NULL OR sn.valid_to > day.day)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= day.day AND (pp.valid_to IS NULL OR pp.valid_to > day.day)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= day.day AND (pu.valid_to IS NULL OR pu.valid_to > day.day)
      WHERE pd.person_id = r.person_id AND pd.valid_from <= day.day AND (pd.valid_to IS NULL OR pd.valid_to > day.day)
    ) line ON true
    JOIN person_details p ON p.person_id = r.person_id AND p.valid_from <= asked.today AND (p.valid_to IS NULL OR p.valid_to > asked.today)
    WHERE EXISTS (SELECT 1 FROM employments em WHERE em.person_id = r.person_id AND em.valid_from <= day.day AND (em.valid_to IS NULL OR em.valid_to > day.day))), about_certificate_changed AS (
    SELECT day.day, changed.object_id, CASE WHEN changed.person_id IN (SELECT pj.person_id FROM person_joins pj) THEN (WITH RECURSIVE joined AS (
      SELECT changed.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) ELSE changed.person_id END AS person_id, NULL::uuid AS unit_id, changed.since AS due_on,
      0 AS lead, c.name AS text, changed.reason
    FROM day JOIN (
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
      SELECT k.id AS object_id, r.person_id, k.old_certification_id AS certification_id, (k.decided_at AT TIME ZONE 'Asia/Tokyo')::date AS since,
        '記録が訂正されたため' AS reason
      FROM certification_corrections k JOIN shown_record r ON r.id = k.record_id WHERE k.state = 'confirmed'
      UNION ALL
      SELECT r.id, r.person_id, r.certification_id, (COALESCE(r.annulled_at, r.revoked_at, r.decided_at) AT TIME ZONE 'Asia/Tokyo')::date,
        CASE r.state WHEN 'returned' THEN '報告が差し戻されたため' WHEN 'revoked' THEN '確認が取り消されたため'
          ELSE '記録が誤りとして取り消されたため' END
      FROM shown_record r WHERE r.state IN ('returned', 'revoked', 'annulled') AND NOT EXISTS (SELECT 1 FROM certification_records newer
      WHERE newer.person_id = r.person_id AND newer.certification_id = r.certification_id
        AND newer.id <> r.id AND newer.reported_at > COALESCE(r.annulled_at, r.revoked_at, r.decided_at))
    ) changed ON changed.since BETWEEN day.day - 13 AND day.day
    JOIN certifications_called_on(changed.since) c ON c.id = changed.certification_id), about_certificate_verified AS (
    SELECT day.day, r.id AS object_id, r.person_id, NULL::uuid AS unit_id, decided.on_day AS due_on, 0 AS lead,
      c.name AS text, '報告が確認されたため' AS reason
    FROM day JOIN certification_records r ON r.state = 'verified'
    CROSS JOIN LATERAL (SELECT (r.decided_at AT TIME ZONE 'Asia/Tokyo')::date AS on_day) decided
    JOIN certifications_called_on(decided.on_day) c ON c.id = r.certification_id
    WHERE decided.on_day BETWEEN day.day - 13 AND day.day AND r.reported_by_person_id = r.person_id), about_certificate_expiring AS (
    SELECT w.day, r.id AS object_id, r.person_id, NULL::uuid AS unit_id, r.valid_until AS due_on, w.lead, c.name AS text, w.reason
    FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'certificate_expiring') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w
    JOIN certification_records r ON r.state = 'verified' AND r.valid_until > w."dueAfter" AND r.valid_until <= w."dueUntil"
    JOIN certifications_called_on(w.day) c ON c.id = r.certification_id
    WHERE NOT EXISTS (SELECT 1 FROM certification_records next WHERE next.renews_id = r.id AND next.state IN ('reported', 'verified'))), about_letter_issued AS (
    SELECT day.day, d.id AS object_id, r.person_id, NULL::uuid AS unit_id, since.day AS due_on, 0 AS lead,
      w."roleName" || 'の書面' AS text, CASE d.issue_number WHEN 1 THEN '発行されたため' ELSE '再発行されたため' END AS reason,
      '/my-role/letters/' || r.id || '/' || d.issue_number AS link
    FROM day JOIN issued_documents d ON NOT EXISTS (
      SELECT 1 FROM issued_documents newer WHERE newer.appointment_id = d.appointment_id AND newer.issue_number > d.issue_number)
    JOIN role_appointments r ON r.id = d.appointment_id
    JOIN (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'letter_issued') AS f(role text, "roleName" text)) w ON w.role = r.role
    CROSS JOIN LATERAL (SELECT greatest((d.issued_at AT TIME ZONE 'Asia/Tokyo')::date, r.term_start) AS day) since
    WHERE since.day BETWEEN day.day - 13 AND day.day), about_exam_result_due AS (
      SELECT w.day, e.id AS object_id, e.person_id, NULL::uuid AS unit_id, e.exam_on AS due_on, w.lead,
        c.name AS text, w.reason, '/certifications/exams/' || e.id AS link
      FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'exam_result_due') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w
      JOIN exam_attempts e ON e.state = 'booked' AND e.exam_on > w."dueAfter" AND e.exam_on <= w."dueUntil"
      AND is_exam_held(e.certification_id, e.exam_on, w.day)
      JOIN certifications_called_on(e.exam_on) c ON c.id = e.certification_id
      WHERE NOT EXISTS (SELECT 1 FROM certification_records told WHERE (told.person_id = e.person_id AND told.certification_id = e.certification_id AND (
      (told.passed_on >= e.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= e.exam_on AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))) OR (told.person_id = e.person_id AND told.certification_id = e.certification_id AND told.state = 'verified' AND e.state = 'booked'
      AND told.passed_on < e.exam_on AND e.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))), about_exam_booked AS (
      SELECT w.day, e.id AS object_id, e.person_id, NULL::uuid AS unit_id, e.exam_on AS due_on, w.lead,
        c.name AS text, w.reason, '/certifications/exams/' || e.id AS link
      FROM (SELECT f.* FROM asked CROSS JOIN jsonb_to_recordset(asked.facts -> 'exam_booked') AS f(day date, lead integer, "dueAfter" date, "dueUntil" date, reason text)) w
      JOIN exam_attempts e ON e.state = 'booked' AND e.exam_on > w."dueAfter" AND e.exam_on <= w."dueUntil"
      AND is_exam_held(e.certification_id, e.exam_on, w.day)
      JOIN certifications_called_on(e.exam_on) c ON c.id = e.certification_id
      WHERE NOT EXISTS (SELECT 1 FROM certification_records told WHERE (told.person_id = e.person_id AND told.certification_id = e.certification_id AND (
      (told.passed_on >= e.exam_on AND told.state IN ('reported', 'verified'))
      OR (told.state = 'verified' AND (told.reported_at AT TIME ZONE 'Asia/Tokyo')::date >= e.exam_on AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))) OR (told.person_id = e.person_id AND told.certification_id = e.certification_id AND told.state = 'verified' AND e.state = 'booked'
      AND told.passed_on < e.exam_on AND e.created_at < told.decided_at AND (told.valid_until IS NULL OR told.valid_until >= e.exam_on)))), about_intention_asked AS (
    SELECT d.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, date_trunc('month', d.day)::date AS due_on, 0 AS lead,
      'ITパスポートの受験' AS text, '年に1度のお尋ね' AS reason
    FROM day d JOIN present w ON w.day = d.day WHERE (
  extract(month FROM d.day) = coalesce((SELECT (s.value #>> '{}')::int FROM settings s
    WHERE s.key = 'exams.intention_month' AND s.valid_from <= d.day ORDER BY s.valid_from DESC LIMIT 1), 5)
  AND is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), d.day, d.day)
  AND NOT EXISTS (SELECT 1 FROM certification_records told WHERE told.person_id = w.person_id AND told.state IN ('reported', 'verified')
    AND told.certification_id IN (SELECT k.held_id FROM certifications_counting_as(d.day) k WHERE k.asked_code = ANY('{ip}') AND (k.is_same OR true)))
  AND NOT EXISTS (SELECT 1 FROM exam_attempts sat WHERE sat.person_id = w.person_id AND sat.state IN ('booked', 'provisional_pass', 'passed')
    AND sat.certification_id = (SELECT id FROM certifications WHERE code = 'ip'))
  AND NOT EXISTS (SELECT 1 FROM exam_intentions said WHERE said.person_id = ANY (ARRAY(SELECT w.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = w.person_id)) AND said.certification_id = (SELECT id FROM certifications WHERE code = 'ip')
    AND (said.answer = 'wanted' OR said.said_on >= (date_trunc('year', d.day - interval '3 months') + interval '3 months')::date))
  AND NOT EXISTS (SELECT 1 FROM practice_notice_wishes spared WHERE spared.wish = 'unasked' AND spared.person_id = ANY (ARRAY(SELECT w.person_id UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = w.person_id))
    AND spared.valid_from <= d.day AND (spared.valid_to IS NULL OR spared.valid_to > d.day)))), about_practice_daily AS (
    SELECT w.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, w.day AS due_on, 0 AS lead,
      'ITパスポートの練習' AS text, '開庁日の朝のお知らせ(ご自分の希望)' AS reason
    FROM (
  SELECT d.day, (WITH RECURSIVE joined AS (
      SELECT w.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, min(w.valid_from) AS since
  FROM day d JOIN practice_notice_wishes w ON w.wish = 'daily' AND w.valid_from <= d.day AND (w.valid_to IS NULL OR w.valid_to > d.day) GROUP BY 1, 2) w
    WHERE EXISTS (
        SELECT 1 FROM practice_cards k
        JOIN exam_questions q ON q.question_key = k.question_key AND q.retired_at IS NULL AND q.paper IS NULL
        JOIN syllabi s ON s.key = q.syllabus_key AND s.valid_from <= w.day AND (s.valid_to IS NULL OR s.valid_to > w.day)
        WHERE k.person_id = w.person_id AND k.due_at < (w.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
      AND NOT EXISTS (SELECT 1 FROM practice_answers a
        WHERE a.person_id = w.person_id AND a.answered_at >= (w.day)::timestamp AT TIME ZONE 'Asia/Tokyo' AND a.answered_at < (w.day + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
      AND NOT (
  NOT is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), w.day, w.day)
  OR EXISTS (SELECT 1 FROM certification_records r JOIN certifications c ON c.id = r.certification_id AND c.code = 'ip'
    WHERE r.person_id = w.person_id AND r.state IN ('reported', 'verified'))
  OR EXISTS (SELECT 1 FROM exam_attempts e JOIN certifications c ON c.id = e.certification_id AND c.code = 'ip'
    WHERE e.person_id = w.person_id AND e.state IN ('provisional_pass', 'passed')))), about_practice_stopped AS (
    SELECT w.day, w.person_id AS object_id, w.person_id, NULL::uuid AS unit_id, stop.due_on, 0 AS lead,
      '練習の再開' AS text, '3週間解いていないとき(ご自分の希望)' AS reason
    FROM (
  SELECT d.day, (WITH RECURSIVE joined AS (
      SELECT w.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS person_id, min(w.valid_from) AS since
  FROM day d JOIN practice_notice_wishes w ON w.wish = 'stopped' AND w.valid_from <= d.day AND (w.valid_to IS NULL OR w.valid_to > d.day) GROUP BY 1, 2) w
    JOIN LATERAL (
      SELECT max((done.at AT TIME ZONE 'Asia/Tokyo')::date) + 21 AS due_on FROM (
        SELECT a.answered_at AS at FROM practice_answers a WHERE a.person_id = w.person_id
        UNION ALL SELECT m.finished_at FROM mock_exams m WHERE m.person_id = w.person_id
      ) done
    ) stop ON stop.due_on BETWEEN greatest(w.day - 13, w.since) AND w.day
    WHERE NOT (
  NOT is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), w.day, w.day)
  OR EXISTS (SELECT 1 FROM certification_records r JOIN certifications c ON c.id = r.certification_id AND c.code = 'ip'
    WHERE r.person_id = w.person_id AND r.state IN ('reported', 'verified'))
  OR EXISTS (SELECT 1 FROM exam_attempts e JOIN certifications c ON c.id = e.certification_id AND c.code = 'ip'
    WHERE e.person_id = w.person_id AND e.state IN ('provisional_pass', 'passed')))), candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_overdue' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_overdue a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_overdue' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_due' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_due a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_due' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'learning_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_learning_asked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'learning_asked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'consent_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_consent_asked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'consent_asked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, h.person_id AS person_id, 'support_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'head' AS whom, a.unit_id, 0 AS rank
    FROM about_support_asked a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'support_asked' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'support_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'office' AS whom, a.unit_id, 1 AS rank
    FROM about_support_asked a JOIN office o ON o.day = a.day
    JOIN rule r ON r.day = a.day AND r.kind = 'support_asked' AND r.whom = 'office' AND a.due_on <= r."dueUntil") told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told UNION ALL SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'nomination_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/appointments/nominations?state=consented' AS link,
      'office' AS whom, a.unit_id, 0 AS rank
    FROM about_nomination_waiting a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_waiting' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, a.person_id AS person_id, 'nomination_decided' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_nomination_decided a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_decided' AND r.whom = 'person' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, h.person_id AS person_id, 'nomination_decided' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/nominations/' || a.object_id AS link,
      'head' AS whom, a.unit_id, 1 AS rank
    FROM about_nomination_decided a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'nomination_decided' AND r.whom = 'head' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told UNION ALL SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'verification_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certification-reviews' AS link,
      'hr' AS whom, a.unit_id, 0 AS rank
    FROM about_verification_waiting a JOIN hr o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'verification_waiting' AND r.whom = 'hr' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, o.person_id AS person_id, 'import_waiting' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/imports/' || a.object_id AS link,
      'hr' AS whom, a.unit_id, 0 AS rank
    FROM about_import_waiting a JOIN hr o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'import_waiting' AND r.whom = 'hr' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, h.person_id AS person_id, 'unit_without_leader' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/team' AS link,
      'head' AS whom, a.unit_id, 0 AS rank
    FROM about_unit_without_leader a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'unit_without_leader' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'unit_without_leader' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/coverage' AS link,
      'office' AS whom, a.unit_id, 1 AS rank
    FROM about_unit_without_leader a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'unit_without_leader' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told UNION ALL SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (SELECT a.day, a.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_term_ending a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'person' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, h.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/team' AS link,
      'head' AS whom, a.unit_id, 1 AS rank
    FROM about_term_ending a JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'head' AND r."dueUntil" IS NULL)) UNION ALL SELECT a.day, o.person_id AS person_id, 'term_ending' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/appointments' AS link,
      'office' AS whom, a.unit_id, 2 AS rank
    FROM about_term_ending a JOIN office o ON o.day = a.day
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'term_ending' AND r.whom = 'office' AND r."dueUntil" IS NULL))) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'certificate_changed' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certifications' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_certificate_changed a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'certificate_changed' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'certificate_verified' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certifications' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_certificate_verified a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'certificate_verified' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'certificate_expiring' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certifications' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_certificate_expiring a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'certificate_expiring' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'letter_issued' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_letter_issued a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'letter_issued' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'exam_result_due' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_exam_result_due a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'exam_result_due' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'exam_booked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, a.link AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_exam_booked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'exam_booked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'intention_asked' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/certifications/way' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_intention_asked a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'intention_asked' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'practice_daily' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/itpassport' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_practice_daily a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'practice_daily' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told UNION ALL SELECT * FROM (SELECT a.day, a.person_id AS person_id, 'practice_stopped' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, '/itpassport' AS link,
      'person' AS whom, a.unit_id, 0 AS rank
    FROM about_practice_stopped a 
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE r.kind = 'practice_stopped' AND r.whom = 'person' AND r."dueUntil" IS NULL))) told) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
), written AS (
      INSERT INTO reminder_ledger (id, recipient_person_id, kind, object_id, due_on, lead, planned_for, text, reason, link, told_as, about_unit_id, created_at)
      SELECT gen_random_uuid(), c.recipient_person_id, c.kind, c.object_id, c.due_on, c.lead, c.day, c.text, c.reason, c.link, c.told_as, c.about_unit_id, $5::timestamptz
      FROM candidate c
      ON CONFLICT DO NOTHING RETURNING kind
    )
    SELECT count(*)::int AS written, (count(*) FILTER (WHERE kind IN ('learning_overdue', 'learning_due', 'learning_asked', 'consent_asked', 'support_asked', 'nomination_waiting', 'nomination_decided', 'verification_waiting', 'import_waiting', 'unit_without_leader', 'term_ending')))::int AS entries FROM written;
