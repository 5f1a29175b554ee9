import { OfficeCalendar } from '@app/platform';
import { officeDaysWithin } from './office-days';

const calendar = new OfficeCalendar(['2026-06-01']);

describe('officeDaysWithin', () => {
  it('lists open days only, both ends included', () => {
    expect(officeDaysWithin(calendar, '2026-11-20', '2026-11-25')).toEqual([
      '2026-11-20',
      '2026-11-24',
      '2026-11-25',
    ]);
    expect(officeDaysWithin(calendar, '2026-11-21', '2026-11-23')).toEqual([]);
  });
});
