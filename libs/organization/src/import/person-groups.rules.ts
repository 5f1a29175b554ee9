import type { BasePerson } from './base-state';
import type { PeopleOfFile, PersonFact } from './person-facts.rules';
import { type PersonPlan, planPerson } from './person-plan.rules';
import type { PlanContext } from './person-timelines.rules';
import { type ReadPostingRow, refusedPosting } from './posting-rows.rules';

/** What becomes of the people of a file. */
export interface PlannedPeople {
  readonly rows: readonly ReadPostingRow[];
  /** One for each number of the file, for what its rows say. */
  readonly plans: readonly PersonPlan[];
  /** One for each person: what is written. The same as `plans` but for people who stand there under two numbers. */
  readonly written: readonly PersonPlan[];
}

type Finder = (staffNumber: string) => BasePerson | null;

/**
 * A person may stand in the file under two numbers: left under the old one, at work under the new one. Both are planned
 * one after the other. At work under two numbers is a contradiction, and neither is taken.
 */
export function planGroups(file: PeopleOfFile, find: Finder, context: PlanContext): PlannedPeople {
  const twice = numbersAtWorkTwice(file.people, find);
  const people = file.people.filter((fact) => !twice.has(fact.staffNumber));
  const rows = file.rows.map((row) => refuseTwice(row, twice.get(row.staffNumber)));
  const groups = groupsOf(people, find).map(({ facts, base }) => planInTurn(facts, base, context));
  return {
    rows,
    plans: groups.flatMap((group) => group.plans),
    written: groups.flatMap((group) => group.written),
  };
}

interface Group {
  readonly facts: PersonFact[];
  readonly base: BasePerson | null;
}

function groupsOf(people: readonly PersonFact[], find: Finder): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const fact of people) {
    const base = find(fact.staffNumber);
    const key = base?.id ?? `new ${fact.staffNumber}`;
    const group = groups.get(key);
    if (group) group.facts.push(fact);
    else groups.set(key, { base, facts: [fact] });
  }
  return [...groups.values()];
}

function planInTurn(facts: readonly PersonFact[], base: BasePerson | null, context: PlanContext) {
  const plans: PersonPlan[] = [];
  let known = base;
  const ordered = [...facts].sort(leftFirst);
  const goesOn = ordered.at(-1)?.main.status !== 'retired';
  for (const fact of ordered) {
    const plan = planPerson(fact, known, { ...context, goesOn });
    plans.push(plan);
    if (known) known = { ...known, ...plan.next, details: plan.details, numbers: plan.numbers };
  }
  const last = plans.at(-1);
  if (!last || !base || plans.length === 1) return { plans, written: plans };
  const { employments, statuses, postings } = base;
  const old = { employments, statuses, postings };
  const written = [{ ...last, old, oldDetails: base.details, oldNumbers: base.numbers }];
  return { plans, written };
}

function leftFirst(a: PersonFact, b: PersonFact): number {
  return Number(a.main.status !== 'retired') - Number(b.main.status !== 'retired');
}

/** Each number with another one under which the same person is at work. */
function numbersAtWorkTwice(
  people: readonly PersonFact[],
  find: Finder,
): ReadonlyMap<string, string> {
  const numbers = new Map<string, string[]>();
  for (const { staffNumber, main } of people) {
    const id = find(staffNumber)?.id;
    if (id === undefined || main.status === 'retired') continue;
    const own = numbers.get(id);
    if (own) own.push(staffNumber);
    else numbers.set(id, [staffNumber]);
  }
  const pairs = [...numbers.values()].flatMap((own) =>
    own.flatMap((number): [string, string][] => {
      const other = own.find((each) => each !== number);
      return other === undefined ? [] : [[number, other]];
    }),
  );
  return new Map(pairs);
}

function refuseTwice(row: ReadPostingRow, other: string | undefined): ReadPostingRow {
  if (other === undefined || !row.fact) return row;
  const reason = `番号${other}の行と同じ職員です。1人は1つの番号にまとめるか、前の番号の行の状態を「退職」にしてください。`;
  return refusedPosting(row, '職員番号', reason);
}
