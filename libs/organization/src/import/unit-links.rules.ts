import { randomUUID } from 'node:crypto';
import { formatDateShort, type LocalDate, maxDate } from '@app/platform';
import { SUCCESSION_WORDS, type SuccessionKind } from '../vocabulary';
import type { BaseUnit, UnitDirectory } from './base-state';
import type { FieldChange, RowChanges, SuccessionRecord } from './plan';
import { type ReadRow, refused, type UnitFact } from './unit-rows.rules';

const COLUMN = '前身所属コード';

export interface LinkPlan {
  readonly successions: RowChanges<SuccessionRecord>;
  /** What is told of the units that take over, by code. */
  readonly changes: ReadonlyMap<string, readonly FieldChange[]>;
}

/** Refuses a predecessor that nobody knows, or that is founded by the same file on the same day or later. */
export function refuseUnknownPredecessors(
  rows: readonly ReadRow<UnitFact>[],
  base: readonly BaseUnit[],
  effectiveOn: LocalDate,
): readonly ReadRow<UnitFact>[] {
  const known = new Map(base.map((unit) => [unit.code, unit]));
  return rows.map((row) => {
    const { fact } = row;
    const day = fact && dayOf(fact, known.has(fact.code), effectiveOn);
    const isThere = (code: string) =>
      known.get(code)?.periods.some(({ from }) => day !== null && from < day) === true;
    const lost = (fact?.predecessors ?? []).find((code) => !isThere(code));
    if (lost === undefined || day === null) return row;
    const reason = `「${lost}」は、${formatDateShort(day)}より前にあった所属のコードではありません。コードを確かめてください。`;
    return refused(row, { column: COLUMN, reason });
  });
}

/** The links that are not known yet. A file that says nothing of them, or says them again, changes nothing. */
export function planLinks(
  facts: readonly UnitFact[],
  base: readonly BaseUnit[],
  {
    directory,
    effectiveOn,
  }: { readonly directory: UnitDirectory; readonly effectiveOn: LocalDate },
): LinkPlan {
  const known = new Map(base.map((unit) => [unit.code, unit]));
  const links = facts.flatMap((fact) =>
    (fact.predecessors ?? []).flatMap((code) => {
      const [before, after] = [known.get(code), directory.find(fact.code)];
      if (!before || !after) return [];
      const on = dayOf(fact, known.has(fact.code), effectiveOn);
      const isKnown = known.get(fact.code)?.predecessorIds?.includes(before.id) === true;
      return [{ code: fact.code, before: before.id, after: after.id, on, isKnown }];
    }),
  );
  const kindOf = kindsOf(links, { base, directory });
  const added = links.filter(({ isKnown }) => !isKnown);
  const changes = new Map<string, FieldChange[]>();
  for (const link of added) {
    const to = `${directory.label(link.before, link.on)}(${SUCCESSION_WORDS[kindOf(link)]})`;
    const own = changes.get(link.code) ?? [];
    changes.set(link.code, [...own, { field: '前身', from: '', to }]);
  }
  const insert = added.map((link): SuccessionRecord => ({
    ...{ id: randomUUID(), org_unit_id: link.before, successor_id: link.after },
    ...{ kind: kindOf(link), valid_from: link.on, valid_to: null },
  }));
  return { successions: { insert, update: [], remove: [] }, changes };
}

interface Link {
  readonly before: string;
  readonly after: string;
  readonly on: LocalDate;
}

/** One of several that follow, or that goes on itself, was split; what has several before it, or was there before, has merged. */
function kindsOf(
  links: readonly Link[],
  { base, directory }: { readonly base: readonly BaseUnit[]; readonly directory: UnitDirectory },
): (link: Link) => SuccessionKind {
  const wasThere = (id: string, on: LocalDate) =>
    base.some((unit) => unit.id === id && unit.periods.some(({ from }) => from < on));
  const [after, before] = [countsOf(links, 'before'), countsOf(links, 'after')];
  return (link) => {
    const goesOn = directory.inForce(link.on).has(link.before);
    if (goesOn || (after.get(link.before) ?? 0) > 1) return 'split';
    const isJoined = (before.get(link.after) ?? 0) > 1 || wasThere(link.after, link.on);
    return isJoined ? 'merger' : 'takeover';
  };
}

function countsOf(links: readonly Link[], side: 'before' | 'after'): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const link of links) counts.set(link[side], (counts.get(link[side]) ?? 0) + 1);
  return counts;
}

function dayOf(fact: UnitFact, isKnown: boolean, effectiveOn: LocalDate): LocalDate {
  return isKnown ? maxDate(effectiveOn, fact.from) : fact.from;
}
