import type { IssuedLetter } from './letters.queries';

/** How an issued letter stands today. */
export type LetterState = 'issued' | 'replaced' | 'annulled' | 'set_aside';

export function letterState({
  annulledAt,
  isReplaced,
  isSetAside,
}: Pick<IssuedLetter, 'annulledAt' | 'isReplaced' | 'isSetAside'>): LetterState {
  if (annulledAt !== null) return 'annulled';
  if (isSetAside) return 'set_aside';
  return isReplaced ? 'replaced' : 'issued';
}

export function issueText({ issueNumber }: Pick<IssuedLetter, 'issueNumber'>): string {
  return issueNumber === 1 ? '発行' : `再発行(${String(issueNumber)}回目)`;
}
