/** What the counting rule says of the people in the mandatory figures; coverage knows the rule. */
export interface CountedStaff {
  /** Null: all of them. */
  readonly employmentTypes: readonly string[] | null;
  /** Whether people on leave or seconded are left out of the figures. */
  readonly leavesOutAbsent: boolean;
}

export const COUNTED_PARAMETERS = {
  employmentTypes: 'text[]?',
  leavesOutAbsent: 'boolean',
} as const;

/**
 * SQL: why somebody is in no number, by the rule that every figure of mandatory learning uses: of an employment type
 * that is not counted, or on leave or seconded. `r` has the absence, `w` the employment of the day.
 */
export const leftOutBy = (r: string, w: string): string => `CASE
      WHEN :employmentTypes IS NOT NULL AND NOT ${w}.employment_type = ANY (:employmentTypes) THEN 'employment_type'
      WHEN :leavesOutAbsent AND ${r}.absence IS NOT NULL THEN 'absent' END`;

/** Of `leftOutBy`. */
export const LEFT_OUT_REASONS = ['employment_type', 'absent'] as const;

/** Everybody who is not absent: where the caller does not know the rule. */
export const EVERYBODY_PRESENT: CountedStaff = { employmentTypes: null, leavesOutAbsent: true };
