import { rowsOf } from '@app/testing';
import { formsIn } from '../support/html-forms';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const ROLES = '/appointments/roles';
const ROLE = `${ROLES}/role-3`;

describe('A role of the city’s own, from its name to the appointment', () => {
  let web: WebTest;
  let office: Visitor;
  let head: Visitor;
  let personId: string;
  let unitId: string;

  beforeAll(async () => {
    web = await startWebTest();
    unitId = await web.city.addUnit({ code: 'OWN', name: '税務課' });
    const other = await web.city.addUnit({ code: 'OTHER', name: '水道課' });
    const add = (staffNumber: string, name: string, facts: object = {}) =>
      web.city.addPerson({ staffNumber, name, unitId, ...facts });
    await web.city.addAccount(await add('000001', '課長　一', { isManagerial: true }));
    await web.city.addAccount(await add('000002', '推進　二', { unitId: other }), 'program_office');
    personId = await add('000003', '職員　三');
    head = await web.signIn('000001');
    office = await web.signIn('000002');
  });

  afterAll(() => web.close());

  const text = async (visitor: Visitor, path: string) => (await visitor.get(path)).text;

  it('is added with a name that nothing else has, and says what comes next', async () => {
    expect(await text(office, ROLES)).toContain('href="/appointments/roles/new"');
    expect((await head.submit(`${ROLES}/new`, { word: '推進員' }, '/')).status).toBe(403);
    const same = await office.submit(`${ROLES}/new`, { word: 'DXサポーター', short: '' });
    expect(same.status).toBe(422);
    expect(same.text).toContain('「DXサポーター」の言葉と同じです。');
    const name = { word: '業務改善推進員', short: '推進員' };
    const added = await office.submit(`${ROLES}/new`, name);
    expect([added.status, added.headers.location]).toEqual([303, ROLE]);
    const page = await text(office, ROLE);
    expect(page).toContain('業務改善推進員の要件の版が、まだありません。');
    expect(page).toContain('最初の版を作る');
    expect(await text(office, ROLES)).toContain('まだ始まっていない役割');
    expect(await text(office, '/appointments/new?person=' + personId)).not.toContain(
      '業務改善推進員',
    );
  });

  it('can be taken away again before its first version', async () => {
    const made = await office.submit(`${ROLES}/new`, { word: '試しの役割', short: '' });
    const mistaken = String(made.headers.location);
    expect(await text(office, mistaken)).toContain(`href="${mistaken}/remove"`);
    expect(await text(office, `${mistaken}/remove`)).toContain(
      '試しの役割を、役割の一覧から取り除きます。',
    );
    const removed = await office.submit(`${mistaken}/remove`, {});
    expect([removed.status, removed.headers.location]).toEqual([303, ROLES]);
    expect(await text(office, ROLES)).toContain('試しの役割を取り除きました。');
    expect(await text(office, ROLES)).not.toContain('試しの役割');
    expect((await office.get(mistaken)).status).toBe(404);
  });

  it('begins with its first version, and stands wherever a role is chosen', async () => {
    const form = {
      ...{ letter: 'commission', termMonths: '12', together: 'no', validFrom: '2026-11-16' },
      note: '業務改善を進める',
    };
    const checked = await office.submit(`${ROLE}/new`, form);
    const preview = String(checked.headers.location);
    const hidden = formsIn(await text(office, preview)).find(({ action }) =>
      action.endsWith('/preview'),
    )?.fields;
    const added = await office.submit(`${ROLE}/preview`, { ...hidden }, preview);
    expect([added.status, added.headers.location]).toEqual([303, ROLE]);
    expect(await text(office, ROLE)).toMatch(/ほかの役割との兼務<\/dt><dd>認めない/);
    for (const [visitor, path] of [
      [office, `/appointments/new?person=${personId}`],
      [office, '/appointments'],
      [office, '/appointments/nominations'],
      [office, '/appointments/register'],
      [head, `/nominations/new?person=${personId}`],
      [head, '/team/OWN/candidates?role=role-3'],
    ] as const) {
      expect([path, await text(visitor, path)]).toEqual([
        path,
        expect.stringContaining('業務改善推進員'),
      ]);
    }
  });

  it('is recommended for and appointed to; the two promises do not count it', async () => {
    const nominating = { personId, role: 'role-3', reason: '改善の提案が多いため' };
    const from = `/nominations/new?person=${personId}`;
    expect((await head.submit('/nominations/new', nominating, from)).status).toBe(303);
    const appointing = {
      ...{ personId, role: 'role-3', termStart: '2026-11-16', documentNumber: '人第9号' },
      warningsAccepted: 'yes',
    };
    const page = `/appointments/new?person=${personId}&role=role-3`;
    const made = await office.submit('/appointments/new', appointing, page);
    expect(made.status).toBe(303);
    expect(
      await rowsOf(web.database, 'SELECT role, term_end::text FROM role_appointments'),
    ).toEqual([{ role: 'role-3', term_end: '2027-11-15' }]);
    const also = { ...appointing, role: 'leader', documentNumber: '人第10号' };
    const refused = await office.submit('/appointments/new', also, page);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('業務改善推進員は、ほかの役割と同時には務められません。');
    expect(await text(office, `/people/${personId}`)).toContain('業務改善推進員');
    expect(await text(head, '/team?tab=roles')).toContain('業務改善推進員');
    expect(await text(office, '/coverage')).not.toContain('業務改善推進員');
    const letter = String(made.headers.location);
    expect(await text(office, `${letter}/letter`)).toContain('業務改善推進員');
  });

  it('is in the way of other roles as long as its term runs, and of itself, wherever somebody looks ahead', async () => {
    const bar = '業務改善推進員の任期が終わるまで兼ねられません(令和9年11月15日まで)';
    for (const [visitor, path] of [
      [head, '/team/OWN/candidates?role=leader'],
      [office, '/appointments/bench?role=leader&unit=OWN'],
    ] as const)
      expect([path, await text(visitor, path)]).toEqual([path, expect.stringContaining(bar)]);
    for (const visitor of [head, office]) {
      const form = await text(visitor, `/nominations/new?person=${personId}`);
      expect(form).toContain('業務改善推進員の任期が令和9年11月15日まであります。');
      expect(form).toContain(`DX推進リーダーは、${bar}。`);
      expect(form).toMatch(/<li><a href="\/(team|appointments)\/nominations">推薦/);
    }
    const candidates = await text(office, '/team/OWN/candidates?role=role-3');
    expect(candidates).toContain('業務改善推進員(任期は令和9年11月15日まで)');
    expect(candidates).not.toContain(`person=${personId}`);
  });

  it('tells on its own page what it is to be called, and takes that back', async () => {
    const name = { word: '改革推進員', short: '', validFrom: '2027-04-01' };
    expect((await office.submit(`${ROLE}/name`, name)).status).toBe(303);
    expect(await text(office, ROLE)).toContain('<p>令和9年4月1日から「改革推進員」</p>');
    const same = await office.submit(`${ROLES}/new`, { word: '改革推進員', short: '' });
    expect(same.text).toContain('「業務改善推進員」が令和9年4月1日から使う言葉と同じです。');
    const back = await office.submit(`${ROLE}/name/withdraw`, { validFrom: '2027-04-01' }, ROLE);
    expect([back.status, back.headers.location]).toEqual([303, ROLE]);
    expect(await text(office, ROLE)).not.toContain('改革推進員');
  });

  it('is called otherwise from a day on', async () => {
    const past = { word: '改善推進員', short: '', validFrom: '2026-11-01' };
    const wrong = await office.submit(`${ROLE}/name`, past);
    expect(wrong.text).toContain('本日以降の日を選んでください。');
    const renamed = await office.submit(`${ROLE}/name`, { ...past, validFrom: '2026-11-16' });
    expect(renamed.status).toBe(303);
    expect(await text(office, ROLE)).toContain('改善推進員の要件');
    expect((await office.get(`${ROLES}/leader/name`)).status).toBe(404);
  });

  it('ends with what that concerns before the eyes; nobody is appointed from then on, whatever was consented to', async () => {
    const asked = await web.city.addPerson({ staffNumber: '000004', name: '候補　四', unitId });
    await web.city.addAccount(asked);
    const nominating = { personId: asked, role: 'role-3', reason: '改善の提案が多いため' };
    const from = `/nominations/new?person=${asked}`;
    const path = String((await head.submit('/nominations/new', nominating, from)).headers.location);
    const own = await web.signIn('000004');
    expect((await own.submit(`${path}/consent`, {}, path)).status).toBe(303);
    const decision = await text(office, `/appointments${path}/approve`);
    expect(decision).toMatch(/いまの改善推進員<\/dt><dd>職員　三\(任期 令和9年11月15日まで\)/);
    expect(decision).not.toContain('いまのリーダー');
    const form = {
      ...{ letter: 'commission', termMonths: '12', together: 'no', validFrom: '2026-12-01' },
      ...{ isEnded: 'yes', note: '役割を終える' },
    };
    const preview = String((await office.submit(`${ROLE}/new`, form)).headers.location);
    const shown = await text(office, preview);
    for (const said of [
      '令和8年12月1日に、改善推進員を終えます。',
      '令和8年12月1日より後まで任期のある人が1名います: 職員　三さん',
      '進んでいる推薦が1件あります: 候補　四さん(決定待ち)',
    ])
      expect(shown).toContain(said);
    expect(shown).not.toContain('だれでも任命できます');
    const hidden = formsIn(shown).find(({ action }) => action.endsWith('/preview'))?.fields;
    const { warningsAccepted: _tick, ...unseen } = { ...hidden };
    expect((await office.submit(`${ROLE}/preview`, unseen, preview)).status).toBe(422);
    const seen = { ...hidden, warningsAccepted: 'yes' };
    expect((await office.submit(`${ROLE}/preview`, seen, preview)).status).toBe(303);
    expect(await text(office, path)).toContain('任命へ進む');
    web.clock.set('2026-12-01T09:00:00+09:00');
    const late = await text(office, path);
    expect(late).toContain('改善推進員は令和8年12月1日に終えた役割です。');
    expect(late).not.toContain('任命へ進む');
    expect(late).toContain('差し戻す・見送る');
    expect(await text(office, `/appointments${path}/approve`)).not.toContain('任命を登録する');
  });

  it('says why what appointments build on is neither withdrawn nor taken away', async () => {
    const made = await office.submit(`${ROLES}/new`, { word: '広報推進員', short: '' });
    const role = String(made.headers.location);
    const form = {
      ...{ letter: 'appointment', termMonths: '12', together: 'yes', validFrom: '2026-12-20' },
      note: '最初の版',
    };
    const preview = String((await office.submit(`${role}/new`, form)).headers.location);
    const hidden = formsIn(await text(office, preview)).find(({ action }) =>
      action.endsWith('/preview'),
    )?.fields;
    await office.submit(`${role}/preview`, { ...hidden }, preview);
    expect(await text(office, role)).toContain(`action="${role}/withdraw"`);
    const someone = await web.city.addPerson({ name: '広報　五', unitId });
    const key = role.slice(ROLES.length + 1);
    const page = `/appointments/new?person=${someone}&role=${key}`;
    const appointing = {
      ...{ personId: someone, role: key, termStart: '2026-12-20', documentNumber: '人第20号' },
    };
    expect((await office.submit('/appointments/new', appointing, page)).status).toBe(303);
    const built = await text(office, role);
    expect(built).toContain('この版を前提にしているため、取りやめられません: 広報　五さん');
    expect(built).not.toContain(`action="${role}/withdraw"`);
    const sent = await office.submit(`${role}/withdraw`, { version: '1' }, role);
    expect([sent.status, sent.text.includes('前提にしているため')]).toEqual([409, true]);
    const removing = await text(office, `${role}/remove`);
    expect(removing).toContain('これから始まる要件の版があるため、取り除けません。');
    expect(removing).not.toContain(`action="${role}/remove"`);
  });
});
