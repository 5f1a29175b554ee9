import { officeDays } from '@app/appointments';
import { EXAM_STATE, examFacts } from '@app/certifications';
import { COURSE_PROMISE_SQL, isOpen, obligationsSql } from '@app/courses';
import { inForce } from '@app/organization';
import { addDays, fiscalYearOf, instantAt, type LocalDate } from '@app/platform';
import type { CountingRule } from '../rule/counting-rule.rules';
import { expectedSql } from './expected.sql';

/**
 * The rows that every figure is counted from. A figure and the list of people behind it are written on top of the
 * same text, so they cannot differ. All of it is set-based: one pass over staff, certificates and enrollments.
 */

const UNIT_PARAMETERS = { on: 'date', includeUnitsBelow: 'boolean' } as const;

/** What ROLE_SOURCES needs. */
export const ROLE_PARAMETERS = {
  ...UNIT_PARAMETERS,
  leaderPostingKinds: 'text[]',
  excludeAbsent: 'boolean',
  minimumLeaders: 'integer',
} as const;

/** What STAFF_SOURCES needs. */
export const STAFF_PARAMETERS = {
  ...UNIT_PARAMETERS,
  excludeAbsent: 'boolean',
  onEnd: 'timestamptz',
  holderCodes: 'text[]',
  holderEquivalents: 'boolean',
  mandatoryTypes: 'text[]',
  regularTypes: 'text[]',
  fiscalYear: 'integer',
  lastOver: 'date?',
} as const;

/** What ALL_SOURCES needs; ALL_SOURCES_BELOW also `unitIds`. */
export const ALL_PARAMETERS = { ...ROLE_PARAMETERS, ...STAFF_PARAMETERS } as const;

/** The values of all of them. Without `lastOver`, the last due date that is over, nothing is called overdue. */
export function sourceParameters(
  on: LocalDate,
  rule: CountingRule,
  lastOver: LocalDate | null = null,
) {
  return {
    on,
    onEnd: instantAt(addDays(on, 1)),
    lastOver,
    fiscalYear: fiscalYearOf(on),
    leaderPostingKinds: rule.leaderPostingKinds,
    includeUnitsBelow: rule.includeUnitsBelow,
    excludeAbsent: rule.excludeAbsent,
    minimumLeaders: rule.minimumLeaders,
    holderCodes: rule.holderCertificationCodes,
    holderEquivalents: rule.holderEquivalents,
    mandatoryTypes: rule.mandatoryEmploymentTypes,
    regularTypes: rule.regularEmploymentTypes,
  };
}

/**
 * counting: the units that count on D. tree: what has been or will be below each of them, and when. With the same
 * unit below itself at two times there are two rows; UNION keeps the walk finite.
 */
const units = ({ unit }: Scope): string => `counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND ${inForce('u', ':on')} ${unit('u.org_unit_id')}
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE :includeUnitsBelow
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> :on
)`;

/**
 * presence: from when to when a role is really exercised in a counting unit – term ∩ posting ∩ unit ∩ employment,
 * minus absences. Everything about coverage (now, since when vacant, until when covered) is read from it. Ranges are
 * cut, never used as a join condition: the planner cannot estimate them and would choose nested loops.
 */
const roles = ({
  everPosted,
}: Scope): string => `${officeDays(everPosted('a.person_id'))}, away AS (
  SELECT s.person_id, range_agg(daterange(s.valid_from, s.valid_to)) AS during
  FROM employment_statuses s WHERE :excludeAbsent AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY(:leaderPostingKinds)
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.appointed_at, t.service, t.at_work
)`;

/**
 * role_held: when anybody has held, holds and will hold a role in a unit. covered: when there were, are and will be enough
 * leaders. As it stands in the books today.
 */
const COVERED = `edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) FILTER (WHERE leaders >= :minimumLeaders) AS during
  FROM levels GROUP BY top_id
), role_held AS (
  SELECT top_id, role, range_agg(during) AS during FROM presence GROUP BY top_id, role
)`;

/** How far everybody is on the way to the certificate: the definition of `certifications`. */
const certificates = ({ person }: Scope): string =>
  examFacts({
    ...{ codes: ':holderCodes', orEquivalent: ':holderEquivalents', on: ':on', onEnd: ':onEnd' },
    person,
  });

/** Of one promise of this fiscal year: whether it is asked for at all, not exempted, and still open. */
const promised = (prefix: string, promise: string): string => `
    bool_or(cp.promise = '${promise}') AS ${prefix}_asked,
    bool_or(cp.promise = '${promise}' AND r.state <> 'exempted') AS ${prefix}_due,
    bool_or(cp.promise = '${promise}' AND ${isOpen('r')}) AS ${prefix}_open`;

/** An earlier assignment that asks comes before what was settled. */
const reachedInstead = (prefix: string, of: string): string =>
  `min(r.why) FILTER (WHERE ${of}) AS ${prefix}_instead`;

/**
 * obligation: what somebody must learn on D, and what was left of earlier years: the source of `courses`, with whoever
 * left within the fiscal year. What the year-end closing closed is not expected any more. promised: the promises of the
 * plan, asked for in this fiscal year, whatever else is mandatory and whatever is left of earlier years: a course without
 * years that is still open under last year's assignment is not asked for a second time. instead: why this
 * fiscal year asks nothing of somebody who has an assignment: an earlier one of a course without years still holds, or
 * it was settled before.
 */
const mandatory = ({ person }: Scope): string => `${obligationsSql({
  person: (personId) => `true ${person(personId)}`,
  withLeavers: true,
  leavesOutAbsent: ':excludeAbsent',
  day: { asOf: ':on', asOfEnd: ':onEnd', lastOver: ':lastOver', fiscalYear: ':fiscalYear' },
})}, ${COURSE_PROMISE_SQL}, mandatory AS (
  SELECT o.person_id, (count(*) FILTER (WHERE o.state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE o.state = 'completed'))::int AS done_count, true AS mandatory_asked,
    bool_or(o.state <> 'exempted') AS mandatory_due, bool_or(${isOpen('o')}) AS mandatory_open,
    (count(*) FILTER (WHERE o.state = 'overdue'))::int AS overdue_count,
    bool_or(o.is_carried_over AND ${isOpen('o')}) AS has_carried_over
  FROM obligation o WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), promised AS (
  SELECT r.person_id,${promised('security', 'information_security')},${promised('ai', 'ai_use')}
  FROM obligation r JOIN course_promise cp ON cp.course_id = r.course_id AND cp.promise IS NOT NULL
  WHERE r.is_mandatory AND r.state <> 'closed' AND r.fiscal_year = :fiscalYear
  GROUP BY r.person_id
), instead AS (
  SELECT r.person_id, ${reachedInstead('mandatory', 'true')},
    ${reachedInstead('security', "cp.promise = 'information_security'")},
    ${reachedInstead('ai', "cp.promise = 'ai_use'")}
  FROM (
    SELECT o.person_id, o.course_id, 'earlier_assignment' AS why FROM obligation o
    WHERE o.is_mandatory AND o.state <> 'closed' AND o.cycle = 0 AND o.fiscal_year < :fiscalYear
    UNION ALL
    SELECT s.person_id, s.course_id, 'settled_before' FROM ob_reached s
    WHERE s.is_settled_before AND s.is_mandatory AND s.fiscal_year = :fiscalYear AND s.is_employed
  ) r LEFT JOIN course_promise cp ON cp.course_id = r.course_id
  GROUP BY r.person_id
), ai_completed AS (
  SELECT DISTINCT e.person_id
  FROM enrollments e JOIN course_promise cp ON cp.course_id = e.course_id AND cp.promise = 'ai_use'
  WHERE e.completed_at < :onEnd ${person('e.person_id')}
)`;

/**
 * staff: one row for every person who is or was employed, with what they are in each figure on D. `left_out_by` is the
 * one rule of who is not expected to learn, whatever it is.
 */
/** Done before anything is joined: of so many joins the planner chose to leave out all but thirty people last. */
const FIRST = 'OFFSET 0';

const staff = ({ person }: Scope): string => `staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on, at.outside_on,
    m.due_count, m.done_count, m.overdue_count, COALESCE(m.has_carried_over, false) AS has_carried_over, l.left_out_by,
    em.employment_type = ANY(:regularTypes) AS is_regular,
    COALESCE(c.has_higher, false) AS is_higher_only, COALESCE(c.has_other, false) AS has_other_certificate,
    ${EXAM_STATE} AS exam_state,
    ${expectedSql('l.left_out_by', 'm.mandatory', 'i.mandatory')} AS mandatory_state,
    ${expectedSql('l.left_out_by', 'pr.security', 'i.security')} AS security_state,
    ${expectedSql('l.left_out_by', 'pr.ai', 'i.ai')} AS ai_state,
    CASE WHEN l.left_out_by = 'not_employed' THEN NULL WHEN l.left_out_by IS NOT NULL THEN l.left_out_by
         WHEN ai.person_id IS NOT NULL THEN 'done' ELSE 'open' END AS ai_ever_state
  FROM (SELECT p.* FROM person_details p WHERE ${inForce('p', ':on')} ${person('p.person_id')} ${FIRST}) p
  LEFT JOIN employments em ON em.person_id = p.person_id AND ${inForce('em', ':on')}
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND ${inForce('s', ':on')}
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${inForce('po', ':on')}
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  LEFT JOIN promised pr ON pr.person_id = p.person_id
  LEFT JOIN instead i ON i.person_id = p.person_id
  LEFT JOIN ai_completed ai ON ai.person_id = p.person_id
  CROSS JOIN LATERAL (SELECT CASE WHEN em.person_id IS NULL THEN 'not_employed'
    WHEN NOT em.employment_type = ANY(:mandatoryTypes) THEN 'employment_type'
    WHEN :excludeAbsent AND s.status = 'seconded' THEN 'seconded'
    WHEN :excludeAbsent AND s.status IS NOT NULL THEN 'on_leave' END AS left_out_by) l
)`;

/** Units and people that a statement looks at; a unit head's page must not count the whole city. */
interface Scope {
  readonly before: readonly string[];
  readonly unit: (column: string) => string;
  readonly person: (column: string) => string;
  /** Whoever was, is or will be in one of the units: vacancy is a question of history. */
  readonly everPosted: (column: string) => string;
}

const EVERYTHING: Scope = {
  before: [],
  unit: () => '',
  person: () => '',
  everPosted: () => '',
};

const BELOW_UNIT: Scope = {
  before: [
    `member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY(:unitIds) AND ${inForce('po', ':on')}
)`,
  ],
  unit: (column) => `AND ${column} = ANY(:unitIds)`,
  person: (column) => `AND ${column} IN (SELECT person_id FROM member)`,
  everPosted: (column) =>
    `WHERE ${column} IN (SELECT p.person_id FROM postings p WHERE p.org_unit_id = ANY(:unitIds)
    UNION ALL SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id)`,
};

const sources = (scope: Scope, ...parts: readonly string[]): string =>
  `WITH RECURSIVE ${[...scope.before, units(scope), ...parts].join(', ')}`;
const staffParts = (scope: Scope): string[] => [
  certificates(scope),
  mandatory(scope),
  staff(scope),
];
const allParts = (scope: Scope): string[] => [roles(scope), COVERED, ...staffParts(scope)];

/** What CERTIFICATE_SOURCES needs. */
export const CERTIFICATE_PARAMETERS = {
  on: 'date',
  onEnd: 'timestamptz',
  holderCodes: 'text[]',
  holderEquivalents: 'boolean',
} as const;

export const CERTIFICATE_SOURCES = `WITH ${certificates(EVERYTHING)}`;
export const ROLE_SOURCES = sources(EVERYTHING, roles(EVERYTHING), COVERED);
export const STAFF_SOURCES = sources(EVERYTHING, ...staffParts(EVERYTHING));
export const ALL_SOURCES = sources(EVERYTHING, ...allParts(EVERYTHING));
/** The same over tables that `books`, common table expressions by their names, put in the place of those of the schema. */
export const roleSourcesIn = (books: readonly string[]): string =>
  sources({ ...EVERYTHING, before: books }, roles(EVERYTHING), COVERED);
/** Roles and when they are held, for the units `:unitIds`, which must hold everything below them, too. */
export const ROLE_SOURCES_BELOW = sources(BELOW_UNIT, roles(BELOW_UNIT), COVERED);
/** The same rows for the units :on2, which must hold everything below them, too. */
export const ALL_SOURCES_BELOW = sources(BELOW_UNIT, ...allParts(BELOW_UNIT));
