import { IssueLetters } from '@app/appointments';
import { unzipSync } from 'fflate';
import { formsIn } from '../support/html-forms';
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

describe('From an appointment to its letter', () => {
  let web: WebTest;
  let office: Visitor;
  let unitId: string;
  let appointment: string;

  beforeAll(async () => {
    web = await startWebTest();
    unitId = await web.city.addUnit({ code: '0101', name: '税務課' });
    const officer = await web.city.addPerson({ staffNumber: '000001', unitId, name: '推進　一郎' });
    await web.city.addAccount(officer, 'program_office');
    const auditor = await web.city.addPerson({ staffNumber: '000002', unitId });
    await web.city.addAccount(auditor, 'auditor');
    office = await web.signIn('000001');
  });

  afterAll(() => web.close());

  async function appoint(staffNumber: string, name: string): Promise<string> {
    const personId = await web.city.addPerson({ staffNumber, unitId, name });
    const answer = await office.submit(
      '/appointments/new',
      {
        ...{ personId, role: 'leader', termStart: '2026-12-01', termEnd: '', note: '' },
        documentNumber: `DX第${staffNumber}号`,
      },
      `/appointments/new?person=${personId}`,
    );
    return String(answer.headers.location);
  }

  /** As somebody does who has the page before them. */
  const sendShown = async (page: string, change: Record<string, string> = {}) => {
    const action = page.split('?')[0] ?? '';
    const form = (await office.formsOf(page)).find((it) => it.action === action);
    if (form === undefined) throw new Error(`${page} has no form of its own`);
    return office.send(form, change);
  };
  const issue = (change: Record<string, string> = {}) =>
    sendShown(`${appointment}/letter/issue`, change);

  it('is looked at, then issued; the same bytes come however often it is opened', async () => {
    appointment = await appoint('000123', '魚津　花子');
    const before = await office.get(`${appointment}/letter`);
    expect(before.text).toContain('書面はまだ発行していません。');
    const page = await office.get(`${appointment}/letter/issue`);
    expect(page.text).toContain('税務課<br>主事 魚津　花子 様');
    expect(page.text).toContain('(公印省略)');
    const draft = await binary(office, `${appointment}/letter/preview.pdf?seal=sealed`);
    expect([draft.status, draft.type]).toEqual([200, 'application/pdf']);
    const unseen = await issue({ seal: 'sealed', datedOn: '2026-12-02' });
    expect([unseen.status, unseen.text.includes('下見していない変更があります。')]).toEqual([
      409,
      true,
    ]);
    expect(unseen.text).toMatch(/令和8年12月2日<\/p>/);
    const wrong = await issue({ datedOn: '2020-01-01' });
    expect([wrong.status, wrong.text.includes('value="2020-01-01"')]).toEqual([422, true]);
    const seen = await issue({ act: 'preview', seal: 'omitted', datedOn: '2026-12-02' });
    const shown = { seal: 'omitted', datedOn: '2026-12-02' };
    const done = await sendShown(String(seen.headers.location), shown);
    expect(done.headers.location).toBe(`${appointment}/letter`);
    const issued = (await office.get(`${appointment}/letter`)).text;
    expect([issued.includes('令和8年12月2日'), issued.includes('(公印省略)')]).toEqual([
      true,
      true,
    ]);
    const one = await binary(office, `${appointment}/letter/issues/1`);
    const two = await binary(office, `${appointment}/letter/issues/1`);
    expect(one.headers['content-disposition']).toContain('inline; filename="DX_000123_');
    expect((one.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    expect((one.body as Buffer).equals(two.body as Buffer)).toBe(true);
    expect((await office.get(`${appointment}/letter/issues/2`)).status).toBe(404);
  });

  it('is issued again with a reason and a stamp, and struck out when the appointment is annulled', async () => {
    const first = await binary(office, `${appointment}/letter/issues/1`);
    const refused = await issue();
    expect([refused.status, refused.text.includes('再発行の理由を入力してください。')]).toEqual([
      422,
      true,
    ]);
    expect((await issue({ reason: '紛失したため' })).status).toBe(303);
    const page = await office.get(`${appointment}/letter`);
    expect(page.text).toContain('再発行 令和8年11月16日');
    expect(page.text).toContain('再発行済み');
    expect((await office.get(`${appointment}/letter/issues/1/cancelled`)).status).toBe(404);
    const asked = await office.get(`${appointment}/annul`);
    expect(asked.text).toContain('発行済みの書面が2通あります。回収してください。');
    await office.submit(`${appointment}/annul`, { reason: '別の人でした' });
    const after = await office.get(`${appointment}/letter`);
    expect(after.text).toContain('取消し<br>この任命は令和8年11月16日に取り消されました。');
    expect((await office.get(`${appointment}/letter/issue`)).status).toBe(404);
    const kept = await binary(office, `${appointment}/letter/issues/1`);
    expect((kept.body as Buffer).equals(first.body as Buffer)).toBe(true);
    expect(after.text).toContain('取消しの印のあるPDFを開く');
    const marked = await binary(office, `${appointment}/letter/issues/1/cancelled`);
    expect([marked.type, (marked.body as Buffer).equals(first.body as Buffer)]).toEqual([
      'application/pdf',
      false,
    ]);
    const register = await office.get('/appointments/register?year=2026&role=leader&sort=number');
    expect(register.text).toMatch(/<del>DX第000123号<\/del>/);
    const csv = await office.get('/appointments/register/list.csv?year=2026');
    expect(csv.text).toContain('紛失したため');
    expect((await office.get('/appointments/register?year=2030')).text).toContain(
      '条件に合う書面はありません。',
    );
  });

  it('says nothing of what is not announced to who must not know it', async () => {
    appointment = await appoint('000124', '富山　次郎');
    await issue();
    const auditor = await web.signIn('000002');
    expect((await auditor.get(`${appointment}/letter`)).text).toContain('公表前');
    const kept = await auditor.get(`${appointment}/letter/issues/1`);
    expect([kept.status, kept.text.includes('いまの状態を確かめてください。')]).toEqual([
      409,
      true,
    ]);
    expect(kept.text).toContain(`href="${appointment}/letter">一つ上の画面を開く</a>`);
    const wrong = await office.get(`${appointment}/letter/issue?datedOn=2025-01-01`);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain(`href="${appointment}/letter/issue">条件を消して開き直す</a>`);
    expect((await auditor.get('/appointments/register')).text).toContain('公表前');
    expect((await auditor.get(`${appointment}/letter/issue`)).status).toBe(403);
  });

  it('is issued for many: chosen or all, shown while it lasts, stopped, and saved as one PDF and a ZIP', async () => {
    await appoint('000201', '高岡　一子');
    const second = await appoint('000202', '氷見　二子');
    const none = await office.submit('/appointments/letters', { scope: 'chosen' });
    expect(none.status).toBe(422);
    expect(none.text).toContain('書面を発行する任命を選んでください。');
    const asking = String(
      (await office.submit('/appointments/letters', { scope: 'all', seal: 'sealed' })).headers
        .location,
    );
    expect((await office.get(asking)).text).toContain('条件に合う2件の書面を発行します。');
    const send = async (change = {}) => sendShown(asking, change);
    const moved = await send({ seen: '1' });
    expect([moved.status, moved.text.includes('2件の書面を発行する')]).toEqual([409, true]);
    expect(moved.text).toContain(
      'さきほどは1件でしたが、いまは2件です。まだ何も発行していません。',
    );
    const stopped = String((await send()).headers.location);
    const under = await office.get(stopped);
    expect([under.headers.refresh, under.text.includes('発行しています。2件のうち0件')]).toEqual([
      '3',
      true,
    ]);
    expect((await office.submit(`${stopped}/cancel`, {}, stopped)).status).toBe(303);
    expect((await office.get(stopped)).text).toContain('止めたため発行していないのは2件です。');
    const batch = String((await send()).headers.location);
    expect(await web.app.get(IssueLetters, { strict: false }).run()).toBe(2);
    const done = await office.get(batch);
    expect(done.headers.refresh).toBeUndefined();
    expect(done.text).toContain('2件すべてを発行しました。');
    const zip = await binary(office, `${batch}/letters.zip`);
    expect(Object.keys(unzipSync(zip.body as Buffer))).toEqual([
      'DX第000201号_高岡 一子.pdf',
      'DX第000202号_氷見 二子.pdf',
    ]);
    const pdf = await binary(office, `${batch}/letters.pdf`);
    expect((pdf.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    await office.submit(`${second}/annul`, { reason: '別の人でした' });
    const making = await office.get(batch);
    expect([making.headers.refresh, making.text.includes('作り直しています')]).toEqual(['3', true]);
    const late = await office.submit(`${batch}/cancel`, {}, '/appointments/letters');
    expect([late.status, late.headers.refresh]).toEqual([409, undefined]);
    expect(late.text).toContain('この一括発行は、すでに終わったか、止められています。');
    expect((await office.get(`${batch}/letters.zip`)).status).toBe(409);
    await web.app.get(IssueLetters, { strict: false }).run();
    expect((await office.get(batch)).text).toContain(
      '2件のうち1件は、発行したあとで任命が取り消されました。まとめたファイルでは、取消しの印を付け、ZIPの中のファイル名の終わりを「_取消し」にします。渡した書面は回収してください。',
    );
    const marked = await binary(office, `${batch}/letters.zip`);
    expect(decodeURIComponent(String(marked.headers['content-disposition']))).toContain(
      '_取消し1件を含む.zip',
    );
    expect(Object.keys(unzipSync(marked.body as Buffer))).toEqual([
      'DX第000201号_高岡 一子.pdf',
      'DX第000202号_氷見 二子_取消し.pdf',
    ]);
    expect((await office.get('/appointments/letters')).text).toContain(
      '書面の発行を待つ任命はありません。',
    );
  });

  it('is due again when the term goes on, with the reason filled in; the one before is never changed', async () => {
    const [one, two] = [
      await appoint('000211', '砺波　一子'),
      await appoint('000212', '小矢部　二子'),
    ];
    const many = async () => {
      const asked = await office.submit('/appointments/letters', { scope: 'all' });
      await sendShown(String(asked.headers.location));
      return web.app.get(IssueLetters, { strict: false }).run();
    };
    expect(await many()).toBe(2);
    const before = await binary(office, `${one}/letter/issues/1`);
    const extension = { termEnd: '2030-03-31', reason: '後任の不在' };
    for (const [index, term] of [one, two].entries()) {
      const numbered = { ...extension, documentNumber: `DX第${String(51 + index)}号` };
      expect((await office.submit(`${term}/extend`, numbered)).status).toBe(303);
    }
    const due = '任期を令和12年3月31日まで延長したため';
    const waiting = (await office.get('/appointments/letters')).text;
    expect(waiting).toContain('書面の発行を待つ任命は2件です。');
    expect(waiting.split(`再発行(${due})`)).toHaveLength(3);
    expect((await office.get(`${two}/letter`)).text).toContain(
      `書面の任期が、いまの任期と違います(${due})。再発行してください。`,
    );
    const filled = `${two}/letter/issue`;
    expect((await office.get(filled)).text).toContain(`value="${due}"`);
    expect((await sendShown(filled, { reason: due })).status).toBe(303);
    expect(await many()).toBe(1);
    for (const term of [one, two]) {
      const page = (await office.get(`${term}/letter`)).text;
      expect(page).toContain('再発行済み');
      expect(page).toContain(due);
      expect(page).not.toContain('いまの任期と違います');
    }
    const kept = await binary(office, `${one}/letter/issues/1`);
    expect((kept.body as Buffer).equals(before.body as Buffer)).toBe(true);
    expect((await office.get('/appointments/letters')).text).toContain(
      '書面の発行を待つ任命はありません。',
    );
  });

  it('has the words of the city, looked at before they hold', async () => {
    const path = '/appointments/letter-templates/appointment/omitted';
    const words = {
      ...{ title: '任命通知書', addressee: '{{氏名}} 殿', numberPrefix: '' },
      ...{ authorityTitle: '{{市名}}長', authorityName: '魚津　太郎' },
      ...{ note: '市長名を入れる', validFrom: '2026-12-01' },
    };
    const wrong = await office.submit(`${path}/new`, { ...words, body: '{{氏めい}}' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('{{氏めい}}は使えません。');
    const untold = await office.submit(`${path}/new`, { ...words, body: '貴殿を任命します。' });
    expect([untold.status, untold.text.includes('本文に「{{役割}}」を入れてください。')]).toEqual([
      422,
      true,
    ]);
    const checked = await office.submit(`${path}/new`, {
      ...words,
      body: '{{役割}}を命じます。',
    });
    const preview = String(checked.headers.location);
    expect((await office.get(preview)).text).toContain('DX推進リーダーを命じます。');
    const chosen = await office.get(`${preview}&staffNumber=000201`);
    expect(chosen.text).toContain('この人のいちばん新しい任命の書面です。');
    expect(chosen.text).toContain('高岡　一子 殿');
    const nobody = await office.get(`${preview}&staffNumber=999999`);
    expect(nobody.text).toContain('見本の人の書面を示しています。');
    const pdf = await binary(office, preview.replace('/preview?', '/preview.pdf?'));
    expect(pdf.type).toBe('application/pdf');
    const made = await sendShown(preview);
    expect(made.headers.location).toBe(path);
    expect((await office.get(path)).text).toContain('第2版');
    // The first day that is free, not the one on which the newest version begins.
    expect((await office.get(`${path}/new`)).text).toContain('value="2026-12-02"');
    const list = (await office.get('/appointments/letter-templates')).text;
    expect([list.includes('サンプル市長'), list.includes('{{')]).toEqual([true, false]);
    appointment = await appoint('000125', '黒部　三郎');
    expect((await office.get(`${appointment}/letter`)).text).toContain('サンプル市長 魚津　太郎');
    await office.submit(`${path}/withdraw`, { version: '2' }, path);
    expect((await office.get(`${appointment}/letter`)).text).not.toContain('魚津　太郎');
  });

  it('keeps the name of the role with which it was drawn, and a change of the word says so', async () => {
    const person = await web.city.addPerson({ staffNumber: '000003', unitId });
    await web.city.addAccount(person, 'administrator');
    const administrator = await web.signIn('000003');
    const term = await appoint('000221', '朝日　一夫');
    await sendShown(`${term}/letter/issue`);
    const words = '/city-settings/words';
    const shown = formsIn((await administrator.get(words)).text).find(
      ({ action, fields }) => action === words && 'role_leader' in fields,
    );
    const typed = { ...shown?.fields, role_leader: '改革推進員', role_leader_short: '推進員' };
    const preview = await administrator.submit(words, typed);
    expect(preview.text).toMatch(/「改革推進員」と違う名前で発行した書面が\d+件あります。/);
    expect(preview.text).toContain('書面と任命簿は、発行したときの名前のままです。');
    const planned = { ...typed, validFrom: '2026-11-30', isConfirmed: 'yes' };
    expect((await administrator.submit(words, planned)).status).toBe(303);
    const drawn = await appoint('000222', '入善　二夫');
    await sendShown(`${drawn}/letter/issue`);
    expect((await administrator.get(words)).text).toContain(
      'この名前で発行した書面が1件あります。取りやめても、書面と任命簿は、発行したときの名前のままです。',
    );
    web.clock.set('2026-12-02T10:00:00+09:00');
    const page = (await office.get(`${term}/letter`)).text;
    expect(page).toContain('DX推進リーダーに任命します。');
    expect((await office.get(`${term}/letter/issue`)).text).toContain(
      '朝日　一夫さんの改革推進員の任命通知書です。',
    );
    web.clock.set('2026-11-16T10:00:00+09:00');
    const register = (await office.get('/appointments/register/list.csv?year=2026')).text;
    const rowOf = (name: string) => register.split('\n').find((line) => line.includes(name)) ?? '';
    expect(rowOf('朝日')).toContain('DX推進リーダー');
    expect(rowOf('入善')).toContain('改革推進員');
  });
});
