import {
  type DxRole,
  type RequirementNames,
  roleTitle,
  expectedText,
  missingTexts,
} from '@app/appointments';
import type { Opening } from '@app/coverage';
import { formatDateShort, type LocalDate, units, words } from '@app/platform';
import { dayCell, type List, type ListColumn } from '../../../shell/lists/list';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, selectField } from '../../../shell/parts/filter-bar';
import { personName } from '../../../shell/person-name';
import { breadcrumb } from '../../../shell/view-parts';
import { outlookHref } from '../outlook/outlook-links';
import { coverageHref } from './coverage-links';
import { keptRole, noVacancyText, openingHref, vacantUnitsText } from './vacancies.views';

const PATH = '/coverage/openings';

interface OpeningsFrame {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
  readonly role: string;
  readonly roles: readonly DxRole[];
  readonly names: RequirementNames;
  /** Whether the reader may look at the candidates of any unit. */
  readonly seesTeams: boolean;
}

/** Of one role on a day, the longest empty first. */
export function openingsView(rows: readonly Opening[], frame: OpeningsFrame) {
  const { asOf, role, roles, names, seesTeams } = frame;
  const asOfText = formatDateShort(asOf);
  const query = { asOf, role };
  const title = '空白が埋まる見通し';
  return {
    title,
    breadcrumb: breadcrumb(['充足状況', coverageHref(asOf)], [title]),
    summary: sentence(rows, roleTitle(role), frame),
    asOf,
    asOfText,
    asOfKept: keptRole(role),
    filter: filterBar(
      [
        selectField(
          '役割',
          asked('role', role),
          roles.map((value) => ({ value, label: roleTitle(value) })),
        ),
      ],
      {
        ...{ path: PATH, label: '空白が埋まる見通しの絞り込み', kept: { asOf } },
        found: `${String(rows.length)}${words.unit}`,
      },
    ),
    files: fileLinks(`${PATH}/list`, query, { total: rows.length }),
    table: listTable(openingsList(names, frame, seesTeams), rows, {
      ...{ caption: `${title}(${asOfText}現在)`, path: PATH, query },
    }),
    outlookHref: outlookHref(asOf),
    hasNobody: rows.some(({ kind }) => kind === 'nobody'),
  };
}

function sentence(rows: readonly Opening[], role: string, day: OpeningsFrame): string {
  if (rows.length === 0) return noVacancyText(role, day);
  const nobody = rows.filter(({ kind }) => kind === 'nobody').length;
  const all = `${vacantUnitsText(role, rows.length, day)}いまの予定のまま進むと、`;
  if (nobody === 0) return `${all}どの${words.unit}にも埋められる見通しがあります。`;
  return `${all}埋められる見通しがあるのは${units(rows.length - nobody)}、ないのは${units(nobody)}です。`;
}

/** For the page and its files. */
export function openingsList(
  names: RequirementNames,
  day: Pick<OpeningsFrame, 'asOf' | 'today'>,
  seesTeams = false,
): List<Opening> {
  const { asOf } = day;
  return {
    name: '空白が埋まる見通し',
    columns: [
      { key: 'code', heading: '所属コード', only: 'file', value: ({ unit }) => unit.code },
      {
        key: 'unit',
        heading: words.unit,
        isRowHeading: true,
        value: ({ unit }) => unit.name,
        show: ({ unit, role }) => ({
          text: unit.name,
          ...(seesTeams && { href: openingHref(unit.code, role, day) }),
          ...(unit.parentName === null ? {} : { hint: unit.parentName }),
        }),
      },
      { key: 'role', heading: '役割', only: 'file', value: ({ role }) => roleTitle(role) },
      {
        key: 'since',
        heading: 'いつから',
        keepsLabel: true,
        value: ({ since }) => dayCell(since),
        show: ({ since }) => ({
          text: since === null ? '一度も置いたことがない' : formatDateShort(since),
        }),
      },
      {
        ...{ key: 'days', heading: '空白の日数', isNumber: true, counter: '日' },
        value: ({ days }) => days,
      },
      {
        key: 'on',
        heading: 'いちばん早い日',
        keepsLabel: true,
        value: ({ on }) => dayCell(on),
        show: ({ on }) => ({ text: expectedText(on, asOf) }),
      },
      ...peopleColumns(names),
    ],
  };
}

function peopleColumns(names: RequirementNames): readonly ListColumn<Opening>[] {
  return [
    {
      key: 'number',
      heading: '職員番号',
      only: 'file',
      value: (row) => bestOf(row)?.staffNumber ?? null,
    },
    {
      key: 'who',
      heading: 'だれが',
      value: (row) => (row.kind === 'appointed' ? '任命済み' : (bestOf(row)?.name ?? null)),
      show: whoCell,
    },
    {
      key: 'missing',
      heading: '必要なこと',
      keepsLabel: true,
      value: (row) => needed(row, names).join('、'),
      show: (row) => ({ text: '', lines: needed(row, names) }),
    },
  ];
}

const bestOf = ({ kind, best }: Opening) => (kind === 'candidate' ? best : null);

function whoCell(row: Opening) {
  const best = bestOf(row);
  if (best === null)
    return { text: row.kind === 'appointed' ? '任命済み' : '見通しのある人はいません' };
  const others = row.others === 0 ? [] : [`ほか${String(row.others)}名`];
  return { text: '', person: personName(best), notes: others };
}

const NOBODY = () => [
  `異動で${words.unit}に来てもらう`,
  `ほかの${words.unit}から推薦する(兼務を含む)`,
  '要件を見直す',
];

function needed(row: Opening, names: RequirementNames): readonly string[] {
  if (row.kind === 'appointed') return ['任期の始まりを待つ'];
  const best = bestOf(row);
  if (best === null) return NOBODY();
  const missing = missingTexts(best.path, names);
  return missing.length > 0 ? missing : ['すぐに任命できる'];
}
