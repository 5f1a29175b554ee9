import type { Regrouping, Taker } from '@app/organization';
import { InvalidInput } from '@app/platform';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';
import { parseForm } from '../../../shell/forms';
import type { ChangeField } from './change-fields';

/** How many units one may be split into, and how many more may merge with it. */
export const MOST_TAKERS = 4;
const MOST_OTHERS = 3;

/** Before a number of staff or a code, in the name of a field. */
export const PLACE_FIELD = 'place_';

const numbers = (most: number): readonly number[] =>
  Array.from({ length: most }, (_, at) => at + 1);

const FROM: ChangeField = {
  ...{ name: 'from', label: 'いつから', type: 'date' },
  hint: '新しい所属の最初の日。元の所属は、その前の日で終わります。',
};

/** Where to: a unit that is there, or one to be founded. */
function takerFields(at: number, name: string): readonly ChangeField[] {
  return [
    {
      ...{ name: `into${String(at)}`, label: `${name}(今ある所属)`, source: 'units' },
      isOptional: true,
      hint: '新しい所属にするときは、選ばずに、次の2つを入力してください。',
    },
    { name: `code${String(at)}`, label: `${name}の新しい所属コード`, isOptional: true },
    { name: `name${String(at)}`, label: `${name}の新しい所属名`, isOptional: true },
  ];
}

export const MERGER_FIELDS: readonly ChangeField[] = [
  ...numbers(MOST_OTHERS).map((at): ChangeField => ({
    ...{ name: `with${String(at)}`, label: `いっしょに統合する所属${String(at)}` },
    source: 'units',
    ...(at > 1 && { isOptional: true }),
  })),
  ...takerFields(1, '統合先'),
  FROM,
];

export const SPLIT_FIELDS: readonly ChangeField[] = [
  FROM,
  ...numbers(MOST_TAKERS).flatMap((at) => takerFields(at, `${String(at)}つ目`)),
];

const text = z.string().trim().max(200, '200文字以内で入力してください。').default('');
const from = dayField('年月日を入力してください。');

const takerParts = (most: number) =>
  Object.fromEntries(
    numbers(most).flatMap((at) =>
      ['into', 'code', 'name'].map((part) => [`${part}${String(at)}`, text] as const),
    ),
  );

type Texts = Readonly<Record<string, string>>;

/** Null for one that was left empty. */
function takerOf(values: Texts, at: number): Taker | null {
  const part = (name: string) => values[`${name}${String(at)}`] ?? '';
  const [into, code, name] = [part('into'), part('code'), part('name')];
  if (into + code + name === '') return null;
  const [field, reason] = whyNoTaker(into, code, name);
  if (reason !== '') throw new InvalidInput({ [`${field}${String(at)}`]: reason });
  return { code: into || code, name, kana: '', unitKind: '', parentCode: '' };
}

/** The field and what is wrong; empty for a taker. */
function whyNoTaker(into: string, code: string, name: string): readonly [string, string] {
  if (into !== '')
    return code + name === ''
      ? ['', '']
      : ['into', '今ある所属か、新しい所属のコードと名前の、どちらか一方にしてください。'];
  if (code === '') return ['code', '新しい所属のコードを入力してください。'];
  return name === '' ? ['name', '新しい所属の名前を入力してください。'] : ['', ''];
}

export function readMerger(code: string, body: unknown): Regrouping {
  const others = Object.fromEntries(numbers(MOST_OTHERS).map((at) => [`with${String(at)}`, text]));
  const { from: day, ...texts } = parseForm(z.object({ from, ...others, ...takerParts(1) }), body);
  const values = texts as Texts;
  const into = takerOf(values, 1);
  if (into === null)
    throw new InvalidInput({ into1: '統合先の所属を選ぶか、新しい所属を入力してください。' });
  const codes = [code, ...numbers(MOST_OTHERS).map((at) => values[`with${String(at)}`] ?? '')];
  return { kind: 'merger', from: day, codes: codes.filter(Boolean), into };
}

export function readSplit(code: string, body: unknown): Regrouping {
  const { from: day, ...texts } = parseForm(z.object({ from, ...takerParts(MOST_TAKERS) }), body);
  const all = numbers(MOST_TAKERS).map((at) => takerOf(texts as Texts, at));
  const into = all.filter((taker) => taker !== null);
  return { kind: 'split', from: day, code, into, places: readPlaces(body, all) };
}

/** A choice for each person and unit below; whoever goes to the first is not named. */
function readPlaces(body: unknown, takers: readonly (Taker | null)[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    if (!name.startsWith(PLACE_FIELD) || typeof value !== 'string' || value === '') continue;
    const at = numbers(MOST_TAKERS).find((it) => String(it) === value);
    const taker = at === undefined ? undefined : takers[at - 1];
    if (at === undefined || !taker)
      throw new InvalidInput({ [name]: '上で入力した所属の番号を選んでください。' });
    places.set(name.slice(PLACE_FIELD.length), takers.slice(0, at).filter(Boolean).length - 1);
  }
  return places;
}

/** Of everybody who may go elsewhere: which of the units. */
export function placeField(key: string, label: string, heading?: string): ChangeField {
  return {
    ...{ name: `${PLACE_FIELD}${key}`, label, isOptional: true },
    ...(heading !== undefined && { heading }),
    options: numbers(MOST_TAKERS)
      .slice(1)
      .map((at) => ({ value: String(at), label: `${String(at)}つ目` })),
    none: '1つ目',
  };
}
