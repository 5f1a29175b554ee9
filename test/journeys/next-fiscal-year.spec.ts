import { TestCourses } from '@app/testing';
import { cellOf, courseOf, rowsOf } from '../support/obligation-sets';
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
  const LESSONS = ['01-lesson', '02-lesson'];
  const learning = async (visitor: Visitor) =>
    (await visitor.get('/api/v1/me/learning')).body as Record<
      'open' | 'records',
      { course: string; fiscalYear: number | null }[]
    >;
  /** The fiscal years of 情報セキュリティ研修 to whose pages the cards of a page lead. */
  const cyclesOn = (page: string) =>
    (page.match(/href="\/courses\/security[?"][^>]*/g) ?? []).map((link) => courseOf(link).cycle);

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
    const missing = '「情報セキュリティ研修」の令和9年度(2027年度)の版';
    expect(await home((await on('2027-02-28')).office)).not.toContain('版がありません');
    const { office, staff } = await on('2027-03-01');
    expect(await home(office)).toContain(missing);
    expect(await home(staff)).not.toContain('版がありません');
    expect(await home((await on('2027-04-01')).office)).toContain(missing);
    expect((await office.get('/courses/security?year=2027')).status).toBe(404);
  });

  it('warns when something is assigned ahead without an edition, never under the title of another year', async () => {
    const { office } = await on('2027-03-01');
    const ahead = { ...typed, fiscalYear: '2027', repeatsYearly: 'no', dueOn: '2028-01-28' };
    const preview = await office.submit('/assignments/preview', ahead, '/assignments/new');
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('令和9年度(2027年度)の版はまだ公開されていません。');
    expect(preview.text).toContain('「情報セキュリティ研修(令和9年度分・版がありません)」');
    expect(preview.text).not.toContain('令和8年度版');
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

  it('does not open the next edition before 1 April, whatever address is typed', async () => {
    const { staff } = await on('2027-03-31');
    const next = '?year=2027';
    expect((await staff.get(`/courses/security${next}`)).status).toBe(404);
    expect((await staff.get(`/courses/security/lessons/01-lesson${next}`)).status).toBe(404);
    for (const command of ['enroll', 'lessons/01-lesson/complete']) {
      const path = `/courses/security/${command}${next}`;
      const answer = await staff.submit(path, { note: '' }, '/courses/security?year=2026');
      expect([command, answer.status]).toEqual([command, 404]);
    }
    expect((await learning(staff)).open).toMatchObject([{ course: 'security', fiscalYear: 2026 }]);
  });

  it('names the same open cycles on home, in 学ぶ and in the API', async () => {
    const { staff } = await on('2027-04-01');
    const shown = (await staff.get('/courses')).text;
    expect(cyclesOn(shown)).toEqual([2026, 2027]);
    expect(shown).toContain('2講座があります。必修は2件すべてが残っています。');
    expect(new Set(cyclesOn(await home(staff)))).toEqual(new Set([2026, 2027]));
    const { open } = await learning(staff);
    expect(open).toMatchObject(
      [2026, 2027].map((fiscalYear) => ({ course: 'security', fiscalYear })),
    );
  });

  it('says of a late finish which fiscal year it is of', async () => {
    const { staff } = await on('2027-04-01');
    for (const lesson of LESSONS) {
      const page = `/courses/security/lessons/${lesson}`;
      await staff.submit(`${page}/complete?year=2026`, { note: '' }, `${page}?year=2026`);
    }
    expect(cyclesOn((await staff.get('/courses')).text)).toEqual([2027]);
    const record = (await staff.get('/learning')).text;
    expect(record).toContain('<h2>令和9年度(2027年度)</h2>');
    const late = rowsOf(record).filter((row) => row.includes('security'));
    expect(late.map((row) => cellOf(row, '講座'))).toEqual([
      '情報セキュリティ研修 令和8年度版 第1版 令和8年度分',
    ]);
    const person = (await staff.get('/people/000402')).text;
    const line = rowsOf(person).find((row) => cellOf(row, '修了日') !== '') ?? '';
    expect(line).toMatch(/<th scope="row"[^>]*>\s*令和8年度\(2026年度\)/);
    const { open, records } = await learning(staff);
    expect(open).toMatchObject([{ course: 'security', fiscalYear: 2027 }]);
    expect(records).toMatchObject([{ course: 'security', fiscalYear: 2026 }]);
  });

  it('says nothing more of what was finished in its own year, or has none', async () => {
    const { staff } = await on('2027-04-02');
    for (const [course, query] of [
      ['security', '?year=2027'],
      ['once', ''],
    ] as const) {
      await staff.submit(`/courses/${course}/enroll${query}`, {}, `/courses/${course}${query}`);
      if (course === 'once') {
        const { open } = await learning(staff);
        expect(open).toMatchObject([{ course: 'once', fiscalYear: null }]);
      }
      for (const lesson of LESSONS) {
        const page = `/courses/${course}/lessons/${lesson}`;
        await staff.submit(`${page}/complete${query}`, { note: '' }, page + query);
      }
    }
    const record = (await staff.get('/learning')).text;
    expect(record.match(/年度分/g)).toHaveLength(1);
    const { records } = await learning(staff);
    expect(records.map(({ course, fiscalYear }) => [course, fiscalYear])).toEqual(
      expect.arrayContaining([
        ['once', 2027],
        ['security', 2026],
        ['security', 2027],
      ]),
    );
  });
});
