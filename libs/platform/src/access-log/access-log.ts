import { AsyncResource } from 'node:async_hooks';
import { type BeforeApplicationShutdown, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { Database } from '../database/database';
import { AppLogger } from '../log/logger';
import { type AccessEvent, plainEvent } from './access-event';

interface WaitingEvent {
  readonly at: Date;
  readonly event: AccessEvent;
  times: number;
}

const WRITTEN_EVERY_MS = 1000;
const AGAIN_AFTER_MS = 5000;
/** More are not waited for: they are written at once. */
const MANY = 500;
/** While the database is away or somebody floods the door, no more are kept; how many were lost is written. */
const MOST = 10_000;

/** How many rows were lost. */
const OVERFLOW: AccessEvent = {
  ...{ kind: 'overflow', actorAccountId: null, subjectPersonId: null },
  ...{ address: '', path: '', detail: {} },
};

/**
 * Who looked at whom and what happened at the door. Written beside the requests, a second later, many in one statement;
 * a clean end of the process loses none. The same thing by the same person within that second is one row.
 */
@Injectable()
export class AccessLog implements OnModuleDestroy, BeforeApplicationShutdown {
  private waiting = new Map<string, WaitingEvent>();
  private lost = 0;
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();
  private isEnding = false;
  /** A statement is under way, or the last one failed and is tried again by the clock: nobody hurries it. */
  private isBusy = false;
  /** The writing belongs to no request: it must not run in the transaction of whoever came first. */
  private readonly outside = new AsyncResource('AccessLog');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** Never waits and never throws: what is asked for goes on whatever becomes of its row. */
  add(given: AccessEvent): void {
    const event = plainEvent(given);
    const key = JSON.stringify(event);
    const same = this.waiting.get(key);
    if (same) same.times += 1;
    else if (this.waiting.size >= MOST) this.lost += 1;
    else this.waiting.set(key, { at: this.clock.now(), event, times: 1 });
    const isUrgent = this.isEnding || this.waiting.size >= MANY;
    if (!isUrgent || this.isBusy) {
      this.writeIn(WRITTEN_EVERY_MS);
      return;
    }
    this.isBusy = true;
    void this.flush();
  }

  /** Writes what waits; for whoever reads the log next, and for the end of the process. */
  async flush(): Promise<void> {
    this.writing = this.writing.then(() => this.outside.runInAsyncScope(() => this.write()));
    await this.writing;
  }

  async onModuleDestroy(): Promise<void> {
    this.isEnding = true;
    await this.flush();
  }

  /** Requests that were under way have ended by now. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  private writeIn(milliseconds: number): void {
    this.timer ??= this.outside.runInAsyncScope(() =>
      setTimeout(() => void this.flush(), milliseconds).unref(),
    );
  }

  private async write(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const { waiting, lost } = this;
    if (waiting.size === 0) {
      this.isBusy = false;
      return;
    }
    if (lost > 0) waiting.set('', { at: this.clock.now(), event: OVERFLOW, times: lost });
    this.waiting = new Map();
    this.lost = 0;
    this.isBusy = true;
    try {
      await this.insert([...waiting.values()]);
      this.isBusy = false;
    } catch (error) {
      this.logger.error('The access log could not be written', error);
      waiting.delete('');
      this.takeBack(waiting, lost);
    }
  }

  private takeBack(waiting: ReadonlyMap<string, WaitingEvent>, lost: number): void {
    const all = [...waiting, ...this.waiting];
    this.waiting = new Map(all.slice(0, MOST));
    this.lost += lost + all.length - this.waiting.size;
    if (!this.isEnding) this.writeIn(AGAIN_AFTER_MS);
  }

  private async insert(events: readonly WaitingEvent[]): Promise<void> {
    const rows = events.map(({ at, event, times }) => ({
      at,
      kind: event.kind,
      actor: event.actorAccountId,
      subject: event.subjectPersonId,
      address: event.address,
      path: event.path,
      detail: { ...event.detail, ...((times > 1 || event === OVERFLOW) && { times }) },
    }));
    await this.database.execute(
      `INSERT INTO access_log (at, kind, actor_account_id, subject_person_id, address, path, detail)
       SELECT at, kind, actor, subject, address, path, detail FROM jsonb_to_recordset($1::jsonb)
         AS event (at timestamptz, kind text, actor uuid, subject uuid, address text, path text, detail jsonb)
       ORDER BY at`,
      [JSON.stringify(rows)],
    );
  }
}
