import { minutesUntil, openAt, waitAfter } from './wait.rules';

const NOW = new Date('2026-11-16T09:00:00+09:00');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

describe('Waiting after wrong guesses', () => {
  it('grows from the fifth failure on and ends at a quarter of an hour', () => {
    expect([0, 4, 5, 6, 7, 8, 9, 10, 500].map(waitAfter)).toEqual([0, 0, 1, 2, 4, 8, 15, 15, 15]);
  });

  it('counts from the last failure', () => {
    expect(openAt({ failures: 4, lastAt: NOW }, NOW)).toBeNull();
    expect(openAt({ failures: 0, lastAt: null }, NOW)).toBeNull();
    expect(openAt({ failures: 7, lastAt: minutesAgo(4) }, NOW)).toBeNull();
    expect(openAt({ failures: 7, lastAt: minutesAgo(3) }, NOW)).toEqual(
      new Date(NOW.getTime() + 60_000),
    );
  });

  it('is told in whole minutes, never in none', () => {
    expect(minutesUntil(new Date(NOW.getTime() + 1), NOW)).toBe(1);
    expect(minutesUntil(new Date(NOW.getTime() + 61_000), NOW)).toBe(2);
  });
});
