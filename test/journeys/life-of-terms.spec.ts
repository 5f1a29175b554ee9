import { TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

describe('A term that runs out, on the screen of DX推進室', () => {
  let web: WebTest;
  let office: Visitor;
  let term: string;
  let unitId: string;

  beforeAll(async () => {
    web = await startWebTest();
    unitId = await web.city.addUnit({ code: '0101', name: '税務課' });
    const officer = await web.city.addPerson({ staffNumber: '000001', unitId });
    await web.city.addAccount(officer, 'program_office');
    const named = { staffNumber: '000090', name: '魚津　花子' };
    const personId = await web.city.addPerson({ unitId, ...named });
    await web.city.addAccount(personId);
    const facts = { personId, unitId, termStart: '2025-04-01', termEnd: '2027-03-31' } as const;
    term = `/appointments/${await new TestFigures(web.database).addAppointment(facts)}`;
    office = await web.signIn('000001');
  });

  afterAll(async () => {
    await web.close();
  });

  const textOf = async (path: string) => (await office.get(path)).text;
  const extension = {
    ...{ termEnd: '2027-09-30', documentNumber: 'DX第31号', reason: '後任が決まらないため' },
  };

  it('has a page for its end also where it ends on the last day that is counted', async () => {
    const personId = await web.city.addPerson({ unitId });
    const last = { personId, unitId, termStart: '2099-04-01', termEnd: '2099-12-31' } as const;
    const id = await new TestFigures(web.database).addAppointment({ ...last, role: 'supporter' });
    expect((await office.get(`/appointments/${id}/end`)).status).toBe(200);
  });

  it('is extended with the number of the decision, and the end of before can still be read', async () => {
    expect(await textOf(term)).toContain('任期を延長する');
    const refused = await office.submit(`${term}/extend`, { ...extension, termEnd: '2026-12-31' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('いまの任期の終わり(令和9年3月31日)より後の日');
    expect(refused.text).toContain('後任が決まらないため');
    const done = await office.submit(`${term}/extend`, extension);
    expect(done.headers.location).toBe(term);
    const page = await textOf(term);
    expect(page).toContain('令和9年3月31日までを令和9年9月30日までに延長(DX第31号');
    expect(page).toContain('令和7年4月1日〜令和9年9月30日');
    const letter = await textOf(`${term}/letter`);
    expect(letter).toContain('令和9年9月30日');
    expect(letter).toContain('任期の延長 DX第31号');
  });

  it('has its extension taken back with a reason', async () => {
    expect(await textOf(`${term}/undo-extension`)).toContain(
      '任期の終わりは、令和9年9月30日から令和9年3月31日に戻ります。',
    );
    const undone = await office.submit(`${term}/undo-extension`, { reason: '決裁の取下げ' });
    expect(undone.headers.location).toBe(term);
    expect(await textOf(term)).not.toContain('DX第31号');
    expect((await office.submit(`${term}/undo-extension`, { reason: '再び' })).status).toBe(409);
  });

  it('is renewed: a term of its own, linked both ways', async () => {
    const form = { termStart: '2027-03-31', termEnd: '', documentNumber: 'DX第32号', note: '' };
    const refused = await office.submit(`${term}/renew`, form);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('前の任期の終わりの翌日(令和9年4月1日)以後');
    const done = await office.submit(`${term}/renew`, { ...form, termStart: '2027-04-01' });
    const next = String(done.headers.location);
    const made = await textOf(next);
    expect(made).toContain('再任を登録しました');
    expect(made).toContain(`href="${term}"`);
    const page = await textOf(term);
    expect(page).toContain(`href="${next}"`);
    expect(page).not.toContain('再任する');
    // Its holder reads the same under わたしの役割 and at home.
    const own = await (await web.signIn('000090')).get('/my-role');
    expect(own.text).toContain('次の任期が決まっています。');
    expect(own.text).not.toContain('再任できます');
    expect(await textOf(`${term}/renew`)).toContain('再任(任期 令和9年4月1日〜令和12年3月31日)が');
    expect(await textOf(`${term}/end`)).toContain('この終了では取りやめになりません');
  });

  it('keeps its extension once a letter says it; the letter and 任命簿 name its decision', async () => {
    const personId = await web.city.addPerson({ unitId, name: '氷見　二郎' });
    const facts = { personId, unitId, termStart: '2025-04-01', termEnd: '2027-03-31' } as const;
    const other = `/appointments/${await new TestFigures(web.database).addAppointment(facts)}`;
    await office.submit(`${other}/extend`, { ...extension, documentNumber: 'DX第41号' });
    const issuing = (await office.formsOf(`${other}/letter/issue`)).find(
      ({ action }) => action === `${other}/letter/issue`,
    );
    if (issuing === undefined) throw new Error('Nothing to be issued');
    expect((await office.send(issuing)).status).toBe(303);
    expect(await textOf('/appointments/register')).toContain('DX第41号');
    const page = await textOf(`${other}/undo-extension`);
    expect(page).toContain('延長後の終わり(令和9年9月30日)で書面を発行しているため');
    expect(page).not.toContain('name="reason"');
    expect((await office.submit(`${other}/undo-extension`, { reason: '誤り' })).status).toBe(409);
  });
});
