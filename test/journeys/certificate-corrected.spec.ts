import { AuditCheck } from '@app/platform';
import { TestFigures } from '@app/testing';
import { chipsOf } from '../support/chips';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const RECORDS = '/certification-reviews';

describe('A certificate is corrected by two persons', () => {
  let web: WebTest;
  let holder: Visitor;
  let hr: Visitor;
  let other: Visitor;
  let record: string;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ name: '財政課' });
    const add = async (staffNumber: string, name: string, ...roles: ('hr' | 'auditor')[]) => {
      const personId = await web.city.addPerson({ staffNumber, name, unitId });
      await web.city.addAccount(personId, ...roles);
      return { personId, visitor: await web.signIn(staffNumber) };
    };
    const person = await add('000201', '魚津　花子');
    holder = person.visitor;
    hr = (await add('000202', '人事　一郎', 'hr')).visitor;
    other = (await add('000203', '人事　二郎', 'hr')).visitor;
    record = await new TestFigures(web.database).addCertificate({ personId: person.personId });
  });

  afterAll(async () => {
    expect((await web.app.get(AuditCheck).run()).problem).toBeNull();
    await web.close();
  });

  const typed = {
    ...{ certificationCode: 'ip', passedOn: '2026-06-03', certificateNumber: 'IP-2' },
    ...{ validUntil: '', reason: '証書の日付と番号が違いました。' },
  };

  it('is asked for with what stands there, and keeps what was typed when it is refused', async () => {
    const page = `${RECORDS}/${record}`;
    expect((await hr.get(page)).text).toContain('記録の訂正を申し出る');
    const form = await hr.get(`${page}/correct`);
    expect(form.text).toContain('value="2026-06-01"');
    const refused = await hr.submit(`${page}/correct`, { ...typed, reason: ' ' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('訂正の理由を入力してください。');
    expect(refused.text).toContain('value="2026-06-03"');
    expect((await holder.get(`${page}/correct`)).status).toBe(403);
  });

  it('waits for the second person where their work is, and then stands with its history', async () => {
    const page = `${RECORDS}/${record}`;
    const sent = await hr.submit(`${page}/correct`, typed);
    expect(sent.status).toBe(303);
    const correction = String(sent.headers.location);
    expect((await hr.get(page)).text).not.toContain('記録の訂正を申し出る');
    expect((await hr.get(`${page}/correct`)).text).toContain('確認を待っている訂正があります。');
    expect((await other.get('/')).text).toContain('1件の訂正が、二人目の確認を待っています。');
    expect((await hr.get('/')).text).not.toContain('件の訂正が、二人目の確認を待っています。');
    const list = await other.get(`${RECORDS}/corrections`);
    expect(list.text).toContain(`href="${correction}"`);

    const own = await hr.get(correction);
    expect(own.text).not.toContain('訂正を確定する');
    expect(own.text).toContain('訂正を取り下げる');
    const alone = await hr.submit(`${correction}/confirm`, {}, correction);
    expect(alone.status).toBe(403);
    const shown = await other.get(correction);
    expect(shown.text).toContain('<del>令和8年6月1日(月)</del>');
    expect(shown.text).toContain('<ins>令和8年6月3日(水)</ins>');
    const confirmed = await other.submit(`${correction}/confirm`, {}, correction);
    expect([confirmed.status, confirmed.headers.location]).toEqual([303, correction]);

    const after = await hr.get(page);
    expect(chipsOf(after.text)).toContain('● 訂正済み');
    expect(after.text).toContain('合格日を令和8年6月1日(月)から令和8年6月3日(水)に');
    expect(after.text).toContain('証書の日付と番号が違いました。');
    expect(after.text).toContain('人事　一郎、人事　二郎');
    expect((await hr.get(`${RECORDS}/corrections?state=all`)).text).toContain('訂正は1件です。');
    const told = (await holder.get('/certifications')).text;
    expect(told).toContain('合格証書番号をIP-1からIP-2に。理由: 証書の日付と番号が違いました。');
    expect(told).not.toContain('人事　二郎');
    expect((await holder.get('/')).text).toContain(
      '人事が記録を訂正しました(合格日を令和8年6月1日(月)から令和8年6月3日(水)に、合格証書番号をIP-1からIP-2に)。',
    );
  });

  it('is taken back by who asked, or sent back with a reason', async () => {
    const page = `${RECORDS}/${record}`;
    const again = { ...typed, passedOn: '2026-06-04' };
    const first = String((await hr.submit(`${page}/correct`, again)).headers.location);
    const foreign = await other.submit(`${first}/withdraw`, {}, first);
    expect(foreign.status).toBe(403);
    await hr.submit(`${first}/withdraw`, {}, first);
    expect(chipsOf((await hr.get(first)).text)).toContain('― 訂正の取下げ済み');
    const second = String((await hr.submit(`${page}/correct`, again)).headers.location);
    await other.submit(`${second}/decline`, { reason: '証書では3日です。' }, second);
    expect((await hr.get(second)).text).toContain('差し戻しました。理由: 証書では3日です。');
    expect((await hr.get(page)).text).toContain('令和8年6月3日(水)');
    const late = await other.submit(`${second}/confirm`, {}, page);
    expect(late.status).toBe(409);
  });
});
