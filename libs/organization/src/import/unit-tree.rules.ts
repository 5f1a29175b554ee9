import { addDays, formatDateShort, type LocalDate, maxDate } from '@app/platform';
import { ancestorsOf } from '../unit/unit.rules';
import { type ReadRow, refused, type UnitFact } from './unit-rows.rules';

/** Every known code with the code above it on the day of effect; null: at the top, or not in force then. */
export type KnownParents = ReadonlyMap<string, string | null>;

/** A city has seven levels at most; whoever reads the tree (pages, deputies) goes up level by level. */
export const DEEPEST_UNIT = 20;

/**
 * Refuses units whose parent does not exist, has ended, stands below them or too far down; what is refused keeps the
 * place that it had, or is gone, and that may take the parent of others away. Each refused unit is looked at once more,
 * never the whole file.
 */
export function refuseBrokenTrees(
  rows: readonly ReadRow<UnitFact>[],
  known: KnownParents,
  effectiveOn: LocalDate,
): readonly ReadRow<UnitFact>[] {
  const tree = new PlannedTree(
    rows.flatMap((row) => row.fact ?? []),
    known,
  );
  const reasons = new Map<string, string>();
  let found = tree.findBroken(effectiveOn);
  while (found.size > 0) {
    for (const [code, reason] of found) reasons.set(code, reason);
    found = tree.takeBack([...found.keys()]);
  }
  return rows.map((row) => {
    const reason = row.fact && reasons.get(row.fact.code);
    return reason ? refused(row, { column: '上位所属コード', reason }) : row;
  });
}

type Reasons = ReadonlyMap<string, string>;

/** The units as the file would have them. */
class PlannedTree {
  private readonly facts: Map<string, UnitFact>;
  private readonly parents: Map<string, string | null>;
  private readonly below = new Map<string, string[]>();

  constructor(
    facts: readonly UnitFact[],
    private readonly known: KnownParents,
  ) {
    this.facts = new Map(facts.map((fact) => [fact.code, fact]));
    this.parents = new Map(known);
    for (const { code, parentCode } of facts) {
      this.parents.set(code, parentCode);
      if (parentCode === null) continue;
      const siblings = this.below.get(parentCode);
      if (siblings) siblings.push(code);
      else this.below.set(parentCode, [code]);
    }
  }

  findBroken(effectiveOn: LocalDate): Reasons {
    const places = placesOf(this.parents);
    const found = new Map<string, string>();
    for (const fact of this.facts.values()) {
      const reason = this.whyParentFails(fact, places, effectiveOn);
      if (reason !== null) found.set(fact.code, reason);
    }
    return found;
  }

  /** Undoes what the file says of these units. Returns whom that breaks. */
  takeBack(codes: readonly string[]): Reasons {
    for (const code of codes) this.restore(code);
    const gone = codes.filter((code) => !this.parents.has(code));
    const orphans = gone.flatMap((code) =>
      (this.below.get(code) ?? []).map((child) => [child, missing(code)] as const),
    );
    const inRings = codes
      .flatMap((code) => this.ringOf(code))
      .map((code) => [code, IN_A_RING] as const);
    // Whose parent is gone hears of that, not of the ring.
    return new Map([...inRings, ...orphans].filter(([code]) => this.facts.has(code)));
  }

  private restore(code: string): void {
    this.facts.delete(code);
    const former = this.known.get(code);
    if (former === undefined) this.parents.delete(code);
    else this.parents.set(code, former);
  }

  /** The codes of the ring that runs through this one. */
  private ringOf(code: string): readonly string[] {
    const above = ancestorsOf(code, this.parents);
    const top = above.at(-1);
    return top !== undefined && this.parents.get(top) === code ? [code, ...above] : [];
  }

  private whyParentFails(fact: UnitFact, places: Places, effectiveOn: LocalDate): string | null {
    const { code, parentCode } = fact;
    if (parentCode === null) return null;
    if (!this.parents.has(parentCode)) return missing(parentCode);
    if (places.rings.has(code)) return IN_A_RING;
    const level = places.levels.get(code) ?? 1;
    if (level > DEEPEST_UNIT && level < Infinity) return TOO_DEEP;
    return whyParentEnded(fact, this.facts.get(parentCode), effectiveOn);
  }
}

const IN_A_RING = '上位所属をたどると自分に戻ります。';
const TOO_DEEP = `上位所属をたどると${String(DEEPEST_UNIT)}段を超えます。上位所属コードを直してください。`;

function whyParentEnded(
  fact: UnitFact,
  parent: UnitFact | undefined,
  effectiveOn: LocalDate,
): string | null {
  const isAlive = fact.to === null || fact.to > effectiveOn;
  if (!isAlive || !parent?.to || parent.to > maxDate(effectiveOn, fact.from)) return null;
  const last = formatDateShort(addDays(parent.to, -1));
  return `上位所属「${parent.code} ${parent.name}」は${last}で終わっています。`;
}

function missing(parentCode: string): string {
  return `上位所属コード「${parentCode}」の所属がありません。その行を加えるか、コードを直してください。`;
}

interface Places {
  /** 1 at the top; without end where the way up runs in a ring. */
  readonly levels: ReadonlyMap<string, number>;
  readonly rings: ReadonlySet<string>;
}

/** Goes every way up once: what is above a code is known from the first that came by. */
function placesOf(parents: KnownParents): Places {
  const levels = new Map<string, number>();
  const rings = new Set<string>();
  for (const start of parents.keys()) {
    const path = wayUp(start, parents, levels);
    const next = parents.get(path.at(-1) ?? start) ?? '';
    const ringBegins = path.indexOf(next);
    let level = ringBegins < 0 ? (levels.get(next) ?? 0) : Infinity;
    if (ringBegins >= 0) for (const code of path.slice(ringBegins)) rings.add(code);
    for (const code of path.reverse()) levels.set(code, ++level);
  }
  return { levels, rings };
}

/** From a code upwards to what is known already, to the top, or once around a ring. */
function wayUp(start: string, parents: KnownParents, known: ReadonlyMap<string, number>): string[] {
  const path = new Set<string>();
  let at: string | null | undefined = start;
  while (at && !known.has(at) && !path.has(at)) {
    path.add(at);
    at = parents.get(at);
  }
  return [...path];
}
