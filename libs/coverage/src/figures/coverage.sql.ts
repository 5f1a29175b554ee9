import { wasActive } from '@app/appointments';
import { COURSE_PROMISES, isOpen } from '@app/courses';
import { detailsOn, inForce } from '@app/organization';
import { col, dayOf, localDateSchema, type RowOf, statement } from '@app/platform';
import { z } from 'zod';
import type { CourseLine, FiguresOfPeople, OutsideRow, UnitFacts } from './coverage.rules';
import { endsBy, startingAbsence } from './ends-by.sql';
import { LEFT_OUT_OF_RATE, RATES, STAFF_FIGURE_SQL, STAFF_FIGURES } from './figure.rules';
import { LATE_ROWS } from './late-facts.sql';
import { LATE_JOINS } from './late-joins.sql';
import { VACANCIES } from './vacancies.sql';
import { ALL_PARAMETERS, ALL_SOURCES, ALL_SOURCES_BELOW } from './sources.sql';

/** What people are left out of, by reason: the mix of everything mandatory, and each promise. */
const ASKED = ['mandatory', ...RATES] as const;

const leftOutSums = (name: string, sum: (column: string) => string): string =>
  `json_build_object(${LEFT_OUT_OF_RATE.map((reason) => `'${reason}', ${sum(`out_${name}_${reason}`)}`).join(', ')})`;

const figureSums = (sum: (column: string) => string): string => `
    json_build_object(${STAFF_FIGURES.map((name) => `'${name}', ${sum(name)}`).join(', ')}) AS counts,
    ${leftOutSums('mandatory', sum)} AS "leftOut",
    json_build_object(${RATES.map((name) => `'${name}', ${leftOutSums(name, sum)}`).join(', ')}) AS "leftOutOf"`;

/**
 * Counts per lowest unit first: a person has one primary posting, so sums over units count everybody once. Alike
 * people are put together before that, so that each condition is tried once a kind and not once a person.
 */
const KIND = `org_unit_id, is_employed, is_regular, is_higher_only, has_other_certificate, exam_state, has_carried_over, left_out_by,
    ${ASKED.map((name) => `${name}_state`).join(', ')}`;
const people = (condition: string): string =>
  `COALESCE(sum(people) FILTER (WHERE ${condition}), 0)::int`;
const LEAVES = `alike AS (
  SELECT ${KIND}, count(*) AS people,
    count(*) FILTER (WHERE passed_on > (:on - interval '1 year') AND passed_on <= :on) AS passed_last_year
  FROM staff GROUP BY ${KIND}
), leaf AS (
  SELECT org_unit_id,
    ${STAFF_FIGURES.map((name) => `${people(STAFF_FIGURE_SQL[name].counted)} AS ${name}`).join(', ')},
    ${ASKED.map((name) =>
      LEFT_OUT_OF_RATE.map(
        (reason) => `${people(`${name}_state = '${reason}'`)} AS out_${name}_${reason}`,
      ).join(', '),
    ).join(',\n    ')},
    sum(passed_last_year) FILTER (WHERE ${STAFF_FIGURE_SQL.holders.counted})::int AS passed_last_year
  FROM alike GROUP BY org_unit_id
)`;

const sumOf = (column: string): string => `COALESCE(sum(leaf.${column}), 0)::int`;

/** The units that count; one inside another names the nearest that it is counted in as well. */
const UNIT_ROWS = `unit_sum AS (
  SELECT tree_now.top_id, array_agg(tree_now.org_unit_id) AS unit_ids, ${figureSums(sumOf)}
  FROM tree_now LEFT JOIN leaf ON leaf.org_unit_id = tree_now.org_unit_id
  GROUP BY tree_now.top_id
), container AS (
  SELECT DISTINCT ON (t.org_unit_id) t.org_unit_id AS id, outer_unit.code, outer_unit.name
  FROM tree_now t
  JOIN counting inner_unit ON inner_unit.id = t.org_unit_id
  JOIN counting outer_unit ON outer_unit.id = t.top_id AND t.top_id <> t.org_unit_id
  JOIN unit_sum s ON s.top_id = t.top_id
  ORDER BY t.org_unit_id, cardinality(s.unit_ids)
), now AS (
  SELECT * FROM presence WHERE during @> :on
), role_holder AS (
  SELECT now.top_id, json_agg(json_build_object('appointmentId', now.appointment_id, 'personId', now.person_id,
    'staffNumber', n.staff_number, 'name', p.name, 'role', now.role, 'termEnd', now.term_end,
    'lastDay', upper(now.during) - 1, 'endsBy', ${endsBy('now', 'starting')},
    'recordedLateOn', CASE WHEN ${dayOf('now.appointed_at')} > :on THEN ${dayOf('now.appointed_at')} END) ORDER BY now.term_start, n.staff_number) AS people
  FROM now
  JOIN ${detailsOn('p', 'now.person_id', ':on')}
  JOIN staff_numbers n ON n.person_id = p.person_id AND ${inForce('n', ':on')}
  ${startingAbsence('now', 'starting')}
  GROUP BY now.top_id
), ${VACANCIES}, unit_row AS (
  SELECT c.id AS "unitId", c.code, c.name, c.kind, parent.name AS "parentName", s.unit_ids AS "unitIds", s.counts, s."leftOut",
    s."leftOutOf", inside.code AS "insideCode", inside.name AS "insideName",
    COALESCE(h.people, '[]'::json) AS "roleHolders",
    (SELECT count(DISTINCT late.person_id)::int FROM late_row late WHERE late.org_unit_id = ANY (s.unit_ids)) AS "changedLater",
    COALESCE(covered.during @> :on, false) AS "isCovered",
    (SELECT max(upper(r)) FROM unnest(covered.during) r WHERE upper(r) <= :on) AS "uncoveredSince",
    (SELECT upper(r) FROM unnest(covered.during) r WHERE r @> :on) AS "coveredUntil",
    (SELECT min(lower(r)) FROM unnest(covered.during) r WHERE lower(r) > :on) AS "coveredFrom",
    led.since AS "emptySince", led.held_until AS "ledUntil", led.held_from AS "ledFrom",
    (SELECT json_agg(json_build_object('role', v.role, 'isHeld', v.is_held, 'since', v.since, 'heldFrom', v.held_from) ORDER BY v.role)
      FROM role_vacancy v WHERE v.top_id = c.id) AS "rolesHeld",
    responsible.answer AS responsible,
    parent.sort_order AS parent_order, c.sort_order
  FROM counting c
  JOIN unit_sum s ON s.top_id = c.id
  LEFT JOIN container inside ON inside.id = c.id
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = c.parent_org_unit_id AND ${inForce('parent', ':on')}
  LEFT JOIN covered ON covered.top_id = c.id
  LEFT JOIN role_vacancy led ON led.top_id = c.id AND led.role = 'leader'
  LEFT JOIN responsible ON responsible.unit_id = c.id
  LEFT JOIN role_holder h ON h.top_id = c.id
)`;

/** Everybody else: people of a unit that is in no unit that counts, and those without a primary posting. */
const OUTSIDE_ROWS = `outside_row AS (
  SELECT o.code, COALESCE(u.name, o.code) AS name, ${figureSums((column) => `leaf.${column}`)}, u.sort_order
  FROM leaf
  LEFT JOIN org_units o ON o.id = leaf.org_unit_id
  LEFT JOIN org_unit_periods u ON u.org_unit_id = leaf.org_unit_id AND ${inForce('u', ':on')}
  WHERE leaf.org_unit_id IS NULL OR leaf.org_unit_id NOT IN (SELECT org_unit_id FROM tree_now)
)`;

const courseCount = (condition: string): string => `(count(*) FILTER (WHERE ${condition}))::int`;

/** One line for each mandatory course and the fiscal year it is asked for, by the same rule of who is left out. */
const COURSE_ROWS = `course_row AS (
  SELECT c.key, o.fiscal_year AS "fiscalYear", o.is_carried_over AS "isCarriedOver", cp.promise,
    (array_agg(v.title ORDER BY v.version DESC))[1] AS title,
    ${courseCount(`staff.left_out_by IS NULL AND o.state <> 'exempted'`)} AS must,
    ${courseCount(`staff.left_out_by IS NULL AND o.state = 'completed'`)} AS done,
    ${courseCount(`staff.left_out_by IS NULL AND ${isOpen('o')}`)} AS open,
    json_build_object('exempt', ${courseCount(`staff.left_out_by IS NULL AND o.state = 'exempted'`)},
      'on_leave', ${courseCount(`staff.left_out_by = 'on_leave'`)},
      'seconded', ${courseCount(`staff.left_out_by = 'seconded'`)},
      'not_employed', ${courseCount(`staff.left_out_by = 'not_employed' AND o.state <> 'exempted'`)},
      'employment_type', ${courseCount(`staff.left_out_by = 'employment_type'`)},
      'earlier_assignment', 0, 'settled_before', 0, 'not_assigned', 0) AS "leftOut"
  FROM obligation o
  JOIN staff ON staff.person_id = o.person_id
  JOIN courses c ON c.id = o.course_id
  JOIN course_versions v ON v.id = o.edition_id
  LEFT JOIN course_promise cp ON cp.course_id = o.course_id
  WHERE o.is_mandatory AND o.state <> 'closed'
  GROUP BY c.key, o.fiscal_year, o.is_carried_over, cp.promise
)`;

const coverageText = (
  sources: string,
): string => `${sources}, ${LEAVES}, ${LATE_ROWS}, ${UNIT_ROWS}, ${OUTSIDE_ROWS}, ${COURSE_ROWS}, ${LATE_JOINS},
city AS (
  SELECT ${figureSums(sumOf)}, ${sumOf('passed_last_year')} AS "passedLastYear",
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'leader') AS leaders,
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'supporter') AS supporters,
    (SELECT count(DISTINCT person_id)::int FROM now WHERE role = 'supporter' AND ${wasActive('now.person_id', ':on')}) AS "activeSupporters",
    (SELECT count(*)::int FROM late_join) AS "joinedLater",
    (SELECT count(DISTINCT person_id)::int FROM late_row) AS "changedLater"
  FROM leaf
)
SELECT (SELECT row_to_json(city) FROM city) AS city,
  COALESCE((SELECT json_agg(unit_row ORDER BY parent_order, sort_order, code) FROM unit_row), '[]'::json) AS units,
  COALESCE((SELECT json_agg(outside_row ORDER BY code IS NULL, sort_order, code) FROM outside_row), '[]'::json) AS outside,
  COALESCE((SELECT json_agg(course_row ORDER BY "isCarriedOver", promise DESC NULLS LAST, title, key, "fiscalYear") FROM course_row),
    '[]'::json) AS courses`;

export interface CityFigures extends FiguresOfPeople {
  readonly leaders: number;
  readonly supporters: number;
  /** Those among them who did something in the role in the ninety days up to the day. */
  readonly activeSupporters: number;
  readonly passedLastYear: number;
  /** People whose numbers were joined, or told apart again, after the day, so that it is counted otherwise. */
  readonly joinedLater: number;
  /** People whose post, employment, absence or role on the day was recorded, or taken back, only after it. */
  readonly changedLater: number;
}

const leftOut = z.record(z.enum(LEFT_OUT_OF_RATE), z.int());
const FIGURES = {
  counts: z.record(z.enum(STAFF_FIGURES), z.int()),
  leftOut,
  leftOutOf: z.record(z.enum(RATES), leftOut),
};
const day = localDateSchema.nullable();
const city: z.ZodType<CityFigures> = z.object({
  ...FIGURES,
  leaders: z.int(),
  supporters: z.int(),
  activeSupporters: z.int(),
  passedLastYear: z.int(),
  joinedLater: z.int(),
  changedLater: z.int(),
});
const roleHolder = z.object({
  appointmentId: z.string(),
  personId: z.string(),
  staffNumber: z.string(),
  name: z.string(),
  role: z.string(),
  termEnd: localDateSchema,
  lastDay: day,
  endsBy: z
    .enum(['term_ends', 'ended_early', 'on_leave', 'seconded', 'leaves_service', 'transferred'])
    .nullable(),
  recordedLateOn: day,
});
const roleHeld = z.object({
  role: z.string(),
  isHeld: z.boolean(),
  since: day,
  heldFrom: day,
});
const responsible = z.object({
  personId: z.string(),
  staffNumber: z.string(),
  name: z.string(),
  postTitle: z.string(),
  isDeputy: z.boolean(),
  isAbove: z.boolean(),
});
const unit: z.ZodType<UnitFacts> = z.object({
  ...FIGURES,
  unitId: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parentName: z.string().nullable(),
  insideCode: z.string().nullable(),
  insideName: z.string().nullable(),
  unitIds: z.array(z.string()),
  roleHolders: z.array(roleHolder),
  changedLater: z.int(),
  isCovered: z.boolean(),
  uncoveredSince: day,
  coveredUntil: day,
  coveredFrom: day,
  emptySince: day,
  ledUntil: day,
  ledFrom: day,
  rolesHeld: z.array(roleHeld),
  responsible: responsible.nullable(),
});
const outside: z.ZodType<OutsideRow> = z.object({
  ...FIGURES,
  code: z.string().nullable(),
  name: z.string().nullable(),
});
const course: z.ZodType<CourseLine> = z.object({
  key: z.string(),
  fiscalYear: z.int(),
  isCarriedOver: z.boolean(),
  promise: z.enum(COURSE_PROMISES).nullable(),
  title: z.string(),
  must: z.int(),
  done: z.int(),
  open: z.int(),
  leftOut,
});

const ROW = {
  city: col.json(city),
  units: col.json(z.array(unit)),
  outside: col.json(z.array(outside)),
  courses: col.json(z.array(course)),
};
export type CoverageRow = RowOf<typeof ROW>;

export const CITY = statement({
  name: 'coverage.city',
  sql: coverageText(ALL_SOURCES),
  parameters: ALL_PARAMETERS,
  row: ROW,
});

/** The same rows for some units and everything below them. */
export const BELOW = statement({
  name: 'coverage.units',
  sql: coverageText(ALL_SOURCES_BELOW),
  parameters: { ...ALL_PARAMETERS, unitIds: 'uuid[]' },
  row: ROW,
});
