const DIGITS = 12;

/**
 * SQL: by what a number says and not by how it was typed: 「DX推第２号」 stands before 「DX推第10号」. For ORDER BY only; numbers of up to
 * twelve digits.
 */
export function naturalOrder(column: string): string {
  const zeros = '0'.repeat(DIGITS);
  const padded = `regexp_replace(normalize(${column}, NFKC), '(\\d+)', '${zeros}\\1', 'g')`;
  return `regexp_replace(${padded}, '\\d*(\\d{${String(DIGITS)}})', '\\1', 'g')`;
}
