import {
  ATTEMPT_STATES,
  type AttemptState,
  bookingProblem,
  placeOf,
  planMayChange,
  possibleOutcomes,
  retakeProblem,
} from './exam-attempt.rules';

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
    expect(possibleOutcomes({ ...ahead, isVerified: false }, TODAY)).toEqual(['cancelled']);
    const over = { state: 'booked', examOn: TODAY } as const;
    expect(possibleOutcomes({ ...over, isVerified: false }, TODAY)).toEqual([
      ...['provisional_pass', 'passed', 'failed', 'cancelled'],
    ]);
  });

  it('lets a result be corrected, and ends with a cancellation', () => {
    const of = (state: 'provisional_pass' | 'passed' | 'failed' | 'cancelled') =>
      possibleOutcomes({ state, examOn: '2026-11-01', isVerified: false }, TODAY);
    expect(of('provisional_pass')).toEqual(['passed', 'failed']);
    expect(of('passed')).toEqual(['provisional_pass', 'failed']);
    expect(of('failed')).toEqual(['provisional_pass']);
    expect(of('cancelled')).toEqual([]);
  });
});

describe('An exam whose certificate is verified', () => {
  it('takes no result and no other plan; what is still open can be called off', () => {
    const of = (state: AttemptState) =>
      possibleOutcomes({ state, examOn: '2026-11-01', isVerified: true }, TODAY);
    expect(ATTEMPT_STATES.map((state) => of(state))).toEqual([['cancelled'], [], [], [], []]);
    expect(planMayChange({ state: 'booked', isVerified: true })).toBe(false);
  });
});

describe('retakeProblem', () => {
  it.each([
    ['ip', '2026-11-17', null],
    ['sg', '2026-12-16', '2026-12-17'],
    ['sg', '2026-12-17', null],
    ['sg', '2026-11-10', null],
  ] as const)('of %s on %s after a try on 2026-11-16', (code, examOn, from) => {
    const problem = retakeProblem(code, examOn, TODAY);
    if (from === null) expect(problem).toBeNull();
    else expect(problem).toContain(`以後の日`);
  });

  it('is nobody’s who never tried', () => {
    expect(retakeProblem('sg', '2026-11-17', null)).toBeNull();
  });
});

describe('placeOf', () => {
  it('keeps what was typed on one line, nothing as nothing, and no novel', () => {
    expect(placeOf(' 富山\n会場 ')).toEqual({ place: '富山 会場' });
    expect(placeOf('  ')).toEqual({ place: null });
    expect(placeOf('あ'.repeat(100))).toEqual({ place: 'あ'.repeat(100) });
    expect(placeOf('あ'.repeat(101))).toContain('100文字以内');
  });
});
