/** SQL: the row of `alias` is in force on the day of the placeholder (half-open validity). */
export function inForce(alias: string, day: string): string {
  return `${alias}.valid_from <= ${day}::date AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > ${day}::date)`;
}

/** SQL: the person of `personId` is employed on that day; whoever has left heads nothing and is in no list. */
export function isEmployed(personId: string, day: string): string {
  return `EXISTS (SELECT 1 FROM employments em WHERE em.person_id = ${personId} AND ${inForce('em', day)})`;
}
