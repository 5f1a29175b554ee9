/** Far enough for every plan, near enough to find a slip of the pen. */
export const FISCAL_YEARS = { least: 2000, most: 2099 } as const;

/**
 * The whole number that somebody typed, or null. Only digits count, wide ones and those in groups of three as well: 1e3, 0x10, +5 and 5.0 are no
 * numbers of anything that is counted here.
 */
export function parseWholeNumber(
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | null {
  const typed = text.normalize('NFKC').trim();
  // As pages print it: 7,500.
  const digits = /^\d{1,3}(?:,\d{3})+$/.test(typed) ? typed.replaceAll(',', '') : typed;
  if (!/^\d{1,10}$/.test(digits)) return null;
  const value = Number(digits);
  return value >= least && value <= most ? value : null;
}

/** 「2026」 for 令和8年度, or null: four digits within the years that a city plans. */
export function parseFiscalYear(text: string): number | null {
  return /^\d{4}$/.test(text.normalize('NFKC').trim())
    ? parseWholeNumber(text, FISCAL_YEARS)
    : null;
}
