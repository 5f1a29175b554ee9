import type { HistoryMoves, JoinPair } from '@app/organization';
import type { AttemptState } from './exam/exam-attempt.rules';
import type { RecordState } from './record/certification-record.rules';

/** A row of certificates or exams of one of the two. */
export interface OwnedRow<State> {
  readonly rowId: string;
  readonly personId: string;
  /** What there can be only one of: the qualification and the day. */
  readonly key: string;
  readonly state: State;
  readonly name: string;
}

interface Ranked<State> {
  readonly target: HistoryMoves['target'];
  /** Lower is better; null: it stands in nobody's way. */
  readonly rank: (state: State) => number | null;
}

const RECORD_RANKS: Readonly<Record<RecordState, number | null>> = {
  verified: 1,
  reported: 2,
  returned: null,
  withdrawn: null,
  revoked: null,
};
const ATTEMPT_RANKS: Readonly<Record<AttemptState, number>> = {
  provisional_pass: 1,
  passed: 1,
  failed: 2,
  booked: 3,
  cancelled: 4,
};

export const RECORDS: Ranked<RecordState> = {
  target: { table: 'certification_records', key: 'row_id' },
  rank: (state) => RECORD_RANKS[state],
};
export const ATTEMPTS: Ranked<AttemptState> = {
  target: { table: 'exam_attempts', key: 'row_id' },
  rank: (state) => ATTEMPT_RANKS[state],
};

export interface RankedMoves<State> {
  readonly moves: HistoryMoves;
  /** Of two of the same the one that stays with the person who is given up. */
  readonly left: readonly OwnedRow<State>[];
}

/** Everything goes to the person who is kept; of two of the same the better one, and of equals the one that is there. */
export function rankedMoves<State>(
  { target, rank }: Ranked<State>,
  rows: readonly OwnedRow<State>[],
  { personId, joinedTo }: JoinPair,
): RankedMoves<State> {
  const kept = rows.filter((row) => row.personId === joinedTo);
  const left: OwnedRow<State>[] = [];
  const moved = rows
    .filter((row) => row.personId === personId)
    .flatMap((row): (readonly [OwnedRow<State>, string])[] => {
      const own = rank(row.state);
      const same = kept.find((each) => each.key === row.key && rank(each.state) !== null);
      if (!same || own === null) return [[row, joinedTo]];
      const isBetter = own < (rank(same.state) ?? Infinity);
      left.push(isBetter ? same : row);
      return isBetter
        ? [
            [row, joinedTo],
            [same, personId],
          ]
        : [];
    });
  return {
    left,
    moves: {
      target,
      end: moved.map(([row]) => row.rowId),
      copies: moved.map(([row, to]) => ({ from: row.rowId, changes: { person_id: to } })),
    },
  };
}

/** The end of two bookings of one exam that are both open. */
export interface OpenMoves {
  readonly moves: HistoryMoves;
  /** They stay with the person who is given up: of one exam nobody has two open bookings. */
  readonly left: readonly OwnedRow<AttemptState>[];
  /** Exams whose bookings would have to change places: the person tells a result or calls one off first. */
  readonly crossed: readonly OwnedRow<AttemptState>[];
}

/** As `rankedMoves`, and of each exam one booking stays open: that of the person who is kept. `examOf`: which exam a row is of. */
export function withOneOpen(
  rows: readonly OwnedRow<AttemptState>[],
  moves: HistoryMoves,
  { pair, examOf }: { readonly pair: JoinPair; readonly examOf: (rowId: string) => string },
): OpenMoves {
  const ownerOf = ({ rowId, personId }: OwnedRow<AttemptState>) =>
    moves.copies.find(({ from }) => from === rowId)?.changes['person_id'] ?? personId;
  const open = rows.filter(({ state }) => state === 'booked');
  const doubled = open.filter((row) =>
    open.some(
      (other) =>
        other !== row &&
        examOf(other.rowId) === examOf(row.rowId) &&
        ownerOf(other) === ownerOf(row),
    ),
  );
  const left = doubled.filter(
    (row) => row.personId === pair.personId && ownerOf(row) === pair.joinedTo,
  );
  const stays = (rowId: string) => left.some((row) => row.rowId === rowId);
  const swapped = left.flatMap(({ rowId, key }) =>
    rows.filter((row) => row.key === key && row.rowId !== rowId).map((row) => row.rowId),
  );
  const isLeft = (rowId: string) => stays(rowId) || swapped.includes(rowId);
  return {
    left,
    crossed: doubled.filter((row) => ownerOf(row) === pair.personId),
    moves: {
      ...moves,
      end: moves.end.filter((rowId) => !isLeft(rowId)),
      copies: moves.copies.filter(({ from }) => !isLeft(from)),
    },
  };
}
