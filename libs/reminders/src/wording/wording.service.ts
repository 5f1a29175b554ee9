import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  formatDateShort,
  History,
  type HistoryTable,
  InvalidInput,
  JobQueue,
  type LocalDate,
  NotFound,
} from '@app/platform';
import { findKind } from '../kinds/kinds';
import { SEND_TEST_NOTICE } from '../reminders.jobs';
import { isSameWording, type Wording, wordingOn, wordingProblems } from './wording';
import { ReminderWordQueries } from './wording.queries';

const REMINDER_WORDS: HistoryTable = {
  table: 'reminder_words',
  columns: { id: 'uuid', kind: 'text', valid_from: 'date', title: 'text', line: 'text' },
};

export interface WantedWording {
  readonly kind: string;
  /** null: the words of the product again. */
  readonly wording: Wording | null;
  readonly validFrom: LocalDate;
}

/** Writes the words of a kind from a day on, takes back what has not begun, and sends oneself a test. */
@Injectable()
export class ReminderWordsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly audit: AuditLog,
    private readonly jobs: JobQueue,
    private readonly queries: ReminderWordQueries,
  ) {}

  /** Refuses what cannot be settled; writes nothing. */
  async check(actor: Actor, { kind: name, wording, validFrom }: WantedWording): Promise<void> {
    requirePermission(actor, 'reminders.manage');
    const kind = findKind(name);
    if (kind === null) throw new NotFound();
    const problems = { ...(wording && wordingProblems(kind, wording)) };
    if (validFrom < this.clock.today()) problems['validFrom'] = '本日以降の日を選んでください。';
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    const before = wordingOn(await this.queries.listWordings(), name, validFrom);
    if (isSameWording(before, wording)) throw unchanged(validFrom);
  }

  async change(actor: Actor, wanted: WantedWording): Promise<void> {
    const { kind, wording, validFrom } = wanted;
    await this.database.transaction(async () => {
      await this.database.keepWritersOut('reminder_words_history');
      await this.check(actor, wanted);
      const rows = await this.queries.listWordings();
      const sameDay = rows.filter((it) => it.kind === kind && it.validFrom === validFrom);
      const said = { title: wording?.title ?? null, line: wording?.line ?? null };
      const row = { id: randomUUID(), kind, valid_from: validFrom, ...said };
      await this.history.write(REMINDER_WORDS, actor, {
        end: sameDay.map(({ id }) => id),
        insert: [row],
      });
      const to = wording === null ? '標準の文面' : `${wording.title} / ${wording.line}`;
      await this.note(actor, 'reminder_words.changed', kind, { validFrom, to });
    });
  }

  /** Before its first day; what held before it then goes on. */
  async takeBack(actor: Actor, kind: string, validFrom: LocalDate): Promise<void> {
    requirePermission(actor, 'reminders.manage');
    await this.database.transaction(async () => {
      await this.database.keepWritersOut('reminder_words_history');
      const rows = await this.queries.listWordings();
      const row = rows.find((it) => it.kind === kind && it.validFrom === validFrom);
      if (row === undefined) throw new NotFound();
      if (validFrom <= this.clock.today()) throw begun(validFrom);
      await this.history.write(REMINDER_WORDS, actor, { end: [row.id] });
      await this.note(actor, 'reminder_words.withdrawn', kind, { validFrom });
    });
  }

  /** One mail, to nobody but oneself, with what the words can be tried on. It stands in no ledger. */
  async sendTest(actor: Actor, name: string, wording: Wording | null): Promise<void> {
    requirePermission(actor, 'reminders.manage');
    const kind = findKind(name);
    if (kind === null) throw new NotFound();
    const problems = wording === null ? {} : wordingProblems(kind, wording);
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    const { entries } = await this.queries.listExamples(actor, kind.name);
    await this.database.transaction(async () => {
      await this.jobs.enqueue(SEND_TEST_NOTICE, {
        ...{ id: randomUUID(), personId: actor.personId, kind: kind.name, wording },
        entries: entries.map(({ text, dueOn, reason, link }) => ({ text, dueOn, reason, link })),
      });
      await this.note(actor, 'reminder_words.tried', kind.name, {});
    });
  }

  private note(actor: Actor, action: string, kind: string, detail: object): Promise<void> {
    return this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'reminder_kind', subjectId: kind, detail: { kind, ...detail } },
    });
  }
}

function unchanged(day: LocalDate): InvalidInput {
  return new InvalidInput(
    {},
    'reminder_words.unchanged',
    `${formatDateShort(day)}に有効な文面と同じです。変えたい項目を直してください。`,
  );
}

function begun(day: LocalDate): Conflict {
  return new Conflict(
    'reminder_words.has_begun',
    `この文面は${formatDateShort(day)}から使われているため、取りやめられません。改めるときは、新しく変更してください。`,
  );
}
