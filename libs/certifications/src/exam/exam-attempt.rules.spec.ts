import { bookingProblem, possibleOutcomes } from './exam-attempt.rules';

const TODAY = '2026-11-16';

describe('bookingProblem', () => {
  it('accepts today and the coming year', () => {
    expect(bookingProblem(TODAY, TODAY)).toBeNull();
    expect(bookingProblem('2027-11-16', TODAY)).toBeNull();
  });

  it.each(['2026-11-15', '2027-11-17', 'soon', ''])('refuses %j', (day) => {
    expect(bookingProblem(day, TODAY)).not.toBeNull();
  });
});

describe('possibleOutcomes', () => {
  it('asks for a result only from the day of the exam on', () => {
    const ahead = { state: 'booked', examOn: '2026-11-17' } as const;
    expect(possibleOutcomes(ahead, TODAY)).toEqual(['cancelled']);
    const over = { state: 'booked', examOn: TODAY } as const;
    expect(possibleOutcomes(over, TODAY)).toEqual(['provisional_pass', 'failed', 'cancelled']);
  });

  it('lets a result be corrected, and ends with a cancellation', () => {
    const of = (state: 'provisional_pass' | 'failed' | 'cancelled') =>
      possibleOutcomes({ state, examOn: '2026-11-01' }, TODAY);
    expect(of('provisional_pass')).toEqual(['failed']);
    expect(of('failed')).toEqual(['provisional_pass']);
    expect(of('cancelled')).toEqual([]);
  });
});
