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
    const exempt = `${own}/people/${row?.person_id ?? ''}/exempt`;
    const long = '長い理由'.repeat(60);
    const refused = await office.submit(`${exempt}?q=000402`, { reason: long }, own);
    expect(refused.status).toBe(422);
    // As typed, open, at the row of the person, in the part of the list that was looked at.
    const fieldId = `reason-${row?.person_id ?? ''}`;
    const form = new RegExp(`<details open>[^]*?id="${fieldId}"[^>]*value="${long}"`);
    expect(refused.text).toMatch(form);
    expect(refused.text).toContain(`href="#${fieldId}"`);
    expect(refused.text).toContain(`action="${exempt}?q&#x3D;000402"`);
    expect(refused.text).not.toContain('000403');
    const own401 = await office.get(`${own}?q=000401`);
    expect(own401.text).toContain('職員番号');
    expect(own401.text).not.toContain('/exempt');
    const done = await office.submit(`${exempt}?q=000402`, { reason: '県の研修を受講' }, own);
    expect(done.headers.location).toBe(`${own}?q=000402`);
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

  it('withdraws after a look at the number of people, once, and takes it back on the same day only', async () => {
    const office = await web.signIn('000401');
    const [row] = await rowsOf<{ id: string }>(web.database, 'SELECT id FROM course_assignments');
    const own = `/assignments/${row?.id ?? ''}`;
    const withdraw = `${own}/withdraw`;
    expect((await office.get(own)).text).toContain(`href="${withdraw}"`);
    const confirm = await office.get(withdraw);
    expect(confirm.text).toContain('2名にとって求められなくなります。まだ何も変わっていません。');
    expect(confirm.text).toMatch(/免除されている人[^]*?>1名</);
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
    expect(restored.text).toContain('対象3名のうち、未修了は2名');
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
