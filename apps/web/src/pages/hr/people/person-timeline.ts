import type { PersonSight } from '@app/access';
import { type AppointmentRow, DX_ROLE_WORDS } from '@app/appointments';
import type { PersonCertificateRow, SeenCertificates } from '@app/certifications';
import { ABSENCE_WORDS, type PersonHistory, POSTING_KIND_WORDS } from '@app/organization';
import { formatDateShort, type LocalDate } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { listTable, type ListTableView } from '../../../shell/lists/list-table';
import { type ChipView, stateChip, tag } from '../../../shell/signs';
import { address } from '../../../shell/view-parts';
import {
  appointmentChip,
  NOT_ANNOUNCED,
  termText,
} from '../../office/appointments/appointment-words';
import { certificateLink, roleRemark } from './person-record-sections';
import { periodText, postText } from './person-sections';

/** What a time line is made of, in the order of its filter. */
export const TIMELINE_KINDS = ['posting', 'role', 'absence', 'certificate'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

const KIND_WORDS: Readonly<Record<TimelineKind, string>> = {
  posting: '所属',
  role: '役割',
  absence: '休職・派遣など',
  certificate: '資格',
};

interface TimelineRow {
  readonly kind: TimelineKind;
  /** Orders the rows. */
  readonly from: LocalDate;
  readonly period: string;
  readonly text: string;
  readonly href?: string;
  readonly chip?: ChipView;
  readonly details: readonly string[];
  /** The letter of a role. */
  readonly letter?: { readonly text: string; readonly href?: string };
}

/** What was read for it; null is what the reader may not see. */
export interface TimelineSource {
  readonly person: PersonHistory | null;
  readonly appointments: readonly AppointmentRow[] | null;
  readonly certificates: SeenCertificates | null;
}

interface TimelineFrame {
  readonly sight: PersonSight;
  readonly asOf: LocalDate;
  readonly today: LocalDate;
  readonly kind: TimelineKind | undefined;
}

export interface TimelineView {
  readonly title: string;
  readonly hasKinds: boolean;
  readonly kinds: readonly {
    readonly label: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  readonly table: ListTableView | null;
  /** Of which kinds there is nothing. */
  readonly empty: string;
}

/** Posts, roles with their letters, absences and certificates in one line of time, the newest first. */
export function timelineView(source: TimelineSource, frame: TimelineFrame): TimelineView {
  const { sight, asOf, today, kind } = frame;
  const rows = rowsByKind(source, frame);
  const kinds = TIMELINE_KINDS.filter((it) => rows[it] !== null);
  const chosen = kinds.filter((it) => kind === undefined || it === kind);
  const shown = chosen
    .flatMap((it) => rows[it] ?? [])
    .toSorted((one, other) => other.from.localeCompare(one.from));
  const link = (of: TimelineKind | undefined) =>
    address(`/people/${sight.personId}`, { asOf: asOf === today ? undefined : asOf, kind: of });
  const count = (of: readonly TimelineKind[]) =>
    String(of.reduce((sum, it) => sum + (rows[it]?.length ?? 0), 0));
  return {
    title: '歩み',
    hasKinds: kinds.length > 0,
    kinds: [
      { label: `すべて(${count(kinds)})`, href: link(undefined), isCurrent: kind === undefined },
      ...kinds.map((it) => ({
        label: `${KIND_WORDS[it]}(${count([it])})`,
        href: link(it),
        isCurrent: it === kind,
      })),
    ],
    table: shown.length === 0 ? null : tableOf(shown),
    empty: chosen
      .filter((it) => rows[it]?.length === 0)
      .map((it) => emptyText(it, sight))
      .join(''),
  };
}

function emptyText(kind: TimelineKind, sight: PersonSight): string {
  if (kind === 'role') return '役割に任命された記録はありません。';
  if (kind === 'certificate')
    return sight.certificates === 'all'
      ? '報告された資格はありません。'
      : '確認済みの資格はありません。';
  return `${KIND_WORDS[kind]}の記録はありません。`;
}

function rowsByKind(
  { person, appointments, certificates }: TimelineSource,
  { sight, asOf, today }: TimelineFrame,
): Readonly<Record<TimelineKind, readonly TimelineRow[] | null>> {
  return {
    posting: person?.postings.map((row) => postingRow(row, today)) ?? null,
    role: appointments?.map((row) => roleRow(row, sight, asOf)) ?? null,
    absence: person?.statuses.map((row) => absenceRow(row, today)) ?? null,
    certificate: certificates?.records.map((row) => certificateRow(row, sight)) ?? null,
  };
}

function postingRow(row: PersonHistory['postings'][number], today: LocalDate): TimelineRow {
  return {
    kind: 'posting',
    from: row.validFrom,
    period: periodText(row, today),
    text: `${row.unitName}(${row.unitCode})`,
    details: [postText(row), ...(row.kind === 'primary' ? [] : [POSTING_KIND_WORDS[row.kind]])],
  };
}

function absenceRow(row: PersonHistory['statuses'][number], today: LocalDate): TimelineRow {
  return {
    kind: 'absence',
    from: row.validFrom,
    period: periodText(row, today),
    text: ABSENCE_WORDS[row.status],
    details: [],
  };
}

/** Only who reads appointments gets to their pages; where somebody was posted before is not told to the head of today. */
function roleRow(row: AppointmentRow, sight: PersonSight, asOf: LocalDate): TimelineRow {
  const link = (href: string) => (sight.appointments === 'all' ? { href } : {});
  const unit = sight.organization ? `任命時の所属 ${row.unitName ?? NOT_ANNOUNCED}` : '';
  return {
    kind: 'role',
    from: row.termStart,
    period: termText(row),
    text: DX_ROLE_WORDS[row.role],
    ...link(`/appointments/${row.id}`),
    chip: appointmentChip(row, asOf),
    details: [unit, roleRemark(row)].filter((text) => text !== ''),
    letter: { text: row.documentNumber, ...link(`/appointments/${row.id}/letter`) },
  };
}

function certificateRow(row: PersonCertificateRow, sight: PersonSight): TimelineRow {
  const isAll = sight.certificates === 'all';
  return {
    kind: 'certificate',
    from: row.passedOn,
    period: `${formatDateShort(row.passedOn)} 取得`,
    text: row.certificationName,
    ...certificateLink(row, sight),
    chip: stateChip(`record.${row.state}`),
    details: [
      ...(isAll ? [`合格証書番号 ${row.certificateNumber}`] : []),
      `この状態になった日 ${formatDateShort(row.since)}`,
      ...(isAll && row.reason !== null ? [`理由: ${row.reason}`] : []),
    ],
  };
}

function tableOf(rows: readonly TimelineRow[]): ListTableView {
  const frame = { caption: '歩み(新しい順)', hidesCaption: true, path: '', query: {} };
  return listTable(TIMELINE, rows, frame);
}

const TIMELINE: List<TimelineRow> = {
  name: '歩み',
  columns: [
    { key: 'period', heading: '期間・日', value: (row) => row.period },
    {
      key: 'what',
      heading: 'できごと',
      isRowHeading: true,
      value: (row) => row.text,
      show: (row) => ({
        tags: [tag(row.kind)],
        text: row.text,
        ...(row.href !== undefined && { href: row.href }),
      }),
    },
    {
      key: 'state',
      heading: '状態',
      value: () => '',
      show: (row) => ({ text: '', ...(row.chip && { chip: row.chip }) }),
    },
    {
      key: 'letter',
      heading: '任命書',
      value: (row) => row.letter?.text ?? '',
      show: (row) => row.letter ?? { text: '' },
    },
    {
      key: 'details',
      heading: '詳しく',
      value: (row) => row.details.join('、'),
      show: (row) => ({ text: '', lines: row.details }),
    },
  ],
};
