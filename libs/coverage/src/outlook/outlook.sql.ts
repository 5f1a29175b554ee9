import { inForce, personLine } from '@app/organization';
import { col, localDateSchema, type RowFrom, statement, statementsFor } from '@app/platform';
import { z } from 'zod';
import { endsBy, startingAbsence } from '../figures/ends-by.sql';
import { ROLE_PARAMETERS, roleSourcesIn } from '../figures/sources.sql';
import { BOOK_PARAMETERS, BOOKS } from './books.sql';

const ENDS = [
  ...([
    'term_ends',
    'ended_early',
    'on_leave',
    'seconded',
    'leaves_service',
    'transferred',
  ] as const),
] as const;

/** One stretch of days on which somebody exercises the role in the unit. */
const stretch = z.object({
  personId: z.string(),
  /** The first and the last day of it; null: no end is known. */
  starts: localDateSchema,
  lastDay: localDateSchema.nullable(),
  endsBy: z.enum(ENDS).nullable(),
  termStart: localDateSchema,
});
export type Stretch = Readonly<z.infer<typeof stretch>>;

/** Somebody by the name and number of the day. */
export interface PersonThen {
  readonly name: string;
  readonly staffNumber: string;
}

export type NamedStretch = Stretch & PersonThen;

const term = z.object({
  from: localDateSchema,
  until: localDateSchema,
  /** Given back before its last day: nobody asks for another one. */
  isEndedEarly: z.boolean(),
});

/** Somebody who works in the unit on the day and is not away. */
const member = z.object({
  personId: z.string(),
  /** The day on which they come here, when it is ahead. */
  comes: localDateSchema.nullable(),
  /** Terms as a leader, anywhere, that are not over. */
  terms: z.array(term),
});
export type Member = Readonly<z.infer<typeof member>>;

/**
 * Every unit that counts on the day :on, as the books of :knownAt foresee it: whether it has enough leaders, who they are then, who
 * will have stopped since :from, and who else works there and is at work.
 */
export const UNITS_AHEAD = statement({
  name: 'coverage.units-ahead',
  sql: `${roleSourcesIn(BOOKS)}, termed AS (
    SELECT a.person_id, json_agg(json_build_object('from', a.valid_from, 'until', a.valid_to - 1, 'isEndedEarly', a.valid_to <= a.term_end)
      ORDER BY a.valid_from) AS terms
    FROM role_appointments a WHERE a.role = 'leader' AND a.valid_to > :from GROUP BY a.person_id
  ), here AS (
    SELECT t.top_id, po.person_id, e.employment_type = ANY(:regularTypes) AS is_regular,
      away.person_id IS NULL AS is_at_work, CASE WHEN po.valid_from > :from THEN po.valid_from END AS comes,
      COALESCE(termed.terms, '[]'::json) AS terms
    FROM tree_now t
    JOIN postings po ON po.org_unit_id = t.org_unit_id AND po.kind = 'primary' AND ${inForce('po', ':on')}
    JOIN employments e ON e.person_id = po.person_id AND ${inForce('e', ':on')}
    LEFT JOIN employment_statuses away ON away.person_id = po.person_id AND ${inForce('away', ':on')}
    LEFT JOIN termed ON termed.person_id = po.person_id
  ), working AS (
    SELECT top_id, bool_or(is_regular) AS has_regular,
      json_agg(json_build_object('personId', person_id, 'comes', comes, 'terms', terms) ORDER BY person_id) FILTER (WHERE is_at_work) AS people
    FROM here GROUP BY top_id
  ), leaders AS (
    SELECT p.top_id, p.during @> :on AS is_then, p.during, json_build_object('personId', p.person_id, 'starts', lower(p.during),
      'lastDay', upper(p.during) - 1, 'endsBy', ${endsBy('p', 'starting')}, 'termStart', p.term_start) AS stretch, p.person_id
    FROM presence p ${startingAbsence('p', 'starting')} WHERE p.role = 'leader'
  ), led AS (
    SELECT top_id, json_agg(stretch ORDER BY lower(during), person_id) FILTER (WHERE is_then) AS leaders,
      json_agg(stretch ORDER BY upper(during), person_id) FILTER (WHERE upper(during) > :from AND upper(during) <= :on) AS losses
    FROM leaders GROUP BY top_id
  )
  SELECT c.id AS "unitId", c.code, c.name, parent.name AS "parentName", parent_unit.code AS "parentCode",
    (row_number() OVER (ORDER BY parent.sort_order, c.sort_order, c.code))::int AS place,
    COALESCE(working.has_regular, false) AS "hasRegular", COALESCE(covered.during @> :on, false) AS "isCovered",
    (SELECT max(upper(r)) FROM unnest(covered.during) r WHERE upper(r) <= :on) AS "uncoveredSince",
    COALESCE(led.leaders, '[]'::json) AS leaders, COALESCE(led.losses, '[]'::json) AS losses, COALESCE(working.people, '[]'::json) AS people
  FROM counting c
  LEFT JOIN org_unit_periods parent ON parent.org_unit_id = c.parent_org_unit_id AND ${inForce('parent', ':on')}
  LEFT JOIN org_units parent_unit ON parent_unit.id = parent.org_unit_id
  LEFT JOIN covered ON covered.top_id = c.id
  LEFT JOIN led ON led.top_id = c.id
  LEFT JOIN working ON working.top_id = c.id
  ORDER BY place`,
  parameters: { ...ROLE_PARAMETERS, ...BOOK_PARAMETERS, regularTypes: 'text[]' },
  row: {
    unitId: col.id<'org_unit'>(),
    code: col.text,
    name: col.text,
    parentName: col.text.orNull,
    parentCode: col.text.orNull,
    /** In the order of the organisation. */
    place: col.int,
    hasRegular: col.bool,
    isCovered: col.bool,
    uncoveredSince: col.date.orNull,
    leaders: col.json(z.array(stretch)),
    losses: col.json(z.array(stretch)),
    people: col.json(z.array(member)),
  },
});
export type UnitAhead = RowFrom<typeof UNITS_AHEAD>;

/** How a unit stands at the end of a fiscal year, the most troubled first; `vacant` as foreseen on a day that has passed. */
export const OUTLOOK_STATES = ['nobody', 'in_reach', 'vacant', 'on_record', 'apart'] as const;
export type OutlookState = (typeof OUTLOOK_STATES)[number];

/** By what the outlook can be sorted; with a minus from the end. */
export const OUTLOOK_SORTS = ['state', '-state', 'unit', '-unit', 'day', '-day'] as const;
export type OutlookSort = (typeof OUTLOOK_SORTS)[number];

const STATE_PLACE = `array_position(ARRAY[${OUTLOOK_STATES.map((it) => `'${it}'`).join(', ')}], p.state)`;
const WITHIN = 'p."yearEnd", p.place, p.key';
const OUTLOOK_ORDER: Readonly<Record<OutlookSort, string>> = {
  state: `${STATE_PLACE}, ${WITHIN}`,
  '-state': `${STATE_PLACE} DESC, ${WITHIN}`,
  unit: 'p.place, p.key, p."yearEnd"',
  '-unit': 'p.place DESC, p.key DESC, p."yearEnd"',
  day: `p.day NULLS LAST, ${WITHIN}`,
  '-day': `p.day DESC NULLS LAST, ${WITHIN}`,
};

const nameOf = (sort: string): string => (sort.startsWith('-') ? `${sort.slice(1)}-down` : sort);
const PAGE = { limit: 'integer?', offset: 'integer' } as const;

/** What the rules found, put in order and cut into pages; whoever could follow first is named as of the day :from. */
export const OUTLOOK_PAGE = statementsFor(OUTLOOK_SORTS, (sort) =>
  statement({
    name: `coverage.outlook-by-${nameOf(sort)}`,
    sql: `SELECT p.key, line.staff_number AS "staffNumber", line.name
    FROM jsonb_to_recordset(:placed) AS p (key integer, state text, "yearEnd" date, place integer, day date, "personId" uuid)
    LEFT JOIN LATERAL ${personLine('p."personId"', ':from', ':knownAt')} line ON true
    WHERE :state IS NULL OR p.state = :state ORDER BY ${OUTLOOK_ORDER[sort]} LIMIT :limit OFFSET :offset`,
    parameters: { placed: 'jsonb', state: 'text?', from: 'date', knownAt: 'timestamptz', ...PAGE },
    row: { key: col.int, staffNumber: col.text.orNull, name: col.text.orNull },
  }),
);

/** By what those who are one requirement short can be sorted. */
export const SHORT_SORTS = ['day', '-day', 'unit', '-unit', 'name', '-name'] as const;
export type ShortSort = (typeof SHORT_SORTS)[number];

const BY_UNIT = 'p.place, line.kana, line.staff_number';
const SHORT_ORDER: Readonly<Record<ShortSort, string>> = {
  day: `p.day NULLS LAST, ${BY_UNIT}`,
  '-day': `p.day DESC NULLS LAST, ${BY_UNIT}`,
  unit: `p.place, p.day NULLS LAST, line.kana, line.staff_number`,
  '-unit': `p.place DESC, p.day NULLS LAST, line.kana, line.staff_number`,
  name: 'line.kana, line.staff_number, p.place',
  '-name': 'line.kana DESC, line.staff_number DESC, p.place',
};

/** Those who are one requirement short, of the units that need them. */
export const SHORT_PAGE = statementsFor(SHORT_SORTS, (sort) =>
  statement({
    name: `coverage.one-short-by-${nameOf(sort)}`,
    sql: `SELECT p.key, line.staff_number AS "staffNumber", line.name, line.unit_name AS "unitName", line.post_title AS "postTitle"
    FROM jsonb_to_recordset(:placed) AS p (key integer, place integer, day date, "personId" uuid)
    JOIN LATERAL ${personLine('p."personId"', ':from', ':knownAt')} line ON true
    ORDER BY ${SHORT_ORDER[sort]}, p.key LIMIT :limit OFFSET :offset`,
    parameters: { placed: 'jsonb', from: 'date', knownAt: 'timestamptz', ...PAGE },
    row: {
      key: col.int,
      staffNumber: col.text,
      name: col.text,
      unitName: col.text.orNull,
      postTitle: col.text,
    },
  }),
);

/** Names of leaders, for the facts beside a unit. */
export const NAMES_THEN = statement({
  name: 'coverage.names-in-the-books',
  sql: `SELECT line.person_id AS "personId", line.name, line.staff_number AS "staffNumber"
    FROM unnest(:personIds) p (id) JOIN LATERAL ${personLine('p.id', ':from', ':knownAt')} line ON true ORDER BY line.staff_number`,
  parameters: { personIds: 'uuid[]', from: 'date', knownAt: 'timestamptz' },
  row: { personId: col.id<'person'>(), name: col.text, staffNumber: col.text },
});
