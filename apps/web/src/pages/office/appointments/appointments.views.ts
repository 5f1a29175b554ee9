import type { AppointmentListFilter } from '@app/exports';
import {
  type AppointmentDetail,
  type AppointmentRow,
  APPOINTMENT_STATES,
  type InForceCounts,
  type ListedAppointment,
  roleTitle,
  APPOINTMENT_STATE_WORDS,
  END_REASON_WORDS,
  NOT_ANNOUNCED,
  dxRoles,
} from '@app/appointments';
import {
  formatDateShort,
  formatDateTime,
  formatRange,
  type LocalDate,
  type Page,
  things,
  words,
} from '@app/platform';
import type { UnitRow } from '@app/organization';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { annulText, appointmentsList, otherAppointments } from './appointments.list';
import {
  appointmentChip,
  lateText,
  leftText,
  obstacleOf,
  SOON_DAYS,
  termText,
} from './appointment-words';
import { unitOptions } from '../../../shared/unit-options';

export const PAGE_SIZE = 50;
export const LIST_CRUMB = ['任命', '/appointments'] as const;

interface ListFrame {
  readonly today: LocalDate;
  readonly filter: AppointmentListFilter;
  /** Of today, to choose one of. */
  readonly units: readonly UnitRow[];
  readonly page: number;
  readonly counts: InForceCounts;
  readonly canAppoint: boolean;
}

/** The list with its filter; the sentence is about all in force today, whatever the filter says. */
export function appointmentsView({ rows, total }: Page<ListedAppointment>, frame: ListFrame) {
  const { filter, counts, today } = frame;
  const query = {
    role: filter.role,
    state: filter.state,
    unit: filter.unit,
    q: filter.q,
    ending: filter.ending,
  };
  return {
    title: '任命',
    breadcrumb: breadcrumb(['任命']),
    summary: inForceSentence(counts),
    canAppoint: frame.canAppoint,
    groups: groupsFor(frame.canAppoint),
    filter: filterFields(filter, frame.units, total),
    files: fileLinks('/appointments/list', query, { total }),
    table: listTable(appointmentsList(today), rows, {
      caption: `任命の一覧(${String(total)}件)`,
      path: '/appointments',
      query,
    }),
    pages: pager({ page: frame.page, pageSize: PAGE_SIZE, total }, (page) =>
      address('/appointments', { ...query, page }),
    ),
  };
}

interface PageLink {
  readonly href: string;
  readonly label: string;
  /** Only for who appoints. */
  readonly isOffice?: true;
}

/** The pages around 任命, by what somebody is about to do. */
const GROUPS: readonly (readonly [title: string, links: readonly PageLink[]])[] = [
  [
    '任期と書面',
    [
      { href: '/appointments/ending', label: '任期が終わる人', isOffice: true },
      { href: '/appointments/letters', label: '書面の発行', isOffice: true },
      { href: '/appointments/register', label: '任命簿' },
    ],
  ],
  [
    '後任と引継ぎ',
    [
      { href: '/appointments/bench', label: '後任の候補', isOffice: true },
      { href: '/appointments/handovers', label: '役割の引継ぎ' },
      { href: '/coverage/vacancies', label: '空白の一覧' },
      { href: '/coverage/openings', label: '空白が埋まる見通し' },
      { href: '/appointments/cohorts', label: 'サポーターのその後' },
      { href: '/appointments/activities', label: '役割の活動' },
    ],
  ],
  [
    '決めておくこと',
    [
      { href: '/appointments/roles', label: '役割と要件' },
      { href: '/appointments/letter-templates', label: '書面の文面' },
    ],
  ],
];

function groupsFor(canAppoint: boolean) {
  return GROUPS.map(([title, links]) => ({
    title,
    links: links.filter(({ isOffice }) => canAppoint || !isOffice),
  }));
}

function inForceSentence(counts: InForceCounts): string {
  const { leaders, absentLeaders, supporters, absentSupporters, ending } = counts;
  if (leaders + supporters === 0)
    return `任期中の${words.leaderTitle}と${words.supporterTitle}はいません。`;
  const now = `任期中の${words.leaderTitle}は${holdersText(leaders, absentLeaders)}、${words.supporterTitle}は${holdersText(supporters, absentSupporters)}です。`;
  return ending === 0
    ? now
    : `${now}${String(SOON_DAYS)}日以内に任期が終わるのは${String(ending)}名です。`;
}

/** Who is away holds the role, but does not exercise it: told apart, since the coverage page does not count them. */
function holdersText(holders: number, absent: number): string {
  return absent === 0
    ? `${String(holders)}名`
    : `${String(holders)}名(うち休職・派遣中${String(absent)}名)`;
}

function filterFields(
  { q, role, state, ending, unit }: AppointmentListFilter,
  units: readonly UnitRow[],
  total: number,
) {
  return filterBar(
    [
      searchField('氏名・職員番号', asked('q', q)),
      selectField(
        '役割',
        asked('role', role),
        dxRoles().map((value) => ({ value, label: roleTitle(value) })),
      ),
      selectField(
        '状態',
        asked('state', state),
        APPOINTMENT_STATES.map((value) => ({ value, label: APPOINTMENT_STATE_WORDS[value] })),
      ),
      selectField(
        '任期の終わり',
        asked('ending', ending),
        ['30', '90', '180'].map((value) => ({ value, label: `${value}日以内` })),
        '指定なし',
      ),
      selectField('所属', asked('unit', unit), unitOptions(units)),
    ],
    { path: '/appointments', label: '任命の一覧の絞り込み', found: things(total) },
  );
}

interface DetailFrame {
  readonly today: LocalDate;
  readonly canManage: boolean;
  readonly history: readonly AppointmentRow[];
}

/** One appointment with its facts, what can be done with it, and the person's other appointments. */
export function appointmentView(
  row: AppointmentDetail,
  { today, canManage, history }: DetailFrame,
) {
  return {
    title: `${row.name}さんの任命(${roleTitle(row.role)})`,
    breadcrumb: breadcrumb(LIST_CRUMB, [row.name]),
    summary: sentence(row),
    chip: appointmentChip(row, today),
    person: personName(row),
    facts: [
      ...factsOf(row),
      ...nominationFacts(row),
      ...termFacts(row),
      ...endFacts(row),
      ...lateFacts(row),
      ...annulFacts(row),
    ],
    isAnnulled: row.state === 'annulled',
    letterHref: `/appointments/${row.id}/letter`,
    ...(canManage && row.state !== 'annulled' ? actsOn(row, today) : {}),
    history: listTable(
      otherAppointments(today),
      history.filter((it) => it.id !== row.id),
      { caption: 'この人のほかの任命', path: `/appointments/${row.id}`, query: {} },
    ),
  };
}

/** The addresses of what can be done with an appointment that was not annulled. */
function actsOn(row: AppointmentDetail, today: LocalDate) {
  const { id, state, termEnd, endedOn } = row;
  const href = (can: boolean, act: string): string => (can ? `/appointments/${id}/${act}` : '');
  const goesOn = obstacleOf(row) === '';
  return {
    renewHref: href(goesOn && state !== 'upcoming', 'renew'),
    extendHref: href(goesOn, 'extend'),
    undoExtensionHref: href(goesOn && canUndoExtension(row, today), 'undo-extension'),
    endHref: href(endedOn === null && state !== 'expired', 'end'),
    // After the term only on the day on which the end was registered.
    undoHref: href(
      endedOn !== null && (today <= termEnd || row.endRecordedLateOn === today),
      'undo-end',
    ),
    annulHref: href(true, 'annul'),
  };
}

/** As long as the term of before still runs. */
function canUndoExtension({ extensions }: AppointmentDetail, today: LocalDate): boolean {
  const latest = extensions.at(-1);
  return latest !== undefined && today <= latest.oldEnd;
}

function factsOf(row: AppointmentRow) {
  return [
    { label: '役割', value: roleTitle(row.role) },
    { label: '任期', value: termText(row) },
    { label: '任命時の所属', value: row.unitName ?? NOT_ANNOUNCED },
    { label: '現在の所属', value: row.currentUnitName ?? '所属なし' },
    { label: '文書番号', value: row.documentNumber },
    { label: '備考', value: row.note === null ? NOT_ANNOUNCED : row.note || 'なし' },
    { label: '登録', value: `${formatDateTime(row.appointedAt)} ${row.appointedByName ?? ''}` },
  ];
}

/** What was confirmed, and why, when it was decided on a recommendation: it is kept there. */
function nominationFacts({ nomination }: AppointmentDetail) {
  if (nomination === null) return [];
  const confirmed = nomination.confirmed.join(' ');
  return [
    ...(confirmed === '' ? [] : [{ label: '確認したうえで任命した点', value: confirmed }]),
    { label: '推薦', value: '推薦の経過を見る', href: `/nominations/${nomination.id}` },
  ];
}

/** What the term follows, what follows it, and each end that it had before. */
function termFacts({ renews, renewedBy, extensions }: AppointmentDetail) {
  return [
    ...extensions.map((it) => ({ label: '任期の延長', value: extensionText(it) })),
    ...(renews === null
      ? []
      : [{ label: '前の任期', value: termText(renews), href: `/appointments/${renews.id}` }]),
    ...(renewedBy === null
      ? []
      : [{ label: '再任', value: termText(renewedBy), href: `/appointments/${renewedBy.id}` }]),
  ];
}

function extensionText(it: AppointmentDetail['extensions'][number]): string {
  const late =
    it.recordedOn > it.oldEnd ? `、延長を後から登録(${formatDateShort(it.recordedOn)})` : '';
  const why = it.reason === '' ? '' : `、理由: ${it.reason}`;
  return `${formatDateShort(it.oldEnd)}までを${formatDateShort(it.newEnd)}までに延長(${it.documentNumber}${why}${late})`;
}

function endFacts({ endedOn, endReason }: AppointmentRow) {
  if (endedOn === null || endReason === null) return [];
  return [
    {
      label: '終了',
      value: `${formatDateShort(endedOn)}まで(${END_REASON_WORDS[endReason]})`,
    },
  ];
}

function lateFacts(row: AppointmentRow) {
  const late = lateText(row);
  const [first, ...later] = row.periods;
  return [
    ...(late === '' ? [] : [{ label: '登録の時期', value: late }]),
    ...(first === undefined || later.length === 0
      ? []
      : [
          {
            label: '任期として数える期間',
            value: row.periods.map(({ from, to }) => formatRange(from, to)).join('、'),
          },
        ]),
  ];
}

function annulFacts(row: AppointmentRow) {
  const value = annulText(row);
  return value === '' ? [] : [{ label: '取消し', value }];
}

function sentence(row: AppointmentRow): string {
  if (row.state === 'annulled')
    return 'この任命は誤りとして取り消されました。どの日の数字にも数えません。';
  if (row.endedOn !== null && row.endedOn < row.termStart)
    return '任期が始まる前に取りやめました。';
  switch (row.state) {
    case 'in_force':
      if (row.endedOn !== null)
        return `${formatDateShort(row.endedOn)}まで${roleTitle(row.role)}です。途中で終了します。`;
      return `${formatDateShort(row.termEnd)}まで${roleTitle(row.role)}です。`;
    case 'upcoming':
      return `${formatDateShort(row.termStart)}から${roleTitle(row.role)}になります。`;
    case 'left_service':
      return `${leftText(row)}です。`;
    case 'ended':
      return `${formatDateShort(row.endedOn ?? row.termEnd)}で終了しました。`;
    case 'expired':
      return `${formatDateShort(row.termEnd)}に任期が満了しました。`;
  }
}
