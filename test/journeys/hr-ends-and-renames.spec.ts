import { rewriteHistory, rowsOf } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';

/** An import that would end nearly everybody, one that renames ahead of its day, and what a program sends. */
describe('HR ends and renames people', () => {
  let web: WebTest;
  let hr: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: 'Z1', name: '情報課', kind: 'division' });
    const hrId = await web.city.addPerson({ staffNumber: '800001', unitId, name: '人事　花子' });
    await web.city.addAccount(hrId, 'hr');
    await web.city.addPerson({ staffNumber: '800002', unitId, name: '佐藤　次郎' });
    await web.city.addPerson({ staffNumber: '800003', unitId, name: '鈴木　三郎' });
    hr = await web.signIn('800001');
  });

  afterAll(() => web.close());

  const row = (day: string, number: string, name: string) =>
    `${day},${number},${name},,Z1,情報課,主事,0,正規,,2010/4/1,,在職`;
  const upload = async (...rows: string[]): Promise<string> => {
    const bytes = Buffer.from([HEADER, ...rows, ''].join('\r\n'));
    const answer = await hr.upload('/imports', {}, { postings: { bytes, name: 'meibo.csv' } });
    expect(answer.status).toBe(303);
    return String(answer.headers.location);
  };
  const employed = async (day: string): Promise<readonly string[]> => {
    const rows = await rowsOf<{ staff_number: string }>(
      web.database,
      `SELECT n.staff_number FROM employments e JOIN staff_numbers n USING (person_id)
       WHERE e.valid_from <= $1::date AND (e.valid_to IS NULL OR e.valid_to > $1::date) ORDER BY 1`,
      [day],
    );
    return rows.map((each) => each.staff_number);
  };

  it('leaves missing people alone without the tick, and has no such step when nobody is missing', async () => {
    const all = ['人事 花子', '佐藤 次郎', '鈴木 三郎'].map((name, index) =>
      row('2026/12/1', `80000${String(index + 1)}`, name),
    );
    expect((await hr.get(`${await upload(...all)}/leavings`)).status).toBe(404);
    const address = await upload(row('2026/12/1', '800003', '鈴木 三郎'));
    await hr.submit(`${address}/apply`, {}, address);
    expect(await employed('2026-12-01')).toEqual(['800001', '800002', '800003']);
  });

  it('says that a new name waits for its day, and shows it nowhere before', async () => {
    const address = await upload(row('2027/4/1', '800002', '田中 次郎'));
    const held = '1名の氏名・フリガナ・メールアドレスは、発令日(令和9年4月1日)に変わります。';
    expect((await hr.get(address)).text).toContain(held);
    await hr.submit(`${address}/apply`, {}, address);
    expect((await hr.get('/people/800002')).text).toContain('佐藤　次郎');
    expect((await hr.get('/people/800002')).text).not.toContain('田中');
    const now = await upload(row('2026/11/16', '800002', '田中 次郎'));
    expect((await hr.get(now)).text).not.toContain('発令日(');
  });

  it('takes a long list as JSON from HR only, and never cuts a text off', async () => {
    const { _csrf } = await hr.hiddenFields('/imports');
    const rows = Array.from({ length: 6000 }, (_, index) =>
      row('2026/12/1', String(500_000 + index), '山田 太郎'),
    );
    const postings = [HEADER, ...rows, ''].join('\n');
    const path = '/api/v1/imports/organization?dryRun=true';
    const send = (visitor: Visitor, token: string) =>
      visitor.agent.post(path).set('x-csrf-token', token).send({ postings });
    const answer = await send(hr, _csrf);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ postings: { rows: 6000 } });
    // Not read at all: who sends it is asked first.
    expect((await send(web.anonymous(), '')).status).toBe(401);
    const cut = await hr.agent
      .post(path)
      .set('x-csrf-token', _csrf)
      .field('postings', postings.slice(0, 25_000));
    expect(cut.status).toBe(413);
    const file = await hr.agent
      .post(path)
      .set('x-csrf-token', _csrf)
      .attach('postings', Buffer.from(postings), 'meibo.csv');
    expect(file.body).toMatchObject({ postings: { rows: 6000, fileName: 'meibo.csv' } });
    const document = (await hr.get('/api/openapi.json')).body as {
      paths: Record<string, { post: { requestBody: { content: object } } }>;
    };
    const content = document.paths['/imports/organization']?.post.requestBody.content;
    expect(content).toMatchObject({
      'application/json': { schema: { description: expect.stringContaining('10MB') } },
      'multipart/form-data': { schema: { properties: { postings: { format: 'binary' } } } },
    });
  });

  it('ends nobody by a tick alone, names HR themselves, and wants the number', async () => {
    const address = await upload(row('2026/12/1', '800003', '鈴木 三郎'));
    const ticked = await hr.submit(`${address}/apply`, { withLeavings: 'yes' }, address);
    expect(ticked.headers.location).toBe(`${address}/leavings`);
    expect(await employed('2026-12-01')).toEqual(['800001', '800002', '800003']);
    const step = (await hr.get(`${address}/leavings`)).text;
    expect(step).toContain('名簿にない職員2名を、令和8年11月30日で');
    expect(step).toContain('3名のうち2名');
    expect(step).toContain('あなた自身(800001 人事　花子)も含まれます。');
    expect(step).toContain('<a href="/people/800002">佐藤　次郎</a>');
    for (const [leavings, message] of [
      ['', '人数を数字で入力してください。'],
      ['3', '退職として扱う職員は2名です。'],
    ] as const) {
      const refused = await hr.submit(`${address}/leavings`, { leavings });
      expect([refused.status, refused.text.includes(message)]).toEqual([422, true]);
    }
    expect(await employed('2026-12-01')).toEqual(['800001', '800002', '800003']);
    const applied = await hr.submit(`${address}/leavings`, { leavings: '２名' });
    expect(applied.headers.location).toBe(address);
    expect(await employed('2026-11-30')).toEqual(['800001', '800002', '800003']);
    expect(await employed('2026-12-01')).toEqual(['800003']);
    const again = await hr.submit(`${address}/leavings`, { leavings: '2' });
    expect(again.status).toBe(409);
  });

  it('a unit head asks the API for a past day and gets the units that they head today', async () => {
    const add = (code: string, parentId?: string) =>
      web.city.addUnit({
        code,
        name: `${code}課`,
        kind: 'division',
        ...(parentId && { parentId }),
      });
    const top = await add('T0');
    const other = await add('T9');
    const moved = await add('T1', top);
    const kept = await add('T2', top);
    const headId = await web.city.addPerson({ staffNumber: '700001', unitId: top });
    await web.city.addPosting({
      personId: headId,
      unitId: top,
      kind: 'acting',
      isManagerial: true,
    });
    await web.city.addAccount(headId);
    await web.city.addPerson({ staffNumber: '700002', unitId: moved });
    await web.city.addPerson({ staffNumber: '700003', unitId: kept });
    // T1 went to T9 this October.
    await rewriteHistory(
      web.database,
      `UPDATE org_unit_periods SET valid_to = '2026-10-01' WHERE org_unit_id = $1`,
      [moved],
    );
    await web.city.addUnitPeriod(moved, {
      name: 'T1課',
      parentId: other,
      validFrom: '2026-10-01',
    });
    const head = await web.signIn('700001');
    const staffOn = async (visitor: Visitor) => {
      const answer = await visitor.get('/api/v1/units/T0/staff?asOf=2026-09-30');
      const { staff } = answer.body as { staff: { staffNumber: string }[] };
      return [...new Set(staff.map((each) => each.staffNumber))].sort();
    };
    expect(await staffOn(hr)).toEqual(['700001', '700002', '700003']);
    expect(await staffOn(head)).toEqual(['700001', '700003']);
  });
});
