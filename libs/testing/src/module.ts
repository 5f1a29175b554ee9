import 'reflect-metadata';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  AccessLog,
  Database,
  FixedClock,
  JobWorker,
  loadConfig,
  type LocalDate,
  OfficeCalendars,
  PlatformModule,
} from '@app/platform';
import { Client } from 'pg';
import { TestCity } from './city';
import { createTestDatabase } from './database';
import { DatabaseReset } from './database-reset';

/** The instant at which tests live unless they say otherwise: Monday 2026-11-16, 10:00 in Tokyo. */
export const TEST_NOW = '2026-11-16T10:00:00+09:00';
export const TEST_DAY: LocalDate = '2026-11-16';

export interface LibTest {
  readonly app: INestApplicationContext;
  readonly database: Database;
  readonly clock: FixedClock;
  readonly city: TestCity;
  /** DATA_DIR of this test; removed at the end. */
  readonly dataDir: string;
  get<Service>(type: Type<Service> | (abstract new (...args: never[]) => Service)): Service;
  close(): Promise<void>;
}

/** What the tests of one file use one after the other. */
interface Bench {
  readonly modules: readonly Type[];
  readonly app: INestApplicationContext;
  readonly clock: FixedClock;
  readonly dataDir: string;
  readonly ownerUrl: string;
  readonly reset: DatabaseReset;
  remove(): Promise<void>;
}

const idle: Bench[] = [];

// Where there is no Jest (the bench and the fault runs use the same factories), nothing stays idle.
const isInJest = typeof afterAll === 'function';
if (isInJest) {
  afterAll(async () => {
    for (const bench of idle.splice(0)) await bench.remove();
  });
}

/**
 * The real modules on a migrated, otherwise empty database, with a clock that stands still. After `close` the next
 * test of the same file that asks for the same modules gets them again, with everything put back to the beginning:
 * the database with its queue, the files, the clock and what services keep in memory.
 */
export async function startLibTest(...modules: readonly Type[]): Promise<LibTest> {
  const bench = takeIdle(modules) ?? (await makeBench(modules));
  const { app, clock, dataDir } = bench;
  const database = app.get(Database);
  return {
    app,
    database,
    clock,
    city: new TestCity(database),
    dataDir,
    get: (type) => app.get(type as Type),
    close: () => giveBack(bench),
  };
}

function takeIdle(modules: readonly Type[]): Bench | undefined {
  const index = idle.findIndex(
    (bench) =>
      bench.modules.length === modules.length &&
      bench.modules.every((module, place) => module === modules[place]),
  );
  return index === -1 ? undefined : idle.splice(index, 1)[0];
}

async function giveBack(bench: Bench): Promise<void> {
  if (isInJest && (await isAsAtTheBeginning(bench))) idle.push(bench);
  else await bench.remove();
}

async function isAsAtTheBeginning({ app, clock, dataDir, ...bench }: Bench): Promise<boolean> {
  await app.get(JobWorker).onModuleDestroy();
  await app.get(AccessLog).flush();
  app.get(OfficeCalendars).forget();
  clock.set(TEST_NOW);
  for (const name of readdirSync(dataDir))
    rmSync(join(dataDir, name), { recursive: true, force: true });
  return withClient(bench.ownerUrl, (client) => bench.reset.run(client));
}

async function makeBench(modules: readonly Type[]): Promise<Bench> {
  const testDatabase = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-lib-'));
  const clock = new FixedClock(TEST_NOW);
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: testDatabase.url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    DATABASE_POOL: '5',
  });
  const reset = await withClient(testDatabase.ownerUrl, (client) => DatabaseReset.prepare(client));
  const app = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, clock), ...modules],
  }).compile();
  await app.init();
  return {
    modules,
    app,
    clock,
    dataDir,
    ownerUrl: testDatabase.ownerUrl,
    reset,
    remove: async () => {
      await app.close();
      await testDatabase.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function withClient<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
