import { dayOf } from '@app/platform';
import { READY_CHANCE } from './ready-chance';
import { DAYS_OF_PRACTICE, shownEstimatesUntil } from './shown-estimates.sql';

const PAUSE = `interval '${String(DAYS_OF_PRACTICE)} days'`;

/**
 * SQL: everybody who practised lately, as it stood at an instant: since which day without a long pause, on which day last,
 * and since when the estimate says that the exam may be booked (null where it does not, or nothing may be said). Whose it is
 * is nobody's business unless the person shares it.
 */
export function studyingUntil(instant: string): string {
  return `(
    SELECT p.person_id, ${dayOf('p.since')} AS since, ${dayOf('p.last_at')} AS last_on,
      (SELECT ${dayOf('min(e.made_at)')} FROM readiness_estimates e
       WHERE e.person_id = n.person_id AND e.made_at < ${instant} AND e.made_at > coalesce((SELECT max(b.made_at) FROM readiness_estimates b
         WHERE b.person_id = n.person_id AND b.made_at < ${instant} AND b.chance < ${String(READY_CHANCE)}), '-infinity')) AS ready_since
    FROM (
      SELECT s.person_id, max(s.at) AS last_at, max(s.at) FILTER (WHERE s.before IS NULL OR s.at - s.before > ${PAUSE}) AS since FROM (
        SELECT b.person_id, b.at, lag(b.at) OVER (PARTITION BY b.person_id ORDER BY b.at) AS before FROM (
          SELECT ps.person_id, ps.started_at AS at FROM practice_sessions ps
          UNION ALL SELECT m.person_id, m.finished_at FROM mock_exams m WHERE m.finished_at IS NOT NULL
        ) b WHERE b.at < ${instant}
      ) s GROUP BY s.person_id
    ) p
    LEFT JOIN ${shownEstimatesUntil(instant)} n ON n.person_id = p.person_id AND n.chance >= ${String(READY_CHANCE)}
    WHERE p.last_at >= ${instant} - ${PAUSE}
  )`;
}
