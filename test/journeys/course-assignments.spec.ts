import { TestCourses } from '@app/testing';
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
    expect(await web.database.query('SELECT 1 FROM enrollments')).toEqual([]);
    const hidden = await office.hiddenFields('/assignments/new');
    const send = () =>
      office.agent
        .post('/assignments')
        .type('form')
        .send({ ...hidden, ...typed });
    const [made, again] = [await send(), await send()];
    expect(made.status).toBe(303);
    expect(again.headers.location).toBe(made.headers.location);
    expect(await web.database.query('SELECT 1 FROM course_assignments')).toHaveLength(1);
    const shown = await office.get(made.headers.location ?? '');
    expect(shown.text).toContain('対象3名のうち、未修了は3名、うち期限超過は0名です。');
    expect((await office.get('/')).text).toContain('必修の未修了は3名です');
    const staff = await web.signIn('000402');
    expect((await staff.get('/')).text).toContain('受ける理由: 毎年度の研修');
    expect((await staff.get('/courses')).text).toContain('必修1件のうち、1件が残っています。');
  });

  it('exempts one person, filters the list, and takes the assignment back; the auditor only reads', async () => {
    const office = await web.signIn('000401');
    const [row] = await web.database.query<{ id: string; enrollment_id: string }>(
      `SELECT o.assignment_id AS id, o.enrollment_id FROM assigned_enrollments o JOIN enrollments e ON e.id = o.enrollment_id
       JOIN staff_numbers n ON n.person_id = e.person_id WHERE n.staff_number = '000402'`,
    );
    const own = `/assignments/${row?.id ?? ''}`;
    const exempt = `${own}/people/${row?.enrollment_id ?? ''}/exempt`;
    const refused = await office.submit(exempt, { reason: ' ' }, own);
    expect(refused.status).toBe(422);
    await office.submit(exempt, { reason: '県の研修を受講' }, own);
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
    await office.submit(`${own}/withdraw`, {}, own);
    expect((await office.get(own)).text).toContain('取り消しました。');
    const repeated = await office.submit(`${own}/withdraw`, {}, own);
    expect(repeated.status).toBe(409);
    expect((await (await web.signIn('000402')).get('/')).text).toContain(
      '今日やることはありません。',
    );
  });
});
