import { randomUUID } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  FACTS_OF,
  FIRST_CERTIFICATIONS,
  type FirstCertification,
  keyOf,
} from './parts/first-certifications';

/**
 * 資格の一覧: what is known of a qualification is data with a validity, versions from a day on; what it is also called and what it
 * counts as belongs to one version and never changes. `certifications` keeps who is who: the code. What the table said of the
 * qualifications that are there becomes their first version; the others of the first list are added.
 */
export class DescribeCertifications20261130070000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VERSIONS + PARTS + FUNCTIONS + GUARDS);
    await takeOver(runner);
    await addFirst(runner);
    await runner.query(`
      ALTER TABLE certifications DROP COLUMN name, DROP COLUMN issuer, DROP COLUMN renewal_kind;
      ALTER TABLE certifications ALTER COLUMN created_at DROP DEFAULT;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const some = (await runner.query(
      `SELECT 1 FROM certification_versions_history WHERE recorded_by IS NOT NULL
       UNION ALL SELECT 1 FROM certification_checks
       UNION ALL SELECT 1 FROM certification_records_history r JOIN certifications c ON c.id = r.certification_id
         WHERE c.code <> ALL (ARRAY['ip', 'sg', 'fe', 'ap', 'riss']) LIMIT 1`,
    )) as unknown[];
    if (some.length > 0)
      throw new Error('This would forget what is known of certificates. Restore a backup instead.');
    await runner.query(BACK);
  }
}

const VERSIONS = `
  ALTER TABLE certifications ADD COLUMN created_at timestamptz NOT NULL DEFAULT '2000-01-01T00:00:00+09:00',
    ADD CONSTRAINT certifications_code_form CHECK (code ~ '^[a-z][a-z0-9-]{0,29}$');
  CREATE TABLE certification_versions_history (
    id uuid PRIMARY KEY,
    certification_id uuid NOT NULL REFERENCES certifications,
    version integer NOT NULL CHECK (version > 0),
    valid_from date NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    -- As people here say it.
    short_name text NOT NULL CHECK (short_name <> ''),
    kind text NOT NULL CHECK (kind IN ('national', 'public', 'private')),
    issuer text NOT NULL CHECK (issuer <> ''),
    -- ITSS; none: it has no place there.
    level integer CHECK (level BETWEEN 1 AND 7),
    fee_yen integer CHECK (fee_yen >= 0),
    renewal_kind text NOT NULL CHECK (renewal_kind IN ('none', 'fixed_term', 'continuing_education')),
    renewal_years integer CHECK (renewal_years BETWEEN 1 AND 30),
    -- So many days before the end it is renewed at the latest.
    renewal_window_days integer CHECK (renewal_window_days BETWEEN 1 AND 365),
    evidence text[] NOT NULL CHECK (cardinality(evidence) > 0
      AND evidence <@ ARRAY['pass_certificate', 'registration_card', 'screen_copy', 'hr_record', 'other']),
    url text CHECK (url ~ '^https?://'),
    -- The last day on which it can be passed; who passed up to it keeps it.
    last_exam_on date,
    successor_id uuid REFERENCES certifications,
    -- What is still to be looked up at the issuer; none: certain.
    unsure text CHECK (unsure <> ''),
    -- When the facts were looked up.
    facts_of date NOT NULL,
    note text NOT NULL CHECK (note <> ''),
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    superseded_at timestamptz,
    superseded_by uuid,
    CONSTRAINT certification_versions_renewal CHECK (CASE renewal_kind WHEN 'none' THEN num_nonnulls(renewal_years, renewal_window_days) = 0
      WHEN 'fixed_term' THEN renewal_years IS NOT NULL ELSE true END),
    CONSTRAINT certification_versions_successor CHECK (successor_id <> certification_id),
    CONSTRAINT certification_versions_superseded CHECK (superseded_at >= recorded_at AND (superseded_by IS NULL OR superseded_at IS NOT NULL)),
    CONSTRAINT certification_versions_history_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES accounts (id),
    CONSTRAINT certification_versions_history_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES accounts (id)
  );
  CREATE UNIQUE INDEX certification_versions_one_a_day ON certification_versions_history (certification_id, valid_from)
    WHERE superseded_at IS NULL;
  -- A number that was ever given stays with what it meant.
  CREATE UNIQUE INDEX certification_versions_number ON certification_versions_history (certification_id, version);
  CREATE INDEX certification_versions_successor_idx ON certification_versions_history (successor_id) WHERE successor_id IS NOT NULL;
  CREATE VIEW certification_versions AS
    SELECT id, certification_id, version, valid_from, name, short_name, kind, issuer, level, fee_yen, renewal_kind, renewal_years,
      renewal_window_days, evidence, url, last_exam_on, successor_id, unsure, facts_of, note, recorded_at, recorded_by
    FROM certification_versions_history WHERE superseded_at IS NULL;`;

const PARTS = `
  CREATE TABLE certification_aliases (
    version_id uuid NOT NULL REFERENCES certification_versions_history,
    -- What different spellings have in common.
    alias_key text NOT NULL CHECK (alias_key <> ''),
    alias text NOT NULL CHECK (alias <> ''),
    position integer NOT NULL,
    PRIMARY KEY (version_id, alias_key)
  );
  CREATE INDEX certification_aliases_key_idx ON certification_aliases (alias_key);
  CREATE TABLE certification_equivalences (
    version_id uuid NOT NULL REFERENCES certification_versions_history,
    -- Where this one is asked for, the one of the version counts like it.
    counts_as_id uuid NOT NULL REFERENCES certifications,
    PRIMARY KEY (version_id, counts_as_id)
  );
  CREATE INDEX certification_equivalences_asked_idx ON certification_equivalences (counts_as_id);
  -- Somebody has looked up what was unsure, and found it as it stands.
  CREATE TABLE certification_checks (
    version_id uuid PRIMARY KEY REFERENCES certification_versions_history,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid NOT NULL REFERENCES accounts
  );`;

/** Plain SQL functions of one SELECT: the planner sees through them. */
const FUNCTIONS = `
  -- What is known of each qualification that there is on the day.
  CREATE FUNCTION certification_versions_on(day date) RETURNS SETOF certification_versions LANGUAGE sql STABLE AS $$
    SELECT v.* FROM certification_versions v
    WHERE v.valid_from <= day AND NOT EXISTS (SELECT 1 FROM certification_versions later
      WHERE later.certification_id = v.certification_id AND later.valid_from <= day AND later.valid_from > v.valid_from)
  $$;
  -- What each qualification was called on the day; before its first day as it was called first.
  CREATE FUNCTION certifications_called_on(day date)
  RETURNS TABLE (id uuid, code text, name text, short_name text, sort_order integer) LANGUAGE sql STABLE AS $$
    SELECT c.id, c.code, v.name, v.short_name, c.sort_order FROM certifications c CROSS JOIN LATERAL (
      SELECT v.name, v.short_name FROM certification_versions v WHERE v.certification_id = c.id
      ORDER BY v.valid_from <= day DESC, abs(v.valid_from - day) LIMIT 1) v
  $$;
  -- Which qualification counts where which is asked for on the day: itself, what is said to count as it, and so on. The one place
  -- that knows. With the last two: as if \`changed\` counted as \`counted\`.
  CREATE FUNCTION certifications_counting_as(day date, changed uuid DEFAULT NULL, counted uuid[] DEFAULT NULL)
  RETURNS TABLE (asked_id uuid, asked_code text, held_id uuid, is_same boolean) LANGUAGE sql STABLE ROWS 40 AS $$
    WITH RECURSIVE edge AS (
      SELECT v.certification_id AS held, e.counts_as_id AS asked
      FROM certification_versions_on(day) v JOIN certification_equivalences e ON e.version_id = v.id
      WHERE v.certification_id IS DISTINCT FROM changed
      UNION ALL
      SELECT changed, unnest(counted)
    ), meets AS (
      SELECT c.id AS held, c.id AS asked FROM certifications c
      UNION
      SELECT m.held, edge.asked FROM meets m JOIN edge ON edge.held = m.asked
    )
    SELECT c.id, c.code, m.held, m.held = c.id FROM meets m JOIN certifications c ON c.id = m.asked
  $$;`;

/** On its first day, and on each later one on which something else begins. */
const DAYS_OF_VERSION = `certification_versions own
      JOIN certification_versions d ON d.valid_from >= own.valid_from
      JOIN certification_versions_on(d.valid_from) held ON held.id = own.id`;

const GUARDS = `
  CREATE TRIGGER certification_versions_history_is_only_closed BEFORE UPDATE ON certification_versions_history FOR EACH ROW
    WHEN (NOT may_rewrite_history() AND (OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
      OR to_jsonb(OLD) - '{superseded_at,superseded_by}'::text[] <> to_jsonb(NEW) - '{superseded_at,superseded_by}'::text[]))
    EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE TRIGGER certification_versions_history_is_kept BEFORE DELETE ON certification_versions_history FOR EACH ROW
    WHEN (NOT may_rewrite_history()) EXECUTE FUNCTION refuse_to_rewrite_history();
  CREATE FUNCTION refuse_circular_certification() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM ${DAYS_OF_VERSION}
      JOIN certifications_counting_as(d.valid_from) k ON k.held_id = NEW.counts_as_id AND k.asked_id = own.certification_id
      WHERE own.id = NEW.version_id)
    THEN RAISE EXCEPTION 'a certificate would count as itself' USING ERRCODE = 'check_violation', CONSTRAINT = 'certification_equivalences_without_circle';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER certification_equivalences_without_circle AFTER INSERT ON certification_equivalences FOR EACH ROW
    EXECUTE FUNCTION refuse_circular_certification();
  CREATE FUNCTION refuse_shared_certification_name() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM ${DAYS_OF_VERSION}
      JOIN certification_versions_on(d.valid_from) other ON other.certification_id <> own.certification_id
      JOIN certification_aliases a ON a.version_id = other.id AND a.alias_key = NEW.alias_key
      WHERE own.id = NEW.version_id)
    THEN RAISE EXCEPTION 'the name is another certificate''s' USING ERRCODE = 'unique_violation', CONSTRAINT = 'certification_aliases_of_one';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER certification_aliases_of_one AFTER INSERT ON certification_aliases FOR EACH ROW
    EXECUTE FUNCTION refuse_shared_certification_name();`;

const INSERT = `
  INSERT INTO certification_versions_history (id, certification_id, version, valid_from, name, short_name, kind, issuer, level, fee_yen,
    renewal_kind, renewal_years, renewal_window_days, evidence, url, unsure, facts_of, note, recorded_at)
  VALUES ($1, $2, 1, '2000-01-01', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '既定', '2000-01-01T00:00:00+09:00')`;

interface Known {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly issuer: string;
  readonly renewal_kind: string;
}

/** What the table says stays as it is: names and issuers may be the city's own by now. */
async function takeOver(runner: QueryRunner): Promise<void> {
  const known = (await runner.query(
    'SELECT id, code, name, issuer, renewal_kind FROM certifications ORDER BY sort_order, code',
  )) as Known[];
  for (const { id, code, name, issuer, renewal_kind } of known) {
    const facts = FIRST_CERTIFICATIONS.find((it) => it.code === code);
    await addVersion(runner, { id, name, issuer, renewalKind: renewal_kind, facts });
  }
}

async function addFirst(runner: QueryRunner): Promise<void> {
  for (const [index, facts] of FIRST_CERTIFICATIONS.entries()) {
    const id = `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
    const added = (await runner.query(
      `INSERT INTO certifications (id, code, name, issuer, renewal_kind, sort_order) VALUES ($1, $2, '', '', 'none', $3)
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, facts.code, (index + 1) * 10],
    )) as unknown[];
    if (added.length === 0) continue;
    const { name, issuer, renewal } = facts;
    await addVersion(runner, { id, name, issuer, renewalKind: renewal?.kind ?? 'none', facts });
  }
  for (const { code, countsAs = [] } of FIRST_CERTIFICATIONS) {
    await runner.query(
      `INSERT INTO certification_equivalences (version_id, counts_as_id)
       SELECT v.id, asked.id FROM certification_versions v JOIN certifications c ON c.id = v.certification_id AND c.code = $1
       JOIN certifications asked ON asked.code = ANY ($2)`,
      [code, countsAs],
    );
  }
}

interface First {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly renewalKind: string;
  readonly facts: (typeof FIRST_CERTIFICATIONS)[number] | undefined;
}

/** Of one that the city has added itself, as far as anybody knows. */
const UNKNOWN = {
  ...{ kind: 'private', level: null, feeYen: null, url: null, aliases: [], renewal: null },
  ...{ evidence: ['pass_certificate'], unsure: '種類、水準、受験料' },
};

async function addVersion(runner: QueryRunner, first: First): Promise<void> {
  const { id, name, issuer, facts } = first;
  const said = { ...UNKNOWN, shortName: name, ...(facts && { unsure: null, ...facts }) };
  const versionId = randomUUID();
  await runner.query(INSERT, [
    ...[versionId, id, name, said.shortName, said.kind, issuer, said.level, said.feeYen],
    ...renewalOf(first.renewalKind, said.renewal),
    ...[said.evidence, said.url, said.unsure, FACTS_OF],
  ]);
  for (const [position, alias] of [name, said.shortName, ...said.aliases].entries()) {
    await runner.query(
      `INSERT INTO certification_aliases (version_id, alias_key, alias, position) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [versionId, keyOf(alias), alias, position],
    );
  }
}

/** An end that nobody knows the years of is none that could be counted. */
function renewalOf(kind: string, renewal: FirstCertification['renewal'] | null) {
  if (kind === 'none') return ['none', null, null];
  return ['continuing_education', renewal?.years ?? null, renewal?.windowDays ?? null];
}

const BACK = `
  ALTER TABLE certifications ADD COLUMN name text, ADD COLUMN issuer text, ADD COLUMN renewal_kind text
    CHECK (renewal_kind IN ('none', 'fixed_term', 'continuing_education'));
  UPDATE certifications c SET name = v.name, issuer = v.issuer, renewal_kind = v.renewal_kind
  FROM certification_versions v WHERE v.certification_id = c.id AND v.version = 1;
  DROP FUNCTION certifications_counting_as(date, uuid, uuid[]);
  DROP FUNCTION certifications_called_on(date);
  DROP FUNCTION certification_versions_on(date);
  DROP TABLE certification_checks, certification_equivalences, certification_aliases;
  DROP VIEW certification_versions;
  DROP TABLE certification_versions_history;
  DROP FUNCTION refuse_circular_certification();
  DROP FUNCTION refuse_shared_certification_name();
  DELETE FROM certifications WHERE code <> ALL (ARRAY['ip', 'sg', 'fe', 'ap', 'riss'])
    AND id::text LIKE '00000000-0000-4000-8000-%';
  ALTER TABLE certifications ALTER COLUMN name SET NOT NULL, ALTER COLUMN issuer SET NOT NULL, ALTER COLUMN renewal_kind SET NOT NULL,
    DROP CONSTRAINT certifications_code_form, DROP COLUMN created_at;`;
