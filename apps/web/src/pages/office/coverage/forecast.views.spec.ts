import type { FiguresOfMonth, HolderPromise, KeptForecast } from '@app/coverage';
import { addMonths, type LocalDate } from '@app/platform';
import { aheadForecastView, forecastView, withYearLater } from './forecast.views';

const ON: LocalDate = '2027-04-02';
const fanFrom = (first: LocalDate, months: number) =>
  Array.from({ length: months }, (_, nth) => ({
    ...{ day: addMonths(first, nth), low: 20 + nth, innerLow: 24 + nth, middle: 26 + nth },
    ...{ innerHigh: 28 + nth, high: 32 + nth },
  }));

const forecastOf = (change: Partial<KeptForecast['forecast']> = {}): KeptForecast => ({
  ...{ madeOn: '2026-04-01', dueOn: '2031-03-31', target: 50, ruleVersion: 1, method: 1 },
  ...{ runs: 10_000, seed: '9586' },
  forecast: {
    reached: 0.62,
    fan: fanFrom('2026-05-01', 20),
    scenarios: [{ bookingsTimes: 1, reached: 0.62, middle: 45 }],
    more: [{ count: 10, reached: 0.74 }],
    perQuarter: 4,
    ...change,
  },
});
const month = (asOf: LocalDate, holders: number) => ({ asOf, holders }) as FiguresOfMonth;
const holder = {
  ...{ target: null, targetValue: 50, now: 23, missing: 27 },
} as HolderPromise;
const view = (kept: KeptForecast | null, past: ReturnType<typeof withYearLater> = []) =>
  forecastView({ asOf: ON, today: ON, holder, holders: [], kept, past });

describe('The page of the forecast', () => {
  it('says what it would take, and what more exams would do', () => {
    expect(view(forecastOf())).toMatchObject({
      needs: [
        '100回のうち90回届くには、初めて受ける人が3か月ごとに4名必要です。',
        'いまの進み方に加えて、半年以内に10名が受けると、100回のうち74回届きます(加えないと62回)。',
      ],
    });
    expect(view(forecastOf({ perQuarter: 0 }))).toMatchObject({
      needs: [expect.stringContaining('このあといなくても'), expect.anything()],
    });
    expect(view(forecastOf({ perQuarter: null }))).toMatchObject({
      needs: [expect.stringContaining('足りません'), expect.anything()],
    });
    expect(view(forecastOf({ reached: 1 }))).toMatchObject({
      needs: ['いまの進み方のままで、100回のうち99回以上届きます。'],
    });
  });

  it('says why there is none', () => {
    expect(view(null).summary).toContain('この日に有効な目標がない');
    const promised = { ...holder, target: { dueOn: '2031-03-31' } } as unknown as HolderPromise;
    const summary = (today: LocalDate, past: ReturnType<typeof withYearLater>) =>
      forecastView({ asOf: ON, today, holder: promised, holders: [], kept: null, past }).summary;
    expect(summary(ON, [])).toContain('記録が半年分たまると');
    const before = withYearLater([forecastOf()], [], ON);
    expect(summary(ON, before)).toContain('今夜の自動の計算のあとに示します');
    expect(summary('2027-04-03', before)).toContain('この日に計算した見通しはありません');
    const { noRecords } = aheadForecastView('2028-01-01', ON);
    expect(noRecords).toMatchObject({ href: '/coverage/forecast' });
  });

  it('holds a forecast against the number that was written down a year later, once that day is there', () => {
    const year = { day: '2027-04-01', low: 31, high: 43 };
    const past = (months: readonly FiguresOfMonth[], asOf: LocalDate = ON) =>
      withYearLater([forecastOf()], months, asOf)[0]?.yearLater;
    expect(past([month('2027-03-31', 35)])).toEqual({ ...year, actual: 35 });
    expect(past([month('2027-02-28', 35)])).toEqual({ ...year, actual: null });
    expect(past([month('2027-03-31', 35)], '2027-03-31')).toEqual({ ...year, actual: null });
    const short = forecastOf({ fan: fanFrom('2026-05-01', 3) });
    expect(withYearLater([short], [], ON)[0]?.yearLater).toBeNull();
  });

  it('says how often the range was right from twelve on', () => {
    const scored = (count: number, actual: number) =>
      Array.from({ length: count }, () => ({
        kept: forecastOf(),
        yearLater: { day: '2027-04-01', low: 31, high: 43, actual } as const,
      }));
    expect(view(null, scored(11, 35)).past.sentence).toContain('確かめられた見通しは11回分です');
    expect(view(null, [...scored(10, 43), ...scored(2, 44)]).past.sentence).toBe(
      '1年たって確かめられた12回のうち10回、実際の人数は「10回のうち8回」の範囲に入りました。',
    );
  });
});
