import {
  type CsvCell,
  type LocalDate,
  type Sheet,
  type SheetCell,
  words,
  writeCsv,
} from '@app/platform';
import { RATES } from '../figures/figure.rules';
import { PEOPLE_FIGURE_WORDS, RATE_WORDS, UNIT_STATE_WORDS } from '../vocabulary';
import { cityNumbers, departmentNumbers, type PlaceNumbers } from './departments.rules';
import { asOfText, numberName, type PaperFrame } from './paper/cells';
import { dayOfPerson, type NamedPerson } from './paper/names-table';
import type { PublishedContent } from './published-content.rules';
import { linesOf, PLACE_KIND_WORDS, publishedRows } from './published-rows.rules';

type Tables = Pick<PaperFrame, 'number'>;

/** The tables of a publication, to be printed: the city, every 部, every 課; with names only where they are given. */
export function workbookOf(
  content: PublishedContent,
  frame: Tables,
  named: readonly NamedPerson[] | null,
): readonly Sheet[] {
  const { asOf } = content.figures;
  const title = (of: string) =>
    `${of}(${asOfText(asOf)}、${content.rule.label}、${numberName(frame.number)})`;
  return [
    citySheet(content, title('市全体')),
    departmentSheet(content, title('部ごと')),
    named === null
      ? unitStateSheet(content, title(`${words.unit}ごとの充足`))
      : unitSheet(content, title(`${words.unit}ごと`)),
    ...(named === null ? [] : [peopleSheet(asOf, named, title('数えた人'))]),
  ];
}

function citySheet(content: PublishedContent, title: string): Sheet {
  const { figures, compared } = content;
  const then = compared && linesOf({ ...cityNumbers(content), ...compared });
  const rows = publishedRows(content, false).filter(({ kind }) => kind === 'city');
  return {
    ...{ name: '市全体', title },
    header: ['基準日', '数', '値', '単位', '分母', '割合(%)', '前年同日', '前年同日の値', '増減'],
    rows: rows.map(({ code, label, value, unit, of }) => {
      const before = then?.find((it) => it.code === code)?.value ?? null;
      return [
        ...[{ day: figures.asOf }, label, value, unit, of],
        of === null || of === 0 ? null : Math.round((value / of) * 1000) / 10,
        compared === null || before === null ? null : { day: compared.asOf },
        ...[before, before === null ? null : value - before],
      ];
    }),
  };
}

const numberHeadings = (): string[] => [
  `充足している${words.unit}`,
  `数える${words.unit}`,
  words.leader,
  words.supporter,
  PEOPLE_FIGURE_WORDS.staff,
  PEOPLE_FIGURE_WORDS.regular_staff,
  'ITパスポート取得者',
  ...RATES.flatMap((rate) => [`${RATE_WORDS[rate]} 修了`, `${RATE_WORDS[rate]} 対象`]),
];

function numberCells({
  covered,
  counting,
  leaders,
  supporters,
  counts,
}: PlaceNumbers): SheetCell[] {
  return [
    ...[covered, counting, leaders, supporters],
    ...[counts.staff, counts.regular_staff, counts.holders],
    ...RATES.flatMap((rate) => [counts[`${rate}_done`], counts[rate]]),
  ];
}

function departmentSheet(content: PublishedContent, title: string): Sheet {
  return {
    ...{ name: '部ごと', title },
    header: ['部のコード', '部', ...numberHeadings()],
    rows: departmentNumbers(content).map((it) => [it.code, it.name, ...numberCells(it)]),
    total: [null, '市全体', ...numberCells(cityNumbers(content))],
  };
}

function unitStateSheet({ figures }: PublishedContent, title: string): Sheet {
  return {
    ...{ name: `${words.unit}ごとの充足`, title },
    header: ['コード', words.unit, '部', '状態'],
    rows: figures.units.map(({ code, name, parentName, state }) => [
      ...[code, name, parentName, UNIT_STATE_WORDS[state]],
    ]),
    total: [null, `充足 ${String(figures.covered)}/${String(figures.counting)}`, null, null],
  };
}

function unitSheet(content: PublishedContent, title: string): Sheet {
  const { units, outside } = content.figures;
  const cells = (it: Pick<PlaceNumbers, 'leaders' | 'supporters' | 'counts'>, state: string) =>
    numberCells({
      ...{ code: null, name: '', ...it },
      covered: Number(state === 'covered'),
      counting: Number(state !== 'apart'),
    });
  return {
    ...{ name: `${words.unit}ごと`, title },
    header: ['コード', words.unit, '部', '内数としている所属', '状態', ...numberHeadings()],
    rows: [
      ...units.map((unit) => [
        ...[unit.code, unit.name, unit.parentName, unit.insideCode],
        ...[UNIT_STATE_WORDS[unit.state], ...cells(unit, unit.state)],
      ]),
      ...outside.map(({ code, name, counts }) => [
        ...[code, name ?? '主務の所属がない職員', null, null, `${words.unit}の外`],
        ...cells({ leaders: 0, supporters: 0, counts }, 'apart'),
      ]),
    ],
    total: [null, '市全体', null, null, null, ...numberCells(cityNumbers(content))],
  };
}

function peopleSheet(asOf: LocalDate, named: readonly NamedPerson[], title: string): Sheet {
  return {
    ...{ name: '数えた人', title },
    header: ['基準日', '区分', '職員番号', '氏名', '所属', '職名', '任期の終わり・合格日'],
    rows: named.map((it) => {
      const day = dayOfPerson(it);
      return [
        ...[{ day: asOf }, PEOPLE_FIGURE_WORDS[it.figure], it.staffNumber, it.name],
        ...[it.unitName, it.postTitle, day && { day }],
      ];
    }),
    total: [null, '合計', null, `${String(named.length)}件`, null, null, null],
  };
}

const LONG = [
  '基準日',
  '確定番号',
  '区分の符号',
  '区分',
  '所属コード',
  '所属',
  '数の符号',
  '数',
  '値',
  '単位',
  '分母',
];

/** One number a row. `every`: also those of each 課. */
export function longCsv(content: PublishedContent, { number }: Tables, every: boolean): Uint8Array {
  const { asOf } = content.figures;
  const rows = publishedRows(content, every).map((row): CsvCell[] => [
    ...[asOf, number, row.kind, PLACE_KIND_WORDS[row.kind], row.placeCode, row.placeName],
    ...[row.code, row.label, row.value, row.unit, row.of],
  ]);
  return writeCsv(LONG, rows, { encoding: 'utf-8-bom' }).bytes;
}

/** Names and hashes of the files, as `sha256sum -c` reads them after the lines that begin with #. */
export function manifestText(
  { figures, city, office, rule }: PublishedContent,
  frame: PaperFrame,
  files: readonly { readonly name: string; readonly sha256: string }[],
): string {
  const { number, documentNumber, publishedOn, followsNumber, reason, sha256 } = frame;
  const facts = [
    `${city} ${office} 確定した数字の目録`,
    `基準日: ${figures.asOf}`,
    `確定: 第${String(number ?? '')}号(${publishedOn})`,
    ...(documentNumber === '' ? [] : [`文書番号: ${documentNumber}`]),
    ...(followsNumber === null ? [] : [`訂正の対象: 第${String(followsNumber)}号`]),
    `理由: ${reason.replace(/\s+/g, ' ')}`,
    rule.label,
    `確定した内容の符号(SHA-256): ${sha256}`,
    '次の行は、ファイルごとの符号(SHA-256)と名前です。',
  ];
  const lines = [
    ...facts.map((it) => `# ${it}`),
    ...files.map(({ name, sha256: hash }) => `${hash}  ${name}`),
  ];
  return `${lines.join('\n')}\n`;
}
