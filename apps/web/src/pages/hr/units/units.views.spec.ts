import type { LocalDate } from '@app/platform';
import { staffSummary, unitsSummary } from './units.views';

const TODAY: LocalDate = '2026-11-16';

describe('The sentence above the units', () => {
  it.each([
    [TODAY, 52, 30, '令和8年11月16日現在、所属は52件、うちDX推進リーダーを置く課は30課です。'],
    ['2026-04-01', 1, 0, '令和8年4月1日現在、所属は1件、うちDX推進リーダーを置く課は0課でした。'],
    ['2020-04-01', 0, 0, '令和2年4月1日現在、所属はありませんでした。'],
  ] as const)('as of %s says of %i and %i: %s', (asOf, all, counted, sentence) => {
    expect(unitsSummary({ asOf, today: TODAY }, all, counted)).toBe(sentence);
  });
});

describe('The sentence above the staff of a unit', () => {
  it.each([
    [TODAY, 0, '令和8年11月16日現在、下の所属を含めて、職員はいません。'],
    [TODAY, 12, '令和8年11月16日現在、下の所属を含めて、職員は12名です。'],
    [
      '2027-04-01',
      12,
      '今の登録のまま進んだ場合、令和9年4月1日現在、下の所属を含めて、職員は12名です。',
    ],
  ] as const)('as of %s says of %i: %s', (asOf, total, sentence) => {
    expect(staffSummary({ asOf, today: TODAY }, total)).toBe(sentence);
  });
});
