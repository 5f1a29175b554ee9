import { DraftEffectsService } from '@app/coverage';
import { rowOf, rowsOf, TestFigures } from '@app/testing';
import readXlsxFile from 'read-excel-file/node';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HR = '800001';
const COLLEAGUE = '800002';
const OFFICE = '800003';
const ADMINISTRATOR = '800004';
const LEADER = '800005';
const STAFF = '800006';
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';

/** 異動案: from a file and on the screen, played, compared, printed and ordered; on 16 November 2026. */
describe('HR plays the transfers of 1 April', () => {
  let web: WebTest;
  let hr: Visitor;
  let office: Visitor;
  let path: string;

  beforeAll(async () => {
    web = await startWebTest();
    const tax = await web.city.addUnit({ code: '0110', name: '税務課', kind: 'section' });
    const water = await web.city.addUnit({ code: '0120', name: '水道課', kind: 'section' });
    const add = (staffNumber: string, name: string, unitId: string) =>
      web.city.addPerson({ staffNumber, name, kana: 'カナ', unitId });
    await web.city.addAccount(await add(HR, '人事　花子', water), 'hr');
    await web.city.addAccount(await add(COLLEAGUE, '人事　次郎', water), 'hr');
    await web.city.addAccount(await add(OFFICE, '推進　三郎', water), 'program_office');
    await web.city.addAccount(await add(ADMINISTRATOR, '管理　四郎', water), 'administrator');
    const leader = await add(LEADER, '山田　太郎', tax);
    await new TestFigures(web.database).addAppointment({
      ...{ personId: leader, unitId: tax, role: 'leader' },
      ...{ termStart: '2026-04-01', termEnd: '2029-03-31' },
    });
    await new TestFigures(web.database).addCertificate({ personId: leader });
    await add(STAFF, '佐藤　一郎', tax);
    hr = await web.signIn(HR);
    office = await web.signIn(OFFICE);
  });

  afterAll(() => web.close());

  const play = () => web.app.get(DraftEffectsService).run();
  const create = async (name: string) => {
    const done = await hr.submit('/drafts/new', { name, effectiveOn: '2027-04-01' });
    expect(done.status).toBe(303);
    return String(done.headers.location).replace(/\/rows$/, '');
  };
  const put = (draft: string, act: string, fields: Record<string, string>) =>
    hr.submit(`${draft}/lines/${act}`, fields);
  const move = { staffNumber: LEADER, unitCode: '0120', title: '主幹' };

  it('makes a draft that nobody else finds, fills it in on the screen, and is told at the field what is wrong', async () => {
    path = await create('春のA案');
    expect((await hr.get(`${path}/lines/move`)).text).toContain('税務課(0110)');
    const refused = await put(path, 'move', { ...move, staffNumber: '999999' });
    expect([
      refused.status,
      refused.text.includes('この職員番号の職員は登録されていません。'),
    ]).toEqual([...[422, true]]);
    expect((await put(path, 'move', move)).status).toBe(303);
    const rows = (await hr.get(`${path}/rows`)).text;
    for (const text of ['800005 山田　太郎', '税務課 主事', '0120 水道課 主幹', '公開前・取扱注意'])
      expect(rows).toContain(text);
    for (const number of [COLLEAGUE, OFFICE]) {
      const other = await web.signIn(number);
      expect((await other.get(path)).status).toBe(404);
      expect((await other.get('/drafts')).text).not.toContain('春のA案');
    }
    expect((await (await web.signIn(ADMINISTRATOR)).get(path)).status).toBe(403);
  });

  it('names who may open it; DX推進室 then looks and changes nothing', async () => {
    expect((await hr.submit(`${path}/readers`, { staffNumber: OFFICE })).status).toBe(303);
    const page = (await office.get(`${path}/rows`)).text;
    expect(page).toContain('800005 山田　太郎');
    expect(page).not.toContain('>外す<');
    expect((await office.get(`${path}/lines/move`)).status).toBe(403);
  });

  it('has it played by the worker, and sees what becomes of which 課', async () => {
    expect((await hr.get(path)).text).toContain('影響はまだ計算していません。');
    await hr.submit(`${path}/play`, {}, path);
    expect((await hr.get(path)).text).toContain('計算しています');
    await play();
    const { text } = await office.get(path);
    for (const told of [
      '令和9年4月1日に、リーダーのいる課は1のままです。'.replace('1の', 'この案でも1の'),
      '1課が空き、1課が埋まります。',
      'リーダーがいなくなる',
      'リーダーがいるようになる',
      'ITパスポートの取得者がいなくなる',
      '空きと、任命できる人',
      '800006 佐藤　一郎',
    ])
      expect(text).toContain(told);
    await put(path, 'retire', { staffNumber: STAFF });
    expect((await hr.get(path)).text).toContain('計算し直してください。');
    await hr.submit(`${path}/play`, {}, path);
    await play();
  });

  it('lays it beside another one', async () => {
    const other = await create('春のB案');
    await hr.upload(
      `${other}/files`,
      {},
      {
        postings: {
          bytes: Buffer.from(
            `${HEADER}\r\n2027/4/1,${LEADER},山田 太郎,カナ,0110,税務課,課長,0,正規,,2020/4/1,,在職\r\n`,
          ),
          name: 'b.csv',
        },
      },
      `${other}/rows`,
    );
    await hr.submit(`${other}/play`, {}, other);
    await play();
    const against = `${path}/against/${other.split('/').at(-1) ?? ''}`;
    expect((await hr.get(path)).text).toContain(`href="${against}"`);
    const { text } = await hr.get(against);
    for (const told of ['違う異動は2件です。', '0120 水道課 主幹', '0110 税務課 課長', '案にない'])
      expect(text).toContain(told);
    // Who is named in one of them alone compares nothing.
    expect((await office.get(against)).status).toBe(404);
    await hr.submit(`${other}/take-out`, { file: 'postings', subject: LEADER }, `${other}/rows`);
    expect((await hr.get(`${other}/rows`)).text).toContain('まだ異動がありません。');
    expect((await hr.submit(`${other}/discard`, {})).status).toBe(303);
    expect((await hr.get(other)).text).toContain('この案は取りやめられました。');
  });

  it('takes the sheet of the meeting along, on paper and as a workbook; each saving is written down', async () => {
    await hr.confirm();
    const sheet = await hr.get(`${path}/sheet.xlsx`).responseType('blob');
    const told = JSON.stringify(await readXlsxFile(sheet.body as Buffer));
    for (const text of ['取扱注意(公開前)', '春のA案', '税務課', '800001 人事'])
      expect(told).toContain(text);
    expect(sheet.headers['content-disposition']).not.toContain(encodeURIComponent('春のA案'));
    const paper = await hr.get(`${path}/sheet.pdf`).responseType('blob');
    expect((paper.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    // A4 landscape.
    expect((paper.body as Buffer).toString('latin1')).toMatch(/MediaBox \[0 0 841\.89 595\.28\]/);
    const saved = await rowsOf(
      web.database,
      `SELECT detail FROM audit_entries WHERE action = 'transfer_draft.saved'`,
    );
    expect(saved).toEqual([{ detail: {} }, { detail: {} }]);
  });

  it('makes orders of it in one reviewed act', async () => {
    const handed = await hr.submit(`${path}/hand-over`, {});
    const batch = String(handed.headers.location);
    expect(batch).toMatch(/^\/imports\//);
    const preview = (await hr.get(batch)).text;
    expect(preview).toContain('山田');
    expect((await hr.get(path)).text).toContain('この案からの取込みが、確認と反映を待っています。');
    const late = await put(path, 'retire', { staffNumber: COLLEAGUE });
    expect([late.status, late.text.includes('先にその取込みを取りやめてください')]).toEqual([
      ...[409, true],
    ]);
    expect((await hr.get(`${path}/rows`)).text).not.toContain('>外す<');
    expect((await hr.get(`${path}/lines/move`)).text).toContain('いまは変えられません');
    expect(preview).toContain('リーダーがいなくなります(今は山田　太郎)');
    const typeless = await hr.submit(`${batch}/apply`, { alarmsAccepted: 'yes' }, batch);
    expect(typeless.status).toBe(422);
    const confirmed = { alarmsAccepted: 'yes', confirmed: '2' };
    const applied = await hr.submit(`${batch}/apply`, confirmed, batch);
    expect(applied.status).toBe(303);
    expect((await hr.get(path)).text).toContain('この案は反映されました。');
    const row = await rowOf<{ state: string }>(
      web.database,
      `SELECT state FROM transfer_drafts WHERE name = '春のA案'`,
    );
    expect(row?.state).toBe('adopted');
    expect((await hr.get(`/people/${LEADER}?asOf=2027-04-01`)).text).toContain('水道課(主幹)');
  });
});
