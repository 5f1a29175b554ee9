import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  History,
  type HistoryTable,
  type LocalDate,
  col,
  statement,
} from '@app/platform';
import { type PaperNotice, PaperNoticeQueries } from './paper-notices.queries';

const NOTICE_TELLINGS: HistoryTable = {
  table: 'notice_tellings',
  columns: { id: 'uuid', reminder_id: 'uuid', told_on: 'date' },
};

/** More than a head has on one page. */
const MOST = 1000;

const TELLINGS = statement({
  name: 'reminders.tellings-of-notices',
  sql: 'SELECT t.id FROM notice_tellings t WHERE t.reminder_id = ANY (:reminderIds) ORDER BY t.id',
  parameters: { reminderIds: 'uuid[]' },
  row: { id: col.id<'notice_telling'>() },
});

/** A head ticks off what people of the unit without a mailbox were told in person; it can be taken back as long as it is shown. */
@Injectable()
export class TellNoticesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
    private readonly notices: PaperNoticeQueries,
  ) {}

  /** All of them or none; Conflict when one is not on the actor's sheet any more. */
  async tell(actor: Actor, reminderIds: readonly string[], since: LocalDate): Promise<number> {
    const write = (found: readonly PaperNotice[]) =>
      this.history.write(NOTICE_TELLINGS, actor, {
        insert: found.map(({ id }) => ({
          ...{ id: randomUUID(), reminder_id: id, told_on: this.clock.today() },
        })),
      });
    return this.change(actor, { reminderIds, since, isTold: false }, write);
  }

  async takeBack(actor: Actor, reminderIds: readonly string[], since: LocalDate): Promise<number> {
    const write = async (found: readonly PaperNotice[]) => {
      const rows = await this.database.all(TELLINGS, { reminderIds: found.map(({ id }) => id) });
      await this.history.write(NOTICE_TELLINGS, actor, { end: rows.map(({ id }) => id) });
    };
    return this.change(actor, { reminderIds, since, isTold: true }, write);
  }

  private async change(
    actor: Actor,
    { reminderIds, since, isTold }: Asked,
    write: (found: readonly PaperNotice[]) => Promise<void>,
  ): Promise<number> {
    requirePermission(actor, 'team.prompt');
    return this.database.transaction(async () => {
      await this.database.keepWritersOut('notice_tellings_history');
      const sheet = { since, unitIds: actor.headedUnitIds, isTold, limit: MOST, offset: 0 };
      const { rows } = await this.notices.listPaperNotices(sheet);
      const wanted = new Set(reminderIds);
      const found = rows.filter(({ id }) => wanted.has(id));
      if (found.length < wanted.size) throw changed();
      await write(found);
      for (const personId of new Set(found.map((it) => it.personId)))
        await this.audit.record(auditActorOf(actor), {
          action: isTold ? 'notice.telling_taken_back' : 'notice.told',
          subjectType: 'person',
          subjectId: personId,
          detail: {},
        });
      return found.length;
    });
  }
}

interface Asked {
  readonly reminderIds: readonly string[];
  readonly since: LocalDate;
  readonly isTold: boolean;
}

function changed(): Conflict {
  return new Conflict(
    'notice.not_on_sheet',
    '表示のあとに、伝える必要がなくなったか、すでに記録されています。画面を開き直してご確認ください。',
  );
}
