import { AssignmentsService } from '@app/courses';
import { anActor, TestCourses } from '@app/testing';
import { cellOf, rowsOf } from '../support/obligation-sets';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

/** Of a repeating assignment somebody may have a row of last year and one of this year: each is exempted by itself. */
describe('DX推進室 exempts what was carried over', () => {
  let web: WebTest;
  let office: Visitor;
  let page: string;

  beforeAll(async () => {
    web = await startWebTest();
    const courses = new TestCourses(web.database);
    const course = await courses.addCourse({
      key: 'security',
      title: '研修 令和8年度版',
      fiscalYear: 2026,
    });
    await courses.addVersion(course.courseId, 2, {
      key: 'security',
      fiscalYear: 2027,
      title: '研修 令和9年度版',
    });
    const unitId = await web.city.addUnit({ name: '総務課' });
    const person = (staffNumber: string) => web.city.addPerson({ staffNumber, unitId });
    await web.city.addAccount(await person('000401'), 'program_office');
    await web.city.addAccount(await person('000402'));
    const actor = anActor({ roles: ['staff', 'program_office'] });
    await web.city.register(actor);
    web.clock.set('2026-05-01T09:00:00+09:00');
    const id = await web.app.get(AssignmentsService).assign(actor, {
      ...{
        courseKey: 'security',
        fiscalYear: 2026,
        audience: { kind: 'org_unit', orgUnitId: unitId },
      },
      ...{ isMandatory: true, dueOn: '2026-12-18', reason: '毎年度', repeatsYearly: true },
    });
    page = `/assignments/${id}`;
    web.clock.set('2027-04-02T10:00:00+09:00');
    office = await web.signIn('000401');
  });

  afterAll(() => web.close());

  /** The rows of one person: state, whether it is of the year before, and what is sent of it. */
  const rows = async () =>
    rowsOf((await office.get(page)).text)
      .filter((row) => row.includes('000402'))
      .map((row) => ({
        state: cellOf(row, '状態').replace(/^\S+ /, ''),
        isEarlier: cellOf(row, '備考').includes('令和8年度(2026年度)の分。'),
        canChoose: row.includes('type="checkbox"'),
        of: /name="of" value="([^"]*)"/.exec(row)?.[1] ?? '',
      }));
  const earlier = async () => (await rows()).find((row) => row.isEarlier);
  const home = async () => (await (await web.signIn('000402')).get('/')).text;

  const exempt = (of: string, reason: string) =>
    office.submit(`${page}/exempt`, { of, reason }, page);

  it('has a box at each row, and exempts the year of that row only', async () => {
    expect((await rows()).map((row) => [row.state, row.isEarlier, row.canChoose])).toEqual([
      ['期限超過', true, true],
      ['未受講', false, true],
    ]);
    const of = (await earlier())?.of ?? '';
    expect(of).toMatch(/^[0-9a-f-]{36}\.2026$/);
    const refused = await exempt(of, ' ');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('id="field-reason-error">免除の理由を入力してください。');
    expect(refused.text.match(/ checked>/g)).toHaveLength(1);
    expect((await exempt(of, '長期の出張')).status).toBe(303);
    expect((await rows()).map((row) => [row.state, row.isEarlier])).toEqual([
      ['未受講', false],
      ['免除', true],
    ]);
    expect(await home()).not.toContain('令和8年度版');
    expect(await home()).toContain('令和9年度版');
  });

  it('takes that back at the same row', async () => {
    const row = await earlier();
    expect(row?.canChoose).toBe(false);
    const undone = await office.submit(`${page}/undo-exemptions`, { of: row?.of ?? '' }, page);
    expect(undone.status).toBe(303);
    expect((await earlier())?.state).toBe('期限超過');
    expect(await home()).toContain('令和8年度版');
  });

  it('does not know a year for which the assignment never asked', async () => {
    const of = (await earlier())?.of ?? '';
    for (const year of ['2025', '2028'])
      expect((await exempt(of.replace('2026', year), '理由')).status).toBe(404);
    for (const year of ['1e3', 'x', '20260'])
      expect((await exempt(of.replace('2026', year), '理由')).status).toBe(422);
  });
});
