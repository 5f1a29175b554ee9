import { anActor } from '@app/testing';
import { visibleDay } from './visible-day.rules';

const TODAY = '2027-03-20';

describe('visibleDay', () => {
  it.each([
    ['hr', '2027-04-01'],
    ['program_office', '2027-04-01'],
    ['auditor', TODAY],
    ['unit_head', TODAY],
    ['administrator', TODAY],
  ] as const)('shows the orders of 1 April to %s as of %s', (role, expected) => {
    expect(visibleDay(anActor({ roles: ['staff', role] }), '2027-04-01', TODAY)).toBe(expected);
  });

  it.each([
    ['2026-04-01', '2026-04-01'],
    [undefined, TODAY],
    ['', TODAY],
    ['2027-02-30', TODAY],
    ['令和9年', TODAY],
  ])('reads %j as %s', (asked, expected) => {
    expect(visibleDay(anActor({ roles: ['staff', 'auditor'] }), asked, TODAY)).toBe(expected);
  });
});
