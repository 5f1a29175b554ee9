import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of two of the same the less certain one stays with the number that was given up. It is no certificate and no exam beside the
 * other: it waits for nobody, counts nowhere and is nobody else's, as long as the numbers are joined.
 */
export class SetAsideOneOfTwo20261206500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      views(` AND NOT (person_id = ANY (ARRAY(SELECT j.person_id FROM person_joins j)))`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(views(''));
  }
}

const views = (beside: string): string => `
  CREATE OR REPLACE VIEW certification_records AS
    SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at,
      reported_by_person_id, decided_at, decided_by_person_id, return_reason, withdrawn_at, revoked_at, revoked_by_person_id, revoke_reason,
      row_id, recorded_at, recorded_by, valid_until, renews_id, name_on_certificate, evidence_kind
    FROM certification_records_history WHERE superseded_at IS NULL${beside};
  CREATE OR REPLACE VIEW exam_attempts AS
    SELECT id, person_id, certification_id, exam_on, state, created_at, row_id, recorded_at, recorded_by, place, payment, is_beside_another
    FROM exam_attempts_history WHERE superseded_at IS NULL${beside};`;
