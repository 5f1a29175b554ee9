import { barTexts, missingText, type RequirementNames, roleTitle } from '@app/appointments';
import {
  type DraftCandidate,
  type DraftEffects,
  type DraftVacancy,
  END_OF_PRESENCE_WORDS,
  type EndingTerm,
  type UnitEffect,
} from '@app/coverage';
import { addDays, formatDateShort, type LocalDate, people, things, words } from '@app/platform';
import { cellText, columnsFor, type List, type ListColumn } from '../../../shell/lists/list';
import { listTable, type ListTableView } from '../../../shell/lists/list-table';
import { FIGURE_WORDS, TURN_WORDS } from './draft-words';
import { noSwapsText, swapLines, swapList, swapsNote } from './swaps.list';

/** One table of the effects: on the page, on paper and as a sheet from the same columns. */
export interface Section {
  readonly key: 'units' | 'figures' | 'vacancies' | 'swaps' | 'ending';
  readonly name: string;
  /** What is said where there is nothing. */
  readonly empty: string;
  /** What is said above the rows. */
  readonly note?: string;
  readonly count: number;
  readonly table: ListTableView;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Frame = Pick<Section, 'key' | 'empty' | 'note'>;

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
    ...swapSection(effects),
    section(endingList(), effects.ending, {
      key: 'ending',
      empty: '年度末までに任期などが終わる人はいません。',
    }),
  ];
}

function swapSection({ swaps }: DraftEffects): readonly Section[] {
  if (swaps === null) return [];
  const [empty, note] = [noSwapsText(swaps), swapsNote(swaps)];
  return [section(swapList(), swapLines(swaps), { key: 'swaps', empty, note })];
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
    day: LocalDate,
    of: (row: DraftEffects['figures'][number]) => number,
  ): ListColumn<DraftEffects['figures'][number]> => ({
    ...{ key, heading, isNumber: true, keepsLabel: true, value: of },
    note: formatDateShort(day),
  });
  return {
    name: '市の数字',
    columns: [
      {
        ...{ key: 'figure', heading: '数', isRowHeading: true },
        value: ({ figure }) => FIGURE_WORDS[figure](),
      },
      number('eve', '前日', addDays(effectiveOn, -1), ({ eve }) => eve),
      number('startBefore', '発令日・案なし', effectiveOn, (it) => it.start.before),
      number('startAfter', '発令日・この案', effectiveOn, (it) => it.start.after),
      number('endBefore', '年度末・案なし', yearEnd, (it) => it.yearEnd.before),
      number('endAfter', '年度末・この案', yearEnd, (it) => it.yearEnd.after),
    ],
  };
}

/** 「001 山田 太郎(推薦中、サポーター 令和7年4月1日から)」 with what is missing. */
function candidateText(
  { staffNumber, name, supporterSince, isUnderWay, missing, barred }: DraftCandidate,
  missingTexts: (missing: DraftCandidate['missing']) => readonly string[],
): string {
  const known = [
    ...(isUnderWay ? ['推薦中'] : []),
    ...(supporterSince === null
      ? []
      : [`${words.supporter} ${formatDateShort(supporterSince)}から`]),
    ...barTexts(barred),
    ...missingTexts(missing),
  ];
  return `${staffNumber} ${name}${known.length === 0 ? '' : `(${known.join('、')})`}`;
}

/** Whoever could be appointed at once lacks at most what is 望ましい: how much of it. */
function desirableTexts(missing: DraftCandidate['missing']): readonly string[] {
  return missing.length === 0 ? [] : [`望ましい要件はあと${things(missing.length)}`];
}

const reasonTexts =
  (names: RequirementNames) =>
  (missing: DraftCandidate['missing']): readonly string[] =>
    missing.map((part) => missingText(part, names));

function candidateLines(
  all: readonly DraftCandidate[],
  total: number,
  missingTexts: (missing: DraftCandidate['missing']) => readonly string[],
): readonly string[] {
  if (total === 0) return ['いません'];
  const more = total - all.length;
  return [
    ...all.map((it) => candidateText(it, missingTexts)),
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
      candidateLines(now, nowTotal, desirableTexts),
    ),
    linesColumn({ key: 'short', heading: 'あと一つの要件の人' }, ({ oneShort, oneShortTotal }) =>
      candidateLines(oneShort, oneShortTotal, reasonTexts(names)),
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
