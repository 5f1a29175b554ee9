import { askForSupport, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

describe('The way from supporter to leader', () => {
  let web: WebTest;
  let own: Visitor;
  let office: Visitor;
  let head: Visitor;
  let other: Visitor;
  let tax: string;
  let appointment: string;

  beforeAll(async () => {
    web = await startWebTest();
    const { city, database } = web;
    tax = await city.addUnit({ code: '0101', name: '税務課' });
    const chief = await city.addPerson({
      ...{ staffNumber: '000001', unitId: tax, name: '課長　太郎' },
      ...{ isManagerial: true, postTitle: '課長' },
    });
    await city.addAccount(chief);
    await city.addAccount(await city.addPerson({ staffNumber: '000002' }), 'program_office');
    const supporter = await city.addPerson({
      ...{ staffNumber: '000003', unitId: tax, name: '支援　花子' },
    });
    await city.addAccount(supporter);
    await city.addAccount(await city.addPerson({ staffNumber: '000004', unitId: tax }));
    const figures = new TestFigures(database);
    const next = await city.addPerson({ staffNumber: '000005', name: '内定　五' });
    await city.addAccount(next, 'program_office');
    await figures.addAppointment({
      ...{ personId: next, unitId: tax, role: 'leader' },
      ...{ termStart: '2027-04-01', termEnd: '2029-03-31' },
    });
    appointment = await figures.addAppointment({
      ...{ personId: supporter, unitId: tax, role: 'supporter' },
      ...{ termStart: '2026-04-01', termEnd: '2027-03-31' },
    });
    await figures.addAttempt({ personId: supporter, state: 'booked', examOn: '2026-12-01' });
    await askForSupport(database, 'leader', '2026-11-01');
    head = await web.signIn('000001');
    office = await web.signIn('000002');
    own = await web.signIn('000003');
    other = await web.signIn('000004');
  });

  afterAll(() => web.close());

  const textOf = async (who: Visitor, path: string) => (await who.get(path)).text;

  it('is told to the holder of a role: term, letter, what can follow, and the way to the next one', async () => {
    const page = await textOf(own, '/my-role');
    expect(page).toContain('DXサポーターの任期は令和9年3月31日までです');
    expect(page).toContain('まだ発行されていません');
    expect(page).toContain('任期の翌日(令和9年4月1日)から、再任できます。');
    expect(page).toContain('DX推進リーダーへの道');
    expect(page).toContain('DX推進リーダーに自分を推薦する');
    expect(await textOf(own, '/')).toContain('href="/my-role"');
    expect(await textOf(own, '/settings')).toContain('href="/my-role"');
  });

  it('is behind somebody whose term is to begin, where that may be known already', async () => {
    const page = await textOf(await web.signIn('000005'), '/my-role');
    expect(page).toContain('DX推進リーダーの任期は令和9年4月1日から令和11年3月31日までです。');
    expect(page).not.toContain('DX推進リーダーに自分を推薦する');
    expect(page).not.toContain('DXサポーターに自分を推薦する');
  });

  it('begins with a recommendation of oneself, and goes on with it', async () => {
    const page = '/nominations/new?role=leader';
    const form = { personId: '', role: 'leader', reason: '業務の見直しを進めたいため' };
    const shown = (await own.formsOf(page)).find(({ action }) => action === '/nominations/new');
    if (shown === undefined) throw new Error('No form');
    const sent = await own.send(shown, { role: form.role, reason: form.reason });
    expect(sent.headers.location).toMatch(/^\/nominations\//);
    expect(await textOf(own, '/my-role')).toContain('進んでいる推薦を見る');
  });

  it('writes down what was done in the role; the office sees who is active', async () => {
    const list = '/my-role/activities';
    expect(await textOf(own, '/my-role')).toContain(`href="${list}"`);
    const form = (await own.formsOf(list)).find(({ action }) => action === list);
    if (form === undefined) throw new Error('No form');
    const activity = { doneOn: '2026-11-10', what: 'ai', unit: '0101', minutes: '４５', note: '' };
    const wrong = await own.send(form, { ...activity, what: '', minutes: '0' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('したことを選んでください。');
    expect(wrong.text).toContain('1〜600の分で入力してください。');
    expect((await own.send(form, activity)).status).toBe(303);
    const page = await textOf(own, list);
    expect(page).toContain('今月は1件、45分です。');
    expect(page).toContain('AIの使い方');
    expect(await textOf(office, '/appointments/activities')).toContain('がある人は1名です。');
    expect(await textOf(office, '/appointments/activities/list.csv')).toContain('000003');
    expect((await other.get('/appointments/activities')).status).toBe(403);
    expect(await textOf(other, list)).toContain('いま、任期中の役割はありません。');
    const back = (await own.formsOf(list)).find(({ action }) => action.endsWith('/take-back'));
    if (back === undefined) throw new Error('No form');
    expect((await own.send(back, {})).status).toBe(303);
    expect(await textOf(own, list)).toContain('まだ記録がありません');
  });

  it('has its letter as it was issued, for the holder and nobody else', async () => {
    const action = `/appointments/${appointment}/letter/issue`;
    const form = (await office.formsOf(action)).find((it) => it.action === action);
    if (form === undefined) throw new Error('No form');
    await office.send(form, {});
    const href = `/my-role/letters/${appointment}/1`;
    expect(await textOf(own, '/my-role')).toContain(href);
    const letter = await own.get(href);
    expect([letter.status, letter.type]).toEqual([200, 'application/pdf']);
    expect((await other.get(href)).status).toBe(404);
    expect((await head.get(href)).status).toBe(404);
    expect((await own.get(`/my-role/letters/${appointment}/2`)).status).toBe(404);
  });

  it('ends where a unit is empty: the office sees when it can be covered, and takes it along', async () => {
    const page = await textOf(office, '/coverage/openings');
    expect(page).toContain('DX推進リーダーがいない課は1課です。');
    expect(page).toContain('支援　花子');
    expect(page).toContain('所属長の推薦');
    const csv = await textOf(office, '/coverage/openings/list.csv');
    expect(csv).toContain('0101,税務課');
    expect(await textOf(office, '/coverage')).toContain('href="/coverage/openings');
    expect(await textOf(office, '/coverage/vacancies')).toContain('href="/coverage/openings');
    expect((await own.get('/coverage/openings')).status).toBe(403);
  });

  it('is foreseen for each end of a fiscal year, with whoever is one requirement short', async () => {
    const page = await textOf(office, '/coverage/outlook');
    expect(page).toContain('いまの記録のまま再任もなく進むと、令和8年度末(令和9年3月31日)に');
    expect(page).toContain('リーダーがいる課はありません。');
    expect(page).toContain('令和12年度末 空白');
    expect(await textOf(office, '/coverage/outlook?year=all&sort=-unit&department=none')).toContain(
      '条件に合う課はありません。',
    );
    const csv = await textOf(office, '/coverage/outlook/list.csv?year=2027');
    expect(csv).toContain('2028-03-31,0101,税務課,手が打てる');
    const short = await textOf(office, '/coverage/outlook/short?unit=0101&year=2026');
    expect(short).toContain('あと一つの要件で任命できる人');
    // Of a day that has passed nobody is said to have been in reach.
    const past = await textOf(office, '/coverage/outlook?asOf=2026-11-15');
    expect(past).toContain('令和8年11月15日の記録では、再任もなく進むと、');
    expect(past).toContain('今日の見通しを見る');
    expect(past).not.toContain('手が打てる');
    const pastShort = await textOf(office, '/coverage/outlook/short?asOf=2026-11-15');
    expect(pastShort).toContain('今日の一覧を見る');
    const refused = await office.get('/coverage/outlook/short/list.csv?asOf=2026-11-15');
    expect(refused.status).toBe(422);
    for (const from of ['vacancies', 'openings', 'forecast'])
      expect(await textOf(office, `/coverage/${from}`)).toContain('href="/coverage/outlook');
    for (const path of ['', '/short', '/list.csv', '/short/list.csv'])
      expect((await head.get(`/coverage/outlook${path}`)).status).toBe(403);
  });

  it('is a bench by unit for the office; the head sees states, and asks about exams', async () => {
    const bench = await textOf(office, '/appointments/bench?role=leader&unit=0101');
    expect(bench).toContain('支援　花子');
    expect(bench).toContain('推薦あり(');
    expect(bench).toContain('令和8年4月1日');
    expect(await textOf(office, '/appointments/bench?role=leader&group=growing')).toContain(
      '条件に合う人はいません。',
    );
    expect(await textOf(office, '/appointments/bench/list.csv?unit=0101')).toContain('000003');
    expect(await textOf(office, '/appointments')).toContain('href="/appointments/bench"');
    // What somebody lacked on a day that has passed was written down nowhere.
    for (const page of ['/appointments/bench', '/coverage/openings']) {
      expect(await textOf(office, `${page}?asOf=2026-11-15`)).toContain(
        '足りない要件は、今日と先の日についてだけ示します。',
      );
      expect((await office.get(`${page}/list.csv?asOf=2026-11-15`)).status).toBe(422);
    }
    for (const who of [own, head]) expect((await who.get('/appointments/bench')).status).toBe(403);
    expect(await textOf(head, '/team/0101?tab=roles')).toContain('/team/0101/candidates');
    const candidates = await textOf(head, '/team/0101/candidates?role=leader');
    expect(candidates).toContain('任命できる見込み');
    expect(candidates).toContain('いちばん早く任命できる人は');
    expect(candidates).not.toContain('12月1日');
  });

  it('is told of no day of which nobody is known, on any of its pages', async () => {
    const refused = '職員の記録はありません';
    for (const path of [
      '/coverage/openings',
      '/appointments/bench',
      '/appointments/cohorts',
      '/appointments/cohorts/people',
    ]) {
      const page = await office.get(`${path}?asOf=2001-04-01&role=supporter`);
      expect([path, page.status, page.text]).toEqual([path, 200, expect.stringContaining(refused)]);
      expect([path, page.text]).not.toEqual([path, expect.stringContaining('<table')]);
      const file = path.endsWith('people') ? path : `${path}/list`;
      const csv = await office.get(`${file}.csv?asOf=2001-04-01`);
      expect([path, csv.status, csv.text]).toEqual([path, 422, expect.stringContaining(refused)]);
    }
    const kept = /name="role" value="supporter"/;
    for (const path of ['/coverage/openings', '/appointments/bench'])
      expect(await textOf(office, `${path}?asOf=2001-04-01&role=supporter`)).toMatch(kept);
  });

  it('is told of each year’s supporters, with the people behind each number', async () => {
    const page = await textOf(office, '/appointments/cohorts');
    expect(page).toContain('これまでにDXサポーターになった1名のうち');
    expect(page).toContain('/appointments/cohorts/people?year&#x3D;2026&amp;part&#x3D;supporters');
    const people = '/appointments/cohorts/people?year=2026&part=supporters';
    expect(await textOf(office, people)).toContain('支援　花子');
    expect(await textOf(office, '/appointments/cohorts/people.csv?year=2026')).toContain('000003');
    expect(await textOf(office, '/appointments/cohorts/list.csv')).toContain(
      '令和8年度(2026年度),1,1,0,0,0',
    );
    expect((await head.get('/appointments/cohorts')).status).toBe(403);
  });
});
