import { Injectable } from '@nestjs/common';
import {
  type Actor,
  personSight,
  type WaitingDay,
  type WaitingThing,
  WaitingThings,
} from '@app/access';
import {
  addDays,
  dayText,
  diffDays,
  formatDateShort,
  formatRange,
  type LocalDate,
  localDateOf,
  maxDate,
  spanText,
  words,
} from '@app/platform';
import { type IssuedLetter, LetterQueries } from '../letter/letters.queries';
import { roleTitle } from '../vocabulary';
import { AppointmentQueries, type AppointmentRow } from './appointment.queries';

/** So long before its end the term is told with what comes next, as the notices do. */
const NEAR_DAYS = 90;

/** The roles that a person holds, each with its term. */
@Injectable()
export class AppointmentsWaiting {
  constructor(
    waiting: WaitingThings,
    private readonly appointments: AppointmentQueries,
    private readonly letters: LetterQueries,
  ) {
    waiting.add('appointments', (actor, day) => this.listOwn(actor, day));
  }

  private async listOwn(actor: Actor, { today }: WaitingDay): Promise<readonly WaitingThing[]> {
    const sight = personSight(actor, { personId: actor.personId, unitId: null });
    if (sight === null) return [];
    const rows = (await this.appointments.listSeen(sight, { on: today, isPast: false })) ?? [];
    const held = rows.filter(({ state }) => state === 'in_force' || state === 'upcoming');
    const fresh = held.filter((row) => isRecent(knownFrom(row), today)).map(({ id }) => id);
    const letters = await this.letters.listOwn(actor, fresh);
    return [
      ...rows.filter((row) => isAnnulledLately(row, today)).map((row) => annulledThing(row)),
      ...held.map((row) => {
        const term = { ...termThing(row, today), href: '/my-role' };
        if (!fresh.includes(row.id)) return term;
        const letter = letters.find(({ appointmentId }) => appointmentId === row.id);
        return { ...term, ...appointedNews(row), ...(letter && { also: letterLink(letter) }) };
      }),
    ];
  }
}

/** So long it is told as news what became of somebody's role. */
const NEWS_DAYS = 30;

function isRecent(day: LocalDate, today: LocalDate): boolean {
  return day <= today && diffDays(day, today) <= NEWS_DAYS;
}

/** The day on which it was decided; of what was decided ahead the day on which it may be known. */
function knownFrom({ appointedAt, termStart }: AppointmentRow): LocalDate {
  return maxDate(localDateOf(appointedAt), termStart);
}

/** That an appointment was a mistake is told as well as the appointment was, and as long as a letter may be about. */
export function isAnnulledLately(
  { state, annulledAt }: Pick<AppointmentRow, 'state' | 'annulledAt'>,
  today: LocalDate,
): boolean {
  return (
    state === 'annulled' &&
    annulledAt !== null &&
    diffDays(localDateOf(annulledAt), today) <= NEAR_DAYS
  );
}

type Annulled = Pick<
  AppointmentRow,
  'role' | 'termStart' | 'termEnd' | 'documentNumber' | 'annulledAt'
>;

/** Without the reason, which is the office's own. */
export function annulledSentence({
  termStart,
  termEnd,
  documentNumber,
  annulledAt,
}: Annulled): string {
  const day = annulledAt === null ? '' : `${formatDateShort(localDateOf(annulledAt))}に`;
  return `任命(任期 ${formatRange(termStart, termEnd)}、文書番号 ${documentNumber})は、${day}取り消されました。書面を受け取っているときは、${words.programOffice}に返してください。`;
}

function annulledThing(row: AppointmentRow): WaitingThing {
  return {
    title: `${roleTitle(row.role)}の任命の取消し`,
    count: 1,
    oldest: null,
    sentence: annulledSentence(row),
    verb: '自分の役割を見る',
    href: '/my-role',
    turn: 'others',
    isNews: true,
  };
}

function appointedNews({ role, termStart, termEnd, documentNumber }: AppointmentRow) {
  return {
    title: `${roleTitle(role)}に任命されました`,
    sentence: `任期は${formatRange(termStart, termEnd)}です(文書番号 ${documentNumber})。`,
    isNews: true,
  } as const;
}

/** The letter as its holder opens it. */
export function ownLetterHref({ appointmentId, issueNumber }: OwnIssue): string {
  return `/my-role/letters/${appointmentId}/${String(issueNumber)}`;
}

type OwnIssue = Pick<IssuedLetter, 'appointmentId' | 'issueNumber'>;

function letterLink(letter: IssuedLetter) {
  return { label: '書面(PDF)を開く', href: ownLetterHref(letter) };
}

export type Term = Pick<AppointmentRow, 'role' | 'state' | 'termStart' | 'termEnd' | 'endedOn'> &
  Partial<Pick<AppointmentRow, 'isFollowed'>>;

/** Nothing is to be done today: who decides on a term is 所属長 and DX推進室. */
export function termThing(row: Term, today: LocalDate): Omit<WaitingThing, 'href'> {
  return {
    title: roleTitle(row.role),
    count: 1,
    oldest: null,
    sentence: termSentence(row, today),
    verb: '自分の役割を見る',
    turn: 'others',
  };
}

function termSentence(
  { state, termStart, termEnd, endedOn, isFollowed }: Term,
  today: LocalDate,
): string {
  if (state === 'upcoming')
    return `任期は${dayText(termStart, today)}から${dayText(termEnd, today)}までです。`;
  const last = endedOn ?? termEnd;
  if (isFollowed) return `任期は${dayText(last, today)}までで、次の任期が決まっています。`;
  if (last === today) return '任期は本日までです。';
  const until = `任期は${dayText(last, today)}までです`;
  if (diffDays(today, last) > NEAR_DAYS)
    return `${until}(あと${spanText(today, addDays(last, 1))})。`;
  const left = `${until}(あと${String(diffDays(today, last))}日)。`;
  if (endedOn !== null) return left;
  return `${left}続けるかどうかを、${words.unitHead}と${words.programOffice}に相談してください。`;
}
