import { addNomination, rowOf, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HR = '800001';
const LEADER = '800003';
const COLLEAGUE = '800004';

type Fields = Readonly<Record<string, string>>;

/** On 2 March 2027, for 1 April; and a month later. */
describe('Units that merge and are split', () => {
  let web: WebTest;
  let hr: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set('2027-03-02T10:00:00+09:00');
    const tax = await web.city.addUnit({ code: '0110', name: '税務課', kind: 'division' });
    const water = await web.city.addUnit({ code: '0120', name: '水道課', kind: 'division' });
    const staff = await web.city.addUnit({ code: '0130', name: '人事課', kind: 'division' });
    const add = (staffNumber: string, name: string, unitId: string) =>
      web.city.addPerson({ staffNumber, name, kana: 'カナ', unitId, email: `${staffNumber}@x.jp` });
    const by = await web.city.addAccount(await add(HR, '人事　花子', staff), 'hr');
    const leader = await add(LEADER, '山田　太郎', tax);
    const colleague = await add(COLLEAGUE, '佐藤　一郎', water);
    await addNomination(web.database, {
      ...{ personId: colleague, unitId: water, by, role: 'supporter', state: 'nominated' },
      ...{ nominatedOn: '2027-03-01', consentBy: '2027-04-30' },
    });
    await new TestFigures(web.database).addAppointment({
      ...{ personId: leader, unitId: tax, role: 'leader' },
      ...{ termStart: '2026-04-01', termEnd: '2029-03-31' },
    });
    hr = await web.signIn(HR);
  });

  afterAll(() => web.close());

  const hiddenOf = async (path: string) =>
    (await hr.formsOf(path)).find(({ action }) => action === path)?.fields ?? {};
  const plannedIn = (html: string) => /name="planned" value="([^"]*)"/.exec(html)?.[1] ?? '';
  const post = (path: string, fields: Fields) => hr.agent.post(path).type('form').send(fields);
  const check = async (path: string, fields: Fields) => {
    const sent = { ...(await hiddenOf(path)), reason: '組織改編', ...fields };
    const shown = await post(path, sent);
    return { shown, sent: { ...sent, planned: plannedIn(shown.text) } };
  };
  const merger = {
    ...{ with1: '0120', into1: '', code1: '0140', name1: '生活課', from: '2027-04-01' },
  };

  it('says of a merger who goes where, who leads where, and asks for the code in writing', async () => {
    expect((await hr.get('/units/0110')).text).toContain('href="/units/0110/merge"');
    const { shown, sent } = await check('/units/0110/merge', merger);
    for (const text of [
      ...['だれがどこへ行くか', '職員2名の所属が変わります', '0140 生活課', '0110 税務課(統合)'],
      'さんは、生活課のDX推進リーダーとして数えます。',
      'うち足りているのは1課になります。',
      `${COLLEAGUE} 佐藤　一郎さんのDXサポーターの推薦は、元の所属のまま残ります。`,
    ])
      expect(shown.text).toContain(text);
    const refused = await post('/units/0110/merge/apply', { ...sent, confirmed: '' });
    expect(refused.text).toContain('0110と入力してください。');
    const done = await post('/units/0110/merge/apply', { ...sent, confirmed: '0110' });
    expect([done.status, done.headers.location]).toEqual([303, '/units?asOf=2027-04-01']);
  });

  it('says at the field what is wrong', async () => {
    const nowhere = await check('/units/0130/merge', { ...merger, code1: '', name1: '' });
    expect(nowhere.shown.text).toContain('統合先の所属を選ぶか、新しい所属を入力してください。');
    const both = await check('/units/0130/merge', { ...merger, into1: '0130' });
    expect(both.shown.text).toContain('どちらか一方にしてください。');
    const known = await check('/units/0130/merge', {
      ...merger,
      code1: '0110',
      name1: '別の課',
      from: '2027-03-15',
    });
    expect(known.shown.text).toContain('この所属コードは「税務課」のものです。');
    const alone = { code1: '0131', name1: '一課', from: '2027-04-01' };
    const one = await check('/units/0130/split', alone);
    expect(one.shown.text).toContain('分割したあとの所属を2つ以上にしてください。');
    const own = await check('/units/0130/split', {
      ...{ code1: '0131', name1: '一課', code2: '0132', name2: '二課', from: '2027-04-01' },
    });
    expect([own.shown.status, own.shown.text.includes('自分の所属が変わる')]).toEqual([409, true]);
  });

  it('shows 前身 and 後継 from the day on, and finds the old name and code', async () => {
    web.clock.set('2027-04-05T10:00:00+09:00');
    hr = await web.signIn(HR);
    const after = (await hr.get('/units/0140')).text;
    for (const text of [
      ...['<h2>前身</h2>', '税務課(0110)', '令和9年4月1日に統合。令和9年3月31日まで'],
      ...['前身の所属の役割', '旧税務課(令和9年3月31日)', `${LEADER} 山田　太郎`],
      '令和9年4月1日に水道課から統合しました。この日より前の水道課の数字は、水道課のページにあります。',
    ])
      expect(after).toContain(text);
    const before = (await hr.get('/units/0110')).text;
    for (const text of [
      ...['0110 税務課は、令和9年3月31日までの所属です。', '<h2>後継</h2>', '生活課(0140)'],
      'href="/units/0110?asOf&#x3D;2027-03-31"',
    ])
      expect(before).toContain(text);
    expect((await hr.get('/units/9999')).status).toBe(404);
    const found = await hr.get('/search?q=%E7%A8%8E%E5%8B%99');
    expect(found.text).toMatch(/<a href="\/units\/0140">生活課<\/a> <span class="muted">旧税務課/);
    expect((await hr.get('/search?q=0120')).text).toContain('旧水道課');
  });

  it('splits a unit, each to where it was said, and takes it back from the list of imports', async () => {
    const { shown, sent } = await check('/units/0140/split', {
      ...{ into1: '0140', code2: '0150', name2: '上下水道課', from: '2027-05-01' },
      [`place_${COLLEAGUE}`]: '2',
    });
    expect(shown.text).toContain('職員1名の所属が変わります');
    const done = await post('/units/0140/split/apply', { ...sent, confirmed: '0140' });
    expect(done.status).toBe(303);
    expect((await hr.get('/units/0150?asOf=2027-05-01')).text).toContain('この所属も続いています');
    const batch = await rowOf<{ id: string }>(
      web.database,
      `SELECT id FROM import_batches WHERE effective_on = '2027-05-01'`,
    );
    const path = `/imports/${batch?.id ?? ''}/undo`;
    const undone = await hr.submit(path, { people: '1', reason: '取りやめ' });
    expect(undone.status).toBe(303);
    expect((await hr.get('/units/0150?asOf=2027-05-01')).status).toBe(404);
  });
});
