import { aboutName, type Recipient, type ReminderKindFacts } from '../kinds/reminder-kind';
import { ASKED, PRESENT, type Scope } from '../kinds/sources';

/**
 * What the kinds would remind whom of, before the ledger says what was already done: one text for planning, which
 * inserts it, the preview, which pages it, and delivery, which checks it.
 */

/** The places in every text made here. */
export const ASKED_PARAMETERS = {
  /** Office days. */
  days: 'date[]',
  /** Names are those of today, also in what is planned for a later day. */
  today: 'date',
  /** What each kind looked up, by its name. */
  facts: 'jsonb',
} as const;

/** Common table expressions for `WITH RECURSIVE`: what was asked, who is present, and what each kind is about. */
export function tablesOf(kinds: readonly ReminderKindFacts[], scope: Scope): string {
  const sources = new Map(kinds.flatMap((kind) => kind.sources.map((it) => [it.name, it])));
  return [
    ASKED,
    PRESENT(scope),
    ...[...sources.values()].map((source) => source.sql(scope)),
    ...kinds.map((kind) => `${aboutName(kind.name)} AS (${kind.about})`),
  ].join(', ');
}

/** The same, and `candidate`: one row for each reminder of a person on a day, with the columns of the ledger. */
export function candidatesOf(kinds: readonly ReminderKindFacts[], scope: Scope): string {
  return `${tablesOf(kinds, scope)}, candidate AS (
  SELECT p.day, p.person_id AS recipient_person_id, told.kind, told.object_id, told.due_on, told.lead, told.text, told.reason, told.link,
    told.whom AS told_as, told.unit_id AS about_unit_id
  FROM (${kinds.map(toldBy).join(' UNION ALL ')}) told
  JOIN present p ON p.day = told.day AND p.person_id = told.person_id
)`;
}

function toldBy(kind: ReminderKindFacts): string {
  const [only, ...others] = kind.recipients.map((recipient, rank) =>
    toldTo(kind.name, recipient, rank),
  );
  if (others.length === 0) return `SELECT * FROM (${only ?? ''}) told`;
  return `SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (${[only, ...others].join(' UNION ALL ')}) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told`;
}

const JOINS: Readonly<Record<Recipient['whom'], { readonly id: string; readonly join: string }>> = {
  person: { id: 'a.person_id', join: '' },
  head: {
    id: 'h.person_id',
    join: 'JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id',
  },
  office: { id: 'o.person_id', join: 'JOIN office o ON o.day = a.day' },
};

function toldTo(kind: string, { whom, link }: Recipient, rank: number): string {
  const { id, join } = JOINS[whom];
  return `SELECT a.day, ${id} AS person_id, '${kind}' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, ${link} AS link,
      '${whom}' AS whom, a.unit_id, ${String(rank)} AS rank
    FROM ${aboutName(kind)} a ${join}`;
}
