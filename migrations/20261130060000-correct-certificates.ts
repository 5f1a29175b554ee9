import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What somebody has verified is corrected by two more acts: one person of HR proposes, with a reason, and a second one
 * confirms. Each step is a row; the record gets a new row of its own, and only by a correction that was confirmed.
 */
export class CorrectCertificates20261130060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CORRECTIONS + BY_OTHERS + BY_CORRECTION);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM certification_corrections_history LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who corrected certificates. Restore a backup instead.');
    await runner.query(`
      DROP TRIGGER certification_records_corrected_by_two ON certification_records_history;
      DROP VIEW certification_corrections;
      DROP TABLE certification_corrections_history;
      DROP FUNCTION require_correction_by_others, require_confirmed_correction;`);
  }
}

const CORRECTIONS = `
  CREATE TABLE certification_corrections_history (
    row_id uuid PRIMARY KEY,
    id uuid NOT NULL,
    record_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined', 'withdrawn')),
    -- As the record stood when it was proposed.
    old_certification_id uuid NOT NULL REFERENCES certifications,
    old_passed_on date NOT NULL,
    old_certificate_number text NOT NULL,
    old_valid_until date,
    -- As it should stand.
    certification_id uuid NOT NULL REFERENCES certifications,
    passed_on date NOT NULL,
    certificate_number text NOT NULL CHECK (certificate_number <> ''),
    number_key text NOT NULL CHECK (number_key <> ''),
    valid_until date CHECK (valid_until > passed_on),
    reason text NOT NULL CHECK (reason <> '' AND length(reason) <= 500),
    proposed_at timestamptz NOT NULL,
    proposed_by_person_id uuid NOT NULL,
    decided_at timestamptz,
    decided_by_person_id uuid,
    decline_reason text CHECK (decline_reason <> '' AND length(decline_reason) <= 500),
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT certification_corrections_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT certification_corrections_change CHECK ((old_certification_id, old_passed_on, old_certificate_number, old_valid_until)
      IS DISTINCT FROM (certification_id, passed_on, certificate_number, valid_until)),
    CONSTRAINT certification_corrections_decided CHECK (num_nonnulls(decided_at, decided_by_person_id) = CASE state WHEN 'proposed' THEN 0 ELSE 2 END),
    CONSTRAINT certification_corrections_declined CHECK ((state = 'declined') = (decline_reason IS NOT NULL)),
    CONSTRAINT certification_corrections_history_proposed_by_person_id_fkey FOREIGN KEY (proposed_by_person_id) REFERENCES person_identities (id),
    CONSTRAINT certification_corrections_history_decided_by_person_id_fkey FOREIGN KEY (decided_by_person_id) REFERENCES person_identities (id),
    CONSTRAINT certification_corrections_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT certification_corrections_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE UNIQUE INDEX certification_corrections_one_row ON certification_corrections_history (id) WHERE superseded_at IS NULL;
  CREATE UNIQUE INDEX certification_corrections_one_open ON certification_corrections_history (record_id)
    WHERE superseded_at IS NULL AND state = 'proposed';
  CREATE INDEX certification_corrections_id_idx ON certification_corrections_history (id);
  CREATE INDEX certification_corrections_record_idx ON certification_corrections_history (record_id);
  CREATE INDEX certification_corrections_old_certification_idx ON certification_corrections_history (old_certification_id);
  CREATE INDEX certification_corrections_certification_idx ON certification_corrections_history (certification_id);
  CREATE VIEW certification_corrections AS
    SELECT row_id, id, record_id, state, old_certification_id, old_passed_on, old_certificate_number, old_valid_until, certification_id,
      passed_on, certificate_number, number_key, valid_until, reason, proposed_at, proposed_by_person_id, decided_at, decided_by_person_id,
      decline_reason, recorded_at, recorded_by
    FROM certification_corrections_history WHERE superseded_at IS NULL;
  CREATE TRIGGER certification_corrections_history_is_only_closed BEFORE UPDATE ON certification_corrections_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER certification_corrections_history_is_kept BEFORE DELETE ON certification_corrections_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;

/** Whose certificate it is neither proposes nor decides; who proposed or reported does not decide. Who proposed takes it back. */
const BY_OTHERS = `
  CREATE FUNCTION require_correction_by_others() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE actor uuid := person_now(COALESCE(NEW.decided_by_person_id, NEW.proposed_by_person_id));
  BEGIN
    IF NEW.state = 'withdrawn' THEN
      IF actor <> person_now(NEW.proposed_by_person_id) THEN PERFORM refuse_own_act('certification_corrections_withdrawn'); END IF;
      RETURN NEW;
    END IF;
    IF (NEW.state <> 'proposed' AND actor = person_now(NEW.proposed_by_person_id))
      OR EXISTS (SELECT 1 FROM certification_records_history h WHERE h.id = NEW.record_id AND (actor = person_now(h.person_id)
        OR (NEW.state <> 'proposed' AND actor = person_now(h.reported_by_person_id))))
    THEN PERFORM refuse_own_act('certification_corrections_by_others'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER certification_corrections_history_by_others BEFORE INSERT ON certification_corrections_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION require_correction_by_others();`;

/** What was decided about is changed by nothing else. A row that carries the same facts on is not asked. */
const BY_CORRECTION = `
  CREATE FUNCTION require_confirmed_correction() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE known record;
  BEGIN
    SELECT h.certification_id, h.passed_on, h.certificate_number, h.number_key, h.valid_until INTO known
      FROM certification_records_history h WHERE h.id = NEW.id AND h.decided_at IS NOT NULL
      ORDER BY h.recorded_at DESC, h.superseded_at DESC NULLS FIRST LIMIT 1;
    IF FOUND AND known IS DISTINCT FROM (NEW.certification_id, NEW.passed_on, NEW.certificate_number, NEW.number_key, NEW.valid_until)
      AND NOT EXISTS (SELECT 1 FROM certification_corrections c WHERE c.record_id = NEW.id AND c.state = 'confirmed'
        AND (c.certification_id, c.passed_on, c.certificate_number, c.number_key, c.valid_until) IS NOT DISTINCT FROM
          (NEW.certification_id, NEW.passed_on, NEW.certificate_number, NEW.number_key, NEW.valid_until))
    THEN PERFORM refuse_own_act('certification_records_corrected_by_two'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER certification_records_corrected_by_two BEFORE INSERT ON certification_records_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND NEW.decided_at IS NOT NULL) EXECUTE FUNCTION require_confirmed_correction();`;
