import type { LocalDate } from '@app/platform';
import { rowOf } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const LETTER = '令和8年12月1日から令和11年3月31日まで';

describe('The DX office appoints a leader', () => {
  let web: WebTest;
  let office: Visitor;
  let personId: string;
  let appointment: string;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: '0101', name: '税務課' });
    const officer = await web.city.addPerson({ staffNumber: '000001', unitId, name: '推進　一郎' });
    await web.city.addAccount(officer, 'program_office');
    personId = await web.city.addPerson({
      staffNumber: '000123',
      unitId,
      name: '魚津　花子',
      kana: 'ウオヅ　ハナコ',
    });
    const auditor = await web.city.addPerson({ staffNumber: '000002', unitId });
    await web.city.addAccount(auditor, 'auditor');
    const yearly = {
      staffNumber: '000456',
      unitId,
      employmentType: 'fiscal_year_appointee',
      employedTo: '2027-04-01',
    } as const;
    await web.city.addPerson({ ...yearly, name: '年度　次郎' });
    office = await web.signIn('000001');
  });

  afterAll(async () => {
    await web.close();
  });

  const stateOfUnit = async (asOf: LocalDate) => {
    const { body } = await office.get(`/api/v1/coverage?asOf=${asOf}`);
    const { units } = body as { units: { state: string; vacantSince: string | null }[] };
    return units[0];
  };

  it('finds the person by number or reading and sees that the unit is empty', async () => {
    for (const q of ['000123', 'うおづ', '魚津花子']) {
      const found = await office.get(`/appointments/new?q=${encodeURIComponent(q)}`);
      expect(found.text).toContain('魚津　花子');
      expect(found.text).not.toContain('年度　次郎');
    }
    expect((await office.get('/appointments/new?q=zzz')).text).toContain('見つかりませんでした');
    const page = await office.get(`/appointments/new?person=${personId}`);
    expect(page.text).toContain('税務課には、リーダーがまだいません。');
    expect(page.text).toContain('令和11年3月31日');
  });

  it('shows a refused form as typed', async () => {
    const answer = await appoint({ documentNumber: '', note: '<b>覚え書き</b>' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('文書番号を入力してください。');
    expect(answer.text).toContain('&lt;b&gt;覚え書き&lt;/b&gt;');
    expect(answer.text).toContain('魚津　花子');
  });

  it('appoints with the default end of term; the unit is covered from that day on', async () => {
    const answer = await appoint({});
    expect(answer.status).toBe(303);
    appointment = String(answer.headers.location);
    const page = await office.get(appointment);
    expect(page.text).toContain('令和8年12月1日〜令和11年3月31日');
    expect(page.text).toContain('任命を登録しました');
    expect((await office.get(`${appointment}/letter`)).text).toContain(LETTER);
    expect(await stateOfUnit('2026-11-30')).toMatchObject({ state: 'vacant', vacantSince: null });
    expect(await stateOfUnit('2026-12-01')).toMatchObject({ state: 'covered' });
  });

  it('does it once, however often the form is sent', async () => {
    const page = `/appointments/new?person=${personId}`;
    const hidden = await office.hiddenFields(page);
    const form = { ...hidden, ...fields({ role: 'supporter' }) };
    const send = () => office.agent.post('/appointments/new').type('form').send(form);
    const [one, two] = await Promise.all([send(), send()]);
    expect([one.status, two.status]).toEqual([303, 303]);
    expect(one.headers.location).toBe(two.headers.location);
  });

  it('names the term in the way when the person already has the role', async () => {
    const answer = await appoint({});
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('任期 令和8年12月1日〜令和11年3月31日、文書番号 DX第12号');
    const before = await office.get(`/appointments/new?person=${personId}`);
    expect(before.text).toContain('令和11年4月1日からの任期は、再任として登録します。');
  });

  it('wants a tick before a yearly appointee is appointed beyond the appointment', async () => {
    const { body } = await office.get('/api/v1/appointments');
    expect((body as { total: number }).total).toBe(2);
    const yearly = await idOf('000456');
    const page = await office.get(`/appointments/new?person=${yearly}`);
    expect(page.text).toContain('会計年度任用職員で、任用が令和9年3月31日までです');
    const refused = await appoint({ personId: yearly }, yearly);
    expect(refused.status).toBe(422);
    expect(refused.text.split('任用が令和9年3月31日までです')).toHaveLength(2);
    const ticked = { personId: yearly, warningsAccepted: 'yes', ...seenIn(refused.text) };
    expect((await appoint(ticked, yearly)).status).toBe(303);
  });

  it('does not let the office appoint itself', async () => {
    const own = await idOf('000001');
    const answer = await appoint({ personId: own }, own);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('自分を任命することはできません');
    const page = await office.get(`/appointments/new?person=${own}`);
    expect(page.text).toContain('自分を任命することはできません');
    expect(page.text).not.toContain('name="documentNumber"');
  });

  it('lists, filters and exports, also for the auditor, who changes nothing', async () => {
    const auditor = await web.signIn('000002');
    const list = await auditor.get('/appointments?role=leader&state=upcoming');
    expect(list.text).toContain('魚津　花子');
    expect(list.text).not.toContain('href="/appointments/new"');
    const csv = await auditor.get('/appointments/list.csv?role=supporter');
    expect(csv.text.charCodeAt(0)).toBe(0xfeff);
    expect(csv.text).toContain('DXサポーター');
    expect(csv.text).not.toContain('DX推進リーダー');
    expect((await auditor.get('/appointments/new')).status).toBe(403);
    expect((await auditor.get(`${appointment}/end`)).status).toBe(403);
    expect((await auditor.get(appointment)).text).not.toContain('任命を終了する');
    const leaders = '/appointments/list.csv?role=leader&state=upcoming';
    for (const page of [appointment, `${appointment}/letter`, leaders]) {
      expect([page, (await auditor.get(page)).text.includes('公表前')]).toEqual([page, true]);
      expect([page, (await office.get(page)).text.includes('公表前')]).toEqual([page, false]);
    }
    const { body } = await auditor.get('/api/v1/appointments?role=leader&state=upcoming');
    expect(body).toMatchObject({ appointments: [{ unitCode: null }, { unitCode: null }] });
  });

  it('ends the term: the unit is vacant from that day on; undoing it restores the term', async () => {
    const yearly = await rowOf<{ id: string }>(
      web.database,
      `SELECT a.id FROM role_appointments a JOIN staff_numbers n ON n.person_id = a.person_id WHERE n.staff_number = '000456'`,
    );
    await office.submit(`/appointments/${yearly?.id ?? ''}/end`, {
      endedOn: '2026-12-01',
      reason: 'dismissed',
    });
    web.clock.set('2027-01-10T10:00:00+09:00');
    office = await web.signIn('000001');
    expect((await office.get(`${appointment}/end`)).text).toContain(
      '税務課は、終了日の翌日からリーダーが空白になります。',
    );
    const outside = await office.submit(`${appointment}/end`, {
      endedOn: '2026-11-30',
      reason: 'resigned',
    });
    expect(outside.status).toBe(422);
    expect(outside.text).toContain('任期(令和8年12月1日〜令和11年3月31日)の中の日');
    const past = { endedOn: '2026-12-15', reason: 'resigned' };
    const asked = await office.submit(`${appointment}/end`, past);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain(
      '令和8年12月16日から昨日までの数字(月末の数字は1回分)が変わります。',
    );
    expect(asked.text).toContain('税務課は、終了日の翌日からリーダーが空白になります。');
    expect(asked.text).toContain('name="warningsAccepted"');
    const ended = await office.submit(`${appointment}/end`, {
      endedOn: '2027-01-31',
      reason: 'resigned',
    });
    expect(ended.headers.location).toBe(appointment);
    expect(await stateOfUnit('2027-01-31')).toMatchObject({ state: 'covered' });
    expect(await stateOfUnit('2027-02-01')).toMatchObject({
      state: 'vacant',
      vacantSince: '2027-02-01',
    });
    const undone = await office.submit(`${appointment}/undo-end`, {}, appointment);
    expect(undone.status).toBe(303);
    expect(await stateOfUnit('2027-02-01')).toMatchObject({ state: 'covered' });
  });

  it('marks what is recorded late, after a tick that names the figures it changes', async () => {
    const change = { role: 'supporter', termStart: '2026-11-20', documentNumber: 'DX第12号' };
    const yearly = await idOf('000456');
    const refused = await appoint({ ...change, personId: yearly }, yearly);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('月末の数字は2回分');
    expect(refused.text).toContain('魚津　花子さん(令和8年12月1日から)の任命にも使われています。');
    // What was shown before the day and the number were typed is less than what stands against them now.
    const ticked = { ...change, personId: yearly, warningsAccepted: 'yes' };
    const changed = await appoint(ticked, yearly);
    expect(changed.status).toBe(422);
    expect(changed.text).toContain('確かめる内容が変わりました。');
    expect(changed.text).not.toMatch(/name="warningsAccepted"[^>]*checked/);
    const made = await appoint({ ...ticked, ...seenIn(changed.text) }, yearly);
    const page = String(made.headers.location);
    expect((await office.get(page)).text).toContain('後から登録(令和9年1月10日)');
    const people = await office.get('/coverage/people?figure=supporters&asOf=2026-12-01');
    expect(people.text).toContain('後から登録 令和9年1月10日');
    const between = '2026-12-01';
    const coverage = (await office.get(`/coverage?asOf=${between}`)).text;
    expect(coverage).toMatch(
      /後から登録: この日の所属・任用・休職・任命のうち1名の分\([^)]+\)は、この日より後に登録したか、取り消したものです/,
    );
    const file = (await office.get(`/coverage.csv?asOf=${between}`).buffer(true)).text;
    expect(file).toContain('まで、後から登録 令和9年1月10日)');
    const { body } = await office.get(`/api/v1/coverage?asOf=${between}`);
    expect(JSON.stringify(body)).toContain('"recordedLateOn":"2027-01-10"');
    expect((await office.get('/coverage')).text).not.toContain('後から登録: この日より後');
    const { text } = await appoint({ ...change, termEnd: '2096-03-31' }, personId);
    expect(text).toContain('の任期は令和13年3月31日までにしてください。');
  });

  it('annuls a mistake: it counts on no day and stays in the list, struck through, with who and why', async () => {
    const list = '/api/v1/appointments?q=000456&role=supporter';
    const { body } = await office.get(list);
    const [found] = (body as { appointments: { id: string }[] }).appointments;
    const page = `/appointments/${found?.id ?? ''}`;
    const asked = await office.get(`${page}/annul`);
    expect(asked.text).toContain(
      '令和8年11月20日から令和9年1月9日までの日を基準日にした数字も変わります。',
    );
    const blank = await office.submit(`${page}/annul`, { reason: ' ' });
    expect([blank.status, blank.text.includes('取消しの理由を入力してください。')]).toEqual([
      422,
      true,
    ]);
    const done = await office.submit(`${page}/annul`, { reason: '別の人でした' });
    expect(done.headers.location).toBe(page);
    expect((await office.get(page)).text).toContain('推進　一郎 理由: 別の人でした');
    expect((await office.get(`${page}/letter`)).text).toMatch(
      /この任命は取り消されています。書面はまだ発行していません。/,
    );
    // The name leads to the person, who is no mistake; the role is struck through.
    expect((await office.get('/appointments?state=annulled')).text).toMatch(
      /年度　次郎<\/a>[^\n]*<del>DXサポーター<\/del>/,
    );
    expect((await office.get(list)).body).toMatchObject({ total: 0 });
    const people = await office.get('/coverage/people?figure=supporters&asOf=2026-11-30');
    expect(people.text).not.toContain('年度　次郎');
    expect((await office.submit(`${page}/annul`, { reason: 'x' })).status).toBe(409);
  });

  it('does the same through the API', async () => {
    const { _csrf } = await office.hiddenFields('/password');
    const post = (body: object) =>
      office.agent.post('/api/v1/appointments').set('x-csrf-token', _csrf).send(body);
    const input = {
      staffNumber: '000456',
      role: 'supporter',
      termStart: '2027-02-01',
      documentNumber: 'DX第99号',
      warningsAccepted: true,
    };
    const asked = await post(input);
    expect(asked.status).toBe(422);
    const { warningsSeen } = (asked.body as { errors: { warningsSeen: string } }).errors;
    const made = await post({ ...input, warningsSeen });
    expect(made.status).toBe(201);
    const { id } = made.body as { id: string };
    const page = await office.get(`/appointments/${id}`);
    expect(page.text).toContain('令和9年2月1日〜令和11年3月31日');
    // What cannot be done at all is said before what is to be accepted.
    const again = await post(input);
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'appointment.overlap' });
    expect((await post({ ...input, staffNumber: '999999' })).body).toMatchObject({
      errors: { staffNumber: expect.any(String) },
    });
    expect((await post({})).status).toBe(422);
  });

  it('answers a made-up or broken id as not found', async () => {
    for (const id of ['00000000-0000-4000-8000-00000000dead', 'x', '1', '..%2f']) {
      expect((await office.get(`/appointments/${id}`)).status).toBe(404);
      expect((await office.get(`/appointments/${id}/end`)).status).toBe(404);
    }
    expect((await office.get('/appointments/new?person=x')).status).toBe(404);
  });

  /** What the page stands for when its box is ticked. */
  function seenIn(html: string) {
    return { warningsSeen: /name="warningsSeen" value="([^"]*)"/.exec(html)?.[1] ?? '' };
  }

  function fields(change: Record<string, string>) {
    return {
      personId,
      role: 'leader',
      termStart: '2026-12-01',
      termEnd: '',
      documentNumber: 'DX第12号',
      note: '',
      ...change,
    };
  }

  function appoint(change: Record<string, string>, person = personId) {
    return office.submit('/appointments/new', fields(change), `/appointments/new?person=${person}`);
  }

  async function idOf(staffNumber: string): Promise<string> {
    const sql = 'SELECT person_id AS id FROM staff_numbers WHERE staff_number = $1';
    return (await rowOf<{ id: string }>(web.database, sql, [staffNumber]))?.id ?? '';
  }
});
