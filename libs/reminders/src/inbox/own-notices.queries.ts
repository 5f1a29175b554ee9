import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { personLine } from '@app/organization';
import {
  addDays,
  Clock,
  col,
  Database,
  idOf,
  NotFound,
  OfficeCalendars,
  type RowFrom,
  statement,
} from '@app/platform';
import { kindOf, REMINDER_KINDS, type ReminderKind } from '../kinds/kinds';
import { CandidateQueries } from '../planning/candidates.queries';
import { REMINDER_STATES } from '../reading/reminders.queries';
import { NOTICES_THAT_HOLD } from './notice-holds';
import { IS_OWN, OWN, READER_PARAMETERS, readerOf } from './own-notices.sql';

const UNREAD = statement({
  name: 'reminders.unread-notices',
  sql: `WITH ${OWN} SELECT count(*)::int AS unread FROM own WHERE NOT is_read`,
  parameters: READER_PARAMETERS,
  row: { unread: col.int },
});

const NOTICE_ROW = {
  id: col.id<'reminder'>(),
  kind: col.oneOf(REMINDER_KINDS),
  objectId: col.id<'reminded_of'>(),
  text: col.text,
  toldOn: col.date,
  dueOn: col.date,
  link: col.text,
  /** How often this matter was told. */
  times: col.int,
  isRead: col.bool,
};
const NOTICE_COLUMNS = `own.id, own.kind, own.object_id AS "objectId", own.text, own.planned_for AS "toldOn", own.due_on AS "dueOn",
  own.link, own.times::int AS times, own.is_read AS "isRead"`;

const PAGE = statement({
  name: 'reminders.own-notices',
  sql: `WITH ${OWN} SELECT ${NOTICE_COLUMNS}
    FROM own WHERE NOT (own.is_read AND :isUnreadOnly)
    ORDER BY own.planned_for DESC, own.due_on, own.id LIMIT :limit OFFSET :offset`,
  parameters: {
    ...READER_PARAMETERS,
    isUnreadOnly: 'boolean',
    limit: 'integer',
    offset: 'integer',
  },
  row: NOTICE_ROW,
});

const COUNTS = statement({
  name: 'reminders.own-notice-counts',
  sql: `WITH ${OWN} SELECT count(*)::int AS "all", (count(*) FILTER (WHERE NOT is_read))::int AS unread FROM own`,
  parameters: READER_PARAMETERS,
  row: { all: col.int, unread: col.int },
});

/** Any of one's own, also one that a later one stands for: a mail of last month still explains itself. */
const ONE = statement({
  name: 'reminders.own-notice',
  sql: `SELECT l.id, l.kind, l.object_id AS "objectId", l.text, l.planned_for AS "toldOn", l.due_on AS "dueOn", l.link, l.lead,
      l.reason, l.told_as AS "toldAs", r.id IS NOT NULL AS "isRead", d.sent_at AS "sentAt",
      COALESCE(d.state, 'waiting') AS state
    FROM reminder_ledger l LEFT JOIN reminder_digests d ON d.id = l.digest_id LEFT JOIN notice_readings r ON r.reminder_id = l.id
    WHERE l.id = :reminderId AND ${IS_OWN}`,
  parameters: { ...READER_PARAMETERS, reminderId: 'uuid' },
  row: {
    ...{ id: NOTICE_ROW.id, kind: NOTICE_ROW.kind, objectId: NOTICE_ROW.objectId },
    ...{ text: col.text, toldOn: col.date, dueOn: col.date, link: col.text, lead: col.int },
    ...{ reason: col.text, toldAs: col.text, isRead: col.bool, sentAt: col.instant.orNull },
    state: col.oneOf(REMINDER_STATES),
  },
});

/** When else the same matter was told to the same person. */
const EARLIER = statement({
  name: 'reminders.times-of-notice',
  sql: `SELECT l.id, l.planned_for AS "toldOn", l.reason FROM reminder_ledger l
    WHERE ${IS_OWN} AND l.object_id = :objectId AND l.due_on = :dueOn AND l.link = :link ORDER BY l.planned_for DESC, l.id LIMIT 100`,
  parameters: { ...READER_PARAMETERS, objectId: 'uuid', dueOn: 'date', link: 'text' },
  row: { id: col.id<'reminder'>(), toldOn: col.date, reason: col.text },
});

/** Who else heard of it in the same role: heads of the same unit, the office. Of what is somebody's own there is nobody. */
const ALSO_TOLD = statement({
  name: 'reminders.also-told',
  sql: `SELECT line.staff_number AS "staffNumber", line.name FROM reminder_ledger l
    JOIN LATERAL ${personLine('l.recipient_person_id', ':today')} line ON true
    WHERE l.kind = :kind AND l.object_id = :objectId AND l.due_on = :dueOn AND l.lead = :lead AND l.told_as = :toldAs
      AND l.told_as <> 'person' AND l.recipient_person_id <> :personId AND l.dropped_at IS NULL
      AND l.planned_for BETWEEN :toldOn::date - 31 AND :toldOn::date + 31
    ORDER BY line.staff_number LIMIT 50`,
  parameters: {
    ...{ kind: 'text', objectId: 'uuid', dueOn: 'date', lead: 'integer', toldAs: 'text' },
    ...{ personId: 'uuid', toldOn: 'date', today: 'date' },
  },
  row: { staffNumber: col.text, name: col.text },
});

/** What is new or dropped is of the last days: so far back it is looked whether anything has changed. */
const STAMP_DAYS = 7;

/** Whether the ledger has changed for somebody. */
const STAMPS = statement({
  name: 'reminders.notice-stamps',
  sql: `SELECT p.id AS "personId", concat_ws(' ', count(l.id), count(l.dropped_at), max(l.created_at)) AS stamp
    FROM unnest(:personIds) p (id)
    LEFT JOIN reminder_ledger l ON l.recipient_person_id = p.id AND l.planned_for BETWEEN :since AND :today
    GROUP BY p.id`,
  parameters: { personIds: 'uuid[]', since: 'date', today: 'date' },
  row: { personId: col.id<'person'>(), stamp: col.text },
});

type NoticeRow = RowFrom<typeof PAGE>;
type Matter = Pick<NoticeRow, 'kind' | 'objectId' | 'dueOn'>;

export interface OwnNotice extends NoticeRow {
  /** False: what it told of is done, or its time has passed. */
  readonly holds: boolean;
}

export interface ExplainedNotice extends RowFrom<typeof ONE> {
  readonly holds: boolean;
  readonly times: readonly RowFrom<typeof EARLIER>[];
  readonly others: readonly RowFrom<typeof ALSO_TOLD>[];
}

export interface NoticesFilter {
  readonly isUnreadOnly: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** One's own notices, from the ledger: what one may still see of them, and whether it still holds. */
@Injectable()
export class OwnNoticeQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly calendars: OfficeCalendars,
    private readonly candidates: CandidateQueries,
  ) {}

  /** The number in the header: one query by the recipient's key, whatever the kinds are. */
  async countUnread(actor: Actor): Promise<number> {
    const { unread } = await this.database.only(UNREAD, this.reader(actor));
    return unread;
  }

  /** For all who have a page open, in one query: only whose stamp has changed is looked at more closely. */
  async stampsOf(personIds: readonly string[]) {
    const today = this.clock.today();
    const since = addDays(today, -STAMP_DAYS);
    return this.database.all(STAMPS, { personIds, since, today });
  }

  async listOwn(actor: Actor, filter: NoticesFilter) {
    const reader = this.reader(actor);
    const [counts, found] = await this.database.together(
      () => this.database.only(COUNTS, reader),
      () => this.database.all(PAGE, { ...reader, ...filter }),
    );
    const holding = await this.listHolding(actor, found);
    const rows = found.map((row) => ({ ...row, holds: holding.has(keyOf(row)) }));
    return { rows, counts };
  }

  /** NotFound for what is not one's own, or may not be seen any more. */
  async explain(actor: Actor, id: string): Promise<ExplainedNotice> {
    const reader = this.reader(actor);
    const { today, personId } = reader;
    const notice = await this.database.first(ONE, { ...reader, reminderId: idOf(id) });
    if (notice === null) throw new NotFound();
    const { kind, objectId, dueOn, link, lead, toldAs, toldOn } = notice;
    const times = await this.database.all(EARLIER, { ...reader, objectId, dueOn, link });
    const matter = { kind, objectId, dueOn, lead, toldAs, personId, toldOn, today };
    const others = await this.database.all(ALSO_TOLD, matter);
    const holding = await this.listHolding(actor, [notice]);
    return { ...notice, times, others, holds: holding.has(keyOf(notice)) };
  }

  /** Asked as of the last office day: on a holiday no window of any kind is open. */
  private async listHolding(
    actor: Actor,
    matters: readonly Matter[],
  ): Promise<ReadonlySet<string>> {
    const calendar = await this.calendars.current();
    const today = this.clock.today();
    const day = calendar.isOfficeHoliday(today) ? calendar.addOfficeDays(today, -1) : today;
    const holding = new Set<string>();
    for (const kind of new Set(matters.map((it) => it.kind))) {
      const objectIds = matters.filter((it) => it.kind === kind).map((it) => it.objectId);
      const asked = await this.candidates.askWhatHolds(day, kindOf(kind));
      const found = await this.database.all(NOTICES_THAT_HOLD[kind], {
        ...asked,
        ...{ recipientId: actor.personId, objectIds, unitIds: actor.headedUnitIds },
      });
      for (const row of found) holding.add(keyOf({ kind, ...row }));
    }
    return holding;
  }

  private reader(actor: Actor) {
    return readerOf(actor, this.clock.today());
  }
}

function keyOf({ kind, objectId, dueOn }: { kind: ReminderKind; objectId: string; dueOn: string }) {
  return [kind, objectId, dueOn].join(' ');
}
