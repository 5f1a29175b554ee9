import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PersonalTokensService, tokenFor } from '@app/accounts';
import { AccessLog, APP_CONFIG, type AppConfig, AuditCheck, FileStore } from '@app/platform';
import { aJpeg, anExif, aPdf, aPng, rewriteHistory, rowOf, rowsOf } from '@app/testing';
import request from 'supertest';
import { chipsOf } from '../support/chips';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const PASS = {
  certificationCode: 'ip',
  passedOn: '2026-10-20',
  certificateNumber: '第IP-2026-10-00001号',
};
const EVIDENCE = { evidence: { bytes: aPdf(), name: '合格証書.pdf' } };

interface RecordRow {
  readonly id: string;
  readonly state: string;
}

describe('A certificate counts only when verified', () => {
  let web: WebTest;
  let holder: Visitor;
  let hr: Visitor;
  let otherHr: Visitor;
  let root: string;
  const personIds = new Map<string, string>();

  beforeAll(async () => {
    web = await startWebTest();
    root = join(web.app.get<AppConfig>(APP_CONFIG).DATA_DIR, 'files');
    const unitId = await web.city.addUnit({ name: '財政課' });
    const add = async (staffNumber: string, name: string, ...roles: ('hr' | 'auditor')[]) => {
      const personId = await web.city.addPerson({ staffNumber, name, unitId });
      await web.city.addAccount(personId, ...roles);
      personIds.set(staffNumber, personId);
      return web.signIn(staffNumber);
    };
    holder = await add('000201', '魚津　花子');
    hr = await add('000202', '人事　一郎', 'hr');
    otherHr = await add('000203', '人事　二郎', 'hr');
    await add('000204', '監査　三郎', 'auditor');
    await add('000205', '滑川　四郎');
  });

  afterEach(async () => {
    await rewriteHistory(web.database, 'DELETE FROM certification_records_history');
    await rewriteHistory(web.database, 'DELETE FROM exam_attempts_history');
    await rewriteHistory(web.database, 'DELETE FROM stored_files');
    rmSync(root, { recursive: true, force: true });
  });

  afterAll(async () => {
    expect((await web.app.get(AuditCheck).run()).problem).toBeNull();
    await web.close();
  });

  it('waits for HR, who verifies it beside its evidence and goes on to the next', async () => {
    const empty = await holder.get('/certifications');
    expect(empty.text).toContain('報告した資格は、まだありません。');
    const reported = await holder.upload('/certifications/new', PASS, EVIDENCE);
    expect([reported.status, reported.headers.location]).toEqual([303, '/certifications']);
    const id = await onlyRecord('000201');
    expect(chipsOf((await holder.get('/certifications')).text)).toContain('→ 確認待ち');
    expect(await verifiedHolders()).toBe(0);

    const queue = await hr.get('/certification-reviews');
    expect(queue.text).toContain('1件の報告が確認を待っています。');
    expect(queue.text).toContain('魚津　花子</a></span> <span class="muted nowrap">000201</span>');
    const review = await hr.get(`/certification-reviews/${id}`);
    expect(review.text).toContain('第IP-2026-10-00001号');
    expect(review.text).toContain('合格証書.pdf');
    const verified = await decide(hr, id, 'verify');
    expect([verified.status, verified.headers.location]).toEqual([303, '/certification-reviews']);
    expect((await hr.get('/certification-reviews')).text).toContain(
      '魚津　花子さんの報告を確認しました。取得者として数えます。ほかに確認待ちはありません。',
    );
    expect(chipsOf((await holder.get('/certifications')).text)).toContain('● 確認済み');
    expect(await verifiedHolders()).toBe(1);
    expect(await web.app.get(FileStore).verify()).toEqual([]);
  });

  it('is one record after a double click, and one person after any number of reports', async () => {
    const hidden = await holder.hiddenFields('/certifications/new');
    const click = () => post(holder, { ...hidden, ...PASS });
    const answers = await Promise.all([click(), click(), click()]);
    expect(answers.map((it) => [it.status, it.headers.location])).toEqual(
      Array.from({ length: 3 }, () => [303, '/certifications']),
    );
    const id = await onlyRecord('000201');
    expect(filesOnDisk()).toBe(1);
    const again = await holder.upload('/certifications/new', PASS, EVIDENCE);
    expect(again.status).toBe(409);
    expect(again.text).toContain('ITパスポート試験(令和8年10月20日合格)は、すでに確認待ちです。');
    expect(again.text).toContain('証明書類を、もう一度選んでください。');
    expect(again.text).toContain('value="第IP-2026-10-00001号"');
    await decide(hr, id, 'verify');
    const earlier = { ...PASS, passedOn: '2025-10-20' };
    const sameNumber = await holder.upload('/certifications/new', earlier, EVIDENCE);
    expect(sameNumber.status).toBe(409);
    expect(sameNumber.text).toContain('この合格証書番号は、');
    expect(sameNumber.text).toContain('value="2025-10-20"');
    await holder.upload('/certifications/new', { ...earlier, certificateNumber: '2号' }, EVIDENCE);
    expect((await holder.get('/certifications')).text).toContain('の報告と同じファイルです。');
    const [second] = await recordsOf('000201', 'reported');
    await decide(hr, second?.id ?? '', 'verify');
    expect(await verifiedHolders()).toBe(1);
    expect(filesOnDisk()).toBe(2);
  });

  it('comes back with a reason and is reported again', async () => {
    await holder.upload('/certifications/new', PASS, EVIDENCE);
    const id = await onlyRecord('000201');
    const without = await decide(hr, id, 'return', { reason: ' ' });
    expect(without.status).toBe(422);
    expect(without.text).toContain('差戻しの理由を入力してください。');
    await decide(hr, id, 'return', { reason: '氏名の欄が<b>写って</b>いません。' });
    const page = await holder.get('/certifications');
    expect(chipsOf(page.text)).toContain('× 差戻し済み');
    expect(page.text).toContain('氏名の欄が&lt;b&gt;写って&lt;/b&gt;いません。');
    expect(page.text).toContain(`/certifications/new?again&#x3D;${id}`);
    const form = await holder.get(`/certifications/new?again=${id}`);
    expect(form.text).toContain('value="第IP-2026-10-00001号"');
    expect(form.text).toContain('value="2026-10-20"');
    web.clock.advance({ minutes: 5 });
    await holder.upload('/certifications/new', PASS, EVIDENCE);
    expect((await recordsOf('000201')).map((row) => row.state)).toEqual(['returned', 'reported']);
    expect((await holder.get('/certifications')).text).not.toContain('もう一度報告する');
  });

  it('is never verified by its holder, nor by who reported it for them', async () => {
    await hr.upload('/certifications/new', PASS, EVIDENCE);
    const own = await onlyRecord('000202');
    const page = await hr.get(`/certification-reviews/${own}`);
    expect(page.text).toContain('ほかの担当者が確認します。');
    expect(page.text).not.toContain('data-ctrl-enter');
    expect((await decide(hr, own, 'verify')).status).toBe(403);
    await decide(otherHr, own, 'verify');

    const behalf = await hr.upload(
      '/certifications/new',
      { ...PASS, staffNumber: '000201' },
      EVIDENCE,
    );
    expect(behalf.headers.location).toBe('/certification-reviews');
    const id = await onlyRecord('000201');
    expect((await decide(hr, id, 'verify')).status).toBe(403);
    const shared = await otherHr.get(`/certification-reviews/${id}`);
    expect(shared.text).toContain('同じ合格証書番号を、ほかの職員も報告しています。');
    expect(shared.text).toContain('人事　一郎</a></span> <span class="muted nowrap">000202</span>');
    await decide(otherHr, id, 'verify');
    expect((await holder.get('/certifications')).text).toContain('(人事　一郎が代わりに報告)');
    const refused = await holder.upload(
      '/certifications/new',
      { ...PASS, staffNumber: '000202' },
      EVIDENCE,
    );
    expect(refused.status).toBe(403);
  });

  it('tells the second of two reviewers what the first decided', async () => {
    await holder.upload('/certifications/new', PASS, EVIDENCE);
    const id = await onlyRecord('000201');
    const hidden = await otherHr.hiddenFields(`/certification-reviews/${id}`);
    await decide(hr, id, 'verify');
    const late = await otherHr.agent
      .post(`/certification-reviews/${id}/return`)
      .type('form')
      .send({ ...hidden, reason: '読めません。' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('この報告は、すでに確認済みです。');
    expect(late.text).toContain('人事　一郎が確認しました。');
  });

  it('counts no more after another reviewer has revoked a wrong verification, and its holder reads why', async () => {
    await holder.upload('/certifications/new', PASS, EVIDENCE);
    const id = await onlyRecord('000201');
    await decide(hr, id, 'verify');
    expect(await verifiedHolders()).toBe(1);
    const page = `/certification-reviews/${id}/revoke`;
    expect((await hr.get(`/certification-reviews/${id}`)).text).not.toContain(page);
    expect((await decide(hr, id, 'revoke', { reason: '理由' })).status).toBe(403);
    expect((await otherHr.get(`/certification-reviews/${id}`)).text).toContain(page);
    expect((await otherHr.get(page)).text).toContain('今日から取得者として数えません');
    const blank = await otherHr.submit(page, { reason: '' });
    expect([blank.status, blank.text.includes('取消しの理由を入力してください。')]).toEqual([
      422,
      true,
    ]);
    const revoked = await otherHr.submit(page, { reason: '別の試験の証書でした。' });
    expect(revoked.headers.location).toBe(`/certification-reviews/${id}`);
    expect(await verifiedHolders()).toBe(0);
    const own = await holder.get('/certifications');
    expect(chipsOf(own.text)).toContain('× 確認の取消し済み');
    expect(own.text).toContain('取消しの理由: 別の試験の証書でした。');
    expect(own.text).toContain('もう一度報告する');
    const again = await holder.upload('/certifications/new', PASS, EVIDENCE);
    expect(again.status).toBe(303);
  });

  it('ends, tells its holder when to renew it, and goes on with a new paper', async () => {
    const good = { ...PASS, certificationCode: 'riss', passedOn: '2024-01-10' };
    const typed = { ...good, validUntil: '2027-02-28', nameOnCertificate: '旧姓　花子' };
    const wrong = { ...typed, validUntil: '2024-01-09' };
    const refused = await holder.upload('/certifications/new', wrong, EVIDENCE);
    expect([refused.status, refused.text.includes('value="旧姓　花子"')]).toEqual([422, true]);
    await holder.upload('/certifications/new', typed, EVIDENCE);
    const id = await onlyRecord('000201');
    const review = await hr.get(`/certification-reviews/${id}`);
    expect(review.text).toContain('旧姓　花子(旧姓などで取得)');
    expect(review.text).toContain('令和9年2月28日(日)まで');
    await decide(hr, id, 'verify');
    const own = await holder.get('/certifications');
    expect(chipsOf(own.text)).toEqual(expect.arrayContaining(['● 確認済み', '▲ 更新の時期']));
    expect((await hr.get('/people/000201')).text).toContain('まで(更新の時期)');
    const form = await holder.get(`/certifications/new?renew=${id}`);
    expect(form.text).toContain('前の資格の更新です。');
    expect(form.text).toContain(`name="renewsId" value="${id}"`);
    const next = { ...good, passedOn: '2026-11-10', validUntil: '2030-01-09', renewsId: id };
    expect((await holder.upload('/certifications/new', next, EVIDENCE)).status).toBe(303);
    expect((await holder.get('/certifications')).text).not.toContain('更新を報告する');
    expect((await holder.upload('/certifications/new', next, EVIDENCE)).status).toBe(409);
  });

  it('can be taken back by its holder while nobody has decided', async () => {
    await holder.upload('/certifications/new', PASS, EVIDENCE);
    const id = await onlyRecord('000201');
    const page = `/certifications/${id}/withdraw`;
    expect((await holder.submit(page, {})).headers.location).toBe('/certifications');
    expect(chipsOf((await holder.get('/certifications')).text)).toContain('― 取下げ済み');
    expect((await holder.submit(page, {}, '/password')).status).toBe(409);
  });

  it('gives the evidence to its holder and to reviewers as a download, to others not at all', async () => {
    await holder.upload('/certifications/new', PASS, {
      evidence: { bytes: aJpeg(anExif(1, 'where it was taken')), name: '合格 証書.JPG' },
    });
    const id = await onlyRecord('000201');
    const auditor = await web.signIn('000204');
    for (const [visitor, page] of [
      [holder, `/certifications/${id}/evidence`],
      [hr, `/certification-reviews/${id}/evidence`],
      [auditor, `/certification-reviews/${id}/evidence`],
    ] as const) {
      const file = await visitor.get(page).buffer(true);
      expect(file.status).toBe(200);
      expect(file.headers).toMatchObject({
        'content-type': 'image/jpeg',
        'content-disposition': `attachment; filename="_____.jpg"; filename*=UTF-8''%E5%90%88%E6%A0%BC%20%E8%A8%BC%E6%9B%B8.jpg`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        'cache-control': 'no-store',
      });
      expect((file.body as Buffer).includes('where it was taken')).toBe(false);
      expect((file.body as Buffer).subarray(0, 3)).toEqual(Buffer.of(0xff, 0xd8, 0xff));
    }
    const stranger = await web.signIn('000205');
    const pages = [
      `/certifications/${id}/evidence`,
      `/certifications/${id}/withdraw`,
      `/certifications/new?again=${id}`,
    ];
    for (const page of pages) expect((await stranger.get(page)).status).toBe(404);
    expect((await hr.get(`/certifications/${id}/evidence`)).status).toBe(404);
    expect((await stranger.get(`/certification-reviews/${id}/evidence`)).status).toBe(403);
    expect((await stranger.submit(`/certifications/${id}/withdraw`, {}, '/password')).status).toBe(
      404,
    );
    for (const odd of ['-1', '99999999999999999999', "'--", '%00', 'a[]=1'])
      expect((await holder.get(`/certifications/${odd}/evidence`)).status).toBe(404);
  });

  it('is shown beside the report as pictures that we drew, each look noted, and to no one else', async () => {
    await holder.upload('/certifications/new', PASS, EVIDENCE);
    const id = await onlyRecord('000201');
    const [page, path] = [
      `/certification-reviews/${id}`,
      `/certification-reviews/${id}/evidence/1`,
    ];
    expect((await hr.get(page)).text).toContain(`<img class="review__picture" src="${path}"`);
    await web.app.get(AccessLog).flush();
    const picture = await hr.get(path).buffer(true);
    expect(picture.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    expect((picture.body as Buffer).subarray(1, 4).toString()).toBe('PNG');
    await web.app.get(AccessLog).flush();
    const looks = await rowsOf(
      web.database,
      `SELECT subject_person_id AS subject FROM access_log WHERE kind = 'evidence_opened' AND path = $1`,
      [path],
    );
    expect(looks).toEqual([{ subject: personIds.get('000201') }]);
    const stranger = await web.signIn('000205');
    for (const [visitor, odd, status] of [
      [holder, path, 403],
      [stranger, path, 403],
      [hr, `${page}/evidence/2`, 404],
      [hr, `${page}/evidence/..%2f1`, 404],
    ] as const)
      expect((await visitor.get(odd)).status).toBe(status);
  });

  it.each([
    [
      'HTML as a picture',
      { bytes: Buffer.from('<script>alert(1)</script>'), name: 'a.png' },
      '読めません',
    ],
    [
      'SVG as a picture',
      { bytes: Buffer.from('<svg onload="a()"/>'), name: 'a.jpg' },
      '読めません',
    ],
    ['a double extension', { bytes: aPdf(), name: '証書.pdf.html' }, '末尾と中身'],
    ['an empty file', { bytes: Buffer.of(), name: 'a.pdf' }, '空です'],
    [
      'a file that is too large',
      { bytes: Buffer.concat([aPng(), Buffer.alloc(10 * 1024 * 1024)]), name: 'a.png' },
      '大きすぎます',
    ],
  ])('refuses %s, keeps what was typed and stores nothing', async (_name, evidence, message) => {
    const answer = await holder.upload('/certifications/new', PASS, { evidence });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('id="field-evidence-error"');
    expect(answer.text).toContain('value="第IP-2026-10-00001号"');
    expect(filesOnDisk()).toBe(0);
  });

  it('leaves nothing of an upload that is broken off or far too large', async () => {
    const { _csrf } = await holder.hiddenFields('/certifications/new');
    const long = Buffer.concat([aPdf(), Buffer.alloc(11 * 1024 * 1024)]);
    const huge = { evidence: { bytes: long, name: 'a.pdf' } };
    const refused = await holder.upload('/certifications/new', PASS, huge);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('PDFが大きすぎます。10MB以下にして、選び直してください。');
    expect(refused.text).toContain(`value="${PASS.certificateNumber}"`);
    const cut = await holder.agent
      .post('/certifications/new')
      .set('x-csrf-token', _csrf)
      .type('multipart/form-data; boundary=x')
      .send(
        '--x\r\ncontent-disposition: form-data; name="evidence"; filename="a.pdf"\r\n\r\n%PDF-1.4',
      );
    expect(cut.status).toBe(400);
    expect(await recordsOf('000201')).toEqual([]);
    expect(filesOnDisk()).toBe(0);
  });

  it('shows a name from outside as text only', async () => {
    const evidence = { bytes: aPdf(), name: '../../<img src=x onerror=alert(1)>\u202e.pdf' };
    await holder.upload('/certifications/new', PASS, { evidence });
    const page = await hr.get(`/certification-reviews/${await onlyRecord('000201')}`);
    expect(page.text.match(/<img [a-z]*/g)).toEqual(['<img class']);
    expect(page.text).toContain('_img src&#x3D;x onerror&#x3D;alert(1)_.pdf');
  });

  it('saves the list as CSV with what the filter shows', async () => {
    await holder.upload('/certifications/new', PASS, EVIDENCE);
    const csv = await hr.get('/certification-reviews/export?state=reported&certification=ip');
    expect(csv.headers['content-disposition']).toContain(
      `filename*=UTF-8''${encodeURIComponent('資格の報告_2026-11-16.csv')}`,
    );
    expect(csv.text).toContain('000201,魚津　花子,財政課,ITパスポート試験,2026-10-20,第IP-');
    const none = await hr.get('/certification-reviews/export?state=verified');
    expect(none.text.trim().split('\r\n')).toHaveLength(1);
    const odd = await hr.get('/certification-reviews?state=x&unit[]=1&certification=nope&page=-5');
    expect(odd.status).toBe(200);
  });

  it('begins with an exam that was planned and went well', async () => {
    const booking = { certificationCode: 'ip', examOn: '2026-12-17' };
    await holder.submit('/certifications/exams/new', booking);
    const page = await holder.get('/certifications');
    expect(chipsOf(page.text)).toContain('→ 受験予定');
    const [exam] = await rowsOf<{ id: string }>(web.database, 'SELECT id FROM exam_attempts');
    const path = `/certifications/exams/${exam?.id ?? ''}`;
    const refused = await holder.submit(`${path}/plan`, { examOn: '2026-11-15' }, path);
    expect([refused.status, refused.text.includes('受験日が過ぎています。')]).toEqual([422, true]);
    expect((await holder.submit(`${path}/plan`, { examOn: '2026-11-17' }, path)).status).toBe(303);
    expect((await holder.get('/certifications')).text).toContain('令和8年11月17日');
    expect((await holder.submit(path, { outcome: 'provisional_pass' })).status).toBe(409);
    expect((await (await web.signIn('000205')).get(path)).status).toBe(404);
    web.clock.advance({ days: 1 });
    const later = await web.signIn('000201');
    // On the day itself nothing is late.
    const onTheDay = chipsOf((await later.get('/certifications')).text);
    expect(onTheDay).toContain('→ 受験予定');
    expect(onTheDay).not.toContain('▲ 結果の報告待ち');
    expect((await later.submit(path, {})).status).toBe(422);
    expect((await later.submit(path, { outcome: 'provisional_pass' })).status).toBe(303);
    const form = await later.get(`/certifications/new?exam=${exam?.id ?? ''}`);
    expect(form.text).toContain('value="2026-11-17"');
    await later.upload('/certifications/new', { ...PASS, passedOn: '2026-11-17' }, EVIDENCE);
    expect(chipsOf((await later.get('/certifications')).text)).toContain('● 資格を報告済み');
    expect(await verifiedHolders()).toBe(0);
    web.clock.advance({ days: -1 });
  });

  describe('through the API', () => {
    const tokens = new Map<string, string>();

    beforeAll(async () => {
      for (const staffNumber of ['000201', '000202', '000203']) {
        const account = await rowOf<{ id: string }>(
          web.database,
          'SELECT id FROM accounts WHERE person_id = $1',
          [personIds.get(staffNumber)],
        );
        const by = { accountId: null, label: 'test' };
        const service = web.app.get(PersonalTokensService);
        tokens.set(
          staffNumber,
          await service.createFor(by, account?.id ?? '', tokenFor('test', { access: 'write' })),
        );
      }
    });

    it('follows the same rules and answers with problem documents', async () => {
      const body = { ...PASS, evidenceName: 'a.png', evidenceBase64: aPng().toString('base64') };
      const missing = await call('000201', '', {});
      expect(missing.status).toBe(422);
      expect(missing.headers['content-type']).toContain('application/problem+json');
      expect(missing.text).toContain('証明書類');
      expect((await call('000201', '', { ...body, validUntil: '2029-10-19' })).status).toBe(422);
      const reported = await call('000201', '', body);
      expect(reported.status).toBe(201);
      const { id } = reported.body as RecordRow;
      expect(reported.body).toEqual({ id, state: 'reported' });
      expect((await call('000201', '', body)).status).toBe(409);
      expect((await call('000201', `/${id}/verify`, {})).status).toBe(403);
      expect((await call('000202', `/${id}/return`, {})).status).toBe(422);
      expect((await call('000202', `/${id}/verify`, {})).body).toEqual({ id, state: 'verified' });
      expect((await call('000203', `/${id}/verify`, {})).status).toBe(409);
      expect((await call('000202', '/not-an-id/verify', {})).status).toBe(404);
      expect(await verifiedHolders()).toBe(1);
    });

    it('takes a file as multipart and lists one’s own, or all for who may', async () => {
      const ending = { validUntil: '2029-10-19', nameOnCertificate: '旧姓　花子' };
      const sent = await request(web.server)
        .post('/api/v1/certification-records')
        .set('authorization', `Bearer ${tokens.get('000201') ?? ''}`)
        .field({ ...PASS, ...ending, certificationCode: 'riss' })
        .attach('evidence', aPdf(), '証書.pdf');
      expect(sent.status).toBe(201);
      expect((await read('000201', '')).body).toMatchObject({
        total: 1,
        items: [
          {
            ...{
              staffNumber: '000201',
              state: 'reported',
              passedOn: '2026-10-20',
              decidedAt: null,
            },
            ...{ ...ending, renewsId: null, evidenceKind: 'file' },
          },
        ],
      });
      expect((await read('000203', '')).body).toEqual({ items: [], total: 0 });
      expect((await read('000203', '?scope=all&state=reported')).body).toMatchObject({
        total: 1,
        items: [{ ...ending, renewsId: null }],
      });
      expect((await read('000201', '?scope=all')).status).toBe(403);
      for (const odd of ['?page=0', '?state=x', '?scope=theirs', '?page=1e9'])
        expect((await read('000203', odd)).status).toBe(422);
    });

    async function call(staffNumber: string, path: string, body: object) {
      return request(web.server)
        .post(`/api/v1/certification-records${path}`)
        .set('authorization', `Bearer ${tokens.get(staffNumber) ?? ''}`)
        .send(body);
    }

    async function read(staffNumber: string, query: string) {
      return request(web.server)
        .get(`/api/v1/certification-records${query}`)
        .set('authorization', `Bearer ${tokens.get(staffNumber) ?? ''}`);
    }
  });

  async function decide(
    visitor: Visitor,
    id: string,
    act: string,
    fields: Record<string, string> = {},
  ) {
    return visitor.submit(`/certification-reviews/${id}/${act}`, fields, '/password');
  }

  async function post(visitor: Visitor, fields: Record<string, string>) {
    return visitor.agent
      .post('/certifications/new')
      .set('Sec-Fetch-Site', 'same-origin')
      .field(fields)
      .attach('evidence', EVIDENCE.evidence.bytes, EVIDENCE.evidence.name);
  }

  async function recordsOf(staffNumber: string, state = '%'): Promise<RecordRow[]> {
    return rowsOf<RecordRow>(
      web.database,
      'SELECT id, state FROM certification_records WHERE person_id = $1 AND state LIKE $2 ORDER BY reported_at',
      [personIds.get(staffNumber), state],
    );
  }

  async function onlyRecord(staffNumber: string): Promise<string> {
    const rows = await recordsOf(staffNumber);
    expect(rows).toHaveLength(1);
    return rows[0]?.id ?? '';
  }

  async function verifiedHolders(): Promise<number> {
    const row = await rowOf<{ total: number }>(
      web.database,
      `SELECT count(DISTINCT person_id)::int AS total FROM certification_records WHERE state = 'verified'`,
    );
    return row?.total ?? 0;
  }

  function filesOnDisk(): number {
    if (!existsSync(root)) return 0;
    return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(root, name)).isFile(),
    ).length;
  }
});
