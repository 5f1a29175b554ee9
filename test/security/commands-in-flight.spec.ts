import { AccountsService, ActorQueries, PersonalTokensService, tokenFor } from '@app/accounts';
import { latch, rewriteHistory, rowsOf } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const PAGE = '/city-settings/holidays';
const WAITING = `SELECT 1 FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1`;

/** Who is suspended or loses a role while their request is on its way has lost: what is asked for is not done. */
describe('A command whose sender loses the right meanwhile', () => {
  let web: WebTest;
  let accounts: AccountsService;
  let adminId: string;
  let counter = 100;

  beforeAll(async () => {
    web = await startWebTest();
    accounts = web.app.get(AccountsService);
    adminId = (await addAccount('administrator')).accountId;
  });

  afterAll(() => web.close());

  it('is refused by suspension: sign in again, and nothing is written', async () => {
    const { accountId, visitor } = await signedIn('administrator');
    const answer = await sendWhile(await holidayForm(visitor), () => suspend(accountId));
    expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in?lost=form&next=%2F']);
    await expectNothingWritten(accountId);
  });

  it('is refused by the loss of the role: 403, and nothing is written', async () => {
    const { accountId, visitor } = await signedIn('administrator');
    const answer = await sendWhile(await holidayForm(visitor), () =>
      revoke(accountId, 'administrator'),
    );
    expect(answer.status).toBe(403);
    await expectNothingWritten(accountId);
  });

  it('is refused to programs as well: 401 after suspension, 403 without the role', async () => {
    for (const [end, status] of [
      [suspend, 401],
      [(id: string) => revoke(id, 'program_office'), 403],
    ] as const) {
      const { accountId } = await addAccount('program_office');
      const by = { accountId: null, label: '試験' };
      const token = await web.app
        .get(PersonalTokensService)
        .createFor(by, accountId, tokenFor('x', { access: 'write' }));
      const post = () =>
        web
          .anonymous()
          .agent.post('/api/v1/reminders/plan')
          .set('Authorization', `Bearer ${token}`)
          .send({});
      const answer = await sendWhile(
        async () => post(),
        () => end(accountId),
      );
      expect(answer.status).toBe(status);
      expect(await rowsOf(web.database, 'SELECT 1 FROM reminder_runs')).toEqual([]);
    }
  });

  it('is refused by the end of the session, from another device', async () => {
    const { accountId, staffNumber, visitor } = await signedIn('administrator');
    const elsewhere = await web.signIn(staffNumber);
    const sessions = await rowsOf<{ id: string }>(
      web.database,
      'SELECT id FROM sessions WHERE account_id = $1 ORDER BY created_at, id',
      [accountId],
    );
    expect(sessions).toHaveLength(2);
    const send = await holidayForm(visitor);
    const answer = await sendWhile(send, async () => {
      await web.database.execute('DELETE FROM sessions WHERE account_id = $1', [accountId]);
    });
    expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in?lost=form&next=%2F']);
    await expectNothingWritten(accountId);
    expect((await elsewhere.get('/')).headers.location).toBe('/sign-in');
  });

  it('is refused to a program whose token is revoked meanwhile', async () => {
    const { accountId } = await addAccount('program_office');
    const tokens = web.app.get(PersonalTokensService);
    const by = { accountId: null, label: '試験' };
    const token = await tokens.createFor(by, accountId, tokenFor('x', { access: 'write' }));
    const owner = await web.app.get(ActorQueries).findActor(accountId);
    const [held] = owner ? await tokens.listOwn(owner) : [];
    if (!owner || !held) throw new Error('no token');
    const post = () =>
      web
        .anonymous()
        .agent.post('/api/v1/reminders/plan')
        .set('Authorization', `Bearer ${token}`)
        .send({});
    const answer = await sendWhile(
      async () => post(),
      () => tokens.revokeOwn(owner, held.id),
    );
    expect(answer.status).toBe(401);
    expect(await rowsOf(web.database, 'SELECT 1 FROM reminder_runs')).toEqual([]);
  });

  it('leaves nothing of a command whose key cannot be kept: both are one transaction', async () => {
    const { accountId, visitor } = await signedIn('administrator');
    const send = await holidayForm(visitor);
    await rewriteHistory(
      web.database,
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`,
    );
    await rewriteHistory(
      web.database,
      'CREATE TRIGGER refuse BEFORE UPDATE ON idempotency_keys EXECUTE FUNCTION refuse()',
    );
    expect((await send()).status).toBe(500);
    await expectNothingWritten(accountId);
    await rewriteHistory(web.database, 'DROP FUNCTION refuse CASCADE');
    expect((await send()).status).toBe(303);
    await rewriteHistory(web.database, 'DELETE FROM office_holidays');
  });

  it('does one of two administrators a wrong turn only: who suspends first wins', async () => {
    const [one, other] = [await signedIn('administrator'), await signedIn('administrator')];
    const send = async (from: Visitor, accountId: string) => {
      const [form] = (await from.formsOf(`/accounts/${accountId}/suspend`)).filter((it) =>
        it.action.endsWith('/suspend'),
      );
      return { from, form };
    };
    const forms = [
      await send(one.visitor, other.accountId),
      await send(other.visitor, one.accountId),
    ];
    const answers = await Promise.all(
      forms.map(async ({ from, form }) => {
        if (!form) throw new Error('no form');
        return from.send(form);
      }),
    );
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    const suspended = await rowsOf(
      web.database,
      'SELECT 1 FROM accounts WHERE id = ANY($1::uuid[]) AND suspended_at IS NOT NULL',
      [[one.accountId, other.accountId]],
    );
    expect(suspended).toHaveLength(1);
  });

  /** Sends while the change of the account is made but not committed, and commits once the request waits for it. */
  async function sendWhile<Answer>(
    send: () => Promise<Answer>,
    change: () => Promise<void>,
  ): Promise<Answer> {
    const changed = latch();
    const waiting = latch();
    const changing = web.database.transaction(async () => {
      await change();
      changed.open();
      await waiting.opened;
    });
    await changed.opened;
    const sent = send();
    while ((await rowsOf(web.database, WAITING)).length === 0);
    waiting.open();
    await changing;
    return sent;
  }

  async function holidayForm(visitor: Visitor) {
    const [form] = (await visitor.formsOf(PAGE)).filter((it) => it.action === PAGE);
    if (!form) throw new Error('no form');
    return async () => visitor.send(form, { day: '2026-12-28', name: '休庁' });
  }

  async function expectNothingWritten(accountId: string): Promise<void> {
    expect(await rowsOf(web.database, 'SELECT 1 FROM office_holidays')).toEqual([]);
    const keys = await rowsOf(
      web.database,
      'SELECT 1 FROM idempotency_keys WHERE account_id = $1',
      [accountId],
    );
    expect(keys).toEqual([]);
  }

  async function suspend(accountId: string): Promise<void> {
    await accounts.suspend(await administrator(), accountId);
  }

  async function revoke(
    accountId: string,
    role: 'administrator' | 'program_office',
  ): Promise<void> {
    await accounts.revokeRole(await administrator(), accountId, role);
  }

  async function administrator() {
    const actor = await web.app.get(ActorQueries).findActor(adminId);
    if (!actor) throw new Error('no administrator');
    return actor;
  }

  async function signedIn(role: 'administrator' | 'program_office') {
    const account = await addAccount(role);
    return { ...account, visitor: await web.signIn(account.staffNumber) };
  }

  async function addAccount(role: 'administrator' | 'program_office') {
    const staffNumber = `000${String(counter++)}`;
    const accountId = await web.city.addAccount(await web.city.addPerson({ staffNumber }), role);
    return { staffNumber, accountId };
  }
});
