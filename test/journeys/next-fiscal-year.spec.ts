import { TestCourses } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

/** The year turns: what repeats, what was assigned ahead, and what nobody made an edition for. */
describe('DX推進室 prepares the next fiscal year', () => {
  let web: WebTest;
  let courses: TestCourses;
  let security: string;

  beforeAll(async () => {
    web = await startWebTest();
    courses = new TestCourses(web.database);
    const course = await courses.addCourse({
      key: 'security',
      title: '情報セキュリティ研修 令和8年度版',
      fiscalYear: 2026,
    });
    security = course.courseId;
    await courses.addCourse({ key: 'once', title: '一度だけの講座' });
    const unitId = await web.city.addUnit({ name: '総務課' });
    await web.city.addAccount(
      await web.city.addPerson({ staffNumber: '000401', unitId }),
      'program_office',
    );
    await web.city.addAccount(await web.city.addPerson({ staffNumber: '000402', unitId }));
  });

  afterAll(() => web.close());

  const typed = {
    courseKey: 'security',
    fiscalYear: '2026',
    audience: 'all_staff',
    isMandatory: 'yes',
    repeatsYearly: 'yes',
    dueOn: '2027-01-29',
    reason: '毎年度の研修',
  };

  const on = async (day: string): Promise<{ office: Visitor; staff: Visitor }> => {
    web.clock.set(`${day}T10:00:00+09:00`);
    return { office: await web.signIn('000401'), staff: await web.signIn('000402') };
  };
  const home = async (visitor: Visitor) => (await visitor.get('/')).text;

  it('says on the preview that it repeats, and refuses that of a course without years', async () => {
    const { office } = await on('2026-11-16');
    const refused = await office.submit(
      '/assignments/preview',
      { ...typed, courseKey: 'once' },
      '/assignments/new',
    );
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('毎年度くり返せるのは、年度ごとの版がある講座だけです。');
    const unchosen = await office.submit(
      '/assignments/preview',
      { ...typed, repeatsYearly: '' },
      '/assignments/new',
    );
    expect(unchosen.text).toContain('この年度だけか、毎年度くり返すかを選んでください。');
    const preview = await office.submit('/assignments/preview', typed, '/assignments/new');
    expect(preview.text).toMatch(/<dt>くり返し<\/dt><dd>毎年度くり返す<\/dd>/);
    const made = await office.submit('/assignments', typed, '/assignments/new');
    expect(made.status).toBe(303);
    expect((await office.get('/assignments')).text).toContain('毎年度');
  });

  it('is told from 1 March on that the next edition is missing, and on 1 April still', async () => {
    const missing = '「情報セキュリティ研修 令和8年度版」の令和9年度(2027年度)の版';
    expect(await home((await on('2027-02-28')).office)).not.toContain('版がありません');
    const { office, staff } = await on('2027-03-01');
    expect(await home(office)).toContain(missing);
    expect(await home(staff)).not.toContain('版がありません');
    expect(await home((await on('2027-04-01')).office)).toContain(missing);
    expect((await office.get('/courses/security?year=2027')).status).toBe(404);
  });

  it('warns when something is assigned ahead without an edition, in the words of the newest one', async () => {
    const { office } = await on('2027-03-01');
    const ahead = { ...typed, fiscalYear: '2027', repeatsYearly: 'no', dueOn: '2028-01-28' };
    const preview = await office.submit('/assignments/preview', ahead, '/assignments/new');
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('令和9年度(2027年度)の版はまだ公開されていません。');
  });

  it('begins by itself on 1 April once the edition is there, under its own title and year', async () => {
    await on('2027-03-20');
    await courses.addVersion(security, 2, {
      key: 'security',
      fiscalYear: 2027,
      title: '情報セキュリティ研修 令和9年度版',
    });
    const march = await on('2027-03-31');
    expect(await home(march.office)).not.toContain('版がありません');
    expect(await home(march.staff)).not.toContain('令和9年度版');
    const { staff } = await on('2027-04-01');
    const page = await home(staff);
    expect(page).toContain('情報セキュリティ研修 令和9年度版');
    expect(page).toContain('情報セキュリティ研修 令和8年度版');
    expect((await staff.get('/courses/security?year=2027')).text).toContain('令和10年1月29日');
  });
});
