import { ActorQueries } from '@app/accounts';
import type { SystemRole } from '@app/access';
import { MakeReports, ReportMails, ReportSchedulesService, SendReportMails } from '@app/exports';
import { Database, FixedClock, loadConfig } from '@app/platform';
import {
  createTestDatabase,
  rowsOf,
  TEST_NOW,
  TestCity,
  type TestDatabase,
  TestFigures,
} from '@app/testing';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { WorkerModule } from '../worker.module';

const TITLE = '定期報告 毎月 数値(CSV)(令和8年11月30日現在)';
const WHOLE = `サンプル市 ツナガル学びの${TITLE}ができました。

次の画面の「保存したファイル」から保存してください。保存できるのは、令和8年12月8日(火)9時0分までです。
https://manabi.city.example.jp/files

----------------------------------------
・このメールは、定期報告の宛先になっている権限の方にお送りしています。数字は、メールには載せていません。
・このメールは自動でお送りしています。返信いただいてもお答えできません。
サンプル市 ツナガル学び https://manabi.city.example.jp`;

describe('The mail about a report', () => {
  let testDatabase: TestDatabase;
  let app: INestApplicationContext;
  let clock: FixedClock;
  let city: TestCity;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const config = loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: testDatabase.url,
      LOG_LEVEL: 'error',
      CITY_NAME: 'サンプル市',
      PUBLIC_URL: 'https://manabi.city.example.jp',
    });
    clock = new FixedClock(TEST_NOW);
    const worker = WorkerModule.forRoot(config, clock);
    app = await (await Test.createTestingModule({ imports: [worker] }).compile()).init();
    city = new TestCity(app.get(Database));
  });

  afterAll(async () => {
    await app.close();
    await testDatabase.drop();
  });

  async function addHolder(name: string, email: string | null, ...roles: readonly SystemRole[]) {
    return city.addAccount(await city.addPerson({ name, email }), ...roles);
  }

  it('names the report, until when it is kept and where, and nothing else', async () => {
    const unitId = await city.addUnit({ code: '0110', name: '税務課' });
    const leader = await city.addPerson({ name: '先頭　立人', unitId });
    await new TestFigures(app.get(Database)).addAppointment({ personId: leader, unitId });
    await city.addPosting({ personId: leader, unitId, kind: 'concurrent', isManagerial: true });
    await city.addAccount(leader);
    const office = await addHolder('推進　一', 'office@example.jp', 'program_office');
    await addHolder('監査　二', 'auditor@example.jp', 'auditor');
    await addHolder('黙　三', null, 'program_office');
    await addHolder('人事　四', 'hr@example.jp', 'hr');
    const gone = await addHolder('去　五', 'gone@example.jp', 'auditor');
    const actor = await app.get(ActorQueries).findActor(office);
    if (!actor) throw new Error('Nobody');
    await app.get(ReportSchedulesService).add(actor, {
      ...{ paper: 'figures', period: 'monthly', roles: ['program_office', 'auditor'] },
    });
    clock.set('2026-12-01T09:00:00+09:00');
    expect(await app.get(MakeReports).run()).toBe(1);
    const ended = 'UPDATE account_roles SET valid_to = $2 WHERE account_id = $1';
    await app.get(Database).execute(ended, [gone, '2026-12-01']);
    const mails = app.get(SendReportMails);
    expect((await Promise.all([mails.run(), mails.run()])).reduce((sum, it) => sum + it, 0)).toBe(
      2,
    );
    expect(await mails.run()).toBe(0);
    const sent = await rowsOf<{ to: string; subject: string; body: string }>(
      app.get(Database),
      'SELECT to_address AS to, subject, body FROM mailbox_messages ORDER BY 1',
    );
    expect(sent.map(({ to }) => to)).toEqual(['auditor@example.jp', 'office@example.jp']);
    for (const { subject, body } of sent) {
      expect(subject).toBe(`【サンプル市 ツナガル学び】${TITLE}ができました`);
      expect(body.trimEnd()).toBe(WHOLE);
    }
  });

  it('says nothing of a last day where the file has none', () => {
    const { text } = app.get(ReportMails).compose({ title: TITLE, expiresAt: null });
    expect(text).toContain('「保存したファイル」から保存してください。\nhttps://');
    expect(text).not.toContain('まで');
  });
});
