import { EnterCertificates } from '@app/certifications';
import { AuditCheck } from '@app/platform';
import { rowOf } from '@app/testing';
import { chipsOf } from '../support/chips';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const ENTRIES = '/certification-reviews/entries';
const HEADING = '職員番号,資格,合格日,証書番号,有効期限';

describe('Certificates are entered from a list', () => {
  let web: WebTest;
  let holder: Visitor;
  let hr: Visitor;
  let other: Visitor;
  let third: Visitor;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ name: '財政課' });
    const add = async (staffNumber: string, name: string, ...roles: 'hr'[]) => {
      const personId = await web.city.addPerson({ staffNumber, name, unitId });
      await web.city.addAccount(personId, ...roles);
      return web.signIn(staffNumber);
    };
    holder = await add('000201', '魚津　花子');
    hr = await add('000202', '人事　一郎', 'hr');
    other = await add('000203', '人事　二郎', 'hr');
    third = await add('000204', '人事　三郎', 'hr');
  });

  afterAll(async () => {
    expect((await web.app.get(AuditCheck).run()).problem).toBeNull();
    await web.close();
  });

  const work = () => web.app.get(EnterCertificates, { strict: false }).run();
  const send = async (...lines: readonly string[]) => {
    const bytes = Buffer.from([HEADING, ...lines].join('\r\n'));
    const sent = await hr.upload(ENTRIES, {}, { entries: { bytes, name: '資格.csv' } });
    expect(sent.status).toBe(303);
    return String(sent.headers.location);
  };

  it('is sent with bounds that the form tells, read by the worker and shown row by row', async () => {
    const form = await hr.get(ENTRIES);
    expect(form.text).toContain('一度に送れるのは5,000行、5MBまで。');
    expect((await hr.get(`${ENTRIES}/example.csv`)).text).toContain(
      '職員番号,氏名,資格,合格日,合格証書番号,有効期限',
    );
    expect((await holder.get(ENTRIES)).status).toBe(403);
    const none = await hr.upload(ENTRIES, {}, {});
    expect(none.status).toBe(422);
    expect(none.text).toContain('資格の一覧(CSVかExcel)を選んでください。');

    const batch = await send(
      '000201,ITパスポート試験,2026/10/20,IP-1,',
      '000201,ITパスポート試験,2026/10/20,IP-2,',
      '201,ITパスポート試験,昨日,IP-3,',
    );
    const waiting = await hr.get(batch);
    expect(waiting.headers.refresh).toBe('3');
    expect(chipsOf(waiting.text)).toContain('→ 読み取り中');
    await work();
    const read = await hr.get(batch);
    expect(read.headers.refresh).toBeUndefined();
    expect(read.text).toContain(
      '登録できるのは1件、重複・登録済みは1件、登録できないのは1件です。',
    );
    expect(read.text).toContain('魚津　花子');
    expect(read.text).not.toContain('確定して登録する');
    const refused = await hr.get(`${batch}?show=refused`);
    expect(refused.text).toContain('職員番号「201」');
    expect(refused.text).toContain('先頭の0が失われているようです(「000201」ではありませんか)。');
    expect(refused.text).toContain('合格日「昨日」');
    const file = await hr.get(`${batch}/refusals.csv`);
    expect(file.text).toContain('4,職員番号,201,');
    expect((await hr.get(`${batch}/refusals.xlsx`)).status).toBe(200);
    expect((await hr.get(`${batch}?show=known`)).text).toContain('先の行だけを登録します。');
    await hr.submit(`${batch}/discard`, {}, batch);
    expect(chipsOf((await hr.get(batch)).text)).toContain('― 取りやめ');
  });

  it('is confirmed by a second person, written by the worker, and undone by another than that', async () => {
    const batch = await send('000201,ITパスポート,2026/10/20,IP-1,', '000203,ip,2026/10/20,IP-5,');
    await work();
    const alone = await hr.submit(`${batch}/confirm`, {}, ENTRIES);
    expect(alone.status).toBe(403);
    expect((await other.get('/')).text).toContain('1件の一括登録が、二人目の確認を待っています。');
    expect((await other.get(batch)).text).toContain('確定して登録する(1件)');
    const click = await Promise.all(
      [1, 2, 3].map(() => other.submit(`${batch}/confirm`, {}, batch)),
    );
    expect(click.filter(({ status }) => status === 303)).toHaveLength(1);
    expect((await other.get(batch)).text).toContain('登録しています。2件のうち0件を終えました。');
    await work();
    const done = await other.get(batch);
    expect(done.text).toContain(
      '人事　二郎が確定し、1件を登録しました。登録しなかった行が1件あります。',
    );
    expect((await other.get(`${batch}?show=left`)).text).toContain('確定した人ご自身の資格です。');
    const own = await holder.get('/certifications');
    expect(chipsOf(own.text)).toContain('● 確認済み');
    expect(own.text).toContain('人事の記録から登録');
    expect(own.text).not.toContain('/evidence');
    const record = await rowOf<{ id: string }>(
      web.database,
      'SELECT id FROM certification_records',
    );
    const review = await third.get(`/certification-reviews/${record?.id ?? ''}`);
    expect(review.text).toContain('人事の記録(一括登録の2行目)から登録しました。');
    expect((await third.get(`/certification-reviews/${record?.id ?? ''}/evidence`)).status).toBe(
      404,
    );

    expect((await other.submit(`${batch}/undo`, { reason: '誤り' }, batch)).status).toBe(403);
    const correct = `/certification-reviews/${record?.id ?? ''}/correct`;
    const typed = { certificationCode: 'ip', passedOn: '2026-10-21', certificateNumber: 'IP-1' };
    const sent = await hr.submit(correct, { ...typed, validUntil: '', reason: '証書のとおり' });
    const correction = String(sent.headers.location);
    expect((await third.get(`${batch}/undo`)).text).toContain(
      '魚津　花子さん: 確認を待っている訂正',
    );
    expect((await third.submit(`${batch}/undo`, { reason: '誤り' }, batch)).status).toBe(409);
    await hr.submit(`${correction}/withdraw`, {}, correction);
    expect((await third.submit(`${batch}/undo`, { reason: '別の一覧でした。' })).status).toBe(303);
    expect((await third.get(batch)).text).toContain(
      '登録した1件を取り消しました。理由: 別の一覧でした。',
    );
    expect((await holder.get('/certifications')).text).toContain('取消しの理由: 別の一覧でした。');
  });
});
