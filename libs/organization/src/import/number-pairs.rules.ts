import { type LocalDate, searchKey } from '@app/platform';
import { FIRST_DAY } from '../person/person.rules';
import { valuesOn } from '../person/person-values.rules';
import { EMPLOYMENT_TYPE_WORDS } from '../vocabulary';
import type { BasePerson, BaseState, UnitDirectory } from './base-state';
import type { PersonFact } from './person-facts.rules';
import type { NumberPair } from './plan';
import { type Dated, setFrom } from './timeline.rules';

/** What was chosen for new numbers: the known person whose number it is; null: it is somebody else's. */
export type NumberChoices = ReadonlyMap<string, string | null>;

export const NO_CHOICES: NumberChoices = new Map();

/** A number that is new to us and stands with the name of somebody we know. */
export interface SameName {
  readonly fact: PersonFact;
  /** The likeliest of them, for the words. */
  readonly known: BasePerson;
  /** Null when it cannot be the same person: the known one stands in the file under their own number. */
  readonly pair: NumberPair | null;
}

const MOST_CANDIDATES = 3;

interface Looked {
  readonly people: readonly PersonFact[];
  readonly base: BaseState;
  readonly directory: UnitDirectory;
  readonly choices: NumberChoices;
}

/** New numbers of people who are called like somebody known: a renumbered person, or a number that lost its zeros. */
export function findSameNames(looked: Looked): readonly SameName[] {
  const { people, base } = looked;
  const known = peopleByName(base.people);
  const serving = new Set(
    people
      .filter((fact) => fact.main.status !== 'retired')
      .map((fact) => base.personIds.get(fact.staffNumber)),
  );
  // Of people called alike once, however many numbers stand with their name.
  const likeliest = new Map<string, Likeliest>();
  return people.flatMap((fact): SameName[] => {
    if (base.personIds.has(fact.staffNumber)) return [];
    const key = nameKey(fact.main.name, fact.main.kana);
    const found = likeliest.get(key) ?? likeliestOf(known.get(key) ?? [], serving);
    likeliest.set(key, found);
    const { first, candidates } = found;
    if (!first) return [];
    const pair = candidates.length > 0 ? pairOf(fact, candidates, looked) : null;
    return [{ fact, known: candidates[0] ?? first, pair }];
  });
}

interface Likeliest {
  readonly first: BasePerson | undefined;
  readonly candidates: readonly BasePerson[];
}

function likeliestOf(
  same: readonly BasePerson[],
  serving: ReadonlySet<string | undefined>,
): Likeliest {
  const ordered = [...same].sort(byLastDay);
  const candidates = ordered.filter((person) => !serving.has(person.id));
  return { first: ordered[0], candidates: candidates.slice(0, MOST_CANDIDATES) };
}

/** Every number with its person: those that are known, and those that were chosen to be somebody known. */
export function numbersAfterChoice(
  personIds: ReadonlyMap<string, string>,
  sameNames: readonly SameName[],
): ReadonlyMap<string, string> {
  const chosen = sameNames.flatMap(({ pair }): [string, string][] =>
    pair && pair.choice !== '' && pair.choice !== 'other' ? [[pair.staffNumber, pair.choice]] : [],
  );
  return new Map([...personIds, ...chosen]);
}

/** The numbers of a person after a file: one that they did not have yet holds from the fact's day on. */
export function numbersAfter(
  fact: PersonFact,
  old: readonly Dated<string>[],
): readonly Dated<string>[] {
  const value = fact.staffNumber;
  if (old.length === 0) return [{ id: null, from: FIRST_DAY, to: null, value }];
  if (old.some((row) => row.value === value)) return old;
  return setFrom(old, { on: fact.on, value, isSame: (a, b) => a === b });
}

function pairOf(
  fact: PersonFact,
  candidates: readonly BasePerson[],
  { directory, choices }: Looked,
): NumberPair {
  const { main, staffNumber, on } = fact;
  const ids = candidates.map((person) => person.id);
  const [post] = fact.posts.filter((each) => each.kind === 'primary');
  return {
    staffNumber,
    name: main.name,
    kana: main.kana,
    post: post ? `${directory.label(post.unitId, on)} ${post.title}`.trim() : '',
    employment: EMPLOYMENT_TYPE_WORDS[main.employmentType],
    hiredOn: main.hiredOn,
    from: on,
    candidates: ids,
    candidateTitles: candidates.map(
      ({ staffNumber: number, details }) => `${number} ${valuesOn(details, on).name}`,
    ),
    choice: choiceFor(choices.get(staffNumber), ids),
  };
}

/** What was chosen before counts as long as that person can still be the one. */
function choiceFor(chosen: string | null | undefined, ids: readonly string[]): string {
  if (chosen === null) return 'other';
  return chosen !== undefined && ids.includes(chosen) ? chosen : '';
}

function peopleByName(people: readonly BasePerson[]): ReadonlyMap<string, readonly BasePerson[]> {
  const found = new Map<string, BasePerson[]>();
  for (const person of people) {
    const keys = new Set(person.details.map(({ value }) => nameKey(value.name, value.kana)));
    for (const key of keys) {
      const same = found.get(key);
      if (same) same.push(person);
      else found.set(key, [person]);
    }
  }
  return found;
}

function nameKey(name: string, kana: string): string {
  return `${searchKey(name)} ${searchKey(kana)}`;
}

/** Who left last (or is still here) first: a new number follows on a former one. */
function byLastDay(a: BasePerson, b: BasePerson): number {
  const [first, second] = [lastDay(a), lastDay(b)];
  if (first === second) return a.staffNumber < b.staffNumber ? -1 : 1;
  return first > second ? -1 : 1;
}

const FOREVER: LocalDate = '9999-12-31';

function lastDay({ employments }: BasePerson): LocalDate {
  return employments.reduce<LocalDate>(
    (last, row) => ((row.to ?? FOREVER) > last ? (row.to ?? FOREVER) : last),
    FIRST_DAY,
  );
}
