import fc from 'fast-check';
import { inverseOf, solve } from './newton.rules';
import { meanOf } from './moments.rules';
import { normalDraws, normalGrid } from './normal-draws.rules';
import { answerSlope, chanceOfRight, logistic, logit } from './response.rules';

const ability = fc.double({ min: -6, max: 6, noNaN: true });
const floors = fc.constantFrom(0, 0.2, 0.25);

describe('answerSlope', () => {
  it('is the slope of the log of the answer’s chance, and its expected square', () => {
    const [step, difficulty] = [1e-5, 0.4];
    fc.assert(
      fc.property(ability, floors, (at, floor) => {
        const log = (right: boolean, x: number) => {
          const chance = chanceOfRight(x, difficulty, floor);
          return Math.log(right ? chance : 1 - chance);
        };
        const [ifRight, ifWrong] = [true, false].map((right) => {
          const { slope } = answerSlope({ right, difficulty, difficultyError: 0 }, at, floor);
          expect(slope).toBeCloseTo(
            (log(right, at + step) - log(right, at - step)) / (2 * step),
            4,
          );
          return slope;
        });
        const chance = chanceOfRight(at, difficulty, floor);
        const { information } = answerSlope(
          { right: true, difficulty, difficultyError: 0 },
          at,
          floor,
        );
        expect(information).toBeCloseTo(
          chance * (ifRight ?? 0) ** 2 + (1 - chance) * (ifWrong ?? 0) ** 2,
          9,
        );
      }),
    );
  });

  it('says less of the ability where the difficulty itself is little known', () => {
    const said = [0, 0.4, 0.9].map((difficultyError) =>
      answerSlope({ right: true, difficulty: 0, difficultyError }, 1, 0),
    );
    const informations = said.map(({ information }) => information);
    expect(informations).toEqual(informations.toSorted((a, b) => b - a));
    // Against the mean over the difficulties themselves, b ~ N(0, .9²).
    const { points, weights } = normalGrid(41, { mean: 0, sd: 0.9 });
    const log = (at: number) =>
      Math.log(points.reduce((sum, b, nth) => sum + (weights[nth] ?? 0) * logistic(at - b), 0));
    expect(said[2]?.slope).toBeCloseTo((log(1.001) - log(0.999)) / 0.002, 2);
  });

  it('stays finite at the ends', () => {
    for (const right of [true, false])
      for (const at of [-800, 800])
        expect(
          Object.values(answerSlope({ right, difficulty: 0, difficultyError: 0 }, at, 0.2)).every(
            Number.isFinite,
          ),
        ).toBe(true);
  });
});

describe('logistic', () => {
  it('is undone by logit', () => {
    fc.assert(fc.property(ability, (x) => expect(logit(logistic(x))).toBeCloseTo(x, 9)));
  });
});

describe('newton', () => {
  it('inverts and solves', () => {
    const matrix = [
      [4, 1, 0.5, 0],
      [1, 3, 0.2, 0.1],
      [0.5, 0.2, 2, 0.3],
      [0, 0.1, 0.3, 1],
    ];
    const right = [1, -2, 0.5, 3];
    const found = solve(matrix, right);
    matrix.forEach((row, nth) =>
      expect(row.reduce((sum, a, k) => sum + a * (found[k] ?? 0), 0)).toBeCloseTo(
        right[nth] ?? 0,
        12,
      ),
    );
    const inverse = inverseOf(matrix);
    matrix.forEach((row, i) =>
      row.forEach((_, j) =>
        expect(row.reduce((sum, a, k) => sum + a * (inverse[k]?.[j] ?? 0), 0)).toBeCloseTo(
          i === j ? 1 : 0,
          12,
        ),
      ),
    );
  });

  it('refuses what is no covariance', () => {
    expect(() =>
      inverseOf([
        [1, 2],
        [2, 1],
      ]),
    ).toThrow(RangeError);
  });
});

describe('normalDraws', () => {
  it('has mean 0 and variance 1 on each axis, no covariance, and is the same for the same seed', () => {
    const draws = normalDraws(200, 7);
    expect(draws).toEqual(normalDraws(200, 7));
    expect(draws).not.toEqual(normalDraws(200, 8));
    const axis = (which: number) => [...draws].filter((_, nth) => nth % 3 === which);
    for (const which of [0, 1, 2]) {
      expect(meanOf(axis(which))).toBeCloseTo(0, 12);
      expect(meanOf(axis(which).map((z) => z * z))).toBeCloseTo(1, 12);
      const other = axis((which + 1) % 3);
      expect(meanOf(axis(which).map((z, nth) => z * (other[nth] ?? 0)))).toBeCloseTo(0, 12);
    }
  });
});

describe('normalGrid', () => {
  it('has the mean and the spread it was asked for, with few points', () => {
    for (const count of [9, 31]) {
      const { points, weights } = normalGrid(count, { mean: 0.5, sd: 1.2 });
      const moment = (power: number) =>
        points.reduce((sum, x, nth) => sum + (weights[nth] ?? 0) * (x - 0.5) ** power, 0);
      expect(moment(0)).toBeCloseTo(1, 12);
      expect(moment(1)).toBeCloseTo(0, 12);
      expect(Math.sqrt(moment(2))).toBeCloseTo(1.2, 2);
    }
  });
});
