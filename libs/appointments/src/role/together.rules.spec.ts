import { addDays, type LocalDate } from '@app/platform';
import fc from 'fast-check';
import {
  aloneBeside,
  barredDays,
  firstFreeDay,
  type HeldTerm,
  type TogetherVersion,
} from './together.rules';

const ON: LocalDate = '2026-11-16';
/** Every day on which something may change. */
const DAYS = Array.from({ length: 81 }, (_, days) => addDays(ON, days));
const version = (role: string, validFrom: LocalDate, together: boolean): TogetherVersion => ({
  ...{ role, validFrom, together },
});
const term = (from: LocalDate, until: LocalDate, role = 'supporter'): HeldTerm => ({
  ...{ role, from, until },
});
const bars = (versions: readonly TogetherVersion[], ...terms: readonly HeldTerm[]) =>
  barredDays(versions, 'leader', { terms, on: ON });

describe('Roles that are not held together', () => {
  const LEADER = version('leader', '2000-01-01', true);

  it('bar each other until the term ends, whichever of them says so', () => {
    const held = term('2026-04-01', '2027-03-31');
    const expected = [
      { role: 'supporter', termUntil: '2027-03-31', from: ON, until: '2027-03-31', isAhead: false },
    ];
    expect(bars([LEADER, version('supporter', '2000-01-01', false)], held)).toEqual(expected);
    const alone = version('leader', '2000-01-01', false);
    expect(bars([alone, version('supporter', '2000-01-01', true)], held)).toEqual(expected);
    expect(bars([LEADER, version('supporter', '2000-01-01', true)], held)).toEqual([]);
    expect(bars([alone], { ...held, role: 'leader' })).toEqual([]);
    expect(bars([alone], term('2026-04-01', '2026-11-15'))).toEqual([]);
  });

  it('bar until a version that lets them, and from one that does not; one term after the other', () => {
    const versions = [
      version('supporter', '2027-01-01', true),
      version('supporter', '2026-04-01', false),
      LEADER,
    ];
    const barred = bars(versions, term('2026-04-01', '2027-03-31'));
    expect(barred).toMatchObject([{ from: ON, until: '2026-12-31' }]);
    expect(firstFreeDay(barred, ON)).toBe('2027-01-01');
    const alone = [version('leader', '2000-01-01', false)];
    const two = bars(
      alone,
      term('2027-02-01', '2028-03-31', 'role-3'),
      term('2026-04-01', '2027-03-31'),
    );
    expect(firstFreeDay(two, ON)).toBe('2028-04-01');
  });

  it('bar to the last day: no version of a third role cuts, and a term that follows goes on', () => {
    const versions = [
      version('supporter', '2027-01-01', false),
      version('role-3', '2026-12-01', true),
      version('supporter', '2000-01-01', false),
      LEADER,
    ];
    const held = [term('2026-04-01', '2027-03-31'), term('2027-04-01', '2028-03-31')];
    expect(bars(versions, ...held)).toEqual([
      { role: 'supporter', termUntil: '2028-03-31', from: ON, until: '2028-03-31', isAhead: false },
    ]);
  });

  it('are told day by day as they are refused', () => {
    const day = fc.integer({ min: -40, max: 40 }).map((days) => addDays(ON, days));
    const role = (...roles: string[]) => fc.constantFrom(...roles);
    const versions = fc.array(
      fc
        .tuple(role('leader', 'supporter', 'role-3', 'role-4'), day, fc.boolean())
        .map((it) => version(...it)),
      { maxLength: 8 },
    );
    const held = fc
      .tuple(day, fc.integer({ min: 0, max: 30 }), role('supporter', 'role-3'))
      .map(([from, days, it]) => term(from, addDays(from, days), it));
    fc.assert(
      fc.property(versions, fc.array(held, { maxLength: 3 }), (all, terms) => {
        const newestFirst = all.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
        const barred = bars(newestFirst, ...terms);
        const isRefused = (from: LocalDate, other: string) =>
          terms.some(
            (it) =>
              it.role === other &&
              it.until >= from &&
              aloneBeside(newestFirst, { role: 'leader', from }, it) !== null,
          );
        for (const other of ['supporter', 'role-3']) {
          // Whole stretches, found by asking every day.
          const refused = DAYS.filter((it) => isRefused(it, other));
          const told = barred.filter((it) => it.role === other);
          expect(told.map(({ from }) => from)).toEqual(
            refused.filter((it) => it === ON || !isRefused(addDays(it, -1), other)),
          );
          expect(told.map(({ until }) => until)).toEqual(
            refused.filter((it) => !isRefused(addDays(it, 1), other)),
          );
        }
        for (const start of DAYS) {
          const isFree = !isRefused(start, 'supporter') && !isRefused(start, 'role-3');
          expect(firstFreeDay(barred, start) === start).toBe(isFree);
        }
      }),
    );
  });
});
