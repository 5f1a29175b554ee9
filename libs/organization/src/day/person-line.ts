import { inForce, source } from './in-force';

/**
 * How a person is written in any list about a day: number, name and reading of that day, the unit and title of the
 * primary posting of that day. `JOIN LATERAL ${personLine('r.person_id', ':asOf')} line ON true` finds exactly one
 * row with the columns person_id, staff_number, name, kana, email, search_key, unit_id, unit_name and post_title ('' without one);
 * unit_id and unit_name are NULL where there is no primary posting. With `knownAt` as it was known at that instant:
 * then nobody is found who was not recorded yet.
 */
export function personLine(personId: string, day: string, knownAt?: string): string {
  return `(
      SELECT pd.person_id, sn.staff_number, pd.name, pd.kana, pd.email, pd.search_key, pp.org_unit_id AS unit_id, pu.name AS unit_name,
        coalesce(pp.post_title, '') AS post_title
      FROM ${source('person_details', knownAt)} pd
      JOIN ${source('staff_numbers', knownAt)} sn ON sn.person_id = pd.person_id AND ${inForce('sn', day)}
      LEFT JOIN ${source('postings', knownAt)} pp ON pp.person_id = pd.person_id AND pp.kind = 'primary' AND ${inForce('pp', day)}
      LEFT JOIN ${source('org_unit_periods', knownAt)} pu ON pu.org_unit_id = pp.org_unit_id AND ${inForce('pu', day)}
      WHERE pd.person_id = ${personId} AND ${inForce('pd', day)}
    )`;
}

/** SQL: the day on which an import takes effect, as text; null for no import. `batchId` is a column of text. */
export function importDay(batchId: string): string {
  return `(SELECT ib.effective_on::text FROM import_batches ib WHERE ib.id::text = ${batchId})`;
}

/**
 * `JOIN ${detailsOn('p', 'r.person_id', ':asOf')}`: name, reading and address of mail as of the day, exactly one row a person.
 * A name that only holds from a later day is not told before it.
 */
export function detailsOn(alias: string, personId: string, day: string): string {
  return `person_details ${alias} ON ${alias}.person_id = ${personId} AND ${inForce(alias, day)}`;
}
