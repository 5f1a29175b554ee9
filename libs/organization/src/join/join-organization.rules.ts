import { addDays, formatRange } from '@app/platform';
import type { BasePerson } from '../import/base-state';
import type { Dated } from '../import/timeline.rules';
import {
  inTurn,
  isSameRow,
  overlapsOf,
  type Turn,
  turnsOf,
  withEveryNumber,
} from './join-turns.rules';
import type { HistoryMoves, PartPlan } from './join-parts';

/** The dated facts of two people as those of one: what ends, and what follows it under the person who is kept. */
export function planOrganization(kept: BasePerson, other: BasePerson): PartPlan {
  const turns = turnsOf(kept, other);
  const merged = <Value>(pick: (person: BasePerson) => readonly Dated<Value>[]) => ({
    own: pick(kept),
    others: pick(other),
    next: [...inTurn(pick(kept), turns, 'kept'), ...inTurn(pick(other), turns, 'other')],
  });
  const numbers = merged((person) => person.numbers);
  const all = [...kept.numbers, ...other.numbers];
  const details = merged((person) => person.details);
  return {
    history: [
      // The one given up keeps their name, for deeds that were theirs; it is the person who has both.
      movesOf('person_details', kept.id, { ...details, others: [] }),
      movesOf('staff_numbers', kept.id, { ...numbers, next: withEveryNumber(numbers.next, all) }),
      movesOf(
        'employments',
        kept.id,
        merged((person) => person.employments),
      ),
      movesOf(
        'employment_statuses',
        kept.id,
        merged((person) => person.statuses),
      ),
      movesOf(
        'postings',
        kept.id,
        merged((person) => person.postings),
      ),
    ],
    rows: [],
    notes: overlapNotes(kept, other, turns),
    blockers: [],
  };
}

interface Merged {
  readonly own: readonly Dated<unknown>[];
  /** Those of the one given up that end. */
  readonly others: readonly Dated<unknown>[];
  readonly next: readonly Dated<unknown>[];
}

function movesOf(table: string, personId: string, { own, others, next }: Merged): HistoryMoves {
  const same = next.filter((row) => own.some((each) => isSameRow(each, row)));
  const stays = new Set(same.map((row) => row.id));
  const ends = [...own.filter((row) => !stays.has(row.id)), ...others];
  return {
    target: { table, key: 'id' },
    end: ends.flatMap((row) => row.id ?? []),
    copies: next
      .filter((row) => !same.includes(row))
      .map((row) => ({
        from: row.id ?? '',
        changes: { person_id: personId, valid_from: row.from, valid_to: row.to },
      })),
  };
}

function overlapNotes(
  kept: BasePerson,
  other: BasePerson,
  turns: readonly Turn[],
): readonly string[] {
  const last = turns.at(-1)?.who === 'other' ? other : kept;
  return overlapsOf(kept, other).map(({ from, to }) => {
    const days = formatRange(from, to && addDays(to, -1));
    return `2つの番号の在職期間が重なっています(${days})。重なる期間は、あとから始まったほう(今の番号 ${last.staffNumber})の任用・所属を使います。`;
  });
}
