import { InvalidInput } from '@app/platform';
import { assignableFiscalYears, requireAcceptableDueDate } from './assignment.rules';

describe('requireAcceptableDueDate', () => {
  it.each([
    ['2026-11-16', 2026],
    ['2027-03-31', 2026],
    ['2027-04-01', 2027],
  ] as const)('accepts %s for fiscal year %i', (dueOn, fiscalYear) => {
    expect(() => {
      requireAcceptableDueDate(dueOn, fiscalYear, '2026-11-16');
    }).not.toThrow();
  });

  it.each([
    ['2026-11-15', 2026],
    ['2027-04-01', 2026],
    ['2027-03-31', 2027],
  ] as const)('refuses %s for fiscal year %i', (dueOn, fiscalYear) => {
    expect(() => {
      requireAcceptableDueDate(dueOn, fiscalYear, '2026-11-16');
    }).toThrow(InvalidInput);
  });
});

it('offers the running and the next fiscal year', () => {
  expect(assignableFiscalYears(2026)).toEqual([2026, 2027]);
});
