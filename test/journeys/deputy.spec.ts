import { UnitQueries } from '@app/organization';
import { idOf, type LocalDate } from '@app/platform';
import { rowsOf } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HEAD = '000101';
const DEPUTY = '000102';
const COLLEAGUE = '000103';
const OFFICE = '000104';
const PAGE = '/team/0110/deputies';

/** 代理: who acts for the head, from a day to a day. Today is 2026-11-16. */
describe('The deputy of a head', () => {
  let web: WebTest;
  let unitId: string;
  let deputyId: string;

  beforeAll(async () => {
    web = await startWebTest();
    unitId = await web.city.addUnit({ code: '0110', name: '税務課' });
    const other = await web.city.addUnit({ code: '0120', name: '水道課' });
    const add = (staffNumber: string, name: string, isManagerial = false) =>
      web.city.addPerson({ staffNumber, name, unitId, isManagerial });
    await web.city.addAccount(await add(HEAD, '課長　一郎', true));
    deputyId = await add(DEPUTY, '代理　花子');
    await web.city.addAccount(deputyId);
    await web.city.addAccount(await add(COLLEAGUE, '同僚　次郎'));
    const officer = await web.city.addPerson({ staffNumber: OFFICE, unitId: other });
    await web.city.addAccount(officer, 'program_office');
  });

  afterAll(() => web.close());

  const name = async (
    visitor: Visitor,
    days: { readonly from: LocalDate; readonly until: LocalDate },
    person = deputyId,
  ) => {
    return visitor.submit(PAGE, { person, ...days, reason: '長期の出張のため' }, PAGE);
  };
  const opens = async (staffNumber: string, path = '/team/0110') =>
    (await (await web.signIn(staffNumber)).get(path)).status;
  const headOn = async (day: LocalDate) =>
    (await web.app.get(UnitQueries).findHead(idOf<'org_unit'>(unitId), day))?.staffNumber;

  it('is named by the head, and taken back with one click', async () => {
    const head = await web.signIn(HEAD);
    expect((await head.get('/team/0110')).text).toContain(`href="${PAGE}"`);
    const empty = await head.get(PAGE);
    expect(empty.text).toContain('代理を務めている人は、いまいません');
    // The head is no deputy of themselves; everybody else of the unit could be.
    expect(empty.text).not.toContain('課長　一郎・');
    expect(empty.text).toContain('代理　花子・000102');
    expect((await name(head, { from: '2026-11-16', until: '2026-11-20' })).status).toBe(303);
    const named = await head.get(PAGE);
    expect(named.text).toContain('代理　花子さんが令和8年11月20日まで');
    expect(await opens(DEPUTY)).toBe(200);
    const undo = /action="(\/team\/0110\/deputies\/[^"]+\/end)"/.exec(named.text)?.[1] ?? '';
    await head.submit(undo, {}, PAGE);
    expect(await opens(DEPUTY)).toBe(403);
  });

  it('does what the head does from the first day to the last, but names nobody', async () => {
    await name(await web.signIn(HEAD), { from: '2026-11-17', until: '2026-11-20' });
    expect(await opens(DEPUTY)).toBe(403);
    web.clock.set('2026-11-17T00:10:00+09:00');
    const deputy = await web.signIn(DEPUTY);
    expect((await deputy.get('/team?tab=all')).text).toContain('同僚　次郎');
    expect((await deputy.get('/team/0110/candidates')).status).toBe(200);
    expect((await deputy.get(PAGE)).text).toContain('さらに代理を定めることはできません');
    const answer = await name(deputy, { from: '2026-11-18', until: '2026-11-19' });
    expect(answer.status).toBe(403);
    web.clock.set('2026-11-20T23:50:00+09:00');
    expect(await opens(DEPUTY)).toBe(200);
    web.clock.set('2026-11-21T00:10:00+09:00');
    expect(await opens(DEPUTY)).toBe(403);
    expect(await opens(COLLEAGUE)).toBe(403);
  });

  it('is told that the days are over, when a page of before is sent; anybody else finds nothing', async () => {
    const person = await web.city.addPerson({ staffNumber: '000105', unitId, name: '候補　五郎' });
    web.clock.set('2026-11-20T23:50:00+09:00');
    const deputy = await web.signIn(DEPUTY);
    const colleague = await web.signIn(COLLEAGUE);
    const page = `/nominations/new?person=${person}`;
    expect((await deputy.get(page)).status).toBe(200);
    const form = { personId: person, role: 'leader', reason: '業務の見直しを進めてきたため' };
    web.clock.set('2026-11-21T00:10:00+09:00');
    const late = await deputy.submit('/nominations/new', form, '/');
    expect([late.status, late.text.includes('代理の期間が終わりました。')]).toEqual([403, true]);
    expect((await deputy.get(page)).text).toContain('代理の期間が終わりました。');
    expect((await colleague.submit('/nominations/new', form, '/')).status).toBe(404);
    expect(await rowsOf(web.database, 'SELECT 1 FROM nominations')).toEqual([]);
  });

  it('stands in for a head who is away, and for nobody else', async () => {
    const office = await web.signIn(OFFICE);
    expect((await name(office, { from: '2026-12-01', until: '2026-12-31' })).status).toBe(303);
    expect(await headOn('2026-12-10')).toBe(HEAD);
    await web.database.execute(
      `INSERT INTO employment_statuses_history (id, person_id, status, valid_from, valid_to, recorded_at)
       SELECT gen_random_uuid(), person_id, 'parental_leave', '2026-12-05', '2026-12-15', now() FROM staff_numbers WHERE staff_number = $1`,
      [HEAD],
    );
    expect(await headOn('2026-12-04')).toBe(HEAD);
    expect(await headOn('2026-12-10')).toBe(DEPUTY);
    const below = await web.city.addUnit({ code: '0111', name: '収納室', parentId: unitId });
    await web.city.addPerson({ unitId: below });
    const vacancies = (await office.get('/coverage/vacancies?asOf=2026-12-10')).text;
    expect(vacancies).toContain('代理　花子(代理)');
    expect(vacancies).toContain('代理　花子(上の所属の代理)');
    expect(await headOn('2026-12-15')).toBe(HEAD);
  });

  it('is not named twice for one day, nor without an end in sight, nor for days that are over', async () => {
    const head = await web.signIn(HEAD);
    const twice = await name(head, { from: '2026-12-20', until: '2027-01-10' });
    expect([twice.status, twice.text]).toEqual([
      409,
      expect.stringContaining('すでに令和8年12月1日'),
    ]);
    for (const [from, until, message] of [
      ['2027-02-01', '2028-02-01', '代理の期間は1年までです'],
      ['2027-02-02', '2027-02-01', '最後の日は、最初の日以後'],
      ['2026-11-01', '2026-11-30', '本日以降の日'],
    ] as const) {
      const refused = await name(head, { from, until });
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(message)]);
    }
  });

  it('is nobody of another unit', async () => {
    const stranger = await web.city.addPerson({ staffNumber: '000199' });
    const head = await web.signIn(HEAD);
    const refused = await name(head, { from: '2027-02-01', until: '2027-02-03' }, stranger);
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('一覧から選んで'),
    ]);
  });

  it('of past days stays written', async () => {
    const office = await web.signIn(OFFICE);
    const listed = (await office.get(PAGE)).text;
    expect(listed).toMatch(/令和8年11月17日[^]*11月20日[^]*終了/);
    const [first] = await rowsOf<{ count: number }>(
      web.database,
      'SELECT count(*)::int AS count FROM head_deputies_history WHERE superseded_at IS NULL',
    );
    expect(first?.count).toBe(2);
  });

  it('recommends, and is named as what they are wherever the recommendation is told', async () => {
    web.clock.set('2027-03-01T10:00:00+09:00');
    await name(await web.signIn(HEAD), { from: '2027-03-01', until: '2027-03-01' });
    const deputy = await web.signIn(DEPUTY);
    const [person] = await rowsOf<{ id: string }>(
      web.database,
      `SELECT person_id AS id FROM staff_numbers WHERE staff_number = '${COLLEAGUE}'`,
    );
    const page = `/nominations/new?person=${person?.id ?? ''}&role=leader`;
    const form = { personId: person?.id ?? '', role: 'leader', reason: '改善の提案が多いため' };
    const sent = await deputy.submit('/nominations/new', form, page);
    const path = String(sent.headers.location);
    const colleague = await web.signIn(COLLEAGUE);
    await colleague.submit(`${path}/consent`, {}, path);
    const office = await web.signIn(OFFICE);
    const said = '所属長の代理による推薦';
    const decision = `/appointments${path}/approve`;
    for (const [visitor, at] of [
      [deputy, '/team/nominations'],
      [deputy, path],
      [colleague, '/nominations'],
      [colleague, path],
      [office, '/appointments/nominations'],
      [office, '/appointments/nominations/list.csv'],
      [office, path],
      [office, decision],
    ] as const)
      expect([at, (await visitor.get(at)).text]).toEqual([at, expect.stringContaining(said)]);
    expect((await office.get(path)).text).toContain(`${said}(代理　花子)`);
    // After the last day they stay what they were on it.
    web.clock.set('2027-03-02T10:00:00+09:00');
    const later = await web.signIn(OFFICE);
    expect((await later.get(path)).text).toContain(`${said}(代理　花子)`);
  });

  it('is told of what the books said at the act, whatever becomes of the days on which it was', async () => {
    web.clock.set('2027-04-05T09:00:00+09:00');
    const head = await web.signIn(HEAD);
    const office = await web.signIn(OFFICE);
    const recommends = async (personId: string) => {
      const form = { personId, role: 'leader', reason: '改善の提案が多いため' };
      const deputy = await web.signIn(DEPUTY);
      const sent = await deputy.submit('/nominations/new', form, '/');
      return { deputy, path: String(sent.headers.location) };
    };
    const someone = () => web.city.addPerson({ unitId });
    await name(head, { from: '2027-04-05', until: '2027-04-10' });
    const { deputy, path } = await recommends(await someone());
    const self = await web.city.addPerson({ staffNumber: '000106', unitId });
    await web.city.addAccount(self);
    const own = await web.signIn('000106');
    const selfForm = { personId: self, role: 'supporter', reason: '相談役のため' };
    const selfPath = String((await own.submit('/nominations/new', selfForm, '/')).headers.location);
    await deputy.submit(`${selfPath}/support`, { support: '適任です' }, selfPath);
    const told = async () =>
      [
        (await office.get(path)).text.includes('所属長の代理による推薦(代理　花子)'),
        (await office.get(selfPath)).text.includes('所属長の代理 代理　花子'),
        (await office.get(selfPath)).text.includes('所属長の代理による副申'),
      ].join();
    expect(await told()).toBe('true,true,true');
    // Ended on the very day, so that on no day anybody was the deputy.
    web.clock.set('2027-04-05T15:00:00+09:00');
    const undo = /action="(\/team\/0110\/deputies\/[^"]+\/end)"/.exec(
      (await head.get(PAGE)).text,
    )?.[1];
    await head.submit(undo ?? '', {}, PAGE);
    expect(await told()).toBe('true,true,true');
    // What was made as the deputy is the head's from now on.
    const late = await deputy.submit(`${path}/withdraw`, {}, '/');
    expect([late.status, late.text.includes('代理の期間が終わりました。')]).toEqual([403, true]);
    expect((await deputy.submit(`${selfPath}/undo-support`, {}, '/')).status).toBe(403);
    expect((await head.get(path)).text).toContain('同意待ち');
    expect((await head.submit(`${path}/withdraw`, {}, path)).status).toBe(303);
  });

  it('withdraws nothing once the last day is over, though they had recommended', async () => {
    web.clock.set('2027-04-12T09:00:00+09:00');
    await name(await web.signIn(HEAD), { from: '2027-04-12', until: '2027-04-13' });
    const personId = await web.city.addPerson({ unitId });
    const form = { personId, role: 'leader', reason: '改善の提案が多いため' };
    const deputy = await web.signIn(DEPUTY);
    const sent = await deputy.submit('/nominations/new', form, '/');
    const path = String(sent.headers.location);
    expect((await deputy.get(path)).text).toContain(`${path}/withdraw`);
    web.clock.set('2027-04-14T09:00:00+09:00');
    expect((await deputy.submit(`${path}/withdraw`, {}, '/')).status).toBe(403);
    const rows = await rowsOf(web.database, 'SELECT state FROM nominations WHERE person_id = $1', [
      personId,
    ]);
    expect(rows).toEqual([{ state: 'nominated' }]);
  });
});
