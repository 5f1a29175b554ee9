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
import { AppointmentBooks, type Period } from './appointment-books';
import { type DxRole, type Term, termsOverlap } from './appointment.rules';
import { RoleQueries } from '../role/roles.queries';
import { besideText } from './beside.rules';
import type { Renewal } from './candidate.rules';
import { heldText, isEndedEarly, termOf } from './period.rules';

/** What no act on an appointment may do, whoever accepts whatever. */
@Injectable()
export class AppointmentBounds {
  constructor(
    private readonly books: AppointmentBooks,
    private readonly joins: JoinQueries,
    private readonly roles: RoleQueries,
  ) {}

  /** Two numbers of one human being are not two persons. */
  async requireAnother(actor: Actor, personId: PersonId, what: string): Promise<void> {
    if (!(await this.joins.areOne(actor.personId, personId))) return;
    throw new Conflict('appointment.own', `${what}ほかの担当者に依頼してください。`);
  }

  /**
   * No role twice on one day, and no other one beside a role that is held alone. The exclusion constraint says the first of
   * it as well; asked here so that the message can name the other term.
   */
  async requireNoOverlap(
    { personId, role }: Pick<Period, 'personId' | 'role'>,
    term: Term,
    exceptId?: AppointmentId,
  ): Promise<void> {
    const held = (await this.books.listHeld(personId)).filter(
      (it) => it.id !== exceptId && termsOverlap(termOf(it), term),
    );
    const other = held.find((it) => it.role === role);
    if (!other) return this.requireTogether(role, term, held);
    throw new Conflict(
      'appointment.overlap',
      `${heldText(other)}任期が重ならない日にするか、先にその任命を終了してください。`,
    );
  }

  /** What both roles say on the first day on which they would be held side by side. */
  private async requireTogether(
    role: DxRole,
    { termStart }: Term,
    held: readonly Period[],
  ): Promise<void> {
    if (held.length === 0) return;
    const versions = await this.roles.listAll();
    for (const other of held) {
      const text = besideText(versions, { role, from: termStart }, other);
      if (text !== null) throw new Conflict('appointment.not_together', text);
    }
  }

  /** What a later row builds on is not taken away below it. */
  async requireNotRenewed(id: AppointmentId, what: string): Promise<void> {
    const renewal = await this.books.findRenewal(id);
    if (renewal !== null) throw renewedRefusal(renewal, what);
  }
}

/** Said by the act, and on opening its page. */
export function renewedRefusal({ termStart, termEnd }: Renewal, what: string): Conflict {
  return new Conflict(
    'appointment.renewed',
    `再任(任期 ${formatRange(termStart, termEnd)})が登録されているため、${what}先に、再任のほうの任命を取り消してください。`,
  );
}

/** Nothing follows a term that was ended early. */
export function requireRunsOut(last: Period, what: string): void {
  if (!isEndedEarly(last)) return;
  throw new Conflict(
    'appointment.already_ended',
    `この任命は${formatDateShort(addDays(last.validTo, -1))}で途中で終了しているため、${what}`,
  );
}
