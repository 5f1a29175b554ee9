import { inForce, isEmployed } from '@app/organization';

/**
 * SQL: the person of the appointment `alias` (a row of role_appointments) holds the role on the day: inside a time in
 * office and employed. Leave and secondment end nothing; who counts such holders says so beside the number.
 */
export function inOffice(alias: string, day: string): string {
  return `(${inForce(alias, day)} AND ${isEmployed(`${alias}.person_id`, day)})`;
}

/**
 * The same for all days at once, as the CTEs `service` and `office`: one row for every time in office, with `in_office`,
 * the days (a multirange) on which `inOffice` holds. `only` is a WHERE clause about `a`, or nothing.
 */
export function officeDays(only = ''): string {
  return `appointment AS (
  SELECT a.id, a.person_id, a.role, a.term_start, a.term_end, a.appointed_at, daterange(a.valid_from, a.valid_to) AS during,
    CASE WHEN a.valid_to <= a.term_end THEN a.valid_to END AS ended_before
  FROM role_appointments a ${only}
), service AS (
  SELECT e.person_id, range_agg(daterange(e.valid_from, e.valid_to)) AS during
  FROM employments e WHERE e.person_id IN (SELECT person_id FROM appointment) GROUP BY e.person_id
), office AS (
  SELECT a.*, COALESCE(service.during, '{}') AS service, datemultirange(a.during) * COALESCE(service.during, '{}') AS in_office
  FROM appointment a LEFT JOIN service ON service.person_id = a.person_id
)`;
}
