import { type Actor, hasPermission } from '@app/access';
import { anActor, type LibTest, startLibTest } from '@app/testing';
import { AccountsModule, AccountsService, ActorQueries, PersonalTokensService, tokenFor } from '..';

describe('PersonalTokensService', () => {
  let test: LibTest;
  let tokens: PersonalTokensService;
  let owner: Actor;
  const administrator = anActor({ roles: ['administrator'] });

  beforeAll(async () => {
    test = await startLibTest(AccountsModule);
    tokens = test.get(PersonalTokensService);
  });

  beforeEach(async () => {
    test.clock.set('2026-11-16T10:00:00+09:00');
    const accountId = await test.city.addAccount(await test.city.addPerson());
    const actor = await test.get(ActorQueries).findActor(accountId);
    if (!actor) throw new Error('no actor');
    owner = actor;
  });

  afterAll(async () => {
    await test.close();
  });

  it('lets its owner act, and keeps only a hash', async () => {
    const token = await tokens.createOwn(owner, tokenFor('集計用'));
    expect(await tokens.findActorByToken(token)).toMatchObject({ accountId: owner.accountId });
    expect(await tokens.findActorByToken(`${token}x`)).toBeNull();
    const [row] = await tokens.listOwn(owner);
    expect(row?.name).toBe('集計用');
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it('ends with its day, its revocation, a reset password and the suspension of its owner', async () => {
    const expiring = await tokens.createOwn(owner, tokenFor('a'));
    test.clock.set('2027-02-14T10:00:00+09:00');
    expect(await tokens.findActorByToken(expiring)).not.toBeNull();
    test.clock.set('2027-02-15T00:00:00+09:00');
    expect(await tokens.findActorByToken(expiring)).toBeNull();
    const revoked = await tokens.createOwn(owner, tokenFor('b'));
    const [newest] = await tokens.listOwn(owner);
    await tokens.revokeOwn(owner, newest?.id ?? '');
    expect(await tokens.findActorByToken(revoked)).toBeNull();
    await test.city.register(administrator);
    const reset = await tokens.createOwn(owner, tokenFor('c'));
    const current = await test.get(AccountsService).resetPassword(administrator, owner.accountId);
    expect(await tokens.findActorByToken(reset)).toBeNull();
    const suspended = await tokens.createOwn(owner, tokenFor('d'));
    await test.get(AccountsService).suspend(administrator, owner.accountId);
    expect(await tokens.findActorByToken(suspended)).toBeNull();
    await test.get(AccountsService).reinstate(administrator, owner.accountId);
    expect(await tokens.findActorByToken(suspended)).toBeNull();
    const changed = await tokens.createOwn(owner, tokenFor('e'));
    await test.get(AccountsService).changePassword(owner, { current, next: 'uozu no hotaruika' });
    expect(await tokens.findActorByToken(changed)).toBeNull();
  });

  it('does no more than it was made for, and no longer than a year', async () => {
    const token = await tokens.createOwn(owner, tokenFor('a', { areas: ['coverage'], days: 9999 }));
    const actor = await tokens.findActorByToken(token);
    const office = actor && { ...actor, roles: ['staff', 'program_office'] as const };
    if (!office) throw new Error('no actor');
    expect(hasPermission(office, 'coverage.read')).toBe(true);
    expect(hasPermission(office, 'self')).toBe(false);
    expect(hasPermission(office, 'appointments.read')).toBe(false);
    const reads = { ...office, token: { id: 'x', access: 'read', areas: null } as const };
    expect(hasPermission(reads, 'appointments.read')).toBe(true);
    expect(hasPermission(reads, 'appointments.manage')).toBe(false);
    const [row] = await tokens.listOwn(owner);
    expect(row?.expiresOn).toBe('2027-11-16');
  });

  it("does not revoke another person's token, and does not tell that it exists", async () => {
    const token = await tokens.createOwn(owner, tokenFor('a'));
    const [row] = await tokens.listOwn(owner);
    const attempt = tokens.revokeOwn(anActor(), row?.id ?? '');
    await expect(attempt).rejects.toMatchObject({ kind: 'not_found' });
    expect(await tokens.findActorByToken(token)).not.toBeNull();
  });

  it('allows twenty live tokens, even when the last two are asked for at once', async () => {
    for (let index = 0; index < 19; index++) await tokens.createOwn(owner, tokenFor('n'));
    const results = await Promise.allSettled([
      tokens.createOwn(owner, tokenFor('x')),
      tokens.createOwn(owner, tokenFor('y')),
    ]);
    expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
