import { TestCourses } from '@app/testing';
import { cellOf, rowsOf } from '../support/obligation-sets';
import { startWebTest, type WebTest } from '../support/web';

describe('DX推進室 closes a fiscal year', () => {
  let web: WebTest;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ name: '総務課' });
    const person = (staffNumber: string, name?: string) =>
      web.city.addPerson({ staffNumber, unitId, ...(name !== undefined && { name }) });
    await web.city.addAccount(await person('000401'), 'program_office');
    const late = await person('000402', '魚津　一郎');
    await web.city.addAccount(late);
    await web.city.addAccount(await person('000403'), 'auditor');
    const courses = new TestCourses(web.database);
    const course = await courses.addCourse({
      key: 'security',
      title: '情報セキュリティ研修',
      fiscalYear: 2026,
    });
    await courses.addMandatory({ course, cycle: 2026, personId: late, dueOn: '2026-12-18' });
    web.clock.set('2027-04-20T09:00:00+09:00');
  });

  afterAll(() => web.close());

  it('sees who has what open and why, with the figures before and after', async () => {
    const office = await web.signIn('000401');
    const page = (await office.get('/year-end')).text;
    expect(page).toContain('令和8年度(2026年度)の受講が、1名に1件残っています。');
    expect(page).toContain('未受講 1件');
    expect(page).toContain('魚津　一郎');
    expect(page).toContain('令和8年度(2026年度)を締める(1件)');
    const learner = await web.signIn('000402');
    expect((await learner.get('/')).text).toContain('(令和8年度分)');
  });

  it('is asked for a reason, closes once, and can take it back', async () => {
    const office = await web.signIn('000401');
    const due = async () => {
      const [row = ''] = rowsOf((await office.get('/assignments')).text).filter((it) =>
        it.includes('情報セキュリティ研修'),
      );
      return cellOf(row, '受講期限');
    };
    expect(await due()).toMatch(/^令和8年12月18日\(金\) \d+開庁日超過$/);
    const refused = await office.submit('/year-end?year=2026', { reason: ' ' }, '/year-end');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('締める理由を入力してください。');
    const closed = await office.submit(
      '/year-end?year=2026',
      { reason: '異動前の整理' },
      '/year-end',
    );
    expect(closed.status).toBe(303);
    expect(await due()).toBe('令和8年12月18日(金) 年度締め');
    const page = (await office.get('/year-end?year=2026')).text;
    expect(page).toContain('に締めました。1件が未修了のまま終わっています。');
    const [assignment = ''] = /\/assignments\/[0-9a-f-]{36}/.exec(
      (await office.get('/assignments')).text,
    ) ?? [''];
    const ended = (await office.get(assignment)).text;
    expect(ended).toContain('1名は年度締めで未修了のまま終わりました。');
    expect(ended).not.toContain('全員が済んでいます');
    const learner = await web.signIn('000402');
    const home = (await learner.get('/')).text;
    expect(home).toContain('今日、急ぐものはありません。');
    expect(home).toContain('令和8年度分は令和9年4月20日(火)に締めました。もう求められません。');
    const undone = await office.submit('/year-end/undo?year=2026', {}, '/year-end?year=2026');
    expect(undone.headers.location).toBe('/year-end?year=2026');
    expect(await due()).toContain('開庁日超過');
    const open = (await learner.get('/')).text;
    expect(open).toContain('(令和8年度分)');
    expect(open).not.toContain('締めました');
  });

  it('shows a year without anything open, refuses a strange year, and gives the auditor no button', async () => {
    const auditor = await web.signIn('000403');
    expect((await auditor.get('/year-end?year=2025')).text).toContain('締める必要はありません');
    const office = await web.signIn('000401');
    for (const year of ['1999', '2027', 'abc', '2026.0']) {
      expect((await office.get(`/year-end?year=${year}`)).status).toBe(404);
      const address = `/year-end?year=${year}`;
      expect((await office.submit(address, { reason: '理由' }, '/year-end')).status).toBe(404);
    }
    expect((await office.submit('/year-end', { reason: '理由' }, '/year-end')).status).toBe(404);
    const page = (await auditor.get('/year-end')).text;
    expect(page).toContain('令和8年度(2026年度)の受講が');
    expect(page).not.toContain('締める(1件)');
    const refused = await auditor.submit('/year-end?year=2026', { reason: '理由' }, '/settings');
    expect(refused.status).toBe(403);
  });
});
