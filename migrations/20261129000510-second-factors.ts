import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people have beside their password: apps with codes, passkeys, codes on paper; and since when they should. */
export class SecondFactors20261129000510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The first sign-in on which a second factor was required and missing: the days of grace count from it.
      ALTER TABLE accounts ADD COLUMN second_factor_due_from date;

      CREATE TABLE second_factors (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('totp', 'passkey')),
        name text NOT NULL CHECK (name <> ''),
        -- Encrypted with a key outside of the database. last_step: the half minute of the last code, which is right once.
        sealed_secret text,
        last_step integer,
        credential_id text,
        public_key bytea,
        counter bigint,
        transports text[],
        created_at timestamptz NOT NULL,
        last_used_at timestamptz,
        removed_at timestamptz,
        CONSTRAINT second_factors_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
        CONSTRAINT second_factors_totp CHECK ((kind = 'totp') = (sealed_secret IS NOT NULL)),
        CONSTRAINT second_factors_passkey CHECK ((kind = 'passkey') =
          (credential_id IS NOT NULL AND public_key IS NOT NULL AND counter IS NOT NULL AND transports IS NOT NULL))
      );
      CREATE UNIQUE INDEX second_factors_credential_key ON second_factors (credential_id) WHERE removed_at IS NULL;
      CREATE INDEX second_factors_account_idx ON second_factors (account_id);

      CREATE TABLE recovery_codes (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        code_hash text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL,
        used_at timestamptz,
        -- New ones were made, or the last second factor was removed.
        ended_at timestamptz,
        CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
      );
      CREATE INDEX recovery_codes_account_idx ON recovery_codes (account_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE recovery_codes, second_factors;
      ALTER TABLE accounts DROP COLUMN second_factor_due_from;
    `);
  }
}
