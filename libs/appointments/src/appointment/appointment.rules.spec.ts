import fc from 'fast-check';
import { addDays, type LocalDate } from '@app/platform';
import {
  appointmentState,
  defaultTermEnd,
  isInForce,
  latestTermEnd,
  pastMonthEnds,
  type Term,
  termsOverlap,
} from './appointment.rules';
import { appointmentWarnings, type CandidateFacts, warningText } from './candidate.rules';

const FIRST_DAY: LocalDate = '2026-01-01';
const day = fc.integer({ min: 0, max: 40 }).map((days) => addDays(FIRST_DAY, days));
const term: fc.Arbitrary<Term> = fc
  .tuple(day, fc.nat(20), fc.option(fc.nat(20)))
  .map(([termStart, length, endAfter]) => ({
    termStart,
    termEnd: addDays(termStart, length),
    endedOn: endAfter === null ? null : addDays(termStart, Math.min(endAfter, length) - 1),
  }));

describe('A term', () => {
  it.each([
    ['2026-04-01', '2029-03-31'],
    ['2026-11-16', '2029-03-31'],
    ['2027-03-31', '2029-03-31'],
    ['2027-04-01', '2030-03-31'],
  ] as const)('that starts on %s ends by default on %s', (start, end) => {
    expect(defaultTermEnd(start)).toBe(end);
  });

  it('is in force from its first to its last day', () => {
    const open: Term = { termStart: '2026-04-01', termEnd: '2029-03-31', endedOn: null };
    expect(isInForce(open, '2026-03-31')).toBe(false);
    expect(isInForce(open, '2026-04-01')).toBe(true);
    expect(isInForce(open, '2029-03-31')).toBe(true);
    expect(isInForce(open, '2029-04-01')).toBe(false);
  });

  it('that was ended is in force on the day of its end, and not after it', () => {
    const ended: Term = { termStart: '2026-04-01', termEnd: '2029-03-31', endedOn: '2027-03-31' };
    expect(appointmentState(ended, '2027-03-31')).toBe('in_force');
    expect(appointmentState(ended, '2027-04-01')).toBe('ended');
    expect(appointmentState(ended, '2030-01-01')).toBe('ended');
  });

  it('is told apart as upcoming and expired', () => {
    const open: Term = { termStart: '2026-04-01', termEnd: '2029-03-31', endedOn: null };
    expect(appointmentState(open, '2026-03-31')).toBe('upcoming');
    expect(appointmentState(open, '2029-04-01')).toBe('expired');
    expect(appointmentState({ ...open, endedOn: '2026-03-31' }, '2026-04-01')).toBe('ended');
  });

  it('overlaps another exactly when there is a day on which both are in force', () => {
    fc.assert(
      fc.property(term, term, (one, other) => {
        const days = Array.from({ length: 70 }, (_, index) => addDays(FIRST_DAY, index));
        const shared = days.some((it) => isInForce(one, it) && isInForce(other, it));
        expect(termsOverlap(one, other)).toBe(shared);
        expect(termsOverlap(other, one)).toBe(shared);
      }),
    );
  });
});

describe('The longest term', () => {
  it('ends with the fifth fiscal year, whatever the day of the start', () => {
    expect(latestTermEnd('2026-04-01')).toBe('2031-03-31');
    expect(latestTermEnd('2027-03-31')).toBe('2031-03-31');
  });
});

describe('The past figures that an appointment changes', () => {
  const term = { termStart: '2026-04-01', termEnd: '2029-03-31', endedOn: null } as const;

  it.each([
    ['2026-04-01', 0],
    ['2026-04-30', 0],
    ['2026-05-01', 1],
    ['2026-12-01', 8],
    ['2031-01-01', 36],
  ] as const)('seen on %s are %d ends of months', (today, count) => {
    expect(pastMonthEnds(term, today)).toBe(count);
  });
});

describe('Warnings before an appointment', () => {
  const facts: CandidateFacts = {
    personId: 'p',
    staffNumber: '000001',
    name: '試験　花子',
    isEmployed: true,
    employmentType: 'regular',
    employedUntil: null,
    absence: null,
    unitId: 'u',
    unitName: '試験課',
  };
  const NOTHING = {
    today: '2026-06-01',
    documentUses: [],
    termMonths: null,
    missing: [],
    steps: [],
  } as const;
  const TERM = { termStart: '2026-06-01', termEnd: '2029-03-31' } as const;

  it('are none for somebody at work whose employment is open', () => {
    expect(appointmentWarnings(facts, TERM, NOTHING)).toEqual([]);
    expect(appointmentWarnings({ ...facts, employedUntil: '2029-03-31' }, TERM, NOTHING)).toEqual(
      [],
    );
  });

  it.each([
    ['leave_of_absence', '休職中です'],
    ['parental_leave', '育休中です'],
    ['sick_leave', '病休中です'],
    ['seconded', '派遣中'],
  ] as const)('name an absence by %s', (absence, words) => {
    const texts = appointmentWarnings({ ...facts, absence }, TERM, NOTHING).map(warningText);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain(words);
  });

  it('name an employment that ends before the term, the yearly one by its kind', () => {
    const yearly = {
      ...facts,
      employmentType: 'fiscal_year_appointee',
      employedUntil: '2027-03-31',
    } as const;
    expect(appointmentWarnings(yearly, TERM, NOTHING).map(warningText)[0]).toContain(
      '会計年度任用職員',
    );
    const leaving = { ...facts, employedUntil: '2027-03-31' } as const;
    expect(appointmentWarnings(leaving, TERM, NOTHING).map(warningText)[0]).toContain(
      '令和9年3月31日',
    );
  });

  it('name a term that runs on after the usual one, as a mistyped year does', () => {
    const mistyped = { ...TERM, termEnd: '2092-03-31' } as const;
    expect(appointmentWarnings(facts, mistyped, NOTHING).map(warningText)).toEqual([
      '任期の終わりが、いつもの終わり(令和11年3月31日)より後です。年の入力を確かめてください。',
    ]);
  });

  it('name a day that is over, with the number of past figures that change', () => {
    const late = appointmentWarnings(facts, TERM, { ...NOTHING, today: '2026-11-16' });
    expect(late.map(warningText)).toEqual([
      '過ぎた日からの任命です。「後から登録」と表示し、令和8年6月1日から昨日までの数字(月末の数字は5回分)が変わります。',
    ]);
    const yesterday = appointmentWarnings(facts, TERM, { ...NOTHING, today: '2026-06-02' });
    expect(yesterday.map(warningText)[0]).toContain(
      '令和8年6月1日から昨日までの数字が変わります。',
    );
  });

  it.each([
    ['2026-05-31', '令和8年1月1日から令和8年5月31日までの数字(月末の数字は5回分)が変わります。'],
    ['2026-01-20', '令和8年1月1日から令和8年1月20日までの数字が変わります。'],
    ['2026-11-15', '令和8年1月1日から昨日までの数字(月末の数字は10回分)が変わります。'],
  ] as const)('name the end of a term that is over by %s', (termEnd, sentence) => {
    const past = { termStart: '2026-01-01', termEnd } as const;
    const late = appointmentWarnings(facts, past, { ...NOTHING, today: '2026-11-16' });
    expect(late.map(warningText)).toEqual([
      `過ぎた日からの任命です。「後から登録」と表示し、${sentence}`,
    ]);
  });

  it('name the other letters of the same number', () => {
    const documentUses = [{ name: '魚津　花子', termStart: '2026-04-01' }] as const;
    expect(appointmentWarnings(facts, TERM, { ...NOTHING, documentUses }).map(warningText)).toEqual(
      [
        '同じ文書番号が、魚津　花子さん(令和8年4月1日から)の任命にも使われています。番号を確かめてください。',
      ],
    );
  });
});
