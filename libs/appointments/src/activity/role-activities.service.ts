import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { inForce, ofAnyNumber } from '@app/organization';
import {
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  History,
  type HistoryTable,
  type Id,
  InvalidInput,
  type LocalDate,
  NotFound,
  type PersonId,
  statement,
} from '@app/platform';
import { inOffice } from '../appointment/in-office.sql';
import { activityDayProblem, type ActivityKind, MOST_A_DAY } from './activity.rules';

export interface NewActivity {
  readonly doneOn: LocalDate;
  readonly what: ActivityKind;
  readonly minutes: number;
  /** The unit that was helped by its code; empty: none of the city. */
  readonly unitCode: string;
  readonly note: string;
}

const TABLE: HistoryTable = {
  table: 'role_activities',
  columns: {
    ...{ id: 'uuid', person_id: 'uuid', done_on: 'date', org_unit_id: 'uuid' },
    ...{ what: 'text', minutes: 'integer', note: 'text' },
  },
};

const LOCK_PERSON = statement({
  name: 'appointments.lock-active-person',
  sql: 'SELECT id FROM person_identities WHERE id = :personId FOR NO KEY UPDATE',
  parameters: { personId: 'uuid' },
  row: { id: col.id<'person'>() },
});

/** Whether the person holds any role on the day, and how much of it is written down already. */
const DAY = statement({
  name: 'appointments.activity-day',
  sql: `SELECT EXISTS (SELECT 1 FROM role_appointments a WHERE ${ofAnyNumber('a')} AND ${inOffice('a', ':doneOn')}) AS "isInOffice",
      (SELECT count(*) FROM role_activities r WHERE ${ofAnyNumber('r')} AND r.done_on = :doneOn)::int AS written`,
  parameters: { personId: 'uuid', doneOn: 'date' },
  row: { isInOffice: col.bool, written: col.int },
});

const UNIT = statement({
  name: 'appointments.helped-unit',
  sql: `SELECT o.id FROM org_units o JOIN org_unit_periods u ON u.org_unit_id = o.id AND ${inForce('u', ':doneOn')} WHERE o.code = :code`,
  parameters: { code: 'text', doneOn: 'date' },
  row: { id: col.id<'org_unit'>() },
});

const OWN = statement({
  name: 'appointments.own-activity',
  sql: `SELECT r.id FROM role_activities r WHERE ${ofAnyNumber('r')} AND r.id = :id`,
  parameters: { personId: 'uuid', id: 'uuid' },
  row: { id: col.id<'role_activity'>() },
});

/** 活動の記録: one's own, of days on which one held a role; taken back with one press. */
@Injectable()
export class RoleActivitiesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
  ) {}

  async log(actor: Actor, activity: NewActivity): Promise<void> {
    requirePermission(actor, 'self');
    const { personId } = actor;
    const { doneOn, what, minutes, unitCode, note } = activity;
    const problem = activityDayProblem(doneOn, this.clock.today());
    if (problem !== '') throw new InvalidInput({ doneOn: problem });
    await this.database.transaction(async () => {
      await this.database.all(LOCK_PERSON, { personId });
      await this.requireRoom(personId, doneOn);
      const row = {
        ...{ id: randomUUID(), person_id: personId, done_on: doneOn, what, minutes, note },
        org_unit_id: await this.unitOf(unitCode, doneOn),
      };
      await this.history.write(TABLE, actor, { insert: [row] });
      await this.record(actor, 'role_activity.logged', { doneOn, what, minutes });
    });
  }

  /** What was taken back counts for nothing; it stays in the books. */
  async takeBack(actor: Actor, id: Id<'role_activity'>): Promise<void> {
    requirePermission(actor, 'self');
    const { personId } = actor;
    await this.database.transaction(async () => {
      await this.database.all(LOCK_PERSON, { personId });
      const own = await this.database.first(OWN, { personId, id });
      if (own === null) throw new NotFound();
      await this.history.write(TABLE, actor, { end: [own.id] });
      await this.record(actor, 'role_activity.taken_back', {});
    });
  }

  private async requireRoom(personId: PersonId, doneOn: LocalDate): Promise<void> {
    const { isInOffice, written } = await this.database.only(DAY, { personId, doneOn });
    if (!isInOffice)
      throw new InvalidInput({
        doneOn: 'この日は、役割の任期に入っていません。任期中の日を入力してください。',
      });
    if (written >= MOST_A_DAY)
      throw new Conflict(
        'role_activity.too_many',
        `1日に記録できるのは${String(MOST_A_DAY)}件までです。まとめて1件にしてください。`,
      );
  }

  private async unitOf(code: string, doneOn: LocalDate) {
    if (code === '') return null;
    const unit = await this.database.first(UNIT, { code, doneOn });
    if (unit === null)
      throw new InvalidInput({
        unit: 'この所属は、その日の組織にありません。選び直してください。',
      });
    return unit.id;
  }

  private async record(
    actor: Actor,
    action: string,
    detail: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    const subject = { subjectType: 'person', subjectId: actor.personId };
    await this.audit.record(auditActorOf(actor), { action, ...subject, detail });
  }
}
