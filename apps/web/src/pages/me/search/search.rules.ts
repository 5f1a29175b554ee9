import { searchKey } from '@app/platform';

/** What something can be found by. */
export interface Findable {
  /** Names: any part of them, in any width, kana or spacing. */
  readonly texts: readonly string[];
  /** Readings, or what stands for one where there is none: a single letter finds its beginning. */
  readonly readings: readonly string[];
  /** Numbers and codes: a single letter finds only the whole of it. */
  readonly numbers?: readonly string[];
}

export interface Wanted {
  readonly text: string;
  readonly key: string;
  /** One letter stands in nearly everything: it finds beginnings and whole numbers. */
  readonly isShort: boolean;
}

export function wantedOf(text: string): Wanted {
  const key = searchKey(text);
  return { text: text.trim(), key, isShort: Array.from(key).length === 1 };
}

export function isFound({ key, isShort }: Wanted, thing: Findable): boolean {
  if (key === '') return false;
  const numbers = (thing.numbers ?? []).map(searchKey);
  const readings = thing.readings.map(searchKey);
  if (isShort) return numbers.includes(key) || readings.some((it) => it.startsWith(key));
  return [...thing.texts.map(searchKey), ...readings, ...numbers].some((it) => it.includes(key));
}
