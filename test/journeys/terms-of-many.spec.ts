import { BatchWork } from '@app/appointments';
import { TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

describe('Terms of many that run out, on the screen of DX推進室', () => {
  let web: WebTest;
  let office: Visitor;
  let own: string;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: '0101', name: '税務課' });
    const figures = new TestFigures(web.database);
    const officer = await web.city.addPerson({ staffNumber: '000001', unitId });
    await web.city.addAccount(officer, 'program_office');
    const facts = { unitId, termStart: '2025-04-01', termEnd: '2027-03-31' } as const;
    for (const name of ['魚津　花子', '富山　次郎']) {
      const personId = await web.city.addPerson({ unitId, name });
      await figures.addAppointment({ ...facts, personId });
    }
    const leaving = { unitId, name: '氷見　三郎', employedTo: '2027-04-01' } as const;
    const personId = await web.city.addPerson(leaving);
    await figures.addAppointment({ ...facts, personId });
    own = await figures.addAppointment({ ...facts, personId: officer });
    office = await web.signIn('000001');
  });

  afterAll(async () => {
    await web.close();
  });

  const work = async () => web.app.get(BatchWork, { strict: false }).run();
  const textOf = async (path: string) => (await office.get(path)).text;

  it('are ticked, tried, shown with who cannot and why, confirmed, and taken back together', async () => {
    const list = await textOf('/appointments/ending');
    expect(list).toContain('まだ決めていない人は4名です。');
    const form = { act: 'renew', scope: 'all', documentNumber: 'DX第40号', termEnd: '', note: '' };
    const none = await office.submit('/appointments/ending', { ...form, scope: 'chosen' });
    expect(none.status).toBe(422);
    expect(none.text).toContain('任期を決める人を選んでください。');
    const batch = String((await office.submit('/appointments/ending', form)).headers.location);
    const looking = await office.get(batch);
    expect([looking.headers.refresh, looking.text.includes('一人ずつ確かめています')]).toEqual([
      '3',
      true,
    ]);
    expect(await work()).toBe(4);
    const preview = await textOf(batch);
    expect(preview).toContain('登録できるのは2名(うち注意のある人0名)、できないのは2名です。');
    expect(preview).toContain('(いまの任期は令和9年3月31日まで) 令和9年4月1日〜令和12年3月31日');
    expect(preview).toContain('氷見　三郎さんは、この日に在職していません。');
    expect(preview).toContain('自分を任命することはできません。');
    const confirmed = await office.submit(`${batch}/confirm`, { takesWarned: 'no' }, batch);
    expect(confirmed.headers.location).toBe(batch);
    const again = await office.submit(`${batch}/confirm`, { takesWarned: 'no' }, batch);
    expect([again.status, again.headers.refresh]).toEqual([409, undefined]);
    expect(again.text).toContain('ほかの担当者が進めたか、終わっています');
    await work();
    const result = await textOf(batch);
    expect(result).toContain('4名のうち2名を登録しました。登録しなかったのは2名です。');
    expect(await textOf('/appointments/ending?decided=followed')).toContain('魚津　花子');
    expect(await textOf(`/appointments/${own}`)).toContain('再任する');
    const asked = await textOf(`${batch}/undo`);
    expect(asked).toContain('再任として登録した2名の分を、まとめて取り消します。');
    expect(asked).toContain('再任はすべて誤りとして取り消し、どの日の数字にも数えません。');
    expect(asked).toContain('name="reason"');
    const undo = await office.submit(`${batch}/undo`, { reason: '決裁の取下げ' });
    expect(undo.headers.location).toBe(batch);
    expect(await textOf(batch)).toContain('登録した2名の分を、まとめて取り消しました。');
    expect((await office.submit(`${batch}/cancel`, {}, batch)).status).toBe(409);
    const over = await textOf(`${batch}/undo`);
    expect(over).toContain('この一括登録は、取り消せる状態ではありません。');
    expect(over).not.toContain('name="reason"');
  });

  it('are decided once, however often the form is sent', async () => {
    const hidden = await office.hiddenFields('/appointments/ending');
    const form = { ...hidden, act: 'let_expire', scope: 'all' };
    const send = () => office.agent.post('/appointments/ending').type('form').send(form);
    const [one, two] = await Promise.all([send(), send()]);
    expect(one.headers.location).toBe(two.headers.location);
    await work();
    const batch = String(one.headers.location);
    await office.submit(`${batch}/confirm`, { takesWarned: 'no' }, batch);
    await work();
    expect(await textOf('/appointments/ending?decided=left_to_expire')).toContain('満了のまま');
  });

  it('come to nothing where every one of them has changed meanwhile', async () => {
    const form = { act: 'renew', scope: 'all', documentNumber: 'DX第41号', termEnd: '', note: '' };
    const send = async () =>
      String((await office.submit('/appointments/ending?months=24', form)).headers.location);
    const [first, second] = [await send(), await send()];
    await work();
    for (const batch of [first, second]) {
      await office.submit(`${batch}/confirm`, { takesWarned: 'no' }, batch);
      await work();
    }
    expect(await textOf(second)).toContain('登録なし');
    expect(await textOf(second)).toContain('0名を登録しました。');
  });
});
