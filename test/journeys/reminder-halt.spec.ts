import { PlanReminders } from '@app/reminders';
import { TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const PATH = '/disaster-mode';
const BANNER = '災害対応のため、通知を止めています';

describe('The switch for a disaster', () => {
  let web: WebTest;
  let [office, administrator, auditor]: Visitor[] = [];

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set('2026-11-16T09:00:00+09:00');
    const add = (staffNumber: string) => web.city.addPerson({ staffNumber });
    await web.city.addAccount(await add('000001'), 'administrator');
    await web.city.addAccount(await add('000002'), 'program_office');
    await web.city.addAccount(await add('000003'), 'auditor');
    const figures = new TestFigures(web.database);
    const courseId = await figures.addCourse('情報セキュリティ', 'infosec');
    await figures.addEnrollment({ personId: await add('000004'), courseId, dueOn: '2026-11-17' });
    administrator = await web.signIn('000001');
    office = await web.signIn('000002');
    auditor = await web.signIn('000003');
  });

  afterAll(() => web.close());

  const open = async (visitor: Visitor | undefined, path: string) =>
    (await visitor?.get(path))?.text ?? '';

  it('asks for a reason and a word, and says on every page of those who may resume that all is stopped', async () => {
    expect((await auditor?.get(PATH))?.status).toBe(403);
    const wrong = await administrator?.submit(PATH, { reason: '', confirmed: 'はい' });
    expect(wrong?.status).toBe(422);
    expect(wrong?.text).toContain('止める理由を入力してください。');
    expect(wrong?.text).toContain('確認のため、「災害対応」と入力してください。');
    expect(await open(office, '/')).not.toContain(BANNER);
    await administrator?.submit(PATH, { reason: '大雪', confirmed: '災害対応' });
    for (const path of ['/', '/reminders', '/coverage']) {
      expect(await open(office, path)).toContain(BANNER);
      expect(await open(auditor, path)).not.toContain(BANNER);
    }
    expect(await open(administrator, '/')).toContain(BANNER);
    const page = await open(administrator, PATH);
    expect(page).toContain('大雪');
    expect(page).not.toContain(BANNER);
  });

  it('is resumed with a decision for each kind, and the record says what was not sent', async () => {
    await web.app.get(PlanReminders).run();
    const page = await open(office, PATH);
    expect(page).toContain('期限が近い学習(1件)');
    expect(page).toContain('近づいた受験(本人だけに見える通知)');
    const done = await office?.submit(`${PATH}/resume`, { of_learning_due: 'drop' }, PATH);
    expect(done?.headers.location).toBe(PATH);
    expect(await open(office, PATH)).toContain('1種類のたまった通知は送りません。');
    expect(await open(office, '/')).not.toContain(BANNER);
    expect(await open(office, '/reminders')).toContain('災害対応のため送らなかった');
    expect(await open(office, `${PATH}?again`)).toContain('大雪');
    const again = await office?.submit(`${PATH}/resume`, {}, PATH);
    expect(again?.text).toContain('通知は止まっていません。');
  });
});
