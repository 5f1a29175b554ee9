import { roleTitle, type RequirementNames, expectedText, missingTexts } from '@app/appointments';
import {
  type CoverageOutlook,
  END_OF_PRESENCE_WORDS,
  type NamedStretch,
  OUTLOOK_STATES,
  type OutlookRow,
  type OutlookState,
  yearEndText,
  noBooksText,
} from '@app/coverage';
import {
  fiscalYearEnd,
  fiscalYearOf,
  formatDateShort,
  type LocalDate,
  numberText,
  people,
  words,
} from '@app/platform';
import { type CellView, dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { printHead } from '../../../shell/parts/heads';
import { tabs } from '../../../shell/parts/ways';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { candidatesHref } from '../../unit/team/team-links';
import { coverageHref, unitPageHref } from '../coverage/coverage-links';
import type { OutlookSearch } from './outlook.forms';
import { type Days, isPast, outlookSentence } from './outlook-sentence';
import { OUTLOOK_TITLE, outlookHref, shortHref } from './outlook-links';

export const OUTLOOK_PAGE_SIZE = 50;
const PATH = '/coverage/outlook';
const ALL = 'all';

interface Sight extends Days {
  readonly names: RequirementNames;
  /** Whether the reader may look at the candidates of any unit. */
  readonly seesTeams: boolean;
}

interface OutlookFrame extends Sight {
  readonly search: OutlookSearch;
  readonly page: number;
}

/** Of a day on which nobody kept books. */
export function noOutlookView(
  title: string,
  asOf: LocalDate,
  first: LocalDate,
  hrefOn: (day: LocalDate) => string,
) {
  const text = noBooksText(asOf, first);
  const label = `${formatDateShort(first)}からの見通しを見る`;
  return {
    ...{ title, asOf, asOfText: formatDateShort(asOf) },
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], [title]),
    noRecords: { text, href: hrefOn(first), label },
  };
}

/** One end of a fiscal year after the other: the sentence, the ends to choose from, then the units, most troubled first. */
export function outlookView(found: CoverageOutlook, frame: OutlookFrame) {
  const { asOf, search, page } = frame;
  const { state, department, sort } = search;
  const year = search.year ?? String(fiscalYearOf(asOf));
  const asOfText = formatDateShort(asOf);
  const query = { asOf, year, department, state, sort };
  const total = totalOf(found, search);
  return {
    ...{ title: OUTLOOK_TITLE, asOf, asOfText },
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], [OUTLOOK_TITLE]),
    summary: outlookSentence(found, year, frame),
    onlyToday: isPast(frame) ? { text: ONLY_TODAY_TEXT, href: outlookHref(frame.today) } : null,
    print: printHead(`${asOfText}現在`),
    asOfKept: [{ name: 'year', value: year }],
    ...{ tabsLabel: '年度末', tabs: yearTabs(found, query) },
    filter: filterFields(found, { ...frame, year }, total),
    files: fileLinks(`${PATH}/list`, query, { total }),
    table: listTable(outlookList(frame), found.rows, {
      ...{ caption: captionOf(year, asOfText), path: PATH },
      query: { asOf, year, department, state },
      sort: sort ?? 'state',
    }),
    pages: pager({ page, pageSize: OUTLOOK_PAGE_SIZE, total }, (to) =>
      address(PATH, { ...query, page: to }),
    ),
    short: isPast(frame) ? '' : shortHref(asOf, { ...(year !== ALL && { year }), department }),
    clear: outlookHref(asOf, { year }),
  };
}

const ONLY_TODAY_TEXT =
  '過去の基準日については、その日の終わりに記録にあった任期・異動などだけを示します。間に合う人と足りない要件は、その日に何がわかっていたかの記録がないため、今日についてだけ示します。';

function statesOf(days: Days): readonly OutlookState[] {
  const others: readonly OutlookState[] = isPast(days) ? ['nobody', 'in_reach'] : ['vacant'];
  return OUTLOOK_STATES.filter((state) => !others.includes(state));
}

function totalOf({ counts }: CoverageOutlook, { state }: OutlookSearch): number {
  return state === undefined
    ? OUTLOOK_STATES.reduce((sum, it) => sum + counts[it], 0)
    : counts[state];
}

function captionOf(year: string, asOfText: string): string {
  const which = year === ALL ? 'すべての年度末' : yearEndText(fiscalYearEnd(Number(year)));
  return `${which}の見通し(${asOfText}現在の記録による)`;
}

/** With how many units will lack a leader. */
function yearTabs(
  { sums }: CoverageOutlook,
  query: Readonly<Record<string, string | undefined>> & { readonly year: string },
) {
  const ends = sums.map(
    ({ yearEnd, counts }) =>
      [
        String(fiscalYearOf(yearEnd)),
        `${yearEndText(yearEnd)} 空白${numberText(counts.in_reach + counts.nobody + counts.vacant)}`,
      ] as const,
  );
  return tabs([...ends, [ALL, 'すべて'] as const], query.year, (year) =>
    address(PATH, { ...query, year }),
  );
}

function filterFields(
  { departments }: CoverageOutlook,
  { asOf, today, search, year }: OutlookFrame & { readonly year: string },
  total: number,
) {
  const { state, department, sort } = search;
  return filterBar(
    [
      selectField(
        '状態',
        asked('state', state),
        statesOf({ asOf, today }).map((value) => ({
          value,
          label: stateChip(`outlook.${value}`).label,
        })),
      ),
      selectField(
        '部',
        asked('department', department),
        departments.map(({ code, name }) => ({ value: code, label: name })),
      ),
    ],
    {
      ...{ path: PATH, label: `${OUTLOOK_TITLE}の絞り込み`, kept: { asOf, year, sort } },
      found: `${numberText(total)}件`,
    },
  );
}

/** For the page and its files. */
export function outlookList(sight: Sight): List<OutlookRow> {
  return {
    name: OUTLOOK_TITLE,
    columns: [
      ...unitColumns(sight),
      ...factColumns(),
      ...(isPast(sight) ? [] : reachColumns(sight)),
    ],
  };
}

function unitColumns({ seesTeams, ...days }: Sight): readonly ListColumn<OutlookRow>[] {
  return [
    {
      ...{ key: 'yearEnd', heading: '年度末', dropsWhenConstant: true },
      value: ({ yearEnd }) => dayCell(yearEnd),
      show: ({ yearEnd }) => ({ text: yearEndText(yearEnd) }),
    },
    { key: 'code', heading: '所属コード', only: 'file', value: ({ unit }) => unit.code },
    {
      ...{ key: 'unit', isRowHeading: true, sort: 'unit' },
      heading: words.unit,
      value: ({ unit }) => unit.name,
      show: ({ unit, missing }) => ({
        text: unit.name,
        ...(seesTeams &&
          missing > 0 && {
            href:
              days.asOf === days.today
                ? candidatesHref(unit.code, 'leader')
                : unitPageHref(unit.code, days),
          }),
        ...(unit.parentName === null ? {} : { hint: unit.parentName }),
      }),
    },
    {
      ...{ key: 'state', heading: '見通し', isState: true, sort: 'state' },
      value: ({ state }) => stateChip(`outlook.${state}`).label,
      show: ({ state }) => ({ text: '', chip: stateChip(`outlook.${state}`) }),
    },
  ];
}

function factColumns(): readonly ListColumn<OutlookRow>[] {
  return [
    {
      ...{ key: 'facts', keepsLabel: true },
      heading: `記録にある${roleTitle('leader')}`,
      value: (row) => factTexts(row).join('、'),
      show: factCell,
    },
  ];
}

function reachColumns({ asOf, names }: Sight): readonly ListColumn<OutlookRow>[] {
  return [
    {
      ...{ key: 'number', heading: '職員番号', only: 'file' },
      value: ({ best }) => best?.staffNumber ?? null,
    },
    {
      ...{ key: 'who', heading: '間に合う人', keepsLabel: true },
      value: (row) => row.best && (row.best.name ?? whoCell(row).text),
      show: whoCell,
    },
    {
      ...{ key: 'day', heading: 'いちばん早い日', keepsLabel: true, sort: 'day' },
      value: ({ best }) => dayCell(best?.on ?? null),
      show: ({ best }) => ({ text: best === null ? '' : expectedText(best.on, asOf) }),
    },
    {
      ...{ key: 'needed', heading: '必要なこと', keepsLabel: true },
      value: (row) => neededTexts(row, names).join('、'),
      show: (row) => ({ text: '', lines: neededTexts(row, names) }),
    },
    {
      ...{ key: 'short', heading: 'あと一つの人', isNumber: true, counter: '名', keepsLabel: true },
      dropsWhenConstant: true,
      value: ({ missing, oneShort }) => (missing === 0 ? null : oneShort),
      show: ({ unit, yearEnd, missing, oneShort }) => ({
        text: missing === 0 ? '' : numberText(oneShort),
        ...(oneShort > 0 && missing > 0
          ? {
              href: shortHref(asOf, {
                ...{ unit: unit.code, year: String(fiscalYearOf(yearEnd)) },
              }),
              spoken: `${unit.name}のあと一つの人`,
            }
          : {}),
      }),
    },
  ];
}

/** Who leads it then and until when that is known; else what ends before, or since when nobody does. Who is meant first leads to the person; of more than one the others follow in a line each. */
function factCell(row: OutlookRow): CellView {
  const [first, ...others] = factTexts(row);
  const person = row.state === 'apart' ? undefined : (row.leaders[0] ?? row.losses[0]);
  if (person === undefined || first === undefined) return { text: '', lines: factTexts(row) };
  const rest = others.map((text) => `ほか ${text}`);
  return {
    ...{ text: '', person: personName(person) },
    notes: [first.slice(person.name.length).replace(/^: /, ''), ...rest].filter((it) => it !== ''),
  };
}

function factTexts({ unit, state, leaders, losses }: OutlookRow): readonly string[] {
  if (state === 'apart') return ['正規職員がいません'];
  const lost = losses.map(lossText);
  if (leaders.length > 0)
    return [...leaders.map(leaderText), ...(state === 'on_record' ? [] : lost)];
  if (lost.length > 0) return lost;
  return [
    unit.uncoveredSince === null
      ? '一度も置いたことがない'
      : `${formatDateShort(unit.uncoveredSince)}から空白`,
  ];
}

function leaderText({ name, lastDay, endsBy }: NamedStretch): string {
  if (lastDay === null || endsBy === null) return name;
  return `${name}(${formatDateShort(lastDay)}まで、${END_OF_PRESENCE_WORDS[endsBy]})`;
}

function lossText({ name, lastDay, endsBy }: NamedStretch): string {
  const day = lastDay === null ? '' : `${formatDateShort(lastDay)}で`;
  return `${name}: ${day}${endsBy === null ? '終わります' : END_OF_PRESENCE_WORDS[endsBy]}`;
}

function whoCell({ best, others, unit }: OutlookRow) {
  if (best === null) return { text: '' };
  const { name, staffNumber } = best;
  if (name === null || staffNumber === null)
    return { text: `${unit.name}の${people(others + 1)}のだれか` };
  const more = others === 0 ? [] : [`ほか${people(others)}`];
  return { text: '', person: personName({ name, staffNumber }), notes: more };
}

/** Of somebody who goes on, that; else what is missing, one line each; of nobody, what is left to do. */
function neededTexts({ best, state }: OutlookRow, names: RequirementNames): readonly string[] {
  if (state === 'on_record' || state === 'apart') return [];
  if (best === null)
    return [`異動で${words.unit}に来てもらう、ほかの${words.unit}から推薦する(兼務を含む)`];
  const first = best.isRenewal ? ['再任'] : best.path.underWay === null ? [] : ['推薦が進行中'];
  const missing = best.name === null ? [] : missingTexts(best.path.path, names);
  return [...first, ...missing].length > 0 ? [...first, ...missing] : ['推薦と任命'];
}
