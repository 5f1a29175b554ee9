import { rowOf, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HR = '800001';
const OFFICE = '800002';
const LEADER = '800003';
const COLLEAGUE = '800004';

type Fields = Readonly<Record<string, string>>;

/** What HR did only by a file before: on 2 March 2027. */
describe('The clerk changes what is known of people on the screen', () => {
  let web: WebTest;
  let hr: Visitor;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set('2027-03-02T10:00:00+09:00');
    const tax = await web.city.addUnit({ code: '0110', name: '税務課', kind: 'division' });
    const water = await web.city.addUnit({ code: '0120', name: '水道課', kind: 'division' });
    ids.water = water;
    const add = async (staffNumber: string, name: string, unitId: string) => {
      const kana = 'カナ';
      ids[staffNumber] = await web.city.addPerson({
        staffNumber,
        name,
        kana,
        unitId,
        email: `${staffNumber}@x.jp`,
      });
      return ids[staffNumber];
    };
    await web.city.addAccount(await add(HR, '人事　花子', water), 'hr');
    await web.city.addAccount(await add(OFFICE, '推進　次郎', water), 'program_office');
    const leader = await add(LEADER, '山田　太郎', tax);
    await web.city.addAccount(leader);
    await web.city.addAccount(await add(COLLEAGUE, '佐藤　一郎', tax));
    await new TestFigures(web.database).addAppointment({
      ...{ personId: leader, unitId: tax, role: 'leader' },
      ...{ termStart: '2026-04-01', termEnd: '2029-03-31' },
    });
    hr = await web.signIn(HR);
  });

  afterAll(() => web.close());

  const hiddenOf = async (visitor: Visitor, path: string) =>
    (await visitor.formsOf(path)).find(({ action }) => action === path)?.fields ?? {};
  const plannedIn = (html: string) => /name="planned" value="([^"]*)"/.exec(html)?.[1] ?? '';
  const post = (visitor: Visitor, path: string, fields: Fields) =>
    visitor.agent.post(path).type('form').send(fields);
  const check = async (path: string, fields: Fields, visitor = hr) => {
    const sent = { ...(await hiddenOf(visitor, path)), reason: '4月の人事異動', ...fields };
    const shown = await post(visitor, path, sent);
    return { shown, sent: { ...sent, planned: plannedIn(shown.text) } };
  };
  const change = async (path: string, fields: Fields, confirmed = '') => {
    const { shown, sent } = await check(path, fields);
    expect([shown.status, shown.text.includes('この内容で登録する')]).toEqual([200, true]);
    const done = await post(hr, `${path}/apply`, { ...sent, confirmed });
    return { shown, sent, done };
  };
  const personPage = (number: string) => `/people/${number}/changes`;

  it('finds the way from the person’s page; others do not', async () => {
    expect((await hr.get(`/people/${LEADER}`)).text).toContain(`href="${personPage(LEADER)}"`);
    const { text } = await hr.get(personPage(LEADER));
    expect(text).toContain(`href="${personPage(LEADER)}/posting"`);
    expect(text).not.toContain('/end-posting"');
    const office = await web.signIn(OFFICE);
    expect((await office.get(`/people/${LEADER}`)).text).not.toContain(personPage(LEADER));
    expect((await office.get(personPage(LEADER))).status).toBe(403);
    expect((await hr.get(`${personPage(LEADER)}/nothing`)).status).toBe(404);
  });

  it('sees before moving the only leader on 1 April that the 課 loses its leader, and says so in writing', async () => {
    const path = `${personPage(LEADER)}/posting`;
    const move = { unitCode: '0120', title: '主査', from: '2027-04-01', until: '' };
    const { shown, sent } = await check(path, move);
    for (const text of [
      '0110 税務課',
      '0120 水道課',
      '税務課にDX推進リーダーがいなくなります。',
      '水道課にDX推進リーダーがいるようになります。',
      'DX推進リーダーの任命(任期は令和11年3月31日まで)は、そのまま続きます。',
      '令和9年4月1日までは、人事とDX推進室のほかには見えません。',
    ]) {
      expect(shown.text).toContain(text);
    }
    const unsaid = await post(hr, `${path}/apply`, sent);
    expect([unsaid.status, unsaid.text.includes(`${LEADER}と入力してください。`)]).toEqual([
      422,
      true,
    ]);
    // Shown again with all that was typed.
    expect(unsaid.text).toContain('value="主査"');
    expect(unsaid.text).toContain('いなくなります。');
    const confirmed = { ...sent, confirmed: LEADER };
    const done = await post(hr, `${path}/apply`, confirmed);
    expect([done.status, done.headers.location]).toEqual([303, `/people/${LEADER}`]);
    const again = await post(hr, `${path}/apply`, confirmed);
    expect(again.status).toBe(303);
    const count = `SELECT count(*)::int AS n FROM import_batches WHERE person_id = $1`;
    expect(await rowOf(web.database, count, [ids[LEADER]])).toEqual({ n: 1 });
    const page = (await hr.get(`/people/${LEADER}?asOf=2027-04-01`)).text;
    expect(page).toContain('水道課(主査)');
    // Nobody else hears of it before its day.
    const own = await web.signIn(LEADER);
    for (const seen of ['/settings', `/people/${LEADER}`, '/units/0120', '/search?q=水道課'])
      expect((await own.get(encodeURI(seen))).text).not.toContain('主査');
    const list = (await hr.get('/imports')).text;
    expect(list).toContain('画面での変更');
    const batch = /href="(\/imports\/[0-9a-f-]{36})"/.exec(list)?.[1] ?? '';
    expect((await hr.get(batch)).text).toContain('理由: 4月の人事異動');
  });

  it('corrects a wrong mail of last month without touching what was before and after', async () => {
    const path = `${personPage(COLLEAGUE)}/details`;
    const details = { name: '佐藤　一郎', kana: 'サトウ イチロウ', until: '' };
    await change(path, { ...details, email: 'wrong@x.jp', from: '2027-02-01' });
    const { shown, done } = await change(path, {
      ...details,
      email: 'right@x.jp',
      from: '2027-02-01',
    });
    expect(shown.text).toContain('公表した数字は変わりません');
    expect(done.status).toBe(303);
    const mailOn = async (day: string) => {
      const sql = `SELECT email FROM person_details WHERE person_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)`;
      return (await rowOf<{ email: string }>(web.database, sql, [ids[COLLEAGUE], day]))?.email;
    };
    expect([
      await mailOn('2027-01-31'),
      await mailOn('2027-02-01'),
      await mailOn('2027-03-02'),
    ]).toEqual([`${COLLEAGUE}@x.jp`, 'right@x.jp', 'right@x.jp']);
    const kept = `SELECT count(*)::int AS n FROM person_details_history WHERE email = 'wrong@x.jp' AND superseded_at IS NOT NULL`;
    expect(await rowOf(web.database, kept, [])).toEqual({ n: 1 });
  });

  it('loses nothing typed when somebody else changed the person meanwhile', async () => {
    const path = `${personPage(COLLEAGUE)}/status`;
    const { sent } = await check(path, {
      status: 'sick_leave',
      from: '2027-03-08',
      until: '2027-03-19',
    });
    await change(`${personPage(COLLEAGUE)}/other-posting`, {
      ...{ postingKind: 'concurrent', unitCode: '0120', title: '主任' },
      ...{ from: '2027-03-05', until: '' },
    });
    const late = await post(hr, `${path}/apply`, sent);
    expect(late.status).toBe(409);
    expect(late.text).toContain('ほかの人がこの記録を変えました');
    expect(late.text).toContain('value="2027-03-19"');
    expect(late.text).toContain('value="4月の人事異動"');
    const { done } = await change(path, {
      status: 'sick_leave',
      from: '2027-03-08',
      until: '2027-03-19',
    });
    expect(done.status).toBe(303);
    const ended = await change(`${personPage(COLLEAGUE)}/end-posting`, {
      ...{ post: 'concurrent 0120', lastDay: '2027-03-31' },
    });
    expect(ended.shown.text).toContain('水道課 主任');
    expect(ended.done.status).toBe(303);
  });

  it('changes nobody’s own record, and not without a reason', async () => {
    expect((await hr.get(personPage(HR))).text).toContain('自分の記録は変更できません');
    const own = (await hr.get(`${personPage(HR)}/leaving`)).text;
    expect(own).toContain('自分の記録は変更できません');
    expect(own).not.toContain('name="lastDay"');
    const other = await check(`${personPage(LEADER)}/leaving`, {
      lastDay: '2027-03-31',
      reason: '',
    });
    expect([other.shown.status, other.shown.text.includes('理由を入力してください')]).toEqual([
      422,
      true,
    ]);
  });

  it('adds a newcomer who is given an account on the first day, and ends an employment', async () => {
    const { shown, done } = await change('/people/new', {
      ...{ staffNumber: '800009', name: '入善 花子', kana: 'ニュウゼン ハナコ', email: 'n@x.jp' },
      ...{ employmentType: 'regular', unitCode: '0120', title: '主事', from: '2027-03-02' },
    });
    expect(shown.text).toContain('0120 水道課 主事');
    expect([done.status, done.headers.location]).toEqual([303, '/people/800009']);
    expect((await hr.get('/people/800009')).text).toContain('入善　花子');
    const newcomer = await rowOf<{ id: string }>(
      web.database,
      `SELECT person_id AS id FROM staff_numbers WHERE staff_number = '800009'`,
    );
    const admin = await web.city.addPerson({ staffNumber: '800010', unitId: ids.water ?? '' });
    await web.city.addAccount(admin, 'administrator');
    const administrator = await web.signIn('800010');
    await administrator.confirm();
    const account = await administrator.submit(`/accounts/new/${newcomer?.id ?? ''}`, {});
    expect(account.status).toBe(200);
    const taken = await check('/people/new', {
      ...{ staffNumber: LEADER, name: '別の 人', kana: '', email: '' },
      ...{ employmentType: 'regular', unitCode: '0120', title: '', from: '2027-03-02' },
    });
    expect([
      taken.shown.status,
      taken.shown.text.includes('山田　太郎さんに付いたことがあります'),
    ]).toEqual([422, true]);
    const left = await change(
      '/people/800009/changes/leaving',
      { lastDay: '2027-03-31' },
      '800009',
    );
    expect(left.shown.text).toContain('ログインできなくなります');
    expect(left.done.status).toBe(303);
    expect((await hr.get('/people/800009/changes')).text).toContain('退職の日は令和9年3月31日です');
    const stays = await change('/people/800009/changes/staying', {});
    expect(stays.done.status).toBe(303);
    const number = await change('/people/800009/changes/number', {
      ...{ staffNumber: '810009', from: '2027-03-02' },
    });
    expect(number.done.status).toBe(303);
    const kind = await change('/people/810009/changes/employment', {
      ...{ employmentType: 'fixed_term', from: '2027-04-01', until: '' },
    });
    expect(kind.shown.text).toContain('任期付');
  });

  it('calls a unit otherwise from 1 April', async () => {
    expect((await hr.get('/units/0110')).text).toContain('href="/units/0110/name"');
    const { done } = await change('/units/0110/name', {
      ...{ name: '税務収納課', kana: '', from: '2027-04-01' },
    });
    expect(done.status).toBe(303);
    expect((await hr.get('/units/0110?asOf=2027-04-01')).text).toContain('税務収納課');
    expect((await hr.get('/units/0110')).text).not.toContain('税務収納課');
  });

  it('leaves a roster that changes nothing when it is read again', async () => {
    await hr.confirm();
    const file = await hr.get('/imports/roster.csv').buffer(true);
    expect(file.status).toBe(200);
    const bytes = Buffer.from(file.text);
    const answer = await hr.upload('/imports', {}, { postings: { bytes, name: 'meibo.csv' } });
    const page = await hr.get(String(answer.headers.location));
    expect(page.text).toContain('登録済みの内容と同じです');
  });

  it('employs somebody anew who has left, under the same number', async () => {
    await web.city.addPerson({ staffNumber: '800011', unitId: ids.water ?? '' });
    const offered = async () => (await hr.get('/people/800011/changes')).text.includes('再採用');
    expect(await offered()).toBe(false);
    const left = await change(
      '/people/800011/changes/leaving',
      { lastDay: '2027-03-01' },
      '800011',
    );
    expect([left.done.status, await offered()]).toEqual([303, true]);
    const again = await change(
      '/people/800011/changes/rehire',
      { employmentType: 'regular', unitCode: '0120', title: '主査', from: '2027-03-20' },
      '800011',
    );
    expect([again.done.status, again.shown.text.includes('0120 水道課 主査')]).toEqual([303, true]);
    expect((await hr.get('/people/800011')).text).toContain('主査');
    expect(await offered()).toBe(false);
  });
});
