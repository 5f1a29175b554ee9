import {
  type CityCoverage,
  type FiguresOfPeople,
  RATES,
  type RateName,
  rateOf,
  UNIT_STATE_WORDS,
  type UnitCoverage,
} from '@app/coverage';
import { type LocalDate, type SheetCell, words } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { holderText, type MatrixFrame, noteText, outsideName } from './matrix.views';

/** A file tells of the day alone. */
type FileFrame = Pick<MatrixFrame, 'asOf' | 'seesAhead' | 'hasRates'>;

const RATE_COLUMNS: Readonly<Record<RateName, string>> = {
  security: '情報セキュリティ',
  ai: 'AI活用_この年度',
  ai_ever: 'AI活用_一度でも',
};

const RATE_PARTS = [
  '修了者',
  '対象者',
  '未修了者',
  '除外_免除',
  '除外_休職育休',
  '除外_派遣',
  '除外_退職',
  '除外_任用区分',
  '除外_先の指定',
  '除外_年度前に済み',
  '除外_指定なし',
];

const rateColumns = (name: RateName) =>
  RATE_PARTS.map((column) => `${RATE_COLUMNS[name]}_${column}`);

const headings = (): string[] => [
  '基準日',
  '数え方の版',
  '行の種類',
  '所属コード',
  words.unit,
  '部',
  '内数としている所属',
  '状態',
  '空白の始まり',
  '空白の日数',
  '注意',
  '後から登録',
  `${words.leader}人数`,
  words.leader,
  `${words.supporter}人数`,
  words.supporter,
  '在職者',
  '正規職員',
  'ITパスポート取得者',
  ...RATES.flatMap(rateColumns),
  '必修が未修了の人',
  '前年度までの必修が残っている人',
];

export type MatrixRecord = readonly SheetCell[];

/** The matrix as a file. */
export const matrixList = (): List<MatrixRecord> => ({
  name: `充足状況_${words.unit}ごと`,
  columns: headings().map((heading, at) => ({
    key: heading,
    heading,
    value: (row: MatrixRecord) => row[at] ?? null,
  })),
});

/** Every row and the total: the sum of the rows without 内数 is the last row. */
export function matrixRecords(city: CityCoverage, frame: FileFrame): MatrixRecord[] {
  const before = (kind: string): SheetCell[] => [dayCell(frame.asOf), city.rule.version, kind];
  return [
    ...city.units.map((unit) => [
      ...before(unit.insideCode === null ? words.unit : '内数'),
      ...unitCells(unit, frame),
      ...peopleCells(unit, frame),
    ]),
    ...city.outside.map((row) => [
      ...before(`どの${words.unit}にも属さない職員`),
      ...[row.code, outsideName(row)],
      ...nothing(11),
      ...peopleCells(row, frame),
    ]),
    [
      ...before('合計'),
      ...[null, '市全体'],
      ...nothing(7),
      ...[city.leaders, null, city.supporters, null],
      ...peopleCells(city, frame),
    ],
  ];
}

function unitCells(unit: UnitCoverage, { seesAhead }: FileFrame): SheetCell[] {
  return [
    unit.code,
    unit.name,
    unit.parentName,
    unit.insideName,
    UNIT_STATE_WORDS[unit.state],
    unit.vacantSince && dayCell(unit.vacantSince),
    unit.daysVacant,
    noteText(unit, seesAhead),
    unit.changedLater,
    unit.leaders.length,
    unit.leaders.map(holderText).join('、'),
    unit.supporters.length,
    unit.supporters.map(holderText).join('、'),
  ];
}

function peopleCells(figures: FiguresOfPeople, { hasRates }: FileFrame): SheetCell[] {
  const { counts } = figures;
  return [
    counts.staff,
    counts.regular_staff,
    counts.holders,
    ...RATES.flatMap((name) => (hasRates ? rateCells(figures, name) : nothing(RATE_PARTS.length))),
    counts.mandatory_open,
    counts.carried_over,
  ];
}

function rateCells(figures: FiguresOfPeople, name: RateName): SheetCell[] {
  const { done, must, open, leftOut } = rateOf(figures, name);
  return [
    done,
    must,
    open,
    leftOut.exempt,
    leftOut.on_leave,
    leftOut.seconded,
    leftOut.not_employed,
    leftOut.employment_type,
    leftOut.earlier_assignment,
    leftOut.settled_before,
    leftOut.not_assigned,
  ];
}

function nothing(cells: number): null[] {
  return Array.from({ length: cells }, () => null);
}

function dayCell(day: LocalDate): SheetCell {
  return { day };
}
