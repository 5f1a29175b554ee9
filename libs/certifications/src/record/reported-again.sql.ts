/** SQL: after the record of `alias` (of `shown_record`) came back or was taken back, the person reported the qualification again. */
export function isReportedAgain(alias: string): string {
  return `EXISTS (SELECT 1 FROM certification_records newer
      WHERE newer.person_id = ${alias}.person_id AND newer.certification_id = ${alias}.certification_id
        AND newer.id <> ${alias}.id AND newer.reported_at > COALESCE(${alias}.annulled_at, ${alias}.revoked_at, ${alias}.decided_at))`;
}
