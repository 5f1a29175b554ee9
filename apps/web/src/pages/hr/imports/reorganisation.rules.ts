import { type Reorganisation, SUCCESSION_WORDS, type UnitRow } from '@app/organization';

/** What becomes of one unit between the eve and the day. */
export interface UnitChangeRow {
  readonly code: string;
  readonly name: string;
  readonly what: readonly string[];
  /** People with a post in it. */
  readonly before: number;
  readonly after: number;
}

/** The units that are founded, end, are called otherwise, stand elsewhere or are linked, in the order of the trees. */
export function effectsOf({ before, after, links }: Reorganisation): readonly UnitChangeRow[] {
  const was = new Map(before.units.map((unit) => [unit.id as string, unit]));
  const now = new Map(after.units.map((unit) => [unit.id as string, unit]));
  const counts = (tree: Reorganisation['before']) =>
    new Map(tree.counts.map(({ unitId, own }) => [unitId as string, own]));
  const [own, next] = [counts(before), counts(after)];
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((id) => {
    const [old, unit] = [was.get(id), now.get(id)];
    const shown = unit ?? old;
    const what = [
      ...turnsOf(old, unit),
      ...links
        .filter(({ afterId }) => afterId === id)
        .map((it) => `前身: ${it.beforeName ?? ''}(${SUCCESSION_WORDS[it.kind]})`),
      ...links
        .filter(({ beforeId }) => beforeId === id)
        .map((it) => `後継: ${it.afterName ?? ''}(${SUCCESSION_WORDS[it.kind]})`),
    ];
    if (!shown || what.length === 0) return [];
    const { code, name } = shown;
    return [{ code, name, what, before: own.get(id) ?? 0, after: next.get(id) ?? 0 }];
  });
}

function turnsOf(old: UnitRow | undefined, unit: UnitRow | undefined): readonly string[] {
  if (!old) return ['新設'];
  if (!unit) return ['廃止'];
  return [
    ...(old.name === unit.name ? [] : [`改称: ${old.name}から${unit.name}へ`]),
    ...(old.parentId === unit.parentId
      ? []
      : [`移動: 上の所属が${old.parentName ?? 'なし'}から${unit.parentName ?? 'なし'}へ`]),
  ];
}
