import { addDays, InvalidInput, type LocalDate, normalizeCode } from '@app/platform';
import type { BasePerson, BaseUnit } from '../import/base-state';
import type { UnitColumn } from '../import/layout';
import type { RosterRow } from '../import/roster.queries';
import { rowOn } from '../import/timeline.rules';
import type { UnitKind } from '../vocabulary';
import { personRows, type UnitCodes } from './person-rows.rules';
import { newUnitRow, requireFreeCode, unitRow } from './unit-change.rules';

/** A unit that takes over: one that is there, by its code, or one that is founded for it. */
export interface Taker {
  readonly code: string;
  /** Empty: it is there already. */
  readonly name: string;
  readonly kana: string;
  /** Empty: those of the unit that it takes over from. */
  readonly unitKind: UnitKind | '';
  readonly parentCode: string;
}

/** 統合: several become one. 分割: one becomes several. Of one day, with everybody who works there. */
export type Regrouping =
  | {
      readonly kind: 'merger';
      readonly from: LocalDate;
      readonly codes: readonly string[];
      readonly into: Taker;
    }
  | {
      readonly kind: 'split';
      readonly from: LocalDate;
      readonly code: string;
      readonly into: readonly Taker[];
      /** By number of a person or code of a unit below: which of them; whoever is not named goes to the first. */
      readonly places: ReadonlyMap<string, number>;
    };

type UnitFileRow = Readonly<Record<UnitColumn, string>>;

/** A regrouping by codes that are there, or will be. */
export interface Regrouped {
  readonly from: LocalDate;
  /** Whose people go elsewhere: those that end, and one that is split and goes on. */
  readonly before: readonly BaseUnit[];
  readonly ending: readonly BaseUnit[];
  /** Codes of those that take over, the first one for whoever is not named. */
  readonly after: readonly string[];
  readonly rows: readonly UnitFileRow[];
  readonly targetOf: (key: string) => string;
  readonly labelOf: (code: string) => string;
}

/** Refused at the fields of the form for what may not be. */
export function regrouped(asked: Regrouping, units: readonly BaseUnit[]): Regrouped {
  const { from } = asked;
  const known = new Map(units.map((unit) => [unit.code, unit]));
  const takers = (asked.kind === 'merger' ? [asked.into] : asked.into).map((taker) => ({
    ...taker,
    code: normalizeCode(taker.code),
  }));
  const codes = asked.kind === 'merger' ? asked.codes.map(normalizeCode) : [asked.code];
  const before = [...new Set(codes)].map((code) => unitOn(known.get(code), from));
  const after = takers.map(({ code }) => code);
  requireSense(asked.kind, before, after);
  const ending = before.filter(({ code }) => !after.includes(code));
  const targetOf = (key: string) =>
    after[asked.kind === 'split' ? (asked.places.get(key) ?? 0) : 0] ?? '';
  const ids = new Map(units.map(({ id, code }) => [id, code]));
  const rows = [
    ...ending.map((unit) => endRow(unit, from, ids)),
    ...takers.flatMap((taker, at) => takerRows(taker, at, { before, from, known, ids })),
    ...below(ending, { units, from }).map((unit) =>
      unitRow(unit, { kind: 'move', from, parentCode: targetOf(unit.code) }, ids),
    ),
  ];
  const labelOf = (code: string) => {
    const founded = takers.find((taker) => taker.code === code)?.name ?? '';
    const periods = known.get(code)?.periods ?? [];
    return `${code} ${founded || (rowOn(periods, from)?.value.name ?? '')}`.trim();
  };
  return { from, before, ending, after, rows, targetOf, labelOf };
}

function unitOn(unit: BaseUnit | undefined, day: LocalDate): BaseUnit {
  if (unit && rowOn(unit.periods, day)) return unit;
  throw new InvalidInput({
    from: 'この日には、統合・分割する所属がありません。日と所属を確かめてください。',
  });
}

function requireSense(
  kind: Regrouping['kind'],
  before: readonly BaseUnit[],
  after: readonly string[],
): void {
  const joined = new Set([...before.map(({ code }) => code), ...after]);
  if (kind === 'merger' && before.length < 2)
    throw new InvalidInput({ with1: '統合する所属を2つ以上選んでください。' });
  if (new Set(after).size < after.length)
    throw new InvalidInput({ into2: '同じ所属が2度あります。別の所属にしてください。' });
  if (kind === 'split' && (after.length < 2 || joined.size < 2))
    throw new InvalidInput({ into2: '分割したあとの所属を2つ以上にしてください。' });
}

/** The day before the first one of what follows; a unit that ended on its own is not ended again. */
function endRow(unit: BaseUnit, from: LocalDate, ids: UnitCodes): UnitFileRow {
  const lastDay = addDays(from, -1);
  if (!rowOn(unit.periods, lastDay))
    throw new InvalidInput({ from: 'この日に始まる所属は、同じ日に統合・分割できません。' });
  return unitRow(unit, { kind: 'end', lastDay }, ids);
}

function takerRows(taker: Taker, at: number, context: TakerContext): readonly UnitFileRow[] {
  const { before, from, known, ids } = context;
  const others = before.filter(({ code }) => code !== taker.code).map(({ code }) => code);
  if (others.length === 0) return [];
  const predecessors = { 前身所属コード: others.join('、') };
  if (taker.name !== '') return [{ ...foundingRow(taker, at, context), ...predecessors }];
  const unit = known.get(taker.code);
  const value = unit && rowOn(unit.periods, from)?.value;
  if (!unit || !value)
    throw new InvalidInput({
      [fieldOf(at)]: 'この日にある所属を選ぶか、新しい所属のコードと名前を入力してください。',
    });
  const { name, kana } = value;
  return [{ ...unitRow(unit, { kind: 'rename', from, name, kana }, ids), ...predecessors }];
}

/** In the forms the takers are numbered from 1. */
const fieldOf = (at: number): string => `into${String(at + 1)}`;

interface TakerContext {
  readonly before: readonly BaseUnit[];
  readonly from: LocalDate;
  readonly known: ReadonlyMap<string, BaseUnit>;
  readonly ids: UnitCodes;
}

/** What is left open is as it is with the unit of before. */
function foundingRow(taker: Taker, at: number, context: TakerContext): UnitFileRow {
  const { before, from, known, ids } = context;
  requireNewCode([...known.values()], taker.code, at);
  const model = before[0] && rowOn(before[0].periods, from)?.value;
  const { code, name, kana } = taker;
  return newUnitRow({
    ...{ code, name, kana, from },
    unitKind: taker.unitKind || (model?.kind ?? 'division'),
    parentCode: taker.parentCode || (ids.get(model?.parentId ?? '') ?? ''),
  });
}

function requireNewCode(units: readonly BaseUnit[], code: string, at: number): void {
  try {
    requireFreeCode(units, code);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput({ [`code${String(at + 1)}`]: error.fields['unitCode'] ?? '' });
  }
}

/** The units that stand right below those that end; they go along. */
function below(
  ending: readonly BaseUnit[],
  { units, from }: { readonly units: readonly BaseUnit[]; readonly from: LocalDate },
): readonly BaseUnit[] {
  const ids = new Set(ending.map(({ id }) => id));
  return units.filter(
    (unit) => !ids.has(unit.id) && ids.has(rowOn(unit.periods, from)?.value.parentId ?? ''),
  );
}

/** Somebody who goes from one unit to another. */
export interface Mover {
  readonly staffNumber: string;
  readonly name: string;
  readonly title: string;
  readonly kind: string;
  readonly fromCode: string;
  readonly toCode: string;
  /** 「0110 総務課」. */
  readonly fromUnit: string;
  readonly toUnit: string;
}

export interface MovedPerson {
  readonly rows: readonly RosterRow[];
  readonly moves: readonly Mover[];
}

/** A person as HR's file would tell them after the regrouping; nothing for whoever stays where they are. */
export function movedPerson(
  person: BasePerson,
  { from, before, targetOf, labelOf }: Regrouped,
  codes: UnitCodes,
): MovedPerson | null {
  const left = new Set(before.map(({ code }) => code));
  const known = personRows(person, from, codes);
  const moves: Mover[] = [];
  const rows = known.map((row) => {
    if (!left.has(row.所属コード)) return row;
    const toCode = targetOf(row.職員番号);
    if (toCode === row.所属コード) return row;
    const { 職員番号: staffNumber, 氏名: name, 職名: title, 兼務区分: kind } = row;
    const fromCode = row.所属コード;
    const units = { fromUnit: labelOf(fromCode), toUnit: labelOf(toCode) };
    moves.push({ staffNumber, name, title, kind, fromCode, toCode, ...units });
    return { ...row, 所属コード: toCode, 所属名: '' };
  });
  const targets = new Set(moves.map(({ toCode }) => toCode));
  return moves.length === 0 ? null : { rows: withoutDoubles(rows, targets), moves };
}

/** Two posts that come to the same unit are one: that of the first row, which is the primary one. */
function withoutDoubles(
  rows: readonly RosterRow[],
  targets: ReadonlySet<string>,
): readonly RosterRow[] {
  const seen = new Set<string>();
  return rows.filter(({ 所属コード: code }) => {
    if (seen.has(code) && targets.has(code)) return false;
    seen.add(code);
    return true;
  });
}
