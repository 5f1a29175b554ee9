import { TestCourses, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const OLD = '旧姓　花子';
const NEW = '新姓　花子';

/** Everything that can be on the page, by a word that stands nowhere else on it. */
const SECTIONS = {
  roles: />役割\(\d+\)<\/a>/,
  certificates: />資格\(\d+\)<\/a>/,
  exams: /<h2>受験<\/h2>/,
  mandatory: /<h2>必修<\/h2>/,
  completed: /<h2>受講の記録<\/h2>/,
  postings: />所属\(\d+\)<\/a>/,
  statuses: />休職・派遣など\(\d+\)<\/a>/,
  employments: />任用\(\d+\)<\/a>/,
  names: /<span class="tag">氏名<\/span>/,
  numbers: /<span class="tag">職員番号<\/span>/,
} as const;

describe('The page of a person', () => {
  let web: WebTest;
  let personId: string;

  beforeAll(async () => {
    web = await startWebTest();
    const { city, database } = web;
    const own = await city.addUnit({ code: 'OWN', name: '税務課' });
    const earlier = await city.addUnit({ code: 'OLD', name: '福祉課' });
    const later = await city.addUnit({ code: 'NEXT', name: '財政課' });
    const account = async (
      staffNumber: string,
      unitId: string,
      facts: object,
      ...roles: Parameters<typeof city.addAccount>[1][]
    ) => city.addAccount(await city.addPerson({ staffNumber, unitId, ...facts }), ...roles);
    await account('000001', own, { isManagerial: true });
    await account('000002', earlier, { isManagerial: true });
    await account('000003', own, {});
    await account('000004', earlier, {}, 'hr');
    await account('000005', earlier, {}, 'program_office');
    await account('000006', earlier, {}, 'auditor');
    await account('000007', own, {}, 'administrator');
    personId = await city.addPerson({ staffNumber: '000100', unitId: earlier, name: OLD });
    await city.addAccount(personId);
    await city.transfer(personId, own, '2026-04-01');
    await city.rename(personId, NEW, '2026-10-01');
    await city.renumber(personId, '000777', '2026-10-01');
    await city.addAbsence(personId, 'sick_leave', { from: '2026-05-01', to: '2026-06-01' });
    await addRecords(own, earlier);
    // 内示: nobody but those who prepare it may know.
    await city.transfer(personId, later, '2027-04-01');
    await city.addPerson({ staffNumber: '000200', unitId: own, name: '平野　凪' });

    async function addRecords(unitId: string, before: string): Promise<void> {
      const figures = new TestFigures(database);
      await figures.addAppointment({
        ...{ personId, unitId, documentNumber: 'DX第7号', termStart: '2026-04-01' },
      });
      await figures.addAppointment({
        ...{ personId, unitId: before, role: 'supporter', documentNumber: 'DX第3号' },
        ...{ termStart: '2023-04-01', termEnd: '2026-03-31', endedOn: '2025-09-30' },
      });
      await figures.addCertificate({ personId, passedOn: '2026-06-01' });
      await figures.addCertificate({ personId, passedOn: '2026-07-02', state: 'returned' });
      await figures.addAttempt({ personId, state: 'booked', examOn: '2026-12-20' });
      await figures.addAttempt({ personId, state: 'failed', examOn: '2026-09-06' });
      const courses = new TestCourses(database);
      const must = await courses.addCourse({ title: '情報セキュリティ研修', fiscalYear: 2026 });
      await courses.addMandatory({ course: must, cycle: 2026, personId, dueOn: '2026-12-18' });
      const done = await figures.addCourse('必修で終えた講座');
      await figures.addEnrollment({ personId, courseId: done, completedAt: '2026-08-01' });
      const free = await figures.addCourse('自分で選んだ講座');
      await figures.addEnrollment({
        ...{ personId, courseId: free, isMandatory: false, dueOn: null, completedAt: '2025-08-01' },
      });
    }
  });

  afterAll(() => web.close());

  const open = async (staffNumber: string, address = '/people/000777') =>
    (await web.signIn(staffNumber)).get(address);
  const sectionsOf = (text: string) =>
    Object.entries(SECTIONS)
      .filter(([, heading]) => heading.test(text))
      .map(([name]) => name);
  const ALL = Object.keys(SECTIONS);

  it.each(['000004', '000005', '000006'])('is whole for HR and the offices: %s', async (reader) => {
    const { status, text } = await open(reader);
    expect([status, sectionsOf(text)]).toEqual([200, ALL]);
    for (const fact of [
      ...[NEW, OLD, '000777', '000100', '税務課', '福祉課', '病休', 'DX第7号', 'DX第3号'],
      ...['令和7年9月30日まで(本人の申出)', '差戻し済み', '確認済み', '受験予定'],
      ...['情報セキュリティ研修', '必修で終えた講座', '令和8年度(2026年度)に1件'],
    ])
      expect([fact, text.includes(fact)]).toEqual([fact, true]);
    // What somebody chose freely and an exam that was failed are nobody's but their own.
    for (const fact of ['自分で選んだ講座', '不合格']) expect(text).not.toContain(fact);
  });

  it('is told to the head as verified certificates, roles and mandated courses of today', async () => {
    const { status, text } = await open('000001', '/people/000777?asOf=2026-05-01');
    expect(status).toBe(200);
    expect(sectionsOf(text)).toEqual(['roles', 'certificates', 'mandatory', 'completed']);
    for (const fact of [NEW, 'DX第7号', '確認済み', '情報セキュリティ研修', '必修で終えた講座'])
      expect([fact, text.includes(fact)]).toEqual([fact, true]);
    for (const fact of [OLD, '000100', '福祉課', '病休', '差戻し', 'IP-1', '受験', '自分で選んだ'])
      expect([fact, text.includes(fact)]).toEqual([fact, false]);
    // Nothing leads where the head may not go.
    const hrefs = [...text.matchAll(/<main[^]*<\/main>/g)].join('').match(/href="[^"]*"/g) ?? [];
    const own = new RegExp(`"(/|/team|#.*|/people/${personId}(\\?kind&#x3D;[a-z]+)?)"`);
    expect(hrefs.filter((it) => !own.test(it))).toEqual([]);
  });

  it('is whole for oneself', async () => {
    const { status, text } = await open('000777');
    expect([status, sectionsOf(text)]).toEqual([200, ALL]);
    for (const fact of [OLD, '000100', '病休', '自分で選んだ講座', '不合格', '差戻し済み'])
      expect([fact, text.includes(fact)]).toEqual([fact, true]);
  });

  it.each([
    ['the head of another unit, also of the one before', '000002'],
    ['a colleague', '000003'],
    ['the administrator', '000007'],
  ])('does not exist for %s', async (_who, reader) => {
    const answer = await open(reader);
    const nobody = await open(reader, '/people/999999');
    expect([answer.status, nobody.status]).toEqual([404, 404]);
    expect(answer.text).not.toContain('花子');
    expect(await open(reader, `/people/${personId}`)).toMatchObject({ status: 404 });
  });

  it('is one line of time, the newest first, of which one kind can be asked for', async () => {
    const hr = await web.signIn('000004');
    const rowsOf = async (query: string) => {
      const { text } = await hr.get(`/people/000777?asOf=2026-11-16${query}`);
      const [, line = ''] = text.split('<h2>歩み</h2>');
      const [moments = ''] = /<ol class="timeline">[^]*?<\/ol>/.exec(line) ?? [];
      return [...moments.matchAll(/<span class="tag">(.*?)<\/span>/g)].map(([, kind]) => kind);
    };
    const all = await rowsOf('');
    const kinds = ['posting', 'role', 'absence', 'employment', 'naming', 'certificate'];
    const each = await Promise.all(kinds.map((kind) => rowsOf(`&kind=${kind}`)));
    expect(each.map((rows) => [...new Set(rows)])).toEqual([
      ['所属'],
      ['役割'],
      ['休職・派遣'],
      ['任用'],
      ['氏名', '職員番号'],
      ['資格'],
    ]);
    expect(each.flat().toSorted()).toEqual(all.toSorted());
    expect(await rowsOf('&kind=x')).toEqual(all);
  });

  it('keeps what lies ahead for those who prepare it', async () => {
    for (const [reader, isSeen] of [
      ['000004', true],
      ['000005', true],
      ['000006', false],
      ['000001', false],
      ['000777', false],
    ] as const) {
      const { text } = await open(reader, '/people/000777?asOf=2027-04-01');
      expect([reader, text.includes('財政課')]).toEqual([reader, isSeen]);
    }
  });

  it('shows the person as of a day: the name, number and posts of then, and nothing later', async () => {
    const hr = await web.signIn('000004');
    const before = (await hr.get('/people/000777?asOf=2026-09-30')).text;
    expect(before).toContain(`<h1>${OLD}</h1>`);
    for (const fact of [NEW, '000777<', '財政課', '不合格'])
      expect([fact, before.includes(fact)]).toEqual([fact, false]);
    const longBefore = (await hr.get('/people/000777?asOf=2025-09-01')).text;
    for (const fact of ['税務課', '病休', 'DX第7号', '情報セキュリティ研修'])
      expect([fact, longBefore.includes(fact)]).toEqual([fact, false]);
    expect(longBefore).toContain('令和7年9月1日現在、福祉課(主事)、在職でした。');
    const after = (await hr.get('/people/000777?asOf=2026-10-01')).text;
    expect(after).toContain(`<h1>${NEW}</h1>`);
    expect(after).toContain('ほかの番号 000100');
  });

  it('is reached by the id, and by any number ever held in any width', async () => {
    const hr = await web.signIn('000004');
    for (const handle of [personId, personId.toUpperCase(), '000100', '０００７７７'])
      expect((await hr.get(`/people/${encodeURIComponent(handle)}`)).text).toContain(
        `<h1>${NEW}</h1>`,
      );
  });

  it('says of every kind of fact that there is none', async () => {
    const hr = await web.signIn('000004');
    const { text } = await hr.get('/people/000200');
    for (const sentence of [
      '役割に任命された記録はありません。',
      '報告された資格はありません。',
      '受験の記録はありません。',
      '必修の講座はありません。',
      '修了した講座はありません。',
      '休職・派遣などの記録はありません。',
    ])
      expect([sentence, text.includes(sentence)]).toEqual([sentence, true]);
  });

  it('is found by the old name and number in every search, which says so', async () => {
    const [hr, office, administrator] = [
      await web.signIn('000004'),
      await web.signIn('000005'),
      await web.signIn('000007'),
    ];
    const searches: readonly (readonly [Visitor, string])[] = [
      [hr, '/people'],
      [office, '/appointments'],
      [office, '/appointments/new'],
      [administrator, '/accounts'],
    ];
    for (const [visitor, page] of searches) {
      const byName = (await visitor.get(`${page}?q=${encodeURIComponent('旧姓 花子')}`)).text;
      expect([page, byName.includes(NEW), byName.includes(`旧氏名: ${OLD}`)]).toEqual([
        page,
        true,
        true,
      ]);
      const byNumber = (await visitor.get(`${page}?q=${encodeURIComponent('０００１００')}`)).text;
      expect([page, byNumber.includes('旧番号: 000100')]).toEqual([page, true]);
      const byNow = (await visitor.get(`${page}?q=${encodeURIComponent('新姓')}`)).text;
      expect([page, byNow.includes(NEW), byNow.includes('旧氏名:')]).toEqual([page, true, false]);
    }
  });

  it('says of whoever is yet to come from when, only to those who may know', async () => {
    await web.city.addPerson({
      ...{ staffNumber: '000300', name: '春野　芽', employedFrom: '2027-04-01' },
    });
    const hr = await web.signIn('000004');
    const { text } = await hr.get('/people/000300');
    expect(text).toContain('令和9年4月1日から在職の予定です。');
    expect(text).not.toContain('在職していません');
    const administrator = await web.signIn('000007');
    expect((await administrator.get('/people/000300')).text).not.toContain('令和9年4月1日');
  });
});
