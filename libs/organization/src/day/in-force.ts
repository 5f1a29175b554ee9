import { asKnown } from '@app/platform';

/**
 * The predicates about people and units on a day, for every statement that asks. `day` is the parameter's place in the
 * text (`:asOf`) or a column; `alias` and `personId` are names in the same text, never anything typed.
 */

/** The row of `alias` is in force on the day (half-open validity). */
export function inForce(alias: string, day: string): string {
  return `${alias}.valid_from <= ${day} AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > ${day})`;
}

/** Where a fact is read: what is known now or, with the place of an instant, what was known then. */
export function source(table: string, knownAt?: string): string {
  return knownAt === undefined ? table : asKnown(table, knownAt);
}

/** The person is employed on that day; whoever has left heads nothing and is in no list. */
export function isEmployed(personId: string, day: string, knownAt?: string): string {
  return `EXISTS (SELECT 1 FROM ${source('employments', knownAt)} em WHERE em.person_id = ${personId} AND ${inForce('em', day)})`;
}

/** Why the person is employed but not at work here on that day (`Absence`); NULL: at work. */
export function absenceOf(personId: string, day: string): string {
  return `(SELECT ab.status FROM employment_statuses ab WHERE ab.person_id = ${personId} AND ${inForce('ab', day)})`;
}

/** The person is on leave or seconded on that day. */
export function isAbsent(personId: string, day: string): string {
  return `EXISTS (SELECT 1 FROM employment_statuses ab WHERE ab.person_id = ${personId} AND ${inForce('ab', day)})`;
}

/**
 * 内示: the fact of `alias` may be seen. Whoever may not see what lies ahead (`seesAhead` of @app/access, given as the
 * boolean at `mayPlace`) sees it from its first day on.
 */
export function isAnnounced(alias: string, today: string, mayPlace: string): string {
  return `(${mayPlace} OR ${alias}.valid_from <= ${today})`;
}
