import type { HistoryMoves, JoinPair } from '@app/organization';
import type { LocalDate } from '@app/platform';

/** An enrollment of one of the two. */
export interface OwnedEnrollment {
  readonly id: string;
  readonly personId: string;
  readonly courseId: string;
  readonly cycle: number;
  readonly completedAt: Date | null;
}

/** An exemption of one of the two, half-open. */
export interface OwnedExemption {
  readonly id: string;
  readonly personId: string;
  readonly courseId: string;
  readonly cycle: number;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

/**
 * Every enrollment goes to the person who is kept. Of two of the same course and cycle the finished one stands, of two
 * finished ones the one that was finished first, else the one that is there; the other one stays with the person given up.
 */
export function joinEnrollments<Row extends OwnedEnrollment>(
  rows: readonly Row[],
  { personId, joinedTo }: JoinPair,
) {
  const kept = new Map(
    rows.filter((row) => row.personId === joinedTo).map((row) => [keyOf(row), row]),
  );
  const moved: { readonly row: Row; readonly to: string }[] = [];
  const left: Row[] = [];
  for (const row of rows.filter((each) => each.personId === personId)) {
    const same = kept.get(keyOf(row));
    if (same && !isBetter(row, same)) {
      left.push(row);
      continue;
    }
    moved.push({ row, to: joinedTo });
    if (same) {
      moved.push({ row: same, to: personId });
      left.push(same);
    }
  }
  return { moved, left };
}

/** The person who is kept is let off on all days on which either was; a day is never said twice. */
export function joinExemptions(
  rows: readonly OwnedExemption[],
  { personId, joinedTo }: JoinPair,
): HistoryMoves {
  const pieces = rows
    .filter((row) => row.personId === personId)
    .map((row) => {
      const others = rows.filter((own) => own.personId === joinedTo && keyOf(own) === keyOf(row));
      return { row, free: others.reduce<readonly Days[]>(without, [row]) };
    });
  return {
    target: { table: 'exemptions', key: 'id' },
    end: pieces.map(({ row }) => row.id),
    copies: pieces.flatMap(({ row, free }) =>
      free.map(({ validFrom, validTo }) => ({
        from: row.id,
        changes: { person_id: joinedTo, valid_from: validFrom, valid_to: validTo },
      })),
    ),
  };
}

interface Days {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

/** The days that are not among those of `taken`. */
function without(days: readonly Days[], taken: Days): readonly Days[] {
  return days.flatMap(({ validFrom, validTo }) => {
    const before = { validFrom, validTo: earlier(validTo, taken.validFrom) };
    const after =
      taken.validTo === null
        ? null
        : { validFrom: validFrom > taken.validTo ? validFrom : taken.validTo, validTo };
    return [before, after].flatMap((piece) => (piece && hasDays(piece) ? [piece] : []));
  });
}

function hasDays({ validFrom, validTo }: Days): boolean {
  return validTo === null || validFrom < validTo;
}

function earlier(a: LocalDate | null, b: LocalDate): LocalDate {
  return a !== null && a < b ? a : b;
}

function isBetter(row: OwnedEnrollment, same: OwnedEnrollment): boolean {
  if (!row.completedAt) return false;
  return !same.completedAt || row.completedAt < same.completedAt;
}

function keyOf({ courseId, cycle }: { readonly courseId: string; readonly cycle: number }): string {
  return `${courseId} ${String(cycle)}`;
}
