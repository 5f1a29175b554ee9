import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What HR knows from its own records comes as a list: one person sends it, a second one confirms, and the worker reads it
 * before and writes it after. Such a record has no file of its own; the list is what stands behind it.
 */
export class EnterCertificates20261130061000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVIDENCE);
    await runner.query(
      `CREATE OR REPLACE VIEW certification_records AS ${columns('evidence_kind')};`,
    );
    await runner.query(BATCHES + BY_TWO);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM certificate_entry_batches LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what HR entered. Restore a backup instead.');
    await runner.query(`
      DROP TABLE certificate_entry_rows, certificate_entry_batches;
      DROP FUNCTION require_entry_by_two;
      DROP VIEW certification_records;
      ALTER TABLE certification_records_history DROP COLUMN evidence_kind, ALTER COLUMN evidence_file_id SET NOT NULL;
      CREATE VIEW certification_records AS ${columns()};`);
  }
}

const EVIDENCE = `
  ALTER TABLE certification_records_history
    ALTER COLUMN evidence_file_id DROP NOT NULL,
    -- A file of its own, or HRの記録: a row of a list that two persons of HR stand for.
    ADD COLUMN evidence_kind text NOT NULL DEFAULT 'file' CHECK (evidence_kind IN ('file', 'hr_record')),
    ADD CONSTRAINT certification_records_evidence CHECK ((evidence_kind = 'file') = (evidence_file_id IS NOT NULL));`;

const BATCHES = `
  CREATE TABLE certificate_entry_batches (
    id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('sent', 'refused', 'read', 'confirmed', 'applied', 'discarded', 'undone')),
    file_name text NOT NULL,
    content bytea NOT NULL,
    sent_at timestamptz NOT NULL,
    sent_by uuid NOT NULL REFERENCES accounts,
    -- Why nothing of the file could be read.
    problem text CHECK (problem <> ''),
    confirmed_at timestamptz,
    confirmed_by uuid REFERENCES accounts,
    applied_at timestamptz,
    discarded_at timestamptz,
    discarded_by uuid REFERENCES accounts,
    undone_at timestamptz,
    undone_by uuid REFERENCES accounts,
    undo_reason text CHECK (undo_reason <> '' AND length(undo_reason) <= 500),
    CONSTRAINT certificate_entry_batches_problem CHECK ((state = 'refused') = (problem IS NOT NULL)),
    CONSTRAINT certificate_entry_batches_confirmed CHECK (num_nonnulls(confirmed_at, confirmed_by) = CASE WHEN state IN ('confirmed', 'applied', 'undone') THEN 2 ELSE 0 END),
    CONSTRAINT certificate_entry_batches_discarded CHECK (num_nonnulls(discarded_at, discarded_by) = CASE state WHEN 'discarded' THEN 2 ELSE 0 END),
    CONSTRAINT certificate_entry_batches_undone CHECK (num_nonnulls(undone_at, undone_by, undo_reason) = CASE state WHEN 'undone' THEN 3 ELSE 0 END)
  );
  CREATE INDEX certificate_entry_batches_open_idx ON certificate_entry_batches (sent_at) WHERE state IN ('sent', 'confirmed');
  CREATE TABLE certificate_entry_rows (
    batch_id uuid NOT NULL REFERENCES certificate_entry_batches,
    position integer NOT NULL CHECK (position > 0),
    line integer NOT NULL,
    -- Fits; stands twice in the file; is known already; cannot be taken.
    verdict text NOT NULL CHECK (verdict IN ('fits', 'duplicate', 'held', 'refused')),
    -- As typed, by column.
    cells jsonb NOT NULL,
    -- What is wrong or odd: column, value, reason, remedy.
    findings jsonb NOT NULL,
    -- As understood; none where that was not possible.
    staff_number text,
    certification_id uuid REFERENCES certifications,
    passed_on date,
    certificate_number text,
    number_key text,
    valid_until date,
    done_at timestamptz,
    record_id uuid,
    -- Why it was left out after all.
    problem text CHECK (problem <> ''),
    PRIMARY KEY (batch_id, position),
    CONSTRAINT certificate_entry_rows_understood CHECK (verdict <> 'fits' OR num_nonnulls(staff_number, certification_id, passed_on, certificate_number, number_key) = 5),
    CONSTRAINT certificate_entry_rows_done CHECK (num_nonnulls(record_id, problem) = CASE WHEN done_at IS NULL THEN 0 ELSE 1 END),
    CONSTRAINT certificate_entry_rows_record UNIQUE (record_id)
  );
  CREATE INDEX certificate_entry_rows_certification_idx ON certificate_entry_rows (certification_id);`;

/** Who sent a list does not confirm it; who confirmed it does not undo it. */
const BY_TWO = `
  CREATE FUNCTION require_entry_by_two() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    IF person_of(NEW.confirmed_by) IN (person_of(NEW.sent_by), person_of(NEW.undone_by))
    THEN PERFORM refuse_own_act('certificate_entry_batches_by_two'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER certificate_entry_batches_by_two BEFORE INSERT OR UPDATE OF confirmed_by, undone_by ON certificate_entry_batches FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND NEW.confirmed_by IS NOT NULL) EXECUTE FUNCTION require_entry_by_two();`;

const BEFORE = `id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at,
  reported_by_person_id, decided_at, decided_by_person_id, return_reason, withdrawn_at, revoked_at, revoked_by_person_id, revoke_reason,
  row_id, recorded_at, recorded_by, valid_until, renews_id, name_on_certificate`;

const columns = (...more: readonly string[]): string => `
  SELECT ${[BEFORE, ...more].join(', ')} FROM certification_records_history WHERE superseded_at IS NULL`;
