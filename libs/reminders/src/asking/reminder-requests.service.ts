import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, headsUnit, requirePermission } from '@app/access';
import { TeamQueries, UNFINISHED, WHOLE_TEAM } from '@app/coverage';
import { inForce, JoinQueries } from '@app/organization';
import {
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  History,
  type HistoryTable,
  idOf,
  type LocalDate,
  NotAllowed,
  NotFound,
  type PersonId,
  statement,
} from '@app/platform';
import { LEARNING_ASKED } from '../kinds/learning-asked';
import { type Remindable, ReminderRequestQueries } from './reminder-requests.queries';

/** Who is to be reminded of what, asked for on which day in which unit; the how manieth time. */
export const REMINDER_REQUESTS: HistoryTable = {
  table: 'reminder_requests',
  columns: {
    ...{ id: 'uuid', person_id: 'uuid', object_id: 'uuid', org_unit_id: 'uuid' },
    ...{ asked_on: 'date', number: 'integer' },
  },
};

/** Somebody who was chosen, as the head saw them. */
export interface Chosen {
  readonly personId: string;
  readonly mark: string;
}

/** A statement of its own: what is read together with a lock is what was there before it had to wait. */
const LOCK = statement({
  name: 'reminders.lock-people-to-remind',
  sql: 'SELECT i.id FROM person_identities i WHERE i.id = ANY (:personIds) ORDER BY i.id FOR UPDATE',
  parameters: { personIds: 'uuid[]' },
  row: { id: col.id<'person'>() },
});

/** In which unit each of them has the primary posting. */
const UNITS_OF = statement({
  name: 'reminders.units-of-people',
  sql: `SELECT po.person_id AS "personId", po.org_unit_id AS "unitId" FROM postings po
    WHERE po.person_id = ANY (:personIds) AND po.kind = 'primary' AND ${inForce('po', ':on')} ORDER BY po.person_id`,
  parameters: { personIds: 'uuid[]', on: 'date' },
  row: { personId: col.id<'person'>(), unitId: col.id<'org_unit'>() },
});

/** Requests of a day that no mail has taken along. */
const NOT_SENT = statement({
  name: 'reminders.requests-not-sent',
  sql: `SELECT r.id, r.person_id AS "personId" FROM reminder_requests r
    WHERE r.person_id = ANY (:personIds) AND r.org_unit_id = ANY (:unitIds) AND r.asked_on = :on AND NOT EXISTS (
      SELECT 1 FROM reminder_ledger l JOIN reminder_digests d ON d.id = l.digest_id AND d.state IN ('sending', 'sent')
      WHERE l.kind = '${LEARNING_ASKED.name}' AND l.recipient_person_id = r.person_id AND l.object_id = r.object_id AND l.lead = r.number)
    ORDER BY r.id`,
  parameters: { personIds: 'uuid[]', unitIds: 'uuid[]', on: 'date' },
  row: { id: col.id<'reminder_request'>(), personId: col.id<'person'>() },
});

/**
 * A head has people of the unit reminded of what is mandatory and open: the ledger takes it into their next mail. Once a person
 * and matter in seven days, whoever asks; it can be taken back until the mail goes.
 */
@Injectable()
export class ReminderRequestsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
    private readonly joins: JoinQueries,
    private readonly teams: TeamQueries,
    private readonly queries: ReminderRequestQueries,
  ) {}

  /** For all of them or nobody; Conflict when anything differs from what was shown. Returns who will be reminded, and when. */
  async ask(
    actor: Actor,
    unitCode: string,
    chosen: readonly Chosen[],
  ): Promise<{ readonly personIds: readonly PersonId[]; readonly mailOn: LocalDate }> {
    await this.requireHead(actor, unitCode);
    const marks = new Map(chosen.map((it) => [idOf<'person'>(it.personId), it.mark]));
    const personIds = [...marks.keys()];
    for (const id of personIds) await this.requireOther(actor, id);
    return this.database.transaction(async () => {
      await this.database.all(LOCK, { personIds });
      const today = this.clock.today();
      const filter = { ...WHOLE_TEAM, personIds, standings: UNFINISHED };
      const { members } = await this.teams.listPeople(actor, unitCode, filter);
      const people = await this.queries.readMatters(members, today);
      if (people.length < personIds.length || people.some(isOther(marks))) throw changed();
      await this.write(actor, people, today);
      for (const { member } of people)
        await this.note(actor, member.personId, 'reminder_request.asked');
      return { personIds, mailOn: await this.queries.nextMailOn(today) };
    });
  }

  /** What was asked for today and no mail has taken along. */
  async takeBack(actor: Actor, unitCode: string, chosen: readonly string[]): Promise<void> {
    await this.requireHead(actor, unitCode);
    const personIds = [...new Set(chosen.map((id) => idOf<'person'>(id)))];
    await this.database.transaction(async () => {
      await this.database.all(LOCK, { personIds });
      const unitIds = actor.headedUnitIds.map((id) => idOf<'org_unit'>(id));
      const asked = { personIds, unitIds, on: this.clock.today() };
      const found = await this.database.all(NOT_SENT, asked);
      const ids = new Set(found.map(({ personId }) => personId));
      if (ids.size < personIds.length || ids.size === 0) throw nothingToTakeBack();
      await this.history.write(REMINDER_REQUESTS, actor, { end: found.map(({ id }) => id) });
      for (const personId of ids) await this.note(actor, personId, 'reminder_request.taken_back');
    });
  }

  /** NotFound for a unit that is not the actor's to head, exactly as for one that does not exist. */
  private async requireHead(actor: Actor, unitCode: string): Promise<void> {
    requirePermission(actor, 'team.prompt');
    const { unitId } = await this.teams.getUnit(actor, unitCode);
    if (!headsUnit(actor, unitId)) throw new NotFound();
  }

  private async requireOther(actor: Actor, personId: PersonId): Promise<void> {
    if (await this.joins.areOne(actor.personId, personId))
      throw new NotAllowed('reminder_request.own', 'ご自分に思い出してもらうことはできません。');
  }

  private async write(actor: Actor, people: readonly Remindable[], today: string): Promise<void> {
    const personIds = people.map(({ member }) => idOf<'person'>(member.personId));
    const units = await this.database.all(UNITS_OF, { personIds, on: this.clock.today() });
    const unitOf = new Map<string, string>(units.map((it) => [it.personId, it.unitId]));
    await this.history.write(REMINDER_REQUESTS, actor, {
      insert: people.flatMap(({ member, matters }) =>
        matters
          .filter(({ isFresh }) => isFresh)
          .map(({ objectId, number }) => ({
            ...{ id: randomUUID(), person_id: member.personId, object_id: objectId, number },
            ...{ org_unit_id: unitOf.get(member.personId), asked_on: today },
          })),
      ),
    });
  }

  private note(actor: Actor, personId: string, action: string): Promise<void> {
    return this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'person', subjectId: personId, detail: {} },
    });
  }
}

/** Not as it was shown, or nothing is left to be asked. */
function isOther(marks: ReadonlyMap<string, string>) {
  return ({ member, mark, matters, isSuspended }: Remindable): boolean =>
    isSuspended || marks.get(member.personId) !== mark || matters.every((it) => !it.isFresh);
}

function changed(): Conflict {
  return new Conflict(
    'reminder_request.changed',
    '表示のあとに、だれかが終えたか、すでに思い出してもらっています。画面を開き直してご確認ください。',
  );
}

function nothingToTakeBack(): Conflict {
  return new Conflict(
    'reminder_request.none',
    '取り消せるお願いがありません。すでに通知を送ったか、今日のお願いではありません。',
  );
}
