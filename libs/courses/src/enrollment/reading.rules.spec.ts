import { leastReadingSeconds, missingSeconds } from './reading.rules';

describe('Minimum reading evidence', () => {
  it.each([
    [{ minutes: 1, readSeconds: 20 }, 6],
    [{ minutes: 3, readSeconds: 20 }, 18],
    [{ minutes: 12, readSeconds: 20 }, 20],
    [{ minutes: 12, readSeconds: 0 }, 0],
  ])('is a tenth of the minutes, capped: %j', (lesson, seconds) => {
    expect(leastReadingSeconds(lesson)).toBe(seconds);
  });

  it.each([
    ['2026-11-16T10:00:00Z', 20],
    ['2026-11-16T09:59:52.500Z', 13],
    ['2026-11-16T09:59:40Z', 0],
    ['2026-11-15T10:00:00Z', 0],
  ])('counts from the first opening: %s', (openedAt, missing) => {
    const now = new Date('2026-11-16T10:00:00Z');
    expect(missingSeconds(new Date(openedAt), 20, now)).toBe(missing);
  });
});
