import { rowOf, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HR = '840001';
type Fields = Readonly<Record<string, string>>;

/** On 16 November 2026. */
describe('The clerk founds, moves and ends units on the screen', () => {
  let web: WebTest;
  let hr: Visitor;
  let member: string;

  beforeAll(async () => {
    web = await startWebTest();
    await web.city.addUnit({ code: '0100', name: '総務部', kind: 'department' });
    await web.city.addUnit({ code: '0200', name: '市民部', kind: 'department' });
    const tax = await web.city.addUnit({ code: '0110', name: '税務課', kind: 'division' });
    const add = (staffNumber: string, name: string) =>
      web.city.addPerson({ staffNumber, name, kana: 'カナ', unitId: tax, email: null });
    await web.city.addAccount(await add(HR, '人事　花子'), 'hr');
    member = await add('840003', '山田　太郎');
    hr = await web.signIn(HR);
  });

  afterAll(() => web.close());

  const check = async (path: string, fields: Fields) => {
    const form = (await hr.formsOf(path)).find(({ action }) => action === path)?.fields ?? {};
    const sent = { ...form, reason: '組織改編', ...fields };
    const shown = await hr.agent.post(path).type('form').send(sent);
    const planned = /name="planned" value="([^"]*)"/.exec(shown.text)?.[1] ?? '';
    return { shown, sent: { ...sent, planned } };
  };
  const carryOut = async (path: string, fields: Fields, confirmed = '') => {
    const { shown, sent } = await check(path, fields);
    expect([shown.status, shown.text.includes('この内容で登録する')]).toEqual([200, true]);
    const warnings = /name="warningsSeen" value="([^"]*)"/.exec(shown.text)?.[1] ?? '';
    const ticked = { warningsAccepted: 'yes', warningsSeen: warnings };
    const done = await hr.agent
      .post(`${path}/apply`)
      .type('form')
      .send({ ...sent, ...ticked, confirmed });
    expect(done.status).toBe(303);
    return shown.text;
  };

  it('founds one: it is in the tree from its day, and on the line of days', async () => {
    expect((await hr.get('/units')).text).toContain('href="/units/new"');
    const founding = { unitCode: '0120', name: '防災課', unitKind: 'division', parentCode: '0100' };
    const shown = await carryOut('/units/new', { ...founding, kana: '', from: '2027-04-01' });
    expect(shown).toContain('防災課');
    expect((await hr.get('/units?asOf=2027-03-31')).text).not.toContain('防災課');
    const { text } = await hr.get('/units?asOf=2027-04-01');
    expect(text).toContain('防災課');
    expect(text).toContain('令和9年4月1日(1件)');
    const again = await check('/units/new', { ...founding, kana: '', from: '2027-04-01' });
    expect([again.shown.status, again.shown.text.includes('「防災課」のものです')]).toEqual([
      422,
      true,
    ]);
  });

  it('moves one below another', async () => {
    await carryOut('/units/0110/place', { parentCode: '0200', from: '2027-01-01' });
    const unit = async (day: string) => (await hr.get(`/units/0110?asOf=${day}`)).text;
    expect(await unit('2027-01-01')).toContain('<dt>上の所属</dt><dd>市民部</dd>');
    expect(await unit('2026-12-31')).toContain('<dt>上の所属</dt><dd>なし</dd>');
    const circle = await check('/units/0200/place', { parentCode: '0110', from: '2027-02-01' });
    expect(circle.shown.status).toBe(422);
  });

  it('does not end one silently in which people, roles or units below are left', async () => {
    const unit = await rowOf<{ id: string }>(
      web.database,
      `SELECT id FROM org_units WHERE code = '0110'`,
    );
    await new TestFigures(web.database).addAppointment({
      ...{ personId: member, unitId: unit?.id ?? '', role: 'leader' },
      ...{ termStart: '2026-04-01', termEnd: '2029-03-31' },
    });
    const full = await check('/units/0110/end', { lastDay: '2027-03-31' });
    expect(full.shown.status).toBe(422);
    for (const told of [
      '所属(所属のない日のものになります): 840001 人事　花子、840003 山田　太郎',
      'DX推進リーダーの任命(令和8年4月1日から。所属のない日のものになります): 840003 山田　太郎',
    ])
      expect(full.shown.text).toContain(told);
    const above = await check('/units/0200/end', { lastDay: '2027-03-31' });
    expect(above.shown.text).toContain('上位の所属(その日にはなくなります): 0110 税務課');
    expect((await hr.get('/units?asOf=2027-04-01')).text).toContain('税務課');
  });

  it('ends an empty one: it is gone from the day after, and taken back with its batch', async () => {
    const last = { lastDay: '2027-03-31' };
    await carryOut('/units/0100/end', last).catch(() => undefined);
    // 防災課 is to stand below it.
    expect((await check('/units/0100/end', last)).shown.text).toContain(
      '上位の所属(その日にはなくなります): 0120 防災課',
    );
    web.clock.advance(60_000);
    await web.city.addUnit({ code: '0300', name: '旧室', kind: 'division' });
    await carryOut('/units/0300/end', last);
    expect((await hr.get('/units?asOf=2027-03-31')).text).toContain('旧室');
    expect((await hr.get('/units?asOf=2027-04-01')).text).not.toContain('旧室');
    const batch = await rowOf<{ id: string }>(
      web.database,
      'SELECT id FROM import_batches ORDER BY created_at DESC LIMIT 1',
    );
    const undo = `/imports/${batch?.id ?? ''}/undo`;
    expect((await hr.submit(undo, { reason: '誤り', people: '0' }, undo)).status).toBe(303);
    expect((await hr.get('/units?asOf=2027-04-01')).text).toContain('旧室');
  });
});
