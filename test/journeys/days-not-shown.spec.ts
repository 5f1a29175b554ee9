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
  let office: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: 'Z1', name: '情報課' });
    for (const [staffNumber, role] of [
      ['000401', 'hr'],
      ['000402', 'auditor'],
      ['000403', 'program_office'],
    ] as const) {
      const personId = await web.city.addPerson({ staffNumber, unitId });
      await web.city.addAccount(personId, role);
    }
    hr = await web.signIn('000401');
    auditor = await web.signIn('000402');
    office = await web.signIn('000403');
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

  const UNUSED = 'この日では絞り込めません。';
  describe.each([
    ['/audit', 'auditor', '1868年から2199年まで'],
    ['/audit/access', 'auditor', '1868年から2199年まで'],
    ['/reminders', 'office', '1868年から2199年まで'],
    ['/reminders/upcoming', 'office', '1868年から2199年まで'],
    ['/appointments/letters', 'office', '2000年から2099年まで'],
  ] as const)('as a condition of %s', (page, who, years) => {
    const shown = async (query: string) =>
      (await (who === 'auditor' ? auditor : office).get(`${page}?${query}`)).text;

    it.each([
      ['2250-01-01', `${UNUSED}${years}の日付を入力してください。`],
      ['0001-01-01', `${UNUSED}${years}の日付を入力してください。`],
      ['2026-02-30', `${UNUSED}2026-02-30という日はありません。日付を確かめてください。`],
    ])('is told at its field: %s', async (day, told) => {
      for (const field of ['from', 'to'])
        expect(await shown(`${field}=${day}`)).toContain(`id="filter-${field}-error">${told}`);
    });

    it('is told at the second field when it lies before the first', async () => {
      const text = await shown('from=2027-05-01&to=2027-04-01');
      expect(text).toMatch(/id="filter-to-error">「[^」]+」の日以後にしてください。/);
      expect(text).toContain('開始日が終了日より後になっています。');
      expect(await shown('from=2026-11-16&to=2026-11-30')).not.toContain('-error"');
      expect(await shown('')).not.toContain('-error"');
    });
  });

  it.each(['2250-01-01', '0001-01-01', 'x'])('of 資格の一覧: %s', async (day) => {
    expect((await hr.get(`/certification-master?on=${day}`)).text).toContain(
      `id="filter-on-error">${UNUSED}2000年から2099年までの日付を入力してください。今日の一覧です。`,
    );
  });
});
