import type { Database } from '@app/platform';
import { rowsOf } from '@app/testing';

const PEOPLE = 1000;
const ANSWERS_EACH = 300;

/**
 * A thousand people who have each answered three hundred questions of the bank for the first time, right by the difference of
 * an ability and a difficulty. Returns how many first answers there are.
 */
export async function addExposures(database: Database): Promise<number> {
  await database.transaction(async () => {
    await database.execute(
      `INSERT INTO person_identities (id, created_at) SELECT md5('exposed' || i)::uuid, '2026-04-01' FROM generate_series(1, ${String(PEOPLE)}) i`,
    );
    await database.execute(
      `INSERT INTO practice_sessions (id, person_id, syllabus_key, kind, scope, started_at, ended_at)
       SELECT md5('session' || i)::uuid, md5('exposed' || i)::uuid, (SELECT min(key) FROM syllabi), 'today', '{}', now(), now()
       FROM generate_series(1, ${String(PEOPLE)}) i`,
    );
    await database.execute(
      `INSERT INTO practice_answers (id, session_id, position, person_id, question_id, choice_order, answer, is_correct, is_first,
         shown_at, answered_at)
       SELECT gen_random_uuid(), md5('session' || i)::uuid, q.place, md5('exposed' || i)::uuid, q.question_id, '{0,1,2,3}',
         '{"kind": "single", "choices": [0]}', random() < 1 / (1 + exp(q.difficulty - 2 - (i % 11 - 5) / 4.0)), true, now(), now()
       FROM generate_series(1, ${String(PEOPLE)}) i
       CROSS JOIN LATERAL (SELECT b.question_id, b.difficulty, row_number() OVER (ORDER BY md5(b.question_id::text || i))::int AS place
         FROM exam_questions b WHERE b.paper IS NULL AND b.retired_at IS NULL) q
       WHERE q.place <= ${String(ANSWERS_EACH)}`,
    );
  });
  const [row] = await rowsOf<{ count: number }>(
    database,
    'SELECT count(*)::int AS count FROM practice_answers WHERE is_first',
  );
  return row?.count ?? 0;
}
