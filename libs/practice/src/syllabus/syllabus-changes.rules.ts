import type { SyllabusMiddle, SyllabusTree } from './syllabus.queries';

/** How many questions of an exam are of one 中分類, before and after; null: it is not in that syllabus. */
export interface MiddleChange {
  readonly fieldName: string;
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** An item that is new, that is gone, or that belongs to another 中分類. */
export interface ItemChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface SyllabusChanges {
  /** All of both, in the order of the new one; those that are gone at the end of their 分野's name. */
  readonly middles: readonly MiddleChange[];
  /** Only those that differ. */
  readonly items: readonly ItemChange[];
}

interface Placed {
  readonly fieldName: string;
  readonly middle: SyllabusMiddle;
}

/**
 * What an exam asks differently from one syllabus to the next. Numbers are given anew with every syllabus, so that parts are
 * known by their names.
 */
export function syllabusChanges(before: SyllabusTree, after: SyllabusTree): SyllabusChanges {
  const [old, fresh] = [middlesByName(before), middlesByName(after)];
  return {
    middles: [...fresh, ...old].flatMap(([name, { fieldName }], index) =>
      index >= fresh.size && fresh.has(name)
        ? []
        : [{ fieldName, name, ...sizes(name, old, fresh) }],
    ),
    items: itemChanges(itemHomes(old), itemHomes(fresh)),
  };
}

function sizes(
  name: string,
  old: ReadonlyMap<string, Placed>,
  fresh: ReadonlyMap<string, Placed>,
): Pick<MiddleChange, 'before' | 'after'> {
  return {
    before: old.get(name)?.middle.questions ?? null,
    after: fresh.get(name)?.middle.questions ?? null,
  };
}

function middlesByName({ fields }: SyllabusTree): ReadonlyMap<string, Placed> {
  return new Map(
    fields.flatMap(({ name: fieldName, middles }) =>
      middles.map((middle) => [middle.name, { fieldName, middle }] as const),
    ),
  );
}

/** The 中分類 of each item, by the item's name. */
function itemHomes(middles: ReadonlyMap<string, Placed>): ReadonlyMap<string, string> {
  return new Map(
    [...middles].flatMap(([name, { middle }]) => middle.items.map((item) => [item.name, name])),
  );
}

function itemChanges(
  old: ReadonlyMap<string, string>,
  fresh: ReadonlyMap<string, string>,
): readonly ItemChange[] {
  const names = new Set([...fresh.keys(), ...old.keys()]);
  return [...names]
    .map((name) => ({ name, before: old.get(name) ?? null, after: fresh.get(name) ?? null }))
    .filter(({ before, after }) => before !== after);
}
