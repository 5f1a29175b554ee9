import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Audit chain, files, settings, idempotency keys, the built-in mailbox and web sessions. */
export class CreatePlatform20260401000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE SCHEMA IF NOT EXISTS bullmq;

      -- Append-only. Each row carries the hash of the row before it, so that a changed or removed row is found.
      CREATE TABLE audit_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        actor_account_id uuid,
        actor_label text NOT NULL,
        action text NOT NULL,
        subject_type text NOT NULL,
        subject_id text NOT NULL,
        detail jsonb NOT NULL DEFAULT '{}',
        previous_hash text NOT NULL,
        hash text NOT NULL UNIQUE
      );
      CREATE INDEX audit_entries_subject_idx ON audit_entries (subject_type, subject_id, id);
      CREATE INDEX audit_entries_at_idx ON audit_entries (at);

      CREATE TABLE stored_files (
        id uuid PRIMARY KEY,
        storage_key text NOT NULL UNIQUE,
        sha256 text NOT NULL,
        byte_size integer NOT NULL CHECK (byte_size > 0),
        media_type text NOT NULL,
        original_name text NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL
      );

      -- One row per submitted form: a double click or a reload after the answer was lost changes nothing twice.
      CREATE TABLE idempotency_keys (
        key uuid NOT NULL,
        account_id uuid NOT NULL,
        location text NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (account_id, key)
      );
      CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (created_at);

      CREATE TABLE settings (
        key text NOT NULL,
        valid_from date NOT NULL,
        value jsonb NOT NULL,
        note text NOT NULL DEFAULT '',
        PRIMARY KEY (key, valid_from)
      );

      -- The city's own closing days, beside weekends, national holidays and 12/29-1/3.
      CREATE TABLE office_holidays (
        day date PRIMARY KEY,
        name text NOT NULL
      );

      -- Where mail goes when no SMTP server is set. message_id makes a repeated delivery harmless.
      CREATE TABLE mailbox_messages (
        id uuid PRIMARY KEY,
        message_id text NOT NULL UNIQUE,
        to_address text NOT NULL,
        subject text NOT NULL,
        body text NOT NULL,
        received_at timestamptz NOT NULL
      );
      CREATE INDEX mailbox_messages_received_idx ON mailbox_messages (received_at DESC, id);

      CREATE TABLE sessions (
        sid text PRIMARY KEY,
        sess jsonb NOT NULL,
        expire timestamptz NOT NULL
      );
      CREATE INDEX sessions_expire_idx ON sessions (expire);
      CREATE INDEX sessions_account_idx ON sessions ((sess -> 'passport' -> 'user' ->> 'accountId'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE sessions, mailbox_messages, office_holidays, settings, idempotency_keys, stored_files, audit_entries;
      DROP SCHEMA bullmq CASCADE;
    `);
  }
}
