import { TestCourses } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

/** Everybody's search finds what they may see elsewhere, and nothing else. */
describe('The search from every page', () => {
  let web: WebTest;

  beforeAll(async () => {
    web = await startWebTest();
    const { city } = web;
    const tax = await city.addUnit({ code: '0140', name: '税務課' });
    const other = await city.addUnit({ code: '0150', name: '市民課' });
    const head = { staffNumber: '000701', name: '髙橋　長', kana: 'タカハシ　オサ' };
    const headId = await city.addPerson({ ...head, unitId: tax, isManagerial: true });
    const inside = { staffNumber: '000702', name: '斎藤　花', kana: 'サイトウ　ハナ' };
    const staffId = await city.addPerson({ ...inside, unitId: tax });
    const outside = { staffNumber: '000703', name: '齋藤　外', kana: 'サイトウ　ソト' };
    await city.addPerson({ ...outside, unitId: other });
    // A second post in the unit does not make somebody one of the head's.
    const guest = await city.addPerson({
      ...{ staffNumber: '000704', name: '斉藤　兼', kana: 'サイトウ　ケン' },
      unitId: other,
    });
    await city.addPosting({ personId: guest, unitId: tax, kind: 'concurrent' });
    const hrId = await city.addPerson({ staffNumber: '000705', name: '人事　係', unitId: other });
    await city.addAccount(headId);
    await city.addAccount(staffId);
    await city.addAccount(hrId, 'hr');
    await new TestCourses(web.database).addCourse({ key: 'tax', title: '税務のきほん' });
  });

  afterAll(() => web.close());

  /** The titles of the groups with what stands in each. */
  const search = async (visitor: Visitor, q: string): Promise<Record<string, string[]>> => {
    const answer = await visitor.get(`/search?q=${encodeURIComponent(q)}`);
    expect(answer.status).toBe(200);
    const [, ...groups] = answer.text.split('<h2>');
    return Object.fromEntries(
      groups.map((group) => [
        /^[^ <]*/.exec(group)?.[0] ?? '',
        [
          ...group.matchAll(
            /<li class="rows__row"><div class="rows__text"><p>(?:<span[^>]*>)?(?:<a href="([^"]*)">)?([^<]*)/g,
          ),
        ].map(([, href = '', name = '']) => `${name} ${href}`.trim()),
      ]),
    );
  };

  it('finds people by every writing for an office, units, courses and pages', async () => {
    const hr = await web.signIn('000705');
    expect((await search(hr, 'ｻｲﾄｳ'))['職員']?.toSorted()).toEqual(
      ['斎藤　花 /people/000702', '斉藤　兼 /people/000704', '齋藤　外 /people/000703'].toSorted(),
    );
    expect(await search(hr, '税務')).toEqual({
      所属: ['税務課 /units/0140'],
      講座: ['税務のきほん /courses/tax'],
    });
    expect(await search(hr, '000703')).toEqual({ 職員: ['齋藤　外 /people/000703'] });
    expect((await search(hr, '取込'))['画面']).toEqual(['取込み /imports']);
    expect((await search(hr, 'タ'))['職員']).toEqual(['髙橋　長 /people/000701']);
    expect(await search(hr, '花')).toEqual({});
  });

  it('finds for a head who belongs to the unit, and nobody else', async () => {
    const head = await web.signIn('000701');
    expect(await search(head, 'さいとう')).toEqual({ 職員: ['斎藤　花 /people/000702'] });
    expect(await search(head, '000703')).toEqual({});
    expect((await search(head, '税務'))['所属']).toEqual(['税務課 /team/0140']);
    expect((await search(head, '市民'))['所属']).toBeUndefined();
    expect((await search(head, '取込'))['画面']).toBeUndefined();
  });

  it('finds for staff courses, words and their own pages, never a person or a unit', async () => {
    const staff = await web.signIn('000702');
    expect(await search(staff, 'さいとう')).toEqual({});
    expect(await search(staff, '税務')).toEqual({ 講座: ['税務のきほん /courses/tax'] });
    // Also by what people call it, and by their own name and number.
    for (const word of ['受講', '修了', '斎藤', '000702'])
      expect([word, await search(staff, word)]).toEqual([word, { 画面: ['受講記録 /learning'] }]);
    const empty = await staff.get('/search');
    expect(empty.text).toContain('探したいことばを入力してください。');
    expect(empty.text).toContain('role="search" aria-label="全体の検索"');
    const hostile = await staff.get(`/search?q=${encodeURIComponent('<b>%_\\')}`);
    expect([hostile.status, hostile.text.includes('<b>')]).toEqual([200, false]);
  });
});
