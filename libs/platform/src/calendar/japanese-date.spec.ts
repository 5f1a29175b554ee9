import fc from 'fast-check';
import { instantAt } from '../clock/clock';
import { fromDayNumber, toDayNumber } from './local-date';
import {
  formatDate,
  formatDateShort,
  formatDateTime,
  formatFiscalYear,
  formatFiscalYearShort,
  formatRange,
  parseJapaneseDate,
} from './japanese-date';

const dates = fc
  .integer({ min: toDayNumber('1868-01-25'), max: toDayNumber('2117-12-31') })
  .map(fromDayNumber);

describe('formatting', () => {
  it.each([
    ['2026-11-22', '令和8年11月22日(日)'],
    ['2019-05-01', '令和元年5月1日(水)'],
    ['2019-04-30', '平成31年4月30日(火)'],
    ['1989-01-08', '平成元年1月8日(日)'],
    ['1989-01-07', '昭和64年1月7日(土)'],
    ['1926-12-25', '昭和元年12月25日(土)'],
    ['1926-12-24', '大正15年12月24日(金)'],
    ['1912-07-30', '大正元年7月30日(火)'],
    ['1912-07-29', '明治45年7月29日(月)'],
    ['1867-12-31', '1867年12月31日(火)'],
  ] as const)('%s is %s', (date, text) => {
    expect(formatDate(date)).toBe(text);
  });

  it('agrees with the calendar of the platform', () => {
    const format = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
      dateStyle: 'long',
      timeZone: 'UTC',
    });
    const since1873 = dates.filter((date) => date >= '1873-01-01');
    fc.assert(
      fc.property(since1873, (date) => {
        expect(formatDateShort(date)).toBe(format.format(new Date(`${date}T00:00:00Z`)));
      }),
    );
  });

  it('writes instants as Tokyo clocks show them', () => {
    expect(formatDateTime(instantAt('2026-11-22', '10:42'))).toBe('令和8年11月22日(日)10時42分');
    expect(formatDateTime(instantAt('2026-04-01', '00:05'))).toBe('令和8年4月1日(水)0時5分');
    expect(formatDateTime(instantAt('2026-03-31', '23:59:59'))).toBe('令和8年3月31日(火)23時59分');
  });

  it.each([
    [2026, '令和8年度(2026年度)'],
    [2030, '令和12年度(2030年度)'],
    [2019, '令和元年度(2019年度)'],
    [2018, '平成30年度(2018年度)'],
    [1989, '平成元年度(1989年度)'],
    [1988, '昭和63年度(1988年度)'],
  ])('the fiscal year %i is %s', (fiscalYear, text) => {
    expect(formatFiscalYear(fiscalYear)).toBe(text);
    expect(formatFiscalYearShort(fiscalYear)).toBe(text.replace(/\(.*/, ''));
  });

  it('writes ranges, open ones too', () => {
    expect(formatRange('2026-04-01', '2027-03-31')).toBe('令和8年4月1日〜令和9年3月31日');
    expect(formatRange('2026-04-01', null)).toBe('令和8年4月1日〜');
    expect(formatRange(null, '2027-03-31')).toBe('〜令和9年3月31日');
  });
});

describe('parseJapaneseDate', () => {
  it.each([
    ...['2026/4/1', '2026/04/01', '2026-04-01', '2026.4.1', '20260401', '2026年4月1日'],
    ...['令和8年4月1日', 'R8.4.1', 'r8/4/1', 'R08.04.01', '令8.4.1', '㋿8年4月1日'],
    ...[
      '２０２６/４/１',
      '２０２６０４０１',
      '２０２６−０４−０１',
      '令和８年４月１日',
      'Ｒ８．４．１',
    ],
    ...['R080401', 'r080401', '5080401', 'Ｒ０８０４０１'],
    ...['2026/4/1 0:00:00', '2026-04-01 00:00:00.000', '2026-04-01T00:00:00', '2026年4月1日 0:00'],
    ...[' 2026/4/1　', '令和 8年 4月 1日', '令和8年4月1日(水)', '令和８年４月１日（水）'],
  ])('reads %s as 2026-04-01', (text) => {
    expect(parseJapaneseDate(text)).toBe('2026-04-01');
  });

  it.each([
    ['H31.4.1', '2019-04-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['令和元年5月1日', '2019-05-01'],
    ['R元.5.1', '2019-05-01'],
    ['令和1年5月1日', '2019-05-01'],
    ['昭和64年1月7日', '1989-01-07'],
    ['平成元年1月8日', '1989-01-08'],
    ['S50.2.28', '1975-02-28'],
    ['大正元年7月30日', '1912-07-30'],
    ['明治45年7月29日', '1912-07-29'],
    ['R6.2.29', '2024-02-29'],
    ['5081201', '2026-12-01'],
    ['4310430', '2019-04-30'],
    ['3640107', '1989-01-07'],
    ['2150101', '1926-01-01'],
    ['1450729', '1912-07-29'],
    ['H310401', '2019-04-01'],
  ])('reads %s as %s', (text, date) => {
    expect(parseJapaneseDate(text)).toBe(date);
  });

  it.each([
    ...['2026/2/30', '2025-02-29', '20260431', '2026/13/1', '2026/0/1', '令和8年2月29日'],
    ...[
      '平成31年5月1日',
      '令和元年4月30日',
      '昭和64年1月8日',
      'H35.3.31',
      '令和0年4月1日',
      'R0.5.1',
    ],
    ...['昭和100年1月1日', '2026/4-1', '2026年4/1', '26/4/1', '4/1', '2026/4', '2026041', ''],
    ...['令和8年4月1日(木)', '8.4.1', 'X8.4.1', '45383', '2026/4/1 10:00', '9/9/9999', 'R8.4.1.1'],
    ...['和8年4月1日', '成8.4.1', '未定'],
    ...['R081301', '6080401', '4310501', '5010430', 'X080401', '2026/4/1 24:00', 'R08040'],
  ])('refuses %p', (text) => {
    expect(parseJapaneseDate(text)).toBeNull();
  });

  it('reads back every date it writes, in each notation', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const [year, month, day] = date.split('-').map(Number);
        const texts = [
          formatDate(date),
          formatDateShort(date),
          date,
          date.replaceAll('-', ''),
          [year, month, day].join('/'),
        ];
        expect(texts.map(parseJapaneseDate)).toEqual(texts.map(() => date));
      }),
    );
  });

  it('gives a real date or null for any text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '令和',
        '平成',
        'R',
        'H',
        '元',
        '年',
        '月',
        '日',
        '/',
        '.',
        '-',
        '1',
        '31',
        '９',
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const date = parseJapaneseDate(parts.join(''));
        if (date !== null) expect(fromDayNumber(toDayNumber(date))).toBe(date);
      }),
    );
  });
});
