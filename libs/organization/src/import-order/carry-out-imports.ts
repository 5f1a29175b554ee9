import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, hasPermission } from '@app/access';
import {
  AppLogger,
  type AuditActor,
  Clock,
  Database,
  DomainError,
  InvalidInput,
} from '@app/platform';
import { OrganizationImports } from '../import/imports.service';
import type { ImportInput } from '../import/plan-maker';
import type { ImportFile } from '../import/read-files';
import { CLAIM_ORDER, type ClaimedOrder } from './import-orders.sql';

/** A run that was not heard of for so long is over: the process was killed. */
const LOST_AFTER_MS = 2 * 60 * 1000;
const MOST_ATTEMPTS = 3;
/** While files are compared somewhere else nothing is told by itself. */
const BEAT_MS = 1_000;

const FAULT = `途中で問題が起きたため、${String(MOST_ATTEMPTS)}回試してやめました。何も反映していません。時間をおいて、もう一度送信してください。続くときは、システム管理者に連絡してください。`;

/** Called off, or taken over by another run: nothing of it stays. */
class Stopped extends Error {}

interface Run {
  readonly order: ClaimedOrder;
  readonly runId: string;
}

/** Whoever ordered it, as they are by now; null for nobody. */
type FindActor = (accountId: string) => Promise<Actor | null>;

/**
 * For the worker: compares the long files and carries out the long plans that were ordered, one at a time. Safe to run twice and to be
 * killed: an order whose run is not heard of waits again, and what is carried out is one transaction with the end of its order.
 */
@Injectable()
export class CarryOutImports {
  /** What is told of a run is told outside of its transaction. */
  private readonly outside = new AsyncResource('CarryOutImports');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly imports: OrganizationImports,
    private readonly logger: AppLogger,
  ) {}

  /** Returns how many came to an end, with or without a batch. */
  async run(findActor: FindActor): Promise<number> {
    const tried: string[] = [];
    let finished = 0;
    for (;;) {
      const run = await this.claim(tried);
      if (run === null) return finished;
      tried.push(run.order.id);
      if (await this.carryOut(run, findActor)) finished += 1;
    }
  }

  private async claim(tried: readonly string[]): Promise<Run | null> {
    const runId = randomUUID();
    const now = this.clock.now();
    return this.database.transaction(async () => {
      await this.database.execute('SELECT pg_advisory_xact_lock(hashtext($1))', ['import_orders']);
      await this.database.execute(
        `UPDATE import_orders SET state = 'waiting' WHERE state = 'running' AND beat_at < $1`,
        [new Date(now.getTime() - LOST_AFTER_MS)],
      );
      const order = await this.database.first(CLAIM_ORDER, { runId, now, tried });
      return order && { order, runId };
    });
  }

  /** Whether the order is over. */
  private async carryOut(run: Run, findActor: FindActor): Promise<boolean> {
    try {
      const actor = await findActor(run.order.orderedBy);
      if (!actor || !hasPermission(actor, 'organization.import')) {
        await this.fail(
          run,
          '取り込む権限がなくなったため、取りやめました。何も反映していません。',
        );
        return true;
      }
      await (run.order.act === 'compare'
        ? this.compare(run, auditActorOf(actor))
        : this.apply(run, auditActorOf(actor)));
      return true;
    } catch (error) {
      return this.ended(run, error);
    }
  }

  private async ended(run: Run, error: unknown): Promise<boolean> {
    if (error instanceof Stopped) return true;
    if (error instanceof DomainError) {
      await this.fail(run, wordsOf(error));
      return true;
    }
    this.logger.error(`The import order ${run.order.id} came to nothing`, error);
    if (run.order.attempts >= MOST_ATTEMPTS) {
      await this.fail(run, FAULT);
      return true;
    }
    await this.database.execute(
      `UPDATE import_orders SET state = 'waiting' WHERE id = $1 AND run_id = $2 AND state = 'running'`,
      [run.order.id, run.runId],
    );
    return false;
  }

  private async compare(run: Run, by: AuditActor): Promise<void> {
    const gone = new AbortController();
    const beat = setInterval(() => {
      this.tell(run, 0).catch(() => {
        gone.abort();
      });
    }, BEAT_MS);
    try {
      const input = { ...inputOf(run.order), gone: gone.signal };
      await this.imports.preview(by, input, (batchId) => this.finish(run, batchId));
    } catch (error) {
      throw gone.signal.aborted ? new Stopped() : error;
    } finally {
      clearInterval(beat);
    }
  }

  private async apply(run: Run, by: AuditActor): Promise<void> {
    const { batchId, input } = run.order;
    if (batchId === null) throw new Error('What is applied is a batch');
    const { withoutRefused = false, leavings = null, alarmsAccepted } = input;
    let done = 0;
    await this.database.transaction(async () => {
      const told = (rows: number) => this.tell(run, (done += rows));
      await this.imports.apply(by, batchId, { withoutRefused, leavings, alarmsAccepted }, told);
      await this.finish(run, batchId);
    });
  }

  /** How far it is; stops when it was called off meanwhile. */
  private async tell({ order, runId }: Run, done: number): Promise<void> {
    const heard = await this.outside.runInAsyncScope(() =>
      this.database.execute(
        `UPDATE import_orders SET beat_at = $3, done_rows = $4 WHERE id = $1 AND run_id = $2 AND state = 'running'`,
        [order.id, runId, this.clock.now(), done],
      ),
    );
    if (heard === 0) throw new Stopped();
  }

  /** Within the transaction of what it did. */
  private async finish({ order, runId }: Run, batchId: string): Promise<void> {
    const done = await this.database.execute(
      `UPDATE import_orders SET state = 'done', batch_id = $3, finished_at = $4, units_file = NULL, postings_file = NULL
       WHERE id = $1 AND run_id = $2 AND state = 'running'`,
      [order.id, runId, batchId, this.clock.now()],
    );
    if (done === 0) throw new Stopped();
  }

  private async fail({ order, runId }: Run, problem: string): Promise<void> {
    await this.database.execute(
      `UPDATE import_orders SET state = 'failed', finished_at = $3, problem = $4, units_file = NULL, postings_file = NULL
       WHERE id = $1 AND run_id = $2 AND state = 'running'`,
      [order.id, runId, this.clock.now(), problem],
    );
  }
}

function inputOf({ input, unitsFile, postingsFile }: ClaimedOrder): ImportInput {
  const file = (fileName: string | undefined, bytes: Buffer | null): ImportFile | undefined =>
    fileName === undefined || bytes === null ? undefined : { fileName, bytes };
  const { effectiveOn, source, unitsSheet, postingsSheet } = input;
  return {
    units: file(input.unitsName, unitsFile),
    postings: file(input.postingsName, postingsFile),
    ...{ effectiveOn: effectiveOn as ImportInput['effectiveOn'], source },
    ...{ unitsSheet, postingsSheet },
  };
}

/** What is said at the fields of the form, where there is no form any more. */
function wordsOf(error: DomainError): string {
  const fields = error instanceof InvalidInput ? Object.values(error.fields) : [];
  return fields.length > 0 ? fields.join('') : error.message;
}
