import type { Actor } from '@app/access';
import { startLibTest, rowsOf, type LibTest } from '@app/testing';
import { AccountsModule } from '../accounts.module';
import { AccountsService } from '../account/accounts.service';
import { NewAccountsService } from '../account/new-accounts.service';
import { AccountNotices } from '../notice/account-notices';
import { noticeText } from '../notice/notice-words';
import { SignInRulesService } from '../session/sign-in-rules';
import { AccountResets } from './account-resets.service';
import { SecondPersons } from './second-persons';

describe('Resets of holders of rights', () => {
  let test: LibTest;
  let accounts: AccountsService;
  let resets: AccountResets;
  let one: Actor;
  let two: Actor;

  beforeAll(async () => {
    test = await startLibTest(AccountsModule);
    accounts = test.get(AccountsService);
    resets = test.get(AccountResets);
    [one, two] = [await administrator(), await administrator()];
  });

  afterAll(() => test.close());

  describe('by a second administrator', () => {
    beforeAll(() => setResets('approval'));
    afterAll(() => setResets('notice'));

    it('are asked for, agreed to by another and carried out once by who asked', async () => {
      const accountId = await holder();
      const reset = { accountId, kind: 'password' } as const;
      expect(await resets.stateFor(one, reset)).toBe('to_request');
      await expect(accounts.resetPassword(one, accountId)).rejects.toMatchObject({
        code: 'account.approval_needed',
      });
      await resets.request(one, reset);
      await expect(resets.request(one, reset)).rejects.toMatchObject({
        code: 'account.reset_requested',
      });
      expect(await resets.stateFor(one, reset)).toBe('waiting');
      await resets.decide(two, await newest(), true);
      expect(await resets.stateFor(one, reset)).toBe('free');
      // Agreed to for who asked: nobody else, and not for the second factor.
      expect(await resets.stateFor(two, reset)).toBe('to_request');
      expect(await resets.stateFor(one, { ...reset, kind: 'second_factor' })).toBe('to_request');
      await accounts.resetPassword(one, accountId);
      await expect(accounts.resetPassword(one, accountId)).rejects.toMatchObject({
        code: 'account.approval_needed',
      });
      const acts = await rowsOf<{ action: string }>(
        test.database,
        'SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id',
        [accountId],
      );
      expect(acts.map(({ action }) => action)).toEqual([
        'account.reset_requested',
        'account.reset_approved',
        'account.password_set',
      ]);
    });

    it('whoever handed out a first password, alone or in bulk, gives that account no right', async () => {
      const refused = { code: 'account.reset_before' };
      const newcomer = await test.city.addPerson();
      const made = await test.get(NewAccountsService).create(one, newcomer);
      const grant = (by: Actor, accountId: string) => accounts.grantRole(by, accountId, 'auditor');
      await expect(grant(one, made.accountId)).rejects.toMatchObject(refused);
      await test.get(NewAccountsService).handOut(two, 'unused', await countUnused());
      await expect(grant(two, made.accountId)).rejects.toMatchObject(refused);
      await grant(one, made.accountId);
    });

    it('end with their hours, asked for or agreed to, and with a refusal', async () => {
      const accountId = await holder();
      const reset = { accountId, kind: 'password' } as const;
      await resets.request(one, reset);
      const old = await newest();
      test.clock.advance({ minutes: 24 * 60 });
      await expect(resets.decide(two, old, true)).rejects.toMatchObject({
        code: 'account.reset_decided',
      });
      await resets.request(one, reset);
      await resets.decide(two, await newest(), true);
      test.clock.advance({ minutes: 24 * 60 });
      expect(await resets.stateFor(one, reset)).toBe('to_request');
      await resets.request(one, reset);
      await resets.decide(two, await newest(), false);
      await expect(accounts.resetPassword(one, accountId)).rejects.toMatchObject({
        code: 'account.approval_needed',
      });
    });

    it('are needed also when the right was taken away just before, and not for others', async () => {
      const accountId = await holder();
      await accounts.revokeRole(one, accountId, 'hr');
      await expect(accounts.resetPassword(one, accountId)).rejects.toMatchObject({
        code: 'account.approval_needed',
      });
      const plain = await test.city.addAccount(await test.city.addPerson());
      await accounts.resetPassword(one, plain);
      await expect(accounts.grantRole(one, plain, 'hr')).rejects.toMatchObject({
        code: 'account.reset_before',
      });
      await accounts.grantRole(two, plain, 'hr');
    });
  });

  it('by notice: the owner, DX推進室 and 監査 hear of it in words, whoever resets', async () => {
    const accountId = await holder();
    const watchers = [await holder('program_office'), await holder('auditor')];
    await accounts.resetPassword(one, accountId);
    await accounts.resetPasswordBy({ accountId: null, label: '管理用コマンド' }, accountId);
    expect(await textsOf(accountId)).toEqual([
      '管理用コマンドがパスワードを再設定しました。',
      `${one.name}がパスワードを再設定しました。`,
    ]);
    for (const watcher of watchers) {
      const [last = '', first = ''] = await textsOf(watcher);
      expect(last).toContain('管理用コマンドが、権限を持つ職員(');
      expect(first).toContain(
        'のパスワードを再設定しました。本人の依頼によるものか、確かめてください。',
      );
    }
  });

  it('a right that is given is told to its owner and the offices', async () => {
    const accountId = await test.city.addAccount(await test.city.addPerson({ name: '富山　花子' }));
    const auditor = await holder('auditor');
    await accounts.grantRole(one, accountId, 'hr');
    expect(await textsOf(accountId)).toEqual([`${one.name}が、権限「人事」を付与しました。`]);
    expect((await textsOf(auditor))[0]).toContain('富山　花子)に権限「人事」を付与しました。');
  });

  it('are never made in bulk', async () => {
    const first = await test.city.addAccount(await test.city.addPerson());
    const right = await holder();
    await test.database.execute(
      'UPDATE accounts SET must_change_password = true WHERE id IN ($1, $2)',
      [...[first, right]],
    );
    const unused = await test.get(NewAccountsService).handOut(one, 'unused', await countUnused());
    expect(unused.length).toBeGreaterThan(0);
    const changed = await rowsOf<{ id: string }>(
      test.database,
      `SELECT id FROM accounts WHERE id IN ($1, $2) AND first_password_hash = password_hash`,
      [first, right],
    );
    expect(changed.map(({ id }) => id)).toEqual([first]);
  });

  it('say where there is no second person, whichever office they are of', async () => {
    const missing = () => test.get(SecondPersons).listMissing();
    await test.database.execute('UPDATE accounts SET suspended_at = now()', []);
    expect(await missing()).toHaveLength(3);
    const clerk = await holder('hr');
    expect((await missing())[0]).toEqual({
      acts: ['本人や報告した人の資格の確認', '確認した人の取消し'],
      reason:
        '人事の権限を持つ人が1名のため、できません。ほかの部署の職員でもかまいません。もう1名に権限を付与してください。',
      sentence:
        '人事の権限を持つ人が1名のため、本人や報告した人の資格の確認と、確認した人の取消しができません。ほかの部署の職員でもかまいません。もう1名に権限を付与してください。',
    });
    await holder('hr');
    expect(await missing()).toHaveLength(2);
    // Two numbers of one human being are one person.
    await test.database.execute(
      `INSERT INTO person_joins_history (id, person_id, joined_to, reason, valid_from, recorded_at)
       SELECT gen_random_uuid(), a.person_id, b.person_id, '同じ人', '2026-01-01', '2026-01-01'
       FROM accounts a, accounts b WHERE a.id = $1 AND b.suspended_at IS NULL AND b.id <> a.id`,
      [clerk],
    );
    expect(await missing()).toHaveLength(3);
  });

  async function administrator(): Promise<Actor> {
    const personId = await test.city.addPerson();
    const accountId = await test.city.addAccount(personId, 'administrator');
    const facts = { accountId, personId, name: `管理　${accountId.slice(0, 4)}` };
    return { ...facts, ...SHARED };
  }

  async function holder(role: 'hr' | 'program_office' | 'auditor' = 'hr'): Promise<string> {
    return test.city.addAccount(await test.city.addPerson(), role);
  }

  async function newest(): Promise<string> {
    return (await resets.listRequests(one))[0]?.id ?? '';
  }

  async function textsOf(accountId: string): Promise<readonly string[]> {
    return (await test.get(AccountNotices).listOf(accountId)).map(noticeText);
  }

  async function countUnused(): Promise<number> {
    const rows = await rowsOf(
      test.database,
      `SELECT 1 FROM accounts a WHERE must_change_password AND suspended_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = a.id)`,
    );
    return rows.length;
  }

  async function setResets(holderReset: 'notice' | 'approval'): Promise<void> {
    const rules = test.get(SignInRulesService);
    const { isFromTomorrow } = await rules.change(one, {
      ...(await rules.planned()),
      holderReset,
    });
    if (isFromTomorrow) test.clock.advance({ days: 1 });
  }
});

const SHARED = {
  staffNumber: '000001',
  unitName: '管理課',
  roles: ['staff', 'administrator'],
  headedUnitIds: [],
  mustChangePassword: false,
} as const;
