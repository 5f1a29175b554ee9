import { SendMonthMails } from '@app/accounts';
import { AccessLog, AuditLog, Database, FixedClock, loadConfig } from '@app/platform';
import { createTestDatabase, rowsOf, TestCity, type TestDatabase } from '@app/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { WorkerModule } from '../worker.module';

/** 1 and 2 May 2027 are a weekend, 3 to 5 May holidays. */
const FIRST_OFFICE_DAY = '2027-05-06T08:40:00+09:00';

describe('The mail of the month', () => {
  let testDatabase: TestDatabase;
  let city: TestCity;
  let database: Database;
  const clock = new FixedClock('2027-04-15T10:00:00+09:00');
  const apps: INestApplicationContext[] = [];

  beforeEach(async () => {
    clock.set('2027-04-15T10:00:00+09:00');
    testDatabase = await createTestDatabase();
    database = (await startWorker()).get(Database);
    city = new TestCity(database);
    await act();
  });

  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
    await testDatabase.drop();
  });

  async function startWorker(): Promise<INestApplicationContext> {
    const config = loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: testDatabase.url,
      LOG_LEVEL: 'error',
      PUBLIC_URL: 'https://manabi.city.example.jp',
    });
    const module = Test.createTestingModule({ imports: [WorkerModule.forRoot(config, clock)] });
    const app = await (await module.compile()).init();
    apps.push(app);
    return app;
  }

  const app = () => apps[0] ?? Promise.reject(new Error('not started'));
  const run = async () => (await app()).get(SendMonthMails).run();

  async function act(): Promise<void> {
    const [first] = apps;
    const by = { accountId: null, label: 'spec' };
    const entry = { action: 'setting.changed', subjectType: 'setting', subjectId: 'x' };
    await first?.get(AuditLog).record(by, entry, entry);
    const log = first?.get(AccessLog);
    const event = { actorAccountId: null, subjectPersonId: null, address: '', detail: {} };
    for (const kind of ['person_read', 'file_saved', 'sign_in_failed', 'sign_in_failed'] as const)
      log?.add({ ...event, kind, path: '/' });
    await log?.flush();
  }

  async function holder(role: 'auditor' | 'administrator', email: string | null): Promise<string> {
    const personId = await city.addPerson({ email });
    return city.addAccount(personId, role);
  }

  async function mails() {
    return rowsOf<{ to: string; subject: string; body: string }>(
      database,
      'SELECT to_address AS to, subject, body FROM mailbox_messages ORDER BY to_address',
    );
  }

  it('leaves on the first office day, once, with the sums of the month before and a link', async () => {
    await holder('auditor', 'kansa@example.jp');
    await holder('administrator', 'kanri@example.jp');
    await holder('auditor', null);
    for (const day of ['2027-05-01', '2027-05-05']) {
      clock.set(`${day}T09:40:00+09:00`);
      expect(await run()).toBe(0);
    }
    clock.set(FIRST_OFFICE_DAY);
    const second = (await startWorker()).get(SendMonthMails);
    const sent = await Promise.all([run(), second.run()]);
    expect(sent[0] + sent[1]).toBe(1);
    expect(await run()).toBe(0);
    await holder('auditor', 'ato@example.jp');
    clock.set('2027-05-31T17:40:00+09:00');
    expect(await run()).toBe(0);
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.to).toBe('kansa@example.jp');
    expect(mail?.subject).toContain('令和9年4月の記録のまとめ');
    for (const line of [
      '変更などの操作: 2件',
      '読取り: 1件',
      'ファイル保存: 1件',
      '拒否: 0件',
      'ログインの失敗: 2件',
      'https://manabi.city.example.jp/audit/summary?month=2027-04',
    ])
      expect(mail?.body).toContain(line);
    clock.set('2027-06-01T08:40:00+09:00');
    expect(await run()).toBe(2);
  });

  it('goes to administrators where there is no auditor with a mailbox, and not about a month before the city began', async () => {
    await holder('administrator', 'kanri@example.jp');
    clock.set('2027-04-20T09:40:00+09:00');
    expect(await run()).toBe(0);
    clock.set('2027-05-10T09:40:00+09:00');
    expect(await run()).toBe(1);
    expect((await mails()).map(({ to }) => to)).toEqual(['kanri@example.jp']);
  });

  it('is not sent to somebody who has lost the right since', async () => {
    const accountId = await holder('auditor', 'kansa@example.jp');
    clock.set(FIRST_OFFICE_DAY);
    await database.execute(
      `INSERT INTO audit_month_mails (month, account_id, planned_at) VALUES ('2027-04-01', $1, now())`,
      [accountId],
    );
    await database.execute(`UPDATE accounts SET suspended_at = '2027-05-02' WHERE id = $1`, [
      accountId,
    ]);
    expect(await run()).toBe(0);
    expect(await mails()).toEqual([]);
  });
});
