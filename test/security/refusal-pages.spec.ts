import type { AddressInfo } from 'node:net';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

/** What people see when the door, not the product, says no: what happened, what to do, the way back. */
describe('The page of a refusal', () => {
  let web: WebTest;
  let visitor: Visitor;

  beforeAll(async () => {
    // Nothing listens there: every file is refused for the time being.
    const environment = { CLAMD_SOCKET: '/nonexistent/clamd.sock', LIMIT_PERSON_PER_MINUTE: '30' };
    web = await startWebTest({ environment });
    await web.city.addAccount(await web.city.addPerson({ staffNumber: '000901' }));
    visitor = await web.signIn('000901');
  });

  afterAll(() => web.close());

  function expectPage({ status, text }: { status: number; text: string }, title: string): void {
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text).toContain('href="/">ホームへ戻る</a>');
    expect(text).toContain(`番号: ${String(status)}`);
    expect(text).toContain('<html lang="ja"');
  }

  it('413 says that it was too large', async () => {
    const hidden = await visitor.hiddenFields('/settings');
    const answer = await visitor.agent
      .post('/confirm')
      .type('form')
      .send({ ...hidden, password: 'x'.repeat(3_000_000) });
    expect(answer.status).toBe(413);
    expectPage(answer, '送信された内容が大きすぎます');
  });

  it('leads back to the page that one came from, also where there is nothing', async () => {
    const { port } = web.server.address() as AddressInfo;
    const from = async (referer: string) =>
      (await visitor.agent.get('/nowhere').set('Referer', referer)).text;
    const own = `http://127.0.0.1:${String(port)}`;
    expect(await from(`${own}/courses?q=1`)).toContain(
      'href="/courses?q&#x3D;1">前の画面へ戻る</a>',
    );
    for (const other of [own, `${own}/nowhere`, 'https://elsewhere.example/courses'])
      expect(await from(other)).not.toContain('前の画面へ戻る');
  });

  it('503 says what does not work now, and that the rest does', async () => {
    const evidence = { bytes: Buffer.from('%PDF-1.4'), name: 'a.pdf' };
    const answer = await visitor.upload('/certifications/new', {}, { evidence });
    expect(answer.status).toBe(503);
    expectPage(answer, 'ただいま利用できません');
    expect((await visitor.get('/settings')).status).toBe(200);
  });

  it('429 says how long to wait, to a program as well', async () => {
    let answer = await visitor.get('/settings');
    for (let count = 0; count < 30 && answer.status === 200; count++)
      answer = await visitor.get('/settings');
    expect(answer.status).toBe(429);
    expectPage(answer, '少し待ってから、もう一度お試しください');
    expect(answer.text).toMatch(/\d+秒ほど待ってから/);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    const json = await visitor.get('/api/v1/me/learning').set('Accept', 'application/json');
    expect([json.status, json.type]).toEqual([429, 'application/problem+json']);
    expect((await visitor.get('/health')).status).toBe(200);
  });
});
