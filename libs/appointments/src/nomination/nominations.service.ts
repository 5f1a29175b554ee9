import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission, headsUnit, requirePermission } from '@app/access';
import { JoinQueries } from '@app/organization';
import {
  Clock,
  Conflict,
  Database,
  localDateOf,
  NotAllowed,
  NotFound,
  type NominationId,
  OfficeCalendars,
  type OrgUnitId,
  type PersonId,
} from '@app/platform';
import type { DxRole } from '../appointment/appointment.rules';
import type { Accepted } from '../appointment/warnings-unseen';
import { roleTitle } from '../vocabulary';
import { type Nomination, NominationBooks } from './nomination-books';
import { NominationGrounds } from './nomination-grounds';
import { NominationSnapshots } from './nomination-snapshots';
import { consentDeadline, isOpen, nominationState, type Origin } from './nomination.rules';
import { movedOn, supportChanged } from './nomination-refusals';
import { requireText } from './nomination-texts';

export interface Nominating {
  readonly personId: PersonId;
  readonly role: DxRole;
  readonly reason: string;
  /** What stands against it was seen. */
  readonly warningsAccepted?: Accepted;
}

/** Recommends, answers, supports, and takes back what nothing has followed yet. What the office decides is in `NominationDecisions`. */
@Injectable()
export class NominationsService {
  constructor(
    private readonly database: Database,
    private readonly books: NominationBooks,
    private readonly snapshots: NominationSnapshots,
    private readonly joins: JoinQueries,
    private readonly calendars: OfficeCalendars,
    private readonly clock: Clock,
    private readonly grounds: NominationGrounds,
  ) {}

  /** By the head of the unit, by oneself or by the office: who asks says which. */
  async nominate(actor: Actor, input: Nominating): Promise<NominationId> {
    requirePermission(actor, 'self');
    const { personId, role, reason, warningsAccepted = false } = input;
    const why = requireText('reason', '推薦の理由', reason);
    const now = this.clock.now();
    const today = localDateOf(now);
    const deadline = consentDeadline(today, await this.calendars.current());
    return this.database.transaction(async () => {
      await this.books.lockPerson(personId);
      const orgUnitId = await this.books.findUnit(personId, today);
      const origin = await this.originOf(actor, personId, orgUnitId);
      if (origin === null || orgUnitId === null) throw await this.notTheirs(actor, orgUnitId);
      await this.grounds.requireOpenRole(role, today);
      await this.grounds.requireSeen(personId, warningsAccepted);
      await this.closeLapsed(actor, personId, role);
      const isSelf = origin === 'self';
      const snapshotId = isSelf ? randomUUID() : null;
      const id: NominationId = randomUUID();
      const row = {
        ...{ id, personId, role, orgUnitId, origin, reason: why, snapshotId },
        nominatedAt: now,
        nominatedBy: actor.accountId,
        consentBy: isSelf ? null : deadline,
        state: isSelf ? 'consented' : 'nominated',
        step: isSelf ? 'self_nominated' : 'nominated',
        ...{ answer: null, support: null, supportedAt: null, supportedBy: null },
        appointmentId: null,
        confirmed: [],
      } as const;
      await this.books.add(actor, row, now);
      if (snapshotId !== null) await this.snapshots.take(snapshotId, { id, personId, role });
      return id;
    });
  }

  /** What stands against a recommendation today and refuses nobody. */
  async listWarnings(personId: PersonId): ReturnType<NominationGrounds['listWarnings']> {
    return this.grounds.listWarnings(personId);
  }

  /** How the actor would recommend the person; null: not theirs to recommend. */
  async originOf(
    actor: Actor,
    personId: PersonId,
    unitId: OrgUnitId | null,
  ): Promise<Origin | null> {
    if (unitId === null) return null;
    if (actor.personId === personId) return 'self';
    const isHead = headsUnit(actor, unitId);
    if (!isHead && !hasPermission(actor, 'appointments.manage')) return null;
    // Under another number than the one that is kept nobody recommends themselves.
    if (await this.joins.areOne(actor.personId, personId)) return null;
    return isHead ? 'head' : 'office';
  }

  /** With what met which requirement on this day. */
  async consent(actor: Actor, id: NominationId): Promise<void> {
    await this.database.transaction(async () => {
      const found = await this.requireAsked(actor, id);
      const snapshotId = randomUUID();
      const step = { state: 'consented', step: 'consented', snapshotId } as const;
      await this.books.follow(actor, found, step);
      await this.snapshots.take(snapshotId, found);
    });
  }

  /** The reason is for DX推進室 alone, and need not be given. */
  async decline(actor: Actor, id: NominationId, reason: string): Promise<void> {
    const why = reason.trim() === '' ? null : requireText('reason', '辞退の理由', reason);
    await this.database.transaction(async () => {
      const found = await this.requireAsked(actor, id);
      await this.books.follow(actor, found, { state: 'declined', step: 'declined', answer: why });
    });
  }

  /** Until the office has decided, or the same person is recommended once more. */
  async takeBackAnswer(actor: Actor, id: NominationId): Promise<void> {
    await this.database.transaction(async () => {
      const found = await this.lockOwn(actor, id);
      const isAnswered = found.state === 'consented' || found.state === 'declined';
      if (!isAnswered || found.origin === 'self') throw this.movedOn(found);
      await this.books.requireLast(found);
      const back = { state: 'nominated', answer: null, snapshotId: null } as const;
      await this.books.follow(actor, found, { ...back, step: 'answer_taken_back' });
    });
  }

  /** Before the person has answered by whoever heads the unit now, or by the office; of oneself until the office has decided. */
  async withdraw(actor: Actor, id: NominationId): Promise<void> {
    await this.database.transaction(async () => {
      const found = await this.books.lock(id);
      if (!canWithdraw(actor, found)) {
        if (!(await this.concerns(actor, found)))
          throw await this.notTheirs(actor, found.orgUnitId);
        throw this.movedOn(found);
      }
      await this.books.follow(actor, found, {
        ...{ state: 'withdrawn', step: 'withdrawn', answer: null },
      });
    });
  }

  /** 副申: the head speaks for somebody whom they did not recommend themselves. */
  async support(actor: Actor, id: NominationId, text: string): Promise<void> {
    const support = requireText('support', '副申の内容', text);
    await this.database.transaction(async () => {
      const found = await this.requireSupporter(actor, id);
      if (!this.isStillOpen(found)) throw this.movedOn(found);
      if (found.supportedAt !== null) throw supportChanged(true);
      const by = { supportedAt: this.clock.now(), supportedBy: actor.accountId };
      await this.books.follow(actor, found, { support, ...by, step: 'supported' });
    });
  }

  async takeBackSupport(actor: Actor, id: NominationId): Promise<void> {
    await this.database.transaction(async () => {
      const found = await this.requireSupporter(actor, id);
      if (!this.isStillOpen(found)) throw this.movedOn(found);
      if (found.supportedBy !== actor.accountId) throw supportChanged(false);
      const none = { support: null, supportedAt: null, supportedBy: null } as const;
      await this.books.follow(actor, found, { ...none, step: 'support_taken_back' });
    });
  }

  private async requireAsked(actor: Actor, id: NominationId): Promise<Nomination> {
    const found = await this.lockOwn(actor, id);
    const state = nominationState(found, this.clock.today());
    if (state === 'nominated') return found;
    if (state !== 'lapsed') throw this.movedOn(found);
    throw new Conflict(
      'nomination.lapsed',
      '返事の期限を過ぎています。引き受けたいときは、所属長かDX推進室に、もう一度推薦するよう伝えてください。',
    );
  }

  /** The person's own; of anybody else it does not exist. */
  private async lockOwn(actor: Actor, id: NominationId): Promise<Nomination> {
    requirePermission(actor, 'self');
    const found = await this.books.lock(id);
    if (found.personId !== actor.personId) throw new NotFound();
    return found;
  }

  private async requireSupporter(actor: Actor, id: NominationId): Promise<Nomination> {
    requirePermission(actor, 'self');
    const found = await this.books.lock(id);
    if (found.origin === 'head') throw new NotFound();
    if (!headsUnit(actor, found.orgUnitId)) throw await this.notTheirs(actor, found.orgUnitId);
    if (await this.joins.areOne(actor.personId, found.personId))
      throw new NotAllowed('nomination.own', '自分の副申をすることはできません。');
    return found;
  }

  /** What is said to who has nothing to do with it (any more). */
  async notTheirs(actor: Actor, unitId: OrgUnitId | null): Promise<NotFound | NotAllowed> {
    return this.grounds.notTheirs(actor, unitId);
  }

  private movedOn(found: Nomination): Conflict {
    return movedOn(found, this.clock.today());
  }

  private isStillOpen(found: Nomination): boolean {
    return isOpen(nominationState(found, this.clock.today()));
  }

  private async concerns(actor: Actor, found: Nomination): Promise<boolean> {
    return (await this.originOf(actor, found.personId, found.orgUnitId)) !== null;
  }

  /** One of each role is open for a person; one that nobody answered in time is closed by the next one. */
  private async closeLapsed(actor: Actor, personId: PersonId, role: DxRole): Promise<void> {
    const open = await this.books.findOpen(personId, role);
    if (open === null) return;
    if (this.isStillOpen(open)) {
      throw new Conflict(
        'nomination.open',
        `${roleTitle(role)}への推薦が、すでに進んでいます。推薦の一覧で確かめてください。`,
      );
    }
    await this.books.follow(actor, open, { state: 'lapsed', step: 'lapsed' });
  }
}

/**
 * What was returned is put aside by the head or the office, as well as what nobody has answered. To have recommended gives no
 * right: who heads the unit no longer, or acts for its head no longer, has handed it over.
 */
export function canWithdraw(
  actor: Actor,
  {
    origin,
    state,
    orgUnitId,
    personId,
  }: Pick<Nomination, 'origin' | 'state' | 'orgUnitId' | 'personId'>,
): boolean {
  if (origin === 'self')
    return personId === actor.personId && (state === 'consented' || state === 'returned');
  const may =
    origin === 'head' ? headsUnit(actor, orgUnitId) : hasPermission(actor, 'appointments.manage');
  if (personId === actor.personId) return false;
  return may && (state === 'nominated' || state === 'returned');
}
