import {
  aboutName,
  type Recipient,
  type ReminderKindFacts,
  type Whom,
} from '../kinds/reminder-kind';
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
  /** Whom each kind tells on each of the days. */
  rules: 'jsonb',
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
  const told = kind.recipients.map((recipient, rank) => toldTo(kind.name, recipient, rank));
  if (kind.escalation) told.push(toldAsWell(kind.name, kind.escalation, told.length));
  const [only, ...others] = told;
  if (others.length === 0) return `SELECT * FROM (${only ?? ''}) told`;
  return `SELECT * FROM (
    SELECT DISTINCT ON (day, person_id, object_id, due_on, lead) * FROM (${told.join(' UNION ALL ')}) told
    ORDER BY day, person_id, object_id, due_on, lead, rank
  ) told`;
}

const holderOf = (role: string) => ({
  id: 'o.person_id',
  join: `JOIN ${role} o ON o.day = a.day`,
});

const JOINS: Readonly<Record<Whom, { readonly id: string; readonly join: string }>> = {
  person: { id: 'a.person_id', join: '' },
  head: {
    id: 'h.person_id',
    join: 'JOIN head h ON h.day = a.day AND h.unit_id = a.unit_id',
  },
  office: holderOf('office'),
  hr: holderOf('hr'),
  administrator: holderOf('administrator'),
};

function toldOf(kind: string, { whom, link }: Recipient, rank: number): string {
  const { id, join } = JOINS[whom];
  return `SELECT a.day, ${id} AS person_id, '${kind}' AS kind, a.object_id, a.due_on, a.lead, a.text, a.reason, ${link} AS link,
      '${whom}' AS whom, a.unit_id, ${String(rank)} AS rank
    FROM ${aboutName(kind)} a ${join}`;
}

/** On the days on which the rule names them. As an array that is known before anything is joined: the planner guesses well. */
function toldTo(kind: string, recipient: Recipient, rank: number): string {
  return `${toldOf(kind, recipient, rank)}
    WHERE a.day = ANY (ARRAY(SELECT r.day FROM rule r WHERE ${ruleOf('r', kind, recipient.whom)} AND r."dueUntil" IS NULL))`;
}

/** Of what has waited since the day that the rule allows, or longer. */
function toldAsWell(kind: string, recipient: Recipient, rank: number): string {
  return `${toldOf(kind, recipient, rank)}
    JOIN rule r ON r.day = a.day AND ${ruleOf('r', kind, recipient.whom)} AND a.due_on <= r."dueUntil"`;
}

const ruleOf = (alias: string, kind: string, whom: Whom): string =>
  `${alias}.kind = '${kind}' AND ${alias}.whom = '${whom}'`;
