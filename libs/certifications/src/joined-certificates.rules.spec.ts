import { ATTEMPTS, type OwnedRow, rankedMoves, RECORDS } from './joined-certificates.rules';

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
