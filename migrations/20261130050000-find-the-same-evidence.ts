import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file sent twice is the same file, whatever our own program made of it each time. */
export class FindTheSameEvidence20261130050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Of the bytes as they were sent; none for what was sent before this was kept.
      ALTER TABLE stored_files ADD COLUMN sent_sha256 text CHECK (sent_sha256 ~ '^[0-9a-f]{64}$');
      CREATE INDEX stored_files_sent_sha256_idx ON stored_files (sent_sha256);
      CREATE INDEX stored_files_sha256_idx ON stored_files (sha256);
      CREATE INDEX certification_records_evidence_idx ON certification_records_history (evidence_file_id) WHERE superseded_at IS NULL;
      CREATE INDEX certification_records_any_exam_idx ON certification_records_history (number_key) WHERE superseded_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX certification_records_any_exam_idx, certification_records_evidence_idx, stored_files_sha256_idx;
      ALTER TABLE stored_files DROP COLUMN sent_sha256;`);
  }
}
