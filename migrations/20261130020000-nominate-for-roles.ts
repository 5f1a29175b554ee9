import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * 推薦: from the recommendation over the person's consent to the decision. Each step is a row that follows the one before
 * it and is never changed; what met which requirement on the day of the consent is kept beside it.
 */
export class NominateForRoles20261130020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SNAPSHOTS + NOMINATIONS + BY_OTHERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query('SELECT 1 FROM nominations_history LIMIT 1')) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget who was recommended. Restore a backup instead.');
    await runner.query(`
      DROP VIEW nominations;
      DROP TABLE nominations_history, nomination_findings, nomination_snapshots;
      DROP FUNCTION require_nomination_by_others;`);
  }
}

const SNAPSHOTS = `
  CREATE TABLE nomination_snapshots (
    id uuid PRIMARY KEY,
    role_version_id uuid NOT NULL REFERENCES role_versions_history,
    taken_at timestamptz NOT NULL
  );
  CREATE INDEX nomination_snapshots_version_idx ON nomination_snapshots (role_version_id);
  CREATE TABLE nomination_findings (
    snapshot_id uuid NOT NULL REFERENCES nomination_snapshots,
    -- That of the requirement in its version, from 1.
    position integer NOT NULL CHECK (position > 0),
    state text NOT NULL CHECK (state IN ('met', 'not_met', 'unknown')),
    -- The row that spoke for the person, by its name in the table of its kind; none: nothing did.
    evidence_row text CHECK (evidence_row <> ''),
    evidence_on date,
    -- What was asked for and what there was of it, in the words of that day.
    said text NOT NULL CHECK (said <> ''),
    PRIMARY KEY (snapshot_id, position),
    CONSTRAINT nomination_findings_met CHECK (state <> 'met' OR evidence_row IS NOT NULL)
  );`;

const NOMINATIONS = `
  CREATE TABLE nominations_history (
    row_id uuid PRIMARY KEY,
    id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES person_identities,
    role text NOT NULL REFERENCES dx_roles (key),
    -- That of the primary posting on the day of the nomination: its head is told and asked.
    org_unit_id uuid NOT NULL REFERENCES org_units,
    origin text NOT NULL CHECK (origin IN ('head', 'self', 'office')),
    reason text NOT NULL CHECK (reason <> '' AND length(reason) <= 1000),
    nominated_at timestamptz NOT NULL,
    nominated_by uuid NOT NULL,
    -- The last day on which the person can answer; none where nobody has to.
    consent_by date,
    state text NOT NULL CHECK (state IN ('nominated', 'consented', 'declined', 'lapsed', 'withdrawn', 'returned', 'not_taken', 'approved')),
    -- The act that made the row: also what took another one back.
    step text NOT NULL CHECK (step IN ('nominated', 'self_nominated', 'consented', 'declined', 'lapsed', 'withdrawn', 'supported',
      'returned', 'not_taken', 'approved', 'answer_taken_back', 'support_taken_back', 'decision_taken_back')),
    -- Why it was declined, returned or not taken.
    answer text CHECK (answer <> '' AND length(answer) <= 1000),
    -- 副申.
    support text CHECK (support <> '' AND length(support) <= 1000),
    supported_at timestamptz,
    supported_by uuid,
    snapshot_id uuid,
    appointment_id uuid,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT nominations_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT nominations_consent CHECK ((origin = 'self') = (consent_by IS NULL)),
    CONSTRAINT nominations_support CHECK (num_nulls(support, supported_at, supported_by) IN (0, 3) AND (support IS NULL OR origin <> 'head')),
    CONSTRAINT nominations_answer CHECK (answer IS NULL OR state IN ('declined', 'returned', 'not_taken')),
    CONSTRAINT nominations_why CHECK (state NOT IN ('returned', 'not_taken') OR answer IS NOT NULL),
    CONSTRAINT nominations_snapshot CHECK (state NOT IN ('consented', 'returned', 'not_taken', 'approved') OR snapshot_id IS NOT NULL),
    CONSTRAINT nominations_appointment CHECK ((state = 'approved') = (appointment_id IS NOT NULL)),
    -- The row of the consent is there before what it is judged by is written down.
    CONSTRAINT nominations_history_snapshot_fkey FOREIGN KEY (snapshot_id) REFERENCES nomination_snapshots (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT nominations_history_nominated_by_fkey FOREIGN KEY (nominated_by) REFERENCES accounts (id),
    CONSTRAINT nominations_history_supported_by_fkey FOREIGN KEY (supported_by) REFERENCES accounts (id),
    CONSTRAINT nominations_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT nominations_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE UNIQUE INDEX nominations_one_row ON nominations_history (id) WHERE superseded_at IS NULL;
  CREATE UNIQUE INDEX nominations_one_open ON nominations_history (person_id, role)
    WHERE superseded_at IS NULL AND state IN ('nominated', 'consented');
  CREATE UNIQUE INDEX nominations_one_of_appointment ON nominations_history (appointment_id) WHERE superseded_at IS NULL;
  CREATE INDEX nominations_id_idx ON nominations_history (id);
  CREATE INDEX nominations_person_idx ON nominations_history (person_id);
  CREATE INDEX nominations_unit_idx ON nominations_history (org_unit_id);
  CREATE INDEX nominations_snapshot_idx ON nominations_history (snapshot_id);
  CREATE VIEW nominations AS
    SELECT row_id, id, person_id, role, org_unit_id, origin, reason, nominated_at, nominated_by, consent_by, state, step, answer,
      support, supported_at, supported_by, snapshot_id, appointment_id, recorded_at, recorded_by
    FROM nominations_history WHERE superseded_at IS NULL;
  CREATE TRIGGER nominations_history_is_only_closed BEFORE UPDATE ON nominations_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER nominations_history_is_kept BEFORE DELETE ON nominations_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();`;

/** Nobody decides on or speaks for themselves, and nobody else consents or declines. A copy of the row before it is no act. */
const BY_OTHERS = `
  CREATE FUNCTION require_nomination_by_others() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE is_own boolean := person_of(NEW.recorded_by) IS NOT DISTINCT FROM person_now(NEW.person_id);
  BEGIN
    IF (SELECT h.step FROM nominations_history h WHERE h.id = NEW.id ORDER BY h.superseded_at DESC NULLS LAST LIMIT 1) = NEW.step
    THEN RETURN NEW; END IF;
    IF (is_own AND NEW.step IN ('nominated', 'supported', 'returned', 'not_taken', 'approved', 'decision_taken_back'))
      OR (NOT is_own AND NEW.step IN ('self_nominated', 'consented', 'declined', 'answer_taken_back'))
    THEN PERFORM refuse_own_act('nominations_by_others'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER nominations_history_by_others BEFORE INSERT ON nominations_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION require_nomination_by_others();`;
