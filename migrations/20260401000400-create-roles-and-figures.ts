import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Certificates with evidence, DX role appointments, targets with their counting rules, and the reminder ledger. */
export class CreateRolesAndFigures20260401000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE certifications (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name text NOT NULL,
        issuer text NOT NULL,
        renewal_kind text NOT NULL CHECK (renewal_kind IN ('none', 'fixed_term', 'continuing_education')),
        sort_order integer NOT NULL DEFAULT 0
      );
      INSERT INTO certifications (id, code, name, issuer, renewal_kind, sort_order) VALUES
        ('00000000-0000-4000-8000-000000000001', 'ip', 'ITパスポート試験', 'IPA(国家試験)', 'none', 10),
        ('00000000-0000-4000-8000-000000000002', 'sg', '情報セキュリティマネジメント試験', 'IPA(国家試験)', 'none', 20),
        ('00000000-0000-4000-8000-000000000003', 'fe', '基本情報技術者試験', 'IPA(国家試験)', 'none', 30),
        ('00000000-0000-4000-8000-000000000004', 'ap', '応用情報技術者試験', 'IPA(国家試験)', 'none', 40),
        ('00000000-0000-4000-8000-000000000005', 'riss', '情報処理安全確保支援士', 'IPA', 'continuing_education', 50);

      CREATE TABLE certification_records (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        certification_id uuid NOT NULL,
        passed_on date NOT NULL,
        certificate_number text NOT NULL,
        number_key text NOT NULL,
        state text NOT NULL CHECK (state IN ('reported', 'verified', 'returned', 'withdrawn', 'revoked')),
        evidence_file_id uuid NOT NULL,
        reported_at timestamptz NOT NULL,
        reported_by uuid NOT NULL,
        decided_at timestamptz,
        decided_by uuid,
        return_reason text,
        withdrawn_at timestamptz,
        revoked_at timestamptz,
        revoked_by uuid,
        revoke_reason text,
        CONSTRAINT certification_records_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
        CONSTRAINT certification_records_certification_id_fkey FOREIGN KEY (certification_id) REFERENCES certifications (id),
        CONSTRAINT certification_records_evidence_fkey FOREIGN KEY (evidence_file_id) REFERENCES stored_files (id),
        -- Each state keeps what led to it, and only that: a past day is counted from these instants, never from the state.
        CONSTRAINT certification_records_decision CHECK
          (num_nonnulls(decided_at, decided_by) = CASE WHEN state IN ('verified', 'returned', 'revoked') THEN 2 ELSE 0 END),
        CONSTRAINT certification_records_withdrawal CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
        CONSTRAINT certification_records_revocation CHECK
          (num_nonnulls(revoked_at, revoked_by, revoke_reason) = CASE WHEN state = 'revoked' THEN 3 ELSE 0 END),
        CONSTRAINT certification_records_order CHECK (revoked_at >= decided_at),
        CONSTRAINT certification_records_reason CHECK ((state = 'returned') = (return_reason IS NOT NULL)),
        -- reported_by and decided_by are persons: nobody verifies what they reported, nor their own certificate.
        CONSTRAINT certification_records_two_persons CHECK (decided_by IS NULL OR decided_by NOT IN (reported_by, person_id)),
        -- Nor does anybody take back their own decision, nor the certificate that is their own.
        CONSTRAINT certification_records_other_revokes CHECK (revoked_by IS NULL OR revoked_by NOT IN (decided_by, person_id))
      );
      -- One live record per person, qualification and exam day, however often it is reported.
      CREATE UNIQUE INDEX certification_records_one_live ON certification_records (person_id, certification_id, passed_on)
        WHERE state IN ('reported', 'verified');
      CREATE INDEX certification_records_state_idx ON certification_records (state, reported_at, id);
      CREATE INDEX certification_records_number_idx ON certification_records (certification_id, number_key);

      CREATE TABLE exam_attempts (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        certification_id uuid NOT NULL,
        exam_on date NOT NULL,
        state text NOT NULL CHECK (state IN ('booked', 'provisional_pass', 'failed', 'cancelled')),
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT exam_attempts_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
        CONSTRAINT exam_attempts_certification_id_fkey FOREIGN KEY (certification_id) REFERENCES certifications (id),
        CONSTRAINT exam_attempts_one_a_day UNIQUE (person_id, certification_id, exam_on)
      );

      -- term_end is the last day of the term; ended_on is the first day on which an early end is in effect.
      CREATE TABLE role_appointments (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        org_unit_id uuid NOT NULL,
        role text NOT NULL CHECK (role IN ('supporter', 'leader')),
        term_start date NOT NULL,
        term_end date NOT NULL,
        ended_on date,
        end_reason text CHECK (end_reason IN ('dismissed', 'resigned', 'expired', 'transferred_out', 'left_service')),
        document_number text NOT NULL,
        note text NOT NULL DEFAULT '',
        appointed_at timestamptz NOT NULL,
        appointed_by uuid NOT NULL,
        CONSTRAINT role_appointments_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons (id),
        CONSTRAINT role_appointments_org_unit_id_fkey FOREIGN KEY (org_unit_id) REFERENCES org_units (id),
        CONSTRAINT role_appointments_term CHECK (term_start <= term_end),
        CONSTRAINT role_appointments_end CHECK (ended_on IS NULL OR (ended_on >= term_start AND ended_on <= term_end)),
        CONSTRAINT role_appointments_end_reason CHECK ((ended_on IS NULL) = (end_reason IS NULL)),
        CONSTRAINT role_appointments_no_overlap EXCLUDE USING gist
          (person_id WITH =, role WITH =, daterange(term_start, COALESCE(ended_on, term_end + 1)) WITH &&)
      );
      CREATE INDEX role_appointments_role_idx ON role_appointments (role, term_start, term_end);

      -- Targets are data with a validity: the plan is reviewed every fiscal year.
      CREATE TABLE kpi_targets (
        id uuid PRIMARY KEY,
        code text NOT NULL CHECK (code IN ('leader_coverage', 'it_passport_holders')),
        name text NOT NULL,
        target_value integer,
        due_on date NOT NULL,
        source text NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT kpi_targets_no_overlap EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&)
      );
      INSERT INTO kpi_targets (id, code, name, target_value, due_on, source, valid_from) VALUES
        ('00000000-0000-4000-8000-000000000101', 'leader_coverage', 'DX推進リーダーを各課に1名以上', NULL, '2031-03-31', '第2次DX推進計画(令和8年3月)', '2026-03-01'),
        ('00000000-0000-4000-8000-000000000102', 'it_passport_holders', 'ITパスポート取得職員50人以上', 50, '2031-03-31', '第2次DX推進計画(令和8年3月)', '2026-03-01');

      CREATE TABLE counting_rules (
        version integer PRIMARY KEY,
        valid_from date NOT NULL UNIQUE,
        definition jsonb NOT NULL,
        note text NOT NULL
      );
      INSERT INTO counting_rules (version, valid_from, definition, note) VALUES
        (1, '2000-01-01', '{"leaderPostingKinds":["primary"],"includeUnitsBelow":true,"excludeAbsent":true,"minimumLeaders":1,"holderCertificationCodes":["ip"],"higherCertificationCodes":["sg","fe","ap","riss"],"mandatoryEmploymentTypes":["regular","fiscal_year_appointee","reappointed","fixed_term","part_time"]}',
         '既定の数え方');

      -- On which days planning has run: the sweep makes up for a missed one.
      CREATE TABLE reminder_runs (
        day date PRIMARY KEY,
        first_run_at timestamptz NOT NULL
      );

      -- One mail (or one sheet of paper) per person and day. 'dropped': nothing was left to say, or it went into a later one.
      CREATE TABLE reminder_digests (
        id uuid PRIMARY KEY,
        recipient_person_id uuid NOT NULL,
        day date NOT NULL,
        message_id text NOT NULL UNIQUE,
        state text NOT NULL CHECK (state IN ('planned', 'sending', 'sent', 'failed', 'no_mailbox', 'dropped')),
        planned_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        claimed_at timestamptz,
        sent_at timestamptz,
        last_error text,
        CONSTRAINT reminder_digests_recipient_fkey FOREIGN KEY (recipient_person_id) REFERENCES persons (id),
        CONSTRAINT reminder_digests_one_a_day UNIQUE (recipient_person_id, day)
      );
      CREATE INDEX reminder_digests_open_idx ON reminder_digests (state, claimed_at) WHERE state IN ('planned', 'sending');

      -- The ledger is the truth about reminders: the unique key makes a repeated or late run harmless.
      CREATE TABLE reminder_ledger (
        id uuid PRIMARY KEY,
        recipient_person_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('learning_due', 'learning_overdue', 'unit_without_leader', 'term_ending')),
        object_id uuid NOT NULL,
        due_on date NOT NULL,
        lead integer NOT NULL,
        planned_for date NOT NULL,
        text text NOT NULL,
        reason text NOT NULL,
        link text NOT NULL,
        digest_id uuid,
        created_at timestamptz NOT NULL,
        dropped_at timestamptz,
        CONSTRAINT reminder_ledger_recipient_fkey FOREIGN KEY (recipient_person_id) REFERENCES persons (id),
        CONSTRAINT reminder_ledger_digest_fkey FOREIGN KEY (digest_id) REFERENCES reminder_digests (id),
        CONSTRAINT reminder_ledger_once UNIQUE (recipient_person_id, kind, object_id, due_on, lead)
      );
      CREATE INDEX reminder_ledger_day_idx ON reminder_ledger (planned_for, recipient_person_id);
      CREATE INDEX reminder_ledger_digest_idx ON reminder_ledger (digest_id);
      CREATE INDEX reminder_ledger_waiting_idx ON reminder_ledger (planned_for) WHERE digest_id IS NULL AND dropped_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE reminder_ledger, reminder_digests, reminder_runs, counting_rules, kpi_targets, role_appointments, exam_attempts,
                 certification_records, certifications;
    `);
  }
}
