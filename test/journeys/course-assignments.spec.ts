import { rowsOf, TestCourses } from '@app/testing';
import { startWebTest, type WebTest } from '../support/web';

describe('DX推進室 assigns a course', () => {
  let web: WebTest;

  beforeAll(async () => {
    web = await startWebTest();
    const courses = new TestCourses(web.database);
    await courses.addCourse({ key: 'security', title: '情報セキュリティ研修', fiscalYear: 2026 });
    const unitId = await web.city.addUnit({ name: '総務課' });
    await web.city.addAccount(
      await web.city.addPerson({ staffNumber: '000401', unitId }),
      'program_office',
    );
    await web.city.addAccount(
      await web.city.addPerson({ staffNumber: '000402', unitId, name: '魚津　一郎' }),
    );
    await web.city.addAccount(
      await web.city.addPerson({ staffNumber: '000403', unitId }),
      'auditor',
    );
  });

  afterAll(() => web.close());

  const typed = {
    courseKey: 'security',
    fiscalYear: '2026',
    audience: 'all_staff',
    isMandatory: 'yes',
    repeatsYearly: 'no',
    dueOn: '2027-01-29',
    reason: '毎年度の研修',
  };

  it('sees the number of people first, writes nothing until the confirmation, and then once', async () => {
    const office = await web.signIn('000401');
    const refused = await office.submit(
      '/assignments/preview',
      { ...typed, dueOn: '2026-11-01', reason: '' },
      '/assignments/new',
    );
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('理由を入力してください。');
    expect(refused.text).toContain('value="2026-11-01"');
    const preview = await office.submit('/assignments/preview', typed, '/assignments/new');
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('全職員の3名に「情報セキュリティ研修」を指定します。');
    expect(await rowsOf(web.database, 'SELECT 1 FROM enrollments')).toEqual([]);
    const hidden = await office.hiddenFields('/assignments/new');
    const send = () =>
      office.agent
        .post('/assignments')
        .type('form')
        .send({ ...hidden, ...typed });
    const [made, again] = [await send(), await send()];
    expect(made.status).toBe(303);
    expect(again.headers.location).toBe(made.headers.location);
    expect(await rowsOf(web.database, 'SELECT 1 FROM course_assignments')).toHaveLength(1);
    const shown = await office.get(made.headers.location ?? '');
    expect(shown.text).toContain('対象3名のうち、未修了は3名です。');
    expect((await office.get('/')).text).toContain('必修の未修了は3名です');
    const staff = await web.signIn('000402');
    expect((await staff.get('/')).text).toContain('受ける理由: 毎年度の研修');
    expect((await staff.get('/courses')).text).toContain('必修は1件が残っています。');
  });

  it('exempts one person, filters the list, and takes the assignment back; the auditor only reads', async () => {
    const office = await web.signIn('000401');
    const [row] = await rowsOf<{ id: string; person_id: string }>(
      web.database,
      `SELECT a.id, n.person_id FROM course_assignments a CROSS JOIN staff_numbers n WHERE n.staff_number = '000402'`,
    );
    const own = `/assignments/${row?.id ?? ''}`;
    const exempt = `${own}/exempt`;
    const of = row?.person_id ?? '';
    const long = '長い理由'.repeat(60);
    const refused = await office.submit(`${exempt}?q=000402`, { of, reason: long }, own);
    expect(refused.status).toBe(422);
    // As typed and as chosen, in the part of the list that was looked at.
    expect(refused.text).toMatch(new RegExp(`name="of" value="${of}"[^>]* checked>`));
    expect(refused.text).toMatch(new RegExp(`id="field-reason"[^>]*value="${long}"`));
    expect(refused.text).toContain('href="#field-reason"');
    expect(refused.text).toContain(`action="${exempt}?q&#x3D;000402"`);
    expect(refused.text).not.toContain('000403');
    const nobody = await office.submit(exempt, { reason: '県の研修を受講' }, own);
    expect(nobody.status).toBe(422);
    expect(nobody.text).toContain('免除する人を選んでください。');
    const own401 = await office.get(`${own}?q=000401`);
    expect(own401.text).toContain('職員番号');
    expect(own401.text).not.toContain('/exempt');
    const done = await office.submit(`${exempt}?q=000402`, { of, reason: '県の研修を受講' }, own);
    expect(done.headers.location).toBe(`${own}?q=000402`);
    // Told with what takes it back at once, and only once.
    const told = (await office.get(`${own}?q=000402`)).text;
    expect(told).toContain('1名の受講を免除しました。');
    expect(told).toMatch(
      new RegExp(
        `<div class="notice[^]*?action="${own}/undo-exemptions"[^]*?name="of" value="${of}"`,
      ),
    );
    expect((await office.get(own)).text).not.toContain('1名の受講を免除しました。');
    const exempted = await office.get(`${own}?state=exempted`);
    expect(exempted.text).toContain('免除の理由: 県の研修を受講');
    expect(exempted.text).toContain('魚津　一郎');
    expect((await office.get(`${own}?state=completed`)).text).toContain(
      '当てはまる職員はいません。',
    );
    const auditor = await web.signIn('000403');
    const read = await auditor.get(own);
    expect(read.status).toBe(200);
    expect(read.text).not.toContain('免除を取り消す');
    expect(read.text).not.toContain('この受講指定を取り消す');
    expect((await auditor.get(`${own}/withdraw`)).status).toBe(403);
  });

  it('exempts all who are chosen or nobody, and takes that back from the notice', async () => {
    const office = await web.signIn('000401');
    const [assignment] = await rowsOf<{ id: string }>(
      web.database,
      'SELECT id FROM course_assignments',
    );
    const people = await rowsOf<{ id: string; number: string }>(
      web.database,
      'SELECT person_id AS id, staff_number AS number FROM staff_numbers ORDER BY staff_number',
    );
    const idOf = (number: string) => people.find((it) => it.number === number)?.id ?? '';
    const own = `/assignments/${assignment?.id ?? ''}`;
    const send = async (path: string, of: readonly string[]) => {
      const hidden = await office.hiddenFields(own);
      const pairs = [
        ...Object.entries(hidden),
        ['reason', '国の研修に派遣'],
        ...of.map((it) => ['of', it]),
      ];
      return office.agent
        .post(path)
        .type('form')
        .send(new URLSearchParams(pairs as [string, string][]).toString());
    };
    const exemptedNow = async () =>
      (
        await rowsOf<{ count: number }>(
          web.database,
          'SELECT count(*)::int FROM exemptions_history WHERE superseded_at IS NULL',
        )
      )[0]?.count;
    // 000402 is exempted already: then 000403 is not, either.
    const refused = await send(`${own}/exempt`, [idOf('000402'), idOf('000403')]);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('選んだ2名のなかに、変えられない人がいます');
    expect(await exemptedNow()).toBe(1);
    expect((await send(`${own}/exempt`, [idOf('000401'), idOf('000403')])).status).toBe(403);
    expect(await exemptedNow()).toBe(1);
    expect((await send(`${own}/undo-exemptions`, [idOf('000402')])).status).toBe(303);
    expect((await send(`${own}/exempt`, [idOf('000402'), idOf('000403')])).status).toBe(303);
    expect(await exemptedNow()).toBe(2);
    expect((await office.get(own)).text).toContain('2名の受講を免除しました。');
    const entries = await rowsOf<{ bulk: boolean | null }>(
      web.database,
      `SELECT (detail ->> 'bulk')::boolean AS bulk FROM audit_entries WHERE action = 'enrollment.exempted' ORDER BY id`,
    );
    expect(entries.map(({ bulk }) => bulk)).toEqual([null, true, true]);
    expect((await send(`${own}/undo-exemptions`, [idOf('000403')])).status).toBe(303);
    expect(await exemptedNow()).toBe(1);
  });

  it('withdraws after a look at the number of people, once, and takes it back on the same day only', async () => {
    const office = await web.signIn('000401');
    const [row] = await rowsOf<{ id: string }>(web.database, 'SELECT id FROM course_assignments');
    const own = `/assignments/${row?.id ?? ''}`;
    const withdraw = `${own}/withdraw`;
    expect((await office.get(own)).text).toContain(`href="${withdraw}"`);
    const confirm = await office.get(withdraw);
    expect(confirm.text).toContain('2名にとって求められなくなります。まだ何も変わっていません。');
    expect(confirm.text).toMatch(/免除されている人[^]*?>1</);
    const hidden = await office.hiddenFields(withdraw);
    const send = () => office.agent.post(withdraw).type('form').send(hidden);
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([303, 303]);
    const after = await office.get(own);
    expect(after.text).toContain('取り消しました。');
    const repeated = await office.submit(withdraw, {});
    expect(repeated.status).toBe(409);
    expect(repeated.text).toContain('すでに取り消されています。');
    expect((await office.get('/')).text).toContain(
      'いま受けるように決められている講座はありません。',
    );

    await office.submit(`${own}/undo-withdrawal`, {}, own);
    const restored = await office.get(own);
    expect(restored.text).toContain('受講指定を元に戻しました。');
    expect(restored.text).toContain(
      '対象2名のうち、未修了は2名です。ほかに、免除や休職などで数えない人が1名います。',
    );
    expect((await office.get('/')).text).toContain('受ける理由: 毎年度の研修');
    expect((await office.submit(`${own}/undo-withdrawal`, {}, own)).status).toBe(409);

    await office.submit(withdraw, {});
    web.clock.set('2026-11-17T08:00:00+09:00');
    const nextDay = await web.signIn('000401');
    expect((await nextDay.get(own)).text).not.toContain('取消しを元に戻す');
    const late = await nextDay.submit(`${own}/undo-withdrawal`, {}, '/assignments/new');
    expect(late.status).toBe(409);
    expect(late.text).toContain('元に戻せるのは、取り消した当日だけです。');
  });
});
