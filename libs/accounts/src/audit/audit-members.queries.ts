import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission, seesAhead } from '@app/access';
import { personLine } from '@app/organization';
import { Clock, col, Database, NotFound, type Page, type RowOf, statement } from '@app/platform';
import { EFFECTIVE_ON } from './audit-entries.queries';

const MEMBER_ROW = {
  kind: col.oneOf(['person', 'org_unit']),
  id: col.text,
  /** 「000123 富山　花子」, a unit's name, or empty for what is not in the register any more. */
  label: col.text,
  /** What became different; empty where the act was the same for all. */
  fields: col.text,
};

/** One of the many that an act touched at once. */
export type AuditMember = RowOf<typeof MEMBER_ROW>;

const SHOWN = `jsonb_typeof(e.detail -> 'members') = 'array'
  AND (:seesAhead OR coalesce(${EFFECTIVE_ON} <= :today::text, true))`;

const ENTRY = statement({
  name: 'accounts.audit-entry-of-many',
  sql: `SELECT e.at, e.action, jsonb_array_length(e.detail -> 'members') AS total
    FROM audit_entries e WHERE e.id = :entryId AND ${SHOWN}`,
  parameters: { entryId: 'bigint', seesAhead: 'boolean', today: 'date' },
  row: { at: col.instant, action: col.text, total: col.int },
});

/** People of an import of the future are called as on its day: before it they may have no number. */
const MEMBERS = statement({
  name: 'accounts.audit-members',
  sql: `WITH member AS (
      SELECT m.value::uuid AS id, m.position, coalesce(e.detail -> 'memberFields' ->> (m.position - 1)::int, '') AS fields,
        greatest(:today, coalesce(${EFFECTIVE_ON}, :today::text)::date) AS day
      FROM audit_entries e CROSS JOIN jsonb_array_elements_text(e.detail -> 'members') WITH ORDINALITY m (value, position)
      WHERE e.id = :entryId AND ${SHOWN}
      ORDER BY m.position LIMIT :limit OFFSET :offset
    )
    SELECT CASE WHEN u.id IS NULL THEN 'person' ELSE 'org_unit' END AS kind, member.id::text AS id,
      CASE WHEN u.id IS NULL THEN coalesce(line.staff_number || ' ' || line.name, '') ELSE coalesce((
        SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = u.id AND p.valid_from <= member.day
        ORDER BY p.valid_from DESC LIMIT 1), '') END AS label, member.fields
    FROM member LEFT JOIN org_units u ON u.id = member.id LEFT JOIN accounts a ON a.id = member.id
    LEFT JOIN LATERAL ${personLine('coalesce(a.person_id, member.id)', 'member.day')} line ON true
    ORDER BY member.position`,
  parameters: {
    entryId: 'bigint',
    seesAhead: 'boolean',
    today: 'date',
    limit: 'integer',
    offset: 'integer',
  },
  row: MEMBER_ROW,
});

const ENTRY_ID = /^[1-9]\d{0,17}$/;

export interface AuditMembers extends Page<AuditMember> {
  readonly at: Date;
  readonly action: string;
}

/** The list of an act on many: whom it touched. Before the day of an import it is told to nobody who may not know yet. */
@Injectable()
export class AuditMemberQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(
    actor: Actor,
    entryId: string,
    { page, pageSize }: { readonly page: number; readonly pageSize: number },
  ): Promise<AuditMembers> {
    requirePermission(actor, 'audit.read');
    if (!ENTRY_ID.test(entryId)) throw new NotFound();
    const given = { entryId, seesAhead: seesAhead(actor), today: this.clock.today() };
    const entry = await this.database.first(ENTRY, given);
    if (!entry) throw new NotFound();
    const bounds = { limit: pageSize, offset: (page - 1) * pageSize };
    return { ...entry, rows: await this.database.all(MEMBERS, { ...given, ...bounds }) };
  }
}
