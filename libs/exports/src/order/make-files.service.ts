import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission } from '@app/access';
import { ActorQueries } from '@app/accounts';
import { AppLogger, Clock, Database, DomainError, NotAllowed } from '@app/platform';
import { isRowFormat, FORMAT_TYPES, listFileName, listParts } from '../list/list-parts';
import { type AnyListSource, type ListSlice, type ListWork, slicesOf } from '../list/list-source';
import { ListSources } from '../list/list-sources';
import { LOST_AFTER_MS, MOST_ATTEMPTS, seeingRoles, SLICE } from './file-order.rules';
import { CLAIM, type FileOrder } from './file-orders.sql';
import { MadeFiles } from './made-files';

/** Cancelled, or taken over by another run: what was written is thrown away. */
class Stopped extends Error {}

interface Run {
  readonly order: FileOrder;
  readonly runId: string;
}

interface Written {
  readonly path: string;
  readonly rows: number;
  readonly title: string;
  readonly name: string;
  readonly mediaType: string;
}

const FAULT = `作成中に問題が起きたため、${String(MOST_ATTEMPTS)}回試してやめました。時間をおいて、一覧からもう一度保存してください。続くときは、システム管理者に連絡してください。`;

/**
 * For the worker: makes what was ordered, one at a time, reading the list in slices as of one instant and writing it to the disk as
 * it comes. Safe to run twice and to be killed: an order whose run is not heard of goes back to those that wait.
 */
@Injectable()
export class MakeFiles {
  /** What is told of a run is told outside of the instant that it reads. */
  private readonly outside = new AsyncResource('MakeFiles');

  constructor(
    private readonly files: MadeFiles,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly actors: ActorQueries,
    private readonly sources: ListSources,
    private readonly logger: AppLogger,
  ) {}

  /** Returns how many were finished, with a file or with a reason why there is none. */
  async run(): Promise<number> {
    const tried: string[] = [];
    const faults: unknown[] = [];
    let finished = 0;
    for (;;) {
      const run = await this.claim(tried);
      if (run === null) break;
      tried.push(run.order.id);
      const fault = await this.make(run);
      if (fault === null) finished += 1;
      else faults.push(fault);
    }
    if (faults.length > 0) throw faults[0];
    return finished;
  }

  private async claim(tried: readonly string[]): Promise<Run | null> {
    const runId = randomUUID();
    const now = this.clock.now();
    return this.database.transaction(async () => {
      await this.database.execute('SELECT pg_advisory_xact_lock(hashtext($1))', ['file_orders']);
      await this.database.execute(
        `UPDATE file_orders SET state = 'waiting' WHERE state = 'running' AND beat_at < $1`,
        [new Date(now.getTime() - LOST_AFTER_MS)],
      );
      const order = await this.database.first(CLAIM, { runId, now, tried });
      return order && { order, runId };
    });
  }

  /** What went wrong and is tried again; null when the order is over. */
  private async make(run: Run): Promise<unknown> {
    try {
      await this.makeOne(run);
      return null;
    } catch (error) {
      if (error instanceof Stopped) return null;
      if (isReason(error)) return this.fail(run, error.message);
      this.logger.error(`The file of order ${run.order.id} was not made`, error);
      if (run.order.attempts >= MOST_ATTEMPTS) return this.fail(run, FAULT);
      await this.putBack(run);
      return error;
    }
  }

  private async makeOne(run: Run): Promise<void> {
    const { order } = run;
    const source = this.sources.get(order.listKey);
    const actor = await this.actorOf(order, source);
    const { query, asOf: today } = order;
    const written = await this.database.snapshot(() =>
      source.use({ actor, query, today }, this.writing(run)),
    );
    try {
      await this.keep(run, written, actor);
    } finally {
      await this.files.remove(written.path);
    }
  }

  /** Whoever has lost the right since they ordered gets nothing. */
  private async actorOf({ accountId }: FileOrder, { permission }: AnyListSource): Promise<Actor> {
    const actor = await this.actors.findActor(accountId);
    if (actor && hasPermission(actor, permission)) return actor;
    throw new NotAllowed(
      'file_order.no_right',
      'この一覧を見る権限がなくなったため、作成しませんでした。',
    );
  }

  /** Row by row to a file of its own; nothing of it is kept in memory but a slice. */
  private writing(run: Run): ListWork<Written> {
    return async (open) => {
      const { format } = run.order;
      if (!isRowFormat(format)) throw new Error(`A list is not written as ${format}`);
      const told = (done: number) => this.tell(run, done, open.total);
      let rows = 0;
      // A stream asks for more from wherever it is: each slice is read at the instant of the whole.
      const read = { rows: AsyncResource.bind((slice: ListSlice) => open.rows(slice)) };
      async function* counted() {
        await told(0);
        for await (const slice of slicesOf(read, SLICE)) {
          rows += slice.length;
          await told(rows);
          yield slice;
        }
      }
      const { list, title, suffix } = open;
      const parts = listParts({ list, title, slices: counted() }, format);
      const path = await this.files.write(parts);
      const name = listFileName(list.name, suffix, format);
      return { path, rows, title, name, mediaType: FORMAT_TYPES[format] };
    };
  }

  /** How far it is; stops when it was cancelled meanwhile. */
  private async tell({ order, runId }: Run, done: number, total: number): Promise<void> {
    const heard = await this.outside.runInAsyncScope(() =>
      this.database.execute(
        `UPDATE file_orders SET beat_at = $3, done_rows = $4, total = $5 WHERE id = $1 AND run_id = $2 AND state = 'running'`,
        [order.id, runId, this.clock.now(), done, total],
      ),
    );
    if (heard === 0) throw new Stopped();
  }

  private async keep({ order, runId }: Run, written: Written, actor: Actor): Promise<void> {
    const { rows, title } = written;
    await this.database.transaction(async () => {
      const kept = await this.files.keep({ ...written, accountId: order.accountId });
      const done = await this.database.execute(
        `UPDATE file_orders SET state = 'ready', finished_at = $3, done_rows = $4, total = $4, title = $5, roles = $6,
           file_id = $7, file_name = $8, sha256 = $9, byte_size = $10, expires_at = $11
         WHERE id = $1 AND run_id = $2 AND state = 'running'`,
        [
          ...[order.id, runId, this.clock.now(), rows, title, seeingRoles(actor)],
          ...[kept.id, written.name, kept.sha256, kept.byteSize, kept.expiresAt],
        ],
      );
      if (done === 0) throw new Stopped();
    });
  }

  private async fail({ order, runId }: Run, problem: string): Promise<null> {
    await this.database.execute(
      `UPDATE file_orders SET state = 'failed', finished_at = $3, problem = $4 WHERE id = $1 AND run_id = $2 AND state = 'running'`,
      [order.id, runId, this.clock.now(), problem],
    );
    return null;
  }

  private async putBack({ order, runId }: Run): Promise<void> {
    await this.database.execute(
      `UPDATE file_orders SET state = 'waiting' WHERE id = $1 AND run_id = $2 AND state = 'running'`,
      [order.id, runId],
    );
  }
}

/** What the person can understand and do something about: tried again it would be the same. */
function isReason(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind !== 'unavailable';
}
