import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stood against a recommendation when it was approved, and was confirmed by whoever decided: kept in the words of that day. */
export class KeepWhatWasConfirmed20261201030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE nominations_history ADD COLUMN confirmed text[] NOT NULL DEFAULT '{}',
        ADD CONSTRAINT nominations_confirmed CHECK (confirmed = '{}' OR state = 'approved');
      CREATE OR REPLACE VIEW nominations AS
        SELECT row_id, id, person_id, role, org_unit_id, origin, reason, nominated_at, nominated_by, consent_by, state, step, answer,
          support, supported_at, supported_by, snapshot_id, appointment_id, recorded_at, recorded_by, confirmed
        FROM nominations_history WHERE superseded_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW nominations;
      ALTER TABLE nominations_history DROP COLUMN confirmed;
      CREATE VIEW nominations AS
        SELECT row_id, id, person_id, role, org_unit_id, origin, reason, nominated_at, nominated_by, consent_by, state, step, answer,
          support, supported_at, supported_by, snapshot_id, appointment_id, recorded_at, recorded_by
        FROM nominations_history WHERE superseded_at IS NULL;`);
  }
}
