import { MakePublications } from '@app/coverage';
import { rowsOf, TestFigures } from '@app/testing';
import { unzipSync } from 'fflate';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const binary = (visitor: Visitor, path: string) =>
  visitor
    .get(path)
    .buffer(true)
    .parse((answer, done) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        done(null, Buffer.concat(parts));
      });
    });

const LIST = '/coverage/publications';
const TYPED = { asOf: '2026-11-15', documentNumber: 'DX第40号', reason: '12月議会の資料のため' };

describe('From a day to figures that can be quoted', () => {
  let web: WebTest;
  let office: Visitor;
  let administrator: Visitor;
  let figures: TestFigures;
  let unitId: string;
  let publication: string;

  beforeAll(async () => {
    web = await startWebTest();
    figures = new TestFigures(web.database);
    const parentId = await web.city.addUnit({
      ...{ code: '0100', name: '総務部', kind: 'department', countsForLeaderKpi: false },
    });
    unitId = await web.city.addUnit({ code: '0110', name: '税務課', parentId });
    for (const number of ['1', '2', '3', '4', '5', '6'])
      await web.city.addPerson({
        staffNumber: `00100${number}`,
        unitId,
        name: `数字　${number}子`,
      });
    const roles = [
      ['000001', 'program_office'],
      ['000002', 'auditor'],
      ['000003', 'administrator'],
    ] as const;
    for (const [staffNumber, role] of roles)
      await web.city.addAccount(await web.city.addPerson({ staffNumber, unitId }), role);
    office = await web.signIn('000001');
    administrator = await web.signIn('000003');
  });

  afterAll(() => web.close());

  async function confirmed(typed: Record<string, string>, change = {}) {
    const step = String((await office.submit(`${LIST}/new`, typed)).headers.location);
    const form = (await office.formsOf(step)).find((it) => it.action.startsWith(`${LIST}/confirm`));
    if (form === undefined) throw new Error('There is nothing to confirm');
    return office.send(form, change);
  }

  it('is asked for on 充足状況, looked at, and confirmed as it was seen', async () => {
    const page = await office.get('/coverage?asOf=2026-11-15');
    expect(page.text).toContain('この日の数字を確定する');
    const ahead = await office.submit(`${LIST}/new`, { ...TYPED, asOf: '2026-12-24' });
    expect([ahead.status, ahead.text.includes('先の日の数字は確定できません。')]).toEqual([
      422,
      true,
    ]);
    const none = await office.submit(`${LIST}/new`, { ...TYPED, reason: '' });
    expect([none.status, none.text.includes('理由を入力してください。')]).toEqual([422, true]);
    const moved = await confirmed(TYPED, { seen: 'other' });
    expect([moved.status, moved.text.includes('まだ確定していません。')]).toEqual([409, true]);
    publication = String((await confirmed(TYPED)).headers.location);
    const under = await office.get(publication);
    expect([under.headers.refresh, under.text.includes('13個のうち0個')]).toEqual(['3', true]);
  });

  it('has files once they are made: without names for the page’s readers, with names asked again and written down', async () => {
    expect(await web.app.get(MakePublications, { strict: false }).run()).toBe(1);
    const page = await office.get(publication);
    expect(page.headers.refresh).toBeUndefined();
    expect(page.text).toContain('いまの記録で数えても同じです。');
    const zip = await binary(office, `${publication}/files/package`);
    expect(Object.keys(unzipSync(zip.body as Buffer))).toHaveLength(5);
    expect(zip.headers['content-disposition']).toContain('.zip');
    const again = await binary(office, `${publication}/files/package`);
    expect((again.body as Buffer).equals(zip.body as Buffer)).toBe(true);
    const auditor = await web.signIn('000002');
    const named = await binary(auditor, `${publication}/named/sheet_named`);
    expect([named.status, named.type]).toEqual([200, 'application/pdf']);
    expect((await office.get(`${publication}/files/sheet_named`)).status).toBe(404);
    expect((await administrator.get(`${publication}/files/package`)).status).toBe(403);
    expect((await auditor.get(`${LIST}/new`)).status).toBe(403);
  });

  it('says on the day and in the list how it is counted by now, and names who came in', async () => {
    const late = await web.city.addPerson({ staffNumber: '001009', unitId, name: '後藤　登録' });
    await figures.addAppointment({
      ...{ personId: late, unitId, termStart: '2026-11-01' },
      appointedAt: '2026-11-16T12:00:00+09:00',
    });
    const day = await office.get('/coverage?asOf=2026-11-15');
    expect(day.text).toMatch(
      /この日の数字は令和8年11月16日.*に確定しました。いまの記録で数えると\d+か所違います。/,
    );
    const page = await office.get(publication);
    expect(page.text).toContain('後藤　登録');
    expect(page.text).toContain('任命(令和8年11月16日)');
    const list = await office.get(`${LIST}/list.csv`);
    expect(list.text).toContain('12月議会の資料のため');
    expect((await office.get(LIST)).text).toContain('第1号');
  });

  it('is corrected by a new one, and withdrawn with a reason', async () => {
    const step = String((await office.submit(`${LIST}/new`, TYPED)).headers.location);
    expect((await office.get(step)).text).toContain('第1号を訂正するものになります。');
    const second = String((await confirmed(TYPED)).headers.location);
    await web.app.get(MakePublications, { strict: false }).run();
    expect((await office.get(publication)).text).toContain('第2号で訂正しました。');
    expect((await office.get(second)).text).toContain('第1号を訂正するものです。');
    const none = await office.submit(`${second}/withdraw`, { reason: '' });
    expect(none.status).toBe(422);
    expect((await office.submit(`${second}/withdraw`, { reason: '日の誤り' })).status).toBe(303);
    expect((await office.get(second)).text).toContain('理由: 日の誤り');
    expect((await office.get(`${second}/withdraw`)).text).toContain('すでに取り下げられています。');
    const first = await office.get(publication);
    expect(first.text).toMatch(/訂正の第2号は、令和8年.*が取り下げました。理由: 日の誤り。/);
    expect(first.text).toContain('いまは、この第1号が有効です。');
    expect(first.text).not.toContain('第2号で訂正しました。');
  });

  it('is open data only where the city switched it on: what holds, and no small numbers', async () => {
    const stranger = web.anonymous();
    for (const path of ['/open-data', '/open-data/figures.csv', '/open-data/dictionary.csv'])
      expect((await stranger.get(path)).status).toBe(404);
    await administrator.submit('/city-settings/open-data', { open: 'yes' });
    // The first holds again: its correction was withdrawn.
    expect((await stranger.get('/open-data/figures.csv')).text).toMatch(/^2026-11-15,2026,1,city/m);
    for (const at of [1, 2, 3, 4])
      await web.city.addPerson({ staffNumber: `00110${String(at)}`, unitId });
    await confirmed({ ...TYPED, asOf: '2026-11-14', reason: '正しい数字' });
    await web.app.get(MakePublications, { strict: false }).run();
    const { text, headers } = await stranger.get('/open-data/figures.csv');
    expect(headers['content-type']).toContain('text/csv');
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('\uFEFF基準日,年度,確定番号,範囲コード,部コード,部名,指標コード,値,秘匿');
    // Nine were told of first, then one more of the same day, which is blank; fourteen are five more.
    expect(lines).toContain('2026-11-14,2026,3,department,0100,総務部,staff,14,0');
    expect(lines).toContain('2026-11-14,2026,3,city,,市全体,leaders,,1');
    const people = lines.slice(1).filter((line) => !/,units(_covered)?,/.test(line));
    const shown = people.map((line) => line.split(',')[7]).filter((value) => value !== '');
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((value) => Number(value) < 5)).toEqual([]);
    expect((await stranger.get('/open-data/dictionary.csv')).text).toContain('指標,security_done');
    const page = await stranger.get('/open-data');
    expect(page.text).toContain('CC BY 4.0');
    await administrator.submit('/city-settings/open-data', { open: 'no' });
    expect((await stranger.get('/open-data/figures.csv')).status).toBe(404);
  });

  it('leaves acts and readings in the logs', async () => {
    const acts = await rowsOf<{ action: string }>(
      web.database,
      `SELECT action FROM audit_entries WHERE action LIKE 'figure_publication.%' ORDER BY id`,
    );
    expect(acts.map(({ action }) => action.split('.')[1])).toEqual([
      ...['published', 'published', 'withdrawn', 'published'],
    ]);
    const read = await rowsOf<{ kind: string; path: string }>(
      web.database,
      `SELECT kind, path FROM access_log WHERE path LIKE '%/named/sheet_named'`,
    );
    expect(read.map(({ kind }) => kind)).toEqual(['file_saved']);
  });
});
