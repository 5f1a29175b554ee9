import type { LocalDate } from '@app/platform';
import type { BaseUnit } from '../import/base-state';
import type { ImportPlan } from '../import/plan';
import type { RosterRow } from '../import/roster.queries';
import { rowOn } from '../import/timeline.rules';

/** One value that is another from a day on. */
export interface ToldChange {
  readonly on: LocalDate;
  /** Which unit, where a change is about several. */
  readonly subject?: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export const NOTHING_BEFORE = 'なし';

/** What a plan of the screen changes: the values of the import's preview, and the posts and people that it adds. */
export function toldChanges(
  { items, effectiveOn: on }: ImportPlan,
  rows: readonly RosterRow[],
  units: readonly BaseUnit[],
): readonly ToldChange[] {
  const added = (row: RosterRow, field: string): ToldChange => ({
    on,
    field,
    from: NOTHING_BEFORE,
    to: `${unitLabel(units, row.所属コード, on)} ${row.職名}`.trim(),
  });
  return items.flatMap(({ line, verdict, changes }) => {
    const row = rows[line - 1];
    const told = changes.map((change) => ({ on, ...change }));
    return verdict === 'create' && row ? [...told, added(row, `所属(${row.兼務区分})`)] : told;
  });
}

export function newcomerChanges(row: RosterRow, on: LocalDate): readonly ToldChange[] {
  const fields = ['職員番号', '氏名', 'フリガナ', 'メールアドレス', '任用区分'] as const;
  return fields
    .filter((field) => row[field] !== '')
    .map((field) => ({ on, field, from: NOTHING_BEFORE, to: row[field] }));
}

function unitLabel(units: readonly BaseUnit[], code: string, on: LocalDate): string {
  const periods = units.find((unit) => unit.code === code)?.periods ?? [];
  return `${code} ${(rowOn(periods, on) ?? periods.at(-1))?.value.name ?? ''}`.trim();
}
