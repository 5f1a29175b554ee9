import { randomUUID } from 'node:crypto';
import type { Database, LocalDate } from '@app/platform';

/** People who practise, by rows: for specs of the kinds about practice. */
export class PracticeRows {
  constructor(private readonly database: Database) {}

  async wish(
    personId: string,
    wish: 'daily' | 'stopped' | 'unasked',
    from: LocalDate,
    to: LocalDate | null,
  ) {
    await this.database.execute(
      `INSERT INTO practice_notice_wishes_history (id, person_id, wish, valid_from, valid_to, recorded_at)
       VALUES ($1, $2, $3, $4, $5, '2026-04-01T00:00:00Z')`,
      [randomUUID(), personId, wish, from, to],
    );
  }

  /** A question of the syllabus in force, answered at an instant; its card is due at another. */
  async practise(personId: string, at: string, dueAt: string): Promise<void> {
    const id = randomUUID();
    await this.database.execute(SYLLABUS, []);
    await this.database.execute(QUESTION, [id]);
    await this.database.execute(ANSWERED, [id, personId, at, dueAt]);
  }
}

const SYLLABUS = `
  WITH syllabus AS (
    INSERT INTO syllabi (key, title, source, valid_from, minutes, pass_total, pass_field)
    VALUES ('ip', '試験', 'spec', '2020-04-01', 120, 600, 300) ON CONFLICT DO NOTHING RETURNING key
  ), field AS (
    INSERT INTO syllabus_fields (syllabus_key, key, number, name, questions, scored)
    SELECT key, 'strategy', 1, 'ストラテジ系', 35, 32 FROM syllabus
  ), middle AS (
    INSERT INTO syllabus_middles (syllabus_key, number, field_key, major_number, major_name, name, questions)
    SELECT key, 1, 'strategy', 1, '企業と法務', '企業活動', 4 FROM syllabus
  )
  INSERT INTO syllabus_items (syllabus_key, number, middle_number, name) SELECT key, 1, 1, '経営' FROM syllabus`;

const QUESTION = `
  WITH course AS (
    INSERT INTO courses (id, key, created_at) VALUES ($1::uuid, 'course-' || $1::uuid, '2026-04-01') RETURNING id, key
  ), edition AS (
    INSERT INTO course_versions (id, course_id, version, title, summary, audience, minutes, objectives, content_hash, published_at)
    SELECT $1::uuid, id, 1, 'ITパスポート', '', '{}', 10, '{}', 'none', '2026-04-01' FROM course RETURNING id
  ), question AS (
    INSERT INTO questions (id, key, content_hash, kind, difficulty, tags, usage, body, created_at)
    VALUES ($1::uuid, 'q-' || $1::uuid, 'none', 'single', 1, '{}', 'practice', '{}', '2026-04-01') RETURNING id, key
  )
  INSERT INTO exam_questions (question_id, question_key, syllabus_key, item_number, difficulty, course_key, course_version_id, added_at)
  SELECT q.id, q.key, 'ip', 1, 1, c.key, e.id, '2026-04-01' FROM question q, course c, edition e`;

const ANSWERED = `
  WITH session AS (
    INSERT INTO practice_sessions (id, person_id, syllabus_key, kind, scope, started_at, ended_at)
    VALUES (gen_random_uuid(), $2::uuid, 'ip', 'today', '{}', $3::timestamptz, $3::timestamptz) RETURNING id
  ), answer AS (
    INSERT INTO practice_answers (id, session_id, position, person_id, question_id, choice_order, shown_at, answer, answered_at, is_correct, is_first)
    SELECT gen_random_uuid(), id, 1, $2::uuid, $1::uuid, '{0}', $3::timestamptz, '{}', $3::timestamptz, true, true FROM session
  )
  INSERT INTO practice_cards (person_id, question_key, due_at, stability, difficulty, state, steps, repetitions, lapses, reviewed_at, was_correct)
  VALUES ($2::uuid, 'q-' || $1::uuid, $4, 1, 1, 2, 0, 1, 0, $3::timestamptz, true)`;
