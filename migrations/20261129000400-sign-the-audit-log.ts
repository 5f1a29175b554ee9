import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Entries from now on are signed with a key that is not in the database (`key_id` tells which). One anchor a day says how
 * far the log reached; every check leaves its result.
 */
export class SignTheAuditLog20261129000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_entries ADD COLUMN key_id text;
      CREATE INDEX audit_entries_actor_idx ON audit_entries (actor_account_id, id);

      CREATE TABLE audit_anchors (
        day date PRIMARY KEY,
        entry_id bigint NOT NULL,
        entries bigint NOT NULL CHECK (entries > 0),
        hash text NOT NULL,
        key_id text NOT NULL,
        mac text NOT NULL,
        made_at timestamptz NOT NULL
      );

      CREATE TABLE audit_checks (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        checked_at timestamptz NOT NULL,
        entries bigint NOT NULL,
        anchors bigint NOT NULL,
        problem text CHECK (problem IN ('broken', 'unkeyed', 'unknown_key', 'forged_anchor', 'lost_tail')),
        entry_id bigint CHECK ((entry_id IS NOT NULL) = (problem IN ('broken', 'unkeyed', 'unknown_key'))),
        anchor_day date CHECK ((anchor_day IS NOT NULL) = (problem IN ('forged_anchor', 'lost_tail')))
      );
      ${KEPT.map(kept).join('\n')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_checks, audit_anchors;
      DROP INDEX audit_entries_actor_idx;
      ALTER TABLE audit_entries DROP COLUMN key_id;`);
  }
}

const KEPT = ['audit_anchors', 'audit_checks'];

const kept = (table: string): string => `
  CREATE TRIGGER ${table}_are_kept BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW
    WHEN (current_setting('tsunagaru.rewrites_history', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION refuse_to_rewrite_history();`;
