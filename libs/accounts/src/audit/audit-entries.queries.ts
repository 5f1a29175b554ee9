import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission, seesAhead } from '@app/access';
import {
  accountText,
  importDay,
  personLine,
  searchPattern,
  wasEverCalled,
} from '@app/organization';
import {
  addDays,
  Clock,
  col,
  Database,
  dayOf,
  instantAt,
  isUuid,
  type LocalDate,
  normalizeCode,
  type Page,
  type RowOf,
  statement,
} from '@app/platform';
import { z } from 'zod';

export interface AuditFilter {
  /** Days in Tokyo, both inclusive. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** Part of any number, name or reading of who acted, in any width; or of the name of a job. */
  readonly actor: string;
  readonly action: string;
  /** A staff number, a unit's code or the id of the thing itself. */
  readonly subject: string;
  readonly page: number;
  readonly pageSize: number;
}

const AUDIT_ROW = {
  id: col.bigint,
  at: col.instant,
  /** 「000123 富山　花子」 as on the day of the act, or the name of a job. */
  actorLabel: col.text,
  action: col.text,
  subjectType: col.text,
  subjectId: col.text,
  /** 「000123 富山　花子」 (whom it concerns) or the unit's name; empty where neither is known. */
  subjectLabel: col.text,
  detail: col.json<Readonly<Record<string, unknown>>>(z.record(z.string(), z.unknown())),
  /** How many an act on many at once touched; 0 for everything else. */
  memberCount: col.int,
  /** True when the reader may not know yet whom or what it concerns: then subject and detail are empty. */
  isWithheld: col.bool,
};

export type AuditRow = RowOf<typeof AUDIT_ROW>;

const NUMBERS_CHOSEN = 'organization_import.numbers_chosen';

/** The first entries about chosen numbers do not have the day; their import has it. */
export const EFFECTIVE_ON = `coalesce(e.detail ->> 'effectiveOn', CASE WHEN e.action = '${NUMBERS_CHOSEN}' THEN ${importDay('e.subject_id')} END)`;

/** What entries of before wrote beside the account is not looked at: names come from the register alone. */
const ACTED = `CASE WHEN e.actor_account_id IS NULL THEN lower(e.actor_label) LIKE :actor
  ELSE e.actor_account_id IN (SELECT a.id FROM accounts a
    WHERE ${wasEverCalled('a.person_id', { day: ':today', pattern: ':actor' })}) END`;

/** Whoever is no longer in the register has no name here either. */
const ACTOR_LABEL = `CASE WHEN actor_account_id IS NULL THEN actor_label
  ELSE coalesce(${accountText('actor_account_id', dayOf('at'))}, '登録のない職員') END`;

/**
 * `seesAhead`: whether the reader may see personnel orders before their day. Imports write the day
 * on which they take effect into each of their entries; before it the entry is withheld, and asking for its subject
 * does not find it either, for that would tell.
 */
const ENTRIES = `
  WITH entries AS (
    SELECT e.id, e.at, e.actor_account_id, e.actor_label, e.action, e.subject_type, e.subject_id, e.detail,
      NOT :seesAhead AND coalesce(${EFFECTIVE_ON} > :today::text, false) AS is_withheld,
      ${EFFECTIVE_ON} AS effective_on
    FROM audit_entries e
    WHERE (:from IS NULL OR e.at >= :from) AND (:to IS NULL OR e.at < :to)
      AND (:actor IS NULL OR ${ACTED}) AND (:action = '' OR e.action = :action)
      AND (:subjects IS NULL OR e.subject_id = ANY (:subjects)
        OR (e.detail ? 'members' AND e.detail -> 'members' ?| :subjects))
  ), found AS (SELECT * FROM entries WHERE :subjects IS NULL OR NOT is_withheld)`;

/** As an id, so that the primary keys are used; null for the few subjects that have none. */
const uuidOf = (text: string): string =>
  `CASE WHEN ${text} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (${text})::uuid END`;

const SUBJECT_PERSON = `coalesce(${uuidOf(`detail ->> 'personId'`)},
    CASE subject_type WHEN 'person' THEN ${uuidOf('subject_id')}
      WHEN 'account' THEN (SELECT a.person_id FROM accounts a WHERE a.id = ${uuidOf('found.subject_id')}) END)`;

const SUBJECT_LABEL = `CASE WHEN is_withheld THEN ''
    WHEN subject_type = 'org_unit' THEN coalesce((
      SELECT u.name FROM org_unit_periods u
      WHERE u.org_unit_id = ${uuidOf('found.subject_id')} AND u.valid_from <= :today
      ORDER BY u.valid_from DESC LIMIT 1), '')
    ELSE coalesce((
      SELECT line.staff_number || ' ' || line.name FROM ${personLine(SUBJECT_PERSON, ':today')} line), '') END`;

/** Whose number it is said to be: the person as they were called on the day before the number changes. */
const CHOSEN_PERSON = `(SELECT line.staff_number || ' ' || line.name
  FROM ${personLine(uuidOf(`c.value ->> 'personId'`), 'coalesce(effective_on::date, :today) - 1')} line)`;

/** With the names of the people in the place of their ids. */
const DETAIL = `CASE WHEN is_withheld THEN '{}'
    WHEN action = '${NUMBERS_CHOSEN}' AND jsonb_typeof(detail -> 'chosen') = 'array' THEN detail || jsonb_build_object('chosen', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('staffNumber', c.value ->> 'staffNumber',
        'samePerson', CASE WHEN c.value ->> 'personId' IS NOT NULL THEN coalesce(${CHOSEN_PERSON}, '') END) ORDER BY c.ordinality), '[]')
      FROM jsonb_array_elements(detail -> 'chosen') WITH ORDINALITY c))
    ELSE detail - 'members' - 'memberFields' END`;

const MEMBER_COUNT = `CASE WHEN NOT is_withheld AND jsonb_typeof(detail -> 'members') = 'array'
    THEN jsonb_array_length(detail -> 'members') ELSE 0 END`;

const COLUMNS = `id, at, ${ACTOR_LABEL} AS "actorLabel", action, subject_type AS "subjectType",
  CASE WHEN is_withheld THEN '' ELSE subject_id END AS "subjectId", ${SUBJECT_LABEL} AS "subjectLabel",
  ${DETAIL} AS detail, ${MEMBER_COUNT} AS "memberCount", is_withheld AS "isWithheld"`;

const FILTER = {
  today: 'date',
  seesAhead: 'boolean',
  from: 'timestamptz?',
  to: 'timestamptz?',
  actor: 'text?',
  action: 'text',
  subjects: 'text[]?',
} as const;

const COUNTED = statement({
  name: 'accounts.audit-count',
  isPlannedAnew: true,
  sql: `${ENTRIES} SELECT count(*)::int AS total FROM found`,
  parameters: FILTER,
  row: { total: col.int },
});

const LISTED = statement({
  name: 'accounts.audit-entries',
  isPlannedAnew: true,
  sql: `${ENTRIES} SELECT ${COLUMNS} FROM (SELECT * FROM found ORDER BY id DESC LIMIT :limit OFFSET :offset) AS found ORDER BY id DESC`,
  parameters: { ...FILTER, limit: 'integer', offset: 'integer' },
  row: AUDIT_ROW,
});

const OF_ACCOUNT = statement({
  name: 'accounts.audit-entries-of-account',
  sql: `${ENTRIES} SELECT ${COLUMNS} FROM found WHERE subject_type IN ('account', 'accounts') ORDER BY id DESC LIMIT :limit`,
  parameters: { ...FILTER, limit: 'integer' },
  row: AUDIT_ROW,
});

/** A staff number stands for the person and their account, a code for its unit. */
const SUBJECTS = statement({
  name: 'accounts.audit-subjects',
  sql: `WITH numbered AS (SELECT DISTINCT n.person_id FROM staff_numbers n WHERE n.staff_number = :code)
    SELECT person_id::text AS id FROM numbered
    UNION ALL SELECT a.id::text FROM accounts a JOIN numbered ON numbered.person_id = a.person_id
    UNION ALL SELECT u.id::text FROM org_units u WHERE u.code = :code`,
  parameters: { code: 'text' },
  row: { id: col.text },
});

/** Reads the audit log for people who may, without giving personnel orders away before their day. */
@Injectable()
export class AuditEntryQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(actor: Actor, filter: AuditFilter): Promise<Page<AuditRow>> {
    requirePermission(actor, 'audit.read');
    const given = await this.parametersOf(actor, filter);
    const { page, pageSize } = filter;
    const bounds = { limit: pageSize, offset: (page - 1) * pageSize };
    const { total } = await this.database.only(COUNTED, given);
    return { rows: await this.database.all(LISTED, { ...given, ...bounds }), total };
  }

  /** What happened to one account, newest first; for whoever may read accounts. */
  async listOfAccount(
    actor: Actor,
    accountId: string,
    limit: number,
  ): Promise<readonly AuditRow[]> {
    requirePermission(actor, 'accounts.read');
    return this.database.all(OF_ACCOUNT, {
      today: this.clock.today(),
      seesAhead: false,
      from: null,
      to: null,
      actor: null,
      action: '',
      subjects: [accountId],
      limit,
    });
  }

  private async parametersOf(actor: Actor, filter: AuditFilter) {
    const subject = filter.subject.trim();
    return {
      today: this.clock.today(),
      seesAhead: seesAhead(actor),
      from: filter.from === null ? null : instantAt(filter.from),
      to: filter.to === null ? null : instantAt(addDays(filter.to, 1)),
      actor: searchPattern(filter.actor),
      action: filter.action,
      subjects: subject === '' ? null : await this.subjectIds(subject),
    };
  }

  /** What names nothing else stands for itself. */
  private async subjectIds(text: string): Promise<string[]> {
    if (isUuid(text)) return [text.toLowerCase()];
    const rows = await this.database.all(SUBJECTS, { code: normalizeCode(text) });
    return [text, ...rows.map((row) => row.id)];
  }
}
