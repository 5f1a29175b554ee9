import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import { JoinQueries } from '@app/organization';
import { type AppointmentId, Clock, Conflict, Database, type NominationId } from '@app/platform';
import { type Appointing, AppointmentsService } from '../appointment/appointments.service';
import { type AppointmentWarning, warningText } from '../appointment/candidate.rules';
import { type Nomination, NominationBooks } from './nomination-books';
import { type Finding, NominationSnapshots } from './nomination-snapshots';
import type { Refusal } from './nomination.rules';
import { movedOn } from './nomination-refusals';
import { requireText } from './nomination-texts';

export type Approving = Omit<Appointing, 'personId' | 'role'> & {
  readonly nominationId: NominationId;
};

/** What is kept with the recommendation when it was confirmed; the rest stands with the appointment. */
const OF_REQUIREMENTS: readonly AppointmentWarning['kind'][] = [
  'requirements_missing',
  'steps_to_confirm',
];

const REFUSAL_NAMES: Readonly<Record<Refusal, string>> = {
  returned: '差戻しの理由',
  not_taken: '見送りの理由',
};

/** What DX推進室 says to a recommendation to which the person has consented; nobody decides about themselves. */
@Injectable()
export class NominationDecisions {
  constructor(
    private readonly database: Database,
    private readonly books: NominationBooks,
    private readonly snapshots: NominationSnapshots,
    private readonly appointments: AppointmentsService,
    private readonly joins: JoinQueries,
    private readonly clock: Clock,
  ) {}

  /** 任命: the recommendation is closed by an appointment like any other, in one act. */
  async approve(actor: Actor, input: Approving): Promise<AppointmentId> {
    const { nominationId, ...appointing } = input;
    return this.database.transaction(async () => {
      const found = await this.requireUndecided(actor, nominationId);
      const lost = lostTexts(await this.snapshots.list(found));
      const appointmentId: AppointmentId = randomUUID();
      const { personId, role } = found;
      const proposed = { ...appointing, personId, role };
      const approved = { nominationId, appointmentId, lost };
      const { warnings } = await this.appointments.appointSeen(actor, proposed, approved);
      const confirmed = confirmedTexts(lost, warnings, input.warnedReason ?? '');
      const step = { state: 'approved', step: 'approved', appointmentId, confirmed } as const;
      await this.books.follow(actor, found, step);
      return appointmentId;
    });
  }

  /** 差戻し to whoever recommended, or 見送り; both with a reason. */
  async refuse(
    actor: Actor,
    nominationId: NominationId,
    { outcome, reason }: { readonly outcome: Refusal; readonly reason: string },
  ): Promise<void> {
    const answer = requireText('reason', REFUSAL_NAMES[outcome], reason);
    await this.database.transaction(async () => {
      const found = await this.requireUndecided(actor, nominationId);
      await this.books.follow(actor, found, { state: outcome, step: outcome, answer });
    });
  }

  /** A refusal, as long as nobody has recommended the person again. */
  async takeBack(actor: Actor, nominationId: NominationId): Promise<void> {
    await this.database.transaction(async () => {
      const found = await this.lockOthers(actor, nominationId);
      if (found.state !== 'returned' && found.state !== 'not_taken')
        throw movedOn(found, this.clock.today());
      await this.books.requireLast(found);
      const back = { state: 'consented', answer: null, step: 'decision_taken_back' } as const;
      await this.books.follow(actor, found, back);
    });
  }

  /** Before a form is filled in: what the act would refuse anyway, because the recommendation is one of the actor's own. */
  async requireOthers(actor: Actor, id: NominationId): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    await this.requireAnother(actor, await this.books.get(id));
  }

  private async requireUndecided(actor: Actor, id: NominationId): Promise<Nomination> {
    const found = await this.lockOthers(actor, id);
    if (found.state !== 'consented') throw movedOn(found, this.clock.today());
    return found;
  }

  private async lockOthers(actor: Actor, id: NominationId): Promise<Nomination> {
    requirePermission(actor, 'appointments.manage');
    const found = await this.books.lock(id);
    await this.requireAnother(actor, found);
    return found;
  }

  private async requireAnother(actor: Actor, { personId }: Nomination): Promise<void> {
    if (!(await this.joins.areOne(actor.personId, personId))) return;
    throw new Conflict(
      'nomination.own',
      '自分への推薦について決めることはできません。ほかの担当者に依頼してください。',
    );
  }
}

function confirmedTexts(
  lost: readonly string[],
  warnings: readonly AppointmentWarning[],
  reason: string,
): readonly string[] {
  const missing = warnings.filter(({ kind }) => OF_REQUIREMENTS.includes(kind)).map(warningText);
  const texts = [...lost, ...missing];
  return texts.length === 0 || reason === '' ? texts : [...texts, `理由: ${reason}`];
}

/** What held on the day of the consent and does not hold today, a sentence each. */
export function lostTexts(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ isLost }) => isLost)
    .map(({ said }) => `同意の日に満たしていた「${said}」を、いまは満たしていません。`);
}
