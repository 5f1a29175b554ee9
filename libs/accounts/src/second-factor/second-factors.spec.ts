import type { Actor } from '@app/access';
import { type LibTest, rowsOf, startLibTest } from '@app/testing';
import { Secret, TOTP } from 'otpauth';
import {
  AccountNotices,
  AccountsModule,
  AccountsService,
  ActorQueries,
  noticeText,
  RecoveryCodes,
  SecondFactorCheck,
  SecondFactorDuties,
  SecondFactorResets,
  SecondFactors,
  SignInRecords,
  SignInRulesService,
} from '..';

const PLACE = { address: '192.0.2.1', device: 'Windows の Edge' };

describe('Second factors', () => {
  let test: LibTest;
  let factors: SecondFactors;
  let check: SecondFactorCheck;
  let administrator: Actor;

  beforeAll(async () => {
    test = await startLibTest(AccountsModule);
    factors = test.get(SecondFactors);
    check = test.get(SecondFactorCheck);
    administrator = await anActorOf('administrator');
  });

  afterAll(async () => {
    await test.close();
  });

  it('an app: its code is right for a minute around, once, and the secret is stored encrypted', async () => {
    const actor = await anActorOf();
    const secret = await addApp(actor);
    const { accountId } = actor;
    const [row] = await rowsOf<{ content: string }>(
      test.database,
      'SELECT to_jsonb(f)::text AS content FROM second_factors f WHERE account_id = $1',
      [accountId],
    );
    expect(row?.content).not.toContain(secret);
    // The code of the enrolment is used up.
    await expect(check.checkCode(accountId, codeOf(secret))).rejects.toMatchObject(WRONG);
    test.clock.advance({ seconds: 60 });
    const code = codeOf(secret);
    test.clock.advance({ seconds: 30 });
    await check.checkCode(accountId, ` ${code.slice(0, 3)} ${code.slice(3)} `);
    await expect(check.checkCode(accountId, code)).rejects.toMatchObject(WRONG);
    const old = codeOf(secret);
    test.clock.advance({ seconds: 90 });
    await expect(check.checkCode(accountId, old)).rejects.toMatchObject(WRONG);
    await check.checkCode(
      accountId,
      codeOf(secret).replace(/\d/g, (it) => '０１２３４５６７８９'.charAt(Number(it))),
    );
  });

  it('an app: one code lets one of many in that come at the same moment', async () => {
    const actor = await anActorOf();
    const secret = await addApp(actor);
    test.clock.advance({ minutes: 1 });
    const code = codeOf(secret);
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => check.checkCode(actor.accountId, code)),
    );
    expect(results.filter((it) => it.status === 'fulfilled')).toHaveLength(1);
  });

  it('a wrong code, or a setup of somebody else, adds nothing', async () => {
    const actor = await anActorOf();
    const setup = factors.beginTotp(actor, null);
    const wrong = factors.addTotp(actor, { sealed: setup.sealed, code: '000000', name: 'x' });
    await expect(wrong).rejects.toMatchObject({ kind: 'invalid_input' });
    const other = await anActorOf();
    const code = codeOf(setup.secret);
    const foreign = factors.addTotp(other, { sealed: setup.sealed, code, name: 'x' });
    await expect(foreign).rejects.toMatchObject({ kind: 'invalid_input' });
    expect(factors.beginTotp(actor, setup.sealed).secret).toBe(setup.secret);
    expect(await factors.list(actor.accountId)).toEqual([]);
    expect(await factors.list(other.accountId)).toEqual([]);
  });

  it('the same setup sent twice is one app, not two', async () => {
    const actor = await anActorOf();
    const { secret, sealed } = factors.beginTotp(actor, null);
    const send = () => factors.addTotp(actor, { sealed, code: codeOf(secret), name: '電話' });
    await send();
    await expect(send()).rejects.toMatchObject({ code: 'second_factor.known' });
    expect(await factors.list(actor.accountId)).toHaveLength(1);
  });

  it('guesses at codes are slowed down, across all of them', async () => {
    const actor = await anActorOf();
    const secret = await addApp(actor);
    test.clock.advance({ minutes: 1 });
    for (let guess = 0; guess < 5; guess++)
      await expect(check.checkCode(actor.accountId, `00000${String(guess)}`)).rejects.toMatchObject(
        WRONG,
      );
    const right = check.checkCode(actor.accountId, codeOf(secret));
    await expect(right).rejects.toMatchObject({
      fields: { otp: expect.stringContaining('あと1分ほど') as unknown },
    });
    test.clock.advance({ minutes: 2 });
    await check.checkCode(actor.accountId, codeOf(secret));
  });

  it('codes on paper: ten, each once, worth nothing when new ones are made', async () => {
    const actor = await anActorOf();
    await addApp(actor);
    const codes = test.get(RecoveryCodes);
    const [first = '', second = '', ...rest] = await codes.make(actor);
    expect(rest).toHaveLength(8);
    await check.checkCode(actor.accountId, first.toUpperCase().replaceAll('-', ' '));
    await expect(check.checkCode(actor.accountId, first)).rejects.toMatchObject(WRONG);
    expect(await codes.countLeft(actor.accountId)).toBe(9);
    const stranger = await anActorOf();
    await expect(check.checkCode(stranger.accountId, second)).rejects.toMatchObject(WRONG);
    await codes.make(actor);
    await expect(check.checkCode(actor.accountId, second)).rejects.toMatchObject(WRONG);
    const rows = await rowsOf<{ content: string }>(
      test.database,
      'SELECT string_agg(to_jsonb(c)::text, $$ $$) AS content FROM recovery_codes c',
    );
    expect(rows[0]?.content).not.toContain(second);
  });

  it('the last one of somebody who must have one stays; of others it may go', async () => {
    await addApp(administrator);
    const [only] = await factors.list(administrator.accountId);
    await expect(factors.remove(administrator, only?.id ?? '')).rejects.toMatchObject({
      code: 'second_factor.last',
    });
    const actor = await anActorOf();
    await addApp(actor);
    const [own] = await factors.list(actor.accountId);
    const stranger = factors.remove(administrator, own?.id ?? '');
    await expect(stranger).rejects.toMatchObject({ kind: 'not_found' });
    await factors.remove(actor, own?.id ?? '');
    expect(await factors.isEnrolled(actor.accountId)).toBe(false);
    const notices = await test.get(AccountNotices).listOf(actor.accountId);
    expect(notices.map(noticeText).toSorted()).toEqual([
      '二段階認証に「試験」を登録しました。',
      '二段階認証の「試験」を削除しました。',
    ]);
  });

  it('the days of grace begin with the first sign-in that needs one, and end with the role', async () => {
    const actor = await anActorOf('auditor');
    const records = test.get(SignInRecords);
    const duties = test.get(SecondFactorDuties);
    expect(await duties.of(actor)).toBeNull();
    await records.complete(actor, PLACE, null);
    const today = test.clock.today();
    expect(await duties.of(await again(actor))).toMatchObject({ daysLeft: 14 });
    test.clock.advance({ days: 13 });
    await records.complete(actor, PLACE, null);
    expect(await duties.of(await again(actor))).toMatchObject({ daysLeft: 1 });
    test.clock.advance({ days: 1 });
    expect(await duties.of(await again(actor))).toMatchObject({ daysLeft: 0 });
    await addApp(await again(actor));
    expect(await duties.of(await again(actor))).toBeNull();
    expect(today < test.clock.today()).toBe(true);
    const loser = await anActorOf('auditor');
    await records.complete(loser, PLACE, null);
    await test.get(AccountsService).revokeRole(administrator, loser.accountId, 'auditor');
    expect(await duties.of(await again(loser))).toBeNull();
    expect(await duties.of(await anActorOf())).toBeNull();
  });

  it('which roles need one is a setting of the city', async () => {
    const rules = test.get(SignInRulesService);
    const actor = await anActorOf('hr');
    await test.get(SignInRecords).complete(actor, PLACE, null);
    const standard = await rules.current();
    const fewer = { ...standard, secondFactorRoles: ['auditor'] as const };
    expect(await rules.change(administrator, fewer)).toEqual({ changed: 1, isFromTomorrow: true });
    // What loosens a protection holds from the next day on.
    expect(await test.get(SecondFactorDuties).of(await again(actor))).not.toBeNull();
    test.clock.advance({ days: 1 });
    expect(await test.get(SecondFactorDuties).of(await again(actor))).toBeNull();
    await expect(rules.change(actor, standard)).rejects.toMatchObject({ kind: 'not_allowed' });
    const back = await rules.change(administrator, standard);
    expect(back).toEqual({ changed: 1, isFromTomorrow: false });
    expect(await test.get(SecondFactorDuties).of(await again(actor))).not.toBeNull();
  });

  it('an administrator takes all of somebody else away, never their own, and the owner is told', async () => {
    const actor = await anActorOf();
    await addApp(actor);
    const resets = test.get(SecondFactorResets);
    await expect(resets.reset(actor, administrator.accountId)).rejects.toMatchObject({
      kind: 'not_allowed',
    });
    await expect(resets.reset(administrator, administrator.accountId)).rejects.toMatchObject({
      code: 'account.own',
    });
    await resets.reset(administrator, actor.accountId);
    expect(await factors.isEnrolled(actor.accountId)).toBe(false);
    const [notice] = await test.get(AccountNotices).listOf(actor.accountId);
    expect(notice?.kind).toBe('second_factor_reset');
    await expect(resets.reset(administrator, actor.accountId)).rejects.toMatchObject({
      code: 'second_factor.none',
    });
  });

  const WRONG = { fields: { otp: expect.stringContaining('コードが違うか') as unknown } };

  async function anActorOf(...roles: Parameters<typeof test.city.addAccount>[1][]): Promise<Actor> {
    const accountId = await test.city.addAccount(await test.city.addPerson(), ...roles);
    const actor = await test.get(ActorQueries).findActor(accountId);
    if (!actor) throw new Error('no actor');
    return actor;
  }

  async function again({ accountId }: Actor): Promise<Actor> {
    const actor = await test.get(ActorQueries).findActor(accountId);
    if (!actor) throw new Error('no actor');
    return actor;
  }

  async function addApp(actor: Actor): Promise<string> {
    const { secret, sealed } = factors.beginTotp(actor, null);
    await factors.addTotp(actor, { sealed, code: codeOf(secret), name: '試験' });
    return secret;
  }

  function codeOf(secret: string): string {
    return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: test.clock.now().getTime(),
    });
  }
});
