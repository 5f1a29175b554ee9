import { AccountNotices } from '@app/accounts';
import { Database, FixedClock, loadConfig } from '@app/platform';
import { createTestDatabase, rowsOf, TEST_NOW, TestCity, type TestDatabase } from '@app/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { WorkerModule } from '../worker.module';
import { AccountNoticeMails } from './account-notice-mails';

describe('Mails about an account', () => {
  let testDatabase: TestDatabase;
  let app: INestApplicationContext;
  let database: Database;
  let city: TestCity;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const config = loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: testDatabase.url,
      LOG_LEVEL: 'error',
      PUBLIC_URL: 'https://manabi.city.example.jp',
    });
    const worker = WorkerModule.forRoot(config, new FixedClock(TEST_NOW));
    app = await (await Test.createTestingModule({ imports: [worker] }).compile()).init();
    database = app.get(Database);
    city = new TestCity(database);
  });

  afterAll(async () => {
    await app.close();
    await testDatabase.drop();
  });

  it('go out once, to those who have an address', async () => {
    const notices = app.get(AccountNotices);
    const place = { address: '192.0.2.1', device: 'Mac の Safari' };
    const reached = await city.addAccount(await city.addPerson({ email: 'hanako@example.jp' }));
    const silent = await city.addAccount(await city.addPerson({ email: null }));
    await notices.add(reached, 'new_device', place);
    await notices.add(silent, 'new_device', place);
    const mails = app.get(AccountNoticeMails);
    const sent = await Promise.all([mails.run(), mails.run()]);
    expect(sent[0] + sent[1]).toBe(1);
    expect(await mails.run()).toBe(0);
    const rows = await rowsOf<{ to: string; body: string }>(
      database,
      'SELECT to_address AS to, body FROM mailbox_messages',
    );
    expect(rows.map((row) => row.to)).toEqual(['hanako@example.jp']);
    expect(rows[0]?.body).toContain('Mac の Safari、アドレス 192.0.2.1');
    expect(rows[0]?.body).toContain('https://manabi.city.example.jp/security');
    expect(await notices.countUnshown(silent)).toBe(1);
  });

  it('tell an office of others only while the reader is in it', async () => {
    const notices = app.get(AccountNotices);
    const accountId = await city.addAccount(await city.addPerson({ name: '鍵　守' }), 'hr');
    const here = await city.addAccount(
      await city.addPerson({ email: 'here@example.jp' }),
      'auditor',
    );
    const gone = await city.addAccount(
      await city.addPerson({ email: 'gone@example.jp' }),
      'auditor',
    );
    for (const reader of [here, gone])
      await notices.add(reader, 'holder_reset', { by: '管理', kind: 'password', accountId });
    await database.execute('UPDATE account_roles SET valid_to = $2 WHERE account_id = $1', [
      ...[gone, TEST_NOW.slice(0, 10)],
    ]);
    await app.get(AccountNoticeMails).run();
    const mails = await rowsOf<{ to: string }>(
      database,
      `SELECT to_address AS to FROM mailbox_messages WHERE body LIKE '%鍵　守%'`,
    );
    expect(mails).toEqual([{ to: 'here@example.jp' }]);
    expect(await notices.listOf(here)).toHaveLength(1);
    expect(await notices.listOf(gone)).toEqual([]);
    expect([await notices.countUnshown(here), await notices.countUnshown(gone)]).toEqual([1, 0]);
  });
});
