import { isShort } from './short-text';

it('names, units and dates stay on one line', () => {
  const short = [
    '税務課',
    '監査委員事務局',
    '令和8年11月27日(金)',
    '令和9年4月2日(金)10時0分',
    '令和元年5月1日',
  ];
  expect(short.filter((text) => !isShort(text))).toEqual([]);
  const long = ['情報セキュリティ研修 令和8年度版', '令和8年11月27日(金)までに受講', ''];
  expect(long.filter(isShort)).toEqual([]);
});
