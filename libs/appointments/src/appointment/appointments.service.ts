import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  addDays,
  type AppointmentId,
  Clock,
  Conflict,
  Database,
  formatDateShort,
  formatRange,
  InvalidInput,
  type LocalDate,
  maxDate,
  type NominationId,
  type PersonId,
} from '@app/platform';
import { RoleAnnulled, RoleAppointed, RoleEnded, RoleEndUndone } from '../appointments.events';
import { RunningNominations } from '../nomination/running-nominations';
import { AppointmentBooks, type Period } from './appointment-books';
import { AppointmentBounds } from './appointment-bounds';
import { AppointmentJournal } from './appointment-journal';
import type { DxRole, EarlyEndReason } from './appointment.rules';
import {
  type AppointmentWarning,
  asksReason,
  endWarnings,
  type Renewal,
  WARNED_REASON,
} from './candidate.rules';
import { AppointmentEligibility, type Proposal } from './eligibility';
import { type Accepted, requireSeen } from './warnings-unseen';
import { isEndedEarly, lastOf, subjectOf, termOf } from './period.rules';

export interface Appointing {
  readonly personId: PersonId;
  readonly role: DxRole;
  readonly termStart: LocalDate;
  /** Null: as long as the role's terms usually are. */
  readonly termEnd: LocalDate | null;
  readonly documentNumber: string;
  readonly note: string;
  /** That the warnings were shown and accepted; without it an appointment with warnings is refused. */
  readonly warningsAccepted: Accepted;
  /** Why somebody is appointed to whom something 必須 is missing; refused without it. Of many it stands with all of them. */
  readonly warnedReason?: string | undefined;
}

/** What an appointment follows from: a recommendation that it decides on, which already names it, or a term that it renews. */
export interface Grounds {
  readonly nominationId?: NominationId;
  /** What of the recommendation holds no longer, a sentence each. */
  readonly lost?: readonly string[];
  readonly appointmentId?: AppointmentId;
  readonly renews?: { readonly id: AppointmentId; readonly lastDay: LocalDate };
}

export interface Appointed {
  readonly id: AppointmentId;
  readonly warnings: readonly AppointmentWarning[];
}

export interface Ending {
  readonly appointmentId: AppointmentId;
  /** The last day in office. */
  readonly endedOn: LocalDate;
  readonly reason: EarlyEndReason;
  /** That it was seen what the end changes of days that are over; without it such an end is refused. */
  readonly warningsAccepted?: Accepted | undefined;
}

/** Days in the middle of a term on which nobody held the role; both count. */
export interface DaysWithout {
  readonly from: LocalDate;
  readonly until: LocalDate;
}

export interface Annulling {
  readonly appointmentId: AppointmentId;
  readonly reason: string;
}

const MAXIMUM_REASON_LENGTH = 500;

/**
 * Appoints, ends, takes back an end, annuls. A person holds a role at most once on any day; nobody appoints themselves;
 * every act leaves one audit entry and one event in its transaction and changes no row that was recorded before.
 */
@Injectable()
export class AppointmentsService {
  constructor(
    private readonly database: Database,
    private readonly books: AppointmentBooks,
    private readonly journal: AppointmentJournal,
    private readonly clock: Clock,
    private readonly eligibility: AppointmentEligibility,
    private readonly bounds: AppointmentBounds,
    private readonly running: RunningNominations,
  ) {}

  /**
   * Returns the appointment's id. The unit is that of the primary posting on the first day of the term. Where it follows a
   * term of the same role without a gap it is its 再任, whichever way it was asked for.
   */
  async appoint(actor: Actor, input: Appointing, given: Grounds = {}): Promise<AppointmentId> {
    return (await this.appointSeen(actor, input, given)).id;
  }

  /** The same, with what stood against it and was accepted. */
  async appointSeen(actor: Actor, input: Appointing, given: Grounds = {}): Promise<Appointed> {
    requirePermission(actor, 'appointments.manage');
    await this.bounds.requireAnother(actor, input.personId, '自分を任命することはできません。');
    return this.database.transaction(async () => {
      await this.books.lockPerson(input.personId);
      const { personId, role, termStart, documentNumber } = input;
      const termEnd = input.termEnd ?? (await this.eligibility.usualEnd(role, termStart));
      const grounds = await this.withPreceding(input, given);
      const { nominationId, renews } = grounds;
      const proposal = proposalOf({ ...input, termEnd }, grounds);
      const { orgUnitId, facts } = await this.eligibility.requirePossible(proposal);
      await this.bounds.requireNoOverlap(input, { termStart, termEnd, endedOn: null });
      const warnings = await this.eligibility.requireSeen(facts, proposal);
      const id = grounds.appointmentId ?? randomUUID();
      const note = noteOf(input, warnings, grounds);
      await this.books.add(actor, {
        ...{ personId, role, termStart, termEnd, documentNumber, note, orgUnitId },
        id,
        validFrom: termStart,
        validTo: addDays(termEnd, 1),
        endReason: null,
        appointedAt: this.clock.now(),
        appointedBy: actor.accountId,
        renewsId: renews?.id ?? null,
      });
      const event = new RoleAppointed({ appointmentId: id, personId, role }, termStart, termEnd);
      await this.journal.record(actor, renews ? 'appointment.renewed' : 'appointment.made', event, {
        ...{ orgUnitId, termStart, termEnd, documentNumber, note },
        ...(nominationId !== undefined && { nominationId, appointmentId: id }),
        ...(renews && { renewsId: renews.id }),
      });
      if (nominationId === undefined) await this.running.close(actor, input);
      return { id, warnings };
    });
  }

  /** The unit counts as vacant from the day after `endedOn`, which may lie in the past of the term but not outside it. */
  async end(actor: Actor, input: Ending): Promise<void> {
    const { appointmentId, endedOn, reason } = input;
    requirePermission(actor, 'appointments.manage');
    await this.database.transaction(async () => {
      const last = lastOf(await this.books.lock(appointmentId));
      if (isEndedEarly(last)) {
        throw new Conflict(
          'appointment.already_ended',
          'この任命はすでに終了しています。直すときは、終了を取り消してからやり直してください。',
        );
      }
      requireDayOfTerm(last, endedOn);
      this.requireSeen(last, input, await this.books.findRenewal(last.id));
      await this.books.supersede(actor, [last]);
      await this.books.add(actor, { ...last, validTo: addDays(endedOn, 1), endReason: reason });
      const event = new RoleEnded(subjectOf(last), endedOn);
      await this.journal.record(actor, 'appointment.ended', event, { endedOn, reason });
    });
  }

  /**
   * The term goes on to its end. An end that was registered on this very day is as if it had never been; after that the
   * days since an end that has come stay days without the role, as they were told. Nothing goes on when another
   * appointment has taken its place meanwhile. Returns the days that stay without the role.
   */
  async undoEnd(actor: Actor, appointmentId: AppointmentId): Promise<DaysWithout | null> {
    requirePermission(actor, 'appointments.manage');
    return this.database.transaction(async () => {
      const last = lastOf(await this.books.lock(appointmentId));
      await this.bounds.requireAnother(
        actor,
        last.personId,
        '自分の任命の終了を取り消すことはできません。',
      );
      const isOfToday = await this.books.isEndOf(last, this.clock.today());
      const from = isOfToday && isEndedEarly(last) ? last.validTo : this.requireUndoable(last);
      await this.books.lockPerson(last.personId);
      const rest = { ...last, validFrom: from, validTo: addDays(last.termEnd, 1), endReason: null };
      await this.bounds.requireNoOverlap(last, termOf(rest), last.id);
      if (from === last.validTo) {
        await this.books.supersede(actor, [last]);
        await this.books.add(actor, { ...rest, validFrom: last.validFrom });
      } else {
        await this.books.add(actor, rest);
      }
      const event = new RoleEndUndone(subjectOf(last), from);
      const undone = { endedOn: addDays(last.validTo, -1), reason: last.endReason, from };
      await this.journal.record(actor, 'appointment.end_undone', event, undone);
      return from === last.validTo ? null : { from: last.validTo, until: addDays(from, -1) };
    });
  }

  /** The appointment was a mistake: it counts on no day any more; its rows stay in the books with who annulled it and why. */
  async annul(actor: Actor, { appointmentId, reason }: Annulling): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    const why = requireReason(reason);
    await this.database.transaction(async () => {
      const periods = await this.books.lock(appointmentId);
      const last = lastOf(periods);
      await this.bounds.requireAnother(
        actor,
        last.personId,
        '自分の任命を取り消すことはできません。',
      );
      await this.bounds.requireNotRenewed(last.id, '取り消せません。');
      await this.books.supersede(actor, periods);
      await this.books.addAnnulment(actor, last.id, why);
      const event = new RoleAnnulled(subjectOf(last), why);
      await this.journal.record(actor, 'appointment.annulled', event, { reason: why });
    });
  }

  private async withPreceding(input: Appointing, given: Grounds): Promise<Grounds> {
    const renews = given.renews ?? (await this.books.findPreceding(input));
    return renews === null ? given : { ...given, renews };
  }

  private requireSeen(
    { termEnd }: Period,
    { endedOn, warningsAccepted }: Ending,
    renewal: Renewal | null,
  ): void {
    const texts = endWarnings({ endedOn, termEnd, renewal }, this.clock.today());
    requireSeen(
      texts.map((text) => ({ kind: 'end', text })),
      warningsAccepted ?? false,
    );
  }

  /** The day from which the term goes on: the day after an end ahead, today after one that came before today. */
  private requireUndoable(last: Period): LocalDate {
    if (!isEndedEarly(last)) {
      throw new Conflict(
        'appointment.not_ended',
        'この任命は終了していません。画面を開き直して確かめてください。',
      );
    }
    const from = maxDate(last.validTo, this.clock.today());
    if (from <= last.termEnd) return from;
    throw new Conflict(
      'appointment.term_over',
      `任期は${formatDateShort(last.termEnd)}で過ぎているため、終了を取り消せません。誤って登録した任命は、任命の取消しをしてから登録し直してください。`,
    );
  }
}

/** What is judged: the appointment as it was asked for, with what it follows from. */
function proposalOf<Input extends Appointing>(
  input: Input,
  { nominationId, lost, renews }: Grounds,
): Input &
  Pick<Proposal, 'nominationId' | 'lost' | 'renewedEnd'> & { readonly warnedReason: string } {
  return {
    ...input,
    ...(nominationId !== undefined && { nominationId }),
    ...(lost && { lost }),
    ...(renews && { renewedEnd: renews.lastDay }),
    warnedReason: input.warnedReason ?? '',
  };
}

/** With the reason for what is missing; the one of a recommendation stands with what was confirmed of it. */
function noteOf(
  { note, warnedReason = '' }: Appointing,
  warnings: readonly AppointmentWarning[],
  { nominationId }: Grounds,
): string {
  const reason = warnedReason.trim();
  if (nominationId !== undefined || reason === '' || !asksReason(warnings)) return note;
  return [...(note === '' ? [] : [note]), `${WARNED_REASON}: ${reason}`].join('\n');
}

function requireReason(reason: string): string {
  const why = reason.trim();
  if (why === '') throw new InvalidInput({ reason: '取消しの理由を入力してください。' });
  if (why.length <= MAXIMUM_REASON_LENGTH) return why;
  throw new InvalidInput({
    reason: `取消しの理由は${String(MAXIMUM_REASON_LENGTH)}文字以内で入力してください。`,
  });
}

function requireDayOfTerm({ validFrom, termStart, termEnd }: Period, endedOn: LocalDate): void {
  if (endedOn === termEnd) {
    throw new InvalidInput({
      endedOn: `${formatDateShort(termEnd)}は任期の最後の日です。この日まで務めるときは、終了の登録はいりません。`,
    });
  }
  if (endedOn >= validFrom && endedOn < termEnd) return;
  const hint =
    endedOn < validFrom && validFrom === termStart
      ? '任期の前に取りやめたときは、任命の取消しをしてください。'
      : '';
  throw new InvalidInput({
    endedOn: `任期(${formatRange(validFrom, termEnd)})の中の日を入力してください。${hint}`,
  });
}
