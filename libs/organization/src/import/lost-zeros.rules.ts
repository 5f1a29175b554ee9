/** One in so many: fewer may be new numbers that happen to look like old ones without their zeros. */
const ONE_IN = 5;

/** Known codes by what is left of them when a spreadsheet takes them for numbers. */
export function withoutZeros(known: readonly string[]): ReadonlyMap<string, string> {
  const short = known.filter((code) => /^0+\d*[1-9]\d*$/.test(code));
  return new Map(short.map((code) => [code.replace(/^0+/, ''), code]));
}

/** The codes of a file that are known codes without their zeros, with those; none when they are few of all. */
export function lostZeros(
  given: readonly string[],
  known: readonly string[],
): readonly (readonly [string, string])[] {
  const all = new Set(known);
  const short = withoutZeros(known);
  const lost = given.flatMap((code): [string, string][] => {
    const full = all.has(code) ? undefined : short.get(code);
    return full === undefined ? [] : [[code, full]];
  });
  return lost.length * ONE_IN >= given.length ? lost : [];
}
