import { validityOn } from './validity.rules';

describe('validityOn', () => {
  it.each([
    ['2029-09-30', '2027-04-03', 'valid'],
    ['2027-10-01', '2027-04-03', 'valid'],
    ['2027-10-01', '2027-04-04', 'renewal'],
    ['2027-10-01', '2027-10-01', 'renewal'],
    ['2027-10-01', '2027-10-02', 'expired'],
  ] as const)('of one good until %s on %s is %s', (until, day, validity) => {
    expect(validityOn(until, day)).toBe(validity);
  });

  it('is nothing for what has no end', () => {
    expect(validityOn(null, '2027-04-01')).toBeNull();
  });
});
