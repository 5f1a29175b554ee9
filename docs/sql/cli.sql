-- cli.demo-account-of-number
SELECT a.id FROM accounts a JOIN staff_numbers n ON n.person_id = a.person_id WHERE n.staff_number = $1::text;

-- cli.demo-learnt
WITH learnt AS (
      SELECT e.* FROM enrollments e JOIN courses c ON c.id = e.course_id AND c.key = $1::text
      WHERE NOT EXISTS (SELECT 1 FROM audit_entries a
        WHERE a.subject_type = 'enrollment' AND a.subject_id = e.id::text AND a.action = 'enrollment.started')
    )
    SELECT 'enrollment.started' AS action, 'enrollment' AS "subjectType", e.id::text AS "subjectId",
      jsonb_build_object('personId', e.person_id, 'courseId', e.course_id) AS detail
    FROM learnt e
    UNION ALL
    SELECT 'quiz_attempt.submitted', 'quiz_attempt', a.id::text,
      jsonb_build_object('quizKey', a.quiz_key, 'passed', a.passed, 'personId', a.person_id)
    FROM learnt e JOIN quiz_attempts a ON a.quiz_key = 'enrollment:' || e.id
    UNION ALL
    SELECT 'enrollment.completed', 'enrollment', e.id::text,
      jsonb_build_object('personId', e.person_id, 'courseId', e.course_id)
    FROM learnt e WHERE e.completed_at IS NOT NULL;

-- cli.demo-newest-edition
SELECT v.fiscal_year AS "fiscalYear" FROM courses c JOIN course_versions v ON v.course_id = c.id
    WHERE c.key = $1::text ORDER BY v.version DESC LIMIT 1;

-- cli.demo-open-other-accounts
INSERT INTO accounts (id, person_id, password_hash, must_change_password, password_changed_at, created_at)
    SELECT gen_random_uuid(), p.id, first.password_hash, false, first.created_at, first.created_at
    FROM person_identities p CROSS JOIN accounts first WHERE first.id = $1::uuid AND p.id <> first.person_id RETURNING id;

-- cli.demo-person-of-number
SELECT person_id AS id FROM staff_numbers WHERE staff_number = $1::text;

-- cli.demo-practisers
SELECT a.person_id AS "personId" FROM accounts a
    JOIN staff_numbers n ON n.person_id = a.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
    JOIN employments w ON w.person_id = a.person_id AND w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date) AND w.employment_type = 'regular'
    WHERE n.staff_number <> ALL ($2::text[]) AND NOT EXISTS (SELECT 1 FROM certification_records r WHERE r.person_id = a.person_id)
    ORDER BY EXISTS (SELECT 1 FROM exam_attempts x WHERE x.person_id = a.person_id AND x.state = 'booked') DESC, n.staff_number
    LIMIT $3::integer;

-- cli.demo-right-choice
SELECT (array_position(a.choice_order, (SELECT (c.place - 1)::int FROM jsonb_array_elements(q.body -> 'choices')
      WITH ORDINALITY c (choice, place) WHERE (c.choice ->> 'correct')::boolean LIMIT 1)) - 1)::int AS choice
    FROM (SELECT p.session_id AS of, p.position, p.question_id, p.choice_order FROM practice_answers p
      UNION ALL SELECT t.attempt_id, t.position, t.question_id, t.choice_order FROM quiz_attempt_questions t) a
    JOIN questions q ON q.id = a.question_id
    WHERE a.of = $1::uuid AND a.position = $2::integer;

-- cli.demo-to-exempt
SELECT n.person_id AS "personId", c.id AS "courseId", coalesce(v.fiscal_year, 0) AS cycle
    FROM courses c JOIN LATERAL (SELECT fiscal_year FROM course_versions WHERE course_id = c.id LIMIT 1) v ON true
    JOIN employments w ON w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date)
    JOIN staff_numbers n ON n.person_id = w.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
    WHERE c.key = 'ai-use' AND n.staff_number <> ALL ($2::text[])
      AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.person_id = w.person_id AND e.course_id = c.id)
    ORDER BY n.staff_number LIMIT 3;

-- cli.names-today
SELECT DISTINCT ON (first.staff_number) first.staff_number AS asked, n.staff_number AS "staffNumber", p.name
    FROM staff_numbers first
    JOIN person_details p ON p.person_id = first.person_id AND p.valid_from <= $1::date AND (p.valid_to IS NULL OR p.valid_to > $1::date)
    JOIN staff_numbers n ON n.person_id = first.person_id AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
    WHERE first.staff_number = ANY ($2::text[])
    ORDER BY first.staff_number, first.valid_from DESC;

-- cli.verify-audit-entries
SELECT 'account.created ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (SELECT id FROM accounts) row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = 'account' AND action = 'account.created'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = 'account.created' AND detail ? 'members' AND subject_type <> 'account'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1 UNION ALL 
    SELECT 'token.created ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (SELECT id FROM personal_tokens) row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = 'personal_token' AND action = 'token.created'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = 'token.created' AND detail ? 'members' AND subject_type <> 'personal_token'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1 UNION ALL 
    SELECT 'quiz_attempt.submitted ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (SELECT id FROM quiz_attempts WHERE submitted_at IS NOT NULL AND NOT is_private) row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = 'quiz_attempt' AND action = 'quiz_attempt.submitted'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = 'quiz_attempt.submitted' AND detail ? 'members' AND subject_type <> 'quiz_attempt'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1 UNION ALL 
    SELECT 'enrollment.completed ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (SELECT id FROM enrollments WHERE completed_at IS NOT NULL) row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = 'enrollment' AND action = 'enrollment.completed'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = 'enrollment.completed' AND detail ? 'members' AND subject_type <> 'enrollment'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1 UNION ALL 
    SELECT 'certification_record.reported ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (SELECT id FROM certification_records) row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = 'certification_record' AND action = 'certification_record.reported'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = 'certification_record.reported' AND detail ? 'members' AND subject_type <> 'certification_record'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1 UNION ALL 
    SELECT 'certification_record.verified ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (SELECT id FROM certification_records WHERE state IN ('verified', 'revoked')) row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = 'certification_record' AND action = 'certification_record.verified'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = 'certification_record.verified' AND detail ? 'members' AND subject_type <> 'certification_record'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1 UNION ALL 
    SELECT 'certification_record.revoked ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (SELECT id FROM certification_records WHERE state = 'revoked') row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = 'certification_record' AND action = 'certification_record.revoked'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = 'certification_record.revoked' AND detail ? 'members' AND subject_type <> 'certification_record'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1 UNION ALL 
    SELECT 'certification_record.returned ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (SELECT id FROM certification_records WHERE state = 'returned') row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = 'certification_record' AND action = 'certification_record.returned'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = 'certification_record.returned' AND detail ? 'members' AND subject_type <> 'certification_record'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1 UNION ALL 
    SELECT 'appointment.made ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (SELECT DISTINCT id FROM role_appointments) row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = 'role_appointment' AND action = 'appointment.made'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = 'appointment.made' AND detail ? 'members' AND subject_type <> 'role_appointment'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1 UNION ALL 
    SELECT 'organization_import.applied ' || thing.id || ': 記録が' || count(e.id) || '件あります' AS problem
    FROM (SELECT DISTINCT id FROM (SELECT id FROM import_batches WHERE applied_at IS NOT NULL) row) thing
    LEFT JOIN (SELECT subject_id AS id FROM audit_entries WHERE subject_type = 'import_batch' AND action = 'organization_import.applied'
      UNION ALL SELECT jsonb_array_elements_text(detail -> 'members') FROM audit_entries
      WHERE action = 'organization_import.applied' AND detail ? 'members' AND subject_type <> 'import_batch'
    ) e ON e.id = thing.id::text
    GROUP BY thing.id HAVING count(e.id) <> 1 UNION ALL 
    SELECT '権限(アカウント ' || r.account_id || '): 付与が' || r.given || '件、その記録が' || log.entries || '件あります' AS problem
    FROM (SELECT account_id, role, count(*) AS given FROM account_roles GROUP BY account_id, role) r
    CROSS JOIN LATERAL (SELECT count(*) AS entries FROM audit_entries e WHERE e.action = 'account.role_granted'
      AND e.subject_id = r.account_id::text AND e.detail ->> 'role' = r.role) log
    WHERE log.entries <> r.given UNION ALL 
    SELECT 'アカウント ' || a.id || ': 停止の記録と、いまの状態が違います' FROM accounts a
    WHERE (a.suspended_at IS NOT NULL) <> coalesce((SELECT e.action = 'account.suspended' FROM audit_entries e
      WHERE e.subject_id = a.id::text AND e.action IN ('account.suspended', 'account.reinstated') ORDER BY e.id DESC LIMIT 1), false)
    UNION ALL
    SELECT 'アカウント ' || a.id || ': パスワードを変更した記録がありません' FROM accounts a
    WHERE a.password_changed_at > a.created_at AND NOT EXISTS (SELECT 1 FROM audit_entries e
      WHERE e.action = 'account.password_set' AND (e.subject_id = a.id::text OR e.detail -> 'members' ? a.id::text))
    UNION ALL
    SELECT '設定 ' || s.key || ': 変更が' || s.given || '件、その記録が' || log.entries || '件あります'
    FROM (SELECT key, count(*) AS given FROM settings_history WHERE recorded_by IS NOT NULL GROUP BY key) s
    CROSS JOIN LATERAL (SELECT count(*) AS entries FROM audit_entries e
      WHERE e.action = 'setting.changed' AND e.subject_id = s.key AND e.actor_account_id IS NOT NULL) log
    WHERE log.entries < s.given;

-- cli.verify-count-of-audit-entries
SELECT coalesce(sum(n), 0)::int AS count FROM (SELECT count(DISTINCT id) AS n FROM (SELECT id FROM accounts) t UNION ALL SELECT count(DISTINCT id) AS n FROM (SELECT id FROM personal_tokens) t UNION ALL SELECT count(DISTINCT id) AS n FROM (SELECT id FROM quiz_attempts WHERE submitted_at IS NOT NULL AND NOT is_private) t UNION ALL SELECT count(DISTINCT id) AS n FROM (SELECT id FROM enrollments WHERE completed_at IS NOT NULL) t UNION ALL SELECT count(DISTINCT id) AS n FROM (SELECT id FROM certification_records) t UNION ALL SELECT count(DISTINCT id) AS n FROM (SELECT id FROM certification_records WHERE state IN ('verified', 'revoked')) t UNION ALL SELECT count(DISTINCT id) AS n FROM (SELECT id FROM certification_records WHERE state = 'revoked') t UNION ALL SELECT count(DISTINCT id) AS n FROM (SELECT id FROM certification_records WHERE state = 'returned') t UNION ALL SELECT count(DISTINCT id) AS n FROM (SELECT DISTINCT id FROM role_appointments) t UNION ALL SELECT count(DISTINCT id) AS n FROM (SELECT id FROM import_batches WHERE applied_at IS NOT NULL) t) all_things;

-- cli.verify-count-of-kept-contents
SELECT count(*)::int AS count FROM (SELECT '月末の数字 ' || as_of AS id, convert_to(figures::text, 'UTF8') AS content, sha256 FROM figure_snapshots
    UNION ALL SELECT '確定した数字 第' || number || '号', convert_to(content::text, 'UTF8'), sha256 FROM figure_publications
    UNION ALL SELECT '確定した数字のファイル ' || name, content, sha256 FROM figure_publication_files
    UNION ALL SELECT '書面 ' || appointment_id || ' ' || issue_number, content, sha256 FROM issued_documents) kept;

-- cli.verify-count-of-late-answers
SELECT count(*)::int AS count FROM quiz_attempt_questions WHERE answered_at IS NOT NULL;

-- cli.verify-count-of-primary-postings
SELECT count(*)::int AS count FROM postings WHERE kind = 'primary';

-- cli.verify-count-of-quiz-submissions
SELECT count(*)::int AS count FROM quiz_attempts WHERE submitted_at IS NOT NULL;

-- cli.verify-count-of-reminders
SELECT count(*)::int AS count FROM reminder_ledger;

-- cli.verify-count-of-verified-records
SELECT count(*)::int AS count FROM certification_records WHERE state = 'verified';

-- cli.verify-employed
SELECT count(DISTINCT person_id)::int AS count FROM employments
    WHERE daterange(valid_from, valid_to) @> $1::date;

-- cli.verify-holders
SELECT count(DISTINCT r.person_id)::int AS count
    FROM certification_records r
    JOIN certifications_counting_as($1::date) k ON k.held_id = r.certification_id AND k.asked_code = ANY ($2::text[]) AND (k.is_same OR $3::boolean)
    JOIN employments e ON e.person_id = r.person_id AND daterange(e.valid_from, e.valid_to) @> $1::date
    WHERE r.state = 'verified' AND (r.valid_until IS NULL OR r.valid_until >= $1::date);

-- cli.verify-kept-contents
SELECT kept.id || ': 内容とSHA-256が合いません' AS problem FROM (SELECT '月末の数字 ' || as_of AS id, convert_to(figures::text, 'UTF8') AS content, sha256 FROM figure_snapshots
    UNION ALL SELECT '確定した数字 第' || number || '号', convert_to(content::text, 'UTF8'), sha256 FROM figure_publications
    UNION ALL SELECT '確定した数字のファイル ' || name, content, sha256 FROM figure_publication_files
    UNION ALL SELECT '書面 ' || appointment_id || ' ' || issue_number, content, sha256 FROM issued_documents) kept
            WHERE encode(sha256(kept.content), 'hex') <> kept.sha256;

-- cli.verify-late-answers
SELECT '受験 ' || a.id || ': ' || q.position || '問目が締切りまたは提出のあとに保存されています' AS problem
            FROM quiz_attempt_questions q JOIN quiz_attempts a ON a.id = q.attempt_id
            WHERE q.answered_at > a.deadline_at OR q.answered_at > a.submitted_at;

-- cli.verify-primary-postings
SELECT '職員 ' || n.staff_number || ': ' || greatest(a.valid_from, b.valid_from) || 'に主務が2つあります' AS problem
            FROM postings a JOIN postings b ON b.person_id = a.person_id AND b.id > a.id AND b.kind = 'primary'
              AND daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)
            JOIN staff_numbers n ON n.person_id = a.person_id AND n.valid_to IS NULL
            WHERE a.kind = 'primary';

-- cli.verify-quiz-submissions
SELECT '受験 ' || subject_id || ': 提出の記録が' || count(*) || '件あります' AS problem FROM audit_entries
            WHERE action = 'quiz_attempt.submitted' GROUP BY subject_id HAVING count(*) > 1
            UNION ALL
            SELECT '受験 ' || id || ': 開始より前に提出されています' FROM quiz_attempts WHERE submitted_at < started_at
            UNION ALL
            SELECT '受験 ' || a.id || ': 正答数' || a.correct_count || 'が、問題ごとの正誤の合計と違います'
            FROM quiz_attempts a JOIN quiz_attempt_questions q ON q.attempt_id = a.id
            WHERE a.submitted_at IS NOT NULL GROUP BY a.id
            HAVING count(*) FILTER (WHERE q.is_correct) <> a.correct_count;

-- cli.verify-reminders
SELECT '通知 ' || min(id::text) || ': 同じ相手・種類・対象・期限の行が' || count(*) || '件あります' AS problem
            FROM reminder_ledger GROUP BY recipient_person_id, kind, object_id, due_on, lead HAVING count(*) > 1
            UNION ALL
            SELECT '送信 ' || min(id::text) || ': 同じ人の同じ日のメールが' || count(*) || '通あります'
            FROM reminder_digests GROUP BY recipient_person_id, day HAVING count(*) > 1
            UNION ALL
            SELECT '通知 ' || l.id || ': 別の人あてのメールに入っています' FROM reminder_ledger l
            JOIN reminder_digests d ON d.id = l.digest_id WHERE d.recipient_person_id <> l.recipient_person_id;

-- cli.verify-snapshot-as-known
WITH RECURSIVE unit AS (SELECT * FROM (SELECT * FROM org_unit_periods_history k
      WHERE k.recorded_at <= $1::timestamptz AND (k.superseded_at IS NULL OR k.superseded_at > $1::timestamptz)
        AND k.valid_from <= $2::date AND (k.valid_to IS NULL OR k.valid_to > $2::date)) u),
    post AS (SELECT * FROM (SELECT * FROM postings_history k
      WHERE k.recorded_at <= $1::timestamptz AND (k.superseded_at IS NULL OR k.superseded_at > $1::timestamptz)
        AND k.valid_from <= $2::date AND (k.valid_to IS NULL OR k.valid_to > $2::date)) p),
    employed AS (SELECT * FROM (SELECT * FROM employments_history k
      WHERE k.recorded_at <= $1::timestamptz AND (k.superseded_at IS NULL OR k.superseded_at > $1::timestamptz)
        AND k.valid_from <= $2::date AND (k.valid_to IS NULL OR k.valid_to > $2::date)) e),
    away AS (SELECT * FROM (SELECT * FROM employment_statuses_history k
      WHERE k.recorded_at <= $1::timestamptz AND (k.superseded_at IS NULL OR k.superseded_at > $1::timestamptz)
        AND k.valid_from <= $2::date AND (k.valid_to IS NULL OR k.valid_to > $2::date)) s WHERE $3::boolean),
    below AS (
      SELECT u.org_unit_id AS top_id, u.org_unit_id AS id FROM unit u WHERE u.counts_for_leader_kpi
      UNION
      SELECT b.top_id, u.org_unit_id FROM below b JOIN unit u ON u.parent_org_unit_id = b.id WHERE $4::boolean
    ), at_work AS (
      SELECT DISTINCT b.top_id, a.person_id, a.role FROM (SELECT * FROM role_appointments_history k
      WHERE k.recorded_at <= $1::timestamptz AND (k.superseded_at IS NULL OR k.superseded_at > $1::timestamptz)
        AND k.valid_from <= $2::date AND (k.valid_to IS NULL OR k.valid_to > $2::date)) a
      JOIN employed e ON e.person_id = a.person_id
      JOIN post p ON p.person_id = a.person_id AND p.kind = ANY ($5::text[])
      JOIN below b ON b.id = p.org_unit_id
      WHERE NOT EXISTS (SELECT 1 FROM away w WHERE w.person_id = a.person_id)
    ), asked AS (
      SELECT DISTINCT b.top_id FROM below b JOIN post p ON p.org_unit_id = b.id AND p.kind = 'primary'
      JOIN employed e ON e.person_id = p.person_id AND e.employment_type = ANY ($6::text[])
    ), holder AS (
      SELECT DISTINCT r.person_id FROM certification_records_history r
      JOIN certifications_counting_as($2::date) k ON k.held_id = r.certification_id AND k.asked_code = ANY ($7::text[]) AND (k.is_same OR $8::boolean)
      JOIN employed e ON e.person_id = r.person_id
      WHERE r.recorded_at <= $1::timestamptz AND (r.superseded_at IS NULL OR r.superseded_at > $1::timestamptz)
        AND r.decided_at < $9::timestamptz AND (r.state = 'verified' OR (r.state = 'revoked' AND r.revoked_at >= $9::timestamptz))
        AND r.passed_on <= $2::date AND (r.valid_until IS NULL OR r.valid_until >= $2::date)
    )
    SELECT json_build_object(
      'staff', (SELECT json_agg(DISTINCT person_id) FROM employed),
      'regular', (SELECT json_agg(DISTINCT person_id) FROM employed WHERE employment_type = ANY ($6::text[])),
      'counting', (SELECT json_agg(top_id) FROM asked),
      'covered', (SELECT json_agg(c.top_id) FROM (SELECT w.top_id FROM at_work w JOIN asked USING (top_id) WHERE w.role = 'leader'
        GROUP BY w.top_id HAVING count(DISTINCT w.person_id) >= $10::integer) c),
      'leaders', (SELECT json_agg(DISTINCT person_id) FROM at_work WHERE role = 'leader'),
      'supporters', (SELECT json_agg(DISTINCT person_id) FROM at_work WHERE role = 'supporter'),
      'holders', (SELECT json_agg(person_id) FROM holder)) AS found;

-- cli.verify-snapshots
SELECT s.as_of AS "asOf", s.taken_at AS "takenAt", (s.figures #>> '{city,counts,staff}')::int AS staff,
      (s.figures #>> '{city,counts,regular_staff}')::int AS regular, (s.figures #>> '{covered}')::int AS covered, (s.figures #>> '{counting}')::int AS counting,
      ARRAY(SELECT json_array_elements_text(s.figures #> '{people,leaders}'))::text[] AS leaders, ARRAY(SELECT json_array_elements_text(s.figures #> '{people,supporters}'))::text[] AS supporters, ARRAY(SELECT json_array_elements_text(s.figures #> '{people,holders}'))::text[] AS holders
    FROM figure_snapshots s WHERE s.figures #> '{city,counts}' IS NOT NULL ORDER BY s.as_of;

-- cli.verify-stored-files
SELECT count(*)::int AS count FROM stored_files;

-- cli.verify-verified-records
SELECT '資格の記録 ' || min(id::text) || ': 同じ人の同じ合格が' || count(*) || '件あります' AS problem
            FROM certification_records WHERE state = 'verified'
            GROUP BY person_id, certification_id, passed_on HAVING count(*) > 1
            UNION ALL
            SELECT '資格の記録 ' || id || ': 本人または報告した人が確認しています' FROM certification_records
            WHERE decided_by_person_id IN (person_id, reported_by_person_id)
            UNION ALL
            SELECT '資格の記録 ' || id || ': 本人または確認した人が取り消しています' FROM certification_records
            WHERE revoked_by_person_id IN (person_id, decided_by_person_id);
