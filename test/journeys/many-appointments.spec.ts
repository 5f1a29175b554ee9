import { BatchWork } from '@app/appointments';
import { decodeText, parseCsv, writeCsv } from '@app/platform';
import { TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const MANY = '/appointments/many';
const HEADING = '職員番号,氏名,役割,所属,任期開始,任期終了,文書番号,備考';
const ALL = { takesWarned: 'yes', warnedReason: '' };

describe('Many are appointed at once, on the screen of DX推進室', () => {
  let web: WebTest;
  let office: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ code: '0101', name: '税務課' });
    const officer = await web.city.addPerson({ staffNumber: '000001', unitId });
    await web.city.addAccount(officer, 'program_office');
    await web.city.addPerson({ staffNumber: '000101', unitId, name: '魚津　花子' });
    await web.city.addPerson({ staffNumber: '000102', unitId, name: '黒部　太郎' });
    const holder = await web.city.addPerson({ staffNumber: '000103', unitId, name: '滑川　三郎' });
    const term = { termStart: '2025-04-01', termEnd: '2027-03-31', note: '初めて' } as const;
    await new TestFigures(web.database).addAppointment({ personId: holder, unitId, ...term });
    office = await web.signIn('000001');
  });

  afterAll(async () => {
    await web.close();
  });

  const work = () => web.app.get(BatchWork, { strict: false }).run();
  const send = async (bytes: Buffer, name: string) => {
    const sent = await office.upload(MANY, {}, { list: { bytes, name } });
    expect(sent.status).toBe(303);
    await work();
    return String(sent.headers.location);
  };
  const csv = (...lines: readonly string[]) => Buffer.from([HEADING, ...lines].join('\r\n'));

  it('from a list with bounds that the form tells, shown row by row before anything is done', async () => {
    expect((await office.get('/appointments')).text).toContain(`href="${MANY}"`);
    const form = await office.get(MANY);
    expect(form.text.split('一度に送れるのは500行、1MBまで。')).toHaveLength(2);
    expect(form.text).toContain('1,000文字まで。');
    expect((await office.get(`${MANY}/example.csv`)).text).toContain(HEADING);
    const none = await office.upload(MANY, {}, {});
    expect(none.status).toBe(422);
    expect(none.text).toContain('任命の一覧(CSVかExcel)を選んでください。');

    const batch = await send(
      csv(
        '000101,魚津花子,DX推進リーダー,税務課,2027/4/1,,DX第9号,',
        '102,,DXサポーター,,2027/4/1,,DX第9号,',
      ),
      '任命.csv',
    );
    const read = (await office.get(batch)).text;
    expect(read).toContain('登録できるのは1名(うち注意のある人0名)、できないのは1名です。');
    expect(read).toContain('職員番号「102」');
    expect(read).toContain('先頭の0が失われているようです(「000102」ではありませんか)。');
    expect(read).toContain('名簿の職員番号に直してください。');
    const refused = await office.get(`${batch}/refusals.csv`);
    expect(refused.text).toContain('3,102,,DXサポーター,,2027-04-01,,DX第9号,');
    expect((await office.get(`${batch}/refusals.xlsx`)).status).toBe(200);

    await office.submit(`${batch}/confirm`, { ...ALL, takesWarned: 'no' }, batch);
    await work();
    const done = (await office.get(batch)).text;
    expect(done).toContain('2名のうち1名を登録しました。登録しなかったのは1名です。');
    expect(done).toMatch(/appointments\/letters\?from(=|&#x3D;)2027-04-01/);
    expect((await office.get('/appointments?state=upcoming')).text).toContain('魚津　花子');
    await office.submit(`${batch}/undo`, { reason: '決裁の取下げ' });
    expect((await office.get(batch)).text).toContain('登録した1名の分を、まとめて取り消しました。');
  });

  it('says of rows that wait to be looked at that they wait, and gives no file of them', async () => {
    const bytes = csv(
      '102,,DXサポーター,,2027/4/1,,DX第9号,',
      '000101,,DXサポーター,,2027/4/1,,DX第9号,',
    );
    const sent = await office.upload(MANY, {}, { list: { bytes, name: '任命.csv' } });
    const batch = String(sent.headers.location);
    await web.database.execute(
      `UPDATE appointment_batch_members SET looked_at = now(), refusal = '番号の誤り' WHERE batch_id = $1 AND position = 1`,
      [batch.split('/').at(-1)],
    );
    const looking = (await office.get(batch)).text;
    expect(looking).toContain(
      '2名のうち1名を確かめました。残りの1名は確認待ちです。まだ何も登録していません。',
    );
    expect(looking).not.toContain('登録していない1件');
    expect(looking).not.toContain('refusals.csv');
    await office.submit(`${batch}/cancel`, {}, batch);
  });

  it('from what was taken along as a file, once its terms are changed', async () => {
    const file = await office.get('/appointments/list.csv?state=in_force');
    const { header, rows } = parseCsv(decodeText(Buffer.from(file.text)).text, { maxRows: 10 });
    const changed = rows.map(({ cells }) => ({
      ...cells,
      ...{ 任期開始: '2027/4/1', 任期終了: '2030/3/31', 文書番号: 'DX第10号' },
    }));
    const again = changed.map((cells: Readonly<Record<string, string>>) =>
      header.map((column) => cells[column] ?? ''),
    );
    const batch = await send(
      Buffer.from(writeCsv(header, again, { encoding: 'cp932' }).bytes),
      '任命の一覧.csv',
    );
    const read = (await office.get(batch)).text;
    expect(read).toContain('登録できるのは1名(うち注意のある人0名)、できないのは0名です。');
    expect(read).toContain('令和9年4月1日〜令和12年3月31日');
    await office.submit(`${batch}/cancel`, {}, batch);
    const stopped = (await office.get(batch)).text;
    expect(stopped).toContain('1名のうち0名を登録しました。止めたため登録していないのは1名です。');
    expect(stopped).toContain('<span aria-hidden="true">―</span> 中止');
    expect((await office.get(`${batch}/refusals.csv`)).text).toContain('途中で止めたため');

    const sheet = await office.agent
      .get('/appointments/list.xlsx?state=in_force')
      .responseType('blob');
    const same = await send(sheet.body as Buffer, '任命の一覧.xlsx');
    const unchanged = (await office.get(same)).text;
    expect(unchanged).toContain('できないのは1名です。');
    expect(unchanged).toContain('すでに登録した行なら、このままで構いません。');
    expect((await office.submit(`${same}/confirm`, ALL, same)).text).toContain('登録できる行が');
  });
});
