import { addDays, type LocalDate } from '@app/platform';
import fc from 'fast-check';
import {
  changesBetween,
  type Dated,
  endAt,
  hasChanges,
  rowOn,
  setFrom,
  within,
} from './timeline.rules';

const START: LocalDate = '2026-01-01';
const day = fc.integer({ min: 0, max: 40 }).map((offset) => addDays(START, offset));
const value = fc.constantFrom('A', 'B', 'C');
const isSame = (a: string, b: string): boolean => a === b;

/** Rows without overlap, some adjoining, the last one sometimes open. */
const timeline = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 8 }), value), {
    maxLength: 5,
  })
  .chain((parts) => fc.tuple(fc.constant(parts), fc.boolean()))
  .map(([parts, isOpen]): readonly Dated<string>[] => {
    let at = START;
    return parts.map(([gap, length, each], index) => {
      const from = addDays(at, gap);
      at = addDays(from, length);
      const to = isOpen && index === parts.length - 1 ? null : at;
      return { id: `row ${index}`, from, to, value: each };
    });
  });

const DAYS = Array.from({ length: 70 }, (_, offset) => addDays(START, offset));

describe('setFrom', () => {
  it('sets the day, leaves every day before it, and keeps what begins later', () => {
    fc.assert(
      fc.property(timeline, day, fc.option(value), (rows, on, set) => {
        const next = setFrom(rows, { on, value: set, isSame });
        expect(rowOn(next, on)?.value ?? null).toBe(set);
        for (const before of DAYS.filter((each) => each < on)) {
          expect(rowOn(next, before)?.value).toBe(rowOn(rows, before)?.value);
        }
        for (const later of rows.filter((row) => row.from > on)) expect(next).toContainEqual(later);
      }),
    );
  });

  it('never makes rows that overlap or are empty', () => {
    fc.assert(
      fc.property(timeline, day, fc.option(value), fc.boolean(), (rows, on, set, isOpen) => {
        const setting = { on, value: set, isSame, ...(isOpen && { until: null }) };
        const next = [...setFrom(rows, setting)].sort((a, b) => (a.from < b.from ? -1 : 1));
        next.forEach((row, index) => {
          const following = next[index + 1];
          expect(row.to === null || row.from < row.to).toBe(true);
          if (following) expect(row.to !== null && row.to <= following.from).toBe(true);
        });
      }),
    );
  });

  it('changes nothing when done again', () => {
    fc.assert(
      fc.property(timeline, day, fc.option(value), (rows, on, set) => {
        const named = (list: readonly Dated<string>[]) =>
          list.map((row, index) => ({ ...row, id: row.id ?? `new ${index}` }));
        const once = named(setFrom(rows, { on, value: set, isSame }));
        expect(hasChanges(once, setFrom(once, { on, value: set, isSame }))).toBe(false);
      }),
    );
  });

  it('corrects a row that begins on the day in place', () => {
    const rows = [{ id: 'x', from: START, to: null, value: 'A' }];
    expect(setFrom(rows, { on: START, value: 'B', isSame })).toEqual([
      { id: 'x', from: START, to: null, value: 'B' },
    ]);
  });

  it('goes on with the row before when a change on the day is taken back', () => {
    const rows: readonly Dated<string>[] = [
      { id: 'x', from: '2026-01-01', to: '2026-02-01', value: 'A' },
      { id: 'y', from: '2026-02-01', to: null, value: 'B' },
    ];
    const next = setFrom(rows, { on: '2026-02-01', value: 'A', isSame });
    expect(next).toEqual([{ id: 'x', from: '2026-01-01', to: null, value: 'A' }]);
    expect(changesBetween(rows, next, (row) => row.id)).toEqual({
      insert: [],
      update: ['x'],
      remove: ['y'],
    });
  });
});

describe('endAt', () => {
  const rows: readonly Dated<string>[] = [
    { id: 'x', from: '2026-01-01', to: '2026-02-01', value: 'A' },
    { id: 'y', from: '2026-02-01', to: null, value: 'B' },
  ];

  it('cuts what holds on the day', () => {
    expect(endAt(rows, '2026-03-01', '2026-03-01').at(-1)?.to).toBe('2026-03-01');
  });

  it('drops what began after the end, and keeps what begins after the list', () => {
    const later: Dated<string> = { id: 'z', from: '2026-06-01', to: null, value: 'C' };
    expect(endAt([...rows, later], '2026-01-15', '2026-04-01')).toEqual([
      { id: 'x', from: '2026-01-01', to: '2026-01-15', value: 'A' },
      later,
    ]);
  });
});

describe('within', () => {
  it('leaves every day before it, and on later days what is borne', () => {
    fc.assert(
      fc.property(timeline, timeline, day, (rows, bearing, on) => {
        const left = within(rows, bearing, on);
        for (const each of DAYS) {
          const isKept = each < on || rowOn(bearing, each) !== undefined;
          expect(rowOn(left, each)?.value).toBe(isKept ? rowOn(rows, each)?.value : undefined);
        }
        const ids = left.flatMap(({ id }) => id ?? []);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('changes nothing when all is borne', () => {
    fc.assert(
      fc.property(timeline, day, (rows, on) => {
        expect(within(rows, rows, on)).toEqual(rows);
      }),
    );
  });
});
