import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  Clock,
  col,
  Database,
  History,
  type HistoryTable,
  idOf,
  NotFound,
  statement,
} from '@app/platform';
import { IS_OWN, OWN, READER_PARAMETERS, readerOf } from './own-notices.sql';

const NOTICE_READINGS: HistoryTable = {
  table: 'notice_readings',
  columns: { id: 'uuid', reminder_id: 'uuid', act_id: 'uuid' },
};

/** Two tabs of one person mark one after the other. */
const LOCK = statement({
  name: 'reminders.lock-reader',
  sql: 'SELECT i.id FROM person_identities i WHERE i.id = :personId FOR NO KEY UPDATE',
  parameters: { personId: 'uuid' },
  row: { id: col.id<'person'>() },
});

const ONE = statement({
  name: 'reminders.notice-to-read',
  sql: `SELECT l.link, r.id AS "readingId" FROM reminder_ledger l LEFT JOIN notice_readings r ON r.reminder_id = l.id
    WHERE l.id = :reminderId AND ${IS_OWN}`,
  parameters: { ...READER_PARAMETERS, reminderId: 'uuid' },
  row: { link: col.text, readingId: col.id<'notice_reading'>().orNull },
});

const ALL_UNREAD = statement({
  name: 'reminders.notices-to-read',
  sql: `WITH ${OWN} SELECT own.id FROM own WHERE NOT own.is_read ORDER BY own.id`,
  parameters: READER_PARAMETERS,
  row: { id: col.id<'reminder'>() },
});

/** What one press marked, and is still so marked. */
const OF_ACT = statement({
  name: 'reminders.readings-of-act',
  sql: `SELECT r.id FROM notice_readings r JOIN reminder_ledger l ON l.id = r.reminder_id
    WHERE r.act_id = :actId AND l.recipient_person_id = :personId ORDER BY r.id`,
  parameters: { actId: 'uuid', personId: 'uuid' },
  row: { id: col.id<'notice_reading'>() },
});

/**
 * Which of one's notices one has read. Like the wishes about practice it is in no audit log: when somebody reads what is told
 * to them is nobody else's business, and no duty ends by it.
 */
@Injectable()
export class ReadNoticesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
  ) {}

  /** Marks it as read and returns where it leads, an address within the product. */
  async open(actor: Actor, id: string): Promise<string> {
    return this.change(actor, id, true);
  }

  async mark(actor: Actor, id: string, isRead: boolean): Promise<void> {
    await this.change(actor, id, isRead);
  }

  /** Returns how many, and the name of the act by which it is taken back. */
  async markAll(actor: Actor): Promise<{ readonly count: number; readonly actId: string }> {
    requirePermission(actor, 'self');
    return this.database.transaction(async () => {
      await this.lock(actor);
      const found = await this.database.all(ALL_UNREAD, this.reader(actor));
      const actId = await this.write(
        actor,
        found.map((row) => row.id),
      );
      return { count: found.length, actId };
    });
  }

  /** Only what that press marked: what was read one by one stays read. */
  async undo(actor: Actor, actId: string): Promise<number> {
    requirePermission(actor, 'self');
    return this.database.transaction(async () => {
      await this.lock(actor);
      const asked = { actId: idOf(actId), personId: actor.personId };
      const found = await this.database.all(OF_ACT, asked);
      await this.history.write(NOTICE_READINGS, actor, { end: found.map((row) => row.id) });
      return found.length;
    });
  }

  private async change(actor: Actor, id: string, isRead: boolean): Promise<string> {
    requirePermission(actor, 'self');
    const reminderId = idOf<'reminder'>(id);
    return this.database.transaction(async () => {
      await this.lock(actor);
      const found = await this.database.first(ONE, { ...this.reader(actor), reminderId });
      if (found === null) throw new NotFound();
      const { link, readingId } = found;
      if (isRead && readingId === null) await this.write(actor, [reminderId]);
      if (!isRead && readingId !== null)
        await this.history.write(NOTICE_READINGS, actor, { end: [readingId] });
      return link;
    });
  }

  private async write(actor: Actor, reminderIds: readonly string[]): Promise<string> {
    const actId = randomUUID();
    await this.history.write(NOTICE_READINGS, actor, {
      insert: reminderIds.map((id) => ({ id: randomUUID(), reminder_id: id, act_id: actId })),
    });
    return actId;
  }

  private async lock({ personId }: Actor): Promise<void> {
    await this.database.first(LOCK, { personId });
  }

  private reader(actor: Actor) {
    return readerOf(actor, this.clock.today());
  }
}
