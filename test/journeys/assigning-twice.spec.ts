import { TestCourses } from '@app/testing';
import { formsIn } from '../support/html-forms';
import { cellOf, rowsOf, textOf } from '../support/obligation-sets';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const NO_EDITION = '情報セキュリティ研修(令和9年度分・版がありません)';

/** The same course for the same year: seen before it is assigned once more, and named by its own year. */
describe('DX推進室 assigns what is assigned already', () => {
  let web: WebTest;
  let office: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    await new TestCourses(web.database).addCourse({
      key: 'security',
      title: '情報セキュリティ研修 令和8年度版',
      fiscalYear: 2026,
    });
    const unitId = await web.city.addUnit({ name: '総務課' });
    const person = (staffNumber: string) => web.city.addPerson({ staffNumber, unitId });
    await web.city.addAccount(await person('000401'), 'program_office');
    await person('000402');
    web.clock.set('2026-11-16T10:00:00+09:00');
    office = await web.signIn('000401');
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
  const preview = (facts: object = {}) =>
    office.submit('/assignments/preview', { ...typed, ...facts }, '/assignments/new');
  const assign = (facts: object = {}) =>
    office.submit('/assignments', { ...typed, ...facts }, '/assignments/new');
  const acceptedOn = (page: string) =>
    / name="acceptedOverlaps" value="([^"]*)"/.exec(page)?.[1] ?? '';

  it('is shown which one there is, whom it covers and until when, and has to accept it', async () => {
    const first = await preview();
    expect(first.text).not.toContain('すでにある指定');
    const again = formsIn(first.text).find(({ action }) => action === '/assignments/again');
    if (again === undefined) throw new Error('No way back');
    const back = await office.send(again);
    expect([back.status, back.text.includes('value="毎年度の研修"')]).toEqual([200, true]);
    expect(back.text).toContain('value="2027-01-29"');
    const made = (await assign()).headers.location ?? '';
    const another = { audience: 'persons', staffNumbers: '000402', dueOn: '2027-02-26' };
    const page = (await preview(another)).text;
    const row = rowsOf(page).find((it) => it.includes(made)) ?? '';
    expect(textOf(/<a [^>]*>(.*?)<\/a>/.exec(row)?.[1])).toBe('令和8年度(2026年度)・全職員・必修');
    expect(cellOf(row, '受講期限')).toBe('令和9年1月29日(金)');
    expect(cellOf(row, 'すでに対象の人')).toBe('1');
    expect(row).toContain('data-unit="名"');
    const refused = await assign(another);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('すでに同じ受講の指定があります。');
    const accepted = await assign({ ...another, acceptedOverlaps: acceptedOn(page) });
    expect(accepted.status).toBe(303);
  });

  it('is refused the same once more at the field, with the way to the one there is', async () => {
    for (const again of [await preview(), await assign()]) {
      expect(again.status).toBe(422);
      expect(again.text).toMatch(
        /id="field-courseKey-error">同じ講座・年度・対象・区分・期限\(令和9年1月29日\)の受講指定が、すでにあります。/,
      );
      const [, href = ''] = /すでにある指定: <a href="([^"]*)"/.exec(again.text) ?? [];
      expect((await office.get(href)).text).toContain('全職員');
    }
  });

  it('sees the year’s own name everywhere, also where that year has no edition', async () => {
    const ahead = { fiscalYear: '2027', dueOn: '2028-01-28' };
    expect((await preview(ahead)).text).toContain(`「${NO_EDITION}」を指定します`);
    const made = (await assign(ahead)).headers.location ?? '';
    const row = rowsOf((await office.get('/assignments')).text).find((it) => it.includes(made));
    expect(textOf(/<a [^>]*>(.*?)<\/a>/.exec(row ?? '')?.[1])).toBe(NO_EDITION);
    const [, name = ''] = /<h1>(.*?)<\/h1>/.exec((await office.get(made)).text) ?? [];
    expect(name).toBe(NO_EDITION);
    expect((await office.get(`${made}/withdraw`)).text).toContain(NO_EDITION);
    expect((await office.get(`${made}/people.json`)).body).toMatchObject({
      title: expect.stringContaining(NO_EDITION) as string,
    });
    for (const path of ['/assignments/new', '/assignments/list.csv'])
      expect([path, (await office.get(path)).text]).toEqual([
        path,
        expect.stringContaining('情報セキュリティ研修'),
      ]);
    expect((await office.get('/assignments/list.csv')).text).toContain(NO_EDITION);
  });

  it.each(['1e3', '0x7ea', '2026.5', '', '26'])(
    'is told at the field that %j is no fiscal year',
    async (fiscalYear) => {
      const refused = await preview({ fiscalYear });
      expect(refused.status).toBe(422);
      expect(refused.text).toContain('id="field-fiscalYear-error">年度を選んでください。');
    },
  );
});
