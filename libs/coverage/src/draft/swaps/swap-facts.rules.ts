import { z } from 'zod';
import type { CityCoverage } from '../../figures/coverage.queries';
import type { UnitCoverage } from '../../figures/coverage.rules';
import {
  leadersAfter,
  missingAfter,
  type SwapModel,
  type SwapMove,
  type SwapPlan,
} from './swap-model.rules';

/** Beyond so many pairs only those who can be spared are thought of, and only for units that lack somebody. */
const MOST_PAIRS = 20_000;
/** Whoever moves by the draft anyway is moved elsewhere more lightly than somebody who would stay. */
const COST = { drafted: 1, staying: 2 } as const;

interface Leader {
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  /** Ids of the units in whose rows the leader counts. */
  readonly rows: readonly string[];
}

export interface SwapPerson extends Leader {
  readonly title: string;
  /** Heads are not proposed: the unit would be without one. */
  readonly isHead: boolean;
  readonly isDrafted: boolean;
}

export interface SwapFacts {
  readonly after: CityCoverage;
  readonly people: readonly SwapPerson[];
  readonly others: readonly {
    readonly unitId: string;
    readonly title: string;
    readonly people: number;
  }[];
}

const text = z.string();
const proposedMove = z.object({
  ...{ staffNumber: text, name: text, title: text },
  ...{ fromCode: text, fromName: text, toCode: text, toName: text },
  /** How many leaders the unit that is left would have when the whole plan is done. */
  stay: z.int(),
  /** Who of the plan comes in their place; empty where nobody does. */
  heirs: z.array(text),
  /** How many of the same title could go the other way. */
  others: z.int(),
  isDrafted: z.boolean(),
});
export const draftSwaps = z.object({
  /** Units without enough leaders, with the draft as it is. */
  lacking: z.array(text),
  /** How many leaders they lack. */
  missing: z.int(),
  plans: z.array(z.object({ moves: z.array(proposedMove), missing: z.int() })),
  /** Why there is none. */
  why: z.enum(['nothing_lacks', 'nobody_free', 'nothing_helps', 'not_found']).nullable(),
});
export type DraftSwaps = z.infer<typeof draftSwaps>;
export type ProposedMove = z.infer<typeof proposedMove>;

const lacks = (unit: UnitCoverage): boolean => unit.state === 'vacant' || unit.state === 'short';

export function swapTargets({ units }: CityCoverage): readonly UnitCoverage[] {
  return units.filter(lacks);
}

/** Everybody who leads, once, with the rows of all units in which they count. */
export function leadersOf({ units }: CityCoverage): readonly Leader[] {
  const found = new Map<string, Leader & { rows: string[] }>();
  for (const { unitId, leaders } of units)
    for (const { personId, staffNumber, name } of leaders) {
      const known = found.get(personId) ?? { personId, staffNumber, name, rows: [] };
      known.rows.push(unitId);
      found.set(personId, known);
    }
  return [...found.values()].toSorted((a, b) => a.staffNumber.localeCompare(b.staffNumber));
}

export interface SwapPairs {
  readonly model: SwapModel;
  readonly pairs: readonly {
    readonly person: SwapPerson;
    readonly unit: UnitCoverage;
    readonly others: number;
  }[];
}

/** Who could go where: no heads, only to a unit that counts, and only where somebody of the same title can come in exchange. */
export function swapPairs(facts: SwapFacts): SwapPairs {
  const all = pairsOf(
    facts,
    (unit) => unit.state !== 'apart',
    () => true,
  );
  const pairs =
    all.length <= MOST_PAIRS ? all : pairsOf(facts, lacks, (it) => canBeSpared(it, facts));
  const { units } = facts.after;
  const rows = units.map((unit) => ({
    needed: unit.state === 'apart' ? 0 : unit.leadersNeeded,
    has: unit.leaders.length,
  }));
  const people = new Map(facts.people.map((person, at) => [person, at]));
  const moves = pairs.map(({ person, unit }): SwapMove => {
    const place = (of: (row: UnitCoverage) => boolean) =>
      units.flatMap((row, at) => (of(row) ? [at] : []));
    const isNow = (row: UnitCoverage) => person.rows.includes(row.unitId);
    const willBe = (row: UnitCoverage) => row.unitIds.includes(unit.unitId);
    return {
      person: people.get(person) ?? 0,
      leaves: place((row) => isNow(row) && !willBe(row)),
      joins: place((row) => willBe(row) && !isNow(row)),
      target: units.indexOf(unit),
      cost: person.isDrafted ? COST.drafted : COST.staying,
    };
  });
  return { model: { rows, moves }, pairs };
}

function pairsOf(
  { after, people, others }: SwapFacts,
  isTarget: (unit: UnitCoverage) => boolean,
  isFree: (person: SwapPerson) => boolean,
): SwapPairs['pairs'] {
  const free = people.filter((person) => !person.isHead && isFree(person));
  return after.units.filter(isTarget).flatMap((unit) => {
    const inside = new Set(unit.unitIds);
    const byTitle = new Map<string, number>();
    for (const it of others)
      if (inside.has(it.unitId)) byTitle.set(it.title, (byTitle.get(it.title) ?? 0) + it.people);
    return free
      .filter((person) => !person.rows.includes(unit.unitId))
      .map((person) => ({ person, unit, others: byTitle.get(person.title) ?? 0 }))
      .filter((pair) => pair.others > 0);
  });
}

function canBeSpared({ rows }: SwapPerson, { after }: SwapFacts): boolean {
  return after.units
    .filter(({ unitId }) => rows.includes(unitId))
    .every(({ leaders, leadersNeeded }) => leaders.length > leadersNeeded);
}

/** What is told of the plans that were found; null: none could be looked for. */
export function swapsOf(
  facts: SwapFacts,
  { model, pairs }: SwapPairs,
  plans: readonly SwapPlan[] | null,
): DraftSwaps {
  const lacking = swapTargets(facts.after).map(({ name }) => name);
  return {
    ...{ lacking, missing: missingAfter(model, []) },
    plans: (plans ?? []).map((plan) => ({
      moves: plan.flatMap((at) =>
        movesAt(facts, pairs[at], {
          leaders: leadersAfter(model, plan),
          plan: plan.flatMap((it) => pairs[it] ?? []),
        }),
      ),
      missing: missingAfter(model, plan),
    })),
    why: whyNone({ lacking, pairs, plans }),
  };
}

function whyNone({
  lacking,
  pairs,
  plans,
}: {
  readonly lacking: readonly string[];
  readonly pairs: SwapPairs['pairs'];
  readonly plans: readonly SwapPlan[] | null;
}): DraftSwaps['why'] {
  if (lacking.length === 0) return 'nothing_lacks';
  if (pairs.length === 0) return 'nobody_free';
  if (plans === null) return 'not_found';
  return plans.length === 0 ? 'nothing_helps' : null;
}

function movesAt(
  { after: { units } }: SwapFacts,
  pair: SwapPairs['pairs'][number] | undefined,
  { leaders, plan }: { readonly leaders: readonly number[]; readonly plan: SwapPairs['pairs'] },
): ProposedMove[] {
  if (!pair) return [];
  const { person, unit, others } = pair;
  const place = units.findIndex(({ unitId }) => unitId === person.rows.at(-1));
  const from = units[place];
  return [
    {
      ...{ staffNumber: person.staffNumber, name: person.name, title: person.title },
      ...{ fromCode: from?.code ?? '', fromName: from?.name ?? '' },
      ...{ toCode: unit.code, toName: unit.name, others, isDrafted: person.isDrafted },
      stay: leaders[place] ?? 0,
      heirs: plan
        .filter((it) => it.person !== person && from?.unitIds.includes(it.unit.unitId))
        .map((it) => it.person.name),
    },
  ];
}
