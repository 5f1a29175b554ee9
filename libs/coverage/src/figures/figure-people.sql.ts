import { wasActive } from '@app/appointments';
import { isOpen, obligationTitle } from '@app/courses';
import { detailsOn, inForce } from '@app/organization';
import { col, dayOf, localDateSchema, type RowOf, statement } from '@app/platform';
import { z } from 'zod';
import { expectedSql } from './expected.sql';
import {
  COURSE_FIGURE_SQL,
  COURSE_FIGURES,
  LEFT_OUT_REASONS,
  STAFF_FIGURE_SQL,
  STAFF_FIGURES,
} from './figure.rules';
import { LATE_FACTS, LATE_FACTS_OF } from './late-facts.sql';
import { LATE_JOINS } from './late-joins.sql';
import { ROLE_PARAMETERS, ROLE_SOURCES, STAFF_PARAMETERS, STAFF_SOURCES } from './sources.sql';

const day = localDateSchema.nullable();
const person = z.object({
  personId: z.string(),
  staffNumber: z.string(),
  name: z.string(),
  /** The unit of the primary posting by its name on the day. */
  unitName: z.string().nullable(),
  postTitle: z.string().nullable(),
  employmentType: z.string().nullable(),
  reason: z.enum(LEFT_OUT_REASONS).nullable(),
  termStart: day,
  termEnd: day,
  passedOn: day,
  examOn: day,
  dueCount: z.int().nullable(),
  doneCount: z.int().nullable(),
  /** What of earlier fiscal years is still open, in one line. */
  carriedOver: z.string().nullable(),
  /** The day on which the role was recorded, when that is after its first day (後から登録). */
  recordedLateOn: day,
  /** The day on which numbers of the person were joined, when that is later and changes who is counted (後から登録). */
  joinedLateOn: day,
  /** The same of a join that was undone later. */
  separatedLateOn: day,
  /** What the organisation tells of the person on the day by now and did not tell then, and since when (後から登録). */
  lateFacts: z.array(z.object({ what: z.enum(LATE_FACTS_OF), on: localDateSchema })),
});

/** One person behind a figure, with the facts by which they are in it or left out of it. */
export type PersonBehind = Readonly<z.infer<typeof person>>;

const ROW = {
  people: col.json(z.array(person)),
  leftOut: col.json(z.array(person)),
  counts: col.json(
    z.array(z.object({ reason: z.enum(LEFT_OUT_REASONS).nullable(), count: z.int() })),
  ),
};
export type PeopleRow = RowOf<typeof ROW>;

const PLACE = {
  unitId: 'uuid?',
  departmentIds: 'uuid[]?',
  limit: 'integer',
  offset: 'integer',
} as const;
const PAGES = 'LIMIT :limit OFFSET :offset';

const inUnit = (column: string): string =>
  `(:unitId IS NULL OR ${column} IN (SELECT org_unit_id FROM tree_now WHERE top_id = :unitId))`;

/** `chosen` has everybody who is counted (reason null) or left out (with the reason), one row a person. */
const ANSWER = `, ${LATE_JOINS}, ${LATE_FACTS}, listed AS (
  SELECT c.person_id AS "personId", n.staff_number AS "staffNumber", p.name, u.name AS "unitName", po.post_title AS "postTitle",
    em.employment_type AS "employmentType", c.reason, c.term_start AS "termStart", c.term_end AS "termEnd",
    c.passed_on AS "passedOn", c.exam_on AS "examOn", c.due_count AS "dueCount", c.done_count AS "doneCount",
    c.carried_over AS "carriedOver", c.recorded_late_on AS "recordedLateOn",
    late.joined_on AS "joinedLateOn", late.separated_on AS "separatedLateOn", COALESCE(told.facts, '[]'::json) AS "lateFacts",
    u.sort_order, p.kana
  FROM chosen c
  LEFT JOIN late_join late ON late.person_id = c.person_id
  LEFT JOIN late_fact told ON told.person_id = c.person_id
  JOIN ${detailsOn('p', 'c.person_id', ':on')}
  JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':on')}
  LEFT JOIN employments em ON em.person_id = p.person_id AND ${inForce('em', ':on')}
  LEFT JOIN postings po ON po.person_id = p.person_id AND po.kind = 'primary' AND ${inForce('po', ':on')}
  LEFT JOIN org_unit_periods u ON u.org_unit_id = po.org_unit_id AND ${inForce('u', ':on')}
), counted_page AS (
  SELECT * FROM listed WHERE reason IS NULL ORDER BY sort_order, "unitName", kana, "staffNumber" ${PAGES}
), left_out_page AS (
  SELECT * FROM listed WHERE reason IS NOT NULL ORDER BY reason, sort_order, kana, "staffNumber" ${PAGES}
)
SELECT COALESCE((SELECT json_agg(counted_page) FROM counted_page), '[]'::json) AS people,
  COALESCE((SELECT json_agg(left_out_page) FROM left_out_page), '[]'::json) AS "leftOut",
  COALESCE((SELECT json_agg(json_build_object('reason', reason, 'count', n) ORDER BY reason)
            FROM (SELECT reason, count(*)::int AS n FROM chosen GROUP BY reason) by_reason), '[]'::json) AS counts`;

/** The condition or the reason of the figure that is asked for. */
const ofFigure = (part: 'counted' | 'leftOut'): string => `CASE :figure
      ${STAFF_FIGURES.map((name) => `WHEN '${name}' THEN ${STAFF_FIGURE_SQL[name][part]}`).join('\n      ')}
      ${COURSE_FIGURES.map((name) => `WHEN '${name}' THEN ${courseFigure(name)[part]}`).join('\n      ')} END`;

/** Nobody whom the course was never asked of is named beside it. */
function courseFigure(name: (typeof COURSE_FIGURES)[number]) {
  const { counted, leftOut } = COURSE_FIGURE_SQL[name];
  return { counted, leftOut: `CASE WHEN course_asked THEN ${leftOut} END` };
}

/** People of a row outside every unit that counts; without an id: those who have no primary posting. */
const OUTSIDE = `org_unit_id IS NOT DISTINCT FROM :unitId
    AND (org_unit_id IS NULL OR org_unit_id NOT IN (SELECT org_unit_id FROM tree_now))`;

export const STAFF_BEHIND = statement({
  name: 'coverage.staff-behind',
  sql: `${STAFF_SOURCES}, course_asked AS (
  SELECT o.person_id, true AS course_asked, bool_or(o.state <> 'exempted') AS course_due, bool_or(${isOpen('o')}) AS course_open
  FROM obligation o JOIN courses c ON c.id = o.course_id
  WHERE c.key = :courseKey AND o.fiscal_year = :courseYear AND o.is_mandatory AND o.state <> 'closed'
  GROUP BY o.person_id
), carried AS (
  SELECT o.person_id, string_agg(${obligationTitle('v.title', 'o')}, '、' ORDER BY o.fiscal_year, v.title) AS titles
  FROM obligation o JOIN course_versions v ON v.id = o.edition_id
  WHERE o.is_mandatory AND o.is_carried_over AND ${isOpen('o')}
  GROUP BY o.person_id
), judged AS (
  SELECT f.person_id, f.passed_on, f.booked_on, f.past_on, f.outside_on, f.provisional_on, f.due_count, f.done_count, f.carried_over,
    COALESCE(${ofFigure('counted')}, false) AS counted,
    ${ofFigure('leftOut')} AS reason
  FROM (
    SELECT staff.*, ca.course_asked, carried.titles AS carried_over, ${expectedSql('staff.left_out_by', 'ca.course')} AS course_state
    FROM staff LEFT JOIN course_asked ca ON ca.person_id = staff.person_id LEFT JOIN carried ON carried.person_id = staff.person_id
  ) f
  WHERE CASE WHEN :isOutside THEN ${OUTSIDE}
    WHEN :departmentIds IS NOT NULL THEN org_unit_id = ANY(:departmentIds) OR (:withoutPost AND org_unit_id IS NULL)
    ELSE ${inUnit('org_unit_id')} END
), chosen AS (
  SELECT person_id, CASE WHEN counted THEN NULL ELSE reason END AS reason, NULL::date AS term_start, NULL::date AS term_end,
    passed_on, COALESCE(provisional_on, booked_on, outside_on, past_on) AS exam_on, due_count, done_count, carried_over,
    NULL::date AS recorded_late_on
  FROM judged WHERE counted OR reason IS NOT NULL
)${ANSWER}`,
  parameters: {
    ...STAFF_PARAMETERS,
    ...PLACE,
    figure: 'text',
    isOutside: 'boolean',
    withoutPost: 'boolean',
    courseKey: 'text?',
    courseYear: 'integer?',
  },
  row: ROW,
});

/** Left out: who holds the role on D and belongs to the unit or 部 by some post, but is not counted there. */
export const ROLE_BEHIND = statement({
  name: 'coverage.role-behind',
  sql: `${ROLE_SOURCES}, present AS (
  SELECT DISTINCT person_id FROM presence WHERE role = :role AND during @> :on AND (:unitId IS NULL OR top_id = :unitId)
    AND (:departmentIds IS NULL OR top_id = ANY(:departmentIds))
), chosen AS (
  SELECT DISTINCT ON (t.person_id) t.person_id,
    CASE WHEN t.person_id IN (SELECT person_id FROM present) THEN
           CASE WHEN :onlyActive AND NOT ${wasActive('t.person_id', ':on')} THEN 'not_active' END
         WHEN NOT t.service @> :on THEN 'not_employed'
         WHEN :excludeAbsent AND s.status = 'seconded' THEN 'seconded'
         WHEN :excludeAbsent AND s.status IS NOT NULL THEN 'on_leave'
         WHEN po.person_id IS NULL THEN 'no_posting'
         WHEN :unitId IS NOT NULL THEN 'concurrent'
         ELSE 'other_unit' END AS reason,
    t.term_start, t.term_end, NULL::date AS passed_on, NULL::date AS exam_on, NULL::int AS due_count, NULL::int AS done_count,
    NULL::text AS carried_over,
    CASE WHEN ${dayOf('t.appointed_at')} > t.term_start
      THEN ${dayOf('t.appointed_at')} END AS recorded_late_on
  FROM terms t
  LEFT JOIN employment_statuses s ON s.person_id = t.person_id AND ${inForce('s', ':on')}
  LEFT JOIN postings po ON po.person_id = t.person_id AND po.kind = 'primary' AND ${inForce('po', ':on')}
  WHERE t.role = :role AND t.during @> :on
    AND (t.person_id IN (SELECT person_id FROM present) OR (:unitId IS NULL AND :departmentIds IS NULL) OR EXISTS (
      SELECT 1 FROM postings any_post WHERE any_post.person_id = t.person_id AND ${inForce('any_post', ':on')}
        AND ${inUnit('any_post.org_unit_id')} AND (:departmentIds IS NULL OR any_post.org_unit_id = ANY(:departmentIds))))
  ORDER BY t.person_id, t.term_start
)${ANSWER}`,
  parameters: {
    ...ROLE_PARAMETERS,
    ...PLACE,
    onEnd: 'timestamptz',
    role: 'text',
    onlyActive: 'boolean',
  },
  row: ROW,
});

const PLACE_ROW = { id: col.id<'org_unit'>(), name: col.text, counts: col.bool };

/** A unit by its code on the day. */
export const PLACE_BY_CODE = statement({
  name: 'coverage.place-by-code',
  sql: `SELECT o.id, u.name, u.counts_for_leader_kpi AS counts FROM org_units o
    JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${inForce('u', ':on')} WHERE o.code = :code`,
  parameters: { on: 'date', code: 'text' },
  row: PLACE_ROW,
});
export type PlaceRow = RowOf<typeof PLACE_ROW>;

/** The title of a course under which it was asked for in a fiscal year: that of the newest edition of its cycle. */
export const COURSE_TITLE = statement({
  name: 'coverage.course-title',
  sql: `SELECT v.title FROM courses c JOIN course_versions v ON v.course_id = c.id
    WHERE c.key = :courseKey AND v.published_at < :onEnd AND coalesce(v.fiscal_year, :courseYear) = :courseYear
    ORDER BY v.fiscal_year IS NULL, v.version DESC LIMIT 1`,
  parameters: { courseKey: 'text', courseYear: 'integer', onEnd: 'timestamptz' },
  row: { title: col.text },
});
