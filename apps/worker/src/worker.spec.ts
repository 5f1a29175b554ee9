import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditGuard } from '@app/accounts';
import {
  createTestDatabase,
  rowOf,
  TEST_NOW,
  TestCity,
  type TestDatabase,
  TestFigures,
} from '@app/testing';
import { Database, declaredJobs, FixedClock, JobQueue, loadConfig } from '@app/platform';
import { PlanReminders } from '@app/reminders';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { SCHEDULES } from './schedules';
import { Worker } from './worker';
import { WorkerModule } from './worker.module';

describe('The worker', () => {
  let testDatabase: TestDatabase;
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-worker-'));
  const apps: INestApplicationContext[] = [];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
  });

  afterAll(async () => {
    for (const app of apps) await app.close();
    await testDatabase.drop();
    rmSync(dataDir, { recursive: true });
  });

  async function startWorker(): Promise<INestApplicationContext> {
    const config = loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: testDatabase.url,
      DATABASE_POOL: '10',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      PUBLIC_URL: 'https://manabi.city.example.jp',
    });
    const module = Test.createTestingModule({
      imports: [WorkerModule.forRoot(config, new FixedClock(TEST_NOW))],
    });
    const app = await (await module.compile()).init();
    apps.push(app);
    await app.get(Worker).start();
    return app;
  }

  it('has a schedule or an asker for every job, and starts with exactly one handler for each', async () => {
    await startWorker();
    const byClock = SCHEDULES.map(({ job }) => job.name);
    const others = declaredJobs()
      .map(({ name }) => name)
      .filter((name) => !byClock.includes(name));
    expect(others).toEqual([
      'mail-audit-anchor',
      'renew-estimate',
      'deliver-digest',
      'send-test-notice',
    ]);
  });

  it('delivers 40 digests once each with two workers, from planning alone', async () => {
    const second = await startWorker();
    const database = second.get(Database);
    const city = new TestCity(database);
    const figures = new TestFigures(database);
    const unitId = await city.addUnit({ name: '総務課', countsForLeaderKpi: false });
    const courseId = await figures.addCourse('生成AI活用 L1');
    for (let count = 0; count < 40; count++) {
      await figures.addEnrollment({
        personId: await city.addPerson({ unitId }),
        courseId,
        dueOn: '2026-11-17',
      });
    }
    // The clock of a worker may have planned for some of them meanwhile: what counts is what was planned for all.
    await second.get(PlanReminders).run();
    expect(await countOf(database, 'reminder_ledger', 'true')).toBe(40);
    expect(await countOf(database, 'reminder_digests', 'true')).toBe(40);
    await until(async () => (await countOf(database, 'mailbox_messages', 'true')) >= 40);
    await until(async () => (await second.get(JobQueue).counts()).active === 0);
    expect(await countOf(database, 'mailbox_messages', 'true')).toBe(40);
    expect(await countOf(database, 'reminder_digests', `state = 'sent'`)).toBe(40);
    const mail = await rowOf<{ subject: string; body: string }>(
      database,
      'SELECT subject, body FROM mailbox_messages LIMIT 1',
    );
    expect(mail?.subject).toBe('【サンプル市 ツナガル学び】1件のお知らせ(令和8年11月16日(月))');
    expect(mail?.body).toContain('https://manabi.city.example.jp/courses/');
  });

  it('checks the audit log and sends its anchor to the auditors, once a day', async () => {
    const worker = await startWorker();
    const database = worker.get(Database);
    const city = new TestCity(database);
    const auditor = await city.addPerson({
      ...{ staffNumber: '000901', email: 'audit@city.example.jp' },
    });
    await city.addAccount(auditor, 'auditor');
    const other = await city.addPerson({ staffNumber: '000902', email: 'none@city.example.jp' });
    await city.addAccount(other);
    const sent = `subject LIKE '%監査記録の控え%'`;
    expect((await worker.get(AuditGuard).run()).problem).toBeNull();
    await until(async () => (await countOf(database, 'mailbox_messages', sent)) > 0);
    expect((await worker.get(AuditGuard).run()).problem).toBeNull();
    await until(async () => (await worker.get(JobQueue).counts()).active === 0);
    expect(await countOf(database, 'mailbox_messages', sent)).toBe(1);
    const mail = await rowOf<{ to_address: string; body: string }>(
      database,
      `SELECT to_address, body FROM mailbox_messages WHERE ${sent}`,
    );
    expect(mail?.to_address).toBe('audit@city.example.jp');
    expect(mail?.body).toContain('記録のつながりは正常です');
    // What is mailed is what stands in the file, so that one can be checked by the other.
    expect(mail?.body).toContain(
      readFileSync(join(dataDir, 'audit-anchors/2026-11-16.json'), 'utf8').trim(),
    );
    expect(await countOf(database, 'audit_checks', 'problem IS NULL')).toBe(2);
  });
});

async function countOf(database: Database, table: string, where: string): Promise<number> {
  const row = await rowOf<{ n: number }>(
    database,
    `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`,
  );
  return row?.n ?? -1;
}

/** Looks every few milliseconds; the test's own time limit ends a wait in vain. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 10));
}
