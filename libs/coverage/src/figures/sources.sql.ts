import { officeDays } from '@app/appointments';
import { countsAt } from '@app/certifications';
import { obligationsSql } from '@app/courses';
import { addDays, fiscalYearOf, instantAt, type LocalDate } from '@app/platform';
import type { CountingRule } from '../rule/counting-rule.rules';

/**
 * The rows that every figure is counted from. A figure and the list of people behind it are written on top of the
 * same text, so they cannot differ. All of it is set-based: one pass over staff, certificates and enrollments.
 */

/** The values of $1 … $11 in the order of SOURCES; further parameters start at $12. */
export function sourceParameters(on: LocalDate, rule: CountingRule): unknown[] {
  return [
    on,
    instantAt(addDays(on, 1)),
    rule.leaderPostingKinds,
    rule.includeUnitsBelow,
    rule.excludeAbsent,
    rule.minimumLeaders,
    rule.holderCertificationCodes,
    rule.higherCertificationCodes,
    rule.mandatoryEmploymentTypes,
    rule.regularEmploymentTypes,
    fiscalYearOf(on),
  ];
}

/** Types every parameter, so that a statement may leave some of them out. */
const PARAMETERS = `parameters AS (
  SELECT $1::date, $2::timestamptz, $3::text[], $4::boolean, $5::boolean, $6::integer, $7::text[], $8::text[], $9::text[],
    $10::text[], $11::integer
)`;

export const validOn = (alias: string): string =>
  `${alias}.valid_from <= $1 AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > $1)`;

/**
 * counting: the units that count on D. tree: what has been or will be below each of them, and when. With the same
 * unit below itself at two times there are two rows; UNION keeps the walk finite.
 */
const units = ({ unit }: Scope): string => `counting AS (
  SELECT u.org_unit_id AS id, o.code, u.name, u.kind, u.parent_org_unit_id, u.sort_order
  FROM org_unit_periods u JOIN org_units o ON o.id = u.org_unit_id
  WHERE u.counts_for_leader_kpi AND ${validOn('u')} ${unit('u.org_unit_id')}
), tree AS (
  SELECT c.id AS top_id, u.org_unit_id, daterange(u.valid_from, u.valid_to) AS during
  FROM counting c JOIN org_unit_periods u ON u.org_unit_id = c.id
  UNION
  SELECT t.top_id, u.org_unit_id, t.during * daterange(u.valid_from, u.valid_to)
  FROM tree t JOIN org_unit_periods u ON u.parent_org_unit_id = t.org_unit_id
    AND t.during && daterange(u.valid_from, u.valid_to)
  WHERE $4
), tree_now AS (
  SELECT DISTINCT top_id, org_unit_id FROM tree WHERE during @> $1::date
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
  FROM employment_statuses s WHERE $5 AND s.person_id IN (SELECT person_id FROM appointment) GROUP BY s.person_id
), terms AS (
  SELECT office.*, office.in_office - COALESCE(away.during, '{}') AS at_work
  FROM office LEFT JOIN away ON away.person_id = office.person_id
), presence AS (
  SELECT tree.top_id, t.id AS appointment_id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.service,
    unnest(range_agg(tree.during * daterange(p.valid_from, p.valid_to)) * t.at_work) AS during
  FROM terms t
  JOIN postings p ON p.person_id = t.person_id AND p.kind = ANY($3)
  JOIN tree ON tree.org_unit_id = p.org_unit_id
  GROUP BY tree.top_id, t.id, t.role, t.person_id, t.term_start, t.term_end, t.ended_before, t.service, t.at_work
)`;

/** covered: when a unit has had, has and will have enough leaders, as it stands in the books today. */
const COVERED = `edges AS (
  SELECT top_id, lower(during) AS day, 1 AS step FROM presence WHERE role = 'leader'
  UNION ALL
  SELECT top_id, upper(during), -1 FROM presence WHERE role = 'leader' AND NOT upper_inf(during)
), levels AS (
  SELECT top_id, day, sum(sum(step)) OVER (PARTITION BY top_id ORDER BY day) AS leaders,
    lead(day) OVER (PARTITION BY top_id ORDER BY day) AS until
  FROM edges GROUP BY top_id, day
), covered AS (
  SELECT top_id, range_agg(daterange(day, until)) AS during FROM levels WHERE leaders >= $6 GROUP BY top_id
)`;

const certificates = ({ person }: Scope): string => `certificate AS (
  SELECT r.person_id,
    min(r.passed_on) FILTER (WHERE c.code = ANY($7) AND ${countsAt('r', '$2')}) AS passed_on,
    bool_or(c.code = ANY($7) AND (r.state = 'reported' OR r.decided_at >= $2 OR r.withdrawn_at >= $2)) AS is_reported,
    bool_or(c.code = ANY($8) AND ${countsAt('r', '$2')}) AS has_higher
  FROM certification_records r JOIN certifications c ON c.id = r.certification_id
  WHERE r.reported_at < $2 ${person('r.person_id')}
  GROUP BY r.person_id
), attempt AS (
  -- A state is what was known of the exam at the end of D: a result that was told later does not change D.
  SELECT a.person_id,
    min(a.exam_on) FILTER (WHERE a.state = 'provisional_pass') AS provisional_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND a.exam_on >= $1) AS booked_on,
    min(a.exam_on) FILTER (WHERE a.state = 'booked' AND a.exam_on < $1) AS past_on
  FROM exam_attempts_history a JOIN certifications c ON c.id = a.certification_id
  WHERE c.code = ANY($7) AND a.recorded_at < $2 AND (a.superseded_at IS NULL OR a.superseded_at >= $2) ${person('a.person_id')}
  GROUP BY person_id
)`;

/**
 * obligation: what somebody must learn on D, and what was left of earlier years: the source of `courses`, with whoever
 * left within the fiscal year. What the year-end closing closed is not expected any more.
 */
const mandatory = ({ person }: Scope): string => `${obligationsSql({
  person: (personId) => `true ${person(personId)}`,
  withLeavers: true,
  day: {
    asOf: '$1::date',
    asOfEnd: '$2::timestamptz',
    lastOver: 'NULL::date',
    fiscalYear: '$11::integer',
  },
})}, mandatory AS (
  SELECT person_id, (count(*) FILTER (WHERE state <> 'exempted'))::int AS due_count,
    (count(*) FILTER (WHERE state = 'completed'))::int AS done_count
  FROM obligation WHERE is_mandatory AND state <> 'closed'
  GROUP BY person_id
)`;

/** staff: one row for every person who is or was employed, with what they are in each figure on D. */
const staff = ({ person }: Scope): string => `staff AS (
  SELECT p.person_id, p.name, p.kana, po.org_unit_id, po.post_title, em.employment_type,
    em.person_id IS NOT NULL AS is_employed, c.passed_on, at.provisional_on, at.booked_on, at.past_on,
    m.due_count, m.done_count,
    em.employment_type = ANY($10) AS is_regular,
    COALESCE(c.has_higher AND c.passed_on IS NULL, false) AS is_higher_only,
    CASE WHEN c.passed_on IS NOT NULL THEN 'verified' WHEN c.is_reported THEN 'reported'
         WHEN at.provisional_on IS NOT NULL THEN 'provisional' WHEN at.booked_on IS NOT NULL THEN 'booked'
         WHEN at.past_on IS NOT NULL THEN 'exam_past' END AS exam_state,
    CASE WHEN em.person_id IS NULL THEN CASE WHEN m.due_count > 0 THEN 'not_employed' END
         WHEN NOT em.employment_type = ANY($9) THEN 'employment_type'
         WHEN $5 AND s.status = 'seconded' THEN 'seconded'
         WHEN $5 AND s.status IS NOT NULL THEN 'on_leave'
         WHEN m.person_id IS NULL THEN 'not_assigned'
         WHEN m.due_count = 0 THEN 'exempt'
         WHEN m.done_count >= m.due_count THEN 'done' ELSE 'open' END AS mandatory_state
  FROM person_details p
  LEFT JOIN employments em ON em.person_id = p.person_id AND ${validOn('em')}
  LEFT JOIN employment_statuses s ON s.person_id = p.person_id AND ${validOn('s')}
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${validOn('po')}
  LEFT JOIN certificate c ON c.person_id = p.person_id
  LEFT JOIN attempt at ON at.person_id = p.person_id
  LEFT JOIN mandatory m ON m.person_id = p.person_id
  WHERE ${validOn('p')} ${person('p.person_id')}
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
  before: [PARAMETERS],
  unit: () => '',
  person: () => '',
  everPosted: () => '',
};

const BELOW_UNIT: Scope = {
  before: [
    PARAMETERS,
    `member AS (
  SELECT po.person_id FROM postings po
  WHERE po.kind = 'primary' AND po.org_unit_id = ANY($12::uuid[]) AND ${validOn('po')}
)`,
  ],
  unit: (column) => `AND ${column} = ANY($12::uuid[])`,
  person: (column) => `AND ${column} IN (SELECT person_id FROM member)`,
  everPosted: (column) =>
    `WHERE ${column} IN (SELECT p.person_id FROM postings p JOIN tree ON tree.org_unit_id = p.org_unit_id OR p.org_unit_id = ANY($12::uuid[]))`,
};

const sources = (scope: Scope, ...parts: readonly string[]): string =>
  `WITH RECURSIVE ${[...scope.before, units(scope), ...parts].join(', ')}`;
const staffParts = (scope: Scope): string[] => [
  certificates(scope),
  mandatory(scope),
  staff(scope),
];
const allParts = (scope: Scope): string[] => [roles(scope), COVERED, ...staffParts(scope)];

export const ROLE_SOURCES = sources(EVERYTHING, roles(EVERYTHING), COVERED);
export const STAFF_SOURCES = sources(EVERYTHING, ...staffParts(EVERYTHING));
export const ALL_SOURCES = sources(EVERYTHING, ...allParts(EVERYTHING));
/** The same rows for the units $12, which must hold everything below them, too. */
export const ALL_SOURCES_BELOW = sources(BELOW_UNIT, ...allParts(BELOW_UNIT));
