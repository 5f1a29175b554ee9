-- certifications.add-report
INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key,
      state, evidence_file_id, reported_at, reported_by_person_id, recorded_at, recorded_by)
    VALUES ($1::uuid, $2::uuid, $3::uuid, $4::date, $5::text, $6::text,
      'reported', $7::uuid, $8::timestamptz, $9::uuid, $8::timestamptz, $10::uuid)
    ON CONFLICT (person_id, certification_id, passed_on) WHERE superseded_at IS NULL AND state IN ('reported', 'verified')
      DO NOTHING
    RETURNING id;

-- certifications.all
SELECT id, code, name FROM certifications ORDER BY sort_order, code;

-- certifications.attempt-of-day
SELECT row_id AS "rowId", id, person_id AS "personId", certification_id AS "certificationId", exam_on AS "examOn", state,
  created_at AS "createdAt", place, payment FROM exam_attempts
    WHERE person_id = $1::uuid AND certification_id = $2::uuid AND exam_on = $3::date;

-- certifications.booked-attempt
SELECT row_id AS "rowId", id, person_id AS "personId", certification_id AS "certificationId", exam_on AS "examOn", state,
  created_at AS "createdAt", place, payment FROM exam_attempts WHERE id = $1::uuid AND person_id = $2::uuid;

-- certifications.booked-record
SELECT r.row_id AS "rowId", r.id, r.person_id AS "personId", r.certification_id AS "certificationId",
      c.code AS "certificationCode", r.passed_on AS "passedOn", r.certificate_number AS "certificateNumber",
      r.number_key AS "numberKey", r.state, r.evidence_file_id AS "evidenceFileId", r.reported_at AS "reportedAt",
      r.reported_by_person_id AS "reportedBy", r.decided_at AS "decidedAt", r.decided_by_person_id AS "decidedBy", r.return_reason AS "returnReason",
      r.withdrawn_at AS "withdrawnAt", r.revoked_at AS "revokedAt", r.revoked_by_person_id AS "revokedBy", r.revoke_reason AS "revokeReason",
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

-- certifications.by-code
SELECT id, code, name FROM certifications WHERE code = $1::text;

-- certifications.decided-by-both
SELECT n.staff_number AS "staffNumber", c.name
    FROM certification_records r JOIN certifications c ON c.id = r.certification_id
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

-- certifications.draft-from-exam
SELECT c.code AS "certificationCode", a.exam_on AS "passedOn", '' AS "certificateNumber"
    FROM exam_attempts a JOIN certifications c ON c.id = a.certification_id
    WHERE a.id = $1::uuid AND a.person_id = $2::uuid;

-- certifications.draft-from-record
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason
  FROM certification_records
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
    SELECT c.code AS "certificationCode", r.passed_on AS "passedOn", r.certificate_number AS "certificateNumber"
    FROM shown_record r JOIN certifications c ON c.id = r.certification_id
    WHERE r.id = $1::uuid AND r.person_id = $2::uuid;

-- certifications.earlier-plans
SELECT h.exam_on AS "examOn", h.place, h.payment, h.superseded_at AS "changedAt"
    FROM exam_attempts_history h
    JOIN exam_attempts_history n ON n.id = h.id AND n.recorded_at = h.superseded_at AND n.state = 'booked' AND n.row_id <> h.row_id
    WHERE h.id = $1::uuid AND h.state = 'booked' AND h.superseded_at IS NOT NULL
      AND (h.exam_on, coalesce(h.place, ''), coalesce(h.payment, '')) <> (n.exam_on, coalesce(n.place, ''), coalesce(n.payment, ''))
      AND EXISTS (SELECT 1 FROM exam_attempts a WHERE a.id = h.id AND a.person_id = $2::uuid)
    ORDER BY h.superseded_at DESC, h.row_id;

-- certifications.evidence
SELECT evidence_file_id AS "fileId", person_id AS "personId" FROM certification_records_history
    WHERE id = $1::uuid AND ($2::uuid IS NULL OR person_id = $2::uuid) ORDER BY recorded_at DESC LIMIT 1;

-- certifications.exam-results
SELECT x.person_id AS "personId", x.exam_on AS "examOn", bool_or(x.passed) AS passed
    FROM (
      SELECT a.person_id, a.exam_on, a.state = 'provisional_pass' AS passed, a.certification_id
      FROM exam_attempts a WHERE a.state IN ('provisional_pass', 'failed')
      UNION ALL
      SELECT r.person_id, r.passed_on, true, r.certification_id
      FROM certification_records r WHERE r.state IN ('reported', 'verified')
    ) x JOIN certifications c ON c.id = x.certification_id
    WHERE c.code = $1::text GROUP BY x.person_id, x.exam_on ORDER BY x.person_id, x.exam_on;

-- certifications.exams-of-people
SELECT e.row_id AS "rowId", e.person_id AS "personId", c.name, e.exam_on AS "examOn", e.state
    FROM exam_attempts e JOIN certifications c ON c.id = e.certification_id
    WHERE e.person_id = ANY ($1::uuid[]) ORDER BY e.exam_on, c.sort_order, e.row_id;

-- certifications.exams-of-person
SELECT c.name AS "certificationName", a.exam_on AS "examOn", a.state
    FROM exam_attempts a JOIN certifications c ON c.id = a.certification_id
    WHERE a.person_id = $1::uuid AND (NOT $2::boolean OR a.exam_on <= $3::date) AND (a.created_at AT TIME ZONE 'Asia/Tokyo')::date <= $3::date
      AND ($4::text = 'all' OR a.state IN ('booked', 'provisional_pass'))
    ORDER BY a.exam_on DESC, c.name, a.id;

-- certifications.held-as-known
SELECT DISTINCT r.person_id AS "personId", c.code AS "certificationCode", r.passed_on AS "passedOn"
    FROM (SELECT * FROM certification_records_history WHERE recorded_at <= $1::timestamptz AND (superseded_at IS NULL OR superseded_at > $1::timestamptz)) r JOIN certifications c ON c.id = r.certification_id
    WHERE (r.state IN ('verified', 'revoked') AND r.decided_at < $2::timestamptz AND (r.revoked_at IS NULL OR r.revoked_at >= $2::timestamptz))
    ORDER BY 1, 2, 3;

-- certifications.last-try
SELECT c.code, (SELECT max(a.exam_on) FROM exam_attempts a
      WHERE a.person_id = $1::uuid AND a.certification_id = c.id AND a.state IN ('provisional_pass', 'failed') AND a.exam_on < $2::date) AS "satOn"
    FROM certifications c WHERE c.id = $3::uuid;

-- certifications.later-than-join
SELECT c.name, h.passed_on AS day, true AS "isRecord" FROM person_join_rows j
    JOIN certification_records_history h ON h.row_id = j.new_row_id JOIN certifications c ON c.id = h.certification_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'certification_records' AND h.superseded_at IS NOT NULL
    UNION ALL
    SELECT c.name, h.exam_on, false FROM person_join_rows j
    JOIN exam_attempts_history h ON h.row_id = j.new_row_id JOIN certifications c ON c.id = h.certification_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'exam_attempts' AND h.superseded_at IS NOT NULL
    ORDER BY 2, 1;

-- certifications.live-state
SELECT state FROM certification_records
    WHERE person_id = $1::uuid AND certification_id = $2::uuid AND passed_on = $3::date AND state IN ('reported', 'verified');

-- certifications.lock-person
SELECT id FROM person_identities WHERE id = $1::uuid FOR NO KEY UPDATE;

-- certifications.lock-record
SELECT row_id AS "rowId" FROM certification_records_history WHERE id = $1::uuid ORDER BY row_id FOR NO KEY UPDATE;

-- certifications.next-review
SELECT r.id
  FROM certification_records r
  LEFT JOIN certification_records shown ON shown.id = $1::uuid
  WHERE r.state = 'reported' AND r.id <> $1::uuid AND r.person_id <> $2::uuid AND r.reported_by_person_id <> $2::uuid
  ORDER BY (r.reported_at, r.id) > (shown.reported_at, shown.id) DESC NULLS LAST, r.reported_at, r.id
  LIMIT 1;

-- certifications.open-attempt
SELECT c.name, a.exam_on AS "examOn" FROM exam_attempts a JOIN certifications c ON c.id = a.certification_id
    WHERE a.person_id = $1::uuid AND a.certification_id = $2::uuid AND a.state = 'booked' AND a.id IS DISTINCT FROM $3::uuid
    ORDER BY a.exam_on DESC LIMIT 1;

-- certifications.outlived-evidence
SELECT f.id FROM certification_records r JOIN stored_files f ON f.id = r.evidence_file_id
    WHERE r.state = 'withdrawn' AND r.withdrawn_at < $1::timestamptz AND f.removed_at IS NULL
      AND NOT EXISTS (SELECT FROM certification_records o WHERE o.evidence_file_id = f.id AND o.state <> 'withdrawn')
    ORDER BY r.withdrawn_at, f.id LIMIT $2::integer;

-- certifications.own-attempt
SELECT a.id, c.code AS "certificationCode", c.name AS "certificationName", a.exam_on AS "examOn", a.state,
    a.place, a.payment,
    EXISTS (SELECT 1 FROM certification_records r
      WHERE r.person_id = a.person_id AND r.certification_id = a.certification_id
        AND r.passed_on >= a.exam_on AND r.state IN ('reported', 'verified')) AS "isReported"
  FROM exam_attempts a JOIN certifications c ON c.id = a.certification_id
  WHERE a.person_id = $1::uuid AND a.id = $2::uuid;

-- certifications.own-attempts
SELECT a.id, c.code AS "certificationCode", c.name AS "certificationName", a.exam_on AS "examOn", a.state,
    a.place, a.payment,
    EXISTS (SELECT 1 FROM certification_records r
      WHERE r.person_id = a.person_id AND r.certification_id = a.certification_id
        AND r.passed_on >= a.exam_on AND r.state IN ('reported', 'verified')) AS "isReported"
  FROM exam_attempts a JOIN certifications c ON c.id = a.certification_id
  WHERE a.person_id = $1::uuid ORDER BY a.exam_on DESC, a.id;

-- certifications.own-record
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason
  FROM certification_records
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT r.id, c.code AS "certificationCode", c.name AS "certificationName", r.passed_on AS "passedOn",
    r.certificate_number AS "certificateNumber", r.state, r.return_reason AS "returnReason",
    r.revoke_reason AS "revokeReason", r.annul_reason AS "annulReason", r.revoked_at AS "revokedAt", r.annulled_at AS "annulledAt",
    r.reported_at AS "reportedAt", r.decided_at AS "decidedAt",
    CASE WHEN r.reported_by_person_id = r.person_id THEN '' ELSE COALESCE(reporter.name, '') END AS "reporterName",
    EXISTS (SELECT 1 FROM certification_records newer
      WHERE newer.person_id = r.person_id AND newer.certification_id = r.certification_id
        AND newer.id <> r.id AND newer.reported_at > COALESCE(r.annulled_at, r.revoked_at, r.decided_at)) AS "isReplaced"
  FROM shown_record r
  JOIN certifications c ON c.id = r.certification_id
  LEFT JOIN person_details reporter ON reporter.person_id = r.reported_by_person_id AND reporter.valid_from <= $1::date AND (reporter.valid_to IS NULL OR reporter.valid_to > $1::date)
  WHERE r.person_id = $2::uuid AND r.id = $3::uuid;

-- certifications.own-records
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason
  FROM certification_records
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT r.id, c.code AS "certificationCode", c.name AS "certificationName", r.passed_on AS "passedOn",
    r.certificate_number AS "certificateNumber", r.state, r.return_reason AS "returnReason",
    r.revoke_reason AS "revokeReason", r.annul_reason AS "annulReason", r.revoked_at AS "revokedAt", r.annulled_at AS "annulledAt",
    r.reported_at AS "reportedAt", r.decided_at AS "decidedAt",
    CASE WHEN r.reported_by_person_id = r.person_id THEN '' ELSE COALESCE(reporter.name, '') END AS "reporterName",
    EXISTS (SELECT 1 FROM certification_records newer
      WHERE newer.person_id = r.person_id AND newer.certification_id = r.certification_id
        AND newer.id <> r.id AND newer.reported_at > COALESCE(r.annulled_at, r.revoked_at, r.decided_at)) AS "isReplaced"
  FROM shown_record r
  JOIN certifications c ON c.id = r.certification_id
  LEFT JOIN person_details reporter ON reporter.person_id = r.reported_by_person_id AND reporter.valid_from <= $1::date AND (reporter.valid_to IS NULL OR reporter.valid_to > $1::date)
  WHERE r.person_id = $2::uuid ORDER BY r.reported_at DESC, r.id;

-- certifications.person-by-number
SELECT person_id AS "personId" FROM staff_numbers WHERE staff_number = $1::text LIMIT 1;

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
    FROM certification_records r JOIN certifications c ON c.id = r.certification_id
    WHERE r.person_id = ANY ($1::uuid[]) ORDER BY c.sort_order, r.passed_on, r.reported_at, r.row_id;

-- certifications.records-of-person
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason
  FROM certification_records
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason
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
        WHEN 'annulled' THEN r.annulled_at ELSE r.reported_at END AT TIME ZONE 'Asia/Tokyo')::date AS since
    FROM told r JOIN certifications c ON c.id = r.certification_id
    WHERE $3::text = 'all' OR r.state_then = 'verified'
    ORDER BY r.passed_on DESC, r.reported_at DESC, r.id;

-- certifications.related-records
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason
  FROM certification_records
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
)
  SELECT o.id, CASE WHEN o.person_id = r.person_id THEN 'earlier' ELSE 'same_number' END AS relation,
    p.name AS "personName", COALESCE(n.staff_number, '') AS "staffNumber", o.passed_on AS "passedOn",
    o.certificate_number AS "certificateNumber", o.state, o.reported_at AS "reportedAt"
  FROM shown_record r
  JOIN shown_record o ON o.certification_id = r.certification_id AND o.id <> r.id
    AND (o.person_id = r.person_id OR (o.number_key = r.number_key AND o.state <> 'withdrawn'))
  JOIN person_details p ON p.person_id = o.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
  LEFT JOIN staff_numbers n ON n.person_id = p.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
  WHERE r.id = $2::uuid
  ORDER BY o.reported_at, o.id;

-- certifications.review
WITH shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason
  FROM certification_records
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason
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
    WHERE other.certification_id = r.certification_id AND other.number_key = r.number_key
      AND other.person_id <> r.person_id AND other.state <> 'withdrawn') AS "isNumberShared", r.person_id AS "personId", r.reported_by_person_id AS "reportedBy", r.decided_by_person_id AS "decidedBy",
    f.original_name AS "evidenceName", f.media_type AS "evidenceType", f.byte_size AS "evidenceBytes",
    (SELECT min(e.valid_from) FROM employments e WHERE e.person_id = r.person_id) AS "employedFrom"
  
  FROM shown_record r
  JOIN certifications c ON c.id = r.certification_id
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
  ) u ON true JOIN stored_files f ON f.id = r.evidence_file_id WHERE r.id = $2::uuid;

-- certifications.review-counts
WITH RECURSIVE shown_record AS (
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by_person_id,
    decided_at, decided_by_person_id, return_reason, revoked_at, revoked_by_person_id, revoke_reason,
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason
  FROM certification_records
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason
  FROM certification_record_annulments n JOIN certification_records_history h ON h.id = n.record_id
  ORDER BY h.id, (h.decided_at IS NOT NULL) DESC, (h.revoked_at IS NOT NULL) DESC, h.recorded_at DESC)
), scope AS (
    SELECT id AS org_unit_id FROM org_units WHERE code = $1::text
    UNION
    SELECT below.org_unit_id
    FROM scope JOIN org_unit_periods below ON below.parent_org_unit_id = scope.org_unit_id AND below.valid_from <= $2::date AND (below.valid_to IS NULL OR below.valid_to > $2::date)
  ) SELECT r.state, count(*)::int AS total 
  FROM shown_record r
  JOIN certifications c ON c.id = r.certification_id
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
    NULL::timestamptz AS annulled_at, NULL::uuid AS annulled_by_person_id, NULL::text AS annul_reason
  FROM certification_records
  UNION ALL
  (SELECT DISTINCT ON (h.id) h.id, (WITH RECURSIVE joined AS (
      SELECT h.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1), h.certification_id, h.passed_on, h.certificate_number, h.number_key, 'annulled',
    h.evidence_file_id, h.reported_at, h.reported_by_person_id, h.decided_at, h.decided_by_person_id, h.return_reason, h.revoked_at, h.revoked_by_person_id,
    h.revoke_reason, n.annulled_at, n.annulled_by_person_id, n.reason
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
    WHERE other.certification_id = r.certification_id AND other.number_key = r.number_key
      AND other.person_id <> r.person_id AND other.state <> 'withdrawn') AS "isNumberShared" 
  FROM shown_record r
  JOIN certifications c ON c.id = r.certification_id
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
