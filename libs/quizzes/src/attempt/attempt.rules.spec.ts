import fc from 'fast-check';
import { isPassed, mayStart } from './attempt.rules';

const NOW = new Date('2026-11-16T10:00:00+09:00');
const MINUTE = 60_000;

describe('mayStart', () => {
  const never = { finishedCount: 0, lastFinishedAt: null };
  const once = { finishedCount: 1, lastFinishedAt: new Date(NOW.getTime() - 10 * MINUTE) };

  it('lets everybody begin once, whatever the rules', () => {
    expect(mayStart(never, { retakes: 0, waitMinutes: 999 }, NOW)).toEqual({ may: true });
  });

  it('counts retakes after the first attempt; null is without limit', () => {
    expect(mayStart(once, { retakes: 0, waitMinutes: 0 }, NOW)).toEqual({
      may: false,
      reason: 'no_retakes_left',
    });
    expect(mayStart(once, { retakes: 1, waitMinutes: 0 }, NOW)).toEqual({ may: true });
    expect(
      mayStart({ ...once, finishedCount: 500 }, { retakes: null, waitMinutes: 0 }, NOW),
    ).toEqual({ may: true });
  });

  it('makes wait until the minute and names it', () => {
    expect(mayStart(once, { retakes: null, waitMinutes: 10 }, NOW)).toEqual({ may: true });
    expect(mayStart(once, { retakes: null, waitMinutes: 11 }, NOW)).toEqual({
      may: false,
      reason: 'wait',
      until: new Date(NOW.getTime() + MINUTE),
    });
  });
});

describe('isPassed', () => {
  it.each([
    [7, 10, 0.7, true],
    [6, 10, 0.7, false],
    [3, 5, 0.6, true],
    [0, 5, 0, true],
    [10, 10, 1, true],
    [9, 10, 1, false],
  ])('%d of %d at %d', (correct, count, ratio, verdict) => {
    expect(isPassed(correct, count, ratio)).toBe(verdict);
  });

  it('agrees with whole numbers for every ratio in thousandths', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 1000 }),
        (count, thousandths) => {
          for (let correct = 0; correct <= count; correct++) {
            expect(isPassed(correct, count, thousandths / 1000)).toBe(
              correct * 1000 >= thousandths * count,
            );
          }
        },
      ),
    );
  });
});
