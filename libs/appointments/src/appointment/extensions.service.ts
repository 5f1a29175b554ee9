import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { addDays, type AppointmentId, Clock, Database, type LocalDate } from '@app/platform';
import { RoleTermMoved } from '../appointments.events';
import { requireText } from '../nomination/nomination-texts';
import { AppointmentBooks, type Period } from './appointment-books';
import { AppointmentBounds, requireRunsOut } from './appointment-bounds';
import { ExtensionBooks } from './extension-books';
import { AppointmentJournal } from './appointment-journal';
import { AppointmentEligibility } from './eligibility';
import type { Accepted } from './warnings-unseen';
import { undoingRefusal } from './undoing-extension.rules';
import { lastOf, subjectOf, termOf } from './period.rules';

/** 任期延長: the same term goes on. */
export interface Extending {
  readonly appointmentId: AppointmentId;
  /** The last day from now on. */
  readonly termEnd: LocalDate;
  readonly documentNumber: string;
  readonly reason: string;
  readonly warningsAccepted: Accepted;
}

export interface UndoingExtension {
  readonly appointmentId: AppointmentId;
  readonly reason: string;
}

/**
 * A term goes on to a later end. Nothing is overwritten: the rows with the end of before stay, superseded, and the
 * extension says which end that was, by which decision and why.
 */
@Injectable()
export class ExtensionsService {
  constructor(
    private readonly database: Database,
    private readonly books: AppointmentBooks,
    private readonly bounds: AppointmentBounds,
    private readonly eligibility: AppointmentEligibility,
    private readonly extensions: ExtensionBooks,
    private readonly journal: AppointmentJournal,
    private readonly clock: Clock,
  ) {}

  /** The end of before stays readable as a fact of its own. */
  async extend(actor: Actor, input: Extending): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    const reason = requireText('reason', '延長の理由', input.reason);
    await this.database.transaction(async () => {
      const periods = await this.books.lock(input.appointmentId);
      const last = lastOf(periods);
      const { id, personId, role, termStart, termEnd: oldEnd } = last;
      await this.bounds.requireAnother(actor, personId, '自分の任期を延ばすことはできません。');
      requireRunsOut(last, '延長できません。先に、終了を取り消してください。');
      await this.bounds.requireNotRenewed(id, '延長できません。');
      await this.books.lockPerson(personId);
      const { termEnd, documentNumber, warningsAccepted } = input;
      const extension = { personId, role, termStart, oldEnd, termEnd, documentNumber };
      await this.eligibility.requireExtendable(extension);
      const added = termOf({
        validFrom: addDays(oldEnd, 1),
        validTo: addDays(termEnd, 1),
        termEnd,
      });
      await this.bounds.requireNoOverlap(last, added, id);
      await this.eligibility.requireExtensionSeen({ ...extension, warningsAccepted });
      await this.moveEnd(actor, periods, termEnd);
      await this.extensions.add(actor, {
        ...{ id: randomUUID(), appointment_id: id, old_end: oldEnd, new_end: termEnd },
        ...{ document_number: documentNumber, reason },
      });
      await this.journal.record(
        actor,
        'appointment.extended',
        new RoleTermMoved(subjectOf(last), termEnd),
        { oldEnd, termEnd, documentNumber, reason },
      );
    });
  }

  /** As long as the term of before still runs and nothing was built on the later end. */
  async undoExtension(actor: Actor, { appointmentId, reason }: UndoingExtension): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    const why = requireText('reason', '取消しの理由', reason);
    await this.database.transaction(async () => {
      const periods = await this.books.lock(appointmentId);
      const last = lastOf(periods);
      const what = '自分の任期の延長を取り消すことはできません。';
      await this.bounds.requireAnother(actor, last.personId, what);
      const extension = await this.extensions.requireLatest(last.id);
      requireRunsOut(last, '延長を取り消せません。先に、終了を取り消してください。');
      await this.bounds.requireNotRenewed(last.id, '延長を取り消せません。');
      const { oldEnd, letterAt } = extension;
      const today = this.clock.today();
      const refusal = undoingRefusal({ ...extension, hasLetter: letterAt !== null }, today);
      if (refusal !== null) throw refusal;
      await this.moveEnd(actor, periods, oldEnd);
      await this.extensions.end(actor, extension.id);
      const event = new RoleTermMoved(subjectOf(last), oldEnd);
      const detail = { termEnd: last.termEnd, oldEnd, reason: why };
      await this.journal.record(actor, 'appointment.extension_undone', event, detail);
    });
  }

  /** All times in office get the other end of the term; the last one runs to it. */
  private async moveEnd(
    actor: Actor,
    periods: readonly [...Period[], Period],
    termEnd: LocalDate,
  ): Promise<void> {
    await this.books.supersede(actor, periods);
    const last = lastOf(periods);
    for (const period of periods) {
      const validTo = period === last ? addDays(termEnd, 1) : period.validTo;
      await this.books.add(actor, { ...period, termEnd, validTo });
    }
  }
}
