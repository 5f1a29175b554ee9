import type { SystemRole } from '@app/access';
import { isOpen, obligationsSql, onDayOf } from '@app/courses';
import { answerableHeads, inForce, isAbsent } from '@app/organization';

/** Whose reminders a statement is about. */
export interface Scope {
  /** SQL: a condition on the id of a person. */
  readonly person: (personId: string) => string;
}

export const EVERYBODY: Scope = { person: () => 'true' };
export const ONE_RECIPIENT: Scope = { person: (personId) => `${personId} = :recipientId` };

/** A common table expression that several kinds read; named in a statement once, however many do. */
export interface Source {
  readonly name: string;
  readonly sql: (scope: Scope) => string;
}

/** Always there: what was asked for, and whom each kind tells on each day by the rules. `today` is the day of which names are told, also for later days. */
export const ASKED = `asked AS (
  SELECT :today AS today, :facts AS facts
), day AS (
  SELECT unnest(:days) AS day
), rule AS MATERIALIZED (
  SELECT r.* FROM jsonb_to_recordset(:rules) AS r(day date, kind text, whom text, "dueUntil" date)
)`;

/** Always there: employed, at work here, and not suspended. Nobody else is reminded of anything. */
export const PRESENT = ({ person }: Scope): string => `present AS (
  SELECT day.day, w.person_id
  FROM day JOIN employments w ON ${inForce('w', 'day.day')}
  WHERE ${person('w.person_id')} AND NOT ${isAbsent('w.person_id', 'day.day')}
    AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = w.person_id AND a.suspended_at IS NOT NULL)
)`;

/**
 * Everything that is open on each day, of this fiscal year and of those before: the source of `courses`, so that nobody
 * is reminded of anything that the home page does not show.
 */
export const OPEN_LEARNING: Source = {
  name: 'open_learning',
  sql: ({ person }) => `open_learning AS MATERIALIZED (
  SELECT day.day, o.* FROM day CROSS JOIN LATERAL (
    WITH RECURSIVE ${obligationsSql({ person, day: onDayOf('day.day') })}
    SELECT obligation.* FROM obligation WHERE ${isOpen('obligation')}
  ) o
)`,
};

/** Who answers for each unit on each day. */
export const HEAD: Source = {
  name: 'head',
  sql: () => `head AS (
  SELECT day.day, h.unit_id, h.person_id FROM day CROSS JOIN LATERAL (${answerableHeads('day.day')}) h
)`,
};

/** Who holds a role of the product on each day. */
const holders = (name: string, role: SystemRole): Source => ({
  name,
  sql: () => `${name} AS (
  SELECT DISTINCT day.day, a.person_id
  FROM day JOIN account_roles r ON r.role = '${role}' AND ${inForce('r', 'day.day')}
  JOIN accounts a ON a.id = r.account_id
)`,
});

export const OFFICE = holders('office', 'program_office');
export const HR = holders('hr', 'hr');
