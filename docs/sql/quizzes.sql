-- quizzes.questions
SELECT q.id, q.key, q.body FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
    JOIN questions q ON q.id = wanted.id ORDER BY wanted.place;
