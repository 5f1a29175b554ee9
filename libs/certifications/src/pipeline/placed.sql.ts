import { inForce, personNowOfMany } from '@app/organization';
import { dayOf } from '@app/platform';
import { studyingUntil } from '@app/practice';
import { EXAM_DAY, EXAM_STATE, examFacts } from './exam-facts.sql';
import { FAILED_DAYS, OWN_STAGES, STUCK_AFTER } from './stages';

/** What PLACED needs: a qualification, whether one that counts as it is enough, and a day. */
export const PLACED_PARAMETERS = {
  code: 'text',
  orEquivalent: 'boolean',
  on: 'date',
  onEnd: 'timestamptz',
} as const;

/** The exam for which there is practice here. */
const PRACTISED = 'ip';

const isStuck = Object.entries(STUCK_AFTER)
  .map(([stage, days]) => `(p.stage = '${stage}' AND :on - p.since > ${String(days)})`)
  .join(' OR ');

/** Somebody who practises again, or says so again, has left the failed try behind. */
const STAGE = `CASE f.state WHEN 'booked' THEN 'applied' WHEN 'exam_outside' THEN 'applied' WHEN 'exam_past' THEN 'sitting'
    WHEN 'provisional' THEN CASE WHEN f.announced_at IS NULL THEN 'provisional' ELSE 'passed' END
    ELSE coalesce(f.state, CASE
      WHEN f.failed_on > :on - ${String(FAILED_DAYS)} AND f.failed_on >= coalesce(f.last_on, f.failed_on)
        AND f.failed_on >= coalesce(f.intended_on, f.failed_on) THEN 'failed'
      WHEN f.ready_since IS NOT NULL THEN 'ready' WHEN f.studying_since IS NOT NULL THEN 'studying'
      WHEN f.intended_on IS NOT NULL THEN 'intention' END) END`;

const SINCE = `CASE p.stage WHEN 'verified' THEN ${dayOf('p.verified_at')} WHEN 'reported' THEN ${dayOf('p.reported_at')}
    WHEN 'provisional' THEN p.provisional_on WHEN 'passed' THEN ${dayOf('p.announced_at')} WHEN 'applied' THEN ${dayOf('coalesce(p.booked_at, p.outside_at)')} WHEN 'sitting' THEN p.past_on
    WHEN 'failed' THEN p.failed_on WHEN 'ready' THEN p.ready_since WHEN 'studying' THEN p.studying_since ELSE p.intended_on END`;

/**
 * SQL, common table expressions that end with `placed`: everybody employed on the day who is on the way to the qualification, with
 * the stage, since when, the day of the exam, how that lies outside of the days of the exam, whether somebody is stuck there, and whether the person may be named: stages of their
 * own only of whoever shares them. All of it follows from facts; no stage is kept.
 */
export const placed = (person: (column: string) => string = () => ''): string => `${examFacts({
  ...{ codes: 'ARRAY[:code]', orEquivalent: ':orEquivalent', on: ':on', onEnd: ':onEnd' },
  person,
})}, study AS (
  SELECT s.* FROM ${studyingUntil(':onEnd')} s WHERE :code = '${PRACTISED}' ${person('s.person_id')}
), said AS (
  SELECT DISTINCT ON (person_id) person_id, answer, said_on, wanted_by FROM (
    SELECT ${personNowOfMany('i.person_id')} AS person_id, i.answer, i.said_on, i.wanted_by, i.recorded_at
    FROM exam_intentions i JOIN certifications c ON c.id = i.certification_id WHERE c.code = :code
  ) own WHERE true ${person('own.person_id')} ORDER BY person_id, recorded_at DESC
), shared AS (
  SELECT DISTINCT ${personNowOfMany('h.person_id')} AS person_id
  FROM exam_progress_shares h JOIN certifications c ON c.id = h.certification_id
  WHERE c.code = :code AND ${inForce('h', ':on')}
), fact AS (
  SELECT w.person_id, ${EXAM_STATE} AS state, c.passed_on, c.verified_at, c.reported_at, at.provisional_on, at.announced_at, at.booked_on, at.booked_at, at.past_on, at.outside_on, at.outside_at, at.outside,
    at.failed_on, s.since AS studying_since, s.last_on, s.ready_since, i.wanted_by,
    CASE WHEN i.answer = 'wanted' THEN i.said_on END AS intended_on, h.person_id IS NOT NULL AS is_shared
  FROM employments w
  LEFT JOIN certificate c ON c.person_id = w.person_id
  LEFT JOIN attempt at ON at.person_id = w.person_id
  LEFT JOIN study s ON s.person_id = w.person_id
  LEFT JOIN said i ON i.person_id = w.person_id
  LEFT JOIN shared h ON h.person_id = w.person_id
  WHERE ${inForce('w', ':on')} ${person('w.person_id')}
), staged AS (
  SELECT f.*, ${STAGE} AS stage FROM fact f
), placed AS (
  SELECT p.*, (p.outside IS NOT NULL OR ${isStuck}) AS is_stuck, p.is_shared OR p.stage NOT IN (${OWN_STAGES.map((stage) => `'${stage}'`).join(', ')}) AS is_named
  FROM (SELECT p.person_id, p.stage, p.is_shared, p.wanted_by, p.failed_on, ${EXAM_DAY('p')} AS exam_on,
      CASE WHEN p.state = 'exam_outside' THEN p.outside END AS outside, ${SINCE} AS since
    FROM staged p WHERE p.stage IS NOT NULL) p
)`;
