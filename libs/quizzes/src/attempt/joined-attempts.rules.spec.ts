import { joinAttempts, type OwnedAttempt } from './joined-attempts.rules';

const PAIR = { personId: 'given-up', joinedTo: 'kept' };
const attempt = (
  id: string,
  personId: string,
  attemptNumber: number,
  facts: Partial<OwnedAttempt> = {},
): OwnedAttempt => ({ id, personId, attemptNumber, quizKey: 'mock', isOpen: false, ...facts });

describe('Attempts of two numbers', () => {
  it('all count: those of the number given up are counted on behind the others', () => {
    const { rows, left } = joinAttempts(
      [attempt('a', 'given-up', 1), attempt('b', 'kept', 1), attempt('c', 'kept', 2)],
      PAIR,
    );
    expect(rows).toEqual([
      {
        id: 'a',
        changes: { person_id: 'kept', attempt_number: 3 },
        was: { person_id: 'given-up', attempt_number: 1 },
      },
    ]);
    expect(left).toEqual([]);
  });

  it('keep their number in a quiz that only one took', () => {
    const rows = [attempt('a', 'given-up', 2, { quizKey: 'other' }), attempt('b', 'kept', 1)];
    expect(joinAttempts(rows, PAIR).rows[0]?.changes.attempt_number).toBe(2);
  });

  it('leave one behind that is open where another one is', () => {
    const rows = [
      attempt('a', 'given-up', 1, { isOpen: true }),
      attempt('b', 'kept', 1, { isOpen: true }),
    ];
    const joined = joinAttempts(rows, PAIR);
    expect(joined.rows).toEqual([]);
    expect(joined.left.map((row) => row.id)).toEqual(['a']);
  });
});
