-- quizzes.attempts-of-people
SELECT a.id, a.person_id AS "personId", a.quiz_key AS "quizKey", a.attempt_number AS "attemptNumber",
      a.submitted_at IS NULL AS "isOpen"
    FROM quiz_attempts a WHERE a.person_id = ANY ($1::uuid[]) ORDER BY a.started_at, a.id;

-- quizzes.later-than-join
SELECT count(*)::int AS attempts FROM person_join_rows j JOIN quiz_attempts a ON a.id = j.old_row_id
    WHERE j.join_id = $1::uuid AND j.table_name = 'quiz_attempts' AND a.submitted_at > $2::timestamptz;

-- quizzes.questions
SELECT q.id, q.key, q.body FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
    JOIN questions q ON q.id = wanted.id ORDER BY wanted.place;
