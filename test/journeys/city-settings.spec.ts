import { CoverageQueries } from '@app/coverage';
import type { LocalDate } from '@app/platform';
import { rowsOf, TestCourses, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const TODAY: LocalDate = '2026-11-16';
const WORDS = {
  role_leader: 'DX推進リーダー',
  role_leader_short: 'リーダー',
  role_supporter: 'DXサポーター',
  role_supporter_short: 'サポーター',
  unit_division: '課',
  unit_head: '所属長',
  course: '講座',
  hr: '人事',
  city_name: '試験市',
  ai_rule: 'AI利用規程',
  ai_service: 'AIさん',
  security_contact: '情報政策課 内線201',
  security_policy: 'セキュリティ基準',
  program_office: 'DX推進室',
  dx_plan: '第2次DX推進計画',
  isConfirmed: 'yes',
};

describe('The city settings', () => {
  let web: WebTest;
  let administrator: Visitor;
  let office: Visitor;
  let auditor: Visitor;
  let finance: string;

  beforeAll(async () => {
    web = await startWebTest();
    finance = await web.city.addUnit({ code: 'ZAISEI', name: '財政課' });
    const add = async (
      staffNumber: string,
      role: 'administrator' | 'program_office' | 'auditor',
    ) => {
      await web.city.addAccount(await web.city.addPerson({ staffNumber, unitId: finance }), role);
      return web.signIn(staffNumber);
    };
    administrator = await add('000901', 'administrator');
    office = await add('000902', 'program_office');
    auditor = await add('000903', 'auditor');
  });

  afterAll(() => web.close());

  it('are found by those who may read them, and say how each section stands', async () => {
    for (const visitor of [administrator, office, auditor]) {
      // Two steps from home: the area, and the page of the area.
      const [, area = ''] = /<a href="([^"]*)">管理<\/a>/.exec((await visitor.get('/')).text) ?? [];
      expect((await visitor.get(area)).text).toContain('<a href="/city-settings"');
      const page = await visitor.get('/city-settings');
      expect(page.text).toContain('標準の言葉のままです。');
      expect(page.text).toContain('有効な目標は16件です。');
    }
    for (const section of [
      'words',
      'holidays',
      'titles',
      'targets',
      'rules',
      'units',
      'units/ZAISEI',
    ]) {
      const page = await auditor.get(`/city-settings/${section}`);
      expect([section, page.status, page.text.includes('action="/city-settings')]).toEqual([
        section,
        200,
        false,
      ]);
    }
    expect((await office.get('/city-settings/words')).text).not.toContain('言葉を変更する');
    expect((await office.get('/city-settings/rules')).text).toContain('変わる数字を見る');
  });

  it('change the words of lessons, from their day on and only what differs', async () => {
    const courses = new TestCourses(web.database);
    await courses.addCourse({
      key: 'words',
      lessons: [{ html: '<p>{{city.ai_rule}}|{{city.security_contact}}</p>' }],
    });
    const lesson = async () => (await office.get('/courses/words/lessons/01-lesson')).text;
    expect(await lesson()).toContain('庁内の生成AI利用ルール|');
    const changed = { ...WORDS, validFrom: TODAY };
    const path = '/city-settings/words';
    expect((await administrator.submit(path, changed)).status).toBe(303);
    expect(await lesson()).toContain('AI利用規程|情報政策課 内線201');
    const ahead = { ...changed, ai_rule: '新しい規程', validFrom: '2027-04-01' };
    expect((await administrator.submit(path, ahead)).status).toBe(303);
    expect(await lesson()).toContain('AI利用規程|');
    expect((await administrator.get(path)).text).toContain('新しい規程');
    const past = await administrator.submit(path, { ...changed, validFrom: '2026-11-15' });
    expect([past.status, past.text.includes('本日以降の日を選んでください。')]).toEqual([
      422,
      true,
    ]);
    const empty = await administrator.submit(path, { ...changed, dx_plan: ' ' });
    expect([empty.status, empty.text.includes('言葉を入力してください。')]).toEqual([422, true]);
    const entries = await audited('word.changed');
    // The name of the office was the standard word already.
    expect(entries).toHaveLength(7);
    expect(entries).toContainEqual({
      from: 'AI利用規程',
      to: '新しい規程',
      validFrom: '2027-04-01',
    });
  });

  it('show what new words make of the sentences before they save, and take back what is planned', async () => {
    const path = '/city-settings/words';
    const { isConfirmed, ...typed } = {
      ...WORDS,
      role_leader: 'DX推進員',
      role_leader_short: '推進員',
      unit_division: '室課',
      validFrom: '2027-04-01',
    };
    const preview = await administrator.submit(path, typed);
    expect(preview.status).toBe(422);
    expect(preview.text).toContain('リーダーがいない課は3課です。');
    expect(preview.text).toContain('推進員がいない室課は3室課です。');
    expect((await administrator.get(path)).text).not.toContain('推進員');
    expect((await administrator.submit(path, { ...typed, isConfirmed })).status).toBe(303);
    const planned = (await administrator.formsOf(path)).filter((form) =>
      form.action.endsWith('/withdraw'),
    );
    expect((await office.formsOf(path)).map((form) => form.action)).not.toContain(
      planned[0]?.action,
    );
    expect((await office.get('/coverage')).text).toContain('リーダーがいない課');
    web.clock.set('2027-04-01T10:00:00+09:00');
    expect((await office.get('/coverage')).text).toContain('推進員がいない室課');
    const late = await administrator.send(planned[0] ?? { action: '', fields: {} });
    expect([late.status, late.text.includes('すでに使い始めた言葉は取り消せません。')]).toEqual([
      409,
      true,
    ]);
    web.clock.set(`${TODAY}T10:00:00+09:00`);
    // Another word for a later day: the fields that were left alone say today's words, and take back nothing.
    const course = { ...WORDS, course: '研修コース', validFrom: '2027-06-01', isConfirmed };
    expect((await administrator.submit(path, course)).status).toBe(303);
    web.clock.set('2027-06-01T10:00:00+09:00');
    expect((await office.get('/coverage')).text).toContain('推進員がいない室課');
    expect((await office.get('/coverage')).text).toContain('必修の研修コース');
    web.clock.set(`${TODAY}T10:00:00+09:00`);
    const [later] = (await administrator.formsOf(path)).filter(
      ({ action }) => action.endsWith('/withdraw') && !planned.some((it) => it.action === action),
    );
    expect((await administrator.send(later ?? { action: '', fields: {} })).status).toBe(303);
    for (const form of planned) expect((await administrator.send(form)).status).toBe(303);
    expect((await administrator.get(path)).text).not.toContain('推進員');
    expect(await audited('word.withdrawn')).toHaveLength(planned.length + 1);
  });

  it('add and remove closing days, each once', async () => {
    const path = '/city-settings/holidays';
    const form = { day: '2026-11-20', name: '市制記念日' };
    const hidden = await administrator.hiddenFields(path);
    const send = () =>
      administrator.agent
        .post(path)
        .type('form')
        .send({ ...hidden, ...form });
    expect([(await send()).status, (await send()).status]).toEqual([303, 303]);
    expect(await audited('office_holiday.added')).toEqual([form]);
    expect((await administrator.submit(path, form)).text).toContain('この日は登録済みです');
    const sunday = await administrator.submit(path, { ...form, day: '2026-11-22' });
    expect([sunday.status, sunday.text.includes('すでに閉庁日です')]).toEqual([422, true]);
    expect((await auditor.get(path)).text).toContain('市制記念日');
    const removal = { day: form.day };
    expect((await administrator.submit(`${path}/remove`, removal, path)).status).toBe(303);
    expect((await administrator.get(path)).text).toContain('市だけの閉庁日は登録されていません。');
    expect((await administrator.submit(`${path}/remove`, removal, path)).status).toBe(404);
    expect(await audited('office_holiday.removed')).toHaveLength(1);
  });

  it('make a head of whoever holds a title that the table did not know, and back', async () => {
    const unitId = await web.city.addUnit({ code: 'SOMU', name: '総務課' });
    const facts = { staffNumber: '000911', unitId, postTitle: '担当課長' };
    const personId = await web.city.addPerson(facts);
    await web.city.addAccount(personId);
    const holder = await web.signIn('000911');
    expect((await holder.get('/team')).status).toBe(403);
    const path = '/city-settings/titles';
    expect((await administrator.get(path)).text).toContain('1種類あり、1人がその職に就いています');
    const form = { title: '担当 課長', isManagerial: 'yes', sortOrder: '52' };
    expect((await administrator.submit(path, form)).status).toBe(303);
    expect((await holder.get('/team/SOMU')).status).toBe(200);
    expect((await administrator.get(path)).text).toContain('すべて表にあります。');
    expect(await postingsOf(personId)).toEqual([
      { from: '2020-04-01', to: TODAY, isManagerial: false },
      { from: TODAY, to: null, isManagerial: true },
    ]);
    await administrator.submit(path, { ...form, isManagerial: 'no' });
    expect((await holder.get('/team/SOMU')).status).toBe(403);
    expect(await audited('post_title.changed')).toHaveLength(2);
    const wrong = await administrator.submit(path, { ...form, sortOrder: 'x' });
    expect([wrong.status, wrong.text.includes('並び順を0から9999まで')]).toEqual([422, true]);
  });

  it('add a version of the counting rule and keep the one before', async () => {
    // One leader where the new rule asks for two: too few, and not none.
    const figures = new TestFigures(web.database);
    const leader = await web.city.addPerson({ unitId: finance });
    await figures.addAppointment({ personId: leader, unitId: finance });
    const path = '/city-settings/rules';
    const form = {
      leaderPosts: 'with_concurrent',
      includeUnitsBelow: 'no',
      excludeAbsent: 'yes',
      holderEquivalents: 'no',
      minimumLeaders: '2',
      mandatoryStaff: 'regular',
      note: '兼務も数える',
      validFrom: '2027-04-01',
    };
    const checked = await office.submit(path, form);
    expect(checked.status).toBe(303);
    const preview = String(checked.headers.location);
    expect(preview).toContain('/city-settings/rules/preview?');
    expect(await audited('counting_rule.added')).toHaveLength(0);
    const shown = (await office.get(preview)).text;
    expect(shown).toContain('リーダーが2名に満たない課');
    expect(shown).toContain('いまの数え方');
    expect(shown).toContain('不足(リーダー1名/2名)');
    expect(shown).not.toContain('空白(リーダー1名)');
    expect((await office.get('/city-settings/rules/preview?note=x')).status).toBe(404);
    const save = (seen: string) =>
      office.submit('/city-settings/rules/preview', { ...form, seen }, preview);
    for (const seen of ['', 'f'.repeat(64)]) {
      const byHand = await save(seen);
      expect(byHand.status).toBe(409);
      expect(byHand.text).toContain('まだ登録していません。');
      expect(byHand.text).toContain('新しい版を登録する');
    }
    expect(await audited('counting_rule.added')).toHaveLength(0);
    // Somebody else’s rule is not what was looked at.
    const [, seen = ''] = /name="seen" value="([0-9a-f]{64})"/.exec(shown) ?? [];
    const other = { ...form, minimumLeaders: '3', seen };
    expect((await office.submit('/city-settings/rules/preview', other, preview)).status).toBe(409);
    const saved = await save(seen);
    expect(saved.headers.location).toBe(path);
    const page = (await office.get(path)).text;
    expect(page).toContain('本日の数字は、第1版で数えています。');
    expect(page).toContain('主務・兼務の所属がその課にある人が2人以上');
    const [newest] = await rowsOf(
      web.database,
      'SELECT version, definition FROM counting_rules ORDER BY version DESC LIMIT 1',
    );
    expect(newest).toMatchObject({
      version: 2,
      definition: {
        leaderPostingKinds: ['primary', 'concurrent'],
        holderCertificationCodes: ['ip'],
      },
    });
    const again = await office.submit(path, form);
    expect([again.status, again.text.includes('その翌日以降を選んでください。')]).toEqual([
      422,
      true,
    ]);
    expect(await audited('counting_rule.added')).toHaveLength(1);
    const withdraw = { version: '2' };
    expect((await office.submit('/city-settings/rules/withdraw', withdraw, path)).status).toBe(303);
    expect((await office.get(path)).text).not.toContain('<h3>第2版');
    expect(
      (await office.submit('/city-settings/rules/withdraw', { version: '1' }, path)).status,
    ).toBe(409);
    expect(await audited('counting_rule.withdrawn')).toHaveLength(1);
  });

  it('change whether a unit counts from a day on, and keep what held before', async () => {
    const path = '/city-settings/units/ZAISEI';
    const form = { counts: 'no', validFrom: '2026-12-01' };
    expect((await administrator.submit(path, form)).status).toBe(303);
    const coverage = web.app.get(CoverageQueries);
    const namesOn = async (day: LocalDate) =>
      (await coverage.coverageAsOf(day)).units.map((unit) => unit.name);
    expect(await namesOn('2026-11-30')).toContain('財政課');
    expect(await namesOn('2026-12-01')).not.toContain('財政課');
    const again = await administrator.submit(path, form);
    expect([again.status, again.text.includes('すでにこの扱いです')]).toEqual([422, true]);
    expect((await auditor.get(path)).text).toContain('令和8年12月1日から');
    expect(await audited('org_unit.kpi_flag_changed')).toEqual([
      { from: true, to: false, validFrom: '2026-12-01' },
    ]);
    const early = await administrator.submit(path, { counts: 'no', validFrom: '2026-11-15' });
    expect([early.status, early.text.includes('本日以降の日')]).toEqual([422, true]);
    expect((await administrator.submit('/city-settings/units/NONE', form, path)).status).toBe(404);
  });

  async function audited(action: string): Promise<unknown[]> {
    const rows = await rowsOf<{ detail: unknown }>(
      web.database,
      'SELECT detail FROM audit_entries WHERE action = $1 ORDER BY id',
      [action],
    );
    return rows.map((row) => row.detail);
  }

  async function postingsOf(personId: string): Promise<unknown[]> {
    return rowsOf(
      web.database,
      `SELECT valid_from AS "from", valid_to AS "to", is_managerial AS "isManagerial" FROM postings
       WHERE person_id = $1 ORDER BY valid_from`,
      [personId],
    );
  }
});
