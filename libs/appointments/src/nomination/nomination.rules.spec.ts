import { OfficeCalendar } from '@app/platform';
import { consentDeadline, isOpen, nominationState, type NominationState } from './nomination.rules';

describe('The last day of an answer', () => {
  const calendar = new OfficeCalendar(['2026-12-11']);

  it.each([
    ['2026-11-16', '2026-11-30', 'two weeks later'],
    ['2026-11-14', '2026-11-30', 'a Saturday: the Monday after it'],
    ['2026-11-09', '2026-11-24', 'a national holiday: the day after it'],
    ['2026-11-27', '2026-12-14', 'a holiday of the city before a weekend: the Monday after it'],
    ['2026-12-15', '2027-01-04', 'the turn of the year: the first office day'],
  ] as const)('of a recommendation on %s is %s: %s', (today, deadline, _why) => {
    expect(consentDeadline(today, calendar)).toBe(deadline);
  });
});

describe('The state of a recommendation', () => {
  const asked = { state: 'nominated', consentBy: '2026-11-30' } as const;

  it.each([
    ['2026-11-30', 'nominated'],
    ['2026-12-01', 'lapsed'],
  ] as const)('that nobody has answered is on %s: %s', (today, state) => {
    expect(nominationState(asked, today)).toBe(state);
  });

  it.each(['consented', 'declined', 'approved', 'withdrawn'] as const)(
    'that is %s lapses on no day',
    (state) => {
      expect(nominationState({ ...asked, state }, '2027-04-01')).toBe(state);
    },
  );

  it('of oneself has no day to lapse on', () => {
    expect(nominationState({ state: 'consented', consentBy: null }, '2027-04-01')).toBe(
      'consented',
    );
  });

  it('is open as long as somebody’s press is waited for', () => {
    const states: readonly NominationState[] = ['nominated', 'consented', 'lapsed', 'returned'];
    expect(states.filter(isOpen)).toEqual(['nominated', 'consented']);
  });
});
