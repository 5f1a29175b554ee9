import { AccountsService, ActorQueries } from '@app/accounts';
import { rowOf, TEST_PASSWORD } from '@app/testing';
import { startWebTest, type WebTest } from '../support/web';

describe('Signing in', () => {
  let web: WebTest;

  beforeAll(async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({ name: '総務課' });
    for (const staffNumber of ['000101', '000102', '000103', '000104', '000105']) {
      const personId = await web.city.addPerson({ staffNumber, unitId, name: '富山　花子' });
      await web.city.addAccount(personId);
    }
    const left = await web.city.addPerson({ staffNumber: '000109', employedTo: '2026-04-01' });
    await web.city.addAccount(left);
    const admin = await web.city.addPerson({ staffNumber: '000110', unitId });
    await web.city.addAccount(admin, 'administrator');
  });

  afterAll(async () => {
    await web.close();
  });

  it('tells what was lost by a word of our own only', async () => {
    const visitor = web.anonymous();
    expect((await visitor.get('/sign-in?lost=form')).text).toContain('操作は行われていません');
    for (const word of ['__proto__', 'constructor', 'toString', 'x']) {
      const page = await visitor.get(`/sign-in?lost=${word}`);
      expect([page.status, /\[object|native code|undefined/.test(page.text)]).toEqual([200, false]);
    }
  });

  it('leads to the page that was asked for, and only to one of our own', async () => {
    const visitor = web.anonymous();
    const refused = await visitor.get('/courses?x=1');
    expect(refused.status).toBe(303);
    expect(refused.headers.location).toBe('/sign-in?next=%2Fcourses%3Fx%3D1');
    const answer = await visitor.submit('/sign-in', {
      staffNumber: '000101',
      password: TEST_PASSWORD,
      next: '//evil.example',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    const home = await visitor.get('/');
    expect(home.status).toBe(200);
    expect(home.text).toContain('富山　花子');
    expect(home.headers['cache-control']).toBe('no-store');
  });

  it('accepts a full-width number and shows a refused form as typed, without the password', async () => {
    const visitor = web.anonymous();
    const refused = await visitor.submit('/sign-in', {
      staffNumber: '０００１０２',
      password: 'wrong',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(
      '職員番号またはパスワードが違うか、この番号のアカウントがありません。',
    );
    expect(refused.text).toContain('value="０００１０２"');
    expect(refused.text).not.toContain('wrong');
    const accepted = await visitor.submit('/sign-in', {
      staffNumber: '０００１０２',
      password: TEST_PASSWORD,
    });
    expect(accepted.status).toBe(303);
  });

  it('gives an unknown number, a wrong password and somebody who has left the same answer', async () => {
    const texts = [];
    for (const [staffNumber, password] of [
      ['999999', 'x'],
      ['000101', 'x'],
      ['000109', TEST_PASSWORD],
    ] as const) {
      const answer = await web.anonymous().submit('/sign-in', { staffNumber, password });
      expect(answer.status).toBe(422);
      texts.push(/role="alert"[^]*?<\/div>/.exec(answer.text)?.[0]);
    }
    expect(new Set(texts).size).toBe(1);
  });

  it('stops guessing after five failures, and lets the person in again after a while', async () => {
    for (let guess = 0; guess < 5; guess++) {
      await web
        .anonymous()
        .submit('/sign-in', { staffNumber: '000103', password: `guess ${String(guess)}` });
    }
    const locked = await web
      .anonymous()
      .submit('/sign-in', { staffNumber: '000103', password: TEST_PASSWORD });
    expect(locked.status).toBe(422);
    expect(locked.text).toContain('しばらくログインできません');
    web.clock.advance({ minutes: 16 });
    const open = await web
      .anonymous()
      .submit('/sign-in', { staffNumber: '000103', password: TEST_PASSWORD });
    expect(open.status).toBe(303);
  });

  it('renews the session id at sign-in and forgets it at sign-out', async () => {
    const visitor = web.anonymous();
    const before = cookieOf(await visitor.get('/sign-in'));
    const signedIn = await visitor.submit('/sign-in', {
      staffNumber: '000101',
      password: TEST_PASSWORD,
    });
    const after = cookieOf(signedIn);
    expect(after).not.toBe(before);
    await visitor.submit('/sign-out', {}, '/');
    const replay = await web.anonymous().get('/').set('Cookie', after);
    expect(replay.status).toBe(303);
  });

  it("refuses a form without, or with another session's, CSRF token, and from another site", async () => {
    const mine = await web.signIn('000101');
    const other = await web.signIn('000102');
    expect((await mine.agent.post('/sign-out').type('form').send({})).status).toBe(403);
    const foreign = await other.hiddenFields('/');
    expect((await mine.agent.post('/sign-out').type('form').send(foreign)).status).toBe(403);
    const own = await mine.hiddenFields('/');
    const crossSite = await mine.agent
      .post('/sign-out')
      .set('Origin', 'https://evil.example')
      .type('form')
      .send(own);
    expect(crossSite.status).toBe(403);
    expect((await mine.get('/')).status).toBe(200);
  });

  it("ends a suspended person's sessions with the next request", async () => {
    const visitor = await web.signIn('000104');
    const accountId = await accountOf('000104');
    const admin = await web.app.get(ActorQueries).findActor(await accountOf('000110'));
    if (!admin) throw new Error('no administrator');
    await web.app.get(AccountsService).suspend(admin, accountId);
    expect((await visitor.get('/')).headers.location).toBe('/sign-in');
  });

  it('asks for a new password after a reset before anything else is shown', async () => {
    const admin = await web.app.get(ActorQueries).findActor(await accountOf('000110'));
    if (!admin) throw new Error('no administrator');
    const first = await web.app
      .get(AccountsService)
      .resetPassword(admin, await accountOf('000105'));
    const visitor = await web.signIn('000105', first);
    expect((await visitor.get('/')).headers.location).toBe('/password');
    const short = await visitor.submit('/password', {
      currentPassword: first,
      newPassword: 'short',
      repeated: 'short',
    });
    expect(short.status).toBe(422);
    expect(short.text).toContain('12文字以上にしてください。');
    const next = 'uozu no hotaruika';
    const changed = await visitor.submit('/password', {
      currentPassword: first,
      newPassword: next,
      repeated: next,
    });
    expect(changed.status).toBe(303);
    expect((await (await web.signIn('000105', next)).get('/')).status).toBe(200);
  });

  it('answers the API with a problem document, never with a page', async () => {
    const answer = await web.anonymous().get('/api/v1/nothing-here');
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.status).toBe(404);
  });

  async function accountOf(staffNumber: string): Promise<string> {
    const row = await rowOf<{ id: string }>(
      web.database,
      'SELECT a.id FROM accounts a JOIN staff_numbers n ON n.person_id = a.person_id WHERE n.staff_number = $1',
      [staffNumber],
    );
    return row?.id ?? '';
  }
});

function cookieOf(answer: { headers: Record<string, unknown> }): string {
  const cookies = answer.headers['set-cookie'] as string[] | undefined;
  return cookies?.[0]?.split(';')[0] ?? '';
}
