import {
  BENCH_GROUP_WORDS,
  isStep,
  lackTexts,
  NOMINATION_STATE_WORDS,
  type RequirementNames,
  wantedShort,
} from '@app/appointments';
import type { BenchRow } from '@app/coverage';
import { ABSENCE_WORDS } from '@app/organization';
import { dayCell, type FileColumn, type FileList } from '../list/file-list';

type Column = FileColumn<BenchRow>;

/** Who could take a role: reasons, and no number that could rank anybody. */
export function benchInFiles(names: RequirementNames): FileList<BenchRow> {
  const lines = benchLines(names);
  return {
    name: '後任の候補',
    columns: [
      { key: 'number', heading: '職員番号', only: 'file', value: (row) => row.staffNumber },
      { key: 'name', heading: '氏名', value: ({ name }) => name },
      { key: 'unit', heading: '所属', value: ({ unitName }) => unitName ?? '所属なし' },
      { key: 'group', heading: '段階', value: ({ found }) => BENCH_GROUP_WORDS[found.group] },
      {
        ...{ key: 'expected', heading: '任命できる見込み' },
        value: ({ found }) => dayCell(found.path.on),
      },
      {
        ...{ key: 'since', heading: 'サポーターになった日' },
        value: ({ found }) => dayCell(found.supporterSince),
      },
      linesColumn('now', '推薦・状態', lines.now),
      linesColumn('met', '満たしている要件', lines.met),
      linesColumn('missing', '足りない要件・妨げ', lines.missing),
    ],
  };
}

/** What stands in the columns that hold several texts, by their keys. */
export function benchLines(names: RequirementNames) {
  return {
    now: nowTexts,
    met: (row: BenchRow) => metTexts(row, names),
    missing: (row: BenchRow) => lacksOf(row, names),
  };
}

function linesColumn(
  key: string,
  heading: string,
  lines: (row: BenchRow) => readonly string[],
): Column {
  return { key, heading, value: (row) => lines(row).join('、') || '―' };
}

function nowTexts({ found: { underWay, absence } }: BenchRow): readonly string[] {
  return [
    ...(underWay === null ? [] : [`推薦あり(${NOMINATION_STATE_WORDS[underWay.state]})`]),
    ...(absence === null ? [] : [ABSENCE_WORDS[absence]]),
  ];
}

/** Whoever is away is back first, whatever else they have. */
function lacksOf(
  { found: { absence, path } }: BenchRow,
  names: RequirementNames,
): readonly string[] {
  const back = absence === null ? [] : [`${ABSENCE_WORDS[absence]}から戻るのを待ちます`];
  return [...back, ...lackTexts(path, names)];
}

function metTexts({ found }: BenchRow, names: RequirementNames): readonly string[] {
  return found.path.parts
    .filter(({ state, requirement }) => state === 'done' && !isStep(requirement.wanted))
    .map(({ requirement }) => wantedShort(requirement.wanted, names));
}
