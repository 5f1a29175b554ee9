import { type RequirementNames, roleTitle } from '@app/appointments';
import {
  type DraftCandidate,
  type DraftEffects,
  type DraftVacancy,
  END_OF_PRESENCE_WORDS,
  type EndingTerm,
  type UnitEffect,
} from '@app/coverage';
import { formatDateShort, people, words } from '@app/platform';
import { barTexts, missingText } from '../../../shared/path-words';
import { cellText, columnsFor, type List, type ListColumn } from '../../../shell/lists/list';
import { listTable, type ListTableView } from '../../../shell/lists/list-table';
import { FIGURE_WORDS, TURN_WORDS } from './draft-words';

/** One table of the effects: on the page, on paper and as a sheet from the same columns. */
export interface Section {
  readonly key: 'units' | 'figures' | 'vacancies' | 'ending';
  readonly name: string;
  /** What is said where there is nothing. */
  readonly empty: string;
  readonly count: number;
  readonly table: ListTableView;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Frame = Pick<Section, 'key' | 'empty'>;

function section<Row>(list: List<Row>, rows: readonly Row[], frame: Frame): Section {
  const columns = columnsFor(list, 'file');
  return {
    ...frame,
    ...{ name: list.name, count: rows.length },
    table: listTable(list, rows, { caption: list.name, hidesCaption: true, path: '', query: {} }),
    header: columns.map(({ heading }) => heading),
    rows: rows.map((row) => columns.map((column) => cellText(column.value(row)))),
  };
}

export function effectSections(effects: DraftEffects, names: RequirementNames): readonly Section[] {
  return [
    section(unitList(), effects.units, {
      key: 'units',
      empty: `この案で変わる${words.unit}はありません。`,
    }),
    section(figureList(effects), effects.figures, { key: 'figures', empty: '' }),
    section(vacancyList(names), effects.vacancies, {
      key: 'vacancies',
      empty: `${words.leader}のいない${words.unit}はありません。`,
    }),
    section(endingList(), effects.ending, {
      key: 'ending',
      empty: '年度末までに任期などが終わる人はいません。',
    }),
  ];
}

/** Several texts in one cell, each on a line of its own. */
function linesColumn<Row>(
  column: Pick<ListColumn<Row>, 'key' | 'heading'>,
  linesOf: (row: Row) => readonly string[],
): ListColumn<Row> {
  return {
    ...column,
    keepsLabel: true,
    value: (row) => linesOf(row).join('、'),
    show: (row) => ({ text: '', lines: linesOf(row) }),
  };
}

const nameOf = ({ staffNumber, name }: { readonly staffNumber: string; readonly name: string }) =>
  `${staffNumber} ${name}`;

/** Who leads and supports at one of the three times; 「取得者2名」 where that changes. */
function standing(
  { leaders, supporters, holders, turns }: UnitEffect,
  at: 'eve' | 'before' | 'after',
): readonly string[] {
  const led = leaders[at].map((it) => `${words.leader} ${nameOf(it)}`);
  const helped = supporters[at].map((it) => `${words.supporter} ${nameOf(it)}`);
  const held = turns.includes('loses_last_holder') ? [`取得者 ${people(holders[at])}`] : [];
  const all = [...led, ...helped, ...held];
  return all.length === 0 ? ['なし'] : all;
}

const unitList = (): List<UnitEffect> => ({
  name: `変わる${words.unit}`,
  columns: [
    {
      ...{ key: 'unit', heading: words.unit, isRowHeading: true },
      value: ({ code, name }) => `${code} ${name}`,
    },
    linesColumn({ key: 'eve', heading: 'いま(前日)' }, (it) => standing(it, 'eve')),
    linesColumn({ key: 'before', heading: '案がないとき' }, (it) => standing(it, 'before')),
    linesColumn({ key: 'after', heading: 'この案' }, (it) => standing(it, 'after')),
    linesColumn({ key: 'turns', heading: '変わること' }, ({ turns }) =>
      turns.map((turn) => TURN_WORDS[turn]()),
    ),
  ],
});

function figureList({ effectiveOn, yearEnd }: DraftEffects): List<DraftEffects['figures'][number]> {
  const number = (
    key: string,
    heading: string,
    of: (row: DraftEffects['figures'][number]) => number,
  ): ListColumn<DraftEffects['figures'][number]> => ({
    ...{ key, heading, isNumber: true, keepsLabel: true, value: of },
  });
  const start = formatDateShort(effectiveOn);
  const end = formatDateShort(yearEnd);
  return {
    name: '市の数字',
    columns: [
      {
        ...{ key: 'figure', heading: '数', isRowHeading: true },
        value: ({ figure }) => FIGURE_WORDS[figure](),
      },
      number('eve', '前日', ({ eve }) => eve),
      number('startBefore', `${start} 案がないとき`, (it) => it.start.before),
      number('startAfter', `${start} この案`, (it) => it.start.after),
      number('endBefore', `${end} 案がないとき`, (it) => it.yearEnd.before),
      number('endAfter', `${end} この案`, (it) => it.yearEnd.after),
    ],
  };
}

/** 「001 山田 太郎(推薦中、サポーター 令和7年4月1日から)」 with what is missing. */
function candidateText(
  { staffNumber, name, supporterSince, isUnderWay, missing, barred }: DraftCandidate,
  names: RequirementNames,
): string {
  const known = [
    ...(isUnderWay ? ['推薦中'] : []),
    ...(supporterSince === null
      ? []
      : [`${words.supporter} ${formatDateShort(supporterSince)}から`]),
    ...barTexts(barred),
    ...missing.map((part) =>
      part.requirement.isRequired
        ? missingText(part, names)
        : `望ましい: ${missingText(part, names)}`,
    ),
  ];
  return `${staffNumber} ${name}${known.length === 0 ? '' : `(${known.join('、')})`}`;
}

function candidateLines(
  all: readonly DraftCandidate[],
  total: number,
  names: RequirementNames,
): readonly string[] {
  if (total === 0) return ['いません'];
  const more = total - all.length;
  return [
    ...all.map((it) => candidateText(it, names)),
    ...(more > 0 ? [`ほか${people(more)}`] : []),
  ];
}

const vacancyList = (names: RequirementNames): List<DraftVacancy> => ({
  name: '空きと、任命できる人',
  columns: [
    {
      ...{ key: 'unit', heading: words.unit, isRowHeading: true },
      value: ({ unitCode, unitName }) => `${unitCode} ${unitName}`,
    },
    {
      ...{ key: 'role', heading: '役割', keepsLabel: true, dropsWhenConstant: true },
      value: ({ role }) => roleTitle(role),
    },
    {
      ...{ key: 'isNew', heading: '空く理由', keepsLabel: true },
      value: ({ isNew }) => (isNew ? 'この案で空く' : '案がなくても空き'),
    },
    linesColumn({ key: 'now', heading: 'すぐに任命できる人' }, ({ now, nowTotal }) =>
      candidateLines(now, nowTotal, names),
    ),
    linesColumn({ key: 'short', heading: 'あと一つの要件の人' }, ({ oneShort, oneShortTotal }) =>
      candidateLines(oneShort, oneShortTotal, names),
    ),
  ],
});

const endingList = (): List<EndingTerm> => ({
  name: '年度末までに任期などが終わる人',
  columns: [
    { key: 'name', heading: '氏名', isRowHeading: true, value: nameOf },
    {
      ...{ key: 'unit', heading: '所属', keepsLabel: true },
      value: ({ unitCode, unitName }) => `${unitCode} ${unitName}`,
    },
    { key: 'role', heading: '役割', keepsLabel: true, value: ({ role }) => roleTitle(role) },
    {
      ...{ key: 'lastDay', heading: '最後の日', keepsLabel: true },
      value: ({ lastDay }) => lastDay,
      show: ({ lastDay }) => ({ text: formatDateShort(lastDay) }),
    },
    {
      ...{ key: 'endsBy', heading: '理由', keepsLabel: true },
      value: ({ endsBy }) => (endsBy === null ? '' : END_OF_PRESENCE_WORDS[endsBy]),
    },
  ],
});
