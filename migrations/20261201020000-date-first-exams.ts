import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A qualification also says on which day it could be passed first: a pass of before is a slip. Only where that is certain;
 * of the others nobody says it yet.
 */
export class DateFirstExams20261201020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE certification_versions_history ADD COLUMN first_exam_on date,
        ADD CONSTRAINT certification_versions_exams CHECK (last_exam_on >= first_exam_on);
      CREATE OR REPLACE VIEW certification_versions AS ${columns(', first_exam_on')};
      -- Whether it could be sat on the day, as is known on the other one.
      CREATE FUNCTION is_exam_held(certification uuid, exam_on date, known_on date) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT NOT EXISTS (SELECT 1 FROM certification_versions_on(known_on) v
          WHERE v.certification_id = certification AND (v.last_exam_on < exam_on OR v.first_exam_on > exam_on))
      $$;`);
    await runner.query(`SELECT set_config('tsunagaru.rewrites_history', 'on', true)`);
    for (const [code, day] of Object.entries(FIRST_EXAMS)) {
      await runner.query(
        `UPDATE certification_versions_history v SET first_exam_on = $2 FROM certifications c
         WHERE c.id = v.certification_id AND c.code = $1 AND (v.last_exam_on IS NULL OR v.last_exam_on >= $2)`,
        [code, day],
      );
    }
    await runner.query(`SELECT set_config('tsunagaru.rewrites_history', 'off', true)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM certification_versions_history WHERE first_exam_on IS NOT NULL AND recorded_by IS NOT NULL LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget when exams began. Restore a backup instead.');
    await runner.query(`
      DROP FUNCTION is_exam_held(uuid, date, date);
      DROP FUNCTION certification_versions_on(date);
      DROP VIEW certification_versions;
      ALTER TABLE certification_versions_history DROP COLUMN first_exam_on;
      CREATE VIEW certification_versions AS ${columns('')};
      CREATE FUNCTION certification_versions_on(day date) RETURNS SETOF certification_versions LANGUAGE sql STABLE AS $$
        SELECT v.* FROM certification_versions v
        WHERE v.valid_from <= day AND NOT EXISTS (SELECT 1 FROM certification_versions later
          WHERE later.certification_id = v.certification_id AND later.valid_from <= day AND later.valid_from > v.valid_from)
      $$;`);
  }
}

/** The spring exams of 平成21年度, the first under the names of today, and of 平成28年度. */
const FIRST_EXAMS: Readonly<Record<string, string>> = {
  ip: '2009-04-19',
  ap: '2009-04-19',
  sg: '2016-04-17',
};

const columns = (more: string): string => `
  SELECT id, certification_id, version, valid_from, name, short_name, kind, issuer, level, fee_yen, renewal_kind, renewal_years,
    renewal_window_days, evidence, url, last_exam_on, successor_id, unsure, facts_of, note, recorded_at, recorded_by${more}
  FROM certification_versions_history WHERE superseded_at IS NULL`;
