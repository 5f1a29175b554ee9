import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import {
  AccountsModule,
  AccountQueries,
  AccountsService,
  AuditEntryQueries,
  AuditMemberQueries,
  NewAccountsService,
} from '..';
import type { PeopleFilter } from './accounts.queries';

const ALL: PeopleFilter = { search: '', state: null, role: null, page: 1, pageSize: 50 };

describe('AccountQueries and NewAccountsService', () => {
  let test: LibTest;
  let accounts: AccountQueries;
  let newAccounts: NewAccountsService;
  const administrator = anActor({ roles: ['staff', 'administrator'] });

  beforeEach(async () => {
    test = await startLibTest(AccountsModule);
    accounts = test.get(AccountQueries);
    newAccounts = test.get(NewAccountsService);
  });

  afterEach(async () => {
    await test.close();
  });

  it('lists people employed today and holders of accounts, with state, unit and roles', async () => {
    const { city } = test;
    const unitId = await city.addUnit({ name: '財政課' });
    await city.addPerson({ staffNumber: '000001', unitId });
    await city.addAccount(await city.addPerson({ staffNumber: '000002', unitId }), 'hr', 'auditor');
    await city.addAccount(
      await city.addPerson({ staffNumber: '000003', employedTo: '2026-10-01' }),
    );
    await city.addPerson({ staffNumber: '000004', employedTo: '2026-10-01' });
    await city.addPerson({ staffNumber: '000005', employedFrom: '2027-04-01' });
    const suspended = await city.addAccount(await city.addPerson({ staffNumber: '000006' }));
    await test.get(AccountsService).suspend(administrator, suspended);
    const { rows, total } = await accounts.list(administrator, ALL);
    expect(
      rows.map(({ staffNumber, state, unitName, roles }) => [staffNumber, state, unitName, roles]),
    ).toEqual([
      ['000001', 'none', '財政課', []],
      ['000002', 'active', '財政課', ['auditor', 'hr']],
      ['000003', 'left', '所属なし', []],
      ['000006', 'suspended', '所属なし', []],
    ]);
    expect(total).toBe(4);
    expect(rows[3]?.changedAt?.toISOString()).toBe('2026-11-16T01:00:00.000Z');
    expect(await accounts.countByState(administrator)).toEqual({
      none: 1,
      first_password: 0,
      active: 1,
      suspended: 1,
      left: 1,
    });
  });

  it('finds by number in any width, by name and reading, and takes the signs of patterns as they are', async () => {
    await test.city.addPerson({
      staffNumber: '000123',
      name: '髙橋　花子',
      kana: 'タカハシ　ハナコ',
    });
    await test.city.addPerson({ staffNumber: '000124', name: '鈴木　一郎' });
    const found = async (search: string) =>
      (await accounts.list(administrator, { ...ALL, search })).rows.map((row) => row.staffNumber);
    expect(await found('０００１２３')).toEqual(['000123']);
    expect(await found('高橋花子')).toEqual(['000123']);
    expect(await found('たかはし')).toEqual(['000123']);
    expect(await found('00012')).toEqual(['000123', '000124']);
    expect(await found('%')).toEqual([]);
    expect(await found('_')).toEqual([]);
    expect(await found('\\')).toEqual([]);
  });

  it('counts in SQL and pages', async () => {
    for (let index = 0; index < 5; index++) await test.city.addPerson();
    const page = await accounts.list(administrator, { ...ALL, page: 2, pageSize: 2 });
    expect(page.rows).toHaveLength(2);
    expect(page.total).toBe(5);
    const roleless = await accounts.list(administrator, { ...ALL, role: 'hr' });
    expect(roleless).toEqual({ rows: [], total: 0 });
  });

  it('makes an account once, for somebody employed today', async () => {
    await test.city.register(administrator);
    const personId = await test.city.addPerson();
    const made = await newAccounts.create(administrator, personId);
    const account = await accounts.findAccount(administrator, made.accountId);
    expect(account).toMatchObject({ state: 'first_password', rolePeriods: [] });
    await expect(newAccounts.create(administrator, personId)).rejects.toMatchObject({
      code: 'account.exists',
    });
    const future = await test.city.addPerson({ employedFrom: '2027-04-01' });
    await expect(newAccounts.create(administrator, future)).rejects.toMatchObject({
      kind: 'not_found',
    });
  });

  it('hands out first passwords to exactly the people that were counted', async () => {
    await test.city.register(administrator);
    const unitId = await test.city.addUnit({ name: '水道課' });
    for (const staffNumber of ['000201', '000202', '000203'])
      await test.city.addPerson({ staffNumber, unitId });
    await test.city.addPerson({ employedTo: '2026-10-01' });
    await expect(newAccounts.handOut(administrator, 'without', 4)).rejects.toMatchObject({
      code: 'account.bulk_changed',
    });
    const handedOut = await newAccounts.handOut(administrator, 'without', 3);
    expect(handedOut.map((it) => [it.staffNumber, it.unitName])).toEqual([
      ['000201', '水道課'],
      ['000202', '水道課'],
      ['000203', '水道課'],
    ]);
    expect(new Set(handedOut.map((it) => it.password)).size).toBe(3);
    await expect(newAccounts.handOut(administrator, 'without', 3)).rejects.toMatchObject({
      code: 'account.bulk_changed',
    });
    const again = await newAccounts.handOut(administrator, 'unused', 3);
    expect(again[0]?.password).not.toBe(handedOut[0]?.password);
    const entries = await rowsOf<{ action: string; n: number }>(
      test.database,
      'SELECT action, count(*)::int AS n FROM audit_entries GROUP BY action ORDER BY action',
    );
    expect(entries).toEqual([
      { action: 'account.created', n: 1 },
      { action: 'account.password_set', n: 1 },
    ]);
    const auditor = anActor({ roles: ['auditor'] });
    const everything = { from: null, to: null, actor: '', action: '', page: 1, pageSize: 50 };
    const log = test.get(AuditEntryQueries);
    const { rows } = await log.list(auditor, { ...everything, subject: '000202' });
    expect(rows.map((row) => [row.action, row.memberCount, row.detail])).toEqual([
      ['account.password_set', 3, {}],
      ['account.created', 3, {}],
    ]);
    const listed = await accounts.list(administrator, { ...ALL, search: '000202' });
    const accountId = listed.rows[0]?.accountId ?? '';
    expect(listed.rows[0]?.changedAt).not.toBeNull();
    expect(await log.listOfAccount(administrator, accountId, 10)).toHaveLength(2);
    const members = test.get(AuditMemberQueries);
    const shown = await members.list(auditor, rows[0]?.id ?? '', { page: 2, pageSize: 2 });
    expect(shown).toMatchObject({ action: 'account.password_set', total: 3 });
    expect(shown.rows).toMatchObject([
      { kind: 'person', label: expect.stringContaining('000203') },
    ]);
    const page = { page: 1, pageSize: 2 };
    for (const id of ['0', 'x', '999999', ''])
      await expect(members.list(auditor, id, page)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(members.list(anActor({ roles: ['hr'] }), '1', page)).rejects.toMatchObject({
      code: 'access.not_allowed',
    });
  });

  it('is not for people without the permission', async () => {
    for (const role of ['staff', 'unit_head', 'hr', 'program_office'] as const) {
      const actor = anActor({ roles: [role] });
      const refused = { code: 'access.not_allowed' };
      await expect(accounts.list(actor, ALL)).rejects.toMatchObject(refused);
      await expect(accounts.countByState(actor)).rejects.toMatchObject(refused);
      await expect(accounts.findAccount(actor, actor.accountId)).rejects.toMatchObject(refused);
    }
    const auditor = anActor({ roles: ['auditor'] });
    await expect(newAccounts.create(auditor, auditor.personId)).rejects.toMatchObject({
      code: 'access.not_allowed',
    });
    await expect(newAccounts.handOut(auditor, 'without', 1)).rejects.toMatchObject({
      code: 'access.not_allowed',
    });
  });
});
