import type { TrendRow } from '@app/coverage';
import { trendFigures } from './trend-figures';

describe('A rate of the trends', () => {
  const security = trendFigures().find(({ key }) => key === 'security');

  it.each([
    [307, 445, 69, '69.0%(307 / 445名)'],
    [9999, 10_000, 99.9, '99.9%(9,999 / 10,000名)'],
    [10, 10, 100, '100.0%(10 / 10名)'],
  ])('of %d in %d is drawn as it is told', (securityDone, of, drawn, told) => {
    const row = { securityDone, security: of } as TrendRow;
    expect([security?.value(row), security?.text(row)]).toEqual([drawn, told]);
  });
});
