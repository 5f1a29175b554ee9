import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
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
  InvalidInput,
  type LocalDate,
  NotAllowed,
  NotFound,
  type RowFrom,
  statement,
} from '@app/platform';
import { LOCK_PERSON } from '../lock-person';

export const EXAM_TIME_ALLOWANCES: HistoryTable = {
  table: 'exam_time_allowances',
  columns: {
    id: 'uuid',
    person_id: 'uuid',
    extra_percent: 'integer',
    reason: 'text',
    valid_from: 'date',
    valid_to: 'date',
  },
};

/** How much longer somebody may take, of a hundred. */
export const EXTRA_PERCENTS = [10, 25, 30, 50, 100] as const;
export type ExtraPercent = (typeof EXTRA_PERCENTS)[number];

/** The person locked, so that two who change the same one take turns. */
const HELD = statement({
  name: 'practice.extra-time-held',
  sql: `SELECT i.id AS "personId", x.id, x.extra_percent AS percent, x.reason, x.valid_from AS "validFrom"
    FROM person_identities i
    LEFT JOIN exam_time_allowances x ON x.person_id = i.id AND ${inForce('x', ':on')}
    WHERE i.id = :personId`,
  parameters: { personId: 'uuid', on: 'date' },
  row: {
    personId: col.id<'person'>(),
    id: col.id<'exam_time_allowance'>().orNull,
    percent: col.int.orNull,
    reason: col.text.orNull,
    validFrom: col.date.orNull,
  },
});
type Held = RowFrom<typeof HELD>;

export interface ExtraTime {
  readonly percent: ExtraPercent;
  readonly reason: string;
}

/** Longest that is kept of why; it may tell of somebody's health, so no log repeats it. */
const LONGEST_REASON = 500;

/** 試験時間の延長: dated, with a reason, never for oneself. It holds for mock exams that begin from then on. */
@Injectable()
export class ExtraTimeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
    private readonly joins: JoinQueries,
  ) {}

  /** From today on; what was said before ends today. */
  async set(actor: Actor, personId: string, { percent, reason }: ExtraTime): Promise<void> {
    const why = reasonOf(reason);
    await this.change(actor, personId, async (held, today) => {
      await this.close(actor, held, today);
      await this.history.write(EXAM_TIME_ALLOWANCES, actor, {
        insert: [
          {
            ...{ id: randomUUID(), person_id: held.personId, extra_percent: percent, reason: why },
            ...{ valid_from: today, valid_to: null },
          },
        ],
      });
      await this.note(actor, held.personId, 'exam_time.extended', { percent });
    });
  }

  /** From today on everybody's time holds again. */
  async end(actor: Actor, personId: string): Promise<void> {
    await this.change(actor, personId, async (held, today) => {
      if (held.id === null)
        throw new Conflict(
          'exam_time.none',
          '試験時間の延長はありません。画面を開き直してご確認ください。',
        );
      await this.close(actor, held, today);
      await this.note(actor, held.personId, 'exam_time.ended', {});
    });
  }

  private async change(
    actor: Actor,
    personId: string,
    change: (held: Held, today: LocalDate) => Promise<void>,
  ): Promise<void> {
    requirePermission(actor, 'exam_time.manage');
    if (await this.joins.areOne(idOf(personId), actor.personId)) throw oneself();
    await this.database.transaction(async () => {
      const on = this.clock.today();
      const id = idOf<'person'>(personId);
      if ((await this.database.first(LOCK_PERSON, { personId: id })) === null) throw new NotFound();
      const held = await this.database.only(HELD, { personId: id, on });
      await change(held, on);
    });
  }

  /** One of the same day never was. */
  private async close(actor: Actor, held: Held, today: LocalDate): Promise<void> {
    const { id, personId, percent, reason, validFrom } = held;
    if (id === null || validFrom === null) return;
    if (validFrom === today) {
      await this.history.write(EXAM_TIME_ALLOWANCES, actor, { end: [id] });
      return;
    }
    const until = { id, person_id: personId, extra_percent: percent, reason };
    await this.history.write(EXAM_TIME_ALLOWANCES, actor, {
      replace: [{ ...until, valid_from: validFrom, valid_to: today } as { readonly id: string }],
    });
  }

  private note(actor: Actor, personId: string, action: string, detail: object): Promise<void> {
    return this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'person', subjectId: personId, detail: { ...detail } },
    });
  }
}

function reasonOf(typed: string): string {
  const reason = typed.trim();
  if (reason === '') throw new InvalidInput({ reason: '延長の理由を入力してください。' });
  if (reason.length <= LONGEST_REASON) return reason;
  throw new InvalidInput({
    reason: `延長の理由は${String(LONGEST_REASON)}文字以内で入力してください。`,
  });
}

function oneself(): NotAllowed {
  return new NotAllowed(
    'exam_time.own',
    'ご自分の試験時間は変えられません。ほかの担当者に依頼してください。',
  );
}
