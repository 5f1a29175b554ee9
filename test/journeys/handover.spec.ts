import { TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

describe('A leader who moves to another unit', () => {
  let web: WebTest;
  let [head, office]: Visitor[] = [];
  let next: string;
  let tax: string;

  beforeAll(async () => {
    web = await startWebTest();
    const { city, database } = web;
    tax = await city.addUnit({ code: '0101', name: '税務課' });
    const welfare = await city.addUnit({ code: '0201', name: '福祉課' });
    const chief = await city.addPerson({
      ...{ staffNumber: '000001', unitId: tax, name: '課長　太郎' },
      ...{ isManagerial: true, postTitle: '課長' },
    });
    await city.addAccount(chief);
    const officer = await city.addPerson({ staffNumber: '000002', unitId: welfare });
    await city.addAccount(officer, 'program_office');
    const leader = await city.addPerson({ unitId: tax, name: '魚津　花子' });
    const term = { personId: leader, unitId: tax, termStart: '2026-04-01' } as const;
    await new TestFigures(database).addAppointment(term);
    await city.transfer(leader, welfare, '2026-10-01');
    next = await city.addPerson({ unitId: tax, name: '後任　次郎' });
    head = await web.signIn('000001');
    office = await web.signIn('000002');
  });

  afterAll(async () => {
    await web.close();
  });

  const textOf = async (who: Visitor | undefined, path: string) =>
    (await who?.get(path))?.text ?? '';

  it('leaves a handover that the head finds under わたしの課 and ticks off', async () => {
    expect(await textOf(head, '/team/0101')).toContain('引継ぎが残っている役割が1件あります。');
    const page = '/team/0101/handovers';
    const text = await textOf(head, page);
    expect(text).toContain(
      'DX推進リーダーの魚津　花子さんが令和8年10月1日に異動(福祉課へ)となり、税務課のDX推進リーダーがいません。',
    );
    expect(text).toContain('課長 課長　太郎');
    const appointment = /name="appointment" value="([^"]+)"/u.exec(text)?.[1] ?? '';
    const form = { appointment, item: 'materials', done: 'yes' };
    const ticked = await head?.submit(`${page}/tick`, form, page);
    expect(ticked?.headers.location).toBe(page);
    expect(await textOf(head, page)).toContain('課長　太郎</span>');
    expect((await head?.get('/team/0201/handovers'))?.status).toBe(404);
    const wrong = await head?.submit(`${page}/tick`, { ...form, item: 'confirmed' }, page);
    expect(wrong?.status).toBe(422);
  });

  it('is seen by DX推進室 with who is responsible and since when, and in the vacancies of any day', async () => {
    const list = await textOf(office, '/appointments/handovers');
    expect(list).toContain('引継ぎが残っている役割は2件です。');
    expect(list).toContain('4項目のうち1項目が済み');
    expect(list).toContain('46');
    const vacancies = await textOf(office, '/coverage/vacancies?asOf=2026-11-01');
    expect(vacancies).toContain('いちばん長い空白は、税務課の31日でした。');
    expect(await textOf(office, '/coverage/vacancies?asOf=2026-05-01')).not.toContain('税務課');
    const csv = await textOf(office, '/coverage/vacancies/list.csv?asOf=2026-11-01');
    expect(csv).toContain('課長 課長　太郎');
    expect(await textOf(office, '/coverage')).toContain('担当 課長 課長　太郎');
    expect(await textOf(office, '/coverage/vacancies?role=supporter')).toContain('福祉課');
  });

  it('is over by itself when the unit has somebody again', async () => {
    const facts = { personId: next, unitId: tax, termStart: '2026-11-16' } as const;
    await new TestFigures(web.database).addAppointment(facts);
    expect(await textOf(head, '/team/0101/handovers')).toContain(
      '引継ぎが残っている役割はありません。',
    );
    expect(await textOf(office, '/appointments/handovers')).toContain('役割は1件です。');
  });
});
