import { addDays, formatDateShort, type LocalDate, searchKey, words } from '@app/platform';
import type { BaseUnit, UnitDirectory, UnitValue } from './base-state';
import type { RoleTime } from './base-facts';
import type { Timelines } from './person-timelines.rules';
import type { Suspicion } from './plan';
import { rowOn } from './timeline.rules';

type SomePeople = readonly (Timelines & { readonly id: string; readonly name: string })[];

/** People and units of the day of effect as they are known, and as they will be. */
export interface BeforeAndAfter {
  readonly effectiveOn: LocalDate;
  readonly units: readonly BaseUnit[];
  readonly directory: UnitDirectory;
  readonly roles: readonly RoleTime[];
  readonly peopleBefore: SomePeople;
  readonly peopleAfter: SomePeople;
}

/** What a unit loses or gets too much of, apart from its head. */
export function findInUnits(both: BeforeAndAfter): readonly Suspicion[] {
  return [...lostRoles(both), ...severalHeads(both), ...orphanedUnits(both), ...reusedCodes(both)];
}

function finding(kind: Suspicion['kind'], subject: string, message: string): Suspicion {
  return { kind, subject, message, pair: null };
}

/** A 課 in which somebody at work held the role, and nobody does from the day on. */
function lostRoles(both: BeforeAndAfter): readonly Suspicion[] {
  const { directory, effectiveOn, roles } = both;
  const unitsAfter = directory.inForce(effectiveOn);
  const before = served(both.peopleBefore, roles, { on: effectiveOn, units: unitsBefore(both) });
  const after = served(both.peopleAfter, roles, { on: effectiveOn, units: unitsAfter });
  return [...before].flatMap(([key, { unitId, title, names }]) => {
    if (after.has(key) || !unitsAfter.has(unitId)) return [];
    const message = `${title}がいなくなります(今は${names.join('、')})。後任の任命を検討してください。`;
    return [finding('role_disappears', directory.label(unitId, effectiveOn), message)];
  });
}

interface Served {
  readonly unitId: string;
  readonly title: string;
  readonly names: string[];
}

interface Place {
  readonly on: LocalDate;
  readonly units: ReadonlyMap<string, UnitValue>;
}

function served(
  people: SomePeople,
  roles: readonly RoleTime[],
  { on, units }: Place,
): ReadonlyMap<string, Served> {
  const known = new Map(people.map((person) => [person.id, person]));
  const found = new Map<string, Served>();
  for (const { personId, title, from, to } of roles) {
    const person = known.get(personId);
    if (!person || from > on || (to !== null && to <= on)) continue;
    const unitId = placeOf(person, on, units);
    if (unitId === null) continue;
    const key = `${unitId} ${title}`;
    const own = found.get(key);
    if (own) own.names.push(person.name);
    else found.set(key, { unitId, title, names: [person.name] });
  }
  return found;
}

/** The 課 that counts somebody who is at work on the day; null for whoever is not, or is nowhere. */
function placeOf(
  { employments, statuses, postings }: Timelines,
  on: LocalDate,
  units: ReadonlyMap<string, UnitValue>,
): string | null {
  if (!rowOn(employments, on) || rowOn(statuses, on)) return null;
  const primary = postings.filter(({ value }) => value.kind === 'primary');
  const own = rowOn(primary, on)?.value.unitId ?? null;
  for (let unitId = own; unitId !== null; unitId = units.get(unitId)?.parentId ?? null)
    if (units.get(unitId)?.counts === true) return unitId;
  return own;
}

function unitsBefore({ units, effectiveOn }: BeforeAndAfter): ReadonlyMap<string, UnitValue> {
  return new Map(
    units.flatMap(({ id, periods }): [string, UnitValue][] => {
      const own = rowOn(periods, effectiveOn);
      return own ? [[id, own.value]] : [];
    }),
  );
}

function severalHeads(both: BeforeAndAfter): readonly Suspicion[] {
  const { directory, effectiveOn } = both;
  const before = headsOf(both.peopleBefore, effectiveOn);
  return [...headsOf(both.peopleAfter, effectiveOn)].flatMap(([unitId, names]) => {
    if (names.length < 2 || names.length <= (before.get(unitId)?.length ?? 0)) return [];
    const message = `${words.unitHead}の職の職員が${String(names.length)}名になります(${names.join('、')})。`;
    return [finding('several_heads', directory.label(unitId, effectiveOn), message)];
  });
}

function headsOf(people: SomePeople, on: LocalDate): ReadonlyMap<string, readonly string[]> {
  const heads = new Map<string, string[]>();
  for (const { name, postings } of people) {
    const primary = postings.filter(({ value }) => value.kind === 'primary');
    const post = rowOn(primary, on)?.value;
    if (post?.isManagerial !== true) continue;
    const own = heads.get(post.unitId);
    if (own) own.push(name);
    else heads.set(post.unitId, [name]);
  }
  return heads;
}

function orphanedUnits(both: BeforeAndAfter): readonly Suspicion[] {
  const { directory, effectiveOn } = both;
  const isOrphan = (units: ReadonlyMap<string, UnitValue>, id: string): boolean => {
    const parentId = units.get(id)?.parentId ?? null;
    return parentId !== null && !units.has(parentId);
  };
  const [before, after] = [unitsBefore(both), directory.inForce(effectiveOn)];
  return [...after.keys()]
    .filter((id) => isOrphan(after, id) && !isOrphan(before, id))
    .map((id) => {
      const above = directory.label(after.get(id)?.parentId ?? '', effectiveOn);
      const message = `上の所属(${above})がなくなります。上位所属コードを今ある所属にした行を、組織のファイルに入れてください。`;
      return finding('unit_orphaned', directory.label(id, effectiveOn), message);
    });
}

/** A code of something that was over by then, for something that is called otherwise. */
function reusedCodes({ units, directory, effectiveOn }: BeforeAndAfter): readonly Suspicion[] {
  return units.flatMap(({ id, code, periods }) => {
    const former = periods.at(-1);
    const next = directory.find(code)?.periods.at(-1);
    if (!former || !next || former.to === null || former.to > next.from) return [];
    if (searchKey(former.value.name) === searchKey(next.value.name)) return [];
    const until = formatDateShort(addDays(former.to, -1));
    const message = `${until}まで「${former.value.name}」が使っていたコードです。別の所属のときは、新しいコードにしてください。`;
    return [finding('code_reused', directory.label(id, effectiveOn), message)];
  });
}
