import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * 再任, 延長, 満了のまま and 任命 for many: what was ticked or sent in, what stands against each, and what became of it. The
 * worker tries every row first and acts once somebody has looked at what it found.
 */
export class ActOnManyTerms20261130080100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BATCHES + MEMBERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM appointment_batches WHERE finished_at IS NOT NULL LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what was done for many. Restore a backup instead.');
    await runner.query('DROP TABLE appointment_batch_members, appointment_batches;');
  }
}

const BATCHES = `
  CREATE TABLE appointment_batches (
    id uuid PRIMARY KEY,
    act text NOT NULL CHECK (act IN ('renew', 'extend', 'let_expire', 'appoint')),
    -- The last day of every term; none: as long as the role's terms usually are, or as each row says.
    term_end date,
    -- Of the decision; none where each row has its own or none is needed.
    document_number text CHECK (document_number <> ''),
    -- Why, or what else is to be known.
    note text NOT NULL,
    -- Where the rows came from.
    file_name text CHECK (file_name <> ''),
    ordered_at timestamptz NOT NULL,
    ordered_by uuid NOT NULL REFERENCES accounts,
    looked_at timestamptz,
    confirmed_at timestamptz,
    confirmed_by uuid REFERENCES accounts,
    -- Whether rows with something to be accepted are done as well, and why what is 必須 and missing may be.
    takes_warned boolean,
    warned_reason text CHECK (warned_reason <> ''),
    finished_at timestamptz,
    cancelled_at timestamptz,
    cancelled_by uuid REFERENCES accounts,
    undone_at timestamptz,
    undone_by uuid REFERENCES accounts,
    undo_reason text CHECK (undo_reason <> ''),
    CONSTRAINT appointment_batches_extension CHECK (act <> 'extend' OR (term_end IS NOT NULL AND document_number IS NOT NULL AND note <> '')),
    CONSTRAINT appointment_batches_renewal CHECK (act <> 'renew' OR document_number IS NOT NULL),
    CONSTRAINT appointment_batches_confirmed CHECK (num_nonnulls(confirmed_at, confirmed_by, takes_warned) IN (0, 3)
      AND (confirmed_at IS NULL OR looked_at IS NOT NULL)),
    CONSTRAINT appointment_batches_finished CHECK (finished_at IS NULL OR confirmed_at IS NOT NULL),
    CONSTRAINT appointment_batches_cancelled CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL)),
    CONSTRAINT appointment_batches_undone CHECK (num_nonnulls(undone_at, undone_by, undo_reason) IN (0, 3)
      AND (undone_at IS NULL OR finished_at IS NOT NULL OR cancelled_at IS NOT NULL))
  );
  CREATE INDEX appointment_batches_open_idx ON appointment_batches (ordered_at) WHERE finished_at IS NULL AND cancelled_at IS NULL;`;

const MEMBERS = `
  CREATE TABLE appointment_batch_members (
    batch_id uuid NOT NULL REFERENCES appointment_batches,
    position integer NOT NULL CHECK (position > 0),
    -- Whose term it is about, and the last day that it had when it was chosen; none for a new appointment.
    appointment_id uuid,
    old_end date,
    -- A new appointment: what the row says, where it stood, and the recommendation that it decides on.
    proposal jsonb,
    line integer CHECK (line > 0),
    nomination_id uuid,
    looked_at timestamptz,
    -- Why it cannot be done; else what must be accepted, in words and by kind.
    refusal text CHECK (refusal <> ''),
    warnings text[] NOT NULL DEFAULT '{}',
    warning_kinds text[] NOT NULL DEFAULT '{}',
    done_at timestamptz,
    -- The appointment that was made, or whose term goes on or runs out.
    result_id uuid,
    -- Why nothing was done.
    problem text CHECK (problem <> ''),
    PRIMARY KEY (batch_id, position),
    CONSTRAINT appointment_batch_members_once UNIQUE (batch_id, appointment_id),
    CONSTRAINT appointment_batch_members_of CHECK ((appointment_id IS NULL) = (proposal IS NOT NULL) AND (appointment_id IS NULL) = (old_end IS NULL)),
    CONSTRAINT appointment_batch_members_done CHECK (num_nonnulls(result_id, problem) = CASE WHEN done_at IS NULL THEN 0 ELSE 1 END)
  );
  CREATE INDEX appointment_batch_members_appointment_idx ON appointment_batch_members (appointment_id) WHERE appointment_id IS NOT NULL;
  CREATE INDEX appointment_batch_members_result_idx ON appointment_batch_members (result_id) WHERE result_id IS NOT NULL;`;
