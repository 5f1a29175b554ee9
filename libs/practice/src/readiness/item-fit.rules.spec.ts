import { difficultySpread, type FirstExposures, fitItems } from './item-fit.rules';
import { correlation } from './moments.rules';
import { normalNumber, seededNumbers } from '@app/platform';
import { logistic } from './response.rules';

const ITEMS = 60;
const TAU = 0.9;

interface Bank {
  readonly truth: Float64Array;
  readonly author: Float64Array;
}

function bank(seed: number): Bank {
  const next = seededNumbers(seed);
  const author = Float64Array.from({ length: ITEMS }, (_, nth) => ((nth % 3) - 1) * TAU);
  return { author, truth: author.map((b) => b + TAU * normalNumber(next)) };
}

/** `people` of mean ability .5 answer every `every`th question; strong ones see the later questions only, if asked for. */
function answered(
  { truth }: Bank,
  { people, floor = 0, isUnequal = false }: { people: number; floor?: number; isUnequal?: boolean },
): FirstExposures {
  const next = seededNumbers(people);
  const rows: { person: number; item: number; right: number }[] = [];
  for (let person = 0; person < people; person++) {
    const ability = 0.5 + 0.8 * normalNumber(next);
    truth.forEach((b, item) => {
      if (isUnequal && ability > 0.5 && item < ITEMS / 3) return;
      const chance = floor + (1 - floor) * logistic(ability - b);
      rows.push({ person, item, right: next() < chance ? 1 : 0 });
    });
  }
  return {
    people,
    items: ITEMS,
    person: Int32Array.from(rows, (row) => row.person),
    item: Int32Array.from(rows, (row) => row.item),
    right: Uint8Array.from(rows, (row) => row.right),
  };
}

function fitOf(given: Bank, data: FirstExposures, floor = 0) {
  return fitItems(data, { difficulty: given.author, sd: TAU }, { floor });
}

const r = (a: Float64Array, b: Float64Array) => correlation([...a], [...b]) ?? 0;
const meanGap = (a: Float64Array, b: Float64Array, among: (item: number) => boolean) => {
  const gaps = [...a].map((value, item) => value - (b[item] ?? 0)).filter((_, item) => among(item));
  return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
};

describe('fitItems', () => {
  it('is the author where nobody has answered', () => {
    const given = bank(1);
    const fit = fitOf(given, answered(given, { people: 0 }));
    fit.difficulty.forEach((b, item) => expect(b).toBeCloseTo(given.author[item] ?? 0, 9));
    fit.error.forEach((se) => expect(se).toBeCloseTo(TAU, 9));
  });

  it('finds the difficulties by 200 answers each, far better than the author did', () => {
    const given = bank(2);
    const fit = fitOf(given, answered(given, { people: 200 }));
    expect(r(fit.difficulty, given.truth)).toBeGreaterThan(0.95);
    expect(r(given.author, given.truth)).toBeLessThan(0.8);
    expect([...fit.answers]).toEqual(Array.from({ length: ITEMS }, () => 200));
    expect(fit.ability.sd).toBeGreaterThan(0.6);
    expect(fit.ability.sd).toBeLessThan(1);
  });

  it('comes back from an author who was wholly wrong', () => {
    const given = bank(9);
    const author = given.author.map((b, item) => (item === 0 ? -6 : item === 1 ? 6 : b));
    const { difficulty } = fitOf({ ...given, author }, answered(given, { people: 400 }));
    for (const item of [0, 1])
      expect(Math.abs((difficulty[item] ?? 9) - (given.truth[item] ?? 0))).toBeLessThan(0.7);
  });

  it('says how far off it is: about two of three lie within one standard error', () => {
    const given = bank(3);
    const fit = fitOf(given, answered(given, { people: 150 }));
    const shift = meanGap(fit.difficulty, given.truth, () => true);
    const near = [...fit.difficulty].filter(
      (b, item) => Math.abs(b - shift - (given.truth[item] ?? 0)) < (fit.error[item] ?? 0),
    ).length;
    expect(near / ITEMS).toBeGreaterThan(0.52);
    expect(near / ITEMS).toBeLessThan(0.84);
  });

  it('does not take questions for easy that only good people saw, or the reverse', () => {
    const given = bank(4);
    const data = answered(given, { people: 400, isUnequal: true });
    const fit = fitOf(given, data);
    const early = (item: number) => item < ITEMS / 3;
    const gap =
      meanGap(fit.difficulty, given.truth, early) -
      meanGap(fit.difficulty, given.truth, (item) => !early(item));
    expect(Math.abs(gap)).toBeLessThan(0.15);
  });

  it('holds the zero of the scale by the authors', () => {
    const given = bank(5);
    const fit = fitOf(given, answered(given, { people: 80 }));
    expect(meanGap(fit.difficulty, given.author, () => true)).toBeCloseTo(0, 9);
  });

  it('does not depend on the order of the answers', () => {
    const given = bank(6);
    const data = answered(given, { people: 40 });
    const turned = {
      ...data,
      person: data.person.toReversed(),
      item: data.item.toReversed(),
      right: data.right.toReversed(),
    };
    const [one, two] = [fitOf(given, data), fitOf(given, turned)];
    one.difficulty.forEach((b, item) => expect(b).toBeCloseTo(two.difficulty[item] ?? 0, 9));
  });

  it('finds how hard guessed questions are when it knows of the guessing', () => {
    const given = bank(7);
    const data = answered(given, { people: 400, floor: 0.25 });
    const hard = (item: number) => (given.truth[item] ?? 0) > 1;
    const easy = (item: number) => (given.truth[item] ?? 0) < -1;
    const squeeze = (floor: number) => {
      const { difficulty } = fitOf(given, data, floor);
      return meanGap(difficulty, given.truth, hard) - meanGap(difficulty, given.truth, easy);
    };
    expect(Math.abs(squeeze(0.25))).toBeLessThan(0.2);
    expect(squeeze(0)).toBeLessThan(-0.3);
  });
});

describe('difficultySpread', () => {
  it('is the spread of the true difficulties also where few answers drew the fitted ones together', () => {
    const given = bank(8);
    const truth = difficultySpread({ difficulty: given.truth, error: new Float64Array(ITEMS) });
    for (const people of [5, 300]) {
      const spread = difficultySpread(fitOf(given, answered(given, { people })));
      expect(Math.abs(spread.sd - truth.sd)).toBeLessThan(0.15);
    }
  });
});
