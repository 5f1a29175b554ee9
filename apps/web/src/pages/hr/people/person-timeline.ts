import type { PersonSight } from '@app/access';
import type { AppointmentRow } from '@app/appointments';
import type { SeenCertificates } from '@app/certifications';
import type { PersonHistory } from '@app/organization';
import type { LocalDate } from '@app/platform';
import type { MomentView } from '../../../shell/parts/facts';
import { address } from '../../../shell/view-parts';
import {
  absenceMoment,
  certificateMoment,
  employmentMoment,
  namingMoments,
  type PersonMoment,
  postingMoment,
  roleMoment,
} from './person-moments';

/** What a time line is made of, in the order of its filter. */
export const TIMELINE_KINDS = [
  'posting',
  'role',
  'absence',
  'employment',
  'naming',
  'certificate',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

const KIND_WORDS: Readonly<Record<TimelineKind, string>> = {
  posting: '所属',
  role: '役割',
  absence: '休職・派遣など',
  employment: '任用',
  naming: '氏名・職員番号',
  certificate: '資格',
};

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
  /** Empty where there is nothing to choose between. */
  readonly kinds: readonly {
    readonly label: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  readonly moments: readonly MomentView[];
  /** Of which kinds there is nothing. */
  readonly empty: string;
}

/** Everything that has a day, in one line of time, the newest first. */
export function timelineView(source: TimelineSource, frame: TimelineFrame): TimelineView {
  const { kind } = frame;
  const moments = momentsByKind(source, frame);
  const kinds = TIMELINE_KINDS.filter((it) => moments[it] !== null);
  const chosen = kinds.filter((it) => kind === undefined || it === kind);
  const shown = chosen
    .flatMap((it) => moments[it] ?? [])
    .toSorted((one, other) => other.from.localeCompare(one.from));
  return {
    title: '歩み',
    hasKinds: kinds.length > 0,
    kinds: tabsOf(moments, frame),
    moments: shown.map(({ view }) => view),
    empty: chosen
      .filter((it) => moments[it]?.length === 0)
      .map((it) => emptyText(it, frame.sight))
      .join(''),
  };
}

type MomentsByKind = Readonly<Record<TimelineKind, readonly PersonMoment[] | null>>;

function momentsByKind(
  { person, appointments, certificates }: TimelineSource,
  { sight, asOf, today }: TimelineFrame,
): MomentsByKind {
  return {
    ...(person === null ? NO_ORDERS : ordersOf(person, today)),
    role: appointments?.map((row) => roleMoment(row, sight, asOf)) ?? null,
    certificate: certificates?.records.map((row) => certificateMoment(row, sight, asOf)) ?? null,
  };
}

/** To whoever may not see what the organisation ordered. */
const NO_ORDERS = { posting: null, absence: null, employment: null, naming: null };

function ordersOf(person: PersonHistory, today: LocalDate) {
  return {
    posting: person.postings.map((row) => postingMoment(row, today)),
    absence: person.statuses.map((row) => absenceMoment(row, today)),
    employment: person.employments.map((row) => employmentMoment(row, today)),
    naming: namingMoments(person, today),
  };
}

function tabsOf(moments: MomentsByKind, { sight, asOf, today, kind }: TimelineFrame) {
  const filled = TIMELINE_KINDS.filter((it) => (moments[it] ?? []).length > 0 || it === kind);
  if (filled.length < 2) return [];
  const link = (of: TimelineKind | undefined) =>
    address(`/people/${sight.personId}`, { asOf: asOf === today ? undefined : asOf, kind: of });
  const count = (of: readonly TimelineKind[]) =>
    String(of.reduce((sum, it) => sum + (moments[it]?.length ?? 0), 0));
  return [
    { label: `すべて(${count(filled)})`, href: link(undefined), isCurrent: kind === undefined },
    ...filled.map((it) => ({
      label: `${KIND_WORDS[it]}(${count([it])})`,
      href: link(it),
      isCurrent: it === kind,
    })),
  ];
}

function emptyText(kind: TimelineKind, sight: PersonSight): string {
  if (kind === 'role') return '役割に任命された記録はありません。';
  if (kind === 'naming') return '氏名・職員番号が変わった記録はありません。';
  if (kind === 'certificate')
    return sight.certificates === 'all'
      ? '報告された資格はありません。'
      : '確認済みの資格はありません。';
  return `${KIND_WORDS[kind]}の記録はありません。`;
}
