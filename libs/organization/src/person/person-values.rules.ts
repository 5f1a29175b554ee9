import { isDeepStrictEqual } from 'node:util';
import type { LocalDate } from '@app/platform';
import { type Dated, rowOn, setFrom } from '../import/timeline.rules';

/** What a person is called and where mail reaches them. */
export interface PersonValues {
  readonly name: string;
  readonly kana: string;
  readonly email: string | null;
}

type Details = readonly Dated<PersonValues>[];

const FIELDS = ['name', 'kana', 'email'] as const;

/** The values of a day; of the nearest row where none holds, for the rows of a person have no gaps. */
export function valuesOn(details: Details, day: LocalDate): PersonValues {
  const value = (rowOn(details, day) ?? details[0])?.value;
  if (!value) throw new Error('A person has details');
  return value;
}

/**
 * The details after `next` was set from `on`. Only what differs from the day `as` is a change: it is carried into the
 * rows that are known to begin later as long as they say what was said before, so that a new address of mail today does
 * not undo the new name of next month, nor the name of next month bring the old address back.
 */
export function detailsAfter(
  details: Details,
  next: PersonValues,
  { on, as }: { readonly on: LocalDate; readonly as: LocalDate },
): Details {
  const before = valuesOn(details, as);
  if (isDeepStrictEqual(plain(before), plain(next))) return details;
  const set = setFrom(details, { on, value: next, isSame: isDeepStrictEqual });
  let carried = FIELDS.filter((field) => before[field] !== next[field]);
  const rows = set.map((row) => {
    if (row.from <= on) return row;
    carried = carried.filter((field) => row.value[field] === before[field]);
    const changes = Object.fromEntries(carried.map((field) => [field, next[field]]));
    return { ...row, value: { ...row.value, ...changes } };
  });
  return withoutRepetition(rows);
}

/** Two neighbours that say the same are one. */
function withoutRepetition(rows: Details): Details {
  return rows.reduce<Dated<PersonValues>[]>((found, row) => {
    const last = found.at(-1);
    if (last?.to !== row.from || !isDeepStrictEqual(last.value, row.value)) return [...found, row];
    return [...found.slice(0, -1), { ...last, to: row.to }];
  }, []);
}

function plain({ name, kana, email }: PersonValues): PersonValues {
  return { name, kana, email };
}
