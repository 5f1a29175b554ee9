import { rowsOf, TEST_PASSWORD } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

/** Where the city wants it, nobody alone takes over the account of somebody with a right. */
describe('A reset that takes two administrators', () => {
  let web: WebTest;
  let asker: Visitor;
  let second: Visitor;
  let owner: string;
  const reset = () => `/accounts/${owner}/reset-password`;

  beforeAll(async () => {
    web = await startWebTest();
    await web.database.execute(
      `INSERT INTO settings_history (key, valid_from, value, recorded_at)
       VALUES ('sign_in.holder_reset', '2000-01-01', '"approval"', '2000-01-01')`,
    );
    const add = async (staffNumber: string, role: 'administrator' | 'hr', name: string) =>
      web.city.addAccount(await web.city.addPerson({ staffNumber, name }), role);
    await add('000901', 'administrator', '管理　一郎');
    await add('000902', 'administrator', '管理　二郎');
    owner = await add('000903', 'hr', '人事　花子');
    asker = await web.signIn('000901');
    second = await web.signIn('000902');
  });

  afterAll(() => web.close());

  it('cannot be done alone: the page asks for the approval, and the act is refused', async () => {
    const page = await asker.get(reset());
    expect(page.text).toContain('承認を依頼する');
    expect((await asker.submit(reset(), {})).status).toBe(409);
    // The owner's password still opens.
    await web.signIn('000903', TEST_PASSWORD);
  });

  it('is asked for, shown to both, and agreed to by the other alone', async () => {
    const asked = await asker.submit(`/accounts/${owner}/resets`, { kind: 'password' }, reset());
    expect(asked.headers.location).toBe('/accounts/resets');
    const own = await asker.formsOf('/accounts/resets');
    expect(own.map(({ action }) => action.replace(/^.*\//, ''))).not.toContain('approve');
    const list = (await second.get('/accounts/resets')).text;
    for (const name of ['人事　花子', '管理　一郎', '承認する']) expect(list).toContain(name);
    const approval = (await second.formsOf('/accounts/resets')).find(({ action }) =>
      action.endsWith('/approve'),
    );
    if (!approval) throw new Error('nothing to approve');
    const { status } = await asker.agent
      .post(approval.action)
      .type('form')
      .send(await asker.hiddenFields('/settings'));
    expect(status).toBe(409);
    expect((await second.send(approval)).headers.location).toBe('/accounts/resets');
  });

  it('is then carried out once by the one who asked; the owner and the log know of both', async () => {
    expect((await second.submit(reset(), {})).status).toBe(409);
    const done = await asker.submit(reset(), {});
    expect(done.status).toBe(200);
    expect((await asker.submit(reset(), {})).status).toBe(409);
    const acts = await rowsOf<{ action: string }>(
      web.database,
      `SELECT action FROM audit_entries WHERE subject_id = $1 AND action <> 'account.signed_in' ORDER BY id`,
      [owner],
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'account.reset_requested',
      'account.reset_approved',
      'account.password_set',
    ]);
    const notices = await rowsOf(
      web.database,
      'SELECT kind FROM account_notices WHERE account_id = $1',
      [owner],
    );
    expect(notices.length).toBeGreaterThan(0);
  });
});
