/**
 * The predicates about people and units on a day, for every statement that asks. `day` is the parameter's place in the
 * text (`:asOf`); `alias` and `personId` are names in the same text, never anything typed.
 */

/** The row of `alias` is in force on the day (half-open validity). */
export function inForce(alias: string, day: string): string {
  return `${alias}.valid_from <= ${day} AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > ${day})`;
}

/** The person is employed on that day; whoever has left heads nothing and is in no list. */
export function isEmployed(personId: string, day: string): string {
  return `EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ${personId} AND ${inForce('em', day)})`;
}
