-- practice.answers-of-middles
SELECT i.middle_number AS middle, b.question_key AS "questionKey", a.is_correct AS "isRight", a.answered_at AS "answeredAt", a.is_check AS "isCheck"
    FROM (
      SELECT p.question_id, p.is_correct, p.answered_at, s.kind = 'mixed' AND s.scope = '{}' AS is_check
      FROM practice_answers p JOIN practice_sessions s ON s.id = p.session_id
      WHERE p.person_id = $1::uuid AND p.answered_at IS NOT NULL
      UNION ALL
      SELECT t.question_id, t.is_correct, t.answered_at, x.form <> 'field'
      FROM mock_exams x JOIN quiz_attempt_questions t ON t.attempt_id = x.attempt_id
      WHERE x.person_id = $1::uuid AND x.finished_at IS NOT NULL AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
    ) a
    JOIN exam_questions b ON b.question_id = a.question_id AND b.syllabus_key = $2::text
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    ORDER BY a.answered_at, b.question_key;

-- practice.answers-of-people
SELECT a.person_id AS "personId", count(*)::int AS answers FROM practice_answers a
    WHERE a.person_id = ANY ($1::uuid[]) AND a.answered_at IS NOT NULL GROUP BY a.person_id ORDER BY a.person_id;

-- practice.answers-to-course-questions
SELECT q.id AS "questionId", q.body, n.people, n.right, n.choices, n.seconds
    FROM (
      SELECT f.question_id, array_agg(f.person ORDER BY f.answered_at, f.person) AS people,
        array_agg(f.is_right ORDER BY f.answered_at, f.person) AS "right",
        array_agg(f.choice ORDER BY f.answered_at, f.person) AS choices,
        array_agg(f.seconds ORDER BY f.answered_at, f.person) AS seconds
      FROM (
        SELECT a.question_id, a.answered_at, (dense_rank() OVER (ORDER BY a.person_id) - 1)::int AS person, a.is_correct::int AS is_right,
          CASE WHEN a.answer ->> 'kind' = 'single' THEN coalesce(a.choice_order[(a.answer #>> '{choices,0}')::int + 1], -1) ELSE -1 END AS choice,
          CASE WHEN a.answered_at - a.begun_at <= make_interval(secs => 1800)
            THEN extract(epoch FROM a.answered_at - a.begun_at)::int ELSE -1 END AS seconds
        FROM (SELECT f.* FROM (
    SELECT DISTINCT ON (a.person_id, tq.key) a.person_id, t.question_id, t.is_correct, t.answered_at, t.answer, t.choice_order, coalesce((SELECT max(b.answered_at) FROM quiz_attempt_questions b WHERE b.attempt_id = t.attempt_id
      AND b.answered_at < t.answered_at), a.started_at) AS begun_at
    FROM quiz_attempts a
    JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
    JOIN questions tq ON tq.id = t.question_id
    WHERE a.submitted_at IS NOT NULL AND a.attempt_number = 1 AND a.based_on IS NULL AND NOT a.is_private
      AND NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = t.question_id)
    ORDER BY a.person_id, tq.key, t.answered_at
  ) f WHERE NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = f.question_id)) a) f
      GROUP BY f.question_id) n
    JOIN questions q ON q.id = n.question_id ORDER BY q.id;

-- practice.answers-to-exam-questions
SELECT q.id AS "questionId", q.body, n.people, n.right, n.choices, n.seconds
    FROM (
      SELECT f.question_id, array_agg(f.person ORDER BY f.answered_at, f.person) AS people,
        array_agg(f.is_right ORDER BY f.answered_at, f.person) AS "right",
        array_agg(f.choice ORDER BY f.answered_at, f.person) AS choices,
        array_agg(f.seconds ORDER BY f.answered_at, f.person) AS seconds
      FROM (
        SELECT a.question_id, a.answered_at, (dense_rank() OVER (ORDER BY a.person_id) - 1)::int AS person, a.is_correct::int AS is_right,
          CASE WHEN a.answer ->> 'kind' = 'single' THEN coalesce(a.choice_order[(a.answer #>> '{choices,0}')::int + 1], -1) ELSE -1 END AS choice,
          CASE WHEN a.answered_at - a.begun_at <= make_interval(secs => 1800)
            THEN extract(epoch FROM a.answered_at - a.begun_at)::int ELSE -1 END AS seconds
        FROM (SELECT f.* FROM (
    SELECT p.person_id, p.question_id, p.is_correct, p.answered_at, p.answer, p.choice_order, p.shown_at AS begun_at
    FROM practice_answers p WHERE p.is_first AND p.answered_at IS NOT NULL
    UNION ALL
    (SELECT DISTINCT ON (x.person_id, tq.key) x.person_id, t.question_id, t.is_correct, t.answered_at, t.answer, t.choice_order, coalesce((SELECT max(b.answered_at) FROM quiz_attempt_questions b WHERE b.attempt_id = t.attempt_id
      AND b.answered_at < t.answered_at), a.started_at) AS begun_at
    FROM mock_exams x
    JOIN quiz_attempts a ON a.id = x.attempt_id
    JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
    JOIN questions tq ON tq.id = t.question_id
    WHERE x.finished_at IS NOT NULL
    ORDER BY x.person_id, tq.key, t.answered_at)
  ) f WHERE NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = f.question_id)) a) f
      GROUP BY f.question_id) n
    JOIN questions q ON q.id = n.question_id ORDER BY q.id;

-- practice.asked-question
SELECT a.id, a.question_id AS "questionId", a.choice_order AS "choiceOrder", a.is_first AS "isFirst",
      a.answered_at AS "answeredAt", q.key AS "questionKey", q.body
    FROM practice_answers a JOIN questions q ON q.id = a.question_id
    WHERE a.session_id = $1::uuid AND a.position = $2::integer;

-- practice.bank-of-syllabus
SELECT count(*)::int AS questions, count(k.person_id)::int AS answered FROM exam_questions q
    LEFT JOIN practice_cards k ON k.person_id = $1::uuid AND k.question_key = q.question_key
    WHERE q.syllabus_key = $2::text AND q.paper IS NULL AND q.retired_at IS NULL;

-- practice.blueprint
SELECT m.number AS middle, m.questions FROM syllabus_middles m WHERE m.syllabus_key = $1::text ORDER BY m.number;

-- practice.candidates
SELECT q.question_id AS "questionId", q.question_key AS "questionKey", m.field_key AS field, m.number AS middle,
      mark.person_id IS NOT NULL AS "isMarked",
      k.due_at AS "dueAt", k.stability, k.difficulty, k.state, k.steps, k.repetitions, k.lapses,
  k.reviewed_at AS "reviewedAt", k.was_correct AS "wasCorrect"
    FROM exam_questions q
    JOIN syllabus_items i ON i.syllabus_key = q.syllabus_key AND i.number = q.item_number
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    LEFT JOIN practice_cards k ON k.person_id = $1::uuid AND k.question_key = q.question_key
    LEFT JOIN practice_marks mark ON mark.person_id = $1::uuid AND mark.question_key = q.question_key
    WHERE q.syllabus_key = $2::text AND q.paper IS NULL AND q.retired_at IS NULL AND NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = q.question_id)
      AND ($3::text IS NULL OR m.field_key = $3::text) AND ($4::integer IS NULL OR m.number = $4::integer)
      AND ($5::integer IS NULL OR i.number = $5::integer) AND ($6::integer IS NULL OR q.difficulty = $6::integer)
    ORDER BY q.question_key;

-- practice.card
SELECT k.due_at AS "dueAt", k.stability, k.difficulty, k.state, k.steps, k.repetitions, k.lapses,
  k.reviewed_at AS "reviewedAt", k.was_correct AS "wasCorrect" FROM practice_cards k WHERE k.person_id = $1::uuid AND k.question_key = $2::text;

-- practice.counts
SELECT
      (SELECT count(*)::int FROM practice_cards k JOIN exam_questions q ON q.question_key = k.question_key AND q.retired_at IS NULL
       WHERE k.person_id = $1::uuid AND q.syllabus_key = $2::text AND q.paper IS NULL AND NOT k.was_correct) AS wrong,
      (SELECT count(*)::int FROM practice_cards k JOIN exam_questions q ON q.question_key = k.question_key AND q.retired_at IS NULL
       WHERE k.person_id = $1::uuid AND q.syllabus_key = $2::text AND q.paper IS NULL AND k.due_at <= $3::timestamptz) AS due,
      (SELECT count(*)::int FROM practice_marks m JOIN exam_questions q ON q.question_key = m.question_key AND q.retired_at IS NULL
       WHERE m.person_id = $1::uuid AND q.syllabus_key = $2::text AND q.paper IS NULL) AS marked,
      (SELECT count(*)::int FROM practice_answers a WHERE a.person_id = $1::uuid AND a.answered_at >= $4::timestamptz) AS "answeredToday",
      (SELECT max(a.answered_at) FROM practice_answers a WHERE a.person_id = $1::uuid) AS "lastAnsweredAt";

-- practice.estimates-before-exams
SELECT DISTINCT ON (r.person_id, r.exam_on, (e.made_at AT TIME ZONE 'Asia/Tokyo')::date) r.person_id AS "personId", r.passed = 1 AS passed,
      e.answers, e.chance, e.low, e.high
    FROM (SELECT u.person_id, u.exam_on, u.passed, lag(u.exam_on) OVER (PARTITION BY u.person_id ORDER BY u.exam_on) AS before
      FROM unnest($1::uuid[], $2::date[], $3::integer[]) AS u (person_id, exam_on, passed)) r
    JOIN readiness_estimates e ON e.person_id = r.person_id
      AND (e.made_at AT TIME ZONE 'Asia/Tokyo')::date < r.exam_on
      AND (r.before IS NULL OR (e.made_at AT TIME ZONE 'Asia/Tokyo')::date >= r.before)
    ORDER BY r.person_id, r.exam_on, (e.made_at AT TIME ZONE 'Asia/Tokyo')::date, e.made_at DESC, e.id;

-- practice.extra-time-held
SELECT i.id AS "personId", x.id, x.extra_percent AS percent, x.reason, x.valid_from AS "validFrom"
    FROM person_identities i
    LEFT JOIN exam_time_allowances x ON x.person_id = i.id AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
    WHERE i.id = $2::uuid;

-- practice.extra-time-percent
SELECT x.extra_percent AS percent FROM exam_time_allowances x WHERE x.person_id = $1::uuid AND x.valid_from <= $2::date AND (x.valid_to IS NULL OR x.valid_to > $2::date);

-- practice.extra-time-person
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
      x.extra_percent AS percent, x.valid_from AS "validFrom"
    FROM staff_numbers n
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    LEFT JOIN exam_time_allowances x ON x.person_id = line.person_id AND x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date)
    WHERE n.staff_number = $2::text AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = n.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date));

-- practice.extra-times
SELECT x.id, x.person_id AS "personId", x.extra_percent AS percent, x.reason, x.valid_from AS "validFrom",
      line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName"
    FROM exam_time_allowances x
    JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = x.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE x.valid_from <= $1::date AND (x.valid_to IS NULL OR x.valid_to > $1::date) AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = x.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date)) ORDER BY line.kana, line.staff_number;

-- practice.extra-times-to-join
SELECT x.id, x.person_id AS "personId", x.valid_from AS "validFrom", x.valid_to AS "validTo",
      (WITH RECURSIVE joined AS (
      SELECT a.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) AS "recordedBy"
    FROM exam_time_allowances x LEFT JOIN accounts a ON a.id = x.recorded_by
    WHERE x.person_id = ANY ($1::uuid[]) ORDER BY x.valid_from, x.id;

-- practice.figure-homes
SELECT b.question_id AS "questionId", b.course_key AS "courseKey", b.course_version_id AS "versionId"
    FROM exam_questions b WHERE b.question_id = ANY ($1::uuid[]) ORDER BY b.question_id;

-- practice.first-answer-counts
SELECT m.field_key AS field, count(*)::int AS count FROM (SELECT f.* FROM (
    SELECT p.person_id, p.question_id, p.is_correct, p.answered_at, p.answer, p.choice_order, p.shown_at AS begun_at
    FROM practice_answers p WHERE p.is_first AND p.answered_at IS NOT NULL
    UNION ALL
    (SELECT DISTINCT ON (x.person_id, tq.key) x.person_id, t.question_id, t.is_correct, t.answered_at, t.answer, t.choice_order, coalesce((SELECT max(b.answered_at) FROM quiz_attempt_questions b WHERE b.attempt_id = t.attempt_id
      AND b.answered_at < t.answered_at), a.started_at) AS begun_at
    FROM mock_exams x
    JOIN quiz_attempts a ON a.id = x.attempt_id
    JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
    JOIN questions tq ON tq.id = t.question_id
    WHERE x.finished_at IS NOT NULL
    ORDER BY x.person_id, tq.key, t.answered_at)
  ) f WHERE NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = f.question_id)) a
    JOIN exam_questions b ON b.question_id = a.question_id
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    WHERE a.person_id = $1::uuid AND b.syllabus_key = $2::text GROUP BY m.field_key;

-- practice.first-answers
SELECT m.field_key AS field, b.difficulty AS level, f.difficulty, f.error, a.is_correct AS "isRight",
      a.answered_at AS "answeredAt", m.number AS middle
    FROM (SELECT f.* FROM (
    SELECT p.person_id, p.question_id, p.is_correct, p.answered_at, p.answer, p.choice_order, p.shown_at AS begun_at
    FROM practice_answers p WHERE p.is_first AND p.answered_at IS NOT NULL
    UNION ALL
    (SELECT DISTINCT ON (x.person_id, tq.key) x.person_id, t.question_id, t.is_correct, t.answered_at, t.answer, t.choice_order, coalesce((SELECT max(b.answered_at) FROM quiz_attempt_questions b WHERE b.attempt_id = t.attempt_id
      AND b.answered_at < t.answered_at), a.started_at) AS begun_at
    FROM mock_exams x
    JOIN quiz_attempts a ON a.id = x.attempt_id
    JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
    JOIN questions tq ON tq.id = t.question_id
    WHERE x.finished_at IS NOT NULL
    ORDER BY x.person_id, tq.key, t.answered_at)
  ) f WHERE NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = f.question_id)) a
    JOIN exam_questions b ON b.question_id = a.question_id
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    LEFT JOIN exam_question_fits f ON f.question_id = b.question_id
    WHERE a.person_id = $1::uuid AND b.syllabus_key = $2::text
    ORDER BY a.answered_at, a.question_id;

-- practice.first-exposures
SELECT array_agg(person ORDER BY person, item) AS people, array_agg(item ORDER BY person, item) AS items,
      array_agg(is_right ORDER BY person, item) AS right
    FROM (
      SELECT (dense_rank() OVER (ORDER BY a.person_id) - 1)::int AS person, (q.place - 1)::int AS item, a.is_correct::int AS is_right
      FROM (SELECT f.* FROM (
    SELECT p.person_id, p.question_id, p.is_correct, p.answered_at, p.answer, p.choice_order, p.shown_at AS begun_at
    FROM practice_answers p WHERE p.is_first AND p.answered_at IS NOT NULL
    UNION ALL
    (SELECT DISTINCT ON (x.person_id, tq.key) x.person_id, t.question_id, t.is_correct, t.answered_at, t.answer, t.choice_order, coalesce((SELECT max(b.answered_at) FROM quiz_attempt_questions b WHERE b.attempt_id = t.attempt_id
      AND b.answered_at < t.answered_at), a.started_at) AS begun_at
    FROM mock_exams x
    JOIN quiz_attempts a ON a.id = x.attempt_id
    JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
    JOIN questions tq ON tq.id = t.question_id
    WHERE x.finished_at IS NOT NULL
    ORDER BY x.person_id, tq.key, t.answered_at)
  ) f WHERE NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = f.question_id)) a JOIN unnest($1::uuid[]) WITH ORDINALITY AS q (id, place) ON q.id = a.question_id
    ) numbered;

-- practice.glance
SELECT count(*)::int AS answered, (count(*) FILTER (WHERE n.was_correct))::int AS right,
      (count(*) FILTER (WHERE k.due_at <= $1::timestamptz AND q.paper IS NULL))::int AS due,
      (SELECT s.id FROM practice_sessions s WHERE s.person_id = $2::uuid AND s.ended_at IS NULL) AS "openSessionId",
      (SELECT m.attempt_id FROM mock_exams m WHERE m.person_id = $2::uuid AND m.finished_at IS NULL) AS "openMockId"
    FROM (
    SELECT DISTINCT ON (n.question_key) n.question_key, n.was_correct FROM (
      SELECT k.question_key, k.was_correct, k.reviewed_at AS answered_at FROM practice_cards k WHERE k.person_id = $2::uuid
      UNION ALL
      SELECT tq.key, t.is_correct, t.answered_at
      FROM mock_exams x
      JOIN quiz_attempt_questions t ON t.attempt_id = x.attempt_id AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
      JOIN questions tq ON tq.id = t.question_id
      WHERE x.person_id = $2::uuid AND x.finished_at IS NOT NULL
    ) n
    ORDER BY n.question_key, n.answered_at DESC
  ) n
    JOIN exam_questions q ON q.question_key = n.question_key AND q.retired_at IS NULL
    JOIN syllabi s ON s.key = q.syllabus_key AND s.valid_from <= $3::date AND (s.valid_to IS NULL OR s.valid_to > $3::date)
    LEFT JOIN practice_cards k ON k.person_id = $2::uuid AND k.question_key = n.question_key
    HAVING count(*) > 0 OR EXISTS (SELECT 1 FROM mock_exams m WHERE m.person_id = $2::uuid AND m.finished_at IS NULL);

-- practice.lessons-of-questions
SELECT DISTINCT i.middle_number AS middle, l.position, b.course_key AS "courseKey", l.key, l.title
    FROM exam_questions b
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN lessons l ON l.course_version_id = b.course_version_id AND b.item_number = ANY (l.syllabus_items)
    WHERE b.question_id = ANY ($1::uuid[]) ORDER BY 1, 2, 4;

-- practice.lock-people
SELECT i.id FROM person_identities i WHERE i.id = ANY ($1::uuid[]) ORDER BY i.id FOR UPDATE;

-- practice.lock-person
SELECT i.id FROM person_identities i WHERE i.id = $1::uuid FOR UPDATE;

-- practice.mock
SELECT m.attempt_id AS "attemptId", m.syllabus_key AS "syllabusKey", m.form, m.paper, m.field_key AS field,
  m.minutes, m.extra_minutes AS "extraMinutes", m.seen_count AS "seenCount",
  a.question_count AS "questionCount", a.started_at AS "startedAt", a.deadline_at AS "deadlineAt", a.submitted_at AS "submittedAt" FROM mock_exams m JOIN quiz_attempts a ON a.id = m.attempt_id
    WHERE m.attempt_id = $1::uuid AND m.person_id = $2::uuid;

-- practice.mock-answers
SELECT t.attempt_id AS "attemptId", t.position, t.is_correct AS "isCorrect", t.position = ANY (m.scored_positions) AS "isScored",
      b.difficulty, mi.field_key AS field, mi.number AS middle, mi.name AS "middleName"
    FROM mock_exams m
    JOIN quiz_attempt_questions t ON t.attempt_id = m.attempt_id
    JOIN exam_questions b ON b.question_id = t.question_id
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles mi ON mi.syllabus_key = i.syllabus_key AND mi.number = i.middle_number
    WHERE m.attempt_id = ANY ($1::uuid[]) AND m.person_id = $2::uuid AND t.is_correct IS NOT NULL
    ORDER BY t.attempt_id, t.position;

-- practice.mock-papers
SELECT b.paper, count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = b.question_id))::int AS questions FROM exam_questions b
    WHERE b.syllabus_key = $1::text AND b.paper IS NOT NULL AND b.retired_at IS NULL GROUP BY b.paper ORDER BY b.paper;

-- practice.mock-pool
WITH seen AS (
      SELECT q.key, max(a.started_at) AS at FROM quiz_attempts a
      JOIN mock_exams m ON m.attempt_id = a.id
      JOIN quiz_attempt_questions t ON t.attempt_id = a.id JOIN questions q ON q.id = t.question_id
      WHERE m.person_id = $1::uuid GROUP BY q.key)
    SELECT b.question_id AS "questionId", b.paper, mi.field_key AS field, mi.number AS middle, q.body, seen.at AS "seenAt"
    FROM exam_questions b
    JOIN questions q ON q.id = b.question_id
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles mi ON mi.syllabus_key = i.syllabus_key AND mi.number = i.middle_number
    LEFT JOIN seen ON seen.key = b.question_key
    WHERE b.syllabus_key = $2::text AND b.paper IS NOT NULL AND b.retired_at IS NULL AND NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = b.question_id)
    ORDER BY b.paper, b.position, b.question_id;

-- practice.mock-use
SELECT count(DISTINCT m.person_id)::int AS persons, count(*)::int AS mocks FROM mock_exams m
    WHERE m.finished_at >= $1::timestamptz;

-- practice.mocks-of-person
SELECT m.attempt_id AS "attemptId", m.syllabus_key AS "syllabusKey", m.form, m.paper, m.field_key AS field,
  m.minutes, m.extra_minutes AS "extraMinutes", m.seen_count AS "seenCount",
  a.question_count AS "questionCount", a.started_at AS "startedAt", a.deadline_at AS "deadlineAt", a.submitted_at AS "submittedAt" FROM mock_exams m JOIN quiz_attempts a ON a.id = m.attempt_id
    WHERE m.person_id = $1::uuid AND m.syllabus_key = $2::text ORDER BY a.started_at DESC, a.id LIMIT $3::integer;

-- practice.mocks-to-join
SELECT m.attempt_id AS id, m.person_id AS "personId", m.finished_at IS NULL AS "isOpen"
    FROM mock_exams m WHERE m.person_id = ANY ($1::uuid[]) ORDER BY m.attempt_id;

-- practice.newest-estimate
SELECT e.made_at AS "madeAt", e.answers, e.chance, e.low, e.high, m.name AS "middleName", m.number AS "middleNumber",
      CASE WHEN is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), e.booking_month, $1::date) THEN e.booking_month END AS "bookingMonth"
    FROM readiness_estimates e
    LEFT JOIN syllabus_middles m ON m.syllabus_key = e.syllabus_key AND m.number = e.middle_number
    WHERE e.person_id = $2::uuid AND e.syllabus_key = $3::text ORDER BY e.made_at DESC, e.id LIMIT 1;

-- practice.notice-wish-held
SELECT w.id, w.person_id AS "personId", w.valid_from AS "validFrom" FROM practice_notice_wishes w
    WHERE w.person_id = ANY (ARRAY(SELECT $1::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $1::uuid)) AND w.wish = $2::text AND w.valid_from <= $3::date AND (w.valid_to IS NULL OR w.valid_to > $3::date) ORDER BY w.id;

-- practice.notice-wishes
SELECT w.wish, min(w.valid_from) AS since FROM practice_notice_wishes w
    WHERE w.person_id = ANY (ARRAY(SELECT $1::uuid UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE (WITH RECURSIVE joined AS (
      SELECT pj.person_id AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1) = $1::uuid)) AND w.valid_from <= $2::date AND (w.valid_to IS NULL OR w.valid_to > $2::date) GROUP BY w.wish ORDER BY w.wish;

-- practice.open-mock
SELECT m.attempt_id AS "attemptId", a.quiz_key AS "quizKey", a.deadline_at AS "deadlineAt"
    FROM mock_exams m JOIN quiz_attempts a ON a.id = m.attempt_id WHERE m.person_id = $1::uuid AND m.finished_at IS NULL;

-- practice.open-session
SELECT s.id AS "sessionId", s.kind, s.scope, s.size,
      (SELECT count(a.answered_at)::int FROM practice_answers a WHERE a.session_id = s.id) AS answered
    FROM practice_sessions s WHERE s.person_id = $1::uuid AND s.ended_at IS NULL;

-- practice.open-session-alike
SELECT s.id FROM practice_sessions s
    WHERE s.person_id = $1::uuid AND s.ended_at IS NULL AND s.syllabus_key = $2::text AND s.kind = $3::text AND s.scope = $4::jsonb
      AND (s.size IS NULL OR (SELECT count(a.answered_at) FROM practice_answers a WHERE a.session_id = s.id) < s.size);

-- practice.own-suggestion
SELECT s.id, (s.suggested_at AT TIME ZONE 'Asia/Tokyo')::date AS "suggestedOn" FROM exam_suggestions s
    WHERE s.person_id = $1::uuid AND s.withdrawn_at IS NULL AND s.dismissed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM certification_records r
  JOIN certifications_counting_as($2::date) k ON k.held_id = r.certification_id AND k.asked_code = 'ip'
  WHERE r.person_id = s.person_id AND r.state IN ('reported', 'verified')) AND NOT EXISTS (SELECT 1 FROM exam_attempts e JOIN certifications c ON c.id = e.certification_id AND c.code = 'ip'
  WHERE e.person_id = s.person_id AND e.state IN ('booked', 'provisional_pass', 'passed')) AND is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), $2::date, $2::date);

-- practice.people-to-estimate
SELECT DISTINCT a.person_id AS "personId" FROM (SELECT f.* FROM (
    SELECT p.person_id, p.question_id, p.is_correct, p.answered_at, p.answer, p.choice_order, p.shown_at AS begun_at
    FROM practice_answers p WHERE p.is_first AND p.answered_at IS NOT NULL
    UNION ALL
    (SELECT DISTINCT ON (x.person_id, tq.key) x.person_id, t.question_id, t.is_correct, t.answered_at, t.answer, t.choice_order, coalesce((SELECT max(b.answered_at) FROM quiz_attempt_questions b WHERE b.attempt_id = t.attempt_id
      AND b.answered_at < t.answered_at), a.started_at) AS begun_at
    FROM mock_exams x
    JOIN quiz_attempts a ON a.id = x.attempt_id
    JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
    JOIN questions tq ON tq.id = t.question_id
    WHERE x.finished_at IS NOT NULL
    ORDER BY x.person_id, tq.key, t.answered_at)
  ) f WHERE NOT EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = f.question_id)) a
    WHERE a.answered_at > $1::timestamptz ORDER BY a.person_id;

-- practice.question-count
SELECT count(*)::int AS total, (count(*) FILTER (WHERE cardinality(l.flags) > 0 AND NOT l.is_withdrawn))::int AS flagged,
      max(l.counted_at) AS "countedAt"
    FROM (SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= 5 THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE ($1::text = '' OR u.place = $1::text)
      AND ($2::text = '' OR q.key ILIKE $2::text OR q.body ->> 'stem' ILIKE $2::text OR q.body ->> 'text' ILIKE $2::text)) l WHERE ($3::text = '' OR ($3::text = 'withdrawn' AND l.is_withdrawn) OR ($3::text = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR ($3::text = ANY (l.flags) AND NOT l.is_withdrawn));

-- practice.question-statistics
SELECT q.id AS "questionId", s.flags, s.facility, s.discrimination, s.drift, s.median_seconds AS "medianSeconds",
      CASE WHEN s.answers >= 5 THEN s.answers END AS answers, coalesce(s.answers, 0) > 0 AS "hasAnswers",
      s.choices, s.counted_at AS "countedAt", u.place, u.course_key AS "courseKey"
    FROM questions q
    LEFT JOIN question_statistics s ON s.question_id = q.id
    LEFT JOIN (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u ON u.question_id = q.id
    WHERE q.id = $1::uuid LIMIT 1;

-- practice.question-to-ask
SELECT q.body FROM questions q WHERE q.id = $1::uuid;

-- practice.questions-by-answers
SELECT l.question_id AS "questionId", l.place, l.course_key AS "courseKey", l.key, l.body, l.flags, l.facility, l.discrimination,
        l.drift, l.median_seconds AS "medianSeconds", l.answers, l.all_answers > 0 AS "hasAnswers", l.is_withdrawn AS "isWithdrawn"
      FROM (SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= 5 THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE ($1::text = '' OR u.place = $1::text)
      AND ($2::text = '' OR q.key ILIKE $2::text OR q.body ->> 'stem' ILIKE $2::text OR q.body ->> 'text' ILIKE $2::text)) l WHERE ($3::text = '' OR ($3::text = 'withdrawn' AND l.is_withdrawn) OR ($3::text = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR ($3::text = ANY (l.flags) AND NOT l.is_withdrawn))
      ORDER BY l.answers NULLS LAST, l.key, l.question_id LIMIT $4::integer OFFSET $5::integer;

-- practice.questions-by-answers-down
SELECT l.question_id AS "questionId", l.place, l.course_key AS "courseKey", l.key, l.body, l.flags, l.facility, l.discrimination,
        l.drift, l.median_seconds AS "medianSeconds", l.answers, l.all_answers > 0 AS "hasAnswers", l.is_withdrawn AS "isWithdrawn"
      FROM (SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= 5 THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE ($1::text = '' OR u.place = $1::text)
      AND ($2::text = '' OR q.key ILIKE $2::text OR q.body ->> 'stem' ILIKE $2::text OR q.body ->> 'text' ILIKE $2::text)) l WHERE ($3::text = '' OR ($3::text = 'withdrawn' AND l.is_withdrawn) OR ($3::text = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR ($3::text = ANY (l.flags) AND NOT l.is_withdrawn))
      ORDER BY l.answers DESC NULLS LAST, l.key, l.question_id LIMIT $4::integer OFFSET $5::integer;

-- practice.questions-by-discrimination
SELECT l.question_id AS "questionId", l.place, l.course_key AS "courseKey", l.key, l.body, l.flags, l.facility, l.discrimination,
        l.drift, l.median_seconds AS "medianSeconds", l.answers, l.all_answers > 0 AS "hasAnswers", l.is_withdrawn AS "isWithdrawn"
      FROM (SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= 5 THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE ($1::text = '' OR u.place = $1::text)
      AND ($2::text = '' OR q.key ILIKE $2::text OR q.body ->> 'stem' ILIKE $2::text OR q.body ->> 'text' ILIKE $2::text)) l WHERE ($3::text = '' OR ($3::text = 'withdrawn' AND l.is_withdrawn) OR ($3::text = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR ($3::text = ANY (l.flags) AND NOT l.is_withdrawn))
      ORDER BY l.discrimination NULLS LAST, l.key, l.question_id LIMIT $4::integer OFFSET $5::integer;

-- practice.questions-by-discrimination-down
SELECT l.question_id AS "questionId", l.place, l.course_key AS "courseKey", l.key, l.body, l.flags, l.facility, l.discrimination,
        l.drift, l.median_seconds AS "medianSeconds", l.answers, l.all_answers > 0 AS "hasAnswers", l.is_withdrawn AS "isWithdrawn"
      FROM (SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= 5 THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE ($1::text = '' OR u.place = $1::text)
      AND ($2::text = '' OR q.key ILIKE $2::text OR q.body ->> 'stem' ILIKE $2::text OR q.body ->> 'text' ILIKE $2::text)) l WHERE ($3::text = '' OR ($3::text = 'withdrawn' AND l.is_withdrawn) OR ($3::text = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR ($3::text = ANY (l.flags) AND NOT l.is_withdrawn))
      ORDER BY l.discrimination DESC NULLS LAST, l.key, l.question_id LIMIT $4::integer OFFSET $5::integer;

-- practice.questions-by-facility
SELECT l.question_id AS "questionId", l.place, l.course_key AS "courseKey", l.key, l.body, l.flags, l.facility, l.discrimination,
        l.drift, l.median_seconds AS "medianSeconds", l.answers, l.all_answers > 0 AS "hasAnswers", l.is_withdrawn AS "isWithdrawn"
      FROM (SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= 5 THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE ($1::text = '' OR u.place = $1::text)
      AND ($2::text = '' OR q.key ILIKE $2::text OR q.body ->> 'stem' ILIKE $2::text OR q.body ->> 'text' ILIKE $2::text)) l WHERE ($3::text = '' OR ($3::text = 'withdrawn' AND l.is_withdrawn) OR ($3::text = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR ($3::text = ANY (l.flags) AND NOT l.is_withdrawn))
      ORDER BY l.facility NULLS LAST, l.key, l.question_id LIMIT $4::integer OFFSET $5::integer;

-- practice.questions-by-facility-down
SELECT l.question_id AS "questionId", l.place, l.course_key AS "courseKey", l.key, l.body, l.flags, l.facility, l.discrimination,
        l.drift, l.median_seconds AS "medianSeconds", l.answers, l.all_answers > 0 AS "hasAnswers", l.is_withdrawn AS "isWithdrawn"
      FROM (SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= 5 THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE ($1::text = '' OR u.place = $1::text)
      AND ($2::text = '' OR q.key ILIKE $2::text OR q.body ->> 'stem' ILIKE $2::text OR q.body ->> 'text' ILIKE $2::text)) l WHERE ($3::text = '' OR ($3::text = 'withdrawn' AND l.is_withdrawn) OR ($3::text = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR ($3::text = ANY (l.flags) AND NOT l.is_withdrawn))
      ORDER BY l.facility DESC NULLS LAST, l.key, l.question_id LIMIT $4::integer OFFSET $5::integer;

-- practice.questions-by-time
SELECT l.question_id AS "questionId", l.place, l.course_key AS "courseKey", l.key, l.body, l.flags, l.facility, l.discrimination,
        l.drift, l.median_seconds AS "medianSeconds", l.answers, l.all_answers > 0 AS "hasAnswers", l.is_withdrawn AS "isWithdrawn"
      FROM (SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= 5 THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE ($1::text = '' OR u.place = $1::text)
      AND ($2::text = '' OR q.key ILIKE $2::text OR q.body ->> 'stem' ILIKE $2::text OR q.body ->> 'text' ILIKE $2::text)) l WHERE ($3::text = '' OR ($3::text = 'withdrawn' AND l.is_withdrawn) OR ($3::text = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR ($3::text = ANY (l.flags) AND NOT l.is_withdrawn))
      ORDER BY l.median_seconds NULLS LAST, l.key, l.question_id LIMIT $4::integer OFFSET $5::integer;

-- practice.questions-by-time-down
SELECT l.question_id AS "questionId", l.place, l.course_key AS "courseKey", l.key, l.body, l.flags, l.facility, l.discrimination,
        l.drift, l.median_seconds AS "medianSeconds", l.answers, l.all_answers > 0 AS "hasAnswers", l.is_withdrawn AS "isWithdrawn"
      FROM (SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= 5 THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE ($1::text = '' OR u.place = $1::text)
      AND ($2::text = '' OR q.key ILIKE $2::text OR q.body ->> 'stem' ILIKE $2::text OR q.body ->> 'text' ILIKE $2::text)) l WHERE ($3::text = '' OR ($3::text = 'withdrawn' AND l.is_withdrawn) OR ($3::text = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR ($3::text = ANY (l.flags) AND NOT l.is_withdrawn))
      ORDER BY l.median_seconds DESC NULLS LAST, l.key, l.question_id LIMIT $4::integer OFFSET $5::integer;

-- practice.questions-by-trouble
SELECT l.question_id AS "questionId", l.place, l.course_key AS "courseKey", l.key, l.body, l.flags, l.facility, l.discrimination,
        l.drift, l.median_seconds AS "medianSeconds", l.answers, l.all_answers > 0 AS "hasAnswers", l.is_withdrawn AS "isWithdrawn"
      FROM (SELECT u.question_id, u.place, u.course_key, q.key, q.body, s.flags, s.counted_at, s.facility, s.discrimination, s.drift,
      s.median_seconds, CASE WHEN s.answers >= 5 THEN s.answers END AS answers,
      coalesce(s.answers, 0) AS all_answers,
      EXISTS (SELECT 1 FROM withdrawn_questions w WHERE w.question_id = u.question_id) AS is_withdrawn
    FROM (
    SELECT b.question_id, CASE WHEN b.paper IS NULL THEN 'practice' ELSE 'mock' END AS place, b.course_key
    FROM exam_questions b WHERE b.retired_at IS NULL
    UNION ALL
    SELECT c.question_id, 'course', co.key FROM courses co
    JOIN LATERAL (SELECT v.id FROM course_versions v WHERE v.course_id = co.id AND v.quiz_draw IS NOT NULL
      ORDER BY coalesce(v.fiscal_year, 0) DESC, v.version DESC LIMIT 1) newest ON true
    JOIN course_version_questions c ON c.course_version_id = newest.id
    WHERE NOT EXISTS (SELECT 1 FROM exam_questions b WHERE b.question_id = c.question_id)
  ) u JOIN questions q ON q.id = u.question_id
    LEFT JOIN question_statistics s ON s.question_id = u.question_id
    WHERE ($1::text = '' OR u.place = $1::text)
      AND ($2::text = '' OR q.key ILIKE $2::text OR q.body ->> 'stem' ILIKE $2::text OR q.body ->> 'text' ILIKE $2::text)) l WHERE ($3::text = '' OR ($3::text = 'withdrawn' AND l.is_withdrawn) OR ($3::text = 'any' AND cardinality(l.flags) > 0 AND NOT l.is_withdrawn)
      OR ($3::text = ANY (l.flags) AND NOT l.is_withdrawn))
      ORDER BY coalesce(cardinality(l.flags), 0) DESC, l.discrimination NULLS LAST, l.answers DESC NULLS LAST, l.key, l.question_id LIMIT $4::integer OFFSET $5::integer;

-- practice.questions-to-fit
SELECT b.question_id AS "questionId", b.difficulty AS level FROM exam_questions b
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    WHERE b.syllabus_key = $1::text AND m.field_key = $2::text ORDER BY b.question_id;

-- practice.rates-by-middle
SELECT i.middle_number AS middle, ((count(*) FILTER (WHERE k.was_correct)) + 2)::float8 / (count(*) + 4) AS rate
    FROM practice_cards k
    JOIN exam_questions q ON q.question_key = k.question_key AND q.retired_at IS NULL
    JOIN syllabus_items i ON i.syllabus_key = q.syllabus_key AND i.number = q.item_number
    WHERE k.person_id = $1::uuid AND q.syllabus_key = $2::text GROUP BY i.middle_number;

-- practice.rows-to-join
SELECT 'practice_sessions' AS "table", s.id FROM practice_sessions s
      WHERE s.person_id = $1::uuid AND (s.ended_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM practice_sessions o WHERE o.person_id = $2::uuid AND o.ended_at IS NULL))
    UNION ALL SELECT 'practice_answers', a.id FROM practice_answers a JOIN practice_sessions s ON s.id = a.session_id
      WHERE a.person_id = $1::uuid AND (s.ended_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM practice_sessions o WHERE o.person_id = $2::uuid AND o.ended_at IS NULL))
    UNION ALL SELECT 'practice_cards', c.id FROM practice_cards c WHERE c.person_id = $1::uuid AND NOT EXISTS (
      SELECT 1 FROM practice_cards o WHERE o.person_id = $2::uuid AND o.question_key = c.question_key)
    UNION ALL SELECT 'practice_marks', m.id FROM practice_marks m WHERE m.person_id = $1::uuid AND NOT EXISTS (
      SELECT 1 FROM practice_marks o WHERE o.person_id = $2::uuid AND o.question_key = m.question_key)
    UNION ALL SELECT 'readiness_estimates', e.id FROM readiness_estimates e WHERE e.person_id = $1::uuid
    ORDER BY 1, 2;

-- practice.session-locked
SELECT s.id, s.person_id AS "personId", s.syllabus_key AS "syllabusKey", s.kind, s.scope, s.size, s.ended_at AS "endedAt"
    FROM practice_sessions s WHERE s.id = $1::uuid AND s.person_id = $2::uuid FOR UPDATE;

-- practice.session-page
SELECT s.id AS "sessionId", s.kind, s.scope, s.size, s.ended_at AS "endedAt", a.position,
      a.question_id AS "questionId", a.choice_order AS "choiceOrder", a.answer, q.key AS "questionKey", q.body, b.difficulty,
      i.number AS item, i.name AS "itemName", m.name AS "middleName", b.course_version_id AS "versionId", b.course_key AS "courseKey",
      EXISTS (SELECT 1 FROM practice_marks k WHERE k.person_id = s.person_id AND k.question_key = q.key) AS "isMarked",
      (SELECT json_agg(json_build_object('position', o.position, 'isCorrect', o.is_correct) ORDER BY o.position)
       FROM practice_answers o WHERE o.session_id = s.id) AS places,
      (SELECT json_agg(json_build_object('key', l.key, 'title', l.title) ORDER BY l.position) FROM lessons l
       WHERE l.course_version_id = b.course_version_id AND b.item_number = ANY (l.syllabus_items)) AS lessons
    FROM practice_sessions s
    JOIN LATERAL (SELECT * FROM practice_answers p WHERE p.session_id = s.id AND p.position <= coalesce($1::integer, p.position)
      ORDER BY p.position DESC LIMIT 1) a ON true
    JOIN questions q ON q.id = a.question_id
    JOIN exam_questions b ON b.question_id = a.question_id
    JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    WHERE s.id = $2::uuid AND s.person_id = $3::uuid;

-- practice.session-questions
SELECT a.position, a.answered_at AS "answeredAt", q.key AS "questionKey"
    FROM practice_answers a JOIN questions q ON q.id = a.question_id WHERE a.session_id = $1::uuid ORDER BY a.position;

-- practice.session-results
SELECT s.kind, s.scope, s.ended_at AS "endedAt", a.position, a.is_correct AS "isCorrect", a.answered_at AS "answeredAt",
      coalesce(q.body ->> 'stem', q.body ->> 'text') AS stem, i.number AS item, i.name AS "itemName", m.number AS middle, m.name AS "middleName"
    FROM practice_sessions s
    LEFT JOIN practice_answers a ON a.session_id = s.id AND a.answered_at IS NOT NULL
    LEFT JOIN questions q ON q.id = a.question_id
    LEFT JOIN exam_questions b ON b.question_id = a.question_id
    LEFT JOIN syllabus_items i ON i.syllabus_key = b.syllabus_key AND i.number = b.item_number
    LEFT JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    WHERE s.id = $1::uuid AND s.person_id = $2::uuid ORDER BY a.position;

-- practice.standing
SELECT i.number AS item, count(k.question_key)::int AS answered, (count(*) FILTER (WHERE k.was_correct))::int AS right
    FROM syllabus_items i
    JOIN exam_questions q ON q.syllabus_key = i.syllabus_key AND q.item_number = i.number AND q.retired_at IS NULL
    LEFT JOIN (
    SELECT DISTINCT ON (n.question_key) n.question_key, n.was_correct FROM (
      SELECT k.question_key, k.was_correct, k.reviewed_at AS answered_at FROM practice_cards k WHERE k.person_id = $1::uuid
      UNION ALL
      SELECT tq.key, t.is_correct, t.answered_at
      FROM mock_exams x
      JOIN quiz_attempt_questions t ON t.attempt_id = x.attempt_id AND t.answer IS NOT NULL AND t.is_correct IS NOT NULL
      JOIN questions tq ON tq.id = t.question_id
      WHERE x.person_id = $1::uuid AND x.finished_at IS NOT NULL
    ) n
    ORDER BY n.question_key, n.answered_at DESC
  ) k ON k.question_key = q.question_key
    WHERE i.syllabus_key = $2::text GROUP BY i.number ORDER BY i.number;

-- practice.standing-suggestions
SELECT s.id, s.person_id AS "personId" FROM exam_suggestions s
    WHERE s.person_id = ANY ($1::uuid[]) AND s.withdrawn_at IS NULL ORDER BY s.id;

-- practice.suggested-exam-is-held
SELECT is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), $1::date, $1::date) AS "isHeld";

-- practice.suggestion-acts
SELECT s.act_id AS id, min(s.suggested_at) AS "sentAt", count(*)::int AS people
    FROM exam_suggestions s WHERE s.withdrawn_at IS NULL GROUP BY s.act_id ORDER BY 2 DESC, 1 LIMIT 20;

-- practice.suggestion-people-of-unit
SELECT 
  line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
  (SELECT (s.suggested_at AT TIME ZONE 'Asia/Tokyo')::date FROM exam_suggestions s
   WHERE s.person_id = line.person_id AND s.withdrawn_at IS NULL) AS "suggestedOn" FROM employments w JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = w.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date) AND line.unit_id = $2::uuid
      AND NOT EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = w.person_id AND ab.valid_from <= $1::date AND (ab.valid_to IS NULL OR ab.valid_to > $1::date)) AND NOT EXISTS (SELECT 1 FROM certification_records r
  JOIN certifications_counting_as($1::date) k ON k.held_id = r.certification_id AND k.asked_code = 'ip'
  WHERE r.person_id = w.person_id AND r.state IN ('reported', 'verified'))
    ORDER BY line.kana, line.staff_number;

-- practice.suggestion-person
SELECT 
  line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName",
  (SELECT (s.suggested_at AT TIME ZONE 'Asia/Tokyo')::date FROM exam_suggestions s
   WHERE s.person_id = line.person_id AND s.withdrawn_at IS NULL) AS "suggestedOn" FROM staff_numbers n JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = n.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE n.staff_number = $2::text AND n.valid_from <= $1::date AND (n.valid_to IS NULL OR n.valid_to > $1::date)
      AND EXISTS (SELECT 1 FROM employments em WHERE em.person_id = n.person_id AND em.valid_from <= $1::date AND (em.valid_to IS NULL OR em.valid_to > $1::date));

-- practice.suggestion-units
SELECT DISTINCT line.unit_id AS id, line.unit_name AS name
    FROM employments w JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $1::date AND (sn.valid_to IS NULL OR sn.valid_to > $1::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $1::date AND (pp.valid_to IS NULL OR pp.valid_to > $1::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $1::date AND (pu.valid_to IS NULL OR pu.valid_to > $1::date)
      WHERE pd.person_id = w.person_id AND pd.valid_from <= $1::date AND (pd.valid_to IS NULL OR pd.valid_to > $1::date)
    ) line ON true
    WHERE w.valid_from <= $1::date AND (w.valid_to IS NULL OR w.valid_to > $1::date) AND line.unit_id IS NOT NULL ORDER BY 2, 1;

-- practice.suggestions-of-act
SELECT s.id, s.person_id AS "personId" FROM exam_suggestions s
    WHERE s.act_id = $1::uuid AND s.withdrawn_at IS NULL ORDER BY s.id FOR UPDATE;

-- practice.suggestions-to-join
SELECT s.id FROM exam_suggestions s WHERE s.person_id = $1::uuid AND (s.withdrawn_at IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM exam_suggestions o WHERE o.person_id = $2::uuid AND o.withdrawn_at IS NULL)) ORDER BY s.id;

-- practice.syllabus-by-key
SELECT s.key, s.title, s.source, s.valid_from AS "validFrom", s.valid_to AS "validTo", s.minutes,
  s.pass_total AS "passTotal", s.pass_field AS "passField" FROM syllabi s WHERE s.key = $1::text;

-- practice.syllabus-following
SELECT s.key, s.title, s.source, s.valid_from AS "validFrom", s.valid_to AS "validTo", s.minutes,
  s.pass_total AS "passTotal", s.pass_field AS "passField" FROM syllabi s WHERE s.valid_from > $1::date ORDER BY s.valid_from LIMIT 1;

-- practice.syllabus-items-known
SELECT i.syllabus_key || '/' || i.number AS tag, i.syllabus_key AS "syllabusKey", i.number FROM syllabus_items i;

-- practice.syllabus-on
SELECT s.key, s.title, s.source, s.valid_from AS "validFrom", s.valid_to AS "validTo", s.minutes,
  s.pass_total AS "passTotal", s.pass_field AS "passField" FROM syllabi s WHERE s.valid_from <= $1::date AND (s.valid_to IS NULL OR s.valid_to > $1::date);

-- practice.syllabus-tree
SELECT f.key AS "fieldKey", f.name AS "fieldName", f.questions AS "fieldQuestions", f.scored AS "fieldScored",
      m.number AS "middleNumber", m.name AS "middleName", m.questions AS "middleQuestions", m.major_name AS "majorName",
      i.number AS "itemNumber", i.name AS "itemName"
    FROM syllabus_items i
    JOIN syllabus_middles m ON m.syllabus_key = i.syllabus_key AND m.number = i.middle_number
    JOIN syllabus_fields f ON f.syllabus_key = i.syllabus_key AND f.key = m.field_key
    WHERE i.syllabus_key = $1::text ORDER BY f.number, m.number, i.number;

-- practice.terms-in-text
SELECT t.term FROM glossary_terms t WHERE strpos($1::text, t.term) > 0 AND length(t.term) >= 2
    ORDER BY length(t.term) DESC, t.term LIMIT 3;
