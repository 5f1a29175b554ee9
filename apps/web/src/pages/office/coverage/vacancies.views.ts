import { roleTitle, type DxRole } from '@app/appointments';
import type { UnitVacancy } from '@app/coverage';
import {
  formatDateShort,
  type LocalDate,
  type OrgUnitId,
  sentenceAsOf,
  tenseOf,
  units,
  words,
} from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { dayCell, type List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { address, breadcrumb } from '../../../shell/view-parts';
import { responsibleText } from '../../unit/handovers/handover-words';
import { candidatesHref } from '../../unit/team/team-links';
import { outlookHref } from '../outlook/outlook-links';
import { coverageHref, unitPageHref } from './coverage-links';

const PATH = '/coverage/vacancies';

interface Sight {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
  readonly seesAhead: boolean;
  /** Whether the reader may look at the candidates of the unit. */
  readonly seesTeam: (unitId: OrgUnitId) => boolean;
}

interface VacanciesFrame extends Sight {
  readonly role: string;
  readonly roles: readonly DxRole[];
}

/** Of one role on a day, whoever never had anybody first, then the longest. */
export function vacanciesView(rows: readonly UnitVacancy[], frame: VacanciesFrame) {
  const { asOf, role, roles } = frame;
  const asOfText = formatDateShort(asOf);
  const query = { asOf, role };
  return {
    title: '空白の一覧',
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], ['空白の一覧']),
    summary: sentence(rows, roleTitle(role), frame),
    asOf,
    asOfText,
    /** Another day is looked at for the same role. */
    asOfKept: keptRole(role),
    openingsHref: address('/coverage/openings', query),
    outlookHref: outlookHref(asOf),
    filter: filterBar(
      [
        selectField(
          '役割',
          asked('role', role),
          roles.map((value) => ({ value, label: roleTitle(value) })),
        ),
      ],
      {
        ...{ path: PATH, label: '空白の一覧の絞り込み', kept: { asOf } },
        found: `${String(rows.length)}${words.unit}`,
      },
    ),
    files: fileLinks(`${PATH}/list`, query, { total: rows.length }),
    table: listTable(vacanciesList(frame), rows, {
      ...{ caption: `空白の一覧(${asOfText}現在)`, path: PATH, query },
    }),
  };
}

/** Today the candidates of the unit, of another day what it was or will be. */
export function openingHref(code: string, role: DxRole, day: AskedDay): string {
  return day.asOf === day.today ? candidatesHref(code, role) : unitPageHref(code, day);
}

export function keptRole(role: string) {
  return [{ name: 'role', value: role }];
}

type AskedDay = Parameters<typeof sentenceAsOf>[0];

/** 「…はありません」 of the day, in its tense: also above what is expected of each. */
export function noVacancyText(role: string, day: AskedDay): string {
  return sentenceAsOf(day, `${role}がいない${words.unit}は`, ['ありません', 'ありませんでした']);
}

/** How many there are, in the tense of the day. */
export function vacantUnitsText(role: string, number: number, day: AskedDay): string {
  return sentenceAsOf(day, `${role}がいない${words.unit}は${units(number)}`);
}

function sentence(rows: readonly UnitVacancy[], role: string, day: AskedDay): string {
  if (rows.length === 0) return noVacancyText(role, day);
  const isPast = tenseOf(day.asOf, day.today) === 'past';
  const is = isPast ? 'でした' : 'です';
  const longest = rows.find(({ days }) => days !== null);
  const never = rows.filter(({ since }) => since === null).length;
  return [
    vacantUnitsText(role, rows.length, day),
    ...(longest
      ? [`いちばん長い空白は、${longest.unit.name}の${String(longest.days)}日${is}。`]
      : []),
    ...(never === 0 ? [] : [`一度も置いたことがないのは${units(never)}${is}。`]),
  ].join('');
}

/** For the page and its files. */
export function vacanciesList({ seesAhead, seesTeam, ...day }: Sight): List<UnitVacancy> {
  return {
    name: '空白の一覧',
    columns: [
      { key: 'code', heading: '所属コード', only: 'file', value: ({ unit }) => unit.code },
      {
        key: 'unit',
        heading: words.unit,
        isRowHeading: true,
        value: ({ unit }) => unit.name,
        show: ({ unit, role }) => ({
          text: unit.name,
          ...(seesTeam(unit.unitId) && { href: openingHref(unit.code, role, day) }),
          ...(unit.parentName === null ? {} : { hint: unit.parentName }),
        }),
      },
      { key: 'role', heading: '役割', only: 'file', value: ({ role }) => roleTitle(role) },
      {
        key: 'since',
        heading: 'いつから',
        value: ({ since }) => dayCell(since),
        show: ({ since }) => ({
          text: since === null ? '一度も置いたことがない' : formatDateShort(since),
        }),
      },
      {
        key: 'days',
        heading: '空白の日数',
        isNumber: true,
        counter: '日',
        dropsWhenConstant: true,
        value: (row) => row.days,
      },
      {
        key: 'responsible',
        heading: '担当',
        value: ({ unit }) => responsibleText(unit.responsible),
      },
      {
        key: 'heldFrom',
        heading: '次に就く日',
        dropsWhenConstant: true,
        value: ({ heldFrom }) =>
          heldFrom !== null && (seesAhead || heldFrom <= day.today) ? dayCell(heldFrom) : null,
      },
    ],
  };
}
