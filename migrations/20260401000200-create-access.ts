import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, system roles (not DX roles), failed sign-ins and personal API tokens. */
export class CreateAccess20260401000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accounts (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        password_hash text NOT NULL,
        must_change_password boolean NOT NULL,
        password_changed_at timestamptz NOT NULL,
        suspended_at timestamptz,
        -- Raised by a new password and by a suspension: sessions begun before are worth nothing.
        session_epoch integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        CONSTRAINT accounts_person_id_key UNIQUE (person_id),
        CONSTRAINT accounts_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id)
      );

      CREATE TABLE account_roles (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        role text NOT NULL CHECK (role IN ('hr', 'program_office', 'auditor', 'administrator')),
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT account_roles_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
        CONSTRAINT account_roles_range CHECK (valid_to IS NULL OR valid_from <= valid_to),
        CONSTRAINT account_roles_no_overlap EXCLUDE USING gist (account_id WITH =, role WITH =, daterange(valid_from, valid_to) WITH &&)
      );
      CREATE INDEX account_roles_account_idx ON account_roles (account_id);

      CREATE TABLE sign_in_failures (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        subject text NOT NULL,
        failed_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_failures_subject_idx ON sign_in_failures (subject, failed_at);

      CREATE TABLE personal_tokens (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        name text NOT NULL,
        token_hash text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        expires_on date NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT personal_tokens_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
      );
      CREATE INDEX personal_tokens_account_idx ON personal_tokens (account_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE personal_tokens, sign_in_failures, account_roles, accounts');
  }
}
