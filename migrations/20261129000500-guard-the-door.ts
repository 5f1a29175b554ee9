import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sign-in: guesses are counted by person and device, devices become known, every sign-in and every session says when,
 * where from and with what; tokens have a scope. Whoever is signed in signs in once more: sessions are kept by the hash of
 * their name from now on.
 */
export class GuardTheDoor20261129000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PASSWORDS_AND_GUESSES);
    await runner.query(SESSIONS_AND_TOKENS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE personal_tokens DROP COLUMN access, DROP COLUMN scope;
      DROP TABLE account_notices, sign_ins;
      DELETE FROM sessions;
      DROP INDEX sessions_account_idx;
      ALTER TABLE sessions DROP COLUMN id, DROP COLUMN account_id, DROP COLUMN created_at, DROP COLUMN last_seen_at,
        DROP COLUMN address, DROP COLUMN device;
      CREATE INDEX sessions_account_idx ON sessions ((sess -> 'passport' -> 'user' ->> 'accountId'));
      DROP TABLE sign_in_failures, known_devices;
      CREATE TABLE sign_in_failures (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        subject text NOT NULL,
        failed_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_failures_subject_idx ON sign_in_failures (subject, failed_at);
      ALTER TABLE accounts DROP COLUMN first_password_hash;
    `);
  }
}

const PASSWORDS_AND_GUESSES = `
  -- What was last handed out. It opens nothing once it is replaced, and is never chosen again.
  ALTER TABLE accounts ADD COLUMN first_password_hash text;
  UPDATE accounts SET first_password_hash = password_hash WHERE must_change_password;

  -- A browser in which somebody has signed in. It keeps a random value in a cookie; here stands its hash.
  CREATE TABLE known_devices (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    token_hash text NOT NULL,
    description text NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    CONSTRAINT known_devices_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT known_devices_once UNIQUE (account_id, token_hash)
  );
  CREATE INDEX known_devices_token_idx ON known_devices (token_hash);

  -- What was counted before is older than a quarter of an hour when this has run.
  DROP TABLE sign_in_failures;
  CREATE TABLE sign_in_failures (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- What was guessed at: 'account:…', 'number:…' that nobody has, 'password:…' and 'factor:…' of an open session.
    target text NOT NULL,
    account_id uuid,
    -- Null for guesses at an open session.
    address text,
    -- Null: from a browser that the account has not used before.
    device_id uuid,
    failed_at timestamptz NOT NULL,
    -- Somebody got in, or ended the waiting: it is told of, but no longer counted.
    forgiven_at timestamptz,
    -- Somebody ended the waiting at this address.
    address_forgiven_at timestamptz,
    CONSTRAINT sign_in_failures_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT sign_in_failures_device_id_fkey FOREIGN KEY (device_id) REFERENCES known_devices (id)
  );
  CREATE INDEX sign_in_failures_target_idx ON sign_in_failures (target, failed_at);
  CREATE INDEX sign_in_failures_address_idx ON sign_in_failures (address, failed_at);
  CREATE INDEX sign_in_failures_account_idx ON sign_in_failures (account_id, failed_at);
  CREATE INDEX sign_in_failures_device_idx ON sign_in_failures (device_id);
`;

const SESSIONS_AND_TOKENS = `
  DELETE FROM sessions;
  DROP INDEX sessions_account_idx;
  -- sid: the hash of the name that the cookie says. account_id: null until somebody has signed in wholly.
  ALTER TABLE sessions
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN account_id uuid CONSTRAINT sessions_account_id_fkey REFERENCES accounts (id),
    ADD COLUMN created_at timestamptz NOT NULL,
    ADD COLUMN last_seen_at timestamptz NOT NULL,
    ADD COLUMN address text NOT NULL,
    ADD COLUMN device text NOT NULL,
    ADD CONSTRAINT sessions_id_key UNIQUE (id);
  CREATE INDEX sessions_account_idx ON sessions (account_id);

  CREATE TABLE sign_ins (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    at timestamptz NOT NULL,
    address text NOT NULL,
    device text NOT NULL,
    is_new_device boolean NOT NULL,
    CONSTRAINT sign_ins_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
  );
  CREATE INDEX sign_ins_account_idx ON sign_ins (account_id, at);

  -- What the owner of an account must hear of: by mail where there is an address, else at the next sign-in.
  CREATE TABLE account_notices (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    detail jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    -- Sent, or certain never to arrive.
    mailed_at timestamptz,
    shown_at timestamptz,
    CONSTRAINT account_notices_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id)
  );
  CREATE INDEX account_notices_account_idx ON account_notices (account_id, created_at);
  CREATE INDEX account_notices_to_mail_idx ON account_notices (created_at) WHERE mailed_at IS NULL;

  -- Tokens of before may do all that their owner may: scope null.
  ALTER TABLE personal_tokens
    ADD COLUMN access text NOT NULL DEFAULT 'write' CONSTRAINT personal_tokens_access CHECK (access IN ('read', 'write')),
    ADD COLUMN scope text[] CONSTRAINT personal_tokens_scope CHECK (cardinality(scope) > 0);
  ALTER TABLE personal_tokens ALTER COLUMN access DROP DEFAULT;
`;
