import type { LocalDate } from '@app/platform';
import { peopleSummary } from './people.views';

const TODAY: LocalDate = '2026-11-16';

describe('The sentence above the list of people', () => {
  it.each([
    [TODAY, 0, '令和8年11月16日現在、条件に合う職員はいません。'],
    [TODAY, 1234, '令和8年11月16日現在、条件に合う職員は1,234名です。'],
    ['2026-04-01', 0, '令和8年4月1日現在、条件に合う職員はいませんでした。'],
    ['2026-04-01', 3, '令和8年4月1日現在、条件に合う職員は3名でした。'],
    ['2027-04-01', 1, '今の登録のまま進んだ場合、令和9年4月1日現在、条件に合う職員は1名です。'],
  ] as const)('as of %s says of %i: %s', (asOf, total, sentence) => {
    expect(peopleSummary({ asOf, today: TODAY }, total)).toBe(sentence);
  });
});
