import { dayOf } from '@app/platform';

/**
 * SQL: since which day the recommendation `alias` (a row of nominations) stands where it stands. A row that only changed
 * hands with a number is no step.
 */
export function stepDay(alias: string): string {
  return `(SELECT max(${dayOf('taken.recorded_at')}) FROM (
      SELECT h.step, h.recorded_at, lag(h.step) OVER (ORDER BY h.recorded_at, h.superseded_at) AS before
      FROM nominations_history h WHERE h.id = ${alias}.id
    ) taken WHERE taken.step = ${alias}.step AND taken.before IS DISTINCT FROM taken.step)`;
}

/** SQL: on the day the person can answer, or the office decide (`isOpen` of `nominationState`). */
export function isOpenOn(alias: string, day: string): string {
  return `(${alias}.state = 'consented' OR (${alias}.state = 'nominated' AND ${alias}.consent_by >= ${day}))`;
}

/** SQL: the same person was recommended for the same role after the recommendation `alias`. */
export function isFollowed(alias: string): string {
  return `EXISTS (SELECT 1 FROM nominations later WHERE later.person_id = ${alias}.person_id AND later.role = ${alias}.role
        AND later.nominated_at > ${alias}.nominated_at)`;
}

/** SQL: the same person was appointed to the same role after the recommendation `alias`, without it. */
export function isAppointedSince(alias: string): string {
  return `EXISTS (SELECT 1 FROM role_appointments since WHERE since.person_id = ${alias}.person_id AND since.role = ${alias}.role
        AND since.appointed_at >= ${alias}.nominated_at AND since.id IS DISTINCT FROM ${alias}.appointment_id)`;
}

/** SQL: the role asks for the word of the head on the day, as `listRolesWithSupport` tells it. */
export function asksForSupport(role: string, day: string): string {
  return `EXISTS (SELECT 1 FROM role_requirements asked_for WHERE asked_for.kind = 'recommendation' AND asked_for.is_required
      AND asked_for.role_version_id = (SELECT v.id FROM role_versions v WHERE v.role = ${role} AND v.valid_from <= ${day}
        ORDER BY v.valid_from DESC LIMIT 1))`;
}
