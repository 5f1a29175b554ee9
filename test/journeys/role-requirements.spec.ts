import { rowsOf, TestFigures } from '@app/testing';
import { formsIn } from '../support/html-forms';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const PATH = '/appointments/roles/leader';

describe('What a role asks for', () => {
  let web: WebTest;
  let office: Visitor;
  let head: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: 'OWN', name: '税務課' });
    const other = await web.city.addUnit({ code: 'OTHER', name: '水道課' });
    const add = (staffNumber: string, name: string, facts: object = {}) =>
      web.city.addPerson({ staffNumber, name, unitId, ...facts });
    await web.city.addAccount(await add('000001', '課長　一', { isManagerial: true }));
    await web.city.addAccount(await add('000002', '推進　二', { unitId: other }), 'program_office');
    await web.city.addAccount(await add('000003', '監査　三', { unitId: other }), 'auditor');
    const figures = new TestFigures(web.database);
    await figures.addCertificate({ personId: await add('000004', '合格　四') });
    await figures.addCertificate({ personId: await add('000005', '報告　五'), state: 'reported' });
    head = await web.signIn('000001');
    office = await web.signIn('000002');
  });

  afterAll(() => web.close());

  const text = async (visitor: Visitor, path: string) => (await visitor.get(path)).text;
  const hiddenOf = async (preview: string) =>
    formsIn(await text(office, preview)).find(({ action }) => action === `${PATH}/preview`)
      ?.fields ?? {};

  it('is nothing at first, and is said so to whoever may read it', async () => {
    expect(await text(office, '/appointments')).toContain('/appointments/roles');
    for (const visitor of [office, await web.signIn('000003')]) {
      const page = await text(visitor, '/appointments/roles');
      expect(page).toContain('DX推進リーダーに、必須の要件はありません。');
      expect(await text(visitor, PATH)).toContain('3年度目の末日まで');
    }
    expect(await text(await web.signIn('000003'), PATH)).not.toContain('新しい版を作る');
    expect((await head.get('/appointments/roles')).status).toBe(403);
    expect((await office.get('/appointments/roles/king')).status).toBe(404);
    expect((await office.get(`${PATH}/preview?note=x`)).status).toBe(404);
  });

  it('is chosen, looked at with who meets it today, and registered', async () => {
    const form = {
      ...{ letter: 'appointment', termMonths: '24', note: '要件を決める', validFrom: '2026-11-16' },
      ...{ wanted1: 'certificate_held:ip', need1: 'required', group1: '' },
      ...{ wanted2: 'supporter_term:12', need2: 'desirable', group2: '' },
      ...{ wanted4: 'consent', need4: 'required', group4: '' },
    };
    const wrong = await office.submit(`${PATH}/new`, { ...form, wanted3: 'x', note: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('変更の理由を入力してください。');
    expect((await office.submit(`${PATH}/new`, { ...form, wanted3: 'x' })).text).toContain(
      '要件3を一覧から選んでください。',
    );
    // The error stands where the wrong choice stands, whatever was left blank before it, and once in the summary.
    const twice = { ...form, wanted6: 'consent', need6: 'desirable' };
    const same = await office.submit(`${PATH}/new`, twice);
    expect(same.text).toContain('<a href="#field-wanted6">要件6は、要件4と同じです。</a>');
    expect(same.text).toContain('id="field-wanted6-error"');
    expect(same.text).not.toContain('id="field-wanted1-error"');
    const mixed = { ...form, group1: '1', need2: 'desirable', group2: '1' };
    expect((await office.submit(`${PATH}/new`, mixed)).text).toContain(
      '<a href="#field-need2">要件2と、同じ組の要件1とで、',
    );
    const checked = await office.submit(`${PATH}/new`, form);
    expect(checked.status).toBe(303);
    const preview = String(checked.headers.location);
    const page = await text(office, preview);
    expect(page).toContain('必須の要件をいま満たしているのは、在職者5名のうち1名です。');
    expect(page).toContain(
      '必須の「資格: ITパスポート」を満たす人が1人もいない課が1課あります(水道課)。',
    );
    expect(page).toContain('推薦・同意・承認は、記録からは分からない');
    expect(page).toContain('本日から始まる版は、登録すると取りやめられません。');
    const hidden = await hiddenOf(preview);
    const unseen = { ...hidden, warningsAccepted: '' };
    expect((await office.submit(`${PATH}/preview`, unseen, preview)).status).toBe(422);
    const stale = { ...hidden, seen: 'x', warningsAccepted: 'yes' };
    expect((await office.submit(`${PATH}/preview`, stale, preview)).status).toBe(409);
    const accepted = { ...hidden, warningsAccepted: 'yes' };
    const added = await office.submit(`${PATH}/preview`, accepted, preview);
    expect([added.status, added.headers.location]).toEqual([303, PATH]);
    const role = await text(office, PATH);
    expect(role).toContain('必須の要件は2件です');
    expect(role).toContain('資格: ITパスポート');
    expect(role).toContain('DXサポーターの経験 1年以上');
  });

  it('is what the head of a unit chooses by, without reports that nobody has verified', async () => {
    expect(await text(head, '/team')).toContain('/team/OWN/candidates?role');
    const page = await text(head, '/team/OWN/candidates?role=leader');
    expect(page).toContain('必須の要件がそろっている人は、3名のうち1名です。');
    const rowOf = (name: string) => page.split('<tr>').find((row) => row.includes(name)) ?? '';
    expect(rowOf('合格　四')).toContain('ITパスポート(令和8年6月1日)');
    expect(rowOf('報告　五')).not.toContain('令和8年6月1日');
    expect(page).not.toMatch(/確認待ち|報告済み|点/);
    expect((await head.get('/team/OTHER/candidates')).status).toBe(404);
    expect(await text(head, '/team/OWN/candidates?role=supporter')).toContain(
      'DXサポーターに要件は決められていません。',
    );
  });

  it('gives the usual end of a term, and is withdrawn before it begins', async () => {
    const [person] = await rowsOf<{ id: string }>(
      web.database,
      `SELECT person_id AS id FROM staff_numbers WHERE staff_number = '000004'`,
    );
    const address = `/appointments/new?person=${person?.id ?? ''}&role=leader`;
    expect(await text(office, address)).toContain('空欄にすると、令和10年11月15日になります。');
    const form = { letter: 'appointment', termMonths: '', note: '戻す', validFrom: '2027-04-01' };
    const preview = String((await office.submit(`${PATH}/new`, form)).headers.location);
    const ahead = await text(office, preview);
    expect(ahead).toContain('必須の要件はありません。');
    expect(ahead).toContain('始まる日の前日まで取りやめることができます。');
    const hidden = await hiddenOf(preview);
    expect((await office.submit(`${PATH}/preview`, hidden, preview)).status).toBe(303);
    const withdraw = { version: '3' };
    expect((await office.submit(`${PATH}/withdraw`, withdraw, PATH)).status).toBe(303);
    expect((await office.submit(`${PATH}/withdraw`, { version: '2' }, PATH)).status).toBe(409);
    expect(await text(office, PATH)).not.toContain('第3版');
  });
});
