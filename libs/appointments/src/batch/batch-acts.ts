import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import {
  addDays,
  type AppointmentId,
  Conflict,
  Database,
  formatDateShort,
  statement,
} from '@app/platform';
import { AppointmentBooks, type Period } from '../appointment/appointment-books';
import { AppointmentBounds, requireRunsOut } from '../appointment/appointment-bounds';
import { AppointmentsService } from '../appointment/appointments.service';
import { ExtensionsService } from '../appointment/extensions.service';
import { lastOf } from '../appointment/period.rules';
import { RenewalsService } from '../appointment/renewals.service';
import type { Accepted } from '../appointment/warnings-unseen';
import type { BatchMember } from './batch-books';
import type { BatchAct, BatchStep } from './batch.rules';
import { BUILT_UPON_ROW, builtUponSql } from './built-upon.sql';
import { ProposedAppointments } from './proposed-appointments';
import { builtText } from './undoing-batch.rules';

const BUILT_UPON = statement({
  name: 'appointments.built-upon',
  sql: `SELECT ${builtUponSql(':id')}`,
  parameters: { id: 'uuid' },
  row: BUILT_UPON_ROW,
});

type Term = Period & { readonly id: AppointmentId };

/** Each act of a batch is the act that is done one by one, with the same refusals and warnings. */
@Injectable()
export class BatchActs {
  constructor(
    private readonly database: Database,
    private readonly books: AppointmentBooks,
    private readonly bounds: AppointmentBounds,
    private readonly appointments: AppointmentsService,
    private readonly renewals: RenewalsService,
    private readonly extensions: ExtensionsService,
    private readonly proposed: ProposedAppointments,
  ) {}

  /** Returns the appointment that was made, or whose term it was about. */
  async perform(
    actor: Actor,
    step: BatchStep,
    member: BatchMember,
    warningsAccepted: Accepted,
  ): Promise<AppointmentId> {
    if (step.act === 'appoint') return this.proposed.appoint(actor, step, member, warningsAccepted);
    const term = await this.requireTerm(member);
    return this.onTerm(actor, { ...step, act: step.act }, term, warningsAccepted);
  }

  /** Refused when anything was built on it since. */
  async undo(actor: Actor, act: BatchAct, member: BatchMember, reason: string): Promise<void> {
    const appointmentId = member.resultId;
    if (appointmentId === null || act === 'let_expire') return;
    const built = await this.database.only(BUILT_UPON, { id: appointmentId });
    if (built.isGone) return;
    if (act === 'extend') {
      await this.extensions.undoExtension(actor, { appointmentId, reason });
      return;
    }
    const text = builtText(built);
    if (text !== null) throw builtUpon(text);
    await this.appointments.annul(actor, { appointmentId, reason });
  }

  private async onTerm(
    actor: Actor,
    {
      act,
      termEnd,
      documentNumber,
      note,
      warnedReason,
    }: BatchStep & { readonly act: Exclude<BatchAct, 'appoint'> },
    term: Term,
    warningsAccepted: Accepted,
  ): Promise<AppointmentId> {
    const { id: appointmentId } = term;
    const decision = { appointmentId, documentNumber: documentNumber ?? '', warningsAccepted };
    switch (act) {
      case 'renew': {
        const termStart = addDays(term.termEnd, 1);
        return this.renewals.renew(actor, {
          ...{ ...decision, termStart, termEnd, note },
          warnedReason: warnedReason ?? undefined,
        });
      }
      case 'extend':
        await this.extensions.extend(actor, {
          ...decision,
          termEnd: termEnd ?? term.termEnd,
          reason: note,
        });
        return appointmentId;
      case 'let_expire':
        await this.letExpire(actor, term);
        return appointmentId;
    }
  }

  private async letExpire(actor: Actor, term: Term): Promise<void> {
    const what = '自分の任期を満了のままとすることはできません。';
    await this.bounds.requireAnother(actor, term.personId, what);
    requireRunsOut(term, '満了のままとすることはできません。');
    await this.bounds.requireNotRenewed(term.id, '満了のままとすることはできません。');
  }

  /** As it was when it was chosen. */
  private async requireTerm({ appointmentId, oldEnd }: BatchMember): Promise<Term> {
    const term = lastOf(await this.books.lock(appointmentId ?? ''));
    if (term.termEnd === oldEnd) return term;
    throw new Conflict(
      'appointment.term_moved',
      `選んだあとで、任期の終わりが${formatDateShort(term.termEnd)}に変わりました。`,
    );
  }
}

function builtUpon(what: string): Conflict {
  return new Conflict('appointment.built_upon', what);
}
