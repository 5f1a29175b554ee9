import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files that are made later, and reports that are made by the calendar. An order's row outlives its file as a stub with the hash.
 * One order is worked at a time; the same thing is not ordered twice by one person while it waits.
 */
export class OrderFiles20261205000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCHEDULES + ORDERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE file_orders, report_runs, report_schedules;');
  }
}

const SCHEDULES = `
  CREATE TABLE report_schedules (
    id uuid PRIMARY KEY,
    paper text NOT NULL CHECK (paper IN ('sheet', 'workbook', 'figures')),
    period text NOT NULL CHECK (period IN ('monthly', 'quarterly')),
    -- Whoever holds one of these gets the file.
    roles text[] NOT NULL CHECK (cardinality(roles) > 0 AND roles <@ '{hr,program_office,auditor}'),
    valid_from date NOT NULL,
    -- The last day on which a report is made.
    valid_to date,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL REFERENCES accounts,
    ended_at timestamptz,
    ended_by uuid REFERENCES accounts,
    CONSTRAINT report_schedules_ended CHECK (num_nonnulls(valid_to, ended_at, ended_by) IN (0, 3)),
    CONSTRAINT report_schedules_valid CHECK (valid_to IS NULL OR valid_to >= valid_from - 1)
  );
  -- Each report of each month or quarter, once.
  CREATE TABLE report_runs (
    id uuid PRIMARY KEY,
    schedule_id uuid NOT NULL REFERENCES report_schedules,
    as_of date NOT NULL,
    file_name text NOT NULL CHECK (file_name <> ''),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    recipients integer NOT NULL CHECK (recipients >= 0),
    made_at timestamptz NOT NULL,
    CONSTRAINT report_runs_once UNIQUE (schedule_id, as_of)
  );`;

const ORDERS = `
  CREATE TABLE file_orders (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts,
    -- Which list, by the key of its source; 'report': made by a schedule.
    list_key text NOT NULL CHECK (list_key <> ''),
    format text NOT NULL CHECK (format IN ('csv', 'cp932', 'json', 'xlsx', 'pdf')),
    -- What the address of the list said.
    query jsonb NOT NULL,
    title text NOT NULL CHECK (title <> ''),
    -- The day on which it was asked for: the list is told as of it, also where it is made after midnight.
    as_of date NOT NULL,
    -- The roles by which the person saw what is in it; whoever loses one of them does not get the file.
    roles text[] NOT NULL,
    report_run_id uuid REFERENCES report_runs,
    ordered_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'ready', 'failed', 'cancelled', 'deleted', 'expired')),
    total integer NOT NULL CHECK (total >= 0),
    done_rows integer NOT NULL DEFAULT 0 CHECK (done_rows >= 0),
    attempts integer NOT NULL DEFAULT 0,
    -- Which run of which worker makes it, and when it was last heard of.
    run_id uuid,
    beat_at timestamptz,
    finished_at timestamptz,
    -- Why there is no file, in words.
    problem text CHECK (problem <> ''),
    file_id uuid REFERENCES stored_files,
    file_name text CHECK (file_name <> ''),
    sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    byte_size integer CHECK (byte_size > 0),
    expires_at timestamptz,
    mailed_at timestamptz,
    CONSTRAINT file_orders_file CHECK (num_nonnulls(file_id, file_name, sha256, byte_size, expires_at) IN (0, 5)),
    CONSTRAINT file_orders_ready CHECK (state NOT IN ('ready', 'expired') OR file_id IS NOT NULL),
    CONSTRAINT file_orders_failed CHECK ((state = 'failed') = (problem IS NOT NULL)),
    CONSTRAINT file_orders_running CHECK (state <> 'running' OR (run_id IS NOT NULL AND beat_at IS NOT NULL)),
    CONSTRAINT file_orders_of_run UNIQUE (report_run_id, account_id)
  );
  CREATE UNIQUE INDEX file_orders_one_at_a_time ON file_orders (state) WHERE state = 'running';
  CREATE UNIQUE INDEX file_orders_once ON file_orders (account_id, list_key, format, (md5(query::text)))
    WHERE state IN ('waiting', 'running');
  CREATE INDEX file_orders_account_idx ON file_orders (account_id, ordered_at);
  CREATE INDEX file_orders_waiting_idx ON file_orders (ordered_at, id) WHERE state = 'waiting';
  CREATE INDEX file_orders_expires_idx ON file_orders (expires_at) WHERE state = 'ready';
  CREATE INDEX file_orders_file_idx ON file_orders (file_id);
  CREATE INDEX file_orders_unmailed_idx ON file_orders (ordered_at) WHERE report_run_id IS NOT NULL AND mailed_at IS NULL;`;
