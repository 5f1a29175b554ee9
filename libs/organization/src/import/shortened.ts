/** Half a sign, which the cut may leave, can be kept in no JSON of the database. */
export function shortened(text: string, longest: number): string {
  const short = text.replace(/\p{Cc}/gu, '').slice(0, longest);
  return short.replace(/\p{Surrogate}/gu, '');
}
