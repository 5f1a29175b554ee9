import { addBigCity, rowOf, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

describe('The city looks at its coverage', () => {
  let web: WebTest;
  let office: Visitor;
  let auditor: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const facts = new TestFigures(web.database);
    await addBigCity(web.database, { units: 12, staff: 180, enrollments: 4 });
    const unitId = await web.city.addUnit({ code: 'Z1', name: '情報課' });
    const leader = await web.city.addPerson({ unitId, name: '異動　花子', staffNumber: '990001' });
    await facts.addAppointment({ personId: leader, unitId });
    await facts.addCertificate({ personId: leader, passedOn: '2025-12-10' });
    await web.city.addPerson({ unitId, name: '=cmd|悪い', staffNumber: '990009' });
    await facts.addAppointment({ personId: await idOf('990009'), unitId, role: 'supporter' });
    await web.city.transfer(leader, await unitOf('00001'), '2027-04-01');
    await web.city.addUnit({ code: 'Z2', name: '人のいない室', kind: 'office' });
    await web.city.addAccount(
      await web.city.addPerson({ staffNumber: '000901', unitId }),
      'program_office',
    );
    await web.city.addAccount(
      await web.city.addPerson({ staffNumber: '000902', unitId }),
      'auditor',
    );
    office = await web.signIn('000901');
    auditor = await web.signIn('000902');
  });

  afterAll(async () => {
    await web.close();
  });

  it('shows the two promises, the empty units and the matrix, each number with its people', async () => {
    const page = await office.get('/coverage');
    expect(page.status).toBe(200);
    expect(page.text).toMatch(
      /\d+課のうち\d+課にDX推進リーダーがいます。ITパスポート取得者は\d+名で、目標の50名まであと\d+名です。/,
    );
    expect(page.text).toContain('あと4年4か月');
    expect(page.text).toContain('令和8年11月16日 現在');
    expect(page.text).toContain('数え方 第1版');
    // Each picture for a wide and for a narrow column, with a sentence; the wide squares are links, the others one image.
    const pictures = page.text.matchAll(
      /<svg class="figure__\w+"[^>]* role="(\w+)" aria-label="[^"]+"/g,
    );
    const roles = [...pictures].map(([, role]) => role);
    expect(roles.filter((role) => role === 'img').length).toBeGreaterThan(2);
    expect(roles.filter((role) => role === 'group').length).toBe(1);
    expect(page.text).not.toContain('style=');
    const links = [...page.text.matchAll(/href="(\/coverage\/people\?[^"]*)"[^>]*>([^<]*)</g)].map(
      (it) => ({
        href: decoded(String(it[1])),
        // A rate opens its denominator: it is no single number.
        number: String(it[2]).includes('%')
          ? undefined
          : /^(?:未修了|うち前年度まで)?([\d,]+)(?:名|課| \/|$)/
              .exec(String(it[2]).trim())?.[1]
              ?.replaceAll(',', ''),
      }),
    );
    expect(links.length).toBeGreaterThan(60);
    for (const { href, number } of links.filter((it) => it.number !== undefined)) {
      const behind = await office.get(href);
      expect([href, behind.status]).toEqual([href, 200]);
      const total = /<p class="big-number">([\d,]+)/.exec(behind.text)?.[1]?.replaceAll(',', '');
      expect([href, total]).toEqual([href, number]);
    }
  });

  it('opens the rule and who was left out, with the reason', async () => {
    const behind = await office.get('/coverage/people?figure=holders&asOf=2026-11-16');
    expect(behind.text).toContain('基準日までに合格の確認が済んだ人');
    expect(behind.text).toContain('数えなかった人と理由');
    expect(behind.text).toContain('上位の試験だけに合格');
    const rules = await office.get('/coverage/rules');
    expect(rules.text).toContain('主務の所属がその課(下の係・室を含む)にある人が1人以上');
    expect(rules.text).toContain('令和13年3月31日');
    for (const query of ['figure=nothing', 'figure=leaders&unit=nothing', 'figure=__proto__', '']) {
      expect((await office.get(`/coverage/people?${query}`)).status).toBe(404);
    }
  });

  it('answers as of any day: the transfer of 1 April counts on that day, for those who may know of it', async () => {
    const stateOn = async (visitor: Visitor, asOf: string) => {
      const { body } = await visitor.get(`/api/v1/coverage?asOf=${asOf}`);
      const answer = body as {
        asOf: string;
        units: { code: string; state: string; risk: unknown }[];
      };
      const unit = answer.units.find((it) => it.code === 'Z1');
      return [answer.asOf, unit?.state, unit?.risk];
    };
    expect(await stateOn(office, '2027-03-31')).toEqual([
      '2027-03-31',
      'covered',
      { on: '2027-04-01', by: 'transferred', state: 'vacant' },
    ]);
    expect(await stateOn(office, '2027-04-01')).toEqual(['2027-04-01', 'vacant', null]);
    expect(await stateOn(auditor, '2027-04-01')).toEqual(['2026-11-16', 'covered', null]);
    const clipped = await auditor.get('/coverage?asOf=2027-04-01');
    expect(clipped.text).toContain('先の日は表示できません');
    const firstDay = (await office.get('/coverage?asOf=2027-04-01')).text;
    expect(firstDay).toContain('令和9年4月1日から空白');
    expect(firstDay).not.toContain('(0日)');
    expect((await office.get('/coverage?asOf=2024-05-01')).status).toBe(200);
    expect((await office.get('/coverage?asOf=9999-12-31')).text).toContain('令和8年11月16日 現在');
    expect((await office.get('/coverage?asOf=nonsense')).text).toContain('令和8年11月16日 現在');
    expect((await office.get('/api/v1/coverage?asOf=nonsense')).status).toBe(422);
  });

  it('shows no figures of a day before the first record, and says from when on there are some', async () => {
    const text = '平成12年4月1日の職員の記録はありません。記録は平成28年4月1日からです。';
    for (const path of [
      '/coverage',
      '/coverage/people?figure=holders',
      '/coverage/people?figure=units',
    ]) {
      const page = await office.get(`${path}${path.includes('?') ? '&' : '?'}asOf=2000-04-01`);
      expect([path, page.status, page.text.includes(text)]).toEqual([path, 200, true]);
      expect(page.text).not.toMatch(/\d名|でした。/);
      expect(page.text).toContain('2016-04-01');
    }
    for (const path of [
      '/coverage.csv?',
      '/coverage/people.csv?figure=holders&',
      '/api/v1/coverage?',
    ]) {
      const refused = await office.get(`${path}asOf=2000-04-01`);
      expect([path, refused.status, refused.text.includes(text)]).toEqual([path, 422, true]);
    }
  });

  it('exports what is on the screen, as of the same day, safe for a spreadsheet', async () => {
    const page = await office.get('/coverage?asOf=2026-12-01');
    const address = decoded(/href="(\/coverage\.csv[^"]*)"/.exec(page.text)?.[1] ?? '');
    expect(address).toBe('/coverage.csv?asOf=2026-12-01');
    const csv = await office.get(address).buffer(true);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.text.charCodeAt(0)).toBe(0xfeff);
    const lines = csv.text.trim().split('\r\n');
    const { body } = await office.get('/api/v1/coverage?asOf=2026-12-01');
    const { units, outside } = body as { units: { name: string }[]; outside: unknown[] };
    expect(lines).toHaveLength(1 + units.length + outside.length + 1);
    expect(lines[1]).toMatch(/^2026-12-01,1,/);
    for (const unit of units) {
      expect(page.text).toContain(unit.name);
      expect(csv.text).toContain(`,${unit.name},`);
    }
    expect(csv.text).not.toMatch(/(^|,)=cmd/m);
  });

  it('lists a unit without regular staff apart', async () => {
    const apart = await office.get('/coverage/people?figure=units_apart');
    expect(apart.text).toContain('人のいない室');
    expect(apart.text).toContain('正規職員がいません');
  });

  async function idOf(staffNumber: string): Promise<string> {
    const sql = 'SELECT person_id AS id FROM staff_numbers WHERE staff_number = $1';
    return (await rowOf<{ id: string }>(web.database, sql, [staffNumber]))?.id ?? '';
  }

  async function unitOf(code: string): Promise<string> {
    const sql = 'SELECT id FROM org_units WHERE code = $1';
    return (await rowOf<{ id: string }>(web.database, sql, [code]))?.id ?? '';
  }
});

/** An attribute as the browser reads it. */
function decoded(attribute: string): string {
  return attribute.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
}
