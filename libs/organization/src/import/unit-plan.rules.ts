import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { addDays, formatDateShort, type LocalDate, maxDate, words } from '@app/platform';
import { codesThatCount, type UnitPlace } from '../unit/unit.rules';
import { UNIT_KIND_WORDS } from '../vocabulary';
import { type BaseUnit, UnitDirectory, type UnitValue } from './base-state';
import type {
  ChangedSubject,
  FieldChange,
  PlanItem,
  RowChanges,
  SuccessionRecord,
  UnitPeriodRecord,
} from './plan';
import { changesBetween, type Dated, endAt, hasChanges, rowOn, setFrom } from './timeline.rules';
import type { ReadRow, UnitFact } from './unit-rows.rules';
import { planLinks, refuseUnknownPredecessors } from './unit-links.rules';
import { type KnownParents, refuseBrokenTrees } from './unit-tree.rules';

export interface UnitPlan {
  readonly items: readonly PlanItem[];
  readonly newUnits: readonly { readonly id: string; readonly code: string }[];
  readonly periods: RowChanges<UnitPeriodRecord>;
  readonly successions: RowChanges<SuccessionRecord>;
  readonly subjects: readonly ChangedSubject[];
  readonly directory: UnitDirectory;
}

/** Shown when no value differs on the day of effect, only how long it holds. */
export const ONLY_DATES: FieldChange = {
  field: '有効期間',
  from: '登録済みの期間',
  to: 'この発令日からの期間',
};

/** What the unit's row turns the unit into. */
interface PlannedUnit {
  readonly id: string;
  readonly code: string;
  /** The day from which the file's row holds. */
  readonly on: LocalDate;
  readonly old: readonly Dated<UnitValue>[];
  readonly next: readonly Dated<UnitValue>[];
}

/** Of a unit whose founding was taken back only the code is left: nothing is known of it. */
export function unitsInUse(units: readonly BaseUnit[]): readonly BaseUnit[] {
  return units.filter(({ periods }) => periods.length > 0);
}

/** Compares the file of units with the database as of the day of effect. Never looks at people. */
export function planUnits(
  rows: readonly ReadRow<UnitFact>[],
  stored: readonly BaseUnit[],
  effectiveOn: LocalDate,
): UnitPlan {
  const base = unitsInUse(stored);
  const linked = refuseUnknownPredecessors(rows, base, effectiveOn);
  const checked = refuseBrokenTrees(linked, parentsIn(base, effectiveOn), effectiveOn);
  const facts = checked.flatMap((row) => (row.fact ? [row.fact] : []));
  const known = new Map(base.map((unit) => [unit.code, unit]));
  const ids = new Map(stored.map((unit) => [unit.code, unit.id]));
  for (const fact of facts) if (!ids.has(fact.code)) ids.set(fact.code, randomUUID());
  const flags = leaderFlags(facts, base, effectiveOn);
  const planned = new Map<string, PlannedUnit>();
  for (const fact of facts) {
    const old = known.get(fact.code)?.periods ?? [];
    const next = nextPeriods({ fact, old, effectiveOn, ids, counts: flags.of(fact.code, old) });
    const on = maxDate(effectiveOn, fact.from);
    planned.set(fact.code, { id: ids.get(fact.code) ?? '', code: fact.code, on, old, next });
  }
  const untouched = base.filter((unit) => !planned.has(unit.code));
  const directory = new UnitDirectory([
    ...untouched,
    ...[...planned.values()].map(({ id, code, next }) => ({ id, code, periods: next })),
  ]);
  const links = planLinks(facts, base, { directory, effectiveOn });
  const written = writtenPlan(checked, [...planned.values()], { known, links: links.changes });
  const codes = new Set(stored.map(({ code }) => code));
  return {
    ...written,
    successions: links.successions,
    newUnits: written.newUnits.filter(({ code }) => !codes.has(code)),
    directory,
  };
}

function writtenPlan(
  rows: readonly ReadRow<UnitFact>[],
  planned: readonly PlannedUnit[],
  {
    known,
    links,
  }: {
    readonly known: ReadonlyMap<string, BaseUnit>;
    readonly links: ReadonlyMap<string, readonly FieldChange[]>;
  },
): Omit<UnitPlan, 'directory' | 'successions'> {
  const codes = new Map([...known.values(), ...planned].map(({ id, code }) => [id, code]));
  const changes = new Map(
    planned.map((it) => [it.code, [...fieldChanges(it, codes), ...(links.get(it.code) ?? [])]]),
  );
  const written = planned.map((unit) =>
    changesBetween(unit.old, unit.next, (row) => periodRecord(unit.id, row)),
  );
  const items = rows.map((row): PlanItem => {
    const { line, subject, problems } = row;
    const own = (row.fact && changes.get(row.fact.code)) ?? [];
    const verdict = !row.fact
      ? 'refused'
      : !known.has(row.fact.code)
        ? 'create'
        : own.length
          ? 'change'
          : 'unchanged';
    return {
      file: 'units',
      line,
      verdict,
      subject,
      // Of what is new only what it takes over from is told.
      changes: verdict === 'create' ? (links.get(row.fact?.code ?? '') ?? []) : own,
      problems,
    };
  });
  const subjects = planned.map(({ id, code }): ChangedSubject => {
    const fields = (changes.get(code) ?? []).map((change) => change.field);
    return { type: 'org_unit', id, isNew: !known.has(code), fields };
  });
  return {
    items,
    newUnits: planned.filter(({ code }) => !known.has(code)).map(({ id, code }) => ({ id, code })),
    periods: joined(written),
    subjects: subjects.filter((subject) => subject.isNew || subject.fields.length > 0),
  };
}

/** Several sets of changes as one. */
export function joined<Row>(changes: readonly RowChanges<Row>[]): RowChanges<Row> {
  return {
    insert: changes.flatMap((change) => change.insert),
    update: changes.flatMap((change) => change.update),
    remove: changes.flatMap((change) => change.remove),
  };
}

interface PeriodStep {
  readonly fact: UnitFact;
  readonly old: readonly Dated<UnitValue>[];
  readonly effectiveOn: LocalDate;
  readonly ids: ReadonlyMap<string, string>;
  readonly counts: boolean;
}

/** A unit new to us begins when the file says; a known one changes on the day of effect (or later, if it says so). */
function nextPeriods(step: PeriodStep): readonly Dated<UnitValue>[] {
  const { fact, old, effectiveOn } = step;
  const on = maxDate(effectiveOn, fact.from);
  if (old.length > 0 && fact.to !== null && fact.to <= on) return endUnit(old, fact.to);
  const value = valueOf(step, (rowOn(old, on) ?? old.at(-1))?.value);
  if (old.length === 0) return [{ id: null, from: fact.from, to: fact.to, value }];
  return setFrom(old, { on, value, until: fact.to, isSame: isDeepStrictEqual });
}

/** What the file leaves open stays as it is. */
function valueOf({ fact, ids, counts }: PeriodStep, current: UnitValue | undefined): UnitValue {
  const { name, kind, parentCode } = fact;
  return {
    name,
    kana: fact.kana || (current?.kana ?? ''),
    kind,
    parentId: ids.get(parentCode ?? '') ?? null,
    counts,
    sortOrder: fact.sortOrder ?? current?.sortOrder ?? 0,
  };
}

/** A unit that ended before the day of effect: only the end of its last period may differ. */
function endUnit(old: readonly Dated<UnitValue>[], end: LocalDate): readonly Dated<UnitValue>[] {
  const last = old.findLast((period) => period.from < end);
  if (!last || last.to === end) return old;
  if (last.to === null || last.to > end) return endAt(old, end, last.from);
  const next = old.find((period) => period.from > last.from);
  return next ? old : old.map((period) => (period === last ? { ...last, to: end } : period));
}

function periodRecord(unitId: string, row: Dated<UnitValue>): UnitPeriodRecord {
  return {
    id: row.id ?? randomUUID(),
    org_unit_id: unitId,
    name: row.value.name,
    kana: row.value.kana,
    kind: row.value.kind,
    parent_org_unit_id: row.value.parentId,
    counts_for_leader_kpi: row.value.counts,
    sort_order: row.value.sortOrder,
    valid_from: row.from,
    valid_to: row.to,
  };
}

/** Old → new on the day from which the row holds. */
function fieldChanges(
  unit: PlannedUnit,
  codes: ReadonlyMap<string, string>,
): readonly FieldChange[] {
  if (!hasChanges(unit.old, unit.next)) return [];
  const before = rowOn(unit.old, unit.on) ?? unit.old.at(-1);
  const after = rowOn(unit.next, unit.on) ?? unit.next.at(-1);
  const codeOf = (id: string | null | undefined): string => (id ? (codes.get(id) ?? '') : '');
  const fields: readonly (readonly [string, (row: Dated<UnitValue> | undefined) => string])[] = [
    ['所属名', (row) => row?.value.name ?? ''],
    ['所属カナ', (row) => row?.value.kana ?? ''],
    ['種別', (row) => (row ? UNIT_KIND_WORDS[row.value.kind] : '')],
    ['上位所属コード', (row) => codeOf(row?.value.parentId)],
    ['並び順', (row) => String(row?.value.sortOrder ?? '')],
    [`${words.leader}を置く${words.unit}`, (row) => (row?.value.counts ? '対象' : '対象外')],
    ['有効終了日', (row) => endText(row?.to ?? null)],
  ];
  const changes = fields
    .map(([field, text]) => ({ field, from: text(before), to: text(after) }))
    .filter((change) => change.from !== change.to);
  return changes.length > 0 ? changes : [ONLY_DATES];
}

function endText(to: LocalDate | null): string {
  return to === null ? 'なし' : formatDateShort(addDays(to, -1));
}

/** Default flags before and after; a flag that the default does not move keeps what the database has. */
function leaderFlags(
  facts: readonly UnitFact[],
  base: readonly BaseUnit[],
  effectiveOn: LocalDate,
) {
  const placesBefore = placesIn(base, effectiveOn);
  const named = new Set(facts.map((fact) => fact.code));
  const placesAfter: UnitPlace[] = [
    ...placesBefore.filter((place) => !named.has(place.code)),
    ...facts.filter((fact) => fact.to === null || fact.to > effectiveOn),
  ];
  const before = codesThatCount(placesBefore);
  const after = codesThatCount([
    ...placesAfter,
    ...facts.filter((fact) => fact.to !== null && fact.to <= effectiveOn).map(alone),
  ]);
  const wasKnown = new Set(placesBefore.map((place) => place.code));
  return {
    of(code: string, old: readonly Dated<UnitValue>[]): boolean {
      const kept = rowOn(old, effectiveOn)?.value.counts;
      const isUnmoved = wasKnown.has(code) && before.has(code) === after.has(code);
      return isUnmoved && kept !== undefined ? kept : after.has(code);
    },
  };
}

/** A unit that no longer exists does not stand below anything. */
function alone(fact: UnitFact): UnitPlace {
  return { code: fact.code, parentCode: null, kind: fact.kind };
}

function placesIn(base: readonly BaseUnit[], day: LocalDate): UnitPlace[] {
  const codes = new Map(base.map((unit) => [unit.id, unit.code]));
  return base.flatMap(({ code, periods }) => {
    const value = rowOn(periods, day)?.value;
    if (!value) return [];
    return [
      {
        code,
        kind: value.kind,
        parentCode: value.parentId === null ? null : (codes.get(value.parentId) ?? null),
      },
    ];
  });
}

/** Every code that is known, with what stands above it on a day. */
function parentsIn(base: readonly BaseUnit[], day: LocalDate): KnownParents {
  const above = placesIn(base, day).map(({ code, parentCode }) => [code, parentCode] as const);
  return new Map([...base.map(({ code }) => [code, null] as const), ...above]);
}
