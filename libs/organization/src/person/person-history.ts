import {
  col,
  dayOf,
  idOf,
  isUuid,
  localDateSchema,
  normalizeCode,
  type RowOf,
  startOfDay,
  statement,
} from '@app/platform';
import { z } from 'zod';
import { personLine } from '../day/person-line';
import { personNow } from '../join/person-now';
import { ABSENCES, EMPLOYMENT_TYPES, POSTING_KINDS } from '../vocabulary';

/**
 * SQL: person_id of the person with the id `:personId`, or who at any time had the number `:staffNumber`. Whoever was
 * joined to another number is that other one.
 */
export const NAMED_BY = `SELECT ${personNow('i.id')} AS person_id FROM person_identities i WHERE i.id = :personId
    UNION SELECT n.person_id FROM staff_numbers n WHERE n.staff_number = :staffNumber`;

/** The parameters of NAMED_BY: what looks like an id is one, everything else is a number in any width. */
export function namedBy(handle: string) {
  return isUuid(handle)
    ? { personId: idOf<'person'>(handle), staffNumber: '' }
    : { personId: null, staffNumber: normalizeCode(handle) };
}

const dated = { validFrom: localDateSchema, validTo: localDateSchema.nullable() };
/** The day on which the fact was recorded, when that is after its first day (後から登録). */
const late = { recordedLateOn: localDateSchema.nullable() };
const nameSchema = z.object({ ...dated, name: z.string(), kana: z.string() });
const numberSchema = z.object({ ...dated, staffNumber: z.string() });
const postingSchema = z.object({
  ...dated,
  ...late,
  unitCode: z.string(),
  /** As the unit was called those days, 「税務課→課税課」 where it was renamed meanwhile. */
  unitName: z.string(),
  kind: z.enum(POSTING_KINDS),
  postTitle: z.string(),
  isManagerial: z.boolean(),
});
const employmentSchema = z.object({ ...dated, ...late, employmentType: z.enum(EMPLOYMENT_TYPES) });
const statusSchema = z.object({ ...dated, ...late, status: z.enum(ABSENCES) });

export type NameRow = Readonly<z.infer<typeof nameSchema>>;
export type NumberRow = Readonly<z.infer<typeof numberSchema>>;
export type PostingRow = Readonly<z.infer<typeof postingSchema>>;
export type EmploymentRow = Readonly<z.infer<typeof employmentSchema>>;
export type StatusRow = Readonly<z.infer<typeof statusSchema>>;

const PERSON_ROW = {
  personId: col.id<'person'>(),
  staffNumber: col.text,
  name: col.text,
  kana: col.text,
  email: col.text.orNull,
  names: col.json<readonly NameRow[]>(z.array(nameSchema)),
  numbers: col.json<readonly NumberRow[]>(z.array(numberSchema)),
  postings: col.json<readonly PostingRow[]>(z.array(postingSchema)),
  employments: col.json<readonly EmploymentRow[]>(z.array(employmentSchema)),
  statuses: col.json<readonly StatusRow[]>(z.array(statusSchema)),
};

/** Everything the organisation knows of one person, as dated rows, newest first; name and number are those of a day. */
export type PersonHistory = RowOf<typeof PERSON_ROW>;

const listOf = (table: string, alias: string, fields: string): string =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object(${fields}, 'validFrom', ${alias}.valid_from, 'validTo', ${alias}.valid_to)
      ORDER BY ${alias}.valid_from DESC), '[]') FROM ${table} ${alias} WHERE ${alias}.person_id = line.person_id)`;

/**
 * When a fact of the table was first recorded, if that was after its first day; `same` are the columns that tell it. What
 * began before there were books, or was moved by a join of numbers, is not late.
 */
const recordedLate = (table: string, alias: string, ...same: readonly string[]): string =>
  `(SELECT CASE WHEN min(h.recorded_at) >= ${startOfDay(`${alias}.valid_from + 1`)}
        AND ${alias}.valid_from >= (SELECT min(${dayOf('b.recorded_at')}) FROM ${table}_history b)
      THEN ${dayOf('min(h.recorded_at)')} END
    FROM ${table}_history h WHERE h.person_id = ${alias}.person_id AND h.valid_from = ${alias}.valid_from
      AND ${same.map((column) => `h.${column} = ${alias}.${column}`).join(' AND ')}
      AND NOT EXISTS (SELECT 1 FROM person_join_rows r WHERE r.new_row_id = h.id))`;

/** What the unit `o` was called in the time of the posting `po`, up to the day; of a unit younger than it, the nearest name. */
const UNIT_NAME = `coalesce(
      (SELECT string_agg(called.name, '→' ORDER BY called.valid_from) FROM (
         SELECT p.name, p.valid_from, lag(p.name) OVER (ORDER BY p.valid_from) AS name_before FROM org_unit_periods p
         WHERE p.org_unit_id = o.id AND p.valid_from <= greatest(:asOf, po.valid_from)
           AND daterange(p.valid_from, p.valid_to) && daterange(po.valid_from, po.valid_to)) called
       WHERE called.name IS DISTINCT FROM called.name_before),
      (SELECT p.name FROM org_unit_periods p WHERE p.org_unit_id = o.id ORDER BY abs(p.valid_from - po.valid_from) LIMIT 1))`;

export const PERSON = statement({
  name: 'organization.person',
  sql: `SELECT line.person_id AS "personId", line.name, line.kana, line.email, line.staff_number AS "staffNumber",
      ${listOf('person_details', 'pd', `'name', pd.name, 'kana', pd.kana`)} AS names,
      ${listOf('staff_numbers', 'sn', `'staffNumber', sn.staff_number`)} AS numbers,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('unitCode', o.code, 'unitName', ${UNIT_NAME}, 'kind', po.kind,
         'postTitle', po.post_title, 'isManagerial', po.is_managerial, 'validFrom', po.valid_from,
         'validTo', po.valid_to, 'recordedLateOn', ${recordedLate('postings', 'po', 'org_unit_id', 'kind', 'post_title')}) ORDER BY po.valid_from DESC, (po.kind = 'primary') DESC, o.code), '[]')
       FROM postings po JOIN org_units o ON o.id = po.org_unit_id
       WHERE po.person_id = line.person_id) AS postings,
      ${listOf('employments', 'e', `'employmentType', e.employment_type, 'recordedLateOn', ${recordedLate('employments', 'e', 'employment_type')}`)} AS employments,
      ${listOf('employment_statuses', 's', `'status', s.status, 'recordedLateOn', ${recordedLate('employment_statuses', 's', 'status')}`)} AS statuses
    FROM (${NAMED_BY}) found
    JOIN LATERAL ${personLine('found.person_id', ':asOf')} line ON true`,
  parameters: { asOf: 'date', personId: 'uuid?', staffNumber: 'text' },
  row: PERSON_ROW,
});
