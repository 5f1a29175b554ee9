import { addDays, formatRange } from '@app/platform';
import type { BasePerson } from '../import/base-state';
import type { Dated } from '../import/timeline.rules';
import { inTurn, isSameRow, overlapsOf, turnsOf, withEveryNumber } from './join-turns.rules';
import type { HistoryMoves, PartPlan } from './join-parts';
import { emailNotes, givenValues, withKnownValues } from './known-values.rules';

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
  const people = [kept, other];
  const known = withKnownValues(details.next, people);
  const [before, last] = turns.at(-1)?.who === 'other' ? [kept, other] : [other, kept];
  return {
    history: [
      // The one given up keeps their name, for deeds that were theirs; it is the person who has both.
      movesOf('person_details', kept.id, { ...details, others: [], next: known }, (row) =>
        givenValues(row, people),
      ),
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
    notes: [...overlapNotes(last, overlapsOf(kept, other)), ...emailNotes(before, last, known)],
    blockers: [],
  };
}

interface Merged<Value> {
  readonly own: readonly Dated<Value>[];
  /** Those of the one given up that end. */
  readonly others: readonly Dated<Value>[];
  readonly next: readonly Dated<Value>[];
}

/** `given`: the columns of a row that say something else than before. */
function movesOf<Value>(
  table: string,
  personId: string,
  { own, others, next }: Merged<Value>,
  given: (row: Dated<Value>) => HistoryMoves['copies'][number]['changes'] = () => ({}),
): HistoryMoves {
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
        changes: { ...given(row), person_id: personId, valid_from: row.from, valid_to: row.to },
      })),
  };
}

function overlapNotes(
  { staffNumber }: BasePerson,
  overlaps: ReturnType<typeof overlapsOf>,
): readonly string[] {
  return overlaps.map(({ from, to }) => {
    const days = formatRange(from, to && addDays(to, -1));
    return `2つの番号の在職期間が重なっています(${days})。重なる期間は、あとから始まったほう(今の番号 ${staffNumber})の任用・所属を使います。`;
  });
}
