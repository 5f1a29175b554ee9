import { isExamReported } from '../exam/exam-reported.sql';
import { OUTSIDE_EXAMS, withOutside } from '../certification/exam-days.sql';
import { inForce, personLine, unitsBelow, wasEverCalled } from '@app/organization';
import { col, type RowFrom, statement } from '@app/platform';
import { placed, PLACED_PARAMETERS } from './placed.sql';
import { FEWEST_UNNAMED, STAGES } from './stages';

const FILTER = {
  ...PLACED_PARAMETERS,
  unitCode: 'text',
  pattern: 'text?',
  onlyStuck: 'boolean',
} as const;

const UNITS = unitsBelow('SELECT id AS org_unit_id FROM org_units WHERE code = :unitCode', ':on');

/** Only who may be named is looked for: no condition tells of anybody else. */
const NAMED = `WITH RECURSIVE ${UNITS}, ${placed()}, named AS MATERIALIZED (
    SELECT p.*, array_position(ARRAY[${STAGES.map((stage) => `'${stage}'`).join(', ')}], p.stage) AS place
    FROM placed p
    WHERE p.is_named AND (NOT :onlyStuck OR p.is_stuck)
      AND (:unitCode = '' OR p.person_id IN (SELECT po.person_id FROM postings po
        WHERE po.kind = 'primary' AND ${inForce('po', ':on')} AND po.org_unit_id IN (SELECT org_unit_id FROM below)))
      AND (:pattern IS NULL OR ${wasEverCalled('p.person_id', { day: ':on', pattern: ':pattern' })})
  )`;
const LINE = `JOIN LATERAL ${personLine('n.person_id', ':on')} line ON true`;

const CARD = {
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  unitName: col.text.orNull,
  stage: col.oneOf(STAGES),
  since: col.date,
  examOn: col.date.orNull,
  isStuck: col.bool,
  /** The day of the exam is none on which there is one. */
  outside: col.oneOf(OUTSIDE_EXAMS).orNull,
};
const COLUMNS = `n.person_id AS "personId", line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", n.stage, n.since,
      n.exam_on AS "examOn", n.is_stuck AS "isStuck", n.outside`;

/** One page of each column, whoever is longest in it first, and of those only the names; `:pages` in the order of STAGES. */
export const BOARD = statement({
  name: 'certifications.board',
  sql: `${NAMED}
    SELECT ${COLUMNS}, n.total, n.stuck FROM (
      SELECT n.*, (count(*) OVER stage)::int AS total, (count(*) FILTER (WHERE n.is_stuck) OVER stage)::int AS stuck,
        row_number() OVER (PARTITION BY n.stage ORDER BY n.since, n.person_id) AS rank
      FROM named n WINDOW stage AS (PARTITION BY n.stage)
    ) n ${LINE}
    WHERE n.rank > (least((:pages)[n.place], (n.total + :size - 1) / :size) - 1) * :size
      AND n.rank <= least((:pages)[n.place], (n.total + :size - 1) / :size) * :size
    ORDER BY n.place, n.rank`,
  parameters: { ...FILTER, pages: 'integer[]', size: 'integer' },
  row: { ...CARD, total: col.int, stuck: col.int },
});

/** Of the whole city and of everybody, whatever is looked for: smaller groups could be told from one another. */
export const UNNAMED = statement({
  name: 'certifications.board-unnamed',
  sql: `WITH ${placed()}
    SELECT p.stage, count(*)::int AS people FROM placed p WHERE NOT p.is_named GROUP BY p.stage HAVING count(*) >= ${String(FEWEST_UNNAMED)}`,
  parameters: PLACED_PARAMETERS,
  row: { stage: col.oneOf(STAGES), people: col.int },
});

/** By what the list can be sorted; equal ones by the number. */
export const CANDIDATE_SORTS = {
  stage: 'n.place, n.since',
  '-stage': 'n.place DESC, n.since',
  name: 'line.kana',
  '-name': 'line.kana DESC',
  unit: 'line.unit_name NULLS LAST',
  '-unit': 'line.unit_name DESC NULLS LAST',
  since: 'n.since',
  '-since': 'n.since DESC',
} as const;
export type CandidateSort = keyof typeof CANDIDATE_SORTS;

function listBy(sort: string, order: string) {
  return statement({
    name: `certifications.candidates-by-${sort.startsWith('-') ? `${sort.slice(1)}-down` : sort}`,
    sql: `${NAMED} SELECT ${COLUMNS} FROM named n ${LINE} ORDER BY ${order}, line.staff_number, n.person_id LIMIT :limit OFFSET :offset`,
    parameters: { ...FILTER, limit: 'integer?', offset: 'integer' },
    row: CARD,
  });
}

/** Each order is a statement of its own. */
export const CANDIDATE_LISTS = Object.fromEntries(
  Object.entries(CANDIDATE_SORTS).map(([sort, order]) => [sort, listBy(sort, order)]),
) as Readonly<Record<CandidateSort, ReturnType<typeof listBy>>>;

export const CANDIDATE_COUNT = statement({
  name: 'certifications.candidate-count',
  sql: `${NAMED} SELECT count(*)::int AS total FROM named`,
  parameters: FILTER,
  row: { total: col.int },
});

const own = placed((column) => `AND ${column} = :personId`);

/** Where somebody is on the way, and whether they share it: for that person alone. */
export const OWN_PLACE = statement({
  name: 'certifications.own-place',
  sql: `WITH ${own}
    SELECT p.stage, p.since, EXISTS (SELECT 1 FROM shared WHERE person_id = :personId) AS "isShared",
      (SELECT f.failed_on FROM fact f) AS "failedOn", i.answer, i.said_on AS "saidOn", i.wanted_by AS "wantedBy"
    FROM (SELECT 1) one LEFT JOIN placed p ON true LEFT JOIN said i ON true`,
  parameters: { ...PLACED_PARAMETERS, personId: 'uuid' },
  row: {
    stage: col.oneOf(STAGES).orNull,
    since: col.date.orNull,
    isShared: col.bool,
    failedOn: col.date.orNull,
    answer: col.oneOf(['wanted', 'undecided', 'not_this_year', 'withdrawn'] as const).orNull,
    saidOn: col.date.orNull,
    wantedBy: col.date.orNull,
  },
});

/** How many have booked each exam for a day on which there is none. */
export const OUTSIDE = statement({
  name: 'certifications.booked-outside',
  sql: `SELECT c.name, c.code, h.outside, count(DISTINCT a.person_id)::int AS people
    FROM exam_attempts a ${withOutside('a', ':on')} JOIN certifications_called_on(:on) c ON c.id = a.certification_id
    JOIN employments w ON w.person_id = a.person_id AND ${inForce('w', ':on')}
    WHERE a.state = 'booked' AND h.outside IS NOT NULL AND NOT ${isExamReported('a')}
    GROUP BY c.name, c.code, h.outside, c.sort_order ORDER BY c.sort_order, c.code, h.outside`,
  parameters: { on: 'date' },
  row: {
    name: col.text,
    code: col.text,
    outside: col.oneOf(OUTSIDE_EXAMS),
    people: col.int,
  },
});
export type BookedOutside = RowFrom<typeof OUTSIDE>;
