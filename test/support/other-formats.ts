/** A list in another format than CSV: the same rows, from the same columns, by the one writer of all lists. */
export function isOtherFormat(path: string): boolean {
  return /\.(?:xlsx|json|html|pdf|cp932)$/.test(path);
}
