import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import type { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import type { Pool, PoolClient } from 'pg';
import type { EntityManager, ObjectLiteral, Repository, EntityTarget } from 'typeorm';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { checkRow } from '../statements/check-row';
import type { Statement } from '../statements/statement';
import { Turns } from './turns';

/**
 * A page asks for many things side by side. On the machine of a city hall more of them at once are not sooner done; they
 * only take connections on which nothing is planned yet.
 */
const READS_AT_ONCE = 2;

type Hook = () => Promise<void> | void;

/** What is to be done at the end of a transaction, and once it is over, one way or the other. */
interface TransactionHooks {
  readonly ending: Hook[];
  readonly committed: Hook[];
  readonly rolledBack: Hook[];
  readonly failed: Hook[];
}

/** Rows and the number of rows that exist in all, for a page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/**
 * The only door to PostgreSQL. Inside `transaction` every call of every service runs on the same connection
 * (the transaction is ambient); nested calls join the outer one. Nothing else sees the library behind it.
 */
@Injectable()
export class Database {
  private readonly hooks = new AsyncLocalStorage<TransactionHooks>();

  private readonly turns = new AsyncLocalStorage<Turns>();
  private readonly checksRows: boolean;

  constructor(
    private readonly host: TransactionHost<TransactionalAdapterTypeOrm>,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    this.checksRows = config.NODE_ENV === 'test';
  }

  get manager(): EntityManager {
    return this.host.tx;
  }

  get isInTransaction(): boolean {
    return this.host.isTransactionActive();
  }

  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }

  /**
   * The rows of a declared statement. Its text is planned once per connection and then only executed by its name, which
   * saves most of the database's work on small statements.
   */
  async all<Given, Row>(statement: Statement<Given, Row>, given: Given): Promise<readonly Row[]> {
    const { name, columns } = statement;
    const rows = await this.inTurn(async () =>
      statement.isPlannedAnew
        ? this.planAnew(async (client) => rowsOf(client, statement, given))
        : rowsOf(await this.client(), statement, given),
    );
    if (this.checksRows) for (const row of rows) checkRow(name, columns, row);
    return rows;
  }

  /** What is read inside, outside of a transaction, takes turns: one request never takes all connections. */
  takingTurns<Result>(work: () => Result): Result {
    return this.turns.run(new Turns(READS_AT_ONCE), work);
  }

  /** The first row, or null when there is none. */
  async first<Given, Row>(statement: Statement<Given, Row>, given: Given): Promise<Row | null> {
    return (await this.all(statement, given))[0] ?? null;
  }

  /** The row of a statement that always has one, e.g. a sum. */
  async only<Given, Row>(statement: Statement<Given, Row>, given: Given): Promise<Row> {
    const row = await this.first(statement, given);
    if (row === null) throw new Error(`${statement.name} always has a row`);
    return row;
  }

  /** Runs one statement and returns how many rows it touched. */
  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    const { affected } = await this.run(sql, parameters);
    return affected ?? 0;
  }

  /** Until the transaction ends nobody else writes into these histories; reading goes on. */
  async keepWritersOut(...histories: readonly string[]): Promise<void> {
    await this.execute('SELECT keep_writers_out($1)', [histories]);
  }

  /** Lets the planner know the tables again after a large change. */
  async refreshStatistics(...tables: readonly string[]): Promise<void> {
    await this.execute('SELECT refresh_statistics($1)', [tables]);
  }

  /** All or nothing. Do not wait for the network inside: use `afterCommit`. */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.isInTransaction) return work();
    const hooks: TransactionHooks = { ending: [], committed: [], rolledBack: [], failed: [] };
    const result = await noteFailure(
      this.hooks.run(hooks, () =>
        this.host.withTransaction(() => undoOnFailure(() => workToTheEnd(work, hooks), hooks)),
      ),
      hooks,
    );
    for (const hook of hooks.committed) await hook();
    return result;
  }

  /** Side by side; within a transaction, which has one connection, one after the other. */
  async together<Tasks extends readonly (() => Promise<unknown>)[]>(
    ...tasks: Tasks
  ): Promise<{ -readonly [Place in keyof Tasks]: Awaited<ReturnType<Tasks[Place]>> }> {
    const done: unknown[] = [];
    if (this.isInTransaction) for (const task of tasks) done.push(await task());
    else done.push(...(await Promise.all(tasks.map((task) => task()))));
    return done as { -readonly [Place in keyof Tasks]: Awaited<ReturnType<Tasks[Place]>> };
  }

  /** Everything that is read inside is told as of one instant, however long it takes; nothing is written. */
  async snapshot<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.isInTransaction) throw new Error('A snapshot is no part of a transaction');
    return this.transaction(async () => {
      await this.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      return work();
    });
  }

  /**
   * Runs `hook` inside the surrounding transaction as its last statements; at once when there is none. For what holds
   * a lock that everybody needs: it is held for the commit only, not while the work goes on or waits.
   */
  async beforeCommit(hook: Hook): Promise<void> {
    const hooks = this.isInTransaction ? this.hooks.getStore() : undefined;
    if (hooks) hooks.ending.push(hook);
    else await hook();
  }

  /** Runs `hook` once the surrounding transaction is committed; at once when there is none. */
  async afterCommit(hook: Hook): Promise<void> {
    const hooks = this.isInTransaction ? this.hooks.getStore() : undefined;
    if (hooks) hooks.committed.push(hook);
    else await hook();
  }

  /**
   * Runs `hook` when the surrounding transaction's work fails, to take back what it did outside the database. Not
   * when only the commit fails: the server may have committed although its answer was lost.
   */
  afterRollback(hook: Hook): void {
    if (this.isInTransaction) this.hooks.getStore()?.rolledBack.push(hook);
  }

  /**
   * Runs `hook` once the surrounding transaction has failed and is undone, or at once when there is none: for what is to be
   * noted of something that was refused.
   */
  async afterFailure(hook: Hook): Promise<void> {
    const hooks = this.isInTransaction ? this.hooks.getStore() : undefined;
    if (hooks) hooks.failed.push(hook);
    else await hook();
  }

  private async inTurn<Result>(read: () => Promise<Result>): Promise<Result> {
    const turns = this.isInTransaction ? undefined : this.turns.getStore();
    return turns ? turns.take(read) : read();
  }

  /** The connection of the ambient transaction, else the pool. */
  private async client(): Promise<Pick<Pool, 'query'>> {
    const ambient = this.manager.queryRunner;
    if (ambient) return (await ambient.connect()) as PoolClient;
    return (this.manager.dataSource.driver as unknown as { readonly master: Pool }).master;
  }

  /** On one connection; the setting is put back whatever happens, except in a transaction that has failed anyway. */
  private async planAnew<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const ambient = this.manager.queryRunner;
    const runner = ambient ?? this.manager.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await client.query('SET plan_cache_mode = force_custom_plan');
      try {
        return await work(client);
      } finally {
        // A failed transaction takes the setting back by itself and would refuse this.
        await client.query('RESET plan_cache_mode').catch(() => undefined);
      }
    } finally {
      if (!ambient) await runner.release();
    }
  }

  private async run(sql: string, parameters: readonly unknown[]): Promise<{ affected?: number }> {
    const ambient = this.manager.queryRunner;
    if (ambient) return ambient.query(sql, [...parameters], true);
    const runner = this.manager.dataSource.createQueryRunner();
    try {
      return await runner.query(sql, [...parameters], true);
    } finally {
      await runner.release();
    }
  }
}

async function rowsOf<Given, Row>(
  client: Pick<PoolClient, 'query'>,
  statement: Statement<Given, Row>,
  given: Given,
): Promise<Row[]> {
  const { name, text } = statement;
  return (await client.query<Row & object>({ name, text, values: statement.bind(given) })).rows;
}

async function workToTheEnd<Result>(
  work: () => Promise<Result>,
  { ending }: TransactionHooks,
): Promise<Result> {
  const result = await work();
  for (let hook = ending.shift(); hook; hook = ending.shift()) await hook();
  return result;
}

async function undoOnFailure<Result>(
  work: () => Promise<Result>,
  { rolledBack }: TransactionHooks,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    // Whatever happens here, the work's own error is the one that counts.
    await Promise.allSettled(rolledBack.map(async (hook) => hook()));
    throw error;
  }
}

async function noteFailure<Result>(
  work: Promise<Result>,
  { failed }: TransactionHooks,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    await Promise.allSettled(failed.map(async (hook) => hook()));
    throw error;
  }
}

/** SQLSTATE of unique_violation, exclusion_violation … or null when the error is none of PostgreSQL's. */
export function sqlState(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** The violated constraint's name, when the error carries one. */
export function violatedConstraint(error: unknown): string | null {
  const thrown = error as { constraint?: unknown; driverError?: { constraint?: unknown } } | null;
  const constraint = thrown?.driverError?.constraint ?? thrown?.constraint;
  return typeof constraint === 'string' ? constraint : null;
}
