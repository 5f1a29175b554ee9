import type { PersonSight } from '@app/access';
import type { AppointmentRow } from '@app/appointments';
import type { SeenCertificates } from '@app/certifications';
import type { SeenLearning } from '@app/courses';
import { ABSENCE_WORDS, knownOn, type PersonHistory } from '@app/organization';
import { formatDateShort, type LocalDate, minDate, words } from '@app/platform';
import { asOfSentence, type SeenDay } from '../../../shared/visible-day.rules';
import { address, breadcrumb, type Crumb } from '../../../shell/view-parts';
import { examSections, learningSections } from './person-record-sections';
import type { PersonSection } from './person-sections';
import { type TimelineKind, timelineView } from './person-timeline';

/** What was read of the person; null is what the sight does not open. */
export interface SeenPerson {
  readonly person: PersonHistory;
  readonly appointments: readonly AppointmentRow[] | null;
  readonly certificates: SeenCertificates | null;
  readonly learning: SeenLearning | null;
}

interface Frame {
  readonly sight: PersonSight;
  readonly asOf: LocalDate;
  readonly today: LocalDate;
  /** Which part of the time line was asked for. */
  readonly kind: TimelineKind | undefined;
  /** HR, and never one's own number. */
  readonly canJoin: boolean;
  /** DX推進室, and never for oneself. */
  readonly canExtendTime: boolean;
  readonly canSuggestExam: boolean;
}

/** The whole person as far as the reader may see: one sentence, three facts, a line of time, and the rest below. */
export function personView(seen: SeenPerson, frame: Frame) {
  const { sight, asOf } = frame;
  const person = toldOf(seen.person, frame);
  return {
    title: person.name,
    breadcrumb: crumbsOf(person.name, frame),
    summary: currentText(person, frame),
    facts: factsOf(person, sight),
    day: sight.organization
      ? { action: `/people/${sight.personId}`, asOf, asOfText: formatDateShort(asOf) }
      : null,
    timeline: timelineView({ ...seen, person: sight.organization ? person : null }, frame),
    sections: sectionsOf(seen, frame),
    isSelf: sight.isSelf,
    timeHref: frame.canExtendTime ? `/mock-exams/${person.staffNumber}` : '',
    suggestHref: frame.canSuggestExam ? `/exam-suggestions/${person.staffNumber}` : '',
    changesHref: frame.canJoin ? `/people/${encodeURIComponent(person.staffNumber)}/changes` : '',
    joinHref: frame.canJoin ? address('/people/joins/new', { one: person.staffNumber }) : '',
  };
}

function sectionsOf(seen: SeenPerson, { sight, asOf, today }: Frame): PersonSection[] {
  const { certificates, learning } = seen;
  return [
    ...(learning === null ? [] : learningSections(learning, sight, minDate(asOf, today))),
    ...(certificates === null ? [] : examSections(certificates)),
  ];
}

/**
 * As of a past day what was known to hold then; what lies ahead is for those who prepare it. A name is nobody's before its
 * day: it is no order.
 */
function toldOf(history: PersonHistory, { sight, asOf, today }: Frame): PersonHistory {
  const person = { ...history, names: knownOn(history.names, asOf) };
  if (sight.seesAhead && asOf >= today) return person;
  return {
    ...person,
    numbers: knownOn(person.numbers, asOf),
    postings: knownOn(person.postings, asOf),
    employments: knownOn(person.employments, asOf),
    statuses: knownOn(person.statuses, asOf),
  };
}

function crumbsOf(name: string, { sight, asOf, today }: Frame): Crumb[] {
  if (sight.isSelf) return breadcrumb(['設定', '/settings'], [name]);
  if (!sight.organization) return breadcrumb([`わたしの${words.unit}`, '/team'], [name]);
  const day = { asOf: asOf === today ? undefined : asOf };
  return breadcrumb(['職員', address('/people', day)], [name]);
}

function factsOf(person: PersonHistory, sight: PersonSight) {
  const reading = { label: 'フリガナ', value: person.kana === '' ? '登録なし' : person.kana };
  const number = { label: '職員番号', value: person.staffNumber };
  if (!sight.organization) return [number, reading];
  const former = [...new Set(person.numbers.map((row) => row.staffNumber))].filter(
    (it) => it !== person.staffNumber,
  );
  return [
    former.length === 0
      ? number
      : { ...number, value: `${person.staffNumber}(ほかの番号 ${former.join('、')})` },
    reading,
    { label: 'メールアドレス', value: person.email ?? '登録なし' },
  ];
}

/** 「令和8年11月16日現在、税務課(主事)、在職です。」 Why somebody is away is between them and HR. */
function currentText(person: PersonHistory, { sight, ...day }: Frame): string {
  const { asOf } = day;
  if (!inForceOn(person.employments, asOf)) return notEmployedText(person, day);
  const post = inForceOn(
    person.postings.filter((row) => row.kind === 'primary'),
    asOf,
  );
  const place = post ? `${post.unitName}(${post.postTitle || '職名なし'})` : '所属なし';
  const status = inForceOn(person.statuses, asOf)?.status ?? 'active';
  const state = status === 'active' ? ABSENCE_WORDS.active : `${ABSENCE_WORDS[status]}中`;
  if (sight.organization) return asOfSentence(day, `${place}、${state}`);
  return asOfSentence(day, `${place}${status === 'active' ? '' : '、休職・派遣中'}`);
}

/** When somebody begins who is to come; of a day before an employment that has begun only that there was none. */
function notEmployedText({ employments }: PersonHistory, day: SeenDay): string {
  const [next] = employments
    .map((row) => row.validFrom)
    .filter((from) => from > day.asOf)
    .toSorted();
  return next !== undefined && next > day.today
    ? `${formatDateShort(next)}から在職の予定です。`
    : asOfSentence(day, '在職して', ['いません', 'いませんでした']);
}

function inForceOn<
  Row extends { readonly validFrom: LocalDate; readonly validTo: LocalDate | null },
>(rows: readonly Row[], day: LocalDate): Row | undefined {
  return rows.find((row) => row.validFrom <= day && (row.validTo === null || row.validTo > day));
}
