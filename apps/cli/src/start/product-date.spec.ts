import { productDateLine } from './product-date';

describe('productDateLine', () => {
  const machine = new Date('2026-11-29T14:30:00+09:00');

  it('names the product’s own day and that of the machine', () => {
    expect(productDateLine(new Date('2027-03-31T23:50:00+09:00'), machine)).toBe(
      '▲ 製品の日付は 令和9年3月31日(水)23時50分 です（APP_NOW。この機械は 令和8年11月29日(日)14時30分）。認証アプリのコードも製品の時刻のものが要ります。',
    );
  });

  it('says nothing on the same day in Tokyo', () => {
    expect(productDateLine(machine, machine)).toBe('');
    expect(productDateLine(new Date('2026-11-28T15:00:00Z'), machine)).toBe('');
  });
});
