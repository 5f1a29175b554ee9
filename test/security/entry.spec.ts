import { rowsOf, TEST_PASSWORD } from '@app/testing';
import { unescapeHtml } from '../support/http-crawl';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

/** Attacks on the door, and what becomes of honest people meanwhile. */
describe('The door', () => {
  let web: WebTest;
  let unitId: string;
  let counter = 700;

  beforeAll(async () => {
    web = await startWebTest({ hasStandardSignIn: true });
    unitId = await web.city.addUnit({ name: '総務課' });
    const personId = await web.city.addPerson({ staffNumber: '000900', unitId });
    await web.city.addAccount(personId, 'administrator');
  });

  afterAll(async () => {
    await web.close();
  });

  it('writes no session for whoever only looks, guesses or sends nonsense', async () => {
    await web.database.execute('DELETE FROM sessions');
    const visitor = web.anonymous();
    await visitor.get('/sign-in');
    await visitor.get('/courses');
    await visitor.get('/nothing-here');
    await visitor.submit('/sign-in', { staffNumber: 'x', password: 'y' });
    await visitor.agent.post('/settings/tokens').type('form').send({ name: 'x' });
    expect(await rowsOf(web.database, 'SELECT 1 FROM sessions')).toEqual([]);
  });

  it('takes number and password from the body of its form only, and only as text', async () => {
    const staffNumber = await addPerson();
    const visitor = web.anonymous();
    const hidden = await visitor.hiddenFields('/sign-in');
    const query = `staffNumber=${staffNumber}&password=${TEST_PASSWORD}`;
    const byQuery = await visitor.agent.post(`/sign-in?${query}`).type('form').send(hidden);
    expect(byQuery.status).toBe(422);
    expect(byQuery.text).toContain('アドレス(URL)に含めず');
    for (const fields of [{ staffNumber: 123, password: 5 }, { staffNumber: [staffNumber] }, {}]) {
      const answer = await visitor.agent
        .post('/sign-in')
        .set('x-csrf-token', hidden._csrf)
        .send(fields);
      expect(answer.status).toBe(422);
    }
    expect((await visitor.get('/')).status).toBe(303);
  });

  it('takes no form without the token of its browser, and none from another site', async () => {
    const staffNumber = await addPerson();
    const fields = { staffNumber, password: TEST_PASSWORD };
    const other = await web.anonymous().hiddenFields('/sign-in');
    const visitor = web.anonymous();
    const own = await visitor.hiddenFields('/sign-in');
    const send = (more: object, headers: Record<string, string> = {}) =>
      visitor.agent
        .post('/sign-in')
        .set(headers)
        .type('form')
        .send({ ...fields, ...more });
    expect((await send({})).status).toBe(403);
    expect((await send(other)).status).toBe(403);
    expect((await send(own, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await send(own, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await send(own)).status).toBe(303);
  });

  it('tells at sign-in of the last time and of failures, and shows both under 安全', async () => {
    const staffNumber = await addPerson();
    const edge = 'Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0';
    const visitor = web.anonymous();
    visitor.agent.set('User-Agent', edge);
    await visitor.submit('/sign-in', { staffNumber, password: TEST_PASSWORD });
    expect((await visitor.get('/')).text).not.toContain('前回のログイン');
    web.clock.advance({ minutes: 1 });
    for (let guess = 0; guess < 3; guess++)
      await web.anonymous().submit('/sign-in', { staffNumber, password: 'wrong' });
    web.clock.advance({ minutes: 1 });
    await visitor.submit('/sign-out', {}, '/');
    await visitor.submit('/sign-in', { staffNumber, password: TEST_PASSWORD });
    const home = (await visitor.get('/')).text;
    expect(home).toMatch(/前回のログイン: 令和8年11月16日[^。]*Windows の Edge/);
    expect(home).toContain('その後、ログインに3回失敗しています。');
    const page = (await visitor.get('/security')).text;
    expect(page).toContain('最近90日間に、ログインの失敗が3回あります。');
    expect(page).toContain('知らない端末');
    expect(page).toContain('Windows の Edge(この端末)');
  });

  it('lets everybody see and end their own sessions, and nobody those of others', async () => {
    const staffNumber = await addPerson();
    const here = await web.signIn(staffNumber);
    const there = await web.signIn(staffNumber);
    const page = (await here.get('/security')).text;
    expect(page).toContain('ログイン中の端末が1件あります。');
    expect(page).toContain('これまで使っていない端末');
    const action = /action="(\/security\/sessions\/[0-9a-f-]{36}\/end)"/.exec(page)?.[1] ?? '';
    const stranger = await web.signIn(await addPerson());
    expect((await stranger.submit(action, {}, '/security')).status).toBe(404);
    expect((await there.get('/')).status).toBe(200);
    expect((await here.submit(action, {}, '/security')).status).toBe(303);
    expect((await there.get('/')).headers.location).toBe('/sign-in');
    const again = await web.signIn(staffNumber);
    await here.submit('/security/sessions/end-others', {}, '/security');
    expect((await again.get('/')).headers.location).toBe('/sign-in');
    expect((await here.get('/')).status).toBe(200);
  });

  it('shows an administrator who waits, and lets them end it', async () => {
    const staffNumber = await addPerson();
    for (let guess = 0; guess < 5; guess++)
      await web.anonymous().submit('/sign-in', { staffNumber, password: 'wrong' });
    const right = { staffNumber, password: TEST_PASSWORD };
    const waiting = await web.anonymous().submit('/sign-in', right);
    expect(waiting.text).toContain('あと1分ほどたってからお試しください。');
    const administrator = await web.signIn('000900');
    const page = (await administrator.get('/accounts/waiting')).text;
    expect(page).toContain(staffNumber);
    expect(page).toContain('あと1分');
    const subject = /name="subject" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const fields = { kind: 'account', subject };
    const ended = await administrator.submit('/accounts/waiting/end', fields, '/accounts/waiting');
    expect(ended.status).toBe(303);
    expect((await web.anonymous().submit('/sign-in', right)).status).toBe(303);
    const twice = await administrator.submit('/accounts/waiting/end', fields, '/accounts/waiting');
    expect(twice.status).toBe(409);
    const entries = await administrator.get('/audit?action=account.waiting_ended');
    expect(entries.text).toContain('記録は1件です。');
  });

  it('gives what was typed back after a sign-in, and sends nothing by itself', async () => {
    const staffNumber = await addPerson();
    const visitor = await web.signIn(staffNumber);
    const hidden = await visitor.hiddenFields('/settings');
    web.clock.advance({ minutes: 61 });
    const typed = { name: '月次の<集計>', access: 'write', days: '30' };
    const late = await visitor.agent
      .post('/settings/tokens')
      .set('Origin', origin())
      .type('form')
      .send({ ...hidden, ...typed });
    expect(late.status).toBe(401);
    expect(late.text).toContain('入力した内容から続けられます。');
    const fields = hiddenOf(late.text);
    const wrong = await visitor.agent
      .post('/sign-in')
      .type('form')
      .send({ ...fields, staffNumber, password: 'wrong' });
    expect(wrong.text).toContain('入力した内容はお預かりしています。');
    const signedIn = await visitor.agent
      .post('/sign-in')
      .type('form')
      .send({ ...hiddenOf(wrong.text), staffNumber, password: TEST_PASSWORD });
    expect(signedIn.headers.location).toBe('/sign-in/continue');
    const [form] = (await visitor.formsOf('/sign-in/continue')).filter(
      ({ action }) => action === '/settings/tokens',
    );
    if (!form) throw new Error('no form to go on with');
    const unescaped = Object.entries(form.fields).map(([name, it]) => [name, unescapeHtml(it)]);
    const shown = await visitor.send({
      ...form,
      fields: Object.fromEntries(unescaped) as typeof form.fields,
    });
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('value="月次の&lt;集計&gt;"');
    expect(shown.text).toContain('まだ送信していません。');
    expect(shown.text).toContain('value="30"');
    expect((await visitor.get('/security')).text).toContain('有効なアクセストークンはありません。');
  });

  it('keeps nothing that another site may have sent, of another browser, or too old', async () => {
    const staffNumber = await addPerson();
    const send = (visitor: Visitor, origin: string) =>
      visitor.agent
        .post('/settings/tokens')
        .set('Origin', origin)
        .type('form')
        .send({ name: 'planted' });
    const visitor = web.anonymous();
    const foreign = await send(visitor, 'https://evil.example');
    expect(foreign.headers.location).toBe('/sign-in?lost=form&next=%2F');
    const kept = hiddenOf((await send(visitor, origin())).text).kept ?? '';
    expect(kept).not.toBe('');
    const right = { staffNumber, password: TEST_PASSWORD, kept };
    const elsewhere = await web.anonymous().submit('/sign-in', right);
    expect(elsewhere.headers.location).toBe('/');
    web.clock.advance({ minutes: 16 });
    expect((await visitor.submit('/sign-in', right)).headers.location).toBe('/');
  });

  it('says that a file cannot be kept', async () => {
    const visitor = web.anonymous();
    const answer = await visitor.agent
      .post('/certifications/new')
      .set('Referer', `${origin()}/certifications/new`)
      .field('certificateNumber', 'x')
      .attach('evidence', Buffer.from('x'), 'x.pdf');
    expect(answer.headers.location).toBe('/sign-in?lost=file&next=%2Fcertifications%2Fnew');
    const page = await visitor.get(answer.headers.location ?? '');
    expect(page.text).toContain('ファイルを選び直してください。');
  });

  it('asks for the password again before a token, a file of people, a right', async () => {
    const visitor = await web.signIn('000900');
    web.clock.advance({ minutes: 11 });
    const file = await visitor.get('/accounts/list.csv');
    expect(file.headers.location).toBe('/confirm?next=%2Faccounts%2Flist.csv&from=%2F');
    const token = await visitor.agent
      .post('/settings/tokens')
      .set('Origin', origin())
      .type('form')
      .send({ ...(await visitor.hiddenFields('/settings')), name: '集計' });
    expect(token.headers.location).toBe('/confirm');
    const wrong = await visitor.submit('/confirm', { password: 'wrong' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('今のパスワードが違います。');
    const right = await visitor.submit('/confirm', { password: TEST_PASSWORD });
    expect(right.headers.location).toBe('/sign-in/continue');
    expect((await visitor.get('/accounts/list.csv')).status).toBe(200);
  });

  it('leads back to where a file was asked for, with a link to it', async () => {
    const visitor = await web.signIn('000900');
    web.clock.advance({ minutes: 11 });
    const asked = await visitor.agent
      .get('/accounts/list.csv')
      .set('Referer', `${origin()}/accounts`);
    const address = '/confirm?next=%2Faccounts%2Flist.csv&from=%2Faccounts';
    expect(asked.headers.location).toBe(address);
    expect((await visitor.get(address)).text).not.toContain('確認できました。');
    const fields = { next: '/accounts/list.csv', from: '/accounts' };
    const wrong = await visitor.submit('/confirm', { ...fields, password: 'wrong' }, address);
    expect(wrong.text).toContain('<a href="/accounts">やめて元の画面に戻る</a>');
    const right = { ...fields, password: TEST_PASSWORD };
    const answer = await visitor.submit('/confirm', right, address);
    expect(answer.headers.location).toBe(address);
    const page = (await visitor.get(address)).text;
    expect(page).toContain('確認できました。');
    const opened = await visitor.get(address);
    expect(opened.headers['refresh']).toBe('1; url=/accounts/list.csv');
    expect(page).toMatch(/href="\/accounts\/list.csv">保存する<\/a><a href="\/accounts">元の画面/);
    expect((await visitor.get('/accounts/list.csv')).status).toBe(200);
  });

  it('knows a file whose address does not end like one', async () => {
    const clerk = await addPerson('hr');
    const visitor = await web.signIn(clerk);
    web.clock.advance({ minutes: 11 });
    const asked = await visitor.agent
      .get('/certification-reviews/export')
      .set('Referer', `${origin()}/certification-reviews`);
    expect(asked.headers.location).toBe(
      '/confirm?next=%2Fcertification-reviews%2Fexport&from=%2Fcertification-reviews',
    );
  });

  it('stops a token at the edge of its scope, in JSON', async () => {
    const staffNumber = await addPerson();
    const visitor = await web.signIn(staffNumber);
    const fields = { areas: 'chosen', area_self: 'yes', name: 'x', access: 'read', days: '7' };
    const made = await visitor.submit('/settings/tokens', fields, '/settings');
    expect(made.text).toContain('読むだけ: 自分の学習と資格');
    const token = /<code class="secret">([^<]+)</.exec(made.text)?.[1] ?? '';
    const call = (method: 'get' | 'post', path: string) =>
      web.anonymous().agent[method](path).set('Authorization', `Bearer ${token}`);
    expect((await call('get', '/api/v1/me/learning')).status).toBe(200);
    const writing = await call('post', '/api/v1/certification-records').send({});
    expect(writing.status).toBe(403);
    expect(writing.headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(writing.text)).toMatchObject({ code: 'token.out_of_scope' });
    const none = await visitor.submit(
      '/settings/tokens',
      { ...fields, area_self: '' },
      '/settings',
    );
    expect(none.status).toBe(422);
    expect(none.text).toContain('対象を1つ以上選んでください。');
    const long = await visitor.submit('/settings/tokens', { ...fields, days: '366' }, '/settings');
    expect(long.text).toContain('1から365まで');
  });

  it('lasts as long as the city has set, and says so', async () => {
    const administrator = await web.signIn('000900');
    const path = '/city-settings/sign-in';
    const resets = { holderReset: 'notice', approvalHours: '24' };
    const times = { idleMinutes: '20', absoluteHours: '9', graceDays: '14' };
    const fields = { ...times, ...resets, role_hr: 'yes' };
    const wrong = await administrator.submit(path, { ...fields, idleMinutes: '5' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('分を10から480までの整数で入力してください。');
    expect((await administrator.submit(path, fields)).headers.location).toBe(path);
    const page = (await administrator.get(path)).text;
    expect(page).toContain('何も開かないまま20分たつか、ログインから9時間たつと');
    // What loosens a protection begins tomorrow, and is told.
    expect(page).toContain('二段階認証は、人事・DX推進室・監査・システム管理に求めています。');
    expect(page).toContain('二段階認証は、人事に求めています。');
    web.clock.advance({ minutes: 21 });
    expect((await administrator.get('/')).headers.location).toBe('/sign-in');
    web.clock.advance({ days: 1 });
    const later = (await (await web.signIn('000900')).get(path)).text;
    expect(later).toContain('二段階認証は、人事に求めています。');
    expect(later).not.toContain('明日から');
  });

  it('refuses passwords that others would try', async () => {
    const staffNumber = await addPerson();
    const visitor = await web.signIn(staffNumber);
    const change = async (next: string) => {
      const fields = { currentPassword: TEST_PASSWORD, newPassword: next, repeated: next };
      return (await visitor.submit('/password', fields)).text;
    };
    expect(await change('password1234')).toContain('推測されやすいパスワードです。');
    expect(await change('tsunagaru-manabi')).toContain('お試し用や初回に配られた');
    expect(await change(`hotaruika ${staffNumber}`)).toContain('職員番号(以前の番号や');
    expect(await change('試験のことはよくわからないけど')).toContain('氏名・フリガナ');
  });

  async function addPerson(role?: 'hr'): Promise<string> {
    counter += 1;
    const staffNumber = `000${String(counter)}`;
    await web.city.addAccount(
      await web.city.addPerson({ staffNumber, unitId }),
      ...(role ? [role] : []),
    );
    return staffNumber;
  }

  function origin(): string {
    const { port } = web.server.address() as { port: number };
    return `http://127.0.0.1:${String(port)}`;
  }
});

function hiddenOf(html: string): Record<string, string> {
  const found = html.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}
