import type { AttemptState } from './exam/exam-attempt.rules';
import {
  ATTEMPTS,
  type OwnedRow,
  rankedMoves,
  RECORDS,
  withOneOpen,
} from './joined-certificates.rules';

const PAIR = { personId: 'given-up', joinedTo: 'kept' };

function row<const State extends string>(
  rowId: string,
  personId: string,
  state: State,
  key = 'ip',
): OwnedRow<State> {
  return { rowId, personId, key, state, name: key };
}

const handed = (moves: ReturnType<typeof rankedMoves>['moves']) =>
  moves.copies.map((copy) => `${copy.from} → ${String(copy.changes.person_id)}`);

describe('Certificates and exams of two numbers', () => {
  it('go to the person who is kept, whatever their state', () => {
    const rows = [row('a', 'given-up', 'verified'), row('b', 'given-up', 'revoked', 'fe')] as const;
    const { moves, left } = rankedMoves(RECORDS, rows, PAIR);
    expect(handed(moves)).toEqual(['a → kept', 'b → kept']);
    expect(moves.end).toEqual(['a', 'b']);
    expect(left).toEqual([]);
  });

  it('of the same one the better stays: verified before reported, and of equals the one that is there', () => {
    const better = [row('a', 'given-up', 'verified'), row('b', 'kept', 'reported')] as const;
    const changed = rankedMoves(RECORDS, better, PAIR);
    expect(handed(changed.moves)).toEqual(['a → kept', 'b → given-up']);
    expect(changed.left.map((each) => each.rowId)).toEqual(['b']);
    const equal = [row('a', 'given-up', 'verified'), row('b', 'kept', 'verified')] as const;
    const same = rankedMoves(RECORDS, equal, PAIR);
    expect(handed(same.moves)).toEqual([]);
    expect(same.left.map((each) => each.rowId)).toEqual(['a']);
  });

  it('what was returned or withdrawn stands in nobody’s way', () => {
    const rows = [row('a', 'given-up', 'returned'), row('b', 'kept', 'reported')] as const;
    expect(handed(rankedMoves(RECORDS, rows, PAIR).moves)).toEqual(['a → kept']);
    const other = [row('a', 'given-up', 'reported'), row('b', 'kept', 'withdrawn')] as const;
    expect(handed(rankedMoves(RECORDS, other, PAIR).moves)).toEqual(['a → kept']);
  });

  it('of one exam the result stays before the booking', () => {
    const rows = [row('a', 'given-up', 'provisional_pass'), row('b', 'kept', 'booked')] as const;
    expect(handed(rankedMoves(ATTEMPTS, rows, PAIR).moves)).toEqual(['a → kept', 'b → given-up']);
  });
});

describe('Two open bookings of one exam', () => {
  const others = new Set(['z']);
  const of = (rowId: string, whose: 'kept' | 'given-up', state: AttemptState, day = rowId) => ({
    ...row(rowId, whose, state, day),
  });
  const resolve = (...rows: readonly OwnedRow<AttemptState>[]) =>
    withOneOpen(rows, rankedMoves(ATTEMPTS, rows, PAIR).moves, {
      pair: PAIR,
      examOf: (rowId) => (others.has(rowId) ? 'sg' : 'ip'),
    });
  const ids = (rows: readonly OwnedRow<AttemptState>[]) => rows.map(({ rowId }) => rowId);

  it('leave that of the person who is kept, and what is settled changes hands', () => {
    const { moves, left, crossed } = resolve(
      of('a', 'given-up', 'booked'),
      of('b', 'kept', 'booked'),
      of('c', 'given-up', 'failed'),
    );
    expect([handed(moves), ids(left), crossed]).toEqual([['c → kept'], ['a'], []]);
  });

  it('go over where the other has none, or one of another exam', () => {
    const { moves, left } = resolve(of('a', 'given-up', 'booked'), of('z', 'kept', 'booked'));
    expect([handed(moves), left]).toEqual([['a → kept'], []]);
  });

  it('take back the change of places that would have made two', () => {
    const { moves, left } = resolve(
      of('a', 'given-up', 'booked', 'day'),
      of('b', 'kept', 'cancelled', 'day'),
      of('c', 'kept', 'booked'),
    );
    expect([handed(moves), ids(left)]).toEqual([[], ['a']]);
  });

  it('are for the person to settle where results and bookings would cross', () => {
    const { crossed } = resolve(
      of('a', 'given-up', 'provisional_pass', 'first'),
      of('b', 'given-up', 'booked', 'second'),
      of('c', 'kept', 'booked', 'first'),
      of('d', 'kept', 'failed', 'second'),
    );
    expect(ids(crossed)).toEqual(['b', 'c']);
  });
});
