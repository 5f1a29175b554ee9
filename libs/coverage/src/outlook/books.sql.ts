import { asKnown } from '@app/platform';

const KNOWN_AT = ':knownAt';

/** The days of a row, as far as the reader may know them: what begins after :from, or ends then, may be an order that is not announced. */
const told = (end = 'NULL::date'): string =>
  `h.valid_from, CASE WHEN :seesAhead OR h.valid_to <= :from THEN h.valid_to ELSE ${end} END AS valid_to`;

const book = (table: string, columns: string, days = told()): string =>
  `${table} AS (SELECT ${columns}, ${days} FROM ${asKnown(table, KNOWN_AT)} h WHERE :seesAhead OR h.valid_from <= :from)`;

/**
 * Common table expressions in the place of the tables that say who exercises a role where: what of them was in the books at
 * :knownAt, and no more than the reader may know of the days after :from. The end of a term was announced with it.
 */
export const BOOKS: readonly string[] = [
  book(
    'org_unit_periods',
    'h.org_unit_id, h.name, h.kind, h.parent_org_unit_id, h.counts_for_leader_kpi, h.sort_order',
  ),
  book('postings', 'h.person_id, h.org_unit_id, h.kind'),
  book('employments', 'h.person_id, h.employment_type'),
  book('employment_statuses', 'h.person_id, h.status'),
  book(
    'role_appointments',
    'h.id, h.person_id, h.role, h.term_start, h.term_end, h.appointed_at',
    told('h.term_end + 1'),
  ),
];

/** What BOOKS needs. */
export const BOOK_PARAMETERS = {
  from: 'date',
  knownAt: 'timestamptz',
  seesAhead: 'boolean',
} as const;
