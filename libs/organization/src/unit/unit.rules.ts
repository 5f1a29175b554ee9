import type { UnitKind } from '../vocabulary';

/** What the rules need to know of a unit's place in the tree. */
export interface UnitPlace {
  readonly code: string;
  readonly parentCode: string | null;
  readonly kind: UnitKind;
}

const DIVISION_LIKE: readonly UnitKind[] = ['division', 'office'];
const SECRETARIATS: readonly UnitKind[] = ['committee_secretariat', 'assembly_secretariat'];

/**
 * The kind by the file's word and the unit's name: a 局, 課 or 室 that is the secretariat of the assembly or of an
 * administrative committee has a kind of its own. A 部 stays a 部, whatever its name: it has 課 below it.
 */
export function unitKindOf(kind: UnitKind, name: string): UnitKind {
  if (kind !== 'bureau' && !DIVISION_LIKE.includes(kind)) return kind;
  if (name.endsWith('議会事務局')) return 'assembly_secretariat';
  return /委員(会)?事務局$/.test(name) ? 'committee_secretariat' : kind;
}

/**
 * Which units must have a leader by default ("one in every 課"): every 課 and 室; a 局 or a secretariat only when
 * no 課 or 室 stands below it, for then it is the 課. 部, 係, 支所 and 施設 never. Returns the codes that count.
 */
export function codesThatCount(units: readonly UnitPlace[]): ReadonlySet<string> {
  const parents = new Map(units.map((unit) => [unit.code, unit.parentCode]));
  const withDivisionBelow = new Set<string>();
  for (const unit of units) {
    if (!DIVISION_LIKE.includes(unit.kind)) continue;
    // Where somebody came by before, everything above is marked.
    let above = parents.get(unit.code);
    while (above && !withDivisionBelow.has(above)) {
      withDivisionBelow.add(above);
      above = parents.get(above);
    }
  }
  const counts = (unit: UnitPlace): boolean =>
    DIVISION_LIKE.includes(unit.kind) ||
    ((unit.kind === 'bureau' || SECRETARIATS.includes(unit.kind)) &&
      !withDivisionBelow.has(unit.code));
  return new Set(units.filter(counts).map((unit) => unit.code));
}

/** The units above, nearest first; stops where the tree runs in a circle. */
export function ancestorsOf(
  code: string,
  parents: ReadonlyMap<string, string | null>,
): readonly string[] {
  const found = new Set<string>();
  for (let above = parents.get(code); above; above = parents.get(above)) {
    if (above === code || found.has(above)) break;
    found.add(above);
  }
  return [...found];
}
