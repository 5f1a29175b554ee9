import { addDays, diffDays, type LocalDate } from '@app/platform';
import fc from 'fast-check';
import {
  aloneBeside,
  barredDays,
  firstFreeDay,
  type HeldTerm,
  type TogetherVersion,
} from './together.rules';

const ON: LocalDate = '2026-11-16';
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
      { role: 'supporter', termUntil: '2027-03-31', from: ON, until: '2027-03-31' },
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

  it('are told day by day as they are refused', () => {
    const day = fc.integer({ min: -40, max: 40 }).map((days) => addDays(ON, days));
    const versions = fc.array(
      fc
        .tuple(fc.constantFrom('leader', 'supporter'), day, fc.boolean())
        .map((it) => version(...it)),
      { maxLength: 5 },
    );
    const span = fc.tuple(day, fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(versions, span, fc.integer({ min: 0, max: 80 }), (all, [from, days], ahead) => {
        const newestFirst = all.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
        const held = term(from, addDays(from, days));
        const start = addDays(ON, ahead);
        const isRefused =
          diffDays(start, held.until) >= 0 &&
          aloneBeside(newestFirst, { role: 'leader', from: start }, held) !== null;
        const isFree = firstFreeDay(bars(newestFirst, held), start) === start;
        expect(isFree).toBe(!isRefused);
      }),
    );
  });
});
