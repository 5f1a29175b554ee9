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

  /** The rows of one person: state, whether it is of the year before, and the form that it has. */
  const rows = async () =>
    rowsOf((await office.get(page)).text)
      .filter((row) => row.includes('000402'))
      .map((row) => ({
        state: cellOf(row, '状態').replace(/^\S+ /, ''),
        isEarlier: cellOf(row, '備考').includes('令和8年度(2026年度)の分。'),
        action: (/action="([^"]*)"/.exec(row)?.[1] ?? '')
          .replaceAll('&#x3D;', '=')
          .replaceAll('&amp;', '&'),
      }));
  const earlier = async () => (await rows()).find((row) => row.isEarlier);
  const home = async () => (await (await web.signIn('000402')).get('/')).text;

  it('has a form at each row, and exempts the year of that row only', async () => {
    expect((await rows()).map((row) => [row.state, row.isEarlier])).toEqual([
      ['期限超過', true],
      ['未受講', false],
    ]);
    const action = (await earlier())?.action ?? '';
    expect(action).toContain('year=2026');
    const refused = await office.submit(action, { reason: ' ' }, page);
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(
      /id="reason-[0-9a-f-]{36}-2026-error">免除の理由を入力してください。/,
    );
    expect(refused.text.match(/<details open>/g)).toHaveLength(1);
    expect((await office.submit(action, { reason: '長期の出張' }, page)).status).toBe(303);
    expect((await rows()).map((row) => [row.state, row.isEarlier])).toEqual([
      ['未受講', false],
      ['免除', true],
    ]);
    expect(await home()).not.toContain('令和8年度版');
    expect(await home()).toContain('令和9年度版');
  });

  it('takes that back at the same row', async () => {
    const action = (await earlier())?.action ?? '';
    expect(action).toContain('undo-exemption');
    expect((await office.submit(action, {}, page)).status).toBe(303);
    expect((await earlier())?.state).toBe('期限超過');
    expect(await home()).toContain('令和8年度版');
  });

  it('does not know a year for which the assignment never asked', async () => {
    const action = (await earlier())?.action ?? '';
    for (const year of ['2025', '2028', '1e3', 'x'])
      expect(
        (await office.submit(action.replace('2026', year), { reason: '理由' }, page)).status,
      ).toBe(404);
  });
});
