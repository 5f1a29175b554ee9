import { rowOf } from '@app/testing';
import { writeWorkbook } from '@app/platform';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const HEADINGS = [
  ...['発令日', '職員番号', '氏名', 'フリガナ', '所属コード', '所属名', '職名', '兼務区分'],
  ...['任用区分', 'メールアドレス', '採用年月日', '退職年月日', '勤務状況', '給料'],
];
const person = (number: string, state: string, on: string | number = '2026/4/1') => [
  ...[on, number, `職員　${number}`, '', '0101', '人事課', '主事', '0', '正規職員', ''],
  ...['2010/4/1', '99999999', state, '1級'],
];
const WIDE = [
  ['部コード', '部名', '課コード', '課名'],
  ['01', '総務部', '0101', '人事課'],
  ['01', '総務部', '0102', '財政課'],
];
const tabbed = (rows: readonly (readonly (string | number)[])[]) =>
  Buffer.from(rows.map((row) => row.join('\t')).join('\r\n'), 'utf16le');

/** HR's files as they leave other systems: the clerk says once what the city's words mean. */
describe('Files as they come', () => {
  let web: WebTest;
  let hr: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: 'Z1', name: '情報課', kind: 'section' });
    const clerk = await web.city.addPerson({ staffNumber: '800001', unitId, name: '担当　花子' });
    await web.city.addAccount(clerk, 'hr');
    hr = await web.signIn('800001');
  });
  afterAll(() => web.close());

  const units = { name: '組織.txt', bytes: tabbed(WIDE) };
  const staff = (...rows: readonly (readonly (string | number)[])[]) => ({
    ...{ name: '職員.txt', bytes: tabbed([['職員名簿'], [], HEADINGS, ...rows]) },
  });
  const send = (postings: ReturnType<typeof staff>, more: Record<string, string> = {}) =>
    hr.upload('/imports', { effectiveOn: '', ...more }, { units, postings });

  it('a heading that nobody knows is given to a column first', async () => {
    const refused = await send(staff(person('000001', '在職')));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('列「状態」がありません(3行目を見出し、タブを区切りとして');
    const unsaid = await hr.submit('/imports/words', { word: '勤務状況', column: '' });
    expect(unsaid.status).toBe(422);
    const heading = { word: '勤務状況', column: 'posting_column:状態', source: '' };
    expect((await hr.submit('/imports/words', heading)).status).toBe(303);
    expect((await hr.get('/imports/words')).text).toContain('人事給与システム');
  });

  it('words and numbers of Excel are explained once on the preview, and the next file knows them', async () => {
    const rows = [person('000001', '在職', 46113), person('000002', '産休', 46113)];
    const address = String((await send(staff(...rows))).headers.location);
    const before = (await hr.get(address)).text;
    expect(before).toContain('1行目「職員名簿」は読み飛ばしました。');
    expect(before).toContain('列「給料」は読んでいません。');
    expect(before).toContain('区切り: タブ');
    expect(before).toContain('「勤務状況」を「状態」');
    const page = `${address}/words`;
    const asked = (await hr.get(page)).text;
    expect(asked).toContain('46113 → 令和8年4月1日。4、5行目');
    const wrong = await hr.submit(page, { word_status_産休: '課' }, page);
    expect(wrong.status).toBe(422);
    const said = {
      ...{ word_status_産休: '育休', word_employment_type_正規職員: '正規' },
      ...{ word_posting_day_発令日: '日付', word_posting_column_給料: '-' },
    };
    expect((await hr.submit(page, said, page)).status).toBe(303);
    const { text } = await hr.get(address);
    expect(text).toContain('令和8年4月1日発令');
    expect(text).toContain('「産休」を「育休」(1行)');
    expect(text).not.toContain('意味の分からない言葉');
    const ticked = { withoutRefused: 'yes', alarmsAccepted: 'yes' };
    expect((await hr.submit(`${address}/apply`, ticked, address)).status).toBe(303);
    const state = await rowOf<{ status: string; unit: string }>(
      web.database,
      `SELECT s.status, u.code AS unit FROM employment_statuses s JOIN postings p ON p.person_id = s.person_id
       JOIN org_units u ON u.id = p.org_unit_id`,
      [],
    );
    expect(state).toEqual({ status: 'parental_leave', unit: '0101' });

    const next = String((await send(staff(...rows))).headers.location);
    const again = (await hr.get(next)).text;
    expect(again).toContain('登録済みのものと同じです');
    expect(again).toContain('「産休」を「育休」(1行)');
    // Another source has words of its own.
    const other = await send(staff(...rows), { source: '別のシステム' });
    expect(other.status).toBe(422);
  });

  it('a workbook is read by the sheet that has the columns; two of them are asked for by name', async () => {
    const sheet = (name: string) => ({
      ...{ name, title: '職員名簿', header: HEADINGS },
      rows: [person('1', '在職', '2026/4/1'), person('000002', '産休', '2026/4/1')],
    });
    const cover = { name: '表紙', title: '人事課', header: ['作成'], rows: [['担当']] };
    const book = async (...sheets: ReturnType<typeof sheet>[]) => ({
      ...{ name: '職員.xlsx', bytes: Buffer.from(await writeWorkbook([cover, ...sheets])) },
    });
    const one = await send(await book(sheet('名簿')));
    const { text } = await hr.get(String(one.headers.location));
    expect(text).toContain('シート「名簿」');
    expect(text).toContain('職員番号の先頭の0が失われています');
    const two = await book(sheet('令和8年度'), sheet('令和7年度'));
    const asked = await send(two);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('どのシートを読むのか分かりません');
    expect((await send(two, { postingsSheet: '令和7年度' })).status).toBe(303);
    const old = { name: '職員.xls', bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex') };
    expect((await send(old)).text).toContain('古い形式のExcel(.xls)');
  });

  it('the API explains words in the same way', async () => {
    const { _csrf } = await hr.hiddenFields('/imports');
    const postings = [HEADINGS.slice(0, 13), person('000003', '病欠').slice(0, 13)]
      .map((row) => row.join(';'))
      .join('\n');
    const call = (body: object) =>
      hr.agent
        .post('/api/v1/imports/organization?dryRun=true')
        .set('x-csrf-token', _csrf)
        .send({ postings, ...body });
    const open = await call({});
    expect(open.body).toMatchObject({
      postings: { refused: 1, form: { delimiter: ';' } },
      unknownWords: [{ kind: 'status', word: '病欠', count: 1, lines: [2] }],
    });
    const said = await call({ words: '状態:病欠=病休' });
    expect(said.body).toMatchObject({ postings: { refused: 0 }, unknownWords: [] });
    expect((await call({ words: '病欠' })).status).toBe(422);
  });

  it('what was said can be taken back', async () => {
    const { text } = await hr.get('/imports/words');
    const [, action = ''] = /action="(\/imports\/words\/[^"]+\/forget)"/.exec(text) ?? [];
    expect((await hr.submit(action, {}, '/imports/words')).status).toBe(303);
    expect((await hr.submit(action, {}, '/imports/words')).status).toBe(409);
  });
});
