import { obligationTitle } from '@app/courses';
import { inForce, personNow } from '@app/organization';
import { col, localDateSchema, type RowFrom, statement } from '@app/platform';
import { z } from 'zod';
import { LEFT_OUT_OF_RATE, STAFF_FIGURE_SQL, type StaffFigure } from '../figures/figure.rules';
import { ALL_PARAMETERS, ALL_SOURCES_BELOW } from '../figures/sources.sql';

/** How somebody of a unit stands with all that is mandatory, the most pressing first. */
export const TEAM_STANDINGS = ['overdue', 'open', 'started', 'done', 'left_out'] as const;
export type TeamStanding = (typeof TEAM_STANDINGS)[number];

/** How the people of a unit can be sorted; with a minus from the end. */
export const TEAM_SORTS = ['unit', '-unit', 'name', '-name', 'due', '-due'] as const;
export type TeamSort = (typeof TEAM_SORTS)[number];

/** Mandated learning of one person. There is no score in it, and nothing that was chosen freely. */
const course = z.object({
  /** Of the obligation: the same as long as it lasts. */
  id: z.string(),
  title: z.string(),
  dueOn: localDateSchema.nullable(),
  /** Of an earlier fiscal year, and was still open when this one began. */
  isCarriedOver: z.boolean(),
  state: z.enum(['done', 'open', 'overdue', 'exempt']),
  /** Begun and not finished. */
  isStarted: z.boolean(),
});
export type TeamCourse = Readonly<z.infer<typeof course>>;

const role = z.object({ role: z.string(), termEnd: localDateSchema });

/** Who is left out of the figures for the employment type is asked like everybody else. */
const MEMBERS = `${ALL_SOURCES_BELOW}, asked AS (
  SELECT o.id, o.person_id, o.due_on, o.is_carried_over, o.state, ${obligationTitle('v.title', 'o')} AS title, v.title AS edition_title,
    o.state NOT IN ('completed', 'exempted') AS is_open
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.state <> 'closed'
), course AS (
  SELECT person_id, json_agg(json_build_object('id', id, 'title', title, 'dueOn', due_on, 'isCarriedOver', is_carried_over, 'state',
      CASE state WHEN 'completed' THEN 'done' WHEN 'exempted' THEN 'exempt' WHEN 'overdue' THEN 'overdue' ELSE 'open' END,
      'isStarted', state = 'in_progress')
    ORDER BY due_on, edition_title) AS courses,
    bool_or(state <> 'exempted') AS is_asked, bool_or(is_open) AS is_open, bool_or(state = 'overdue') AS is_overdue,
    bool_or(state IN ('in_progress', 'completed')) AS is_begun, min(due_on) FILTER (WHERE is_open) AS first_due
  FROM asked GROUP BY person_id
), held AS (
  -- The end of the term as it was announced: an end that is entered for a day ahead may be an order nobody knows yet.
  SELECT person_id, json_agg(json_build_object('role', role, 'termEnd', term_end) ORDER BY role) AS roles
  FROM terms WHERE in_office @> :on GROUP BY person_id
), prompted AS (
  -- A note of the units' own heads: what was noted in another unit stays there.
  SELECT ${personNow('p.person_id')} AS person_id, max(p.prompted_on) AS prompted_on FROM learning_prompts p
  WHERE p.org_unit_id = ANY (:unitIds) AND p.prompted_on > :on::date - 365 GROUP BY 1
), listed AS (
  SELECT staff.person_id, staff.org_unit_id, n.staff_number, staff.name, staff.kana, u.name AS unit_name, u.sort_order AS unit_order,
    staff.post_title, t.sort_order AS post_order, staff.mandatory_state, staff.security_state, staff.ai_state,
    COALESCE(course.courses, '[]'::json) AS courses, course.first_due, prompted.prompted_on,
    COALESCE(staff.exam_state = 'verified', false) AS is_holder, COALESCE(held.roles, '[]'::json) AS roles,
    CASE WHEN staff.mandatory_state = 'done' THEN 'done'
         WHEN staff.mandatory_state <> 'open' AND NOT (staff.mandatory_state = 'employment_type' AND COALESCE(course.is_asked, false)) THEN 'left_out'
         WHEN NOT COALESCE(course.is_open, false) THEN 'done'
         WHEN course.is_overdue THEN 'overdue' WHEN course.is_begun THEN 'started' ELSE 'open' END AS standing
  FROM staff
  JOIN staff_numbers n ON n.person_id = staff.person_id AND ${inForce('n', ':on')}
  JOIN org_unit_periods u ON u.org_unit_id = staff.org_unit_id AND ${inForce('u', ':on')}
  LEFT JOIN course ON course.person_id = staff.person_id
  LEFT JOIN held ON held.person_id = staff.person_id
  LEFT JOIN prompted ON prompted.person_id = staff.person_id
  LEFT JOIN post_titles t ON t.title = staff.post_title AND ${inForce('t', ':on')}
  WHERE staff.is_employed
)`;

/** A head finds people by what they are called today: what they were called before is not the head's to know. */
const FILTER = `(:search IS NULL OR lower(staff_number) LIKE :search OR EXISTS (
    SELECT 1 FROM person_details d WHERE d.person_id = listed.person_id AND ${inForce('d', ':on')} AND d.search_key LIKE :search))
  AND (:within IS NULL OR org_unit_id = ANY (:within))
  AND (:personIds IS NULL OR person_id = ANY (:personIds))
  AND (:standings IS NULL OR standing = ANY (:standings))
  AND (NOT :isQualified OR is_holder OR json_array_length(roles) > 0)`;

const PARAMETERS = { ...ALL_PARAMETERS, unitIds: 'uuid[]' } as const;
const FILTER_PARAMETERS = {
  ...PARAMETERS,
  search: 'text?',
  within: 'uuid[]?',
  personIds: 'uuid[]?',
  standings: 'text[]?',
  isQualified: 'boolean',
} as const;

/** Each order is a statement of its own: the order of a list is no parameter. */
const membersBy = (name: string, order: string) =>
  statement({
    name,
    sql: `${MEMBERS}
SELECT person_id AS "personId", staff_number AS "staffNumber", name, unit_name AS "unitName", post_title AS "postTitle",
  mandatory_state AS "mandatoryState", standing, courses, is_holder AS "isHolder", roles, prompted_on AS "promptedOn", count(*) OVER ()::int AS total
FROM listed WHERE ${FILTER}
ORDER BY ${order} LIMIT :limit OFFSET :offset`,
    parameters: { ...FILTER_PARAMETERS, limit: 'integer', offset: 'integer' },
    row: {
      personId: col.id<'person'>(),
      staffNumber: col.text,
      name: col.text,
      unitName: col.text,
      postTitle: col.text,
      /** done or open, or why nothing is expected. */
      mandatoryState: col.oneOf(['done', 'open', ...LEFT_OUT_OF_RATE]),
      standing: col.oneOf(TEAM_STANDINGS),
      courses: col.json(z.array(course)),
      isHolder: col.bool,
      roles: col.json(z.array(role)),
      /** When the head spoke to them last, within a year; only the head's to see. */
      promptedOn: col.date.orNull,
      /** Of all pages. */
      total: col.int,
    },
  });

const IN_UNIT = 'post_order, kana, staff_number';
const BY_NAME = 'kana COLLATE "ja-x-icu", name COLLATE "ja-x-icu", staff_number';
const BY_NAME_DOWN =
  'kana COLLATE "ja-x-icu" DESC, name COLLATE "ja-x-icu" DESC, staff_number DESC';

export const MEMBERS_BY: Readonly<Record<TeamSort, ReturnType<typeof membersBy>>> = {
  unit: membersBy('coverage.team-members', `unit_order, unit_name, ${IN_UNIT}`),
  '-unit': membersBy(
    'coverage.team-members-by-unit-down',
    `unit_order DESC, unit_name DESC, ${IN_UNIT}`,
  ),
  name: membersBy('coverage.team-members-by-name', BY_NAME),
  '-name': membersBy('coverage.team-members-by-name-down', BY_NAME_DOWN),
  due: membersBy('coverage.team-members-by-due', `first_due NULLS LAST, ${BY_NAME}`),
  '-due': membersBy('coverage.team-members-by-due-down', `first_due DESC NULLS LAST, ${BY_NAME}`),
};
type MemberRow = RowFrom<(typeof MEMBERS_BY)['unit']>;
export type TeamMember = Omit<MemberRow, 'total'>;

const countOf = (figure: StaffFigure): string =>
  `(count(*) FILTER (WHERE ${STAFF_FIGURE_SQL[figure].counted}))::int`;

/** The whole team in numbers; open and done are of those whom the city's figures count. */
export const TEAM_COUNTS = statement({
  name: 'coverage.team-counts',
  sql: `${MEMBERS}
SELECT count(*)::int AS people, count(*) FILTER (WHERE mandatory_state = 'open')::int AS open,
  count(*) FILTER (WHERE mandatory_state = 'done')::int AS done,
  count(*) FILTER (WHERE standing IN ('overdue', 'open', 'started'))::int AS unfinished,
  count(*) FILTER (WHERE standing = 'overdue')::int AS overdue,
  count(*) FILTER (WHERE is_holder OR json_array_length(roles) > 0)::int AS qualified,
  ${countOf('security')} AS "securityMust", ${countOf('security_done')} AS "securityDone",
  ${countOf('ai')} AS "aiMust", ${countOf('ai_done')} AS "aiDone"
FROM listed`,
  parameters: PARAMETERS,
  row: {
    people: col.int,
    open: col.int,
    done: col.int,
    /** Also those whom the figures leave out: they are asked like everybody else, and the lists have them. */
    unfinished: col.int,
    overdue: col.int,
    qualified: col.int,
    securityMust: col.int,
    securityDone: col.int,
    aiMust: col.int,
    aiDone: col.int,
  },
});
export type TeamCounts = RowFrom<typeof TEAM_COUNTS>;

/** What is asked of anybody of the team and not finished by all; what most have still to do comes first. */
export const TEAM_ASKED = statement({
  name: 'coverage.team-asked',
  sql: `${MEMBERS}
SELECT asked.title, min(asked.due_on) AS "firstDue", max(asked.due_on) AS "lastDue", count(*)::int AS open
FROM asked JOIN listed ON listed.person_id = asked.person_id
WHERE asked.is_open AND listed.standing IN ('overdue', 'open', 'started')
GROUP BY asked.title ORDER BY open DESC, min(asked.due_on), asked.title`,
  parameters: PARAMETERS,
  row: { title: col.text, firstDue: col.date.orNull, lastDue: col.date.orNull, open: col.int },
});
export type TeamAsked = RowFrom<typeof TEAM_ASKED>;
