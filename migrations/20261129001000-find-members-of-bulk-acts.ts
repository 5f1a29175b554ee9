import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'sign_in_failed', 'sign_in_slowed', 'signed_out', 'token_refused', 'form_refused', 'access_refused', 'not_found',
  'person_read', 'evidence_opened', 'file_saved', 'api_read', 'overflow'`;

/**
 * Acts on many at once are one row of the audit log with the list of whom they touched: asking for one of them finds it.
 * Who looked at the people of a unit has a kind of its own in the access log. When the schedules last ran is kept, and to
 * whom the sums of a month go: once, however often the worker starts.
 */
export class FindMembersOfBulkActs20261129001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX audit_entries_members_idx ON audit_entries USING gin ((detail -> 'members')) WHERE detail ? 'members'`,
    );
    await runner.query(`ALTER TABLE access_log DROP CONSTRAINT access_log_kind_check,
      ADD CONSTRAINT access_log_kind_check CHECK (kind IN (${KINDS}, 'team_read'))`);
    await runner.query(`
      CREATE TABLE job_runs (
        schedule text PRIMARY KEY,
        finished_at timestamptz NOT NULL,
        succeeded boolean NOT NULL
      );
      CREATE TABLE audit_month_mails (
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        account_id uuid NOT NULL,
        planned_at timestamptz NOT NULL,
        -- Sent, or certain never to arrive.
        mailed_at timestamptz,
        PRIMARY KEY (month, account_id),
        CONSTRAINT audit_month_mails_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
      );
      CREATE INDEX audit_month_mails_account_idx ON audit_month_mails (account_id);`);
  }

  /** Rows of the new kind stay: a log is not shortened by going back. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE access_log DROP CONSTRAINT access_log_kind_check,
      ADD CONSTRAINT access_log_kind_check CHECK (kind IN (${KINDS})) NOT VALID`);
    await runner.query('DROP TABLE audit_month_mails; DROP TABLE job_runs');
    await runner.query('DROP INDEX audit_entries_members_idx');
  }
}
