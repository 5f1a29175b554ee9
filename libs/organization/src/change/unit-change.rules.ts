import { addDays, InvalidInput, type LocalDate, normalizeCode } from '@app/platform';
import type { BaseUnit } from '../import/base-state';
import type { UnitColumn } from '../import/layout';
import { rowOn } from '../import/timeline.rules';
import { UNIT_KIND_WORDS, type UnitKind } from '../vocabulary';
import type { UnitCodes } from './person-rows.rules';
import type { ToldChange } from './told-changes.rules';

/** A unit is called otherwise, stands below another one from a day on, or ends with a day. */
export type UnitChange =
  | {
      readonly kind?: 'rename';
      readonly from: LocalDate;
      readonly name: string;
      readonly kana: string;
    }
  /** Empty: it stands at the top. */
  | { readonly kind: 'move'; readonly from: LocalDate; readonly parentCode: string }
  | { readonly kind: 'end'; readonly lastDay: LocalDate };

/** 新設. */
export interface NewUnit {
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly unitKind: UnitKind;
  readonly parentCode: string;
  readonly from: LocalDate;
}

type UnitFileRow = Readonly<Record<UnitColumn, string>>;

/** The day of effect of the row that does it. */
export function dayOfUnitChange(change: UnitChange): LocalDate {
  return change.kind === 'end' ? addDays(change.lastDay, 1) : change.from;
}

/** The unit as HR's file of units would tell it, with what is changed. */
export function unitRow(
  { code, periods }: BaseUnit,
  change: UnitChange,
  codes: UnitCodes,
): UnitFileRow {
  const day = change.kind === 'end' ? change.lastDay : change.from;
  const known = rowOn(periods, day);
  if (!known)
    throw new InvalidInput({
      [change.kind === 'end' ? 'lastDay' : 'from']: 'この日には、この所属がありません。',
    });
  const { name, kana, kind, parentId, sortOrder } = known.value;
  const row: UnitFileRow = {
    所属コード: code,
    所属名: name,
    所属カナ: kana,
    上位所属コード: parentId === null ? '' : (codes.get(parentId) ?? ''),
    種別: UNIT_KIND_WORDS[kind],
    有効開始日: change.kind === 'end' ? known.from : change.from,
    有効終了日: known.to === null ? '' : addDays(known.to, -1),
    並び順: String(sortOrder),
    前身所属コード: '',
  };
  if (change.kind === 'end') return { ...row, 有効終了日: change.lastDay };
  if (change.kind === 'move') return { ...row, 上位所属コード: normalizeCode(change.parentCode) };
  return { ...row, 所属名: change.name, 所属カナ: change.kana };
}

export function newUnitRow(unit: NewUnit): UnitFileRow {
  return {
    所属コード: unit.code,
    所属名: unit.name,
    所属カナ: unit.kana,
    上位所属コード: normalizeCode(unit.parentCode),
    種別: UNIT_KIND_WORDS[unit.unitKind],
    有効開始日: unit.from,
    有効終了日: '',
    並び順: '',
    前身所属コード: '',
  };
}

/** Refused for the code of a unit that is or was. */
export function requireFreeCode(units: readonly BaseUnit[], code: string): void {
  const known = units.find((unit) => unit.code === normalizeCode(code) && unit.periods.length > 0);
  const name = known?.periods.at(-1)?.value.name;
  if (name === undefined) return;
  throw new InvalidInput({
    unitCode: `この所属コードは「${name}」のものです。新しいコードにしてください。`,
  });
}

export function foundingChanges(unit: NewUnit): readonly ToldChange[] {
  const row = newUnitRow(unit);
  const fields = ['所属コード', '所属名', '所属カナ', '種別', '上位所属コード'] as const;
  return fields
    .filter((field) => row[field] !== '')
    .map((field) => ({ on: unit.from, field, from: '', to: row[field] }));
}
