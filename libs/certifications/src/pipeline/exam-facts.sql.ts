import { withOutside } from '../certification/exam-days.sql';
import { meetsCertification } from '../certification/counting-as.sql';
import { countsAt } from '../record/held-certificates.queries';

/** Of which exams, as of which day, of whom: places in the text or SQL. */
export interface ExamFacts {
  /** Codes of qualifications of which one is enough. */
  readonly codes: string;
  /** Whether a certificate that counts as one of them is enough. */
  readonly orEquivalent: string;
  readonly on: string;
  /** The first instant after the day. */
  readonly onEnd: string;
  /** `AND …`, a condition on a person's column; nothing: everybody. */
  readonly person: (column: string) => string;
}

/**
 * SQL, two common table expressions with a row a person: `certificate`, what was reported and verified, and `attempt`, what was
 * known of exams at the end of the day: a result that was told later does not change it. A booking for a day on which there is no such
 * exam, as is known on the day, is apart: nobody will sit it. Who holds only what counts as the one that
 * is asked for is `has_higher`, whether that is enough or not; who holds anything that is not enough is `has_other`. With `EXAM_STATE` they are the one
 * definition of how far somebody is, for the city's figures and for the board of candidates.
 */
export function examFacts({ codes, orEquivalent, on, onEnd, person }: ExamFacts): string {
  const asked = { codes, on };
  const isAsked = meetsCertification('r.certification_id', { ...asked, orEquivalent });
  const isNamed = meetsCertification('r.certification_id', { ...asked, orEquivalent: 'false' });
  const isHigher = meetsCertification('r.certification_id', { ...asked, orEquivalent: 'true' });
  const counts = `r.counts AND r.is_asked`;
  const waits = `r.waits AND r.is_asked`;
  return `certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE ${counts}) AS passed_on,
    min(r.decided_at) FILTER (WHERE ${counts}) AS verified_at,
    bool_or(${waits}) AS is_reported,
    min(r.reported_at) FILTER (WHERE ${waits}) AS reported_at,
    bool_or(r.counts AND r.is_higher) AND NOT bool_or(r.counts AND r.is_named) AS has_higher,
    bool_or(r.counts AND NOT r.is_asked) AS has_other
  FROM (SELECT r.*, ${isAsked} AS is_asked, ${isNamed} AS is_named, ${isHigher} AS is_higher, ${countsAt('r', onEnd)} AS counts,
      (r.state = 'reported' OR r.decided_at >= ${onEnd} OR r.withdrawn_at >= ${onEnd}) AS waits
    FROM certification_records r WHERE r.reported_at < ${onEnd} ${person('r.person_id')}) r
  GROUP BY r.person_id
), attempt AS (
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state IN ('provisional_pass', 'passed')) AS provisional_on,
    min(a.recorded_at) FILTER (WHERE a.state = 'passed') AS announced_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= ${on}) AS booked_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on >= ${on}) AS booked_at,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NULL AND a.exam_on < ${on}) AS past_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_on,
    min(a.created_at) FILTER (WHERE a.state = 'booked' AND h.outside IS NOT NULL) AS outside_at,
    min(h.outside) FILTER (WHERE a.state = 'booked') AS outside,
    max(a.exam_on) FILTER (WHERE a.state = 'failed') AS failed_on
  FROM exam_attempts_history a ${withOutside('a', on)}
  WHERE ${meetsCertification('a.certification_id', { ...asked, orEquivalent })} AND a.recorded_at < ${onEnd}
    AND (a.superseded_at IS NULL OR a.superseded_at >= ${onEnd}) ${person('a.person_id')}
  GROUP BY a.person_id
)`;
}

/** SQL: on which day they sit or sat it, of the same rows: who has passed, on the day of that, whatever is booked besides. */
export const EXAM_DAY = (row: string): string =>
  `coalesce(${row}.passed_on, ${row}.provisional_on, ${row}.booked_on, ${row}.outside_on, ${row}.past_on)`;

/** SQL: how far somebody is (until there is a certificate, whoever passed is expected), of the row `c` of `certificate` and the row `at` of `attempt`; null before anything is booked. */
export const EXAM_STATE = `CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.outside_on IS NOT NULL THEN 'exam_outside' WHEN at.past_on IS NOT NULL THEN 'exam_past' END`;
