import { randomUUID } from 'node:crypto';
import { JobQueue } from '@app/platform';
import { rowOf, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

describe('Reminders', () => {
  let web: WebTest;
  let figures: TestFigures;
  let office: Visitor;
  let auditor: Visitor;
  let taxId: string;
  let courseId: string;

  beforeAll(async () => {
    web = await startWebTest();
    figures = new TestFigures(web.database);
    const departmentId = await web.city.addUnit({
      name: '総務部',
      kind: 'department',
      countsForLeaderKpi: false,
    });
    taxId = await web.city.addUnit({ name: '税務課', parentId: departmentId });
    const officer = await web.city.addPerson({
      staffNumber: '000701',
      unitId: departmentId,
      name: '推進　室員',
    });
    await web.city.addAccount(officer, 'program_office');
    const auditing = await web.city.addPerson({ staffNumber: '000702', unitId: departmentId });
    await web.city.addAccount(auditing, 'auditor');
    const head = await web.city.addPerson({
      staffNumber: '000101',
      unitId: taxId,
      name: '税務　課長',
      isManagerial: true,
    });
    await web.city.addAccount(head);
    const otherHead = await web.city.addPerson({
      staffNumber: '000201',
      unitId: await web.city.addUnit({ name: '福祉課', countsForLeaderKpi: false }),
      isManagerial: true,
    });
    await web.city.addAccount(otherHead);
    courseId = await figures.addCourse('生成AI活用 L1', 'ai-l1');
    await figures.addEnrollment({
      personId: await staff('000102', '富山　花子'),
      courseId,
      dueOn: '2026-11-17',
    });
    await figures.addEnrollment({
      personId: await staff('000103', '紙の　職員', null),
      courseId,
      dueOn: '2026-11-13',
    });
    await figures.addEnrollment({
      personId: await staff('000104', '高岡　次郎'),
      courseId,
      dueOn: '2026-12-04',
    });
    office = await web.signIn('000701');
    auditor = await web.signIn('000702');
  });

  afterAll(async () => {
    await web.close();
  });

  it('show what will be sent in the next 30 days, and why', async () => {
    const page = await office.get('/reminders/upcoming');
    expect(page.status).toBe(200);
    expect(page.text).toContain('令和8年11月16日〜令和8年12月16日に送る予定の通知は');
    expect(page.text).toContain('期限の1開庁日前');
    expect(page.text).toContain('期限の7開庁日前');
    expect(page.text).toContain('空白が続いています(月に1回)');
    const found = await office.get(
      `/reminders/upcoming?person=${encodeURIComponent('高岡')}&kind=learning_due`,
    );
    expect(found.text).toContain('高岡　次郎');
    expect(found.text).not.toContain('富山　花子');
    expect(await rowsIn('reminder_ledger')).toBe(0);
  });

  it('do not tell the auditor what comes after today: transfers are not announced yet', async () => {
    const page = await auditor.get('/reminders/upcoming?to=2027-03-31');
    expect(page.text).toContain('令和8年11月16日に送る予定');
    expect(page.text).toContain('富山　花子');
    expect(page.text).not.toContain('期限の7開庁日前');
    expect(page.text).not.toContain('今日の分を計画する');
  });

  it('are planned by a button, once however often it is pressed', async () => {
    expect((await office.get('/reminders')).text).toContain('まだ計画されていません');
    const first = await office.submit('/reminders/plan', {}, '/reminders');
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/reminders');
    const page = await office.get('/reminders');
    expect(page.text).toMatch(/本日の分の通知を\d+件計画しました/);
    expect(page.text).toContain('今日の通知はすべて用意しました。');
    expect(page.text).toContain('送信待ち');
    expect(page.text).toContain('紙・口頭で伝える');
    const written = await rowsIn('reminder_ledger');
    await office.submit('/reminders/plan', {}, '/reminders');
    expect((await office.get('/reminders')).text).toContain(
      '新しく計画する通知はありませんでした。',
    );
    expect(await rowsIn('reminder_ledger')).toBe(written);
    expect((await web.app.get(JobQueue).counts()).waiting).toBe(
      await rowsIn(`reminder_digests WHERE state = 'planned'`),
    );
  });

  it('are found by date, person, kind and state; nonsense in the address does no harm', async () => {
    const found = await office.get(
      `/reminders?person=000103&state=no_mailbox&kind=learning_overdue`,
    );
    expect(found.text).toContain('の通知は1件です。');
    expect(found.text).toContain('紙の　職員');
    expect((await office.get('/reminders?from=2026-12-01&to=2026-12-31')).text).toContain(
      '条件に合う通知はありません。',
    );
    const nonsense = await office.get(
      '/reminders?from=x&to=2026-99-99&kind=%27&state[]=1&page=0&person=%25%27',
    );
    expect(nonsense.status).toBe(200);
  });

  it('for people without a mail address are told by their own head, not seen by another', async () => {
    const own = await (await web.signIn('000101')).get('/reminders/by-hand');
    expect(own.text).toContain('紙の　職員');
    expect(own.text).not.toContain('富山　花子');
    const other = await (await web.signIn('000201')).get('/reminders/by-hand');
    expect(other.status).toBe(200);
    expect(other.text).not.toContain('紙の　職員');
    expect(other.text).toContain('紙や口頭で伝えることはありません。');
  });

  it('are read and planned over the API with the same rights', async () => {
    const list = await office.get('/api/v1/reminders?person=000102');
    expect(list.status).toBe(200);
    expect(list.body).toMatchObject({
      total: 1,
      page: 1,
      reminders: [
        {
          staffNumber: '000102',
          kind: 'learning_due',
          lead: 1,
          dueOn: '2026-11-17',
          state: 'planned',
          sentAt: null,
        },
      ],
    });
    const wrong = await office.get('/api/v1/reminders?from=2026-02-30&page=x');
    expect(wrong.status).toBe(422);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    const hidden = await office.hiddenFields('/reminders');
    const planned = await office.agent
      .post('/api/v1/reminders/plan')
      .set('x-csrf-token', hidden._csrf)
      .send({});
    expect(planned.body).toEqual({ day: '2026-11-16', isOfficeDay: true, entries: 0, digests: 0 });
    const refused = await auditor.agent
      .post('/api/v1/reminders/plan')
      .set('x-csrf-token', (await auditor.hiddenFields('/reminders'))._csrf)
      .send({});
    expect(refused.status).toBe(403);
  });

  it('say so on a holiday', async () => {
    web.clock.set('2026-11-23T10:00:00+09:00');
    const visitor = await web.signIn('000701');
    const page = await visitor.get('/reminders');
    expect(page.text).toContain(
      '本日は閉庁日のため、通知は送りません。次は令和8年11月24日(火)です。',
    );
    expect(page.text).not.toContain('今日の分を計画する');
    await visitor.submit('/reminders/plan', {}, '/reminders');
    expect((await visitor.get('/reminders')).text).toContain(
      '本日は閉庁日のため、通知は送りません。',
    );
    web.clock.set('2026-11-16T10:00:00+09:00');
  });

  it('are not told ahead for days that are over, and not called upside down', async () => {
    const over = await office.get('/reminders/upcoming?from=2026-01-01&to=2026-02-01');
    expect(over.text).toContain('過ぎた日に送る予定はありません。');
    expect(over.text).toContain('過ぎた日の分を「送信の記録」で見る');
    const reversed = await office.get('/reminders/upcoming?from=2026-12-20&to=2026-12-01');
    expect(reversed.text).toContain('開始日が終了日より後になっています。');
  });

  it('end up in the built-in mailbox, which shows them as text', async () => {
    const id = randomUUID();
    await web.database.execute(
      `INSERT INTO mailbox_messages (id, message_id, to_address, subject, body, received_at)
       VALUES ($1::uuid, $1::uuid::text || '@x', 'hanako@example.jp', '件名 <b>', '本文 <script>alert(1)</script>', '2026-11-16 08:31+09')`,
      [id],
    );
    const list = await office.get('/mailbox?q=hanako');
    expect(list.text).toContain('「hanako」を含むメールは1通です。');
    const message = await office.get(`/mailbox/${id}`);
    expect(message.text).toContain('本文 &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(message.text).toContain('令和8年11月16日(月)8時31分');
    expect((await office.get('/mailbox/x')).status).toBe(404);
  });

  async function staff(staffNumber: string, name: string, email?: null): Promise<string> {
    return web.city.addPerson({
      staffNumber,
      name,
      unitId: taxId,
      ...(email === null && { email }),
    });
  }

  async function rowsIn(table: string): Promise<number> {
    const row = await rowOf<{ n: number }>(web.database, `SELECT count(*)::int AS n FROM ${table}`);
    return row?.n ?? -1;
  }
});
