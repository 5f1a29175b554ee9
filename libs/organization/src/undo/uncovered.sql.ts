import { asKnown } from '@app/platform';
import { TABLES_OF_UNITS } from '../import/import-rows';

/** SQL: the days of a row. */
const days = (alias: string): string => `daterange(${alias}.valid_from, ${alias}.valid_to)`;

/**
 * SQL: on some of the days of `row` nothing holds of the rows of `table` that meet `condition` (in terms of `base`): an
 * appointment of somebody who is not employed, a post in a unit that does not exist.
 */
export function isUncovered(row: string, table: string, condition: string): string {
  return `NOT (${days(row)} <@ coalesce(
      (SELECT range_agg(${days('base')}) FROM ${table} base WHERE ${condition}), '{}'::datemultirange))`;
}

const SAYING = `'{id,recorded_at,recorded_by,superseded_at,superseded_by}'::text[]`;

/** SQL: what `row` says was not in the books yet at `:since`; a row that only came back says nothing new. */
export function cameSince(row: string, table: string, subject: string): string {
  return `NOT EXISTS (SELECT 1 FROM ${asKnown(table, ':since')} told WHERE told.${subject} = ${row}.${subject}
      AND told.valid_from = ${row}.valid_from AND to_jsonb(told) - ${SAYING} = to_jsonb(${row}) - ${SAYING})`;
}

/** SQL: ids of the people of the batch `:batchId`. */
export const PEOPLE_OF_BATCH = `SELECT r.subject_id FROM import_rows r WHERE r.batch_id = :batchId AND r.table_name NOT IN (${TABLES_OF_UNITS})`;

/** SQL: ids of the units of the batch `:batchId`. */
export const UNITS_OF_BATCH = `SELECT r.subject_id FROM import_rows r WHERE r.batch_id = :batchId AND r.table_name IN (${TABLES_OF_UNITS})`;
