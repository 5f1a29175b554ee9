/**
 * SQL: the person that the id stands for now: itself, or who it was joined to. For comparing people: two numbers of one
 * human being are never two persons. `personId` is a column or a parameter's place.
 */
export function personNow(personId: string): string {
  return `(WITH RECURSIVE joined AS (
      SELECT ${personId} AS id, 0 AS step
      UNION ALL
      SELECT pj.joined_to, joined.step + 1 FROM joined JOIN person_joins pj ON pj.person_id = joined.id WHERE joined.step < 20
    ) SELECT id FROM joined ORDER BY step DESC LIMIT 1)`;
}

/**
 * SQL: the row of `alias` belongs to the person, under whichever of their numbers it was written: for what stays with its number
 * when two are joined, so that separating gives it back. Found by the index on a person's rows, as few numbers are joined.
 */
export const ofAnyNumber = (alias: string, personId = ':personId'): string =>
  `${alias}.person_id = ANY (ARRAY(SELECT ${personId} UNION ALL SELECT pj.person_id FROM person_joins pj
    WHERE ${personNow('pj.person_id')} = ${personId}))`;

/** SQL: the same as `personNow` for a column of many rows: hardly anybody was joined, and only of them the way is walked. */
export const personNowOfMany = (personId: string): string =>
  `CASE WHEN ${personId} IN (SELECT pj.person_id FROM person_joins pj) THEN ${personNow(personId)} ELSE ${personId} END`;
