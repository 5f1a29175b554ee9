import type { TrendRow } from '@app/coverage';
import { numberText, words } from '@app/platform';

/** A number that is followed from month to month. */
export interface TrendFigure {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  /** Of rates the share in percent, rounded down; null: nobody was asked. */
  readonly value: (row: TrendRow) => number | null;
  /** 「12 / 23課」「40.3%(177 / 439名)」 */
  readonly text: (row: TrendRow) => string;
  /** Its denominator; null: it stands for itself. */
  readonly of: (row: TrendRow) => number | null;
  readonly done: (row: TrendRow) => number;
}

const count = (
  key: string,
  name: string,
  done: (row: TrendRow) => number,
  unit = '名',
): TrendFigure => ({
  ...{ key, name, unit, done },
  value: done,
  of: () => null,
  text: (row) => `${numberText(done(row))}${unit}`,
});

interface Share {
  readonly done: (row: TrendRow) => number;
  readonly of: (row: TrendRow) => number;
}

/** One rounding for picture and table; as long as somebody is missing it is not told as 100. */
function percentOf(done: number, of: number): number {
  const rounded = Math.round((done * 1000) / of) / 10;
  return done < of ? Math.min(rounded, 99.9) : rounded;
}

const rate = (key: string, name: string, { done, of }: Share): TrendFigure => ({
  ...{ key, name, unit: '%', done, of },
  value: (row) => (of(row) === 0 ? null : percentOf(done(row), of(row))),
  text: (row) =>
    of(row) === 0
      ? '対象なし'
      : `${percentOf(done(row), of(row)).toFixed(1)}%(${numberText(done(row))} / ${numberText(of(row))}名)`,
});

/** In the order of the page; the large ones first. */
export const trendFigures = (): readonly TrendFigure[] => [
  {
    ...count('covered', `充足している${words.unit}`, (row) => row.covered, words.unit),
    of: (row) => row.counting,
    text: (row) => `${numberText(row.covered)} / ${numberText(row.counting)}${words.unit}`,
  },
  count('holders', 'ITパスポート取得者', (row) => row.holders),
  rate('security', '情報セキュリティ研修の修了率', {
    done: (row) => row.securityDone,
    of: (row) => row.security,
  }),
  rate('ai', 'AI活用研修(この年度)の修了率', { done: (row) => row.aiDone, of: (row) => row.ai }),
  rate('ai_ever', 'AI活用研修(一度でも修了)の修了率', {
    done: (row) => row.aiEverDone,
    of: (row) => row.aiEver,
  }),
  count('leaders', words.leaderTitle, (row) => row.leaders),
  count('supporters', words.supporterTitle, (row) => row.supporters),
  count('staff', '在職者', (row) => row.staff),
];

/** As many stand on the page unless one is asked for. */
export const LARGE_FIGURES = 4;
