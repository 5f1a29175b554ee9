/**
 * The rows of a dated table as they were known at an instant, in place of its view (which is "as we know it now"):
 * `FROM ${asKnown('postings', ':knownAt')} po`. What was recorded later is missing, what was corrected later is there.
 */
export function asKnown(table: string, knownAt: string): string {
  return `(SELECT * FROM ${table}_history WHERE recorded_at <= ${knownAt} AND (superseded_at IS NULL OR superseded_at > ${knownAt}))`;
}
