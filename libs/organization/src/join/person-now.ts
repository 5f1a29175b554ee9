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
