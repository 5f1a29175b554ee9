import { unitStaffInFiles } from '@app/exports';
import {
  POSTING_KIND_WORDS,
  type StaffOfUnitRow,
  UNIT_KIND_WORDS,
  type UnitHeadRow,
  type UnitRow,
  type UnitStaffCount,
} from '@app/organization';
import { type LocalDate, words } from '@app/platform';
import { dayCell, type List, type ListColumn, shownList } from '../../../shell/lists/list';
import { personName } from '../../../shell/person-name';
import { address } from '../../../shell/view-parts';
import { HOW_SHOWN, whoShown } from '../people/people.list';

const INDENT = '　';

/** A unit with its head and how many people have a post in it, in it and below. */
export interface ListedUnit extends UnitRow {
  readonly head: UnitHeadRow | undefined;
  readonly count: UnitStaffCount | undefined;
}

export function listedUnits(
  units: readonly UnitRow[],
  heads: readonly UnitHeadRow[],
  counts: readonly UnitStaffCount[],
): readonly ListedUnit[] {
  const headOf = new Map(heads.map((head) => [head.unitId, head]));
  const countOf = new Map(counts.map((count) => [count.unitId, count]));
  return units.map((unit) => ({
    ...unit,
    head: headOf.get(unit.id),
    count: countOf.get(unit.id),
  }));
}

/** The whole organisation as of a day, indented by the place in the tree. */
export function unitsList(asOf: LocalDate): List<ListedUnit> {
  return {
    name: '所属の一覧',
    // Somebody with posts in two units stands in both.
    totalLabel: '合計(兼務を含む延べ人数)',
    columns: [
      { key: 'asOf', heading: '基準日', only: 'file', value: () => dayCell(asOf) },
      {
        key: 'name',
        heading: '所属',
        value: (row) => row.name,
        show: (row) => ({
          lead: INDENT.repeat(row.depth),
          text: row.name,
          href: address(`/units/${encodeURIComponent(row.code)}`, { asOf }),
        }),
      },
      { key: 'code', heading: 'コード', value: (row) => row.code },
      { key: 'parent', heading: '上の所属', only: 'file', value: (row) => row.parentName },
      { key: 'kind', heading: '種別', value: (row) => UNIT_KIND_WORDS[row.kind] },
      {
        key: 'isCounted',
        heading: `${words.leader}を置く${words.unit}`,
        value: (row) => (row.countsForLeaderKpi ? '対象' : '―'),
      },
      ...headColumns(asOf),
      ...COUNTS,
    ],
  };
}

/** Who heads the unit: with the title on the page, with the number in a file. */
function headColumns(asOf: LocalDate): readonly ListColumn<ListedUnit>[] {
  return [
    {
      key: 'headNumber',
      heading: `${words.unitHead}の職員番号`,
      only: 'file',
      value: ({ head }) => head?.staffNumber ?? null,
    },
    {
      key: 'head',
      heading: words.unitHead,
      value: ({ head }) => head?.name ?? null,
      show: ({ head }) => headView(head, asOf, 'なし'),
    },
    {
      key: 'isOwnHead',
      heading: `${words.unitHead}の所属`,
      only: 'file',
      value: ({ head }) => (head === undefined ? null : head.isOwn ? 'この所属' : '上の所属'),
    },
  ];
}

const ownCount = ({ count }: ListedUnit): number => count?.own ?? 0;

/** What is counted with the units below is counted again above: only the first of the two adds up. */
const COUNTS: readonly ListColumn<ListedUnit>[] = [
  {
    key: 'own',
    heading: '職員',
    isNumber: true,
    counter: '名',
    value: ownCount,
    total: (rows) => rows.reduce((sum, row) => sum + ownCount(row), 0),
  },
  {
    key: 'withBelow',
    heading: '下の所属を含む',
    isNumber: true,
    counter: '名',
    value: ({ count }) => count?.withBelow ?? 0,
  },
];

export function headView(head: UnitHeadRow | undefined, asOf: LocalDate, none: string) {
  if (!head) return { text: none };
  return {
    person: personName(head, { asOf, hasNumberColumn: true }),
    text: `(${head.postTitle})${head.isOwn ? '' : ' ※上の所属'}`,
  };
}

/** Everybody with a post in a unit or below it, for the page and its files. */
export function staffList(unit: UnitRow, asOf: LocalDate): List<StaffOfUnitRow> {
  return shownList(unitStaffInFiles(unit.name, asOf), {
    ...whoShown(asOf),
    post: { show: (row) => ({ text: postText(row.postTitle, row.kind) }) },
    ...HOW_SHOWN,
  });
}

function postText(title: string, kind: StaffOfUnitRow['kind']): string {
  const post = title === '' ? '職名なし' : title;
  return kind === 'primary' ? post : `${post}(${POSTING_KIND_WORDS[kind]})`;
}
