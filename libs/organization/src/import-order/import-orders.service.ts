import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import { AuditLog, Clock, Conflict, Database, JobQueue, NotFound } from '@app/platform';
import { ImportQueries } from '../import/imports.queries';
import type { ApplyChoices } from '../import/imports.service';
import type { ImportInput } from '../import/plan-maker';
import { requireFiles } from '../import/read-files';
import { CARRY_OUT_IMPORTS } from './import-orders.jobs';
import {
  APPLYING,
  type ImportOrder,
  OPEN_ORDERS,
  ORDER,
  PLANNED_WRITES,
} from './import-orders.sql';

/** Files with more bytes are compared by the worker: some five thousand people. */
export const MOST_BYTES_AT_ONCE = 600_000;
/** Plans with more rows to write are carried out by the worker. */
export const MOST_WRITES_AT_ONCE = 10_000;
const MOST_OPEN = 5;

/** Hands long files and long plans to the worker, and calls that off again. Whoever may import sees all orders. */
@Injectable()
export class ImportOrders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly jobs: JobQueue,
    private readonly batches: ImportQueries,
  ) {}

  isLong({ units, postings }: Pick<ImportInput, 'units' | 'postings'>): boolean {
    return (units?.bytes.length ?? 0) + (postings?.bytes.length ?? 0) > MOST_BYTES_AT_ONCE;
  }

  async isLongPlan(batchId: string): Promise<boolean> {
    return (await this.writesOf(batchId)) > MOST_WRITES_AT_ONCE;
  }

  async find(orderId: string): Promise<ImportOrder | null> {
    return this.database.first(ORDER, { orderId });
  }

  async listOpen(): Promise<readonly ImportOrder[]> {
    return this.database.all(OPEN_ORDERS, {});
  }

  /** Returns the order's id. */
  async orderCompare(actor: Actor, files: ImportInput): Promise<string> {
    requirePermission(actor, 'organization.import');
    requireFiles(files);
    const { units, postings, effectiveOn, source, unitsSheet, postingsSheet } = files;
    const named = { unitsName: units?.fileName, postingsName: postings?.fileName };
    const input = { ...named, effectiveOn, source, unitsSheet, postingsSheet };
    return this.database.transaction(async () => {
      await this.requireRoom();
      const id = await this.add(actor, { act: 'compare', batchId: null, input, total: 0 });
      await this.database.execute(
        'UPDATE import_orders SET units_file = $2, postings_file = $3 WHERE id = $1',
        [id, bytesOf(units), bytesOf(postings)],
      );
      return id;
    });
  }

  async orderApply(actor: Actor, batchId: string, choices: ApplyChoices): Promise<string> {
    requirePermission(actor, 'organization.import');
    return this.database.transaction(async () => {
      const batch = await this.batches.findBatch(batchId);
      if (!batch) throw new NotFound();
      if (batch.state !== 'previewed') throw alreadyClosed();
      if ((await this.database.first(APPLYING, { batchId: batch.id })) !== null)
        throw alreadyOrdered();
      const total = await this.writesOf(batch.id);
      return this.add(actor, { act: 'apply', batchId: batch.id, input: choices, total });
    });
  }

  async cancel(actor: Actor, orderId: string): Promise<void> {
    requirePermission(actor, 'organization.import');
    await this.database.transaction(async () => {
      const order = await this.find(orderId);
      if (!order) throw new NotFound();
      const done = await this.database.execute(
        `UPDATE import_orders SET state = 'cancelled', finished_at = $2, units_file = NULL, postings_file = NULL
         WHERE id = $1 AND state IN ('waiting', 'running')`,
        [order.id, this.clock.now()],
      );
      if (done === 0) throw over();
      await this.record(actor, 'import_order.cancelled', order.id, { act: order.act });
    });
  }

  private async add(
    actor: Actor,
    order: Pick<ImportOrder, 'act' | 'total'> & {
      readonly batchId: string | null;
      readonly input: object;
    },
  ): Promise<string> {
    const id = randomUUID();
    const { act, batchId, input, total } = order;
    await this.database.execute(
      `INSERT INTO import_orders (id, act, batch_id, input, ordered_at, ordered_by, state, total)
       VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7)`,
      [id, act, batchId, JSON.stringify(input), this.clock.now(), actor.accountId, total],
    );
    await this.record(actor, 'import_order.ordered', id, { act });
    await this.jobs.enqueue(CARRY_OUT_IMPORTS, {}, { forgetFailure: true });
    return id;
  }

  private async requireRoom(): Promise<void> {
    if ((await this.listOpen()).length < MOST_OPEN) return;
    throw new Conflict(
      'import_order.too_many',
      `順番を待っている取込みが${String(MOST_OPEN)}件あります。終わるのを待つか、取りやめてから、もう一度送信してください。`,
    );
  }

  private async writesOf(batchId: string): Promise<number> {
    return (await this.database.only(PLANNED_WRITES, { batchId })).total;
  }

  private async record(actor: Actor, action: string, id: string, detail: object): Promise<void> {
    await this.audit.record(auditActorOf(actor), {
      ...{ action, subjectType: 'import_order', subjectId: id, detail: { ...detail } },
    });
  }
}

function bytesOf(file: ImportInput['units']): Uint8Array | null {
  return file?.bytes ?? null;
}

function alreadyClosed(): Conflict {
  return new Conflict(
    'import.closed',
    'この取込みはすでに終わっています。取込みの一覧からやり直してください。',
  );
}

function alreadyOrdered(): Conflict {
  return new Conflict(
    'import_order.ordered',
    'この取込みは、反映の順番を待っているか、反映している途中です。取込みの一覧で確かめてください。',
  );
}

function over(): Conflict {
  return new Conflict(
    'import_order.over',
    'すでに終わっているか、取りやめられています。画面を開き直して確かめてください。',
  );
}
