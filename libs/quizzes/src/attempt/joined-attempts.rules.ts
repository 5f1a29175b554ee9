import type { JoinPair, RowChange } from '@app/organization';

/** An attempt of one of the two. */
export interface OwnedAttempt {
  readonly id: string;
  readonly personId: string;
  readonly quizKey: string;
  readonly attemptNumber: number;
  readonly isOpen: boolean;
}

/**
 * Attempts keep their number unless both took the same quiz: then those of the person given up are counted on behind the
 * others. Only one attempt can be open.
 */
export function joinAttempts(
  attempts: readonly OwnedAttempt[],
  { personId, joinedTo }: JoinPair,
): { readonly rows: readonly RowChange[]; readonly left: readonly OwnedAttempt[] } {
  const kept = attempts.filter((row) => row.personId === joinedTo);
  const others = attempts.filter((row) => row.personId === personId);
  const isInTheWay = (row: OwnedAttempt): boolean =>
    row.isOpen && kept.some((own) => own.isOpen && own.quizKey === row.quizKey);
  const rows = others
    .filter((row) => !isInTheWay(row))
    .map(({ id, quizKey, attemptNumber: number }): RowChange => {
      const before = kept
        .filter((own) => own.quizKey === quizKey)
        .reduce((most, own) => Math.max(most, own.attemptNumber), 0);
      return {
        id,
        changes: { person_id: joinedTo, attempt_number: before + number },
        was: { person_id: personId, attempt_number: number },
      };
    });
  return { rows, left: others.filter(isInTheWay) };
}
