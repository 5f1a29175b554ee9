import { Injectable } from '@nestjs/common';
import {
  addDays,
  AuditLog,
  type ChainCheck,
  Clock,
  Database,
  instantAt,
  isUuid,
  type LocalDate,
  normalizeCode,
  type Page,
} from '@app/platform';
import { requirePermission } from '@app/access';
import { type Actor, hasPermission } from '@app/access';

export interface AuditFilter {
  /** Days in Tokyo, both inclusive. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** Part of the number or name of who acted. */
  readonly actor: string;
  readonly action: string;
  /** A staff number, a unit's code or the id of the thing itself. */
  readonly subject: string;
  readonly page: number;
  readonly pageSize: number;
}

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actorLabel: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** 「000123 富山　花子」 (whom it concerns) or the unit's name; empty where neither is known. */
  readonly subjectLabel: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** True when the reader may not know yet whom or what it concerns: then subject and detail are empty. */
  readonly isWithheld: boolean;
}

/**
 * $1 today, $2 whether the reader may see personnel orders before their day, $3–$7 the filter. Imports write the day
 * on which they take effect into each of their entries; before it the entry is withheld, and asking for its subject
 * does not find it either, for that would tell.
 */
const ENTRIES = `
  WITH entries AS (
    SELECT e.id, e.at, e.actor_label, e.action, e.subject_type, e.subject_id, e.detail,
      NOT $2 AND coalesce(e.detail ->> 'effectiveOn' > $1::date::text, false) AS is_withheld
    FROM audit_entries e
    WHERE ($3::timestamptz IS NULL OR e.at >= $3) AND ($4::timestamptz IS NULL OR e.at < $4)
      AND ($5 = '' OR e.actor_label ILIKE '%' || $5 || '%') AND ($6 = '' OR e.action = $6)
      AND ($7::text[] IS NULL OR e.subject_id = ANY ($7))
  ), found AS (SELECT * FROM entries WHERE $7::text[] IS NULL OR NOT is_withheld)`;

/** As an id, so that the primary keys are used; null for the few subjects that have none. */
const uuidOf = (text: string): string =>
  `CASE WHEN ${text} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (${text})::uuid END`;

const SUBJECT_PERSON = `coalesce(${uuidOf(`detail ->> 'personId'`)},
    CASE subject_type WHEN 'person' THEN ${uuidOf('subject_id')}
      WHEN 'account' THEN (SELECT a.person_id FROM accounts a WHERE a.id = ${uuidOf('found.subject_id')}) END)`;

const SUBJECT_LABEL = `CASE WHEN is_withheld THEN ''
    WHEN subject_type = 'org_unit' THEN coalesce((
      SELECT u.name FROM org_unit_periods u
      WHERE u.org_unit_id = ${uuidOf('found.subject_id')} AND u.valid_from <= $1::date
      ORDER BY u.valid_from DESC LIMIT 1), '')
    ELSE coalesce((
      SELECT n.staff_number || ' ' || p.name FROM persons p JOIN staff_numbers n ON n.person_id = p.id AND n.is_current
      WHERE p.id = ${SUBJECT_PERSON}), '') END`;

const COLUMNS = `id, at, actor_label AS "actorLabel", action, subject_type AS "subjectType",
  CASE WHEN is_withheld THEN '' ELSE subject_id END AS "subjectId", ${SUBJECT_LABEL} AS "subjectLabel",
  CASE WHEN is_withheld THEN '{}' ELSE detail END AS detail, is_withheld AS "isWithheld"`;

/** Reads the audit log for people who may, without giving personnel orders away before their day. */
@Injectable()
export class AuditEntryQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first. */
  async list(actor: Actor, filter: AuditFilter): Promise<Page<AuditRow>> {
    requirePermission(actor, 'audit.read');
    const parameters = await this.parametersOf(actor, filter);
    const counted = await this.database.queryOne<{ total: number }>(
      `${ENTRIES} SELECT count(*)::int AS total FROM found`,
      parameters,
    );
    const rows = await this.database.query<AuditRow>(
      `${ENTRIES} SELECT ${COLUMNS} FROM (SELECT * FROM found ORDER BY id DESC LIMIT $8 OFFSET $9) AS found ORDER BY id DESC`,
      [...parameters, filter.pageSize, (filter.page - 1) * filter.pageSize],
    );
    return { rows, total: counted?.total ?? 0 };
  }

  /** What happened to one account, newest first; for whoever may read accounts. */
  async listOfAccount(
    actor: Actor,
    accountId: string,
    limit: number,
  ): Promise<readonly AuditRow[]> {
    requirePermission(actor, 'accounts.read');
    const parameters = [this.clock.today(), false, null, null, '', '', [accountId], limit];
    return this.database.query<AuditRow>(
      `${ENTRIES} SELECT ${COLUMNS} FROM found WHERE subject_type = 'account' ORDER BY id DESC LIMIT $8`,
      parameters,
    );
  }

  /** Walks the whole chain, so only when somebody asks for it. */
  async checkChain(actor: Actor): Promise<ChainCheck> {
    requirePermission(actor, 'audit.read');
    return this.audit.checkChain();
  }

  private async parametersOf(actor: Actor, filter: AuditFilter): Promise<unknown[]> {
    return [
      this.clock.today(),
      hasPermission(actor, 'organization.import'),
      filter.from && instantAt(filter.from),
      filter.to && instantAt(addDays(filter.to, 1)),
      filter.actor.trim().replace(/[\\%_]/g, '\\$&'),
      filter.action,
      filter.subject.trim() === '' ? null : await this.subjectIds(filter.subject.trim()),
    ];
  }

  /** A staff number stands for the person and their account, a code for its unit, anything else for itself. */
  private async subjectIds(text: string): Promise<string[]> {
    if (isUuid(text)) return [text.toLowerCase()];
    const code = normalizeCode(text);
    const rows = await this.database.query<{ id: string }>(
      `SELECT n.person_id::text AS id FROM staff_numbers n WHERE n.staff_number = $1
       UNION ALL SELECT a.id::text FROM accounts a JOIN staff_numbers n ON n.person_id = a.person_id WHERE n.staff_number = $1
       UNION ALL SELECT u.id::text FROM org_units u WHERE u.code = $1`,
      [code],
    );
    return [text, ...rows.map((row) => row.id)];
  }
}
