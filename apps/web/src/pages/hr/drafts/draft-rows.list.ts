import { formatDateShort, isEnteredDay } from '@app/platform';
import type { DraftRow, DraftStanding, UnitRow } from '@app/organization';
import type { List } from '../../../shell/lists/list';
import { ACT_WORDS, draftHref } from './draft-words';

/** What a draft says of one person or one unit. */
export interface ShownRow {
  readonly key: string;
  readonly file: DraftRow['file'];
  readonly subject: string;
  readonly name: string;
  readonly act: string;
  readonly now: readonly string[];
  readonly then: readonly string[];
}

/** Names of the units by code, those that only the draft knows among them. */
export function unitNames(
  units: readonly Pick<UnitRow, 'code' | 'name'>[],
  rows: readonly DraftRow[],
): ReadonlyMap<string, string> {
  const own = rows
    .filter(({ file }) => file === 'units')
    .flatMap(({ subject, cells }) => [[subject, cells.at(-1)?.['所属名'] ?? ''] as const]);
  return new Map([...units.map(({ code, name }) => [code, name] as const), ...own]);
}

export function shownRows(
  rows: readonly DraftRow[],
  standings: readonly DraftStanding[],
  names: ReadonlyMap<string, string>,
  /** Of the eve, as the books have it. */
  before: readonly Pick<UnitRow, 'code' | 'name'>[] = [],
): readonly ShownRow[] {
  const known = new Map(standings.map((it) => [it.subject, it]));
  return rows.map((row) =>
    row.file === 'units' ? unitRow(row, before) : personRow(row, known.get(row.subject), names),
  );
}

function unitRow(row: DraftRow, before: readonly Pick<UnitRow, 'code' | 'name'>[]): ShownRow {
  const { file, subject, cells } = row;
  return {
    ...{ key: `${file} ${subject}`, file, subject, act: ACT_WORDS[row.act] },
    name: textOf(cells[0], '所属名'),
    now: [before.find(({ code }) => code === subject)?.name ?? NOTHING],
    then: cells.map(unitText),
  };
}

function personRow(
  row: DraftRow,
  standing: DraftStanding | undefined,
  names: ReadonlyMap<string, string>,
): ShownRow {
  const { file, subject, cells } = row;
  const now = standing ? `${standing.unitName ?? ''} ${standing.postTitle}`.trim() : '';
  return {
    ...{ key: `${file} ${subject}`, file, subject, act: ACT_WORDS[row.act] },
    name: textOf(cells[0], '氏名'),
    now: [now === '' ? NOTHING : now],
    then: cells.map((cell) => postText(cell, names)),
  };
}

const NOTHING = 'なし';
const PRIMARY: readonly string[] = ['主務', '0', ''];
const AT_WORK: readonly string[] = ['在職', ''];

type Cells = Readonly<Record<string, string>>;

/** As HR's file has it, where it is written otherwise. */
function dayText(day: string): string {
  return isEnteredDay(day) ? formatDateShort(day) : day;
}

function textOf(cell: Cells | undefined, column: string): string {
  return cell?.[column] ?? '';
}

/** 「0140 総務課 主査 [兼務](育休)」 */
function postText(cell: Cells, names: ReadonlyMap<string, string>): string {
  const state = textOf(cell, '状態');
  const code = textOf(cell, '所属コード');
  const kind = textOf(cell, '兼務区分');
  if (state === '退職') return `退職(${dayText(textOf(cell, '退職年月日'))})`;
  const unit = `${code} ${names.get(code) ?? textOf(cell, '所属名')}`.trim();
  const beside = PRIMARY.includes(kind) ? '' : ` [${kind}]`;
  return `${unit} ${textOf(cell, '職名')}${beside}${AT_WORK.includes(state) ? '' : `(${state})`}`;
}

function unitText(cell: Cells): string {
  const above = textOf(cell, '上位所属コード');
  const to = textOf(cell, '有効終了日');
  if (to !== '') return `廃止(${dayText(to)}まで)`;
  const before = textOf(cell, '前身所属コード');
  const facts = [
    textOf(cell, '種別'),
    ...(above === '' ? [] : [`上位 ${above}`]),
    ...(before === '' ? [] : [`前身 ${before}`]),
  ];
  return `${textOf(cell, '所属名')}(${facts.join('、')})`;
}

export function rowsList(draftId: string, mayEdit: boolean): List<ShownRow> {
  return {
    name: '異動の一覧',
    columns: [
      {
        ...{ key: 'who', heading: '職員・組織', isRowHeading: true },
        value: ({ subject, name }) => `${subject} ${name}`,
      },
      { key: 'act', heading: '区分', value: ({ act }) => act },
      {
        ...{ key: 'now', heading: 'いま(前日)', keepsLabel: true },
        value: ({ now }) => now.join('、'),
        show: ({ now }) => ({ text: '', lines: now }),
      },
      {
        ...{ key: 'then', heading: 'この案', keepsLabel: true },
        value: ({ then }) => then.join('、'),
        show: ({ then }) => ({ text: '', lines: then }),
      },
      ...(mayEdit
        ? [
            {
              ...{ key: 'out', heading: '操作' },
              value: () => '',
              slot: ({ file, subject, name }: ShownRow) => ({
                action: draftHref(draftId, 'take-out'),
                ...{ file, subject, about: `${subject} ${name}` },
              }),
            },
          ]
        : []),
    ],
  };
}
