-- quizzes.answers-to-rescore
SELECT a.id AS "attemptId", a.person_id AS "personId", a.quiz_key AS "quizKey", a.question_count AS "questionCount",
      a.pass_ratio::float8 AS "passRatio", a.correct_count AS "correctCount", a.passed, a.is_private AS "isPrivate",
      t.position, t.answer, t.choice_order AS "choiceOrder", q.body, w.treatment, r.body AS replacement
    FROM withdrawn_questions w
    JOIN questions q ON q.id = w.question_id
    LEFT JOIN questions r ON r.id = w.replacement_id
    JOIN quiz_attempt_questions t ON t.question_id = w.question_id AND t.is_correct = false
    JOIN quiz_attempts a ON a.id = t.attempt_id AND a.based_on IS NULL
    WHERE w.withdrawal_id = $1::uuid ORDER BY a.id, t.position;

-- quizzes.answers-to-score
SELECT t.position, t.answer, t.choice_order AS "choiceOrder", q.body,
      (SELECT w.treatment FROM withdrawn_questions w WHERE w.question_id = t.question_id) AS treatment,
      (SELECT r.body FROM withdrawn_questions w JOIN questions r ON r.id = w.replacement_id WHERE w.question_id = t.question_id) AS replacement
    FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id
    WHERE t.attempt_id = $1::uuid ORDER BY t.position FOR UPDATE OF t;

-- quizzes.attempt-to-rescore
SELECT a.person_id AS "personId", a.correct_count AS "correctCount", a.passed, t.is_correct AS "isCorrect"
    FROM quiz_attempts a JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.position = $1::integer
    WHERE a.id = $2::uuid;

-- quizzes.attempts-of-people
SELECT a.id, a.person_id AS "personId", a.quiz_key AS "quizKey", a.attempt_number AS "attemptNumber",
      a.submitted_at IS NULL AS "isOpen"
    FROM quiz_attempts a WHERE a.person_id = ANY ($1::uuid[]) ORDER BY a.started_at, a.id;

-- quizzes.finished
SELECT a.id AS "attemptId", a.attempt_number AS "attemptNumber", a.started_at AS "startedAt",
      a.submitted_at AS "submittedAt", a.correct_count AS "correctCount", a.question_count AS "questionCount", a.passed
    FROM quiz_attempts a WHERE a.person_id = $1::uuid AND a.quiz_key = $2::text AND a.submitted_at IS NOT NULL
    ORDER BY a.submitted_at DESC, a.attempt_number DESC;

-- quizzes.finished-attempts
SELECT count(*)::int AS count, max(submitted_at) AS "lastFinishedAt" FROM quiz_attempts
    WHERE person_id = $1::uuid AND quiz_key = $2::text AND submitted_at IS NOT NULL;

-- quizzes.later-than-join
SELECT count(*)::int AS attempts FROM person_join_rows j JOIN quiz_attempts a ON a.id = j.old_row_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'quiz_attempts' AND a.submitted_at > $2::timestamptz;

-- quizzes.lock-attempt
SELECT a.id FROM quiz_attempts a WHERE a.id = $1::uuid FOR UPDATE;

-- quizzes.lock-withdrawal
SELECT h.id FROM question_withdrawals_history h WHERE h.id = $1::uuid AND h.superseded_at IS NULL FOR UPDATE;

-- quizzes.open-rescorings
SELECT r.id, r.withdrawal_id AS "withdrawalId" FROM question_rescorings r WHERE r.done_at IS NULL
    ORDER BY r.ordered_at, r.id;

-- quizzes.overdue-attempts
SELECT id, person_id AS "personId" FROM quiz_attempts WHERE submitted_at IS NULL AND deadline_at <= $1::timestamptz
    ORDER BY deadline_at LIMIT $2::integer;

-- quizzes.people-of-results
SELECT line.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName"
    FROM unnest($1::uuid[]) AS p (id) JOIN LATERAL (
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM person_details pd
      JOIN staff_numbers sn ON sn.person_id = pd.person_id AND sn.valid_from <= $2::date AND (sn.valid_to IS NULL OR sn.valid_to > $2::date)
      LEFT JOIN postings pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND pp.valid_from <= $2::date AND (pp.valid_to IS NULL OR pp.valid_to > $2::date)
      LEFT JOIN org_unit_periods pu ON pu.org_unit_id = pp.org_unit_id AND pu.valid_from <= $2::date AND (pu.valid_to IS NULL OR pu.valid_to > $2::date)
      WHERE pd.person_id = p.id AND pd.valid_from <= $2::date AND (pd.valid_to IS NULL OR pd.valid_to > $2::date)
    ) line ON true
    ORDER BY line.kana, line.staff_number;

-- quizzes.player-page
SELECT a.id, a.quiz_key AS "quizKey",
  coalesce((SELECT b.quiz_key FROM quiz_attempts b WHERE b.id = a.based_on), a.quiz_key) AS "originKey",
  a.based_on AS "basedOn", a.attempt_number AS "attemptNumber", a.question_count AS "questionCount",
  a.pass_ratio::float8 AS "passRatio", a.started_at AS "startedAt", a.deadline_at AS "deadlineAt", a.submitted_at AS "submittedAt", t.position, t.question_id AS "questionId", t.answer, t.answer_revision AS revision, t.answered_at AS "answeredAt",
      t.is_marked AS "isMarked", t.choice_order AS "choiceOrder", q.body,
      (SELECT jsonb_agg(jsonb_build_object('position', s.position, 'isAnswered', s.answer IS NOT NULL AND NOT jsonb_path_exists(s.answer, '$.** ? (@ == null)'),
         'isMarked', s.is_marked) ORDER BY s.position) FROM quiz_attempt_questions s WHERE s.attempt_id = a.id) AS states
    FROM quiz_attempts a
    JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.position = least(greatest($1::integer, 1), a.question_count)
    JOIN questions q ON q.id = t.question_id
    WHERE a.id = $2::uuid AND a.person_id = $3::uuid;

-- quizzes.published-questions
SELECT q.id, q.key FROM questions q
    JOIN unnest($1::text[], $2::text[]) AS wanted (key, content_hash)
      ON wanted.key = q.key AND wanted.content_hash = q.content_hash;

-- quizzes.question-bodies
SELECT id, body FROM questions WHERE id = ANY ($1::uuid[]);

-- quizzes.question-body
SELECT body FROM questions WHERE id = $1::uuid;

-- quizzes.question-families
SELECT q.id, coalesce((SELECT md5(string_agg(c ->> 'text', E'\n' ORDER BY c ->> 'text'))
      FROM jsonb_array_elements(q.body -> 'choices') c), q.id::text) AS family
    FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place) JOIN questions q ON q.id = wanted.id ORDER BY wanted.place;

-- quizzes.question-of-answer
SELECT t.choice_order AS "choiceOrder", q.body
    FROM quiz_attempts a JOIN quiz_attempt_questions t ON t.attempt_id = a.id AND t.position = $1::integer
    JOIN questions q ON q.id = t.question_id
    WHERE a.id = $2::uuid AND a.person_id = $3::uuid;

-- quizzes.questions
SELECT q.id, q.key, q.body FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
    JOIN questions q ON q.id = wanted.id ORDER BY wanted.place;

-- quizzes.rescorings-of-withdrawal
SELECT r.id, r.reason, r.ordered_at AS "orderedAt", r.done_at AS "doneAt",
      (SELECT count(DISTINCT a.person_id)::int FROM attempt_rescorings t JOIN quiz_attempts a ON a.id = t.attempt_id
       WHERE t.rescoring_id = r.id) AS people
    FROM question_rescorings r WHERE r.withdrawal_id = $1::uuid ORDER BY r.ordered_at DESC, r.id;

-- quizzes.result
SELECT a.id, a.quiz_key AS "quizKey",
  coalesce((SELECT b.quiz_key FROM quiz_attempts b WHERE b.id = a.based_on), a.quiz_key) AS "originKey",
  a.based_on AS "basedOn", a.attempt_number AS "attemptNumber", a.question_count AS "questionCount",
  a.pass_ratio::float8 AS "passRatio", a.started_at AS "startedAt", a.deadline_at AS "deadlineAt", a.submitted_at AS "submittedAt", a.correct_count AS "correctCount", a.passed, (a.keys = 'always' OR EXISTS (SELECT 1 FROM quiz_attempts r
    JOIN quiz_attempts p ON p.person_id = r.person_id AND p.quiz_key = r.quiz_key AND p.submitted_at IS NOT NULL
    WHERE r.id = coalesce(a.based_on, a.id) AND (p.passed OR p.is_last_try))) AS "showsKeys",
      (SELECT count(l.late_at)::int FROM quiz_attempt_questions l WHERE l.attempt_id = a.id) AS "lateCount",
      (SELECT jsonb_agg(jsonb_build_object('rescoredAt', r.rescored_at, 'position', r.position, 'correctBefore', r.correct_before,
         'passedBefore', r.passed_before) ORDER BY r.rescored_at, r.position)
       FROM attempt_rescorings r WHERE r.attempt_id = a.id) AS rescorings,
      (SELECT jsonb_agg(jsonb_build_object('position', t.position, 'questionId', t.question_id, 'answer', t.answer,
         'choiceOrder', t.choice_order, 'answeredAt', t.answered_at, 'tags', q.tags, 'body', q.body, 'isCorrect', t.is_correct,
         'withdrawal', (SELECT jsonb_build_object('treatment', w.treatment, 'reason', w.reason, 'withdrawnOn', w.withdrawn_on)
           FROM withdrawn_questions w WHERE w.question_id = t.question_id)) ORDER BY t.position)
       FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id
       WHERE t.attempt_id = a.id AND a.submitted_at IS NOT NULL) AS questions
    FROM quiz_attempts a WHERE a.id = $1::uuid AND a.person_id = $2::uuid;

-- quizzes.saved-answer
SELECT t.answer_revision AS revision, t.answer IS NOT DISTINCT FROM $1::jsonb AS "isSame",
      t.answered_at AS "answeredAt", ($1::jsonb IS NULL OR q.kind = $1::jsonb ->> 'kind' AND (q.kind <> 'single'
           OR jsonb_array_length($1::jsonb -> 'choices') = 1 AND ($1::jsonb #>> '{choices,0}')::int < cardinality(t.choice_order))) AS fits
    FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id
    WHERE t.attempt_id = $2::uuid AND t.position = $3::integer;

-- quizzes.standing
SELECT (array_agg(id) FILTER (WHERE submitted_at IS NULL))[1] AS "openAttemptId",
      (array_agg(id ORDER BY submitted_at DESC) FILTER (WHERE submitted_at IS NOT NULL))[1] AS "lastAttemptId",
      count(submitted_at)::int AS "finishedCount", coalesce(bool_or(passed), false) AS "hasPassed",
      (array_agg(correct_count ORDER BY correct_count::numeric / question_count DESC)
        FILTER (WHERE submitted_at IS NOT NULL))[1] AS "bestCorrectCount",
      (array_agg(question_count ORDER BY correct_count::numeric / question_count DESC)
        FILTER (WHERE submitted_at IS NOT NULL))[1] AS "bestQuestionCount",
      max(submitted_at) AS "lastFinishedAt"
    FROM quiz_attempts WHERE person_id = $1::uuid AND quiz_key = $2::text;

-- quizzes.texts-of-question
SELECT q.id, q.key, q.body, q.created_at AS "createdAt", w.withdrawal_id AS "withdrawalId", w.treatment, w.reason,
      w.withdrawn_on AS "withdrawnOn", w.replacement_id AS "replacementId", h.question_id AS "withdrawnId"
    FROM questions asked JOIN questions q ON q.key = asked.key
    LEFT JOIN withdrawn_questions w ON w.question_id = q.id
    LEFT JOIN question_withdrawals h ON h.id = w.withdrawal_id
    WHERE asked.id = $1::uuid ORDER BY q.created_at DESC, q.id;

-- quizzes.withdrawals-of-question
SELECT h.id, h.question_id AS "questionId", h.treatment, h.reason, h.withdrawn_on AS "withdrawnOn",
      h.superseded_at AS "takenBackAt"
    FROM questions asked JOIN questions q ON q.key = asked.key
    JOIN question_withdrawals_history h ON h.question_id = q.id
    WHERE asked.id = $1::uuid ORDER BY h.recorded_at DESC, h.id;

-- quizzes.wrong-questions
SELECT coalesce(a.based_on, a.id) AS "rootId", a.keys,
      ARRAY(SELECT t.question_id FROM quiz_attempt_questions t WHERE t.attempt_id = a.id AND NOT t.is_correct
        ORDER BY t.position) AS "questionIds"
    FROM quiz_attempts a
    WHERE a.id = $1::uuid AND a.person_id = $2::uuid AND a.submitted_at IS NOT NULL
      AND (a.based_on IS NOT NULL OR NOT a.is_private);
