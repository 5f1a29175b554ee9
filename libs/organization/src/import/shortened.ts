export const LONGEST_HEADING = 40;
const MOST_UNKNOWN = 20;

/** Half a sign, which the cut may leave, can be kept in no JSON of the database. */
export function shortened(text: string, longest: number): string {
  const short = text.replace(/\p{Cc}/gu, '').slice(0, longest);
  return short.replace(/\p{Surrogate}/gu, '');
}

/** As many as tell that another file was meant. */
export function shownHeadings(unknown: readonly string[]): readonly string[] {
  return unknown.map((heading) => shortened(heading, LONGEST_HEADING)).slice(0, MOST_UNKNOWN);
}
