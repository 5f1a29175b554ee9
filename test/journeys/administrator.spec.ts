import { AuditGuard } from '@app/accounts';
import { rewriteHistory, rowOf, rowsOf, TEST_PASSWORD } from '@app/testing';
import { chipsOf } from '../support/chips';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

describe('The administrator', () => {
  let web: WebTest;
  let administrator: Visitor;
  let unitId: string;

  beforeAll(async () => {
    web = await startWebTest();
    unitId = await web.city.addUnit({ name: '総務課' });
    const personId = await web.city.addPerson({ staffNumber: '000900', unitId });
    await web.city.addAccount(personId, 'administrator');
    administrator = await web.signIn('000900');
  });

  afterAll(async () => {
    await web.close();
  });

  it('finds people by number and name and sees the state of their account', async () => {
    await web.city.addPerson({ staffNumber: '000101', unitId, name: '髙橋　一郎' });
    const all = await administrator.get('/accounts');
    expect(all.status).toBe(200);
    expect(all.text).toContain('アカウントのない職員1名です。');
    const found = await administrator.get(`/accounts?q=${encodeURIComponent('高橋')}`);
    expect(found.text).toContain('<span class="filter__found">1名</span>');
    expect(chipsOf(found.text)).toEqual(['□ アカウントなし']);
    // The ordinary state is a word in the table, and no sign.
    expect(all.text).toContain('利用中</td>');
    expect(chipsOf(all.text).join()).not.toContain('利用中');
    const none = await administrator.get('/accounts?q=zzz');
    expect(none.text).toContain('条件に合う職員はいません。');
  });

  it('makes an account whose first password is shown once and must be changed', async () => {
    const personId = await web.city.addPerson({
      staffNumber: '000102',
      unitId,
      name: '鈴木　花子',
    });
    const page = `/accounts/new/${personId}`;
    const hidden = await administrator.hiddenFields(page);
    const answer = await administrator.agent.post(page).type('form').send(hidden);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const password = shownSecret(answer.text);
    const again = await administrator.agent.post(page).type('form').send(hidden);
    expect(again.status).toBe(409);
    expect(again.text).not.toContain(password);
    const visitor = await web.signIn('000102', password);
    expect((await visitor.get('/')).headers.location).toBe('/password');
    const account = await administrator.get(`/accounts/${await accountOf('000102')}`);
    expect(account.text).toContain('初回パスワードのまま');
    expect(account.text).toContain('アカウントを作成');
    expect(account.text).not.toContain(password);
  });

  it('suspends after a page that says what happens, and ends the suspension', async () => {
    const accountId = await addAccount('000103');
    const visitor = await web.signIn('000103');
    const confirm = await administrator.get(`/accounts/${accountId}/suspend`);
    expect(confirm.text).toContain('すぐにログインできなくなり');
    const suspended = await administrator.submit(`/accounts/${accountId}/suspend`, {});
    expect(suspended.status).toBe(303);
    expect((await visitor.get('/')).headers.location).toBe('/sign-in');
    const page = await administrator.get(`/accounts/${accountId}`);
    expect(page.text).toContain('利用を停止しました。');
    expect(page.text).toContain('停止中');
    const twice = await administrator.submit(`/accounts/${accountId}/suspend`, {});
    expect(twice.status).toBe(409);
    expect(twice.text).toContain('すでに停止されています');
    const open = await administrator.submit(
      `/accounts/${accountId}/reinstate`,
      {},
      `/accounts/${accountId}`,
    );
    expect(open.status).toBe(303);
    expect((await (await web.signIn('000103')).get('/')).status).toBe(200);
  });

  it('grants a role with a last day and takes it back, each with effect from the next request', async () => {
    const accountId = await addAccount('000104');
    const page = `/accounts/${accountId}`;
    const visitor = await web.signIn('000104');
    expect((await visitor.get('/audit')).status).toBe(403);
    const wrong = await administrator.submit(
      `${page}/roles`,
      { role: 'auditor', lastDay: '2026-11-15' },
      page,
    );
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('今日以降の日付を入力してください。');
    expect(wrong.text).toContain('value="2026-11-15"');
    const granted = await administrator.submit(
      `${page}/roles`,
      { role: 'auditor', lastDay: '2027-03-31' },
      page,
    );
    expect(granted.status).toBe(303);
    expect((await visitor.get('/audit')).status).toBe(200);
    expect((await administrator.get(page)).text).toContain('令和8年11月16日〜令和9年3月31日');
    const revoked = await administrator.submit(`${page}/roles/revoke`, { role: 'auditor' }, page);
    expect(revoked.status).toBe(303);
    expect((await visitor.get('/audit')).status).toBe(403);
  });

  it('does a grant once, however often the form arrives', async () => {
    const accountId = await addAccount('000105');
    const hidden = await administrator.hiddenFields(`/accounts/${accountId}`);
    const send = () =>
      administrator.agent
        .post(`/accounts/${accountId}/roles`)
        .type('form')
        .send({ ...hidden, role: 'hr', lastDay: '' });
    expect((await send()).status).toBe(303);
    expect((await send()).status).toBe(303);
    const rows = await rowsOf(web.database, 'SELECT 1 FROM account_roles WHERE account_id = $1', [
      accountId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('changes nothing about the own account', async () => {
    const own = `/accounts/${await accountOf('000900')}`;
    expect((await administrator.get(own)).text).toContain('ほかの管理者に依頼してください。');
    const before = await rowsOf(web.database, 'SELECT * FROM accounts, account_roles ORDER BY 1');
    for (const act of ['/suspend', '/reset-password', '/roles', '/roles/revoke', '/reinstate']) {
      const answer = await administrator.submit(
        own + act,
        { role: 'administrator', lastDay: '' },
        own,
      );
      expect(answer.status).toBe(409);
    }
    expect(await rowsOf(web.database, 'SELECT * FROM accounts, account_roles ORDER BY 1')).toEqual(
      before,
    );
  });

  it('resets a password, which ends sessions and tokens', async () => {
    const accountId = await addAccount('000106');
    const visitor = await web.signIn('000106');
    const token = shownSecret(
      (await visitor.submit('/settings/tokens', { name: 'x' }, '/settings')).text,
    );
    const answer = await administrator.submit(`/accounts/${accountId}/reset-password`, {});
    expect(answer.status).toBe(200);
    expect((await visitor.get('/')).headers.location).toBe('/sign-in');
    expect((await api(token, '/api/openapi.json')).status).toBe(401);
    const old = await web
      .anonymous()
      .submit('/sign-in', { staffNumber: '000106', password: TEST_PASSWORD });
    expect(old.status).toBe(422);
    const next = await web.signIn('000106', shownSecret(answer.text));
    expect((await next.get('/')).headers.location).toBe('/password');
  });

  it('gives everybody without an account a first password in one file, once', async () => {
    await web.city.addPerson({ staffNumber: '000301', unitId, name: '=1+1' });
    const { count } = (await rowOf<{ count: number }>(
      web.database,
      `SELECT count(*)::int AS count FROM persons p WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.id)`,
    )) ?? { count: 0 };
    const page = await administrator.get('/accounts/bulk');
    expect(page.text).toContain(`${String(count)}名のアカウントを作成する`);
    const wrong = await administrator.submit('/accounts/bulk', {
      target: 'without',
      expected: '999',
    });
    expect(wrong.status).toBe(409);
    const hidden = await administrator.hiddenFields('/accounts/bulk');
    const send = () =>
      administrator.agent
        .post('/accounts/bulk')
        .type('form')
        .send({ ...hidden, target: 'without', expected: String(count) });
    const answer = await send();
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain(
      `filename*=UTF-8''${encodeURIComponent('初回パスワードの一覧_2026-11-16.csv')}`,
    );
    const lines = answer.text.trim().split('\r\n');
    expect(lines).toHaveLength(count + 1);
    const line = lines.find((it) => it.includes('000301')) ?? '';
    expect(line).toContain("'=1+1");
    expect((await send()).status).toBe(409);
    const visitor = await web.signIn('000301', line.split(',').at(-1));
    expect((await visitor.get('/')).headers.location).toBe('/password');
  });

  it('finds that as one act in the audit log, with the list of whom it touched', async () => {
    const log = (await administrator.get('/audit?subject=000301&action=account.created')).text;
    expect(log).toContain('すべての期間の記録は1件です。');
    const [, href = '', count = ''] =
      /href="(\/audit\/entries\/\d+\/members)">対象の一覧\((\d+)件\)/.exec(log) ?? [];
    const members = await administrator.get(href);
    expect(members.status).toBe(200);
    expect(members.text).toContain(`対象は${count}件です。`);
    expect(members.text).toContain('000301');
    expect((await administrator.get('/audit/entries/1000000/members')).status).toBe(404);
  });

  it('reads the audit log with filters and as a file, and checks its chain on demand', async () => {
    const page = await administrator.get(
      '/audit?action=account.suspended&from=2026-11-16&to=2026-11-16',
    );
    expect(page.text).toContain('令和8年11月16日〜令和8年11月16日の記録は1件です。');
    expect(page.text).toContain('利用を停止');
    expect(page.text).toContain('000103');
    const file = await administrator.get(
      '/audit/entries.csv?subject=000103&action=account.suspended',
    );
    expect(file.text.trim().split('\r\n')).toHaveLength(2);
    expect((await administrator.get('/audit/check')).text).toContain('まだ確認していません。');
    const asked = await administrator.submit('/audit/check', {}, '/audit/check');
    expect(asked.headers.location).toBe('/audit/check');
    await web.app.get(AuditGuard).run();
    const check = await administrator.get('/audit/check');
    expect(check.text).toMatch(/記録のつながりは正常です\(記録\d+件、控え0件を確認\)。/);
    await rewriteHistory(
      web.database,
      `UPDATE audit_entries SET actor_label = 'x' WHERE action = 'account.suspended'`,
    );
    await web.app.get(AuditGuard).run();
    const broken = await administrator.get('/audit/check');
    expect(broken.text).toContain('前の記録とつながりません');
  });

  it('lets everybody see their own data and make and revoke their own tokens', async () => {
    await addAccount('000107');
    const visitor = await web.signIn('000107');
    expect((await visitor.get('/settings')).text).toContain('アクセストークンはありません。');
    const empty = await visitor.submit('/settings/tokens', { name: '  ' }, '/settings');
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('用途を入力してください。');
    const made = await visitor.submit('/settings/tokens', { name: '月次集計' }, '/settings');
    const token = shownSecret(made.text);
    expect((await api(token, '/api/openapi.json')).status).toBe(200);
    const page = (await visitor.get('/settings')).text;
    expect(page).toContain('月次集計');
    expect(page).not.toContain(token);
    const action = /action="(\/settings\/tokens\/[^"]+)"/.exec(page)?.[1] ?? '';
    const foreign = await (await web.signIn('000900')).submit(action, {}, '/settings');
    expect(foreign.status).toBe(404);
    expect((await visitor.submit(action, {}, '/settings')).status).toBe(303);
    expect((await api(token, '/api/openapi.json')).status).toBe(401);
  });

  async function addAccount(staffNumber: string): Promise<string> {
    return web.city.addAccount(await web.city.addPerson({ staffNumber, unitId }));
  }

  async function accountOf(staffNumber: string): Promise<string> {
    const row = await rowOf<{ id: string }>(
      web.database,
      'SELECT a.id FROM accounts a JOIN staff_numbers n ON n.person_id = a.person_id WHERE n.staff_number = $1',
      [staffNumber],
    );
    return row?.id ?? '';
  }

  function api(token: string, path: string) {
    return web.anonymous().get(path).set('Authorization', `Bearer ${token}`);
  }
});

function shownSecret(html: string): string {
  const secret = /<code class="secret">([^<]+)<\/code>/.exec(html)?.[1];
  if (!secret) throw new Error('no secret is shown');
  return secret;
}
