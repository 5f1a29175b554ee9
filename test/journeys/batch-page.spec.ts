import { createHash } from 'node:crypto';
import { AccessLog } from '@app/platform';
import { rowOf, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HR = '820001';
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態,給与';

/** On 16 November 2026. */
describe('The page of a batch', () => {
  let web: WebTest;
  let hr: Visitor;
  let path: string;
  let file: Buffer;

  beforeAll(async () => {
    web = await startWebTest();
    const tax = await web.city.addUnit({ code: '0110', name: '税務課', kind: 'division' });
    const add = (staffNumber: string, name: string) =>
      web.city.addPerson({ staffNumber, name, kana: 'カナ', unitId: tax, email: null });
    await web.city.addAccount(await add(HR, '人事　花子'), 'hr');
    await add('820003', '山田　太郎');
    await add('820004', '居残　次郎');
    hr = await web.signIn(HR);
    const line = (number: string, name: string, unit: string) =>
      `2026/11/16,${number},${name},カナ,${unit},,係長,0,正規,,2020/4/1,,在職,300000`;
    const lines = [HEADER, line('820003', '山田 太郎', '0110'), line('820005', '誤 三郎', '9999')];
    file = Buffer.from(lines.join('\r\n'));
    const sent = await hr.upload('/imports', {}, { postings: { name: 'idou.csv', bytes: file } });
    path = String(sent.headers.location);
  });

  afterAll(() => web.close());

  const rowsOf = async (show: string, ending = 'csv') =>
    hr.get(`/imports/rows.${ending}?batch=${path.slice('/imports/'.length)}&show=${show}`);

  it('says who and when, and lists who is missing', async () => {
    const { text } = await hr.get(`${path}?show=missing`);
    expect(text).toContain('<dt>読み込み</dt><dd>令和8年11月16日');
    expect(text).toContain('820004 居残　次郎');
    expect(text).toContain('rows.csv?batch');
  });

  it.each([
    ['change', ['ファイル,行,対象,項目,変更前,変更後', '職員,2,820003 山田 太郎,職名,主事,係長']],
    ['refused', ['職員,3,所属コード,']],
    ['missing', ['対象,内容', '820004 居残　次郎,']],
    ['postings', ['発令日,職員番号,氏名', '2026/11/16,820003,山田 太郎']],
  ])('gives %s as a file', async (show, told) => {
    const { text } = await rowsOf(show);
    for (const words of told) expect(text).toContain(words);
    // What we do not read was never kept.
    expect(text).not.toContain('300000');
  });

  it('says by which mark the file at hand is known to be the one that was read: it is not kept', async () => {
    const mark = createHash('sha256').update(file).digest('hex');
    const { text } = await hr.get(path);
    expect(text).toContain(`${String(file.length)}バイト、SHA-256: ${mark}`);
  });

  it('gives a sheet too, and notes who took it along', async () => {
    const sheet = await rowsOf('change', 'xlsx');
    expect([sheet.status, sheet.headers['content-type']]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    await web.app.get(AccessLog).flush();
    const logged = `SELECT kind, (detail ->> 'rows')::int AS rows FROM access_log WHERE path = $1`;
    expect(await rowOf(web.database, logged, ['/imports/rows.xlsx'])).toEqual({
      ...{ kind: 'file_saved', rows: 1 },
    });
  });

  it('is nothing for others, and nothing of no batch', async () => {
    expect((await hr.get('/imports/rows.csv?batch=none&show=change')).status).toBe(404);
    await web.city.addAccount(
      await web.city.addPerson({ staffNumber: '820009', name: '職員　九郎', kana: 'カ' }),
    );
    const other = await web.signIn('820009');
    expect((await other.get('/imports/rows.csv?show=change')).status).toBe(403);
  });

  it('has the number of people typed where a 課 loses its leader', async () => {
    const leader = await rowOf<{ id: string; unit: string }>(
      web.database,
      `SELECT n.person_id AS id, o.id AS unit FROM staff_numbers n, org_units o WHERE n.staff_number = '820003' AND o.code = '0110'`,
    );
    await web.city.addUnit({ code: '0130', name: '水道課', kind: 'division' });
    await new TestFigures(web.database).addAppointment({
      ...{ personId: leader?.id ?? '', unitId: leader?.unit ?? '', role: 'leader' },
      ...{ termStart: '2026-04-01', termEnd: '2029-03-31' },
    });
    const lines = [HEADER, '2026/11/16,820003,山田 太郎,カナ,0130,,主事,0,正規,,2020/4/1,,在職,1'];
    file = Buffer.from(lines.join('\r\n'));
    const sent = await hr.upload('/imports', {}, { postings: { name: 'idou.csv', bytes: file } });
    const page = String(sent.headers.location);
    const { text } = await hr.get(page);
    expect(text).toContain('DX推進リーダーがいなくなります(今は山田　太郎)');
    expect(text).toContain('name="confirmed"');
    const accepted = { alarmsAccepted: 'yes' };
    const silent = await hr.submit(`${page}/apply`, accepted, page);
    expect([silent.status, silent.text.includes('データが変わる職員は1名です。')]).toEqual([
      422,
      true,
    ]);
    const done = await hr.submit(`${page}/apply`, { ...accepted, confirmed: '１名' }, page);
    expect(done.status).toBe(303);
  });
});
