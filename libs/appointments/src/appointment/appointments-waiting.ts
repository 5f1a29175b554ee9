import { Injectable } from '@nestjs/common';
import {
  type Actor,
  personSight,
  type WaitingDay,
  type WaitingThing,
  WaitingThings,
} from '@app/access';
import { addDays, dayText, diffDays, type LocalDate, spanText, words } from '@app/platform';
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
  ) {
    waiting.add('appointments', (actor, day) => this.listOwn(actor, day));
  }

  private async listOwn(actor: Actor, { today }: WaitingDay): Promise<readonly WaitingThing[]> {
    const sight = personSight(actor, { personId: actor.personId, unitId: null });
    if (sight === null) return [];
    const rows = await this.appointments.listSeen(sight, { on: today, isPast: false });
    return (rows ?? [])
      .filter((row) => row.state === 'in_force' || row.state === 'upcoming')
      .map((row) => ({ ...termThing(row, today), href: '/my-role' }));
  }
}

export type Term = Pick<AppointmentRow, 'role' | 'state' | 'termStart' | 'termEnd' | 'endedOn'>;

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

function termSentence({ state, termStart, termEnd, endedOn }: Term, today: LocalDate): string {
  if (state === 'upcoming')
    return `任期は${dayText(termStart, today)}から${dayText(termEnd, today)}までです。`;
  const last = endedOn ?? termEnd;
  if (last === today) return '任期は本日までです。';
  const until = `任期は${dayText(last, today)}までです`;
  if (diffDays(today, last) > NEAR_DAYS)
    return `${until}(あと${spanText(today, addDays(last, 1))})。`;
  const left = `${until}(あと${String(diffDays(today, last))}日)。`;
  if (endedOn !== null) return left;
  return `${left}続けるかどうかを、${words.unitHead}と${words.programOffice}に相談してください。`;
}
