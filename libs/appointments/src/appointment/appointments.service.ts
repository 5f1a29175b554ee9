import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  Clock,
  Conflict,
  Database,
  formatRange,
  InvalidInput,
  type LocalDate,
  NotFound,
  words,
} from '@app/platform';
import {
  type AppointmentSubject,
  RoleAppointed,
  RoleEnded,
  RoleEndUndone,
} from '../appointments.events';
import { AppointmentJournal } from './appointment-journal';
import { type DxRole, type EarlyEndReason, termsOverlap, type Term } from './appointment.rules';
import { type CandidateFacts, appointmentWarnings, warningText } from './candidate.rules';
import { CandidateQueries } from './candidates.queries';
import { RoleAppointment } from './role-appointment.entity';
import { DX_ROLE_WORDS } from '../vocabulary';

export interface Appointing {
  readonly personId: string;
  readonly role: DxRole;
  readonly termStart: LocalDate;
  readonly termEnd: LocalDate;
  readonly documentNumber: string;
  readonly note: string;
  /** That the warnings were shown and accepted; without it an appointment with warnings is refused. */
  readonly warningsAccepted: boolean;
}

export interface Ending {
  readonly appointmentId: string;
  /** The first day on which the appointment is no longer in force. */
  readonly endedOn: LocalDate;
  readonly reason: EarlyEndReason;
}

/**
 * Appoints, ends and takes back an end. A person holds a role at most once on any day; nobody appoints themselves;
 * every act leaves one audit entry and one event in its transaction.
 */
@Injectable()
export class AppointmentsService {
  constructor(
    private readonly database: Database,
    private readonly journal: AppointmentJournal,
    private readonly clock: Clock,
    private readonly candidates: CandidateQueries,
  ) {}

  /** Returns the appointment's id. The unit is that of the primary posting on the first day of the term. */
  async appoint(actor: Actor, input: Appointing): Promise<string> {
    requirePermission(actor, 'appointments.manage');
    requireAnother(actor, input.personId);
    return this.database.transaction(async () => {
      await this.lockPerson(input.personId);
      const unitId = this.requireEligible(
        await this.candidates.findFacts(input.personId, input.termStart),
        input,
      );
      await this.requireNoOverlap(input.personId, input.role, { ...input, endedOn: null });
      const id = randomUUID();
      await this.database.repository(RoleAppointment).insert({
        id,
        personId: input.personId,
        orgUnitId: unitId,
        role: input.role,
        termStart: input.termStart,
        termEnd: input.termEnd,
        endedOn: null,
        endReason: null,
        documentNumber: input.documentNumber,
        note: input.note,
        appointedAt: this.clock.now(),
        appointedBy: actor.accountId,
      });
      const event = new RoleAppointed(
        { appointmentId: id, personId: input.personId, role: input.role },
        input.termStart,
        input.termEnd,
      );
      await this.journal.record(actor, 'appointment.made', event, {
        orgUnitId: unitId,
        termStart: input.termStart,
        termEnd: input.termEnd,
        documentNumber: input.documentNumber,
        note: input.note,
      });
      return id;
    });
  }

  /** The unit counts as vacant from `endedOn` on, which may lie in the past of the term but not outside it. */
  async end(actor: Actor, { appointmentId, endedOn, reason }: Ending): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    await this.database.transaction(async () => {
      const appointment = await this.lockAppointment(appointmentId);
      if (appointment.endedOn !== null) {
        throw new Conflict(
          'appointment.already_ended',
          'この任命はすでに終了しています。直すときは、終了を取り消してからやり直してください。',
        );
      }
      if (endedOn < appointment.termStart || endedOn > appointment.termEnd) {
        const term = formatRange(appointment.termStart, appointment.termEnd);
        throw new InvalidInput({ endedOn: `任期(${term})の中の日を入力してください。` });
      }
      await this.database
        .repository(RoleAppointment)
        .update({ id: appointmentId }, { endedOn, endReason: reason });
      const event = new RoleEnded(subjectOf(appointment), endedOn);
      await this.journal.record(actor, 'appointment.ended', event, { endedOn, reason });
    });
  }

  /** Restores the term as it was appointed, unless another appointment has taken its place meanwhile. */
  async undoEnd(actor: Actor, appointmentId: string): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    await this.database.transaction(async () => {
      const appointment = await this.lockAppointment(appointmentId);
      requireAnother(actor, appointment.personId);
      if (appointment.endedOn === null) {
        throw new Conflict(
          'appointment.not_ended',
          'この任命は終了していません。画面を開き直して確かめてください。',
        );
      }
      await this.lockPerson(appointment.personId);
      await this.requireNoOverlap(
        appointment.personId,
        appointment.role,
        termOf(appointment),
        appointmentId,
      );
      await this.database
        .repository(RoleAppointment)
        .update({ id: appointmentId }, { endedOn: null, endReason: null });
      const event = new RoleEndUndone(subjectOf(appointment));
      const undone = { endedOn: appointment.endedOn, reason: appointment.endReason };
      await this.journal.record(actor, 'appointment.end_undone', event, undone);
    });
  }

  private requireEligible(facts: CandidateFacts | null, input: Appointing): string {
    if (input.termEnd < input.termStart) {
      throw new InvalidInput({ termEnd: '任期の終わりは、始まりの日以後にしてください。' });
    }
    if (facts === null) throw new NotFound('appointment.no_such_person');
    if (!facts.isEmployed) {
      throw new InvalidInput({
        termStart: `${facts.name}さんは、この日に在職していません。在職している日を入力してください。`,
      });
    }
    if (facts.unitId === null) {
      throw new InvalidInput({
        termStart: `${facts.name}さんには、この日の主務の所属がありません。先に${words.hr}に所属の登録を依頼してください。`,
      });
    }
    const warnings = appointmentWarnings(facts, input);
    if (warnings.length > 0 && !input.warningsAccepted) {
      throw new InvalidInput({
        warningsAccepted: `${warnings.map(warningText).join('')}よければ確認欄に印を付けてください。`,
      });
    }
    return facts.unitId;
  }

  /** The exclusion constraint says the same; asked here first so that the message can name the other term. */
  private async requireNoOverlap(
    personId: string,
    role: DxRole,
    term: Term,
    exceptId?: string,
  ): Promise<void> {
    const held = await this.database.repository(RoleAppointment).findBy({ personId, role });
    const other = held.find((it) => it.id !== exceptId && termsOverlap(it, term));
    if (!other) return;
    throw new Conflict(
      'appointment.overlap',
      `すでに${DX_ROLE_WORDS[role]}に任命されています(任期 ${formatRange(other.termStart, other.termEnd)}、文書番号 ${other.documentNumber})。` +
        '任期が重ならない日にするか、先にその任命を終了してください。',
    );
  }

  /** Two appointments of one person at the same moment wait for each other, so that the overlap is seen. */
  private async lockPerson(personId: string): Promise<void> {
    await this.database.query('SELECT 1 FROM persons WHERE id = $1 FOR NO KEY UPDATE', [personId]);
  }

  private async lockAppointment(id: string): Promise<RoleAppointment> {
    const found = await this.database
      .repository(RoleAppointment)
      .findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw new NotFound();
    return found;
  }
}

function requireAnother(actor: Actor, personId: string): void {
  if (actor.personId !== personId) return;
  throw new Conflict(
    'appointment.own',
    '自分を任命することはできません。ほかの担当者に依頼してください。',
  );
}

function subjectOf({ id, personId, role }: RoleAppointment): AppointmentSubject {
  return { appointmentId: id, personId, role };
}

/** The term as it was appointed, without its early end. */
function termOf({ termStart, termEnd }: RoleAppointment): Term {
  return { termStart, termEnd, endedOn: null };
}
