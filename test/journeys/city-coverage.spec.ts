import { FigureSnapshotsService } from '@app/coverage';
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
    const parentId = await web.city.addUnit({
      ...{ code: 'B1', name: '情報部', kind: 'department', countsForLeaderKpi: false },
    });
    const unitId = await web.city.addUnit({ code: 'Z1', name: '情報課', parentId });
    const leader = await web.city.addPerson({ unitId, name: '異動　花子', staffNumber: '990001' });
    await facts.addAppointment({ personId: leader, unitId });
    await facts.addCertificate({ personId: leader, passedOn: '2025-12-10' });
    await web.city.addPerson({ unitId, name: '=cmd|悪い', staffNumber: '990009' });
    await facts.addAppointment({ personId: await idOf('990009'), unitId, role: 'supporter' });
    await web.city.transfer(leader, await unitOf('00001'), '2027-04-01');
    await web.city.addUnit({ code: 'Z2', name: '人のいない室', kind: 'office', parentId });
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
    expect(roles.filter((role) => role === 'group').length).toBe(2);
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
    // The same number stands in a picture and in a row.
    const each = new Map(links.map((it) => [`${it.href} ${String(it.number)}`, it]));
    for (const { href, number } of [...each.values()].filter((it) => it.number !== undefined)) {
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

  it.each([
    ...['/coverage.csv', '/coverage.xlsx', '/coverage/people.csv?figure=holders'],
    ...[
      '/coverage/vacancies/list.csv',
      '/coverage/openings/list.csv',
      '/coverage/forecast/list.csv',
    ],
    ...[
      '/coverage/outlook/list.csv',
      '/coverage/outlook/short/list.csv',
      '/coverage/targets/list.csv',
    ],
    ...['/people/list.csv', '/units/list.csv', '/units/0100/staff.csv'],
    ...['/appointments/bench/list.csv', '/appointments/cohorts/list.csv'],
    ...['/appointments/cohorts/people.csv?part=held', '/appointments/activities/list.csv'],
  ])('makes no file of %s for another day than the one that was asked for', async (path) => {
    const of = async (day: string, visitor = office) => {
      const answer = await visitor.get(`${path}${path.includes('?') ? '&' : '?'}asOf=${day}`);
      return [day, answer.status];
    };
    for (const day of ['2250-01-01', 'nonsense', '2026-02-30'])
      expect(await of(day)).toEqual([day, 422]);
    // Not hers to look ahead: in the page she is shown today and told so.
    const [, status] = await of('2027-04-01', auditor);
    expect([403, 422]).toContain(status);
  });

  it.each([
    ...['/coverage/people.json?figure=holders', '/coverage/people.csv?figure=holders'],
    ...['/coverage/vacancies/list.json', '/coverage/openings/list.json'],
    ...['/coverage/outlook/list.json', '/coverage/targets/list.json'],
  ])('writes on %s by which version of the rule it was counted', async (path) => {
    expect((await office.get(path)).text).toMatch(/数え方 第\d+版/);
  });

  it.each(['/coverage', '/coverage/vacancies', '/coverage/outlook'])(
    'leads from %s of another day to the units as they were, also to those that are gone',
    async (path) => {
      for (const day of ['2026-11-15', '2026-11-16', '2027-04-01']) {
        const links = unitLinks((await office.get(`${path}?asOf=${day}`)).text);
        const answers = await Promise.all(links.map((href) => office.get(href)));
        expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
        const ofToday = links.filter((href) => !href.includes(`asOf=${day}`));
        expect(day === '2026-11-16' ? links.length - ofToday.length : ofToday.length).toBe(0);
        if (path === '/coverage') expect(links.length).toBeGreaterThan(0);
      }
    },
  );

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

  it('has a row for each 部 that opens its people, and adds up to the city', async () => {
    const page = (await office.get('/coverage')).text;
    const sums = page
      .split('<tr class="matrix__sum">')
      .slice(1)
      .map((row) => row.slice(0, row.indexOf('</tr>')));
    const [total = '', ...departments] = sums.toReversed();
    expect(departments.length).toBeGreaterThan(1);
    for (const figure of ['leaders', 'supporters', 'holders', 'security', 'regular_staff']) {
      const of = (row: string) => {
        const link = new RegExp(`href="([^"]*figure&#x3D;${figure}&[^"]*)"[^>]*>([\\d,]+)`);
        const [, href = '', number = '0'] = link.exec(row) ?? [];
        return { href: decoded(href), number: Number(number.replaceAll(',', '')) };
      };
      const sum = departments.reduce((all, row) => all + of(row).number, 0);
      if (figure !== 'security') expect([figure, sum]).toEqual([figure, of(total).number]);
      const { href, number } = of(departments.find((row) => of(row).number > 0) ?? total);
      const behind = await office.get(href);
      expect([href, behind.status]).toEqual([href, 200]);
      const shown = /<p class="big-number">([\d,]+)/.exec(behind.text)?.[1]?.replaceAll(',', '');
      if (figure !== 'security') expect([href, shown]).toEqual([href, String(number)]);
    }
    expect((await office.get('/coverage/people?figure=holders&department=none')).status).toBe(404);
    expect((await office.get('/coverage/people?figure=holders&department=Z1')).status).toBe(404);
    const outside = await office.get('/coverage/people?figure=staff&department=-');
    expect(outside.text).toContain('部に属さない所属');
  });

  it('chooses and sorts the rows by the address, and says of how many', async () => {
    const rowsOn = async (query: string, visitor = office) => {
      const { text } = await visitor.get(`/coverage?${query}`);
      const table = text.slice(text.indexOf('id="units"'));
      return { text, names: [...table.matchAll(/<a href="\/team\/([^"]+)"/g)].map((it) => it[1]) };
    };
    const all = await rowsOn('');
    const vacant = await rowsOn('state=vacant&sort=vacancy');
    expect(all.names).toHaveLength(14);
    expect(vacant.names.length).toBeLessThan(14);
    expect(vacant.text).toContain(`14課のうち${String(vacant.names.length)}課`);
    expect(vacant.text).toContain('aria-sort="ascending"');
    expect(decoded(vacant.text)).toContain('sort=-vacancy');
    const up = (await rowsOn('sort=regular')).names;
    expect((await rowsOn('sort=-regular')).names).not.toEqual(up);
    expect((await rowsOn('department=B1')).names).toEqual(['Z1', 'Z2']);
    expect((await rowsOn('department=-')).names).toHaveLength(12);
    // Who moves on 1 April is told to those who prepare it, and nobody else.
    expect((await rowsOn('state=sole')).names).toContain('Z1');
    expect((await rowsOn('state=sole')).text).toContain('令和9年3月31日まで');
    expect((await rowsOn('state=sole&within=3')).names).not.toContain('Z1');
    expect((await rowsOn('state=sole', auditor)).names).not.toContain('Z1');
    expect((await rowsOn('state=nonsense&sort=nonsense&within=99')).names).toHaveLength(14);
  });

  it('counts the supporters who did something, and opens them with the others', async () => {
    const behind = async (asOf = '2026-11-16') => {
      const page = await office.get(`/coverage/people?figure=active_supporters&asOf=${asOf}`);
      expect(page.text).toContain('90日以内の活動の記録がない');
      return /<p class="big-number">(\d+)/.exec(page.text)?.[1];
    };
    expect(await behind()).toBe('0');
    await web.database.execute(
      `INSERT INTO role_activities_history (id, person_id, done_on, what, minutes, recorded_at)
       VALUES (gen_random_uuid(), $1, $2, 'tools', 30, now())`,
      [await idOf('990009'), '2026-08-19'],
    );
    expect(await behind()).toBe('1');
    const { body } = await office.get('/api/v1/coverage');
    const { targets } = body as { targets: { metric: string; now: number | null }[] };
    expect(targets.find(({ metric }) => metric === 'supporters')?.now).toBe(1);
    expect(await behind('2026-11-17')).toBe('0');
  });

  it('says what has changed since the end of the month before, and acts of today only', async () => {
    expect((await office.get('/coverage')).text).not.toContain('10月31日から');
    await web.app.get(FigureSnapshotsService, { strict: false }).run();
    expect((await office.get('/coverage')).text).toMatch(/令和8年10月31日から(増減なし|[+−]\d)/);
    const acts = async (asOf: string) =>
      (await office.get(`/coverage?asOf=${asOf}`)).text.includes('/appointments/new?');
    expect(await acts('2026-11-16')).toBe(true);
    expect([await acts('2026-11-15'), await acts('2026-11-17')]).toEqual([false, false]);
    const ahead = (await office.get('/coverage?asOf=2027-04-01')).text;
    expect(ahead).toContain('今の登録のまま進んだ場合');
    expect(ahead).not.toContain('その変更・入力');
  });

  it('shows the months as they were written down, and what would be counted otherwise now', async () => {
    const run = () => web.app.get(FigureSnapshotsService, { strict: false }).run();
    for (const now of ['2025-11-01', '2026-10-01', '2026-11-01']) {
      web.clock.set(`${now}T00:25:00+09:00`);
      await run();
    }
    web.clock.set('2026-11-16T10:00:00+09:00');
    const page = await office.get('/coverage/trends');
    expect(page.text).toContain('前の年の同じ月');
    expect(page.text).toContain('令和8年10月31日の数字は、いまの記録で数えても同じです。');
    const departments = (await office.get('/coverage/trends?figure=holders&from=2026-09')).text;
    expect(departments).toContain('<h3>情報部</h3>');
    const newcomer = await web.city.addPerson({ unitId: await unitOf('Z1') });
    await new TestFigures(web.database).addCertificate({
      ...{ personId: newcomer, passedOn: '2026-09-10' },
      ...{ reportedAt: '2026-10-01', decidedAt: '2026-10-10' },
    });
    const later = (await office.get('/coverage/trends?compare=2026-10')).text;
    expect(later).toMatch(/いまの記録で数えると\d+か所違います。書き留めた数字は変えません。/);
    const csv = await office.get('/coverage/trends/list.csv?figure=holders&from=2026-10');
    const [heading, city, ...rows] = csv.text.trim().split('\r\n');
    expect(heading).toContain('前の年の同じ月の値');
    expect(city).toMatch(/^2026-10-31,市全体,,,ITパスポート取得者,\d+,,\d+,$/);
    const valueOf = (line = '') => Number(line.split(',')[5]);
    expect(rows.reduce((sum, line) => sum + valueOf(line), 0)).toBe(valueOf(city));
    expect((await office.get('/coverage/trends?from=2099-01&figure=none')).status).toBe(200);
    expect((await auditor.get('/coverage/trends')).status).toBe(200);
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

function unitLinks(html: string): readonly string[] {
  const links = [...html.matchAll(/href="(\/(?:team|units)\/[^"]+)"/g)];
  return [...new Set(links.map(([, href = '']) => href.replaceAll('&#x3D;', '=')))];
}
