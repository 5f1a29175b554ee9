import fc from 'fast-check';
import { clockOf } from './clock-of';
import { FixedClock, instantAt, localDateOf, SystemClock } from './clock';

describe('localDateOf', () => {
  it.each([
    ['2026-03-31T14:59:59.999Z', '2026-03-31'],
    ['2026-03-31T15:00:00Z', '2026-04-01'],
    ['2026-04-01T00:30:00+09:00', '2026-04-01'],
    ['2024-02-28T15:00:00Z', '2024-02-29'],
    ['2026-12-31T23:59:00+09:00', '2026-12-31'],
  ])('%s falls on %s in Tokyo', (instant, date) => {
    expect(localDateOf(new Date(instant))).toBe(date);
  });
});

describe('instantAt', () => {
  it('reads the time in Tokyo', () => {
    expect(instantAt('2026-04-01').toISOString()).toBe('2026-03-31T15:00:00.000Z');
    expect(instantAt('2026-04-01', '08:30').toISOString()).toBe('2026-03-31T23:30:00.000Z');
    expect(instantAt('2026-04-01', '23:59:59').toISOString()).toBe('2026-04-01T14:59:59.000Z');
  });

  it.each([
    ['2026-02-30', '00:00'],
    ['2026-13-01', '00:00'],
    ['2026-4-1', '00:00'],
    ['2026-04-01', '25:00'],
    ['2026-04-01', '8:30'],
    ['2026-04-01', ''],
  ] as const)('refuses %s %s', (date, time) => {
    expect(() => instantAt(date, time)).toThrow(RangeError);
  });

  it('takes no plain text for a day: the compiler refuses it, and so does the call', () => {
    // @ts-expect-error an empty text is no LocalDate
    expect(() => instantAt('')).toThrow(RangeError);
  });

  it('is the inverse of localDateOf', () => {
    const instants = fc.date({
      min: new Date('1952-01-01T00:00:00Z'),
      max: new Date('2199-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        const date = localDateOf(instant);
        const msIntoDay = instant.getTime() - instantAt(date).getTime();
        expect(msIntoDay).toBeGreaterThanOrEqual(0);
        expect(msIntoDay).toBeLessThan(24 * 60 * 60 * 1000);
      }),
    );
  });
});

describe('SystemClock', () => {
  it('tells the time of the host', () => {
    const before = Date.now();
    const now = new SystemClock().now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('starts at the given instant and runs on', () => {
    const startAt = new Date('2027-03-31T23:59:00+09:00');
    const before = Date.now();
    const clock = new SystemClock(startAt);
    const elapsed = clock.now().getTime() - startAt.getTime();
    expect(elapsed).toBeGreaterThanOrEqual(0);
    expect(elapsed).toBeLessThanOrEqual(Date.now() - before);
    expect(localDateOf(startAt)).toBe('2027-03-31');
  });

  it('shows the same in every process of one start', () => {
    const [startAt, startedAt] = [new Date('2027-03-31T23:59:00+09:00'), new Date()];
    const first = new SystemClock(startAt, startedAt);
    const later = new SystemClock(startAt, new Date(startedAt.getTime() - 3000));
    const ahead = later.now().getTime() - first.now().getTime();
    expect(Math.abs(ahead - 3000)).toBeLessThan(100);
    const own = clockOf({ APP_NOW: startAt, APP_NOW_AT: startedAt });
    expect(Math.abs(own.now().getTime() - first.now().getTime())).toBeLessThan(100);
  });

  it('refuses an invalid start', () => {
    expect(() => new SystemClock(new Date('x'))).toThrow(RangeError);
  });
});

describe('FixedClock', () => {
  it('stands still, moves when told, and knows the day in Tokyo', () => {
    const clock = new FixedClock('2026-03-31T23:59:00+09:00');
    expect(clock.today()).toBe('2026-03-31');
    clock.advance({ minutes: 1 });
    expect(clock.today()).toBe('2026-04-01');
    clock.advance(-1);
    expect(clock.today()).toBe('2026-03-31');
    clock.set('2026-11-22');
    expect(clock.now().toISOString()).toBe('2026-11-21T15:00:00.000Z');
    clock.advance({ days: 1, hours: 1, seconds: 2, milliseconds: 3 });
    expect(clock.now().toISOString()).toBe('2026-11-22T16:00:02.003Z');
  });

  it('hands out dates that do not move the clock when changed', () => {
    const clock = new FixedClock('2026-04-01');
    clock.now().setUTCFullYear(1999);
    expect(clock.today()).toBe('2026-04-01');
  });

  it.each(['2026-04-01T00:00:00', '2026-02-30', 'soon'])('refuses %s', (instant) => {
    expect(() => new FixedClock(instant)).toThrow(RangeError);
  });
});

describe('What a clock shows when the machine shows an instant', () => {
  it.each([
    ['the real clock', new SystemClock(), 0],
    ['a clock of another day', new SystemClock(new Date(Date.now() + 5 * 86_400_000)), 5],
  ] as const)('%s', (_which, clock, days) => {
    const instant = new Date(Math.ceil(Date.now() / 60_000) * 60_000);
    const shown = clock.shownAt(instant).getTime() - instant.getTime();
    // Told to the second.
    expect(Math.abs(shown - days * 86_400_000)).toBeLessThanOrEqual(1000);
    if (days === 0) expect(shown).toBe(0);
  });
});
