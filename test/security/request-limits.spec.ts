import { aPng } from '@app/testing';
import { startWebTest, type WebTest } from '../support/web';

describe('Limits of requests', () => {
  let web: WebTest;

  beforeAll(async () => {
    const environment = {
      LIMIT_PERSON_PER_MINUTE: '30',
      LIMIT_ADDRESS_PER_MINUTE: '10',
      LIMIT_UPLOADS_PER_HOUR: '2',
    };
    web = await startWebTest({ environment });
    const unitId = await web.city.addUnit({ name: '総務課' });
    for (const staffNumber of ['000901', '000902', '000903'])
      await web.city.addAccount(await web.city.addPerson({ staffNumber, unitId }));
  });

  afterAll(() => web.close());

  it('count each person behind one address by themselves, and say when to go on', async () => {
    const [busy, other] = [await web.signIn('000901'), await web.signIn('000902')];
    const answers = [];
    for (let count = 0; count < 31; count++) answers.push(await busy.get('/settings'));
    expect(answers.slice(0, 30).every((it) => it.status === 200)).toBe(true);
    const last = answers.at(-1);
    expect([last?.status, Number(last?.headers['retry-after']) > 0]).toEqual([429, true]);
    expect(last?.text).toContain('秒ほど待ってから、もう一度お試しください');
    expect((await other.get('/settings')).status).toBe(200);
    expect((await busy.get('/health')).status).toBe(200);
    const json = await busy.get('/api/v1/me/learning').set('Accept', 'application/json');
    expect([json.status, (json.body as { code: string }).code]).toEqual([429, 'http_429']);
  });

  it('count files that are sent, also those that are refused', async () => {
    const visitor = await web.signIn('000903');
    const send = () =>
      visitor.upload('/certifications/new', {}, { evidence: { bytes: aPng(), name: 'a.png' } });
    expect([(await send()).status, (await send()).status]).toEqual([422, 422]);
    const third = await send();
    expect([third.status, third.text.includes('60分ほど待ってから')]).toEqual([429, true]);
  });

  it('count nobody by address, for what is expensive alone, and never what tells of our health', async () => {
    const nobody = web.anonymous();
    const statuses = [];
    for (let count = 0; count < 10; count++)
      statuses.push((await nobody.agent.post('/sign-in').type('form').send({})).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await nobody.get('/sign-in')).status).toBe(200);
    for (let count = 0; count < 20; count++) expect((await nobody.get('/health')).status).toBe(200);
    const token = nobody
      .get('/api/v1/me/learning')
      .set('Authorization', `Bearer ${'x'.repeat(40)}`);
    expect((await token).status).toBe(429);
  });
});
