import { AccessLog } from '@app/platform';
import { rowsOf, TEST_PASSWORD } from '@app/testing';
import { Renumbered } from '../support/renumbered';
import { startWebTest, type WebTest } from '../support/web';

/** 同じ人として取り込む was chosen on the preview, which was wrong. */
describe('A number that an import gave to somebody known', () => {
  let web: WebTest;
  let city: Renumbered;

  beforeAll(async () => {
    web = await startWebTest();
    city = await Renumbered.in(web);
  });

  afterAll(() => web.close());

  const files = { former: '', first: '' };
  let taro: string;

  beforeEach(async () => {
    await city.begin();
    taro = await city.addTaro();
    await city.goTo('2027-04-01T09:00:00+09:00');
    files.first = await city.upload(
      city.row('2027/4/1', city.former, '主査,0,正規,,1990/4/1,2027/3/31,退職'),
      city.row('2027/4/1', city.latter, '主任,0,再任用,b@example.jp,2027/4/1,,在職'),
    );
    await city.hr.submit(
      `${files.first}/numbers`,
      { [`number_${city.latter}`]: taro },
      files.first,
    );
    expect((await city.hr.submit(`${files.first}/apply`, {}, files.first)).status).toBe(303);
    expect(await city.idOf(city.latter)).toBe(taro);
  });

  const page = () => `/people/joins/imports/${files.first.split('/').at(-1) ?? ''}/${city.latter}`;
  const part = (reason = '別の人でした') => city.hr.submit(`${page()}/part`, { reason }, page());
  const later = async (rest: string) => {
    await city.goTo('2027-05-01T09:00:00+09:00');
    const file = await city.upload(city.row('2027/5/1', city.latter, rest));
    expect((await city.hr.submit(`${file}/apply`, {}, file)).status).toBe(303);
  };
  const factsOf = async (number: string) => {
    const found = await city.personOf(number);
    return {
      number: found?.staffNumber,
      employments: found?.employments.map((it) => [it.employmentType, it.validFrom, it.validTo]),
      posts: found?.postings.map((it) => [it.postTitle, it.validFrom, it.validTo]),
    };
  };

  it('parted, has no account: the refusal says so, and sends nobody to another number', async () => {
    expect((await part()).status).toBe(303);
    const answerTo = async (staffNumber: string) => {
      const visitor = web.anonymous();
      const answer = await visitor.submit('/sign-in', { staffNumber, password: TEST_PASSWORD });
      return [answer.status, /職員番号またはパスワードが[^<]*/.exec(answer.text)?.[0]];
    };
    const refused = await answerTo(city.latter);
    expect(refused).toEqual([
      422,
      '職員番号またはパスワードが違うか、この番号のアカウントがありません。今の職員番号でログインしてください。今の番号でもログインできないときは、人事またはシステム管理者にご連絡ください。',
    ]);
    // A stranger learns nothing from it.
    expect(await answerTo('99999')).toEqual(refused);
  });

  it('is listed, says what moves and what stays, and is parted as if 別の人 had been chosen', async () => {
    const list = (await city.hr.get('/people/joins')).text;
    expect(list).toContain(`${city.latter}を${city.former} ${city.name}さんに(取込み)`);
    const shown = (await city.hr.get(page())).text;
    for (const text of [
      `職員番号: ${city.latter}(令和9年4月1日`,
      '任用: 再任用(令和9年4月1日',
      `所属(主務): ${city.place} 主任(令和9年4月1日`,
      'ITパスポート試験(合格日',
      '取込みのあとに登録されたものも',
    ]) {
      expect(shown).toContain(text);
    }
    await web.app.get(AccessLog).flush();
    const looked = `SELECT DISTINCT kind, subject_person_id AS subject FROM access_log WHERE path = $1`;
    expect(await rowsOf(web.database, looked, [page()])).toEqual([
      { kind: 'person_read', subject: taro },
    ]);
    expect((await part(' ')).status).toBe(422);
    await city.goTo('2027-04-02T09:00:00+09:00');
    const answer = await part();
    expect([answer.status, answer.headers.location]).toEqual([303, page()]);
    const fresh = await city.idOf(city.latter);
    expect([fresh === taro, await city.idOf(city.former)]).toEqual([false, taro]);
    expect(await factsOf(city.latter)).toEqual({
      number: city.latter,
      employments: [['reappointed', '2027-04-01', null]],
      posts: [['主任', '2027-04-01', null]],
    });
    const old = await factsOf(city.former);
    expect(old.number).toBe(city.former);
    expect(old.employments?.map(([, , to]) => to)).toEqual(['2027-04-01']);
    const records = await rowsOf(
      web.database,
      'SELECT person_id FROM certification_records WHERE person_id IN ($1, $2)',
      [taro, fresh],
    );
    expect(records).toEqual([{ person_id: taro }]);
    expect((await city.hr.get(page())).text).toContain('分けた理由');
    expect((await part()).status).toBe(409);
    const staff = await city.hr.get(`/coverage/people?figure=staff&asOf=2027-04-01`);
    expect(staff.text).toContain('番号を分けたことを後から登録 令和9年4月2日');
    const [told] = await rowsOf(
      web.database,
      `SELECT action, subject_id FROM audit_entries WHERE action = 'person.number_parted' AND subject_id = $1`,
      [taro],
    );
    expect(told).toBeDefined();
  });

  it('takes later imports with it, and can be joined again by hand', async () => {
    await later('課長補佐,0,再任用,,2027/4/1,,在職');
    expect((await part()).status).toBe(303);
    expect((await factsOf(city.latter)).posts).toEqual(
      expect.arrayContaining([
        ['課長補佐', '2027-05-01', null],
        ['主任', '2027-04-01', '2027-05-01'],
      ]),
    );
    expect((await factsOf(city.former)).posts?.some(([title]) => title === '課長補佐')).toBe(false);
    const pair = `/people/joins/pair?one=${city.former}&other=${city.latter}`;
    const seen = /name="seen" value="([^"]*)"/.exec((await city.hr.get(pair)).text)?.[1] ?? '';
    expect((await city.hr.submit(pair, { reason: 'やはり同じ人', seen }, pair)).status).toBe(303);
    expect(await city.idOf(city.former)).toBe(await city.idOf(city.latter));
  });

  it('is refused, with what to do, where a number was joined by hand since; and for one’s own number', async () => {
    const third = await web.city.addPerson({
      staffNumber: `7${city.latter}`,
      name: city.name,
      unitId: city.unitId,
    });
    const pair = `/people/joins/pair?one=${city.latter}&other=7${city.latter}`;
    const seen = /name="seen" value="([^"]*)"/.exec((await city.hr.get(pair)).text)?.[1] ?? '';
    expect((await city.hr.submit(pair, { reason: '同じ人', seen }, pair)).status).toBe(303);
    expect(third).not.toBe(taro);
    expect((await city.hr.get(page())).text).toContain('先に「これまでのつなぎ」で');
    const refused = await city.hr.submit(`${page()}/part`, { reason: '別' }, '/people/joins/new');
    expect([refused.status, refused.text.includes('このままでは分けられません。')]).toEqual([
      409,
      true,
    ]);
  });

  it('is not done by the person it is about', async () => {
    await web.database.execute(
      `INSERT INTO account_roles (id, account_id, role, valid_from)
       SELECT gen_random_uuid(), id, 'hr', '2020-04-01' FROM accounts WHERE person_id = $1`,
      [taro],
    );
    city.hr = await web.signIn(city.latter);
    const refused = await part();
    expect([refused.status, refused.text.includes('自分の番号をつないだり')]).toEqual([409, true]);
  });
});
