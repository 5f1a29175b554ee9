import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Database, FixedClock, loadConfig, PlatformModule } from '@app/platform';
import { TestCity } from './city';
import { createTestDatabase } from './database';

/** The instant at which tests live unless they say otherwise: Monday 2026-11-16, 10:00 in Tokyo. */
export const TEST_NOW = '2026-11-16T10:00:00+09:00';

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

/** The real modules on a fresh, migrated database of their own, with a clock that stands still. */
export async function startLibTest(...modules: readonly Type[]): Promise<LibTest> {
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
  const app = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, clock), ...modules],
  }).compile();
  await app.init();
  const database = app.get(Database);
  return {
    app,
    database,
    clock,
    city: new TestCity(database),
    dataDir,
    get: (type) => app.get(type as Type),
    close: async () => {
      await app.close();
      await testDatabase.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
