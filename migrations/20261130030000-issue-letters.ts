import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Letters of appointment are documents: their words are data with a validity, each issue is kept as bytes and never changes,
 * and many are issued by the worker.
 */
export class IssueLetters20261130030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TEMPLATES + DOCUMENTS + BATCHES);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      'SELECT 1 FROM issued_documents UNION ALL SELECT 1 FROM letter_templates_history WHERE recorded_by IS NOT NULL LIMIT 1',
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget letters that were issued. Restore a backup instead.');
    await runner.query(`
      DROP TABLE letter_batch_parts, letter_batch_members, letter_batches, issued_documents;
      DROP FUNCTION require_letter_by_others;
      DROP VIEW letter_templates;
      DROP TABLE letter_templates_history;`);
  }
}

const TEMPLATES = `
  CREATE TABLE letter_templates_history (
    id uuid PRIMARY KEY,
    -- 任命 or 委嘱.
    letter text NOT NULL CHECK (letter IN ('appointment', 'commission')),
    -- 公印, 公印省略 or 電子.
    seal text NOT NULL CHECK (seal IN ('sealed', 'omitted', 'electronic')),
    version integer NOT NULL CHECK (version > 0),
    valid_from date NOT NULL,
    title text NOT NULL CHECK (title <> ''),
    addressee text NOT NULL CHECK (addressee <> ''),
    body text NOT NULL CHECK (body <> ''),
    -- Title and name of the 任命権者.
    authority_title text NOT NULL CHECK (authority_title <> ''),
    authority_name text NOT NULL,
    -- Printed before the document's number.
    number_prefix text NOT NULL,
    note text NOT NULL CHECK (note <> ''),
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT letter_templates_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT letter_templates_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT letter_templates_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE UNIQUE INDEX letter_templates_one_a_day ON letter_templates_history (letter, seal, valid_from) WHERE superseded_at IS NULL;
  -- A number that was ever given stays with what it meant.
  CREATE UNIQUE INDEX letter_templates_number ON letter_templates_history (letter, seal, version);
  CREATE VIEW letter_templates AS
    SELECT id, letter, seal, version, valid_from, title, addressee, body, authority_title, authority_name, number_prefix, note,
      recorded_at, recorded_by
    FROM letter_templates_history WHERE superseded_at IS NULL;
  CREATE TRIGGER letter_templates_history_is_only_closed BEFORE UPDATE ON letter_templates_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER letter_templates_history_is_kept BEFORE DELETE ON letter_templates_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
  INSERT INTO letter_templates_history (id, letter, seal, version, valid_from, title, addressee, body, authority_title, authority_name,
    number_prefix, note, recorded_at)
  SELECT ('00000000-0000-4000-8000-00000000030' || row_number() OVER ())::uuid, kind.letter, seal, 1, '2000-01-01', kind.title,
    E'{{所属}}\\n{{職名}} {{氏名}} 様', kind.body, '{{市名}}長', '', '', '既定', '2000-01-01T00:00:00+09:00'
  FROM (VALUES ('appointment', '任命通知書', E'{{役割}}に任命します。\\n任期 {{任期}}'),
      ('commission', '委嘱状', E'{{役割}}を委嘱します。\\n任期 {{任期}}')) AS kind (letter, title, body),
    unnest(ARRAY['sealed', 'omitted', 'electronic']) AS seal;`;

const DOCUMENTS = `
  CREATE TABLE issued_documents (
    id uuid PRIMARY KEY,
    appointment_id uuid NOT NULL,
    -- 1, and the next one for each time it was issued again.
    issue_number integer NOT NULL CHECK (issue_number > 0),
    template_id uuid NOT NULL REFERENCES letter_templates_history,
    letter text NOT NULL CHECK (letter IN ('appointment', 'commission')),
    seal text NOT NULL CHECK (seal IN ('sealed', 'omitted', 'electronic')),
    document_number text NOT NULL CHECK (document_number <> ''),
    dated_on date NOT NULL,
    -- What it says, as 任命簿 lists it.
    says jsonb NOT NULL,
    content bytea NOT NULL,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    -- Why it was issued again.
    reason text NOT NULL,
    issued_at timestamptz NOT NULL,
    issued_by uuid NOT NULL REFERENCES accounts,
    CONSTRAINT issued_documents_number UNIQUE (appointment_id, issue_number),
    CONSTRAINT issued_documents_reason CHECK ((issue_number = 1) = (reason = ''))
  );
  -- It is compressed already.
  ALTER TABLE issued_documents ALTER COLUMN content SET STORAGE EXTERNAL;
  CREATE INDEX issued_documents_template_idx ON issued_documents (template_id);
  CREATE INDEX issued_documents_dated_idx ON issued_documents (dated_on, document_number);
  CREATE TRIGGER issued_documents_are_kept BEFORE UPDATE OR DELETE ON issued_documents FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE FUNCTION require_letter_by_others() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM role_appointments_history h WHERE h.id = NEW.appointment_id
        AND person_now(h.person_id) = person_of(NEW.issued_by))
    THEN PERFORM refuse_own_act('issued_documents_by_others'); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER issued_documents_by_others BEFORE INSERT ON issued_documents FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION require_letter_by_others();`;

const BATCHES = `
  CREATE TABLE letter_batches (
    id uuid PRIMARY KEY,
    -- None: as letters of each kind usually are.
    seal text CHECK (seal IN ('sealed', 'omitted', 'electronic')),
    -- None: the first day of each term.
    dated_on date,
    ordered_at timestamptz NOT NULL,
    ordered_by uuid NOT NULL REFERENCES accounts,
    cancelled_at timestamptz,
    cancelled_by uuid REFERENCES accounts,
    finished_at timestamptz,
    CONSTRAINT letter_batches_cancelled CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL))
  );
  CREATE INDEX letter_batches_open_idx ON letter_batches (ordered_at) WHERE finished_at IS NULL AND cancelled_at IS NULL;
  CREATE TABLE letter_batch_members (
    batch_id uuid NOT NULL REFERENCES letter_batches,
    position integer NOT NULL CHECK (position > 0),
    appointment_id uuid NOT NULL,
    done_at timestamptz,
    document_id uuid REFERENCES issued_documents,
    -- Why none was issued.
    problem text,
    PRIMARY KEY (batch_id, position),
    CONSTRAINT letter_batch_members_once UNIQUE (batch_id, appointment_id),
    CONSTRAINT letter_batch_members_done CHECK (num_nonnulls(document_id, problem) = CASE WHEN done_at IS NULL THEN 0 ELSE 1 END)
  );
  CREATE INDEX letter_batch_members_document_idx ON letter_batch_members (document_id);
  -- One PDF and one ZIP of all, in pieces; gone after some days.
  CREATE TABLE letter_batch_parts (
    batch_id uuid NOT NULL REFERENCES letter_batches,
    kind text NOT NULL CHECK (kind IN ('pdf', 'zip')),
    position integer NOT NULL CHECK (position > 0),
    bytes bytea NOT NULL,
    PRIMARY KEY (batch_id, kind, position)
  );
  ALTER TABLE letter_batch_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;`;
