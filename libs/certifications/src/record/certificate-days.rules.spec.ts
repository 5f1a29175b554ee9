import type { LocalDate } from '@app/platform';
import {
  afterReport,
  dayProblems,
  type ExamDays,
  outsideExams,
  requireExamAhead,
  validUntilProblem,
} from './certificate-days.rules';

const TODAY: LocalDate = '2026-11-16';
const EXAM: ExamDays = {
  ...{ name: 'ITパスポート試験', firstExamOn: '2009-04-19', lastExamOn: '2027-03-31' },
  successorName: '新しい試験',
};

describe('The days of a certificate', () => {
  it('lie between the first and the last exam, each of which counts', () => {
    for (const day of ['2009-04-19', '2026-11-16', '2027-03-31'] as const)
      expect(outsideExams(EXAM, day)).toBeNull();
    expect(outsideExams(EXAM, '2009-04-18')).toBe(
      'ITパスポート試験は、平成21年4月19日が最初の試験です。それより前の日は入力できません。',
    );
    expect(outsideExams(EXAM, '2027-04-01')).toContain('後継は「新しい試験」です。');
  });

  it('are free where nobody is certain', () => {
    const open = { ...EXAM, firstExamOn: null, lastExamOn: null };
    for (const day of ['1990-01-01', '2099-12-31'] as const)
      expect(outsideExams(open, day)).toBeNull();
  });

  it('are days, not ahead, in their order', () => {
    const fields = (passedOn: string, validUntil = '') =>
      Object.keys(dayProblems({ passedOn, validUntil }, TODAY));
    expect(fields('2026-11-16', '2026-11-17')).toEqual([]);
    expect(fields('2026-11-17')).toEqual(['passedOn']);
    expect(fields('2026-02-30', '2027-02-30')).toEqual(['passedOn', 'validUntil']);
    expect(fields('2026-11-01', '2026-11-01')).toEqual(['validUntil']);
  });

  it('take an end after the pass, or none', () => {
    expect(validUntilProblem('', '2026-10-20')).toBeNull();
    expect(validUntilProblem('2029-10-19', '2026-10-20')).toBeNull();
    for (const typed of ['2026-10-20', '2026-02-30', '3年'])
      expect(validUntilProblem(typed, '2026-10-20')).not.toBeNull();
  });

  it('are not after the report that tells of them', () => {
    expect(afterReport('2026-11-16', '2026-11-16')).toBeNull();
    expect(afterReport('2026-11-17', '2026-11-16')).toContain('令和8年11月16日');
  });
});

describe('A wish for an exam', () => {
  const wish =
    (month: LocalDate | null, exam = EXAM) =>
    () => {
      requireExamAhead(exam, { month, today: TODAY }, 'month');
    };

  it('is for a month in which there is one', () => {
    const coming = { ...EXAM, firstExamOn: '2027-09-15', lastExamOn: null } as const;
    for (const made of [wish(null), wish('2027-03-01'), wish(null, coming)])
      expect(made).not.toThrow();
    expect(wish('2027-09-01', coming)).not.toThrow();
    expect(wish('2027-08-01', coming)).toThrow();
    expect(wish('2027-04-01')).toThrow();
    expect(wish(null, { ...EXAM, lastExamOn: '2026-11-15' })).toThrow();
  });
});
