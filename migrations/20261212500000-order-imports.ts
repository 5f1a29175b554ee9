import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Long files of HR are compared and carried out by the worker: an order each, with how far it is and what became of it. */
export class OrderImports20261212500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_orders (
        id uuid PRIMARY KEY,
        act text NOT NULL CONSTRAINT import_orders_act CHECK (act IN ('compare', 'apply')),
        -- What is carried out, or what comparing has made.
        batch_id uuid CONSTRAINT import_orders_batch_fkey REFERENCES import_batches (id),
        -- What was said with the files, or with 反映.
        input jsonb NOT NULL,
        -- The files as they were sent, until they are read: they have columns that we do not keep.
        units_file bytea,
        postings_file bytea,
        ordered_at timestamptz NOT NULL,
        ordered_by uuid NOT NULL CONSTRAINT import_orders_ordered_by_fkey REFERENCES accounts (id),
        state text NOT NULL CONSTRAINT import_orders_state CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
        total integer NOT NULL DEFAULT 0 CHECK (total >= 0),
        done_rows integer NOT NULL DEFAULT 0 CHECK (done_rows >= 0),
        attempts integer NOT NULL DEFAULT 0,
        -- Which run of which worker does it, and when it was last heard of.
        run_id uuid,
        beat_at timestamptz,
        finished_at timestamptz,
        -- Why nothing came of it, in words.
        problem text CONSTRAINT import_orders_problem CHECK (problem <> ''),
        CONSTRAINT import_orders_what CHECK (act = 'compare' OR batch_id IS NOT NULL),
        CONSTRAINT import_orders_failed CHECK ((state = 'failed') = (problem IS NOT NULL)),
        CONSTRAINT import_orders_done CHECK (state <> 'done' OR batch_id IS NOT NULL),
        CONSTRAINT import_orders_files CHECK (state IN ('waiting', 'running') OR num_nonnulls(units_file, postings_file) = 0),
        CONSTRAINT import_orders_running CHECK (state <> 'running' OR (run_id IS NOT NULL AND beat_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX import_orders_one_at_a_time ON import_orders (state) WHERE state = 'running';
      -- Nobody carries the same out twice.
      CREATE UNIQUE INDEX import_orders_once ON import_orders (batch_id) WHERE act = 'apply' AND state IN ('waiting', 'running');
      CREATE INDEX import_orders_batch_idx ON import_orders (batch_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_orders');
  }
}
