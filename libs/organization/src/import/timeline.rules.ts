import { isDeepStrictEqual } from 'node:util';
import { type LocalDate, maxDate } from '@app/platform';
import { FIRST_DAY } from '../person/person.rules';
import type { RowChanges } from './plan';

/** A value that holds in [from, to). `id` is null for what is not yet in the database. */
export interface Dated<Value> {
  readonly id: string | null;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly value: Value;
}

export interface Setting<Value> {
  readonly on: LocalDate;
  /** Null: nothing holds from this day. */
  readonly value: Value | null;
  /** The first day on which it no longer holds. Not given: as long as what it replaces did. Null: open. */
  readonly until?: LocalDate | null | undefined;
  readonly isSame: (a: Value, b: Value) => boolean;
}

/** The row in force on a day. */
export function rowOn<Value>(
  rows: readonly Dated<Value>[],
  day: LocalDate,
): Dated<Value> | undefined {
  return rows.find((row) => row.from <= day && (row.to === null || row.to > day));
}

/** The first day on which none of the rows holds that follow on one another without a gap; null is open. */
export function stayEnd(rows: readonly Dated<unknown>[], day: LocalDate): LocalDate | null {
  let last = rowOn(rows, day);
  for (let next = last; next; next = rows.find(({ from }) => from === last?.to)) last = next;
  return last?.to ?? null;
}

/**
 * The timeline after a value was set from a day on. What held before that day stays as it was, and so does what is
 * already known to begin after it; a row that begins on that very day is corrected in place. Rows never overlap;
 * setting the same value again changes nothing.
 */
export function setFrom<Value>(
  rows: readonly Dated<Value>[],
  setting: Setting<Value>,
): readonly Dated<Value>[] {
  const { on, value } = setting;
  const later = sorted(rows.filter((row) => row.from > on));
  const before = sorted(rows.filter((row) => row.from < on)).map((row) => cutAt(row, on));
  if (value === null) return [...before, ...later];
  const next = later[0]?.from ?? null;
  const to = earlier(endOf(setting, rowOn(rows, on)), next);
  const last = before.at(-1);
  if (last?.to === on && setting.isSame(last.value, value)) {
    return [...before.slice(0, -1), { ...last, to, value }, ...later];
  }
  const id = rows.find((row) => row.from === on)?.id ?? null;
  return [...before, { id, from: on, to, value }, ...later];
}

/** Ends what holds on or before `until` there; rows that begin in [until, through] are dropped, later ones stay. */
export function endAt<Value>(
  rows: readonly Dated<Value>[],
  until: LocalDate,
  through: LocalDate,
): readonly Dated<Value>[] {
  return rows
    .filter((row) => row.from < until || row.from > through)
    .map((row) => (row.from < until ? cutAt(row, until) : row));
}

/** From a day on the rows hold on those days alone on which one of `bearing` does; before it they stay as they were. */
export function within<Value>(
  rows: readonly Dated<Value>[],
  bearing: readonly Dated<unknown>[],
  on: LocalDate,
): readonly Dated<Value>[] {
  const stays = staysOf(bearing);
  return rows.flatMap((row) => {
    const later = stays.map(({ from, to }) => ({ from: maxDate(from, on), to }));
    const parts = staysOf([{ from: FIRST_DAY, to: on }, ...later]).flatMap((part) => {
      const from = maxDate(row.from, part.from);
      const to = earlier(row.to, part.to);
      return to === null || from < to ? [{ ...row, from, to }] : [];
    });
    return parts.map((part, at) => (at === 0 ? part : { ...part, id: null }));
  });
}

/** Stretches of days on which one row holds after the other without a gap. */
function staysOf(rows: readonly Pick<Dated<unknown>, 'from' | 'to'>[]) {
  const stays: { from: LocalDate; to: LocalDate | null }[] = [];
  for (const { from, to } of rows.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (to !== null && to <= from) continue;
    const last = stays.at(-1);
    if (last?.to === from) last.to = to;
    else stays.push({ from, to });
  }
  return stays;
}

/** What has to be written to turn one timeline into the other. `record` makes the table's row. */
export function changesBetween<Value, Row>(
  old: readonly Dated<Value>[],
  next: readonly Dated<Value>[],
  record: (row: Dated<Value>) => Row,
): RowChanges<Row> {
  const before = new Map(old.map((row) => [row.id, row]));
  const kept = new Set(next.map((row) => row.id));
  return {
    insert: next.filter((row) => row.id === null).map(record),
    update: next.filter((row) => row.id !== null && !isEqual(before.get(row.id), row)).map(record),
    remove: old.flatMap((row) => (row.id !== null && !kept.has(row.id) ? [row.id] : [])),
  };
}

/** Whether anything has to be written to turn one timeline into the other. */
export function hasChanges<Value>(
  old: readonly Dated<Value>[],
  next: readonly Dated<Value>[],
): boolean {
  const { insert, update, remove } = changesBetween(old, next, (row) => row);
  return insert.length + update.length + remove.length > 0;
}

/** The earlier of two ends; null is open. */
export function earlier(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function endOf<Value>(
  setting: Setting<Value>,
  replaced: Dated<Value> | undefined,
): LocalDate | null {
  return setting.until === undefined ? (replaced?.to ?? null) : setting.until;
}

function cutAt<Value>(row: Dated<Value>, day: LocalDate): Dated<Value> {
  return row.to === null || row.to > day ? { ...row, to: day } : row;
}

function sorted<Value>(rows: readonly Dated<Value>[]): readonly Dated<Value>[] {
  return [...rows].sort((a, b) => (a.from < b.from ? -1 : 1));
}

function isEqual<Value>(a: Dated<Value> | undefined, b: Dated<Value>): boolean {
  return a?.from === b.from && a.to === b.to && isDeepStrictEqual(a.value, b.value);
}
