/** Which qualifications are asked for, as of which day: places in the text or SQL. */
export interface AskedCertifications {
  /** Codes of which one is enough. */
  readonly codes: string;
  /** Whether what counts as one of them is enough, too. */
  readonly orEquivalent: string;
  readonly on: string;
}

/**
 * SQL: the qualification of the column is one of those asked for or, where that is enough, counts as one of them on the day. What
 * counts as what is known to `certifications_counting_as` alone.
 */
export function meetsCertification(
  column: string,
  { codes, orEquivalent, on }: AskedCertifications,
): string {
  return `${column} IN (SELECT k.held_id FROM certifications_counting_as(${on}) k WHERE k.asked_code = ANY(${codes}) AND (k.is_same OR ${orEquivalent}))`;
}
