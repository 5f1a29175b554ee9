import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { rowOf } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const EXAMPLES = join(__dirname, '../../docs/examples');
const POSTINGS_HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';

const example = (name: string) => ({ bytes: readFileSync(join(EXAMPLES, name)), name });
const postings = (...lines: string[]) => ({
  bytes: iconv.encode([POSTINGS_HEADER, ...lines, ''].join('\r\n'), 'cp932'),
  name: '異動.csv',
});

describe('HR loads the city', () => {
  let web: WebTest;
  let hr: Visitor;
  let auditor: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({
      code: 'Z1',
      name: '情報課',
      kind: 'section',
      countsForLeaderKpi: false,
    });
    const add = async (staffNumber: string, role: 'hr' | 'auditor' | 'program_office') => {
      const personId = await web.city.addPerson({ staffNumber, unitId, name: `担当　${role}` });
      await web.city.addAccount(personId, role);
    };
    await add('800001', 'hr');
    await add('800002', 'auditor');
    await add('800003', 'program_office');
    hr = await web.signIn('800001');
    auditor = await web.signIn('800002');
  });

  afterAll(() => web.close());

  const upload = async (files: Parameters<Visitor['upload']>[2]): Promise<string> => {
    const answer = await hr.upload('/imports', { effectiveOn: '' }, files);
    expect(answer.status).toBe(303);
    return String(answer.headers.location);
  };
  const people = async (): Promise<number> =>
    (await rowOf<{ n: number }>(web.database, 'SELECT count(*)::int AS n FROM persons'))?.n ?? -1;

  it('offers the example files exactly as they are', async () => {
    const page = await hr.get('/imports');
    expect(page.text).toContain('まだ取込みはありません。');
    const file = await hr.get('/imports/examples/soshiki.csv').responseType('blob');
    expect(Buffer.compare(file.body as Buffer, example('soshiki.csv').bytes)).toBe(0);
    expect((await hr.get('/imports/examples/..%2Fimport-layout.md')).status).toBe(404);
  });

  it('shows what would change, writes nothing before 反映, and then everything', async () => {
    const address = await upload({
      units: example('soshiki.csv'),
      postings: example('shokuin.csv'),
    });
    const preview = await hr.get(address);
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('反映待ち');
    expect(cells(preview.text)).toEqual(
      expect.arrayContaining(['41行', '358行', 'Shift_JIS(CP932)']),
    );
    expect(preview.text).toContain('名簿にない職員です(Z1 情報課)。');
    expect(preview.text).toMatch(/反映する\(所属\d+件、職員341名\)/);
    expect(await people()).toBe(3);
    const applied = await hr.submit(`${address}/apply`, {}, address);
    expect(applied.headers.location).toBe(address);
    expect((await hr.get(address)).text).toContain('職員341名のデータが変わりました');
    expect(await people()).toBe(344);
  });

  it('changes nothing when the same files come again', async () => {
    const address = await upload({
      units: example('soshiki.csv'),
      postings: example('shokuin.csv'),
    });
    const page = await hr.get(`${address}?show=unchanged&page=2`);
    expect(page.text).toContain(
      '名簿の内容は登録済みのものと同じです。名簿にない職員が3名います。',
    );
    expect(page.text).toContain('変更なし 399件');
    const discarded = await hr.submit(`${address}/discard`, {}, address);
    expect(discarded.headers.location).toBe('/imports');
    const again = await hr.submit(`${address}/apply`, {}, '/imports');
    expect(again.status).toBe(409);
    expect(again.text).toContain('取りやめられています');
  });

  it('names line, column and reason of what it refuses, on the page and as CSV', async () => {
    const good = '2026/7/1,000099,遠藤結衣,エンドウ ユイ,0120,人事課,主任,0,正規,,1996/4/1,,在職';
    const bad = '2026/7/1,000132,川岸 京子,カワギシ,9999,,技師,0,正規,,1995/4/1,,在職';
    const address = await upload({ postings: postings(good, bad) });
    const page = await hr.get(`${address}?show=refused`);
    expect(page.text).toContain('3行目');
    expect(page.text).toContain('所属コード: 所属コード「9999」は登録されていません。');
    const csv = (await hr.get(`/imports/rows.csv?batch=${address.slice(9)}&show=refused`)).text;
    expect(csv).toContain('職員,3,所属コード,');
    const changes = (await hr.get(`${address}?show=change`)).text;
    expect(changes).toContain('<del>0110 総務課</del> → <ins>0120 人事課</ins>');
    const refused = await hr.submit(`${address}/apply`, {}, address);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('取り込めない行があります。');
    const partly = await hr.submit(`${address}/apply`, { withoutRefused: 'yes' }, address);
    expect(partly.status).toBe(303);
  });

  it('shows a file of another kind as an error of its field, and asks for a file', async () => {
    const wrong = await hr.upload(
      '/imports',
      {},
      { postings: { bytes: Buffer.from('a,b\n1,2'), name: 'a.csv' } },
    );
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('職員のファイル: 列「発令日」');
    expect((await hr.upload('/imports', {}, {})).status).toBe(422);
  });

  it('sends the same form twice and gets one preview', async () => {
    const hidden = await hr.hiddenFields('/imports');
    const send = () =>
      hr.agent
        .post('/imports')
        .set('Sec-Fetch-Site', 'same-origin')
        .field(hidden)
        .attach('units', example('soshiki.csv').bytes, 'soshiki.csv');
    const [first, second] = [await send(), await send()];
    expect(first.headers.location).toMatch(/^\/imports\/[0-9a-f-]{36}$/);
    expect(second.headers.location).toBe(first.headers.location);
  });

  it('keeps an order that is not announced from everybody but HR and DX推進室', async () => {
    const address = await upload({
      postings: postings(
        '2027/4/1,100049,慶野 浩,ケイノ ヒロシ,0220,DX推進室,室長,0,正規,,1991/4/1,2027/9/30,在職',
      ),
    });
    await hr.submit(`${address}/apply`, {}, address);
    const office = await web.signIn('800003');
    for (const visitor of [hr, office]) {
      expect((await visitor.get('/units/0220?asOf=2027-04-01')).text).toContain('慶野　浩');
      expect((await visitor.get('/people/100049')).text).toContain(
        '<time datetime="2027-04-01">令和9年4月1日</time>',
      );
    }
    expect((await auditor.get('/units/0220?asOf=2027-04-01')).text).not.toContain('慶野');
    const history = (await auditor.get('/people/100049')).text;
    expect(history).toMatch(
      /<time datetime="2026-04-01">令和8年4月1日<\/time>[^]*?後から登録 令和8年11月16日</,
    );
    expect(history).not.toContain('令和9年');
    expect((await auditor.get('/people?q=%E6%85%B6%E9%87%8E&asOf=2027-04-01')).text).toContain(
      '総務課',
    );
    const api = await auditor.get('/api/v1/units/0220/staff?asOf=2027-04-01');
    expect(api.body).toMatchObject({ asOf: '2026-11-16' });
    expect(JSON.stringify(api.body)).not.toContain('慶野');
  });

  it('finds people by number, name, reading and variant, in the order of the reading', async () => {
    for (const q of ['タカギ', 'たかぎ', '高木　花子', '髙木', '１００２４５', '245']) {
      const page = await auditor.get(`/people?${new URLSearchParams({ q }).toString()}`);
      expect(page.text).toContain('髙木　花子');
    }
    const none = await auditor.get('/people?q=%25');
    expect(none.text).toContain('条件に合う職員はいません。');
    const filtered = await auditor.get(
      '/people?unit=0900&type=regular&status=parental_leave&page=1',
    );
    expect(filtered.status).toBe(200);
    const odd = await auditor.get('/people?unit=nowhere&type[]=x&status=zzz&page=-1&asOf=x');
    expect(odd.text).toContain('現在、条件に合う職員はいません。');
    expect((await auditor.get('/people/999999')).status).toBe(404);
    expect((await auditor.get('/units/nowhere')).status).toBe(404);
  });

  it('shows the tree of units with heads and numbers', async () => {
    const page = (await auditor.get('/units')).text;
    expect(page).toContain('うちDX推進リーダーを置く課は29課です。');
    expect(page).toContain('谷口　太郎</a></span>(部長)');
    expect(page.indexOf('>総務部<')).toBeLessThan(page.indexOf('>総務課<'));
    expect((await auditor.get('/units?asOf=2020-04-01')).text).toContain('情報広報課');
  });

  describe('through the API', () => {
    it('gives a unit head their own units only', async () => {
      const head = await headOf('100154', '0130');
      const units = (await head.get('/api/v1/units')).body as { units: { code: string }[] };
      expect(units.units.map((unit) => unit.code)).toEqual(['0130']);
      const own = await head.get('/api/v1/units/0130/staff');
      expect((own.body as { staff: unknown[] }).staff.length).toBeGreaterThan(5);
      expect((await head.get('/api/v1/units/0140/staff')).status).toBe(404);
      expect((await head.get('/api/v1/units/9999/staff')).status).toBe(404);
      expect((await head.get('/api/v1/units?asOf=2026-02-30')).status).toBe(422);
    });

    it('compares, refuses with the rows, and applies', async () => {
      const { _csrf } = await hr.hiddenFields('/imports');
      const post = (query: string, body: object) =>
        hr.agent.post(`/api/v1/imports/organization${query}`).set('x-csrf-token', _csrf).send(body);
      const line = (unit: string) =>
        `${POSTINGS_HEADER}\n2026/10/1,000099,遠藤結衣,エンドウ ユイ,${unit},,主任,0,正規,,1996/4/1,,在職\n`;
      const dry = await post('?dryRun=true', { postings: line('0130') });
      expect(dry.body).toMatchObject({
        dryRun: true,
        batchId: null,
        effectiveOn: '2026-10-01',
        postings: { rows: 1, change: 1 },
        rows: [{ line: 2, verdict: 'change', changes: [{ field: '所属', to: '0130 財政課' }] }],
      });
      const refused = await post('', { postings: line('9999') });
      expect(refused.status).toBe(422);
      expect(refused.body).toMatchObject({
        code: 'import.rows_refused',
        errors: { 'postings:2:所属コード': expect.stringContaining('9999') },
      });
      const applied = await post('?dryRun=false', { postings: line('0130') });
      expect(applied.status).toBe(200);
      expect((applied.body as { batchId: string }).batchId).toMatch(/^[0-9a-f-]{36}$/);
      expect((await post('?dryRun=maybe', {})).status).toBe(422);
      expect((await post('', {})).status).toBe(422);
      const twice = await post('?dryRun=true', { postings: line('0130') });
      expect(twice.body).toMatchObject({ postings: { unchanged: 1 }, rows: [] });
    });
  });

  /** Makes the person the head of a unit, with an account. */
  async function headOf(staffNumber: string, unitCode: string): Promise<Visitor> {
    const row = await rowOf<{ person_id: string; unit_id: string }>(
      web.database,
      `SELECT n.person_id, o.id AS unit_id FROM staff_numbers n, org_units o WHERE n.staff_number = $1 AND o.code = $2`,
      [staffNumber, unitCode],
    );
    if (!row) throw new Error('no such person or unit');
    await web.city.addPosting({
      personId: row.person_id,
      unitId: row.unit_id,
      kind: 'acting',
      postTitle: '課長',
      isManagerial: true,
    });
    await web.city.addAccount(row.person_id);
    return web.signIn(staffNumber);
  }
});

function cells(html: string): string[] {
  return [...html.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text]) => text ?? '');
}
