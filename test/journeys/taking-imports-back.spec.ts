import { rowOf, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HR = '810001';
const TARO = '810003';
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';

/** On 16 November 2026. */
describe('The clerk takes an import back', () => {
  let web: WebTest;
  let hr: Visitor;
  let taro: string;

  beforeAll(async () => {
    web = await startWebTest();
    const tax = await web.city.addUnit({ code: '0110', name: '税務課', kind: 'division' });
    await web.city.addUnit({ code: '0120', name: '水道課', kind: 'division' });
    const add = (staffNumber: string, name: string) =>
      web.city.addPerson({ staffNumber, name, kana: 'カナ', unitId: tax, email: null });
    await web.city.addAccount(await add(HR, '人事　花子'), 'hr');
    taro = await add(TARO, '山田　太郎');
    await web.city.addAccount(taro);
    hr = await web.signIn(HR);
  });

  afterAll(() => web.close());

  const load = async (unit: string, number = TARO, name = '山田 太郎'): Promise<string> => {
    web.clock.advance(60_000);
    const line = `2026/11/16,${number},${name},カナ,${unit},,主査,0,正規,,2020/4/1,,在職`;
    const sent = await hr.upload(
      '/imports',
      {},
      { postings: { name: 'idou.csv', bytes: Buffer.from(`${HEADER}\r\n${line}\r\n`) } },
    );
    const path = String(sent.headers.location);
    await hr.submit(`${path}/apply`, { alarmsAccepted: 'yes' }, path);
    return path;
  };
  const take = (path: string, fields: Readonly<Record<string, string>>) =>
    hr.submit(`${path}/undo`, fields, `${path}/undo`);
  const postsOf = async (number: string) => (await hr.get(`/people/${number}`)).text;

  it('sees what comes back, says why, and finds it on the batch’s page and in the list', async () => {
    const path = await load('0120');
    expect((await hr.get(path)).text).toContain(`href="${path}/undo"`);
    expect(await postsOf(TARO)).toContain('水道課');
    const { text } = await hr.get(`${path}/undo`);
    for (const told of [
      '職員1名の記録が、反映する前のとおりに戻ります。',
      '所属: <del>0120 水道課</del> → <ins>0110 税務課</ins>',
      '取り消す(1名)',
    ])
      expect(text).toContain(told);
    const silent = await take(path, { reason: '', people: '1' });
    expect([silent.status, silent.text.includes('取り消す理由を入力してください。')]).toEqual([
      422,
      true,
    ]);
    const done = await take(path, { reason: 'ファイルを取り違えた', people: '1' });
    expect([done.status, done.headers.location]).toEqual([303, path]);
    expect(await postsOf(TARO)).not.toContain('水道課');
    const after = (await hr.get(path)).text;
    for (const told of [
      '取消し済み',
      '取り消した理由: ファイルを取り違えた',
      '人事　花子さんが取り消し',
    ])
      expect(after).toContain(told);
    expect(after).not.toContain(`href="${path}/undo"`);
    expect((await hr.get('/imports')).text).toContain('取消し済み');
    expect((await hr.get(`${path}/undo`)).text).toContain('すでに取り消されています');
  });

  it('hears by person what rests upon it: an appointment since', async () => {
    const path = await load('0120');
    web.clock.advance(60_000);
    const water = await rowOf<{ id: string }>(
      web.database,
      `SELECT id FROM org_units WHERE code = '0120'`,
    );
    await new TestFigures(web.database).addAppointment({
      ...{ personId: taro, unitId: water?.id ?? '', role: 'leader' },
      ...{
        termStart: '2026-12-01',
        termEnd: '2029-03-31',
        appointedAt: web.clock.now().toISOString(),
      },
    });
    const { text } = await hr.get(`${path}/undo`);
    expect(text).toContain('このままでは取り消せません');
    expect(text).toContain(
      'DX推進リーダーの任命(令和8年12月1日から。その所属にいない日のものになります)',
    );
    expect(text).not.toContain('name="reason"');
    const refused = await hr.submit(`${path}/undo`, { reason: '試す', people: '1' }, '/imports');
    expect([refused.status, refused.text.includes('山田　太郎')]).toEqual([409, true]);
  });

  it('hears of the account of a newcomer; a later import leads to its page', async () => {
    const path = await load('0110', '810009', '新人 三郎');
    const newcomer = await rowOf<{ id: string }>(
      web.database,
      `SELECT person_id AS id FROM staff_numbers WHERE staff_number = '810009'`,
    );
    await web.city.addAccount(newcomer?.id ?? '');
    expect((await hr.get(`${path}/undo`)).text).toContain(
      'この取込みで加わった職員に、そのあとの記録(アカウント、受講、役割など)があります。',
    );
    const later = await load('0120', '810009', '新人 三郎');
    expect((await hr.get(`${path}/undo`)).text).toContain(`<a href="${later}">その内容を見る</a>`);
  });

  it('is nothing for anybody else, and nothing of a preview', async () => {
    const path = await load('0110');
    const other = await web.signIn(TARO);
    expect((await other.get(`${path}/undo`)).status).toBe(403);
    const line = `2026/11/16,${TARO},山田 太郎,カナ,0120,,係長,0,正規,,2020/4/1,,在職`;
    const sent = await hr.upload(
      '/imports',
      {},
      { postings: { name: 'idou.csv', bytes: Buffer.from(`${HEADER}\r\n${line}\r\n`) } },
    );
    expect((await hr.get(`${String(sent.headers.location)}/undo`)).status).toBe(404);
  });
});
