import { AccountsService, ActorQueries } from '@app/accounts';
import { rewriteHistory, rowsOf, TEST_PASSWORD } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const TOKEN_PAGE = '/api/v1/me/learning';

describe('Sessions, tokens and foreign sites', () => {
  let web: WebTest;
  let unitId: string;
  let administratorId: string;
  let counter = 200;

  beforeAll(async () => {
    web = await startWebTest();
    unitId = await web.city.addUnit({ name: '総務課' });
    const personId = await web.city.addPerson({ staffNumber: '000900', unitId });
    administratorId = await web.city.addAccount(personId, 'administrator');
  });

  afterAll(async () => {
    await web.close();
  });

  it('ends every session of a person who changes the password, and asks for the new one', async () => {
    const { staffNumber } = await addPerson();
    const here = await web.signIn(staffNumber);
    const elsewhere = await web.signIn(staffNumber);
    const next = 'shiroebi to masuzushi';
    const answer = await here.submit('/password', {
      currentPassword: TEST_PASSWORD,
      newPassword: next,
      repeated: next,
    });
    expect(answer.headers.location).toBe('/sign-in?changed=1');
    for (const visitor of [here, elsewhere])
      expect((await visitor.get('/')).headers.location).toBe('/sign-in');
    expect((await (await web.signIn(staffNumber, next)).get('/')).status).toBe(200);
  });

  it('ends sessions and tokens of a suspended person with the next request', async () => {
    const { staffNumber, accountId } = await addPerson();
    const visitor = await web.signIn(staffNumber);
    const token = await makeToken(visitor);
    expect((await withToken(token)).status).toBe(200);
    await web.app.get(AccountsService).suspend(await administrator(), accountId);
    expect((await withToken(token)).status).toBe(401);
    expect((await visitor.get('/')).headers.location).toBe('/sign-in');
    const form = await visitor.agent.post('/settings/tokens').type('form').send({ name: 'x' });
    expect(form.headers.location).toMatch(/^\/sign-in\?/);
    await web.app.get(AccountsService).reinstate(await administrator(), accountId);
    expect((await visitor.get('/')).headers.location).toBe('/sign-in');
    expect((await withToken(token)).status).toBe(401);
  });

  it.each(['suspension', 'own new password', 'reset password'])(
    'leaves a session dead that was written back after its end by %s',
    async (cause) => {
      const { staffNumber, accountId } = await addPerson();
      const visitor = await web.signIn(staffNumber);
      await rewriteHistory(web.database, 'DROP TABLE IF EXISTS sessions_before');
      await rewriteHistory(web.database, 'CREATE TABLE sessions_before AS SELECT * FROM sessions');
      await endSessionsBy(cause, accountId);
      await rewriteHistory(
        web.database,
        'INSERT INTO sessions SELECT * FROM sessions_before ON CONFLICT DO NOTHING',
      );
      expect((await visitor.get('/')).headers.location).toBe('/sign-in');
    },
  );

  it('asks whoever has a session of an older form to sign in again', async () => {
    const { staffNumber, accountId } = await addPerson();
    const visitor = await web.signIn(staffNumber);
    await web.database.execute(
      `UPDATE sessions SET sess = jsonb_set(sess, '{passport,user}', to_jsonb($1::text))
       WHERE sess -> 'passport' -> 'user' ->> 'accountId' = $1`,
      [accountId],
    );
    expect((await visitor.get('/')).headers.location).toBe('/sign-in');
  });

  it('limits guesses at the current password like those at the door', async () => {
    const { staffNumber } = await addPerson();
    const visitor = await web.signIn(staffNumber);
    const next = 'shiroebi to masuzushi';
    const change = (currentPassword: string) =>
      visitor.submit('/password', { currentPassword, newPassword: next, repeated: next });
    for (let guess = 0; guess < 5; guess++)
      expect((await change(`guess ${String(guess)}`)).text).toContain('今のパスワードが違います。');
    const locked = await change(TEST_PASSWORD);
    expect(locked.status).toBe(422);
    expect(locked.text).toContain('しばらく変更できません');
    web.clock.advance({ minutes: 16 });
    expect((await change(TEST_PASSWORD)).headers.location).toBe('/sign-in?changed=1');
  });

  it('answers a staff number of any length like a wrong one', async () => {
    const long = Array.from({ length: 5_000 }, (_, index) => (index * 7919).toString(36)).join('');
    const answer = await web.anonymous().submit('/sign-in', { staffNumber: long, password: 'x' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(
      '職員番号またはパスワードが違うか、この番号のアカウントがありません。',
    );
  });

  it('ends both for a person who left, from the first day after', async () => {
    const { staffNumber, personId } = await addPerson();
    const visitor = await web.signIn(staffNumber);
    const token = await makeToken(visitor);
    await rewriteHistory(
      web.database,
      `UPDATE employments SET valid_to = '2026-11-16' WHERE person_id = $1`,
      [personId],
    );
    expect((await withToken(token)).status).toBe(401);
    expect((await visitor.get('/')).headers.location).toBe('/sign-in');
  });

  it('takes a role away with the next request, from sessions and tokens alike', async () => {
    const { staffNumber, accountId } = await addPerson();
    const accounts = web.app.get(AccountsService);
    await accounts.grantRole(await administrator(), accountId, 'hr');
    const visitor = await web.signIn(staffNumber);
    const token = await makeToken(visitor);
    expect((await withToken(token, '/api/v1/units')).status).toBe(200);
    await accounts.revokeRole(await administrator(), accountId, 'hr');
    expect((await withToken(token, '/api/v1/units')).status).toBe(403);
    expect((await visitor.get('/people')).status).toBe(403);
  });

  it('takes a token only as it was made, only under /api, and only in its header', async () => {
    const { staffNumber } = await addPerson();
    const token = await makeToken(await web.signIn(staffNumber));
    const wrong = [
      `bearer ${token}`,
      `Bearer  ${token}`,
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token.toUpperCase()}`,
      `Basic ${Buffer.from(`${staffNumber}:${TEST_PASSWORD}`).toString('base64')}`,
      'Bearer ',
      'Bearer undefined',
    ];
    for (const header of wrong) {
      const answer = await web.anonymous().get(TOKEN_PAGE).set('Authorization', header);
      expect([header, answer.status]).toEqual([header, 401]);
    }
    const page = await web.anonymous().get('/settings').set('Authorization', `Bearer ${token}`);
    expect(page.status).toBe(303);
    expect((await web.anonymous().get(`${TOKEN_PAGE}?token=${token}`)).status).toBe(401);
  });

  it('asks a first password to be changed before a token may be used', async () => {
    const { staffNumber, accountId } = await addPerson();
    const token = await makeToken(await web.signIn(staffNumber));
    await web.database.execute('UPDATE accounts SET must_change_password = true WHERE id = $1', [
      accountId,
    ]);
    expect((await withToken(token)).status).toBe(403);
  });

  it('sends a cookie that scripts cannot read and other sites cannot use', async () => {
    const { staffNumber } = await addPerson();
    const visitor = web.anonymous();
    const page = await visitor.get('/sign-in');
    const answer = await visitor.submit('/sign-in', { staffNumber, password: TEST_PASSWORD });
    const cookies = [page, answer].flatMap(
      ({ headers }) => (headers['set-cookie'] as unknown as string[] | undefined) ?? [],
    );
    expect(cookies.map((it) => it.split('=')[0])).toEqual(['browser', 'device', 'sid']);
    for (const cookie of cookies) {
      expect(cookie).toContain('HttpOnly');
      expect(cookie).toContain('SameSite=Lax');
      expect(cookie).toContain('Path=/');
      expect(cookie).not.toContain('Domain=');
    }
  });

  it('opens nothing to other origins', async () => {
    const { staffNumber } = await addPerson();
    const visitor = await web.signIn(staffNumber);
    for (const path of ['/', '/settings', TOKEN_PAGE, '/api/openapi.json', '/api/v1/health']) {
      const answer = await visitor.get(path).set('Origin', 'https://evil.example');
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      const preflight = await visitor.agent
        .options(path)
        .set('Origin', 'https://evil.example')
        .set('Access-Control-Request-Method', 'POST');
      expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('refuses commands without a token of the session, in forms and under /api', async () => {
    const { staffNumber } = await addPerson();
    const visitor = await web.signIn(staffNumber);
    const form = await visitor.agent.post('/settings/tokens').type('form').send({ name: 'x' });
    expect(form.status).toBe(403);
    const api = await visitor.agent.post('/api/v1/certification-records').send({});
    expect(api.status).toBe(403);
    const simple = await visitor.agent
      .post('/api/v1/certification-records')
      .set('Content-Type', 'text/plain')
      .send('{}');
    expect(simple.status).toBe(403);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/%0d%0aSet-Cookie:%20x=1',
    '/\r\nSet-Cookie: x=1',
    '／／evil.example',
    'javascript:alert(1)',
  ])('leads nowhere else after sign-in: %j', async (next) => {
    const { staffNumber } = await addPerson();
    const answer = await web
      .anonymous()
      .submit('/sign-in', { staffNumber, password: TEST_PASSWORD, next });
    expect(answer.status).toBe(303);
    const location = new URL(answer.headers.location ?? '', 'http://own.invalid');
    expect(location.origin).toBe('http://own.invalid');
    expect(Object.keys(answer.headers)).not.toContain('x');
    expect(JSON.stringify(answer.headers['set-cookie'])).not.toContain('"x=1');
  });

  it('does not believe what a request says about its host', async () => {
    const answer = await web
      .anonymous()
      .get('/courses')
      .set('Host', 'evil.example')
      .set('X-Forwarded-Host', 'evil.example');
    expect(answer.headers.location).toMatch(/^\/sign-in\?next=/);
    const page = await web.anonymous().get('/sign-in').set('Host', 'evil.example');
    expect(page.text).not.toContain('evil.example');
  });

  it('limits guesses by number and, across numbers, by address', async () => {
    const { staffNumber } = await addPerson();
    for (let guess = 0; guess < 5; guess++)
      await web.anonymous().submit('/sign-in', { staffNumber, password: `guess ${String(guess)}` });
    const locked = await web
      .anonymous()
      .submit('/sign-in', { staffNumber, password: TEST_PASSWORD });
    expect(locked.text).toContain('しばらくログインできません');
    const spoofed = web.anonymous();
    const hidden = await spoofed.hiddenFields('/sign-in');
    const answer = await spoofed.agent
      .post('/sign-in')
      .set('X-Forwarded-For', '203.0.113.9')
      .type('form')
      .send({ ...hidden, staffNumber, password: TEST_PASSWORD });
    expect(answer.status).toBe(422);
    const rows = await rowsOf<{ subject: string }>(
      web.database,
      'SELECT DISTINCT address AS subject FROM sign_in_failures',
    );
    expect(rows.map((row) => row.subject).join()).not.toContain('203.0.113.9');
  });

  async function addPerson() {
    counter += 1;
    const staffNumber = String(counter).padStart(6, '0');
    const personId = await web.city.addPerson({ staffNumber, unitId });
    return { staffNumber, personId, accountId: await web.city.addAccount(personId) };
  }

  async function endSessionsBy(cause: string, accountId: string): Promise<void> {
    const accounts = web.app.get(AccountsService);
    const by = await administrator();
    if (cause === 'suspension') {
      await accounts.suspend(by, accountId);
      await accounts.reinstate(by, accountId);
    } else if (cause === 'reset password') {
      await accounts.resetPassword(by, accountId);
    } else {
      const own = await web.app.get(ActorQueries).findActor(accountId);
      if (!own) throw new Error('no actor');
      const next = 'shiroebi to masuzushi';
      await accounts.changePassword(own, { current: TEST_PASSWORD, next });
    }
  }

  async function administrator() {
    const actor = await web.app.get(ActorQueries).findActor(administratorId);
    if (!actor) throw new Error('no administrator');
    return actor;
  }

  async function makeToken(visitor: Visitor): Promise<string> {
    const answer = await visitor.submit('/settings/tokens', { name: 'x' }, '/settings');
    return /<code class="secret">([^<]+)</.exec(answer.text)?.[1] ?? '';
  }

  function withToken(token: string, path = TOKEN_PAGE) {
    return web.anonymous().get(path).set('Authorization', `Bearer ${token}`);
  }
});
