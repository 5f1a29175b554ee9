import {
  type CityCoverage,
  type DepartmentRow,
  OUTSIDE_DEPARTMENTS,
  type PeopleFigure,
} from '@app/coverage';
import { numberText, words } from '@app/platform';
import type { FigureView } from '../../../shell/parts/figures/figure';
import { heat, type HeatCell } from '../../../shell/parts/figures/heat';
import { peopleHref, unitsHref } from './coverage-links';

const FEWEST_ROWS = 2;

/** 部 × requirement: of how many 課, or of how many people, it is met. Null where there are no 部 to compare. */
export function departmentHeat(
  { asOf, leader }: Pick<CityCoverage, 'asOf' | 'leader'>,
  departments: readonly DepartmentRow[],
  { hasRates }: { readonly hasRates: boolean },
): FigureView | null {
  if (departments.length < FEWEST_ROWS) return null;
  const columns = columnsOf(hasRates);
  const rows = departments.map((row) => ({
    name: row.name,
    cells: columns.map(({ name, of }) => cellOf(of(row), { row, name, asOf })),
  }));
  const { covered, counting } = leader;
  return heat(
    {
      id: 'heat',
      sentence: `部ごとの満たし具合。市全体では、${numberText(counting)}${words.unit}のうち${numberText(covered)}${words.unit}が充足しています。`,
      caption: '部ごとの満たし具合',
      table: {
        headings: ['部', ...columns.map(({ name }) => name)],
        rows: rows.map(({ name, cells }) => [
          name,
          ...cells.map(({ text, href }) => ({ text, href })),
        ]),
      },
    },
    columns.map(({ name }) => name),
    rows,
  );
}

interface Part {
  readonly done: number;
  readonly of: number;
  readonly unit: string;
  /** The people behind it; null: the 課. */
  readonly figure: PeopleFigure | null;
}

function columnsOf(hasRates: boolean) {
  const rate =
    (figure: 'security' | 'ai') =>
    (row: DepartmentRow): Part => ({
      ...{ done: row.counts[`${figure}_done`], of: row.counts[figure] },
      ...{ unit: '名', figure: `${figure}_done` },
    });
  const units =
    (has: (unit: DepartmentRow['units'][number]) => boolean) =>
    (row: DepartmentRow): Part => {
      const counting = row.units.filter(({ state }) => state !== 'apart');
      const done = counting.filter(has).length;
      return { done, of: counting.length, unit: words.unit, figure: null };
    };
  return [
    { name: words.leader, of: units(({ state }) => state === 'covered') },
    { name: words.supporter, of: units(({ supporters }) => supporters.length > 0) },
    { name: '取得者', of: units(({ counts }) => counts.holders > 0) },
    ...(hasRates
      ? [
          { name: 'セキュリティ', of: rate('security') },
          { name: 'AI活用', of: rate('ai') },
        ]
      : []),
  ];
}

interface CellFrame {
  readonly row: DepartmentRow;
  readonly name: string;
  readonly asOf: CityCoverage['asOf'];
}

function cellOf({ done, of, unit, figure }: Part, { row, name, asOf }: CellFrame): HeatCell {
  const department = row.code ?? OUTSIDE_DEPARTMENTS;
  const text = of === 0 ? '―' : `${numberText(done)} / ${numberText(of)}`;
  return {
    text,
    share: of === 0 ? null : done / of,
    title: `${row.name}の${name} ${of === 0 ? '対象なし' : `${text}${unit}`}`,
    href:
      figure === null ? unitsHref(asOf, { department }) : peopleHref(figure, asOf, { department }),
  };
}
