import { type Actor } from '@app/access';
import { AuditCheck, type LocalDate } from '@app/platform';
import {
  anActor,
  type LibTest,
  rewriteHistory,
  rowsOf,
  startLibTest,
  TEST_PASSWORD,
} from '@app/testing';
import { AccountsModule, AccountsService, ActorQueries, SignInService } from '..';

const CLI = { accountId: null, label: '管理用コマンド' };

describe('AccountsService', () => {
  let test: LibTest;
  let accounts: AccountsService;
  let administrator: Actor;

  beforeAll(async () => {
    test = await startLibTest(AccountsModule);
    accounts = test.get(AccountsService);
    administrator = await actorOf(
      await test.city.addAccount(await test.city.addPerson(), 'administrator'),
    );
  });

  afterAll(async () => {
    await test.close();
  });

  it('grants a role from today until its last day, and not twice', async () => {
    const accountId = await anAccount();
    await accounts.grantRole(administrator, accountId, 'hr', '2026-11-30');
    expect((await actorOf(accountId)).roles).toContain('hr');
    await expect(accounts.grantRole(administrator, accountId, 'hr')).rejects.toMatchObject({
      code: 'account.role_held',
    });
    expect((await actorOf(accountId, '2026-11-30')).roles).toContain('hr');
    expect((await actorOf(accountId, '2026-12-01')).roles).not.toContain('hr');
    const past = accounts.grantRole(administrator, accountId, 'auditor', '2026-11-15');
    await expect(past).rejects.toMatchObject({ fields: { lastDay: expect.any(String) } });
  });

  it('grants only once when asked twice at the same moment', async () => {
    const accountId = await anAccount();
    const results = await Promise.allSettled([
      accounts.grantRole(administrator, accountId, 'hr'),
      accounts.grantRole(administrator, accountId, 'hr'),
    ]);
    expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected']);
    const rejected = results.find((it) => it.status === 'rejected');
    expect(rejected?.reason).toMatchObject({ code: 'account.role_held' });
  });

  it('revokes at once, also on the day of the grant, and can grant again', async () => {
    const accountId = await anAccount();
    await accounts.grantRole(administrator, accountId, 'hr');
    await accounts.revokeRole(administrator, accountId, 'hr');
    expect((await actorOf(accountId)).roles).toEqual(['staff']);
    await expect(accounts.revokeRole(administrator, accountId, 'hr')).rejects.toMatchObject({
      code: 'account.role_not_held',
    });
    await accounts.grantRole(administrator, accountId, 'hr');
    expect((await actorOf(accountId)).roles).toContain('hr');
  });

  it('suspends and reinstates; who is suspended is no actor', async () => {
    const accountId = await anAccount();
    await accounts.suspend(administrator, accountId);
    expect(await test.get(ActorQueries).findActor(accountId)).toBeNull();
    await expect(accounts.suspend(administrator, accountId)).rejects.toMatchObject({
      code: 'account.not_active',
    });
    await accounts.reinstate(administrator, accountId);
    expect(await test.get(ActorQueries).findActor(accountId)).not.toBeNull();
    await expect(accounts.reinstate(administrator, accountId)).rejects.toMatchObject({
      code: 'account.not_suspended',
    });
  });

  it('resets to a first password that is easy to copy and works once changed', async () => {
    const personId = await test.city.addPerson({ staffNumber: '000777' });
    const accountId = await test.city.addAccount(personId);
    const password = await accounts.resetPassword(administrator, accountId);
    expect(password).toMatch(/^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$/);
    const attempt = { staffNumber: '000777', address: '127.0.0.1' };
    const signIns = test.get(SignInService);
    expect(await signIns.signIn({ ...attempt, password: TEST_PASSWORD })).toEqual({
      kind: 'refused',
    });
    expect(await signIns.signIn({ ...attempt, password })).toMatchObject({
      kind: 'accepted',
      accountId,
    });
    expect((await actorOf(accountId)).mustChangePassword).toBe(true);
    await accounts.changePassword(await actorOf(accountId), {
      current: password,
      next: 'tateyama to kurobe',
    });
    expect((await actorOf(accountId)).mustChangePassword).toBe(false);
  });

  it('lets nobody change their own state, roles or first password', async () => {
    const own = administrator.accountId;
    const attempts = [
      accounts.suspend(administrator, own),
      accounts.reinstate(administrator, own),
      accounts.grantRole(administrator, own, 'hr'),
      accounts.revokeRole(administrator, own, 'administrator'),
      accounts.resetPassword(administrator, own),
    ];
    await allAreRefused(attempts, { code: 'account.own' });
  });

  it('is for administrators: others are refused before anything is looked up', async () => {
    const accountId = await anAccount();
    for (const role of ['staff', 'unit_head', 'hr', 'program_office', 'auditor'] as const) {
      const actor = anActor({ roles: [role] });
      const attempts = [
        accounts.suspend(actor, accountId),
        accounts.reinstate(actor, accountId),
        accounts.grantRole(actor, accountId, 'administrator'),
        accounts.revokeRole(actor, accountId, 'hr'),
        accounts.resetPassword(actor, accountId),
      ];
      await allAreRefused(attempts, { code: 'access.not_allowed' });
    }
    expect((await actorOf(accountId)).roles).toEqual(['staff']);
  });

  it('finds nothing for an account that does not exist', async () => {
    const nobody = '00000000-0000-4000-8000-00000000dead';
    const attempts = [
      accounts.suspend(administrator, nobody),
      accounts.reinstate(administrator, nobody),
      accounts.grantRole(administrator, nobody, 'hr'),
      accounts.revokeRole(administrator, nobody, 'hr'),
      accounts.resetPassword(administrator, nobody),
    ];
    await allAreRefused(attempts, { kind: 'not_found' });
  });

  it('writes one audit entry for each change and none for a refused one', async () => {
    const accountId = await anAccount();
    await accounts.grantRoleBy(CLI, accountId, 'hr');
    await accounts.grantRole(administrator, accountId, 'hr').catch(() => undefined);
    await accounts.suspend(administrator, accountId);
    await accounts.suspend(administrator, accountId).catch(() => undefined);
    const entries = await rowsOf<{ action: string; detail: object }>(
      test.database,
      `SELECT action, detail FROM audit_entries WHERE subject_id = $1 ORDER BY id`,
      [accountId],
    );
    expect(entries.map((entry) => entry.action)).toEqual([
      'account.role_granted',
      'account.suspended',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/password|argon/);
    expect((await test.get(AuditCheck).run()).problem).toBeNull();
    await rewriteHistory(
      test.database,
      `UPDATE audit_entries SET action = 'x' WHERE subject_id = $1`,
      [accountId],
    );
    expect((await test.get(AuditCheck).run()).problem).toMatchObject({ kind: 'broken' });
  });

  it('stops guesses at the current password, also of those who are signed in, and opens again later', async () => {
    const accountId = await anAccount();
    const actor = await actorOf(accountId);
    const change = (current: string) =>
      accounts.changePassword(actor, { current, next: 'tateyama to kurobe' });
    const guesses = Array.from({ length: 20 }, (_, index) => change(`guess ${String(index)}`));
    const answers = await Promise.allSettled(guesses);
    const messages = answers.map((answer) =>
      answer.status === 'rejected' ? messageOf(answer.reason) : 'changed',
    );
    expect(messages.filter((message) => message.includes('違います'))).toHaveLength(5);
    expect(messages.filter((message) => message.includes('しばらく'))).toHaveLength(15);
    await expect(change(TEST_PASSWORD)).rejects.toMatchObject({
      fields: { currentPassword: expect.stringContaining('しばらく') },
    });
    const other = await actorOf(await anAccount());
    await accounts.changePassword(other, { current: TEST_PASSWORD, next: 'tateyama to kurobe' });
    test.clock.advance({ minutes: 16 });
    await change(TEST_PASSWORD);
  });

  async function anAccount(): Promise<string> {
    return test.city.addAccount(await test.city.addPerson());
  }

  async function actorOf(accountId: string, today?: LocalDate): Promise<Actor> {
    const actor = await test.get(ActorQueries).findActor(accountId, today);
    if (!actor) throw new Error('no actor');
    return actor;
  }
});

/** All at once: a promise that is refused before its turn counts as unhandled and fails the test. */
async function allAreRefused(attempts: readonly Promise<unknown>[], error: object): Promise<void> {
  await Promise.all(attempts.map((attempt) => expect(attempt).rejects.toMatchObject(error)));
}

function messageOf(reason: unknown): string {
  const fields = (reason as { fields?: { currentPassword?: string } }).fields;
  return fields?.currentPassword ?? String(reason);
}
