import type { CoverageOutlook } from '@app/coverage';
import { NO_SEARCH, outlookOf } from './outlook.samples';
import { outlookView } from './outlook.views';

const sentenceOf = (counts: Partial<CoverageOutlook['sums'][number]['counts']>) =>
  outlookView(outlookOf(counts), NO_SEARCH).summary;

describe('The outlook of coverage says', () => {
  it.each([
    [{}, '置く課はありません。'],
    [{ on_record: 3 }, 'リーダーがいるのは、3課すべてです。'],
    [{ on_record: 1, in_reach: 2 }, '3課のうち1課です。残る2課には、間に合う人がいます。'],
    [{ nobody: 2 }, 'リーダーがいる課はありません。残る2課には、間に合う人がいません。'],
    [
      { on_record: 1, in_reach: 2, nobody: 3 },
      '6課のうち1課です。残る5課のうち、手が打てるのは2課、打つ手がないのは3課です。',
    ],
  ])('%j', (counts, text) => {
    expect(sentenceOf(counts)).toContain(text);
  });

  it('of a day that has passed in the past tense, without whoever could have followed', () => {
    const past = { ...NO_SEARCH, today: '2026-12-01' as const };
    const { summary, onlyToday, short, tabs, table } = outlookView(
      outlookOf({ vacant: 2, on_record: 1 }),
      past,
    );
    expect(summary).toBe(
      '令和8年11月16日の記録では、再任もなく進むと、令和8年度末(令和9年3月31日)にリーダーがいるのは、3課のうち1課の見込みでした。',
    );
    expect([onlyToday?.href, short]).toEqual(['/coverage/outlook?asOf=2026-12-01', '']);
    expect(tabs[0]?.label).toBe('令和8年度末 空白2');
    expect(JSON.stringify(table)).not.toMatch(/間に合う人|あと一つ/);
    expect(outlookView(outlookOf({}), NO_SEARCH).onlyToday).toBeNull();
  });

  it('of which day, and how many units each end of a fiscal year will lack', () => {
    const { summary, tabs } = outlookView(outlookOf({ nobody: 2, in_reach: 1 }), NO_SEARCH);
    expect(summary).toContain('令和8年度末(令和9年3月31日)');
    expect(tabs.map(({ label }) => label)).toEqual(['令和8年度末 空白3', 'すべて']);
  });
});
