import type { LocalDate } from '@app/platform';
import { renewBy, validityOn } from './validity.rules';

const ending = (validUntil: LocalDate | null, renewalWindowDays: number | null = null) => ({
  ...{ validUntil, renewalWindowDays },
});

describe('validityOn', () => {
  it.each([
    ['2029-09-30', '2027-04-03', 'valid'],
    ['2027-10-01', '2027-04-03', 'valid'],
    ['2027-10-01', '2027-04-04', 'renewal'],
    ['2027-10-01', '2027-10-01', 'renewal'],
    ['2027-10-01', '2027-10-02', 'expired'],
  ] as const)('of one good until %s on %s is %s', (until, day, validity) => {
    expect(validityOn(ending(until), day)).toBe(validity);
  });

  it('begins earlier for a qualification that is to be renewed days before the end', () => {
    const riss = ending('2027-10-01', 60);
    expect(renewBy(riss)).toBe('2027-08-02');
    expect([validityOn(riss, '2027-02-02'), validityOn(riss, '2027-02-03')]).toEqual([
      ...['valid', 'renewal'],
    ]);
    expect([validityOn(riss, '2027-10-01'), validityOn(riss, '2027-10-02')]).toEqual([
      ...['renewal', 'expired'],
    ]);
  });

  it('is nothing for what has no end', () => {
    expect(validityOn(ending(null, 60), '2027-04-01')).toBeNull();
  });
});
