import { AssignmentsService } from '@app/courses';
import { CoverageQueries } from '@app/coverage';
import { anActor, TestCourses } from '@app/testing';
import { cellOf, rowsOf, textOf } from '../support/obligation-sets';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const CLOSING_DAY = '2027-04-20';
const CLOSED = '令和8年度分は令和9年4月20日(火)に締めました。もう求められません。';
const LATE = '令和8年度分は令和9年4月20日(火)に締めたため、令和8年度の集計では未修了のままです。';

/** What the closed year's figures say stays said, whatever is finished later; 充足状況 counts the same people. */
describe('After the year-end closing', () => {
  let web: WebTest;
  let late: string;
  let assignment: string;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ name: '総務課' });
    const person = (staffNumber: string, facts: object = {}) =>
      web.city.addPerson({ staffNumber, unitId, ...facts });
    const office = await person('000401');
    await web.city.addAccount(office, 'program_office');
    late = await person('000402', { name: '魚津　一郎' });
    await web.city.addAccount(late);
    const away = await person('000403');
    await web.city.addAbsence(away, 'parental_leave', { from: '2026-06-01' });
    await person('000404', { employmentType: 'special' });
    const course = await new TestCourses(web.database).addCourse({
      key: 'security',
      title: '情報セキュリティ研修',
      fiscalYear: 2026,
      lessons: [{}],
    });
    const actor = anActor({ roles: ['staff', 'program_office'] });
    await web.city.register(actor);
    web.clock.set('2026-05-01T09:00:00+09:00');
    assignment = await web.app.get(AssignmentsService).assign(actor, {
      ...{
        courseKey: course.key,
        fiscalYear: 2026,
        audience: { kind: 'org_unit', orgUnitId: unitId },
      },
      ...{ isMandatory: true, dueOn: '2026-12-18', reason: '毎年度の研修' },
    });
    await finish(await web.signIn('000401'));
    web.clock.set(`${CLOSING_DAY}T09:00:00+09:00`);
  });

  afterAll(() => web.close());

  const finish = (visitor: Visitor) =>
    visitor.submit(
      '/courses/security/lessons/01-lesson/complete?year=2026',
      { note: '' },
      '/courses/security/lessons/01-lesson?year=2026',
    );
  const office = () => web.signIn('000401');
  const learner = () => web.signIn('000402');
  /** The two columns of the preview, by the name of the row. */
  const previewed = async () =>
    Object.fromEntries(
      rowsOf((await (await office()).get('/year-end?year=2026')).text)
        .filter((row) => row.includes('<th scope="row">') && !row.includes('data-label'))
        .map((row) => {
          const [name = '', ...values] = (row.match(/<t[hd][^>]*>.*?<\/t[hd]>/gs) ?? []).map(
            textOf,
          );
          return [name, values];
        }),
    );
  /** What 充足状況 says is open of the year, of the people whom it counts. */
  const openInCoverage = async () => {
    const asOf = web.clock.today();
    const { courses } = await web.app.get(CoverageQueries).coverageAsOf(asOf);
    const ofYear = courses.filter((line) => line.fiscalYear === 2026);
    return ofYear.reduce((sum, line) => sum + line.open, 0);
  };
  /** 状態 and 備考 at the learner's row of the assignment. */
  const atAssignment = async () => {
    const page = (await (await office()).get(`/assignments/${assignment}`)).text;
    const row = rowsOf(page).find((it) => it.includes('000402')) ?? '';
    return [cellOf(row, '状態').replace(/^\S+ /, ''), cellOf(row, '備考')];
  };
  const figures = async () => {
    const page = (await (await office()).get(`/assignments/${assignment}`)).text;
    return textOf(/<dt>修了<\/dt><dd>(.*?)<\/dd>/.exec(page)?.[1]);
  };

  it('is previewed with the people whom 充足状況 counts; the others are named, and closed as well', async () => {
    const page = (await (await office()).get('/year-end?year=2026')).text;
    expect(await openInCoverage()).toBe(1);
    expect(await previewed()).toEqual({
      必修の修了: ['1件', '1件'],
      残っている受講: ['1件(1名)', '0件(0名)'],
      未修了のまま締めたもの: ['0件', '1件'],
      免除: ['0件', '0件'],
    });
    expect(page).toContain('令和8年度(2026年度)を締める(3件)');
    expect(page).toContain(
      'このほかに、休職・派遣中の職員の1件と充足状況で数えない任用区分の職員の1件が残っています。',
    );
    expect(page).toContain('集計に数えません(休職・派遣中)');
    const file = (await (await office()).get('/year-end/open.csv?year=2026')).text;
    expect(file).toContain('魚津　一郎');
    expect(file).toContain('集計に数えません(任用区分)');
  });

  it('leaves nothing open in either, and says so to whoever had not finished', async () => {
    const closed = await (
      await office()
    ).submit('/year-end?year=2026', { reason: '整理' }, '/year-end');
    expect(closed.status).toBe(303);
    expect(await openInCoverage()).toBe(0);
    const visitor = await learner();
    for (const path of ['/', '/learning', '/courses/security?year=2026'])
      expect([path, (await visitor.get(path)).text]).toEqual([
        path,
        expect.stringContaining(CLOSED),
      ]);
    expect((await visitor.get('/api/v1/me/learning')).body).toMatchObject({
      open: [],
      closed: [{ course: 'security', fiscalYear: 2026, closedOn: CLOSING_DAY }],
    });
    expect(await atAssignment()).toEqual(['年度締め', '']);
  });

  it('may still be finished: on record with its day, and the figures of the year stay', async () => {
    web.clock.set('2027-05-10T10:00:00+09:00');
    const before = await figures();
    const visitor = await learner();
    expect((await finish(visitor)).status).toBe(303);
    const record = (await visitor.get('/learning')).text;
    const row = rowsOf(record).find((it) => it.includes('/courses/security')) ?? '';
    expect(cellOf(row, '日付')).toBe('令和9年5月10日(月)');
    expect(cellOf(row, '状態')).toContain('締めた後に修了');
    expect(cellOf(row, '講座')).toContain('令和8年度分');
    expect(record).toContain(LATE);
    expect(record).not.toContain(CLOSED);
    expect((await visitor.get('/courses/security?year=2026')).text).toContain(LATE);
    expect((await visitor.get('/')).text).toContain('修了(締めた後に修了)');
    expect((await visitor.get('/api/v1/me/learning')).body).toMatchObject({
      closed: [],
      records: [{ course: 'security', fiscalYear: 2026, closedOn: CLOSING_DAY }],
    });
    const person = (await (await office()).get(`/people/${late}`)).text;
    expect(person).toContain('締めた後に修了');
    expect(await atAssignment()).toEqual(['年度締め', '令和9年5月10日(月)に締めた後に修了']);
    expect(await figures()).toBe(before);
    expect(await openInCoverage()).toBe(0);
  });

  it('counts once the closing is undone', async () => {
    const undone = await (
      await office()
    ).submit('/year-end/undo?year=2026', {}, '/year-end?year=2026');
    expect(undone.status).toBe(303);
    expect(await atAssignment()).toEqual(['修了', '令和9年5月10日(月)に修了']);
    expect(await figures()).toContain('2 / 2');
    const visitor = await learner();
    const record = (await visitor.get('/learning')).text;
    expect(record).not.toContain('締めた');
    expect((await visitor.get('/courses/security?year=2026')).text).not.toContain('締めた');
    expect((await previewed())['必修の修了']).toEqual(['2件', '2件']);
  });
});
