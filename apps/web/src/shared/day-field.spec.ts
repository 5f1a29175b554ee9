import { addDays, isLocalDate } from '@app/platform';
import fc from 'fast-check';
import { dayField, enteredDay, optionalDayField } from './day-field';
import { ledgerFilter, previewFilter } from '@app/exports';

const anyDay = fc
  .record({
    year: fc.integer({ min: 0, max: 9999 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ year, month, day }) =>
    [
      String(year).padStart(4, '0'),
      String(month).padStart(2, '0'),
      String(day).padStart(2, '0'),
    ].join('-'),
  );
const today = '2026-11-16';
const messages = (field: ReturnType<typeof dayField>, text: string) =>
  field.safeParse(text).error?.issues.map((issue) => issue.message) ?? [];

describe('Days from forms and addresses', () => {
  const field = dayField('任期の始まりを年月日で入力してください。');

  it('says that it is no date only of what is none', () => {
    expect(messages(field, '2026-02-30')).toEqual(['任期の始まりを年月日で入力してください。']);
    expect(messages(field, '')).toEqual(['任期の始まりを年月日で入力してください。']);
    for (const day of ['1950-04-01', '9999-12-31', '0001-01-01', '2100-01-01'])
      expect(messages(field, day)).toEqual([
        '2000年から2099年までの日を入力してください。年の入力を確かめてください。',
      ]);
    expect(messages(field, '2026-04-01')).toEqual([]);
  });

  it('of whatever year can be reckoned with or are not taken', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        const query = { from, to, person: undefined, kind: undefined, state: undefined };
        const past = ledgerFilter(query, today, 1);
        const ahead = previewFilter(query, { today, latest: '2027-11-16' }, 1);
        const { data } = enteredDay.safeParse(from);
        for (const day of [past.from, past.to, ahead.from, ahead.to, ...(data ? [data] : [])]) {
          expect(isLocalDate(addDays(day, 400))).toBe(true);
          expect(isLocalDate(addDays(day, -400))).toBe(true);
        }
      }),
    );
  });

  it.each(['2029-02-29', '２０２９年３月３１日', 'soon'])(
    'that may be left out are told when %s is none',
    (typed) => {
      const field = optionalDayField('任期の終わりを年月日で入力してください。');
      const told = field.safeParse(typed).error?.issues.map(({ message }) => message);
      expect(told).toEqual(['任期の終わりを年月日で入力してください。']);
      expect([field.safeParse('').data, field.safeParse('2029-03-31').data]).toEqual([
        '',
        '2029-03-31',
      ]);
    },
  );
});
