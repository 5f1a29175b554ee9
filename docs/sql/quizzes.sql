-- quizzes.answers-to-score
SELECT t.position, t.answer, t.choice_order AS "choiceOrder", q.body
    FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id
    WHERE t.attempt_id = $1::uuid ORDER BY t.position FOR UPDATE OF t;

-- quizzes.attempts-of-people
SELECT a.id, a.person_id AS "personId", a.quiz_key AS "quizKey", a.attempt_number AS "attemptNumber",
      a.submitted_at IS NULL AS "isOpen"
    FROM quiz_attempts a WHERE a.person_id = ANY ($1::uuid[]) ORDER BY a.started_at, a.id;

-- quizzes.finished-attempts
SELECT count(*)::int AS count, max(submitted_at) AS "lastFinishedAt" FROM quiz_attempts
    WHERE person_id = $1::uuid AND quiz_key = $2::text AND submitted_at IS NOT NULL;

-- quizzes.later-than-join
SELECT count(*)::int AS attempts FROM person_join_rows j JOIN quiz_attempts a ON a.id = j.old_row_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'quiz_attempts' AND a.submitted_at > $2::timestamptz;

-- quizzes.overdue-attempts
SELECT id, person_id AS "personId" FROM quiz_attempts WHERE submitted_at IS NULL AND deadline_at <= $1::timestamptz
    ORDER BY deadline_at LIMIT $2::integer;

-- quizzes.player-page
SELECT a.id, a.quiz_key AS "quizKey", a.attempt_number AS "attemptNumber", a.question_count AS "questionCount",
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

-- quizzes.questions
SELECT q.id, q.key, q.body FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
    JOIN questions q ON q.id = wanted.id ORDER BY wanted.place;

-- quizzes.result
SELECT a.id, a.quiz_key AS "quizKey", a.attempt_number AS "attemptNumber", a.question_count AS "questionCount",
  a.pass_ratio::float8 AS "passRatio", a.started_at AS "startedAt", a.deadline_at AS "deadlineAt", a.submitted_at AS "submittedAt", a.correct_count AS "correctCount", a.passed,
      (SELECT count(l.late_at)::int FROM quiz_attempt_questions l WHERE l.attempt_id = a.id) AS "lateCount",
      (SELECT jsonb_agg(jsonb_build_object('position', t.position, 'questionId', t.question_id, 'answer', t.answer,
         'choiceOrder', t.choice_order, 'answeredAt', t.answered_at, 'tags', q.tags, 'body', q.body) ORDER BY t.position)
       FROM quiz_attempt_questions t JOIN questions q ON q.id = t.question_id
       WHERE t.attempt_id = a.id AND a.submitted_at IS NOT NULL) AS questions
    FROM quiz_attempts a WHERE a.id = $1::uuid AND a.person_id = $2::uuid;

-- quizzes.saved-answer
SELECT t.answer_revision AS revision, t.answer IS NOT DISTINCT FROM $1::jsonb AS "isSame",
      t.answered_at AS "answeredAt", $1::jsonb IS NULL OR q.kind = $1::jsonb ->> 'kind' AS fits
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
