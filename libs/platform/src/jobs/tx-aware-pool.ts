import { Client, type Pool, type PoolClient, type QueryResult } from 'pg';
import type { Database } from '../database/database';

/**
 * Looks like a pool to BullMQ, but runs on the connection of the surrounding transaction when there is one: a job
 * that is added there exists if, and only if, the transaction is committed. BullMQ adds jobs in one statement each.
 */
export class TxAwarePool {
  /** With it BullMQ may listen for an hour without asking; see `connect`. */
  readonly options = { keepAlive: true };

  constructor(private readonly database: Database) {}

  async query(text: string, parameters?: unknown[]): Promise<QueryResult> {
    const runner = this.database.isInTransaction ? this.database.manager.queryRunner : undefined;
    if (!runner?.isTransactionActive) return this.pool.query(text, parameters);
    const client = (await runner.connect()) as PoolClient;
    return client.query(text, parameters);
  }

  /**
   * A connection of its own, for looking at the schema once and for listening. Not one of the pool's: those may all
   * be held by transactions that wait for the queue to be opened.
   */
  async connect(): Promise<PoolClient> {
    const client = new Client({ ...this.pool.options, keepAlive: true });
    // A lost connection fails the next query, which is where it is dealt with.
    client.on('error', () => undefined);
    await client.connect();
    return Object.assign(client, { release: () => void client.end().catch(() => undefined) });
  }

  /** The pool is the application's and outlives the queue. */
  end(): Promise<void> {
    return Promise.resolve();
  }

  on(event: 'error', listener: (error: Error) => void): this {
    this.pool.on(event, listener);
    return this;
  }

  removeListener(event: 'error', listener: (error: Error) => void): this {
    this.pool.removeListener(event, listener);
    return this;
  }

  private get pool(): Pool {
    return (this.database.manager.dataSource.driver as unknown as { master: Pool }).master;
  }
}
