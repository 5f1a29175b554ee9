import { type FanDay, type HeadCountFacts, simulateHeadCount } from './head-count.rules';
import type { Draws } from './draws.rules';
import { forecastHeadCount, isForeseeable } from './head-count-forecast.rules';
import { assumedTruth, inventCity, type InventedCity } from './head-count.samples';
import { type MonthOfBookings, togethernessOf } from './togetherness.rules';

/** Two years of first bookings, over and over in this order; half of them pass. */
function monthsOf(booked: readonly number[]): readonly MonthOfBookings[] {
  return Array.from({ length: 24 }, (_, nth) => {
    const count = booked[nth % booked.length] ?? 0;
    const passed = Math.floor((count + (nth % 2)) / 2);
    return { booked: count, passed, failed: count - passed };
  });
}

const FACTS: HeadCountFacts = {
  ...{
    on: '2026-11-30',
    dueOn: '2031-03-31',
    target: 50,
    holders: 13,
    waiting: 3,
    failedLately: 2,
  },
  holdersLeaving: ['2027-03-31'],
  others: 960,
  booked: [
    { examOn: '2027-01-10', chance: 0.6 },
    { examOn: '2027-01-10', chance: null },
  ],
  past: {
    months: monthsOf([1, 1]),
    ...{ days: 730, firstBookings: 24, reportedWithout: 2, passes: 13, failures: 15 },
    ...{ failuresFollowed: 12, bookedAgain: 7, verified: 13, refused: 1, leavers: 60 },
    ...{ staffYears: 1900, toExam: [20, 40, 60], toVerification: [10, 30], toNextExam: [60, 120] },
  },
};
/** Nothing happens any more: nobody comes, nobody leaves. */
const STILL: HeadCountFacts = {
  ...FACTS,
  ...{ waiting: 0, failedLately: 0, booked: [], others: 0, holdersLeaving: [] },
  past: {
    ...FACTS.past,
    firstBookings: 0,
    months: [],
    reportedWithout: 0,
    leavers: 0,
    staffYears: 1e9,
  },
};
const lastOf = ({ fan }: { fan: readonly FanDay[] }): FanDay => {
  const last = fan.at(-1);
  if (!last) throw new Error('no day');
  return last;
};
const play = (facts: HeadCountFacts, runs = 1000) => simulateHeadCount(facts, { runs, seed: 7 });

describe('The number of holders, played forward', () => {
  it('is the same for the same facts and seed, and another for another seed', () => {
    expect(play(FACTS)).toEqual(play(FACTS));
    expect(play(FACTS)).not.toEqual(simulateHeadCount(FACTS, { runs: 1000, seed: 8 }));
  });

  it('has a day for each month and the day it is due, each spread in order', () => {
    const { fan } = play(FACTS);
    expect(fan.map(({ day }) => day).slice(0, 2)).toEqual(['2026-12-01', '2027-01-01']);
    expect([fan.length, lastOf({ fan }).day]).toEqual([53, '2031-03-31']);
    for (const { low, innerLow, middle, innerHigh, high } of fan)
      expect([low, innerLow, middle, innerHigh, high]).toEqual(
        [low, innerLow, middle, innerHigh, high].toSorted((a, b) => a - b),
      );
  });

  it('stays where it is when nobody comes and nobody leaves', () => {
    expect(lastOf(play(STILL))).toMatchObject({ low: 13, middle: 13, high: 13 });
    expect(play({ ...STILL, target: 13 }).reached).toBe(1);
    expect(play({ ...STILL, target: 14 }).reached).toBe(0);
  });

  it('takes off whoever is known to leave from the day after the last one on', () => {
    const { fan } = play({ ...STILL, holdersLeaving: ['2027-03-31', '2027-04-01'] });
    const on = (day: string) => fan.find((it) => it.day === day)?.middle;
    expect([on('2027-03-01'), on('2027-04-01'), on('2027-05-01')]).toEqual([13, 12, 11]);
    expect(lastOf({ fan }).high).toBe(11);
  });

  it('adds who waits, and who has booked by their own chance', () => {
    const verified = { ...STILL.past, verified: 1e6, refused: 0 };
    const waiting = play({ ...STILL, past: verified, waiting: 4 });
    expect(lastOf(waiting)).toMatchObject({ low: 17, high: 17 });
    const booked = (chance: number) =>
      play({ ...STILL, past: verified, booked: [{ examOn: '2027-01-10', chance }] }).fan;
    expect(lastOf({ fan: booked(1) })).toMatchObject({ low: 14, high: 14 });
    const after = booked(1).find(({ middle }) => middle === 14);
    expect(after?.day).toBe('2027-02-01');
    // Somebody who fails may try again, with the city's chance.
    expect(lastOf({ fan: booked(0) }).low).toBe(13);
  });

  it('never counts more people than there are', () => {
    const crowd = { ...FACTS, others: 5, past: { ...FACTS.past, firstBookings: 500 } };
    expect(lastOf(play(crowd)).high).toBeLessThanOrEqual(13 + 3 + 2 + 2 + 5 + 3);
  });

  it('is surer the more is known of the past', () => {
    const long = {
      ...FACTS,
      past: { ...FACTS.past, days: 7300, firstBookings: 240, reportedWithout: 20, passes: 130 },
    };
    const width = (facts: HeadCountFacts) => lastOf(play(facts)).high - lastOf(play(facts)).low;
    expect(width(long)).toBeLessThan(width(FACTS));
  });

  it('says what more exams would do, and how many there must be', () => {
    const forecast = forecastHeadCount(FACTS, { seed: 7, runs: 1000 });
    expect(forecast.scenarios.map(({ bookingsTimes }) => bookingsTimes)).toEqual([0.5, 1, 1.5]);
    const chances = forecast.scenarios.map(({ reached }) => reached);
    expect(chances).toEqual(chances.toSorted((a, b) => a - b));
    expect(forecast.more.map(({ reached }) => reached >= forecast.reached)).toEqual([
      ...[true, true, true],
    ]);
    const { perQuarter } = forecast;
    const with_ = (count: number) =>
      simulateHeadCount(FACTS, { seed: 7, runs: 1000, perQuarter: count }).reached;
    expect(with_(perQuarter ?? 0)).toBeGreaterThanOrEqual(0.9);
    expect(with_((perQuarter ?? 0) - 1)).toBeLessThan(0.9);
    const few = { ...FACTS, others: 10 };
    expect(forecastHeadCount(few, { seed: 7, runs: 200 }).perQuarter).toBeNull();
  });

  it('says nothing of a past of less than half a year, nor after the due day', () => {
    const days = (count: number) => ({ ...FACTS, past: { ...FACTS.past, days: count } });
    expect([isForeseeable(days(179)), isForeseeable(days(180))]).toEqual([false, true]);
    expect(isForeseeable({ ...FACTS, dueOn: FACTS.on })).toBe(false);
  });
});

describe('How far people come and succeed together', () => {
  const month = (booked: number, passed: number): MonthOfBookings => {
    return { booked, passed, failed: booked - passed };
  };

  it('is not at all where months of the same season are alike, however much seasons differ', () => {
    const seasons = Array.from({ length: 24 }, (_, nth) => month(nth % 12 < 3 ? 9 : 1, 1));
    expect(togethernessOf(seasons).crowding).toBe(1);
    expect(togethernessOf([])).toEqual({ crowding: 1, likeness: 0 });
  });

  it('is as much as groups are large, and as alike as their results', () => {
    const groups = Array.from({ length: 24 }, (_, nth) => {
      if (nth % 5 !== 0) return month(0, 0);
      return month(6, nth % 10 === 0 ? 6 : 0);
    });
    const { crowding, likeness } = togethernessOf(groups);
    expect(crowding).toBeGreaterThan(4);
    expect(crowding).toBeLessThan(6.5);
    expect(likeness).toBeGreaterThan(0.8);
  });

  it('makes the range wider and leaves its middle', () => {
    const crowd = { ...FACTS.past, months: monthsOf([6, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0]) };
    const [alone, together] = [play(FACTS), play({ ...FACTS, past: crowd })].map(lastOf);
    const width = (day?: FanDay): number => (day ? day.high - day.low : 0);
    expect(width(together) / width(alone)).toBeGreaterThan(1.4);
    expect(Math.abs((together?.middle ?? 0) - (alone?.middle ?? 0))).toBeLessThan(5);
  });
});

describe('In invented cities whose future is known', () => {
  const share = (list: readonly boolean[]): number => list.filter(Boolean).length / list.length;
  const day = ({ facts }: InventedCity) => lastOf(simulateHeadCount(facts, { runs: 400, seed: 1 }));

  it.each([1, 4])('the range of eight in ten holds about eight in ten after %i years', (years) => {
    const cities = Array.from({ length: 160 }, (_, nth) => inventCity(nth + 1, { years }));
    const inside = cities.map((city) => {
      const { low, high } = day(city);
      return low <= city.holdersThen && city.holdersThen <= high;
    });
    expect(share(inside)).toBeGreaterThanOrEqual(0.75);
    expect(share(inside)).toBeLessThanOrEqual(0.85);
  });

  it('holds more than six in ten where people come in fives who all pass or all fail', () => {
    const truth = (draws: Draws) => ({ ...assumedTruth(draws), together: 5 });
    const inside = Array.from({ length: 100 }, (_, nth) => inventCity(nth + 1, { truth })).map(
      (city) => {
        const { low, high } = day(city);
        return low <= city.holdersThen && city.holdersThen <= high;
      },
    );
    expect(share(inside)).toBeGreaterThan(0.6);
  });
});

describe('Half and one and a half times as many', () => {
  it('scale those who report without a booking as well', () => {
    const past = { ...FACTS.past, firstBookings: 0, months: [], reportedWithout: 40 };
    const facts = { ...FACTS, booked: [], failedLately: 0, past };
    const { scenarios } = forecastHeadCount(facts, { seed: 1, runs: 400 });
    const [half, same, more] = scenarios.map(({ middle }) => middle - facts.holders);
    expect(half ?? 0).toBeLessThan((same ?? 0) * 0.75);
    expect(more ?? 0).toBeGreaterThan((same ?? 0) * 1.2);
  });
});
