import { addDays, InvalidInput, type LocalDate } from '@app/platform';
import type { BaseUnit } from '../import/base-state';
import type { UnitColumn } from '../import/layout';
import { rowOn } from '../import/timeline.rules';
import { UNIT_KIND_WORDS } from '../vocabulary';
import type { UnitCodes } from './person-rows.rules';

/** A unit is called otherwise from a day on. */
export interface UnitChange {
  readonly from: LocalDate;
  readonly name: string;
  readonly kana: string;
}

/** The unit as HR's file of units would tell it, under its new name. */
export function unitRow(
  { code, periods }: BaseUnit,
  { from, name, kana }: UnitChange,
  codes: UnitCodes,
): Readonly<Record<UnitColumn, string>> {
  const known = rowOn(periods, from);
  if (!known) throw new InvalidInput({ from: 'この日には、この所属がありません。' });
  const { kind, parentId, sortOrder } = known.value;
  return {
    所属コード: code,
    所属名: name,
    所属カナ: kana,
    上位所属コード: parentId === null ? '' : (codes.get(parentId) ?? ''),
    種別: UNIT_KIND_WORDS[kind],
    有効開始日: from,
    有効終了日: known.to === null ? '' : addDays(known.to, -1),
    並び順: String(sortOrder),
  };
}
