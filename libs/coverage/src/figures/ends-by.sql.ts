/**
 * SQL: why the presence `alias` ends when it ends: the term, the post, the employment, or an absence begins. `starting` is
 * joined by `startingAbsence`; NULL as long as no end is known.
 */
export function endsBy(alias: string, starting: string): string {
  return `CASE
  WHEN upper(${alias}.during) IS NULL THEN NULL
  WHEN upper(${alias}.during) = ${alias}.ended_before THEN 'ended_early'
  WHEN upper(${alias}.during) = ${alias}.term_end + 1 THEN 'term_ends'
  WHEN ${starting}.status = 'seconded' THEN 'seconded'
  WHEN ${starting}.status IS NOT NULL THEN 'on_leave'
  WHEN NOT ${alias}.service @> upper(${alias}.during) THEN 'leaves_service'
  ELSE 'transferred' END`;
}

/** SQL: the absence that begins on the day on which the presence `alias` ends, as `starting`. */
export function startingAbsence(alias: string, starting: string): string {
  return `LEFT JOIN employment_statuses ${starting} ON ${starting}.person_id = ${alias}.person_id AND ${starting}.valid_from = upper(${alias}.during)`;
}
