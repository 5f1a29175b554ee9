import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A certificate may end. What renews it is a report of its own, with a day and evidence of its own. */
export class RenewCertificates20261130050100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE certification_records_history
        -- The last day on which it is good; none: it has no end.
        ADD COLUMN valid_until date CHECK (valid_until > passed_on),
        -- The record whose next period this is.
        ADD COLUMN renews_id uuid CHECK (renews_id <> id),
        -- As it stands on the certificate, where that is not the name of the register.
        ADD COLUMN name_on_certificate text CHECK (name_on_certificate <> '' AND length(name_on_certificate) <= 100);
      CREATE UNIQUE INDEX certification_records_one_renewal ON certification_records_history (renews_id)
        WHERE superseded_at IS NULL AND state IN ('reported', 'verified');
      CREATE OR REPLACE VIEW certification_records AS ${columns('valid_until, renews_id, name_on_certificate')};`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM certification_records_history WHERE num_nonnulls(valid_until, renews_id, name_on_certificate) > 0 LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget until when certificates are good. Restore a backup.');
    await runner.query(`
      DROP VIEW certification_records;
      DROP INDEX certification_records_one_renewal;
      ALTER TABLE certification_records_history DROP COLUMN valid_until, DROP COLUMN renews_id, DROP COLUMN name_on_certificate;
      CREATE VIEW certification_records AS ${columns()};`);
  }
}

const BEFORE = `id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at,
  reported_by_person_id, decided_at, decided_by_person_id, return_reason, withdrawn_at, revoked_at, revoked_by_person_id, revoke_reason,
  row_id, recorded_at, recorded_by`;

const columns = (...more: readonly string[]): string => `
  SELECT ${[BEFORE, ...more].join(', ')} FROM certification_records_history WHERE superseded_at IS NULL`;
