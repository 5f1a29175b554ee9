import { addDays, formatDateShort, type LocalDate, searchKey, words } from '@app/platform';
import { valuesOn } from '../person/person-values.rules';
import type { BaseState, UnitDirectory, UnitValue } from './base-state';
import type { SameName } from './number-pairs.rules';
import type { PeoplePlan } from './people-plan.rules';
import type { PersonPlan } from './person-plan.rules';
import type { Timelines } from './person-timelines.rules';
import type { Suspicion } from './plan';
import { rowOn } from './timeline.rules';
import { findInUnits } from './unit-findings.rules';

export interface Outlook {
  readonly base: BaseState;
  readonly effectiveOn: LocalDate;
  readonly directory: UnitDirectory;
  /** Null when only units were loaded. */
  readonly people: PeoplePlan | null;
  readonly sameNames: readonly SameName[];
  /** Codes of the units in the file; null when only people were loaded. */
  readonly unitCodes: ReadonlySet<string> | null;
  /** A part of the list: of the rest nothing is said. */
  readonly isPart: boolean;
  /** Only the people of a form are known. */
  readonly isScreen: boolean;
}

/** Who is posted where on the day of effect. */
interface Staffing {
  readonly units: ReadonlyMap<string, ReadonlySet<string>>;
  readonly headed: ReadonlySet<string>;
}

/** What the plan allows but a person should look at first, most important kinds first. */
export function findSuspicions(outlook: Outlook): readonly Suspicion[] {
  if (outlook.isScreen) return [...sameNames(outlook), ...abolishedWithPeople(outlook)];
  const before = staffingOf(outlook.base.people, outlook.effectiveOn);
  const after = staffingOf(peopleAfter(outlook), outlook.effectiveOn);
  return [
    ...sameNames(outlook),
    ...abolishedWithPeople(outlook),
    ...(outlook.people ? newlyEmpty(outlook, before, after) : []),
    ...lostHeads(outlook, before, after),
    ...findInUnits({
      ...{ effectiveOn: outlook.effectiveOn, directory: outlook.directory },
      ...{ units: outlook.base.units, roles: outlook.base.roles },
      ...{ peopleBefore: namedPeople(outlook), peopleAfter: peopleAfter(outlook) },
    }),
    ...(outlook.isPart ? [] : missingUnits(outlook)),
    ...differingUnitNames(outlook),
    ...missingPeople(outlook),
  ];
}

function namedPeople({ base, effectiveOn }: Outlook) {
  return base.people.map((person) => ({
    ...person,
    name: valuesOn(person.details, effectiveOn).name,
  }));
}

function peopleAfter(
  outlook: Outlook,
): readonly (Timelines & { readonly id: string; readonly name: string })[] {
  const { people } = outlook;
  const plans = people?.plans ?? [];
  const planned = new Set(plans.map((plan) => plan.personId));
  const others = namedPeople(outlook).filter((person) => !planned.has(person.id));
  return [
    ...others,
    ...plans.map((plan) => ({ id: plan.personId, name: plan.fact.main.name, ...plan.next })),
  ];
}

function staffingOf(
  people: readonly (Timelines & { readonly id: string })[],
  day: LocalDate,
): Staffing {
  const units = new Map<string, Set<string>>();
  const headed = new Set<string>();
  for (const person of people) {
    for (const row of person.postings) {
      if (row.from > day || (row.to !== null && row.to <= day)) continue;
      const staff = units.get(row.value.unitId);
      if (staff) staff.add(person.id);
      else units.set(row.value.unitId, new Set([person.id]));
      if (row.value.isManagerial) headed.add(row.value.unitId);
    }
  }
  return { units, headed };
}

/** Somebody new who is called like somebody known: a renumbered person, or a number that lost its zeros. */
function sameNames(outlook: Outlook): readonly Suspicion[] {
  const numbers = new Map(outlook.base.people.map(({ id, staffNumber }) => [id, staffNumber]));
  return outlook.sameNames.map(({ fact, known, pair }) => {
    const { staffNumber, name } = fact.main;
    const isShort = known.staffNumber.replace(/^0+/, '') === staffNumber.replace(/^0+/, '');
    const message = `同じ氏名・フリガナの職員が番号 ${known.staffNumber} で登録されています。${hintOf(numbers, pair, isShort)}`;
    return { kind: 'same_name_new_number', subject: `${staffNumber} ${name}`, message, pair };
  });
}

function hintOf(
  numbers: ReadonlyMap<string, string>,
  pair: Suspicion['pair'],
  isShort: boolean,
): string {
  if (pair?.choice === 'other') return '別の人として取り込むことを選びました。';
  if (pair && pair.choice !== '') {
    return `番号 ${numbers.get(pair.choice) ?? ''} と同じ人として取り込むことを選びました。`;
  }
  if (isShort) return '先頭の0が落ちていませんか。';
  return pair === null
    ? 'その番号の行も同じファイルにあるため、別の人として登録します。'
    : '番号が変わった同じ人ではありませんか。';
}

/** How many people keep a post in a unit that ends by the plan. */
export function countLeftBehind(outlook: Outlook): number {
  const left = peopleLeftIn(plannedEnds(outlook), peopleAfter(outlook));
  return new Set([...left.values()].flatMap((ids) => [...ids])).size;
}

function plannedEnds({ base, directory }: Outlook): ReadonlyMap<string, LocalDate> {
  const ends = new Map<string, LocalDate>();
  for (const unit of base.units) {
    const end = directory.endOf(unit.id);
    const former = unit.periods.at(-1)?.to ?? null;
    if (end !== null && end !== former) ends.set(unit.id, end);
  }
  return ends;
}

function abolishedWithPeople(outlook: Outlook): readonly Suspicion[] {
  const { directory, effectiveOn } = outlook;
  const ends = plannedEnds(outlook);
  const left = peopleLeftIn(ends, peopleAfter(outlook));
  return [...ends].flatMap(([unitId, end]): Suspicion[] => {
    const count = left.get(unitId)?.size ?? 0;
    if (count === 0) return [];
    const message = `${formatDateShort(addDays(end, -1))}で終わりますが、その後も所属する職員が${count}名います。`;
    return [
      {
        kind: 'unit_abolished_with_people',
        subject: directory.label(unitId, effectiveOn),
        message,
        pair: null,
      },
    ];
  });
}

/** Who is posted to each unit after its end. */
function peopleLeftIn(
  ends: ReadonlyMap<string, LocalDate>,
  people: readonly (Timelines & { readonly id: string })[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const left = new Map<string, Set<string>>();
  for (const { id, postings } of people) {
    const own = postings.filter(({ to, value }) => {
      const end = ends.get(value.unitId);
      return end !== undefined && (to === null || to > end);
    });
    for (const { value } of own) {
      const known = left.get(value.unitId);
      if (known) known.add(id);
      else left.set(value.unitId, new Set([id]));
    }
  }
  return left;
}

/** A part of the list answers only for the units that it empties. */
function newlyEmpty(outlook: Outlook, before: Staffing, after: Staffing): readonly Suspicion[] {
  const empty = emptyUnits(outlook, after);
  if (!outlook.isPart) return empty;
  const known = new Set(emptyUnits(outlook, before).map(({ subject }) => subject));
  return empty.filter(({ subject }) => !known.has(subject));
}

function emptyUnits({ directory, effectiveOn }: Outlook, staff: Staffing): readonly Suspicion[] {
  const units = directory.inForce(effectiveOn);
  const occupied = new Set<string>();
  for (const unitId of staff.units.keys()) {
    let above: string | null = unitId;
    while (above !== null && !occupied.has(above)) {
      occupied.add(above);
      above = units.get(above)?.parentId ?? null;
    }
  }
  return [...units.keys()]
    .filter((unitId) => !occupied.has(unitId))
    .map((unitId) => ({
      kind: 'unit_empty',
      subject: directory.label(unitId, effectiveOn),
      message: '発令日に所属する職員が1名もいません(下の所属を含む)。',
      pair: null,
    }));
}

function lostHeads(outlook: Outlook, before: Staffing, after: Staffing): readonly Suspicion[] {
  const units: ReadonlyMap<string, UnitValue> = outlook.directory.inForce(outlook.effectiveOn);
  return [...before.headed]
    .filter((unitId) => units.has(unitId) && !after.headed.has(unitId))
    .map((unitId) => ({
      kind: 'head_disappears',
      subject: outlook.directory.label(unitId, outlook.effectiveOn),
      message: `${words.unitHead}がいなくなります。上の所属の長が代わりに通知を受けます。`,
      pair: null,
    }));
}

function missingUnits({ base, directory, effectiveOn, unitCodes }: Outlook): readonly Suspicion[] {
  if (!unitCodes) return [];
  return base.units
    .filter((unit) => !unitCodes.has(unit.code) && rowOn(unit.periods, effectiveOn))
    .map((unit) => ({
      kind: 'unit_missing',
      subject: directory.label(unit.id, effectiveOn),
      message:
        '組織のファイルにありません。廃止のときは有効終了日を入れてください。このままでは変わりません。',
      pair: null,
    }));
}

/** The code decides; a name that says something else often means a shifted column or a lost zero. */
function differingUnitNames({ directory, people }: Outlook): readonly Suspicion[] {
  return (people?.plans ?? []).flatMap((plan) =>
    plan.fact.posts.flatMap((post): Suspicion[] => {
      const own = directory.label(post.unitId, plan.fact.on);
      if (post.unitName === '' || searchKey(own) === searchKey(`${post.unitCode}${post.unitName}`))
        return [];
      const message = `${post.line}行目の所属名「${post.unitName}」が、所属コードの所属「${own}」と違います。コードの所属として扱います。`;
      return [{ kind: 'unit_name_differs', subject: subjectOf(plan), message, pair: null }];
    }),
  );
}

function missingPeople({ people, directory, effectiveOn }: Outlook): readonly Suspicion[] {
  return (people?.missing ?? []).map((person) => {
    const primary = person.postings.filter((row) => row.value.kind === 'primary');
    const post = rowOn(primary, effectiveOn);
    const place = post ? directory.label(post.value.unitId, effectiveOn) : '所属なし';
    const message = `名簿にない職員です(${place})。退職として扱うかどうかを、反映するときに選べます。`;
    const { name } = valuesOn(person.details, effectiveOn);
    const subject = `${person.staffNumber} ${name}`;
    return { kind: 'person_missing', subject, message, pair: null };
  });
}

function subjectOf(plan: PersonPlan): string {
  return `${plan.fact.staffNumber} ${plan.fact.main.name}`;
}
