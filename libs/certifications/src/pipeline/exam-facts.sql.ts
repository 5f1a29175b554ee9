import { countsAt } from '../record/held-certificates.queries';

/** Of which exams, as of which day, of whom: places in the text or SQL. */
export interface ExamFacts {
  /** Codes of qualifications of which one is enough. */
  readonly codes: string;
  /** Codes that count like them. */
  readonly higher: string;
  readonly on: string;
  /** The first instant after the day. */
  readonly onEnd: string;
  /** `AND …`, a condition on a person's column; nothing: everybody. */
  readonly person: (column: string) => string;
}

/**
 * SQL, two common table expressions with a row a person: `certificate`, what was reported and verified, and `attempt`, what was
 * known of exams at the end of the day: a result that was told later does not change it. With `EXAM_STATE` they are the one
 * definition of how far somebody is, for the city's figures and for the board of candidates.
 */
export function examFacts({ codes, higher, on, onEnd, person }: ExamFacts): string {
  const isAsked = `c.code = ANY(${codes})`;
  return `certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE ${isAsked} AND ${countsAt('r', onEnd)}) AS passed_on,
    min(r.decided_at) FILTER (WHERE ${isAsked} AND ${countsAt('r', onEnd)}) AS verified_at,
    bool_or(${isAsked} AND (r.state = 'reported' OR r.decided_at >= ${onEnd} OR r.withdrawn_at >= ${onEnd})) AS is_reported,
    min(r.reported_at) FILTER (WHERE ${isAsked} AND (r.state = 'reported' OR r.decided_at >= ${onEnd} OR r.withdrawn_at >= ${onEnd})) AS reported_at,
    bool_or(c.code = ANY(${higher}) AND ${countsAt('r', onEnd)}) AS has_higher
  FROM certification_records r JOIN certifications c ON c.id = r.certification_id
  WHERE r.reported_at < ${onEnd} ${person('r.person_id')}
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND a.exam_on >= ${on}) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND a.exam_on >= ${on}) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND a.exam_on < ${on}) AS past_on,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a JOIN certifications c ON c.id = a.certification_id
  WHERE ${isAsked} AND a.recorded_at < ${onEnd} AND (a.superseded_at IS NULL OR a.superseded_at >= ${onEnd}) ${person('a.person_id')}
  GROUP BY person_id
)`;
}

/** SQL: how far somebody is (until there is a certificate, whoever passed is expected), of the row `c` of `certificate` and the row `at` of `attempt`; null before anything is booked. */
export const EXAM_STATE = `CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.past_on IS NOT NULL THEN 'exam_past' END`;
