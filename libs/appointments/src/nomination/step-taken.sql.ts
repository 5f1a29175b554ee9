/**
 * SQL: the recommendation `alias` (a row of nominations) has taken the step of this kind: recommended by the head or with
 * the head's 副申, consented to by the person, approved by the office.
 */
export function stepTaken(kind: string, alias: string): string {
  return `CASE ${kind}
      WHEN 'recommendation' THEN ${alias}.origin = 'head' OR ${alias}.supported_at IS NOT NULL
      WHEN 'consent' THEN ${alias}.state IN ('consented', 'returned', 'not_taken', 'approved')
      WHEN 'approval' THEN ${alias}.state = 'approved'
      ELSE false END`;
}
