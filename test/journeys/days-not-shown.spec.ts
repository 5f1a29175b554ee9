import { startWebTest, type Visitor, type WebTest } from '../support/web';

const OUTSIDE = 'この日は表示できません。1868年から2199年までの日付を入力してください。';
const NO_SUCH_DAY =
  'この日は表示できません。2026-02-30という日はありません。日付を確かめてください。';
const AHEAD = '先の日は表示できません。';

/** Every page that takes a day says at the date field when it answers for another one. */
describe('A day that cannot be shown', () => {
  let web: WebTest;
  let hr: Visitor;
  let auditor: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: 'Z1', name: '情報課' });
    for (const [staffNumber, role] of [
      ['000401', 'hr'],
      ['000402', 'auditor'],
    ] as const) {
      const personId = await web.city.addPerson({ staffNumber, unitId });
      await web.city.addAccount(personId, role);
    }
    hr = await web.signIn('000401');
    auditor = await web.signIn('000402');
  });

  afterAll(() => web.close());

  describe.each([
    '/units',
    '/units/Z1',
    '/people',
    '/people/000401',
    '/coverage',
    '/coverage/people?figure=units',
    '/coverage/people?figure=regular_staff',
    '/coverage/rules',
  ])('on %s', (page) => {
    const asOf = async (visitor: Visitor, day: string) =>
      (await visitor.get(`${page}${page.includes('?') ? '&' : '?'}asOf=${day}`)).text;

    it.each([
      ['9999-12-31', OUTSIDE],
      ['0001-01-01', OUTSIDE],
      ['2026-02-30', NO_SUCH_DAY],
      ['x', OUTSIDE],
    ])('is told at the date field: %s', async (day, refused) => {
      const text = await asOf(hr, day);
      expect(text).toMatch(/value="2026-11-16"[^>]*aria-describedby="(?:as-of|filter-asOf)-error"/);
      expect(text).toMatch(new RegExp(`id="(?:as-of|filter-asOf)-error">${refused}`));
    });

    it('is told of a day ahead to those who may not see it, and not of any other', async () => {
      expect(await asOf(auditor, '2027-04-01')).toContain(AHEAD);
      for (const day of ['2027-04-01', '2026-11-16', ''])
        expect(await asOf(hr, day)).not.toMatch(/(?:as-of|filter-asOf)-error/);
    });
  });

  // 令和82年 and 平成11年: days that there are, in years that nothing is counted in.
  it.each([
    ...['/coverage', '/coverage/people?figure=units', '/coverage/people?figure=regular_staff'],
    '/coverage/rules',
  ])('is told at the date field of %s where nothing is counted in its year', async (page) => {
    const asOf = async (day: string) =>
      (await hr.get(`${page}${page.includes('?') ? '&' : '?'}asOf=${day}`)).text;
    for (const day of ['2100-01-01', '1999-12-31'])
      expect(await asOf(day)).toMatch(
        /id="(?:as-of|filter-asOf)-error">この日は表示できません。2000年から2099年までの日付を入力してください。/,
      );
    expect(await asOf('2099-12-31')).not.toMatch(/(?:as-of|filter-asOf)-error/);
  });
});
