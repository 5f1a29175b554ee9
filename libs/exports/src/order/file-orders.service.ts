import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  AuditLog,
  Clock,
  Conflict,
  Database,
  type FileOrderId,
  JobQueue,
  NotFound,
} from '@app/platform';
import { MAKE_FILES } from '../exports.jobs';
import { columnsFor } from '../list/file-list';
import { isRowFormat, requireSheet, type RowFormat } from '../list/list-parts';
import type { ListQuery } from '../list/list-source';
import { ListSources } from '../list/list-sources';
import { isOpenOrder, MOST_OPEN_ORDERS, seeingRoles } from './file-order.rules';
import { MadeFiles } from './made-files';
import { EXPIRED, type FileOrder, ONE, OWN_TOTAL, SAME_OPEN } from './file-orders.sql';

export interface Ordering {
  readonly list: string;
  readonly format: string;
  readonly query: ListQuery;
}

/** What would be ordered: the list with its filter in words, and how long it is. */
export interface OrderDraft {
  readonly name: string;
  readonly title: string;
  readonly total: number;
  readonly format: RowFormat;
  readonly columns: readonly string[];
}

/** Orders files that the worker makes, and ends orders. Each is one person's own: to everybody else it does not exist. */
@Injectable()
export class FileOrdersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly jobs: JobQueue,
    private readonly files: MadeFiles,
    private readonly sources: ListSources,
  ) {}

  async draft(actor: Actor, { list, format, query }: Ordering): Promise<OrderDraft> {
    if (!isRowFormat(format)) throw new NotFound();
    const source = this.sources.get(list);
    requirePermission(actor, source.permission);
    const asked = { actor, query, today: this.clock.today() };
    const draft = await source.use(asked, ({ list: written, title, total }) =>
      Promise.resolve({
        ...{ name: written.name, title, total, format },
        columns: columnsFor(written, 'file').map(({ heading }) => heading),
      }),
    );
    if (format === 'xlsx') requireSheet(draft.total);
    return draft;
  }

  /** The same thing ordered again while it waits is the one order. */
  async order(actor: Actor, ordering: Ordering): Promise<FileOrderId> {
    const { name, title, total, format } = await this.draft(actor, ordering);
    return this.database.transaction(async () => {
      await this.database.execute('SELECT pg_advisory_xact_lock(hashtext($1))', [
        `file_orders ${actor.accountId}`,
      ]);
      const query = JSON.stringify(ordering.query);
      const same = { accountId: actor.accountId, listKey: ordering.list, format, query };
      const open = await this.database.first(SAME_OPEN, same);
      if (open !== null) return open.id;
      await this.requireRoom(actor);
      const id = randomUUID();
      await this.database.execute(
        `INSERT INTO file_orders (id, account_id, list_key, format, query, title, as_of, roles, ordered_at, state, total)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10)`,
        [
          ...[id, actor.accountId, ordering.list, format, query, title],
          ...[this.clock.today(), seeingRoles(actor), this.clock.now(), total],
        ],
      );
      await this.record(actor, 'file_order.ordered', id, { list: name, format });
      await this.jobs.enqueue(MAKE_FILES, {}, { forgetFailure: true });
      return id;
    });
  }

  /** Before it is finished. What was written so far is thrown away by whoever writes it. */
  async cancel(actor: Actor, id: FileOrderId): Promise<void> {
    await this.database.transaction(async () => {
      await this.own(actor, id);
      const done = await this.database.execute(
        `UPDATE file_orders SET state = 'cancelled', finished_at = $3 WHERE id = $1 AND account_id = $2 AND state IN ('waiting', 'running')`,
        [id, actor.accountId, this.clock.now()],
      );
      if (done === 0) {
        throw new Conflict(
          'file_order.over',
          'すでに作成が終わっているか、取りやめています。一覧で状態を確かめてください。',
        );
      }
      await this.record(actor, 'file_order.cancelled', id);
    });
  }

  /** The file before it expires; its order stays as a line. */
  async remove(actor: Actor, id: FileOrderId): Promise<void> {
    await this.database.transaction(async () => {
      const order = await this.own(actor, id);
      if (isOpenOrder(order)) {
        throw new Conflict(
          'file_order.open',
          'まだ作成中です。先に作成を取りやめるか、できあがってから削除してください。',
        );
      }
      const done = await this.database.execute(
        `UPDATE file_orders SET state = 'deleted' WHERE id = $1 AND account_id = $2 AND state = 'ready'`,
        [id, actor.accountId],
      );
      if (done === 0 || order.fileId === null) {
        throw new Conflict('file_order.gone', 'このファイルは、すでにありません。');
      }
      await this.files.removeContents([order.fileId]);
      await this.record(actor, 'file_order.deleted', id);
    });
  }

  /** At night. Returns how many files went. */
  async forgetExpired(): Promise<number> {
    return this.database.transaction(async () => {
      const expired = await this.database.all(EXPIRED, { now: this.clock.now() });
      await this.files.removeContents(expired.map(({ fileId }) => fileId));
      return expired.length;
    });
  }

  private async own(actor: Actor, id: FileOrderId): Promise<FileOrder> {
    const order = await this.database.first(ONE, { id, accountId: actor.accountId });
    if (!order) throw new NotFound();
    return order;
  }

  private async requireRoom({ accountId }: Actor): Promise<void> {
    const { open } = await this.database.only(OWN_TOTAL, { accountId });
    if (open < MOST_OPEN_ORDERS) return;
    throw new Conflict(
      'file_order.too_many',
      `作成を待っているファイルが${String(open)}件あります。できあがるのを待つか、「保存したファイル」で取りやめてから、もう一度作成してください。`,
    );
  }

  private async record(
    actor: Actor,
    action: string,
    id: string,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'file_order', subjectId: id },
      detail,
    });
  }
}
