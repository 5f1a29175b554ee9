import { MakePublications } from '@app/coverage';
import { TestCourses } from '@app/testing';
import { stepOf, textOf } from '../support/steps';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

describe('From one fiscal year into the next', () => {
  let web: WebTest;
  let office: Visitor;
  let hr: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: '0110', name: '税務課' });
    const people = new Map<string, string>();
    for (const [staffNumber, role] of [
      ['000801', 'program_office'],
      ['000802', 'hr'],
      ['000803', 'administrator'],
      ['000804', null],
    ] as const) {
      const person = await web.city.addPerson({ staffNumber, unitId });
      people.set(staffNumber, person);
      await web.city.addAccount(person, ...(role === null ? [] : [role]));
    }
    const courses = new TestCourses(web.database);
    const course = await courses.addCourse({ key: 'security', title: '研修', fiscalYear: 2026 });
    const personId = people.get('000804') ?? '';
    await courses.addMandatory({ course, cycle: 2026, personId, dueOn: '2026-12-18' });
    web.clock.set('2027-03-10T10:00:00+09:00');
    office = await web.signIn('000801');
    hr = await web.signIn('000802');
  });

  afterAll(() => web.close());

  const page = async (visitor: Visitor, year = '') =>
    (await visitor.get(`/year-turn${year && `?year=${year}`}`)).text;

  it('is led to from home in spring, with what is ahead and what is left', async () => {
    expect((await office.get('/')).text).toContain('href="/year-turn"');
    const shown = await page(office);
    expect(shown).toContain('令和9年度');
    expect(stepOf(shown, '年度末の数字を確定する')).toContain('まだ先です');
    expect(stepOf(shown, '前の年度を締める')).toContain('まだ先です');
    expect(textOf(stepOf(shown, '新しい年度の必修講座を決める'))).toContain('まだ1つもありません');
    // Orders of days ahead are HR's; how many there are is not told to whoever may not see them.
    expect(textOf(stepOf(shown, '発令と組織改編を反映する'))).toContain('まだ取り込んでいません。');
    expect(stepOf(shown, '発令と組織改編を反映する')).not.toContain('href=');
    expect(stepOf(await page(hr), '発令と組織改編を反映する')).toContain('href="/imports"');
    web.clock.set('2026-12-01T10:00:00+09:00');
    expect((await office.get('/')).text).not.toContain('href="/year-turn"');
    web.clock.set('2027-03-10T10:00:00+09:00');
  });

  it('tells orders that wait apart from those that are in force', async () => {
    const unit = [
      '所属コード,所属名,上位所属コード,種別,有効開始日,有効終了日',
      '0120,納税課,,課,2027/4/1,',
      '',
    ];
    const file = { bytes: Buffer.from(unit.join('\n')), name: 'soshiki.csv' };
    const sent = await hr.upload('/imports', { effectiveOn: '2027-04-01' }, { units: file });
    const address = String(sent.headers.location);
    expect(textOf(stepOf(await page(hr), '発令と組織改編'))).toContain(
      '取込み1件が、反映を待っています。',
    );
    const applied = await hr.submit(`${address}/apply`, { alarmsAccepted: 'yes' }, address);
    expect(applied.status).toBe(303);
    expect(textOf(stepOf(await page(hr), '発令と組織改編'))).toMatch(/済み.*1件反映しました。/);
    const administrator = await web.signIn('000803');
    const told = textOf(stepOf(await page(administrator), '発令と組織改編'));
    expect(told).toMatch(/担当者が行います/);
    expect(told).not.toContain('1件');
  });

  it('follows what is done: the figures frozen, the old year closed', async () => {
    web.clock.set('2027-04-02T10:00:00+09:00');
    office = await web.signIn('000801');
    const before = await page(office);
    expect(stepOf(before, '年度末の数字を確定する')).toMatch(
      /href="\/coverage\/publications\/new\?asOf&#x3D;2027-03-31"/,
    );
    const typed = { asOf: '2027-03-31', documentNumber: '', reason: '年度末' };
    const moved = await office.submit('/coverage/publications/new', typed);
    const confirming = String(moved.headers.location);
    const form = (await office.formsOf(confirming)).find((it) => it.action.includes('confirm'));
    if (form === undefined) throw new Error('There is nothing to confirm');
    expect((await office.send(form)).status).toBe(303);
    await web.app.get(MakePublications, { strict: false }).run();
    expect(textOf(stepOf(await page(office), '年度末の数字'))).toMatch(
      /済み.*確定第1号にあります。/,
    );
    expect(textOf(stepOf(await page(office), '前の年度を締める'))).toContain(
      '受講が1件残っています。',
    );
    const closed = await office.submit('/year-end?year=2026', { reason: '締め' }, '/year-end');
    expect(closed.status).toBe(303);
    const after = textOf(stepOf(await page(office), '前の年度を締める'));
    expect(after).toMatch(/済み.*4月2日.*に締めました。/);
    expect((await office.get('/year-end?year=2026')).text).toContain('href="/year-turn?year=2027"');
  });

  it('keeps to the years that a city looks at', async () => {
    const answers = ['2024', '2030', 'x', '９'].map((year) =>
      office.get(`/year-turn?year=${year}`),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    for (const year of ['2025', '2026', '2028'])
      expect((await office.get(`/year-turn?year=${year}`)).status).toBe(200);
  });
});
