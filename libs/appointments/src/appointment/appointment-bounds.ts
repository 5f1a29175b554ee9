import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { JoinQueries } from '@app/organization';
import {
  addDays,
  type AppointmentId,
  Conflict,
  formatDateShort,
  formatRange,
  type PersonId,
} from '@app/platform';
import { DX_ROLE_WORDS } from '../vocabulary';
import { AppointmentBooks, type Period } from './appointment-books';
import { type Term, termsOverlap } from './appointment.rules';
import { isEndedEarly, termOf } from './period.rules';

/** What no act on an appointment may do, whoever accepts whatever. */
@Injectable()
export class AppointmentBounds {
  constructor(
    private readonly books: AppointmentBooks,
    private readonly joins: JoinQueries,
  ) {}

  /** Two numbers of one human being are not two persons. */
  async requireAnother(actor: Actor, personId: PersonId, what: string): Promise<void> {
    if (!(await this.joins.areOne(actor.personId, personId))) return;
    throw new Conflict('appointment.own', `${what}ほかの担当者に依頼してください。`);
  }

  /** The exclusion constraint says the same; asked here first so that the message can name the other term. */
  async requireNoOverlap(
    { personId, role }: Pick<Period, 'personId' | 'role'>,
    term: Term,
    exceptId?: AppointmentId,
  ): Promise<void> {
    const held = await this.books.listHeld(personId, role);
    const other = held.find((it) => it.id !== exceptId && termsOverlap(termOf(it), term));
    if (!other) return;
    throw new Conflict(
      'appointment.overlap',
      `すでに${DX_ROLE_WORDS[role]}に任命されています(任期 ${formatRange(other.termStart, other.termEnd)}、文書番号 ${other.documentNumber})。` +
        '任期が重ならない日にするか、先にその任命を終了してください。',
    );
  }

  /** What a later row builds on is not taken away below it. */
  async requireNotRenewed(id: AppointmentId, what: string): Promise<void> {
    const renewal = await this.books.findRenewal(id);
    if (renewal === null) return;
    throw new Conflict(
      'appointment.renewed',
      `再任(任期 ${formatRange(renewal.termStart, renewal.termEnd)})が登録されているため、${what}先に、再任のほうの任命を取り消してください。`,
    );
  }
}

/** Nothing follows a term that was ended early. */
export function requireRunsOut(last: Period, what: string): void {
  if (!isEndedEarly(last)) return;
  throw new Conflict(
    'appointment.already_ended',
    `この任命は${formatDateShort(addDays(last.validTo, -1))}で途中で終了しているため、${what}`,
  );
}
