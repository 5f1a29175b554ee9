import { dayOfSerial, isEndless, isEndlessSerial, isReadDay } from './entered-day';

describe('A day without end', () => {
  it.each([
    ...['9999/12/31', '99999999', '9999-12-31', '９９９９/１２/３１', '9999/12/31 0:00:00'],
    ...['9999999', '999999', 'R991231', '5991231', '令和99年12月31日', 'R99.3.31'],
    ...['00000000', '0000/00/00', '0', 'なし', '無期限', '-', '－', 'ー'],
  ])('is %s', (text) => {
    expect(isEndless(text)).toBe(true);
  });

  it.each([
    '',
    '2026/4/1',
    '2999/12/31',
    '令和9年9月9日',
    '平成9年9月9日',
    '9/9/9999',
    '未定',
    '99',
  ])('is not %j', (text) => {
    expect(isEndless(text)).toBe(false);
  });
});

describe('A day as spreadsheets count it', () => {
  it.each([
    ['46113', '2026-04-01'],
    ['46113.0', '2026-04-01'],
    ['４６１１３', '2026-04-01'],
    ['32874', '1990-01-01'],
    ['9999', null],
    ['2026041', null],
    ['0', null],
    ['46113.5', null],
  ])('%s is %s', (text, day) => {
    expect(dayOfSerial(text)).toBe(day);
  });

  it('has an end as well', () => {
    expect(['2958465', '2958190', '2958464'].map(isEndlessSerial)).toEqual([true, true, false]);
  });
});

describe('The reading of a day in a field', () => {
  it.each([
    ['1899-12-31', false],
    ['1900-01-01', true],
    ['2099-12-31', true],
    ['2250-01-01', false],
    ['0001-01-01', false],
    ['2027-02-29', false],
  ])('of %s is there: %s', (day, isRead) => {
    expect(isReadDay(day)).toBe(isRead);
  });
});
