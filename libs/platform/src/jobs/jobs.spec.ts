import { createTestDatabase, TEST_NOW, type TestDatabase } from '@app/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Queue } from 'bullmq';
import { z } from 'zod';
import { FixedClock } from '../clock/clock';
import { loadConfig } from '../config/config';
import { Database } from '../database/database';
import { PlatformModule } from '../platform.module';
import { defineJob, handles, type JobHandler, NO_PAYLOAD } from './job';
import { JobQueue } from './job-queue';
import { JobWorker } from './job-worker';
import { QUEUE_NAME, QueueBackend } from './queue-backend';

const NOTE = defineJob('spec-note', z.object({ text: z.string() }));
const TIDY_UP = defineJob('spec-tidy-up', NO_PAYLOAD);
const FLAKY = defineJob('spec-flaky', z.object({ text: z.string() }));

const REDIS_URL = loadConfig().TEST_REDIS_URL;
const BACKENDS = REDIS_URL ? ['postgres', 'redis'] : ['postgres'];

describe.each(BACKENDS)('Jobs on %s', (backend) => {
  let testDatabase: TestDatabase;
  const apps: INestApplicationContext[] = [];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    if (backend === 'redis') await emptyRedis();
  });

  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
  });

  afterAll(async () => {
    await testDatabase.drop();
  });

  async function start(): Promise<{
    app: INestApplicationContext;
    queue: JobQueue;
    database: Database;
  }> {
    const config = loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: testDatabase.url,
      DATABASE_POOL: '6',
      LOG_LEVEL: 'silent',
      REDIS_URL: backend === 'redis' ? REDIS_URL : undefined,
    });
    const module = Test.createTestingModule({
      imports: [PlatformModule.forRoot(config, new FixedClock(TEST_NOW))],
    });
    const app = await (await module.compile()).init();
    apps.push(app);
    return { app, queue: app.get(JobQueue), database: app.get(Database) };
  }

  it('adds nothing when the transaction is rolled back, and everything when it is committed', async () => {
    const { queue, database } = await start();
    const failing = database.transaction(async () => {
      await queue.enqueue(NOTE, { text: 'never' });
      await database.execute(
        `INSERT INTO office_holidays_history (day, name, recorded_at) VALUES ('2026-01-05', 'x', '2026-01-01')`,
      );
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await queue.counts()).toMatchObject({ waiting: 0 });

    const { worker, seen } = await startWorker();
    await database.transaction(async () => {
      await queue.enqueueAll(NOTE, [{ payload: { text: 'one' } }, { payload: { text: 'two' } }]);
      await database.execute(
        `INSERT INTO office_holidays_history (day, name, recorded_at) VALUES ('2026-01-06', 'x', '2026-01-01')`,
      );
    });
    await until(() => seen.length === 2);
    expect([...seen].sort()).toEqual(['one', 'two']);
    await worker.stop();
    expect(await queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
  });

  it('keeps 40 mixed transactions apart when the queue is opened inside the first of them', async () => {
    const { queue, database } = await start();
    const works = Array.from({ length: 40 }, (_, index) =>
      database
        .transaction(async () => {
          await queue.enqueue(NOTE, { text: String(index) });
          if (index % 2 === 1) throw new Error('odd');
        })
        .catch(() => undefined),
    );
    await Promise.all(works);
    expect(await queue.counts()).toMatchObject({ waiting: 20 });
    const { worker, seen } = await startWorker();
    await until(() => seen.length === 20);
    await worker.stop();
    expect(seen.map(Number).every((index) => index % 2 === 0)).toBe(true);
    expect(new Set(seen).size).toBe(20);
  });

  it('adds a job once while one with its id waits', async () => {
    const { queue } = await start();
    for (let time = 0; time < 3; time++)
      await queue.enqueue(NOTE, { text: 'same' }, { jobId: 'note-1' });
    await queue.enqueue(NOTE, { text: 'last' }, { jobId: 'note-2' });
    const { worker, seen } = await startWorker();
    await until(() => seen.includes('last'));
    await worker.stop();
    // Once each; which of the two comes first is nobody's promise.
    expect(seen.toSorted()).toEqual(['last', 'same']);
  });

  it('tries again after a failure', async () => {
    const { queue } = await start();
    let failures = 0;
    const { worker, seen } = await startWorker(
      handles(FLAKY, ({ text }) => {
        failures += 1;
        if (failures === 1) throw new Error('first time');
        seen.push(text);
        return Promise.resolve();
      }),
    );
    await queue.enqueue(FLAKY, { text: 'at last' });
    await until(() => seen.length === 1);
    await worker.stop();
    expect(failures).toBe(2);
  });

  it('refuses a payload that does not fit', async () => {
    const { queue } = await start();
    await expect(queue.enqueue(NOTE, { text: 5 } as never)).rejects.toThrow();
  });

  it('does not start without a handler for every declared job', async () => {
    const { app } = await start();
    await expect(app.get(JobWorker).start([handles(NOTE, nothing)])).rejects.toThrow(
      'the job spec-tidy-up has no handler',
    );
  });

  it('keeps schedules by the clock of Tokyo, replaces changed ones and removes the others', async () => {
    const { app, queue } = await start();
    await queue.keepSchedules([
      { id: 'plan', pattern: '0 2 * * *', job: TIDY_UP },
      { id: 'old', pattern: '0 3 * * *', job: TIDY_UP },
    ]);
    const schedules = [{ id: 'plan', pattern: '30 8 * * *', job: TIDY_UP }];
    await queue.keepSchedules(schedules);
    await queue.keepSchedules(schedules);
    const found = await schedulersOf(app);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ key: 'plan', pattern: '30 8 * * *', tz: 'Asia/Tokyo' });
    expect(new Date(found[0]?.next ?? 0).toISOString()).toMatch(/T23:30:00.000Z$/);
    expect(await queue.counts()).toMatchObject({ delayed: 1 });
    await queue.keepSchedules([]);
    expect(await queue.counts()).toMatchObject({ delayed: 0 });
  });

  /** A worker of its own process as far as the queue can tell. */
  async function startWorker(flaky: JobHandler = handles(FLAKY, nothing)) {
    const { app } = await start();
    const seen: string[] = [];
    const worker = app.get(JobWorker);
    await worker.start([
      handles(NOTE, ({ text }) => Promise.resolve(seen.push(text))),
      flaky,
      handles(TIDY_UP, nothing),
    ]);
    return { worker, seen };
  }

  async function schedulersOf(app: INestApplicationContext) {
    const config = loadConfig({
      NODE_ENV: 'test',
      REDIS_URL: backend === 'redis' ? REDIS_URL : undefined,
    });
    const queue = await new QueueBackend(config, app.get(Database)).openQueue({});
    try {
      return await queue.getJobSchedulers();
    } finally {
      await queue.close();
    }
  }
});

async function emptyRedis(): Promise<void> {
  const queue = new Queue(QUEUE_NAME, { connection: { url: REDIS_URL ?? '' } });
  await queue.obliterate({ force: true });
  await queue.close();
}

function nothing(): Promise<void> {
  return Promise.resolve();
}

/** Looks every few milliseconds; the test's own time limit ends a wait in vain. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
