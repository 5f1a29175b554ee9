/**
 * SQL: `alias` (a row of role_appointments) is a term of the person in the role that runs out on the day before `start` and
 * that nothing renews yet. Whatever begins on that day is its 再任, by whichever act it is made.
 */
export function precedes(
  alias: string,
  {
    personId,
    role,
    start,
  }: { readonly personId: string; readonly role: string; readonly start: string },
): string {
  return `${alias}.person_id = ${personId} AND ${alias}.role = ${role} AND ${alias}.term_end + 1 = ${start} AND ${alias}.valid_to > ${alias}.term_end
      AND NOT EXISTS (SELECT 1 FROM role_appointments later WHERE later.renews_id = ${alias}.id)`;
}
