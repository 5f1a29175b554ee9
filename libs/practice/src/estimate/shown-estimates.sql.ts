import { LEAST_ANSWERS } from '../readiness';

/** Whoever has not practised for so long keeps an estimate, but is no candidate any more. */
export const DAYS_OF_PRACTICE = 90;

/**
 * SQL: the newest estimate (person_id, chance) of everybody who practised lately, as it stood at an instant, where enough was
 * answered to say something (`shownChance`). For figures without names only.
 */
export function shownEstimatesUntil(instant: string): string {
  const { total, perField } = LEAST_ANSWERS;
  return `(
    SELECT n.person_id, n.chance FROM (
      SELECT DISTINCT ON (e.person_id) e.person_id, e.chance, e.answers FROM readiness_estimates e
      WHERE e.made_at < ${instant} AND e.made_at >= ${instant} - interval '${String(DAYS_OF_PRACTICE)} days'
      ORDER BY e.person_id, e.made_at DESC, e.id
    ) n
    WHERE ${String(perField)} <= ALL (n.answers) AND (SELECT sum(a) FROM unnest(n.answers) a) >= ${String(total)}
  )`;
}
