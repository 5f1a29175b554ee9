import { createHash } from 'node:crypto';

/** As many signs as tell the sentences of one page apart. */
const SIGNS = 16;

/** Stands for sentences that a page showed, one by one: a tick is for these and for no others. */
export function seenMark(texts: readonly string[]): string {
  return texts.map(markOf).join('.');
}

/** Whether all of it was among what the mark stands for. */
export function isAllSeen(mark: string, texts: readonly string[]): boolean {
  const seen = mark.split('.');
  return texts.every((text) => seen.includes(markOf(text)));
}

function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, SIGNS);
}
