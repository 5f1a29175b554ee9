import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Appointments, certificates, exams, targets, counting rules, settings and closing days keep what was recorded when:
 * `<table>_history` holds every row there ever was, the view of the old name what is known now. A row of before is
 * recorded at the best instant that is known of it, else on its first day.
 */
export class KeepHistoryOfRolesAndRules20261128000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPOINTMENTS);
    await runner.query(CERTIFICATES);
    await runner.query(EXAMS);
    await runner.query(RULES);
    await runner.query(SETTINGS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW role_appointments, certification_records, exam_attempts, kpi_targets, counting_rules, settings, office_holidays;
      DROP TABLE role_appointment_annulments, certification_record_annulments;`);
    for (const table of TABLES) await runner.query(forgetHistory(table));
    await runner.query(BACK);
  }
}

const TABLES = [
  'role_appointments',
  'certification_records',
  'exam_attempts',
  'kpi_targets',
  'counting_rules',
  'settings',
  'office_holidays',
] as const;

/** What every table with a history has; recorded_at becomes NOT NULL once the rows of before have theirs. */
const keepHistory = (table: (typeof TABLES)[number], key: string): string => `
  ALTER TABLE ${table} RENAME TO ${table}_history;
  ALTER TABLE ${table}_history
    DROP CONSTRAINT ${table}_pkey,
    ADD COLUMN row_id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN recorded_at timestamptz,
    ADD COLUMN recorded_by uuid,
    ADD COLUMN superseded_at timestamptz,
    ADD COLUMN superseded_by uuid,
    ADD CONSTRAINT ${table}_pkey PRIMARY KEY (row_id),
    ADD CONSTRAINT ${table}_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL));
  CREATE INDEX ${table}_key_idx ON ${table}_history (${key});`;

const recorded = (table: (typeof TABLES)[number], columns: string): string => `
  ALTER TABLE ${table}_history ALTER COLUMN recorded_at SET NOT NULL;
  CREATE VIEW ${table} AS
    SELECT ${columns}, row_id, recorded_at, recorded_by FROM ${table}_history WHERE superseded_at IS NULL;`;

const FIRST_MOMENT = (day: string) => `(${day}::timestamp AT TIME ZONE 'Asia/Tokyo')`;

/**
 * A row is a time in office: from valid_from to the day before valid_to. An appointment has one, and a second one when
 * an end that had already come was taken back. ended_on meant the first day not in office: that is valid_to now.
 */
const APPOINTMENTS = `
  ${keepHistory('role_appointments', 'id, recorded_at')}
  ALTER TABLE role_appointments_history
    DROP CONSTRAINT role_appointments_end,
    DROP CONSTRAINT role_appointments_end_reason,
    DROP CONSTRAINT role_appointments_no_overlap,
    ADD COLUMN valid_from date,
    ADD COLUMN valid_to date;
  UPDATE role_appointments_history SET recorded_at = appointed_at, recorded_by = appointed_by,
    valid_from = term_start, valid_to = COALESCE(ended_on, term_end + 1);
  -- An early end was recorded when the audit log says so: until then the term stood as it was appointed.
  CREATE TEMPORARY TABLE ended ON COMMIT DROP AS
    SELECT a.row_id, told.actor_account_id AS ended_by,
      greatest(a.appointed_at, COALESCE(told.at, ${FIRST_MOMENT('a.ended_on')})) AS ended_at
    FROM role_appointments_history a
    LEFT JOIN LATERAL (
      SELECT e.at, e.actor_account_id FROM audit_entries e
      WHERE e.subject_type = 'role_appointment' AND e.subject_id = a.id::text AND e.action = 'appointment.ended'
      ORDER BY e.id DESC LIMIT 1
    ) told ON true
    WHERE a.ended_on IS NOT NULL;
  INSERT INTO role_appointments_history (id, person_id, org_unit_id, role, term_start, term_end, document_number, note,
    appointed_at, appointed_by, valid_from, valid_to, recorded_at, recorded_by, superseded_at, superseded_by)
  SELECT a.id, a.person_id, a.org_unit_id, a.role, a.term_start, a.term_end, a.document_number, a.note,
    a.appointed_at, a.appointed_by, a.term_start, a.term_end + 1, a.appointed_at, a.appointed_by, ended.ended_at, ended.ended_by
  FROM role_appointments_history a JOIN ended ON ended.row_id = a.row_id;
  UPDATE role_appointments_history a SET recorded_at = ended.ended_at, recorded_by = ended.ended_by
  FROM ended WHERE ended.row_id = a.row_id;
  ALTER TABLE role_appointments_history
    DROP COLUMN ended_on,
    ALTER COLUMN valid_from SET NOT NULL,
    ALTER COLUMN valid_to SET NOT NULL,
    ADD CONSTRAINT role_appointments_days CHECK (term_start <= valid_from AND valid_from <= valid_to AND valid_to <= term_end + 1),
    ADD CONSTRAINT role_appointments_end_reason CHECK ((valid_to <= term_end) = (end_reason IS NOT NULL)),
    ADD CONSTRAINT role_appointments_no_overlap EXCLUDE USING gist
      (person_id WITH =, role WITH =, daterange(valid_from, valid_to) WITH &&) WHERE (superseded_at IS NULL);
  CREATE INDEX role_appointments_person_idx ON role_appointments_history (person_id);
  ${recorded(
    'role_appointments',
    `id, person_id, org_unit_id, role, term_start, term_end, valid_from, valid_to, end_reason, document_number, note,
      appointed_at, appointed_by`,
  )}

  -- Mistakes: every row of the appointment is superseded and none takes its place; here stands why.
  CREATE TABLE role_appointment_annulments (
    appointment_id uuid PRIMARY KEY,
    reason text NOT NULL CHECK (reason <> ''),
    annulled_at timestamptz NOT NULL,
    annulled_by uuid NOT NULL
  );`;

/** The life of a report becomes rows: reported, then decided or withdrawn, then revoked; each recorded when it happened. */
const CERTIFICATES = `
  ${keepHistory('certification_records', 'id, recorded_at')}
  DROP INDEX certification_records_one_live;
  UPDATE certification_records_history SET recorded_at = reported_at;
  INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, state,
    evidence_file_id, reported_at, reported_by, decided_at, decided_by, recorded_at, superseded_at)
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, 'verified', evidence_file_id,
    reported_at, reported_by, decided_at, decided_by, decided_at, revoked_at
  FROM certification_records_history WHERE state = 'revoked';
  INSERT INTO certification_records_history (id, person_id, certification_id, passed_on, certificate_number, number_key, state,
    evidence_file_id, reported_at, reported_by, recorded_at, superseded_at)
  SELECT id, person_id, certification_id, passed_on, certificate_number, number_key, 'reported', evidence_file_id,
    reported_at, reported_by, reported_at, greatest(reported_at, COALESCE(decided_at, withdrawn_at))
  FROM certification_records_history WHERE state <> 'reported' AND superseded_at IS NULL;
  UPDATE certification_records_history
  SET recorded_at = greatest(reported_at, COALESCE(revoked_at, decided_at, withdrawn_at))
  WHERE state <> 'reported' AND superseded_at IS NULL;
  -- Persons act on certificates, accounts record: the account of the person who acted is the one that recorded.
  UPDATE certification_records_history r SET recorded_by = a.id
  FROM accounts a
  WHERE a.person_id = CASE r.state WHEN 'reported' THEN r.reported_by WHEN 'withdrawn' THEN r.person_id
    WHEN 'revoked' THEN r.revoked_by ELSE r.decided_by END;
  CREATE UNIQUE INDEX certification_records_one_live ON certification_records_history (person_id, certification_id, passed_on)
    WHERE superseded_at IS NULL AND state IN ('reported', 'verified');
  CREATE INDEX certification_records_person_idx ON certification_records_history (person_id);
  ${recorded(
    'certification_records',
    `id, person_id, certification_id, passed_on, certificate_number, number_key, state, evidence_file_id, reported_at, reported_by,
      decided_at, decided_by, return_reason, withdrawn_at, revoked_at, revoked_by, revoke_reason`,
  )}

  CREATE TABLE certification_record_annulments (
    record_id uuid PRIMARY KEY,
    reason text NOT NULL CHECK (reason <> ''),
    annulled_at timestamptz NOT NULL,
    -- Persons, as everywhere in the life of a certificate: nobody annuls what they verified, nor their own.
    annulled_by uuid NOT NULL,
    held_by uuid NOT NULL,
    verified_by uuid NOT NULL,
    CONSTRAINT certification_record_annulments_other CHECK (annulled_by NOT IN (held_by, verified_by))
  );`;

/** What was known before the last change was that the exam is booked. */
const EXAMS = `
  ${keepHistory('exam_attempts', 'id, recorded_at')}
  ALTER TABLE exam_attempts_history DROP CONSTRAINT exam_attempts_one_a_day;
  UPDATE exam_attempts_history SET recorded_at = created_at;
  INSERT INTO exam_attempts_history (id, person_id, certification_id, exam_on, state, created_at, updated_at, recorded_at, superseded_at)
  SELECT id, person_id, certification_id, exam_on, 'booked', created_at, updated_at, created_at, greatest(created_at, updated_at)
  FROM exam_attempts_history WHERE state <> 'booked';
  UPDATE exam_attempts_history SET recorded_at = greatest(created_at, updated_at) WHERE state <> 'booked';
  UPDATE exam_attempts_history e SET recorded_by = a.id FROM accounts a WHERE a.person_id = e.person_id;
  ALTER TABLE exam_attempts_history DROP COLUMN updated_at;
  CREATE UNIQUE INDEX exam_attempts_one_a_day ON exam_attempts_history (person_id, certification_id, exam_on)
    WHERE superseded_at IS NULL;
  CREATE INDEX exam_attempts_recorded_idx ON exam_attempts_history (certification_id, recorded_at);
  ${recorded('exam_attempts', 'id, person_id, certification_id, exam_on, state, created_at')}`;

const RULES = `
  ${keepHistory('kpi_targets', 'code, valid_from')}
  ALTER TABLE kpi_targets_history DROP CONSTRAINT kpi_targets_no_overlap;
  UPDATE kpi_targets_history SET recorded_at = ${FIRST_MOMENT('valid_from')};
  ALTER TABLE kpi_targets_history ADD CONSTRAINT kpi_targets_no_overlap EXCLUDE USING gist
    (code WITH =, daterange(valid_from, valid_to) WITH &&) WHERE (superseded_at IS NULL);
  ${recorded('kpi_targets', 'id, code, name, target_value, due_on, source, valid_from, valid_to')}

  ${keepHistory('counting_rules', 'version')}
  ALTER TABLE counting_rules_history DROP CONSTRAINT counting_rules_valid_from_key;
  UPDATE counting_rules_history SET recorded_at = ${FIRST_MOMENT('valid_from')};
  CREATE UNIQUE INDEX counting_rules_valid_from_key ON counting_rules_history (valid_from) WHERE superseded_at IS NULL;
  CREATE UNIQUE INDEX counting_rules_version_key ON counting_rules_history (version) WHERE superseded_at IS NULL;
  ${recorded('counting_rules', 'version, valid_from, definition, note')}`;

/** A closing day of the city's own, or a day on which it is open although the calendar says closed. */
const SETTINGS = `
  ${keepHistory('settings', 'key, valid_from')}
  UPDATE settings_history SET recorded_at = ${FIRST_MOMENT('valid_from')};
  CREATE UNIQUE INDEX settings_one_value ON settings_history (key, valid_from) WHERE superseded_at IS NULL;
  ${recorded('settings', 'key, valid_from, value, note')}

  ${keepHistory('office_holidays', 'day')}
  UPDATE office_holidays_history SET recorded_at = ${FIRST_MOMENT('day')};
  ALTER TABLE office_holidays_history ADD COLUMN is_open boolean NOT NULL DEFAULT false;
  CREATE UNIQUE INDEX office_holidays_one_day ON office_holidays_history (day) WHERE superseded_at IS NULL;
  ${recorded('office_holidays', 'day, name, is_open')}`;

const forgetHistory = (table: (typeof TABLES)[number]): string => `
  DELETE FROM ${table}_history WHERE superseded_at IS NOT NULL;
  ALTER TABLE ${table}_history RENAME TO ${table};
  DROP INDEX ${table}_key_idx;
  ALTER TABLE ${table}
    DROP CONSTRAINT ${table}_superseded,
    DROP CONSTRAINT ${table}_pkey,
    DROP COLUMN row_id, DROP COLUMN recorded_by, DROP COLUMN superseded_by;`;

const BACK = `
  -- Of two times in office of one appointment the last one stays.
  DELETE FROM role_appointments a USING role_appointments later WHERE later.id = a.id AND later.valid_to > a.valid_to;
  ALTER TABLE role_appointments ADD COLUMN ended_on date;
  UPDATE role_appointments SET ended_on = valid_to WHERE valid_to <= term_end;
  ALTER TABLE role_appointments
    DROP CONSTRAINT role_appointments_days,
    DROP CONSTRAINT role_appointments_end_reason,
    DROP CONSTRAINT role_appointments_no_overlap,
    DROP COLUMN valid_from, DROP COLUMN valid_to, DROP COLUMN recorded_at, DROP COLUMN superseded_at,
    ADD PRIMARY KEY (id),
    ADD CONSTRAINT role_appointments_end CHECK (ended_on IS NULL OR (ended_on >= term_start AND ended_on <= term_end)),
    ADD CONSTRAINT role_appointments_end_reason CHECK ((ended_on IS NULL) = (end_reason IS NULL)),
    ADD CONSTRAINT role_appointments_no_overlap EXCLUDE USING gist
      (person_id WITH =, role WITH =, daterange(term_start, COALESCE(ended_on, term_end + 1)) WITH &&);
  DROP INDEX role_appointments_person_idx;

  DROP INDEX certification_records_person_idx, certification_records_one_live;
  ALTER TABLE certification_records DROP COLUMN recorded_at, DROP COLUMN superseded_at, ADD PRIMARY KEY (id);
  CREATE UNIQUE INDEX certification_records_one_live ON certification_records (person_id, certification_id, passed_on)
    WHERE state IN ('reported', 'verified');

  DROP INDEX exam_attempts_recorded_idx, exam_attempts_one_a_day;
  ALTER TABLE exam_attempts ADD COLUMN updated_at timestamptz;
  UPDATE exam_attempts SET updated_at = recorded_at;
  ALTER TABLE exam_attempts ALTER COLUMN updated_at SET NOT NULL, DROP COLUMN recorded_at, DROP COLUMN superseded_at,
    ADD PRIMARY KEY (id), ADD CONSTRAINT exam_attempts_one_a_day UNIQUE (person_id, certification_id, exam_on);

  DROP INDEX counting_rules_valid_from_key, counting_rules_version_key, settings_one_value, office_holidays_one_day;
  ALTER TABLE kpi_targets DROP CONSTRAINT kpi_targets_no_overlap, DROP COLUMN recorded_at, DROP COLUMN superseded_at, ADD PRIMARY KEY (id),
    ADD CONSTRAINT kpi_targets_no_overlap EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&);
  ALTER TABLE counting_rules DROP COLUMN recorded_at, DROP COLUMN superseded_at, ADD PRIMARY KEY (version),
    ADD CONSTRAINT counting_rules_valid_from_key UNIQUE (valid_from);
  ALTER TABLE settings DROP COLUMN recorded_at, DROP COLUMN superseded_at, ADD PRIMARY KEY (key, valid_from);
  DELETE FROM office_holidays WHERE is_open;
  ALTER TABLE office_holidays DROP COLUMN recorded_at, DROP COLUMN superseded_at, DROP COLUMN is_open, ADD PRIMARY KEY (day);`;
