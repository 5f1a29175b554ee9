import { addDays, type LocalDate, OfficeCalendar } from '@app/platform';
import { nextReport, type ReportPeriod, reportsDue } from './report.rules';

const calendar = new OfficeCalendar([], []);
const scheduled = (
  period: ReportPeriod,
  validFrom: LocalDate,
  validTo: LocalDate | null = null,
) => ({ period, validFrom, validTo });

describe('Reports by the calendar', () => {
  it('are due on the first office day behind the month, over weekends and the turn of the year', () => {
    const due = reportsDue(scheduled('monthly', '2026-10-15'), calendar, '2027-01-04');
    expect(due).toEqual([
      { asOf: '2026-10-31', dueOn: '2026-11-02' },
      { asOf: '2026-11-30', dueOn: '2026-12-01' },
      { asOf: '2026-12-31', dueOn: '2027-01-04' },
    ]);
    expect(reportsDue(scheduled('monthly', '2026-10-15'), calendar, '2027-01-03')).toHaveLength(2);
  });

  it('of quarters follow the fiscal year', () => {
    const due = reportsDue(scheduled('quarterly', '2026-04-02'), calendar, '2027-04-30');
    expect(due.map(({ asOf }) => asOf)).toEqual([
      '2026-06-30',
      '2026-09-30',
      '2026-12-31',
      '2027-03-31',
    ]);
  });

  it('begin and end with their validity', () => {
    expect(reportsDue(scheduled('monthly', '2026-11-02'), calendar, '2026-11-02')).toHaveLength(1);
    expect(reportsDue(scheduled('monthly', '2026-11-03'), calendar, '2026-11-30')).toEqual([]);
    const ended = scheduled('monthly', '2026-10-15', '2026-11-30');
    expect(reportsDue(ended, calendar, '2027-06-01')).toHaveLength(1);
    expect(nextReport(ended, calendar, '2026-11-30')).toBeNull();
    expect(nextReport(scheduled('quarterly', '2026-10-15'), calendar, '2026-10-20')).toEqual({
      asOf: '2026-12-31',
      dueOn: '2027-01-04',
    });
  });

  it('are each the next one until they are due: none is left out, and none is twice', () => {
    for (const period of ['monthly', 'quarterly'] as const) {
      const plan = scheduled(period, '2026-04-10');
      const seen = new Set<string>();
      for (let day: LocalDate = '2026-04-10'; day < '2028-06-01'; day = addDays(day, 1)) {
        const next = nextReport(plan, calendar, day);
        expect(next?.dueOn).toBeDefined();
        seen.add(next?.asOf ?? '');
      }
      const due = reportsDue(plan, calendar, '2028-06-01').map(({ asOf }) => asOf);
      expect(due.filter((asOf) => !seen.has(asOf))).toEqual([]);
      expect(new Set(due).size).toBe(due.length);
    }
  });
});
