import { type LibTest, rewriteHistory, rowsOf, startLibTest, TEST_PASSWORD } from '@app/testing';
import type { Actor } from '@app/access';
import {
  AccountNotices,
  AccountQueries,
  AccountsModule,
  ActorQueries,
  KnownDevices,
  noticeText,
  SignInRecords,
  SignInService,
  SlowedDown,
} from '..';

describe('SignInService', () => {
  let test: LibTest;
  let signIns: SignInService;
  let counter = 100;

  beforeAll(async () => {
    test = await startLibTest(AccountsModule);
    signIns = test.get(SignInService);
  });

  afterAll(async () => {
    await test.close();
  });

  it('checks no more than five guesses at one number, however many arrive at the same moment', async () => {
    const staffNumber = await aNumber();
    const kinds = await guessAtOnce(40, () => ({ staffNumber, address: '192.0.2.1' }));
    expect(kinds).toEqual({ refused: 5, wait: 35 });
    const right = { staffNumber, address: '192.0.2.2', password: TEST_PASSWORD };
    expect((await signIns.signIn(right)).kind).toBe('wait');
    test.clock.advance({ minutes: 16 });
    expect((await signIns.signIn(right)).kind).toBe('accepted');
  });

  it('waits longer with every failure, never for more than a quarter of an hour', async () => {
    const staffNumber = await aNumber();
    const wrong = { staffNumber, address: '192.0.2.11', password: 'wrong' };
    for (let guess = 0; guess < 5; guess++) await signIns.signIn(wrong);
    const waits: number[] = [];
    for (let round = 0; round < 6; round++) {
      const answer = await signIns.signIn(wrong);
      if (answer.kind !== 'wait') throw new Error('did not wait');
      waits.push(answer.minutes);
      test.clock.advance({ minutes: answer.minutes });
      expect((await signIns.signIn(wrong)).kind).toBe('refused');
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
    test.clock.advance({ hours: 25 });
  });

  it('lets a known device in while others guess, and gives it guesses of its own', async () => {
    const staffNumber = await aNumber();
    const deviceToken = await signInWholly(staffNumber);
    const stranger = { staffNumber, address: '192.0.2.12' };
    await guessAtOnce(60, () => stranger);
    const right = { staffNumber, address: '192.0.2.12', password: TEST_PASSWORD };
    expect((await signIns.signIn(right)).kind).toBe('wait');
    expect((await signIns.signIn({ ...right, deviceToken: 'x'.repeat(43) })).kind).toBe('wait');
    expect((await signIns.signIn({ ...right, deviceToken })).kind).toBe('accepted');
    // It is still the stranger who waits.
    expect((await signIns.signIn(right)).kind).toBe('wait');
    const kinds = [];
    for (let guess = 0; guess < 6; guess++)
      kinds.push((await signIns.signIn({ ...right, password: 'wrong', deviceToken })).kind);
    expect(kinds).toEqual(['refused', 'refused', 'refused', 'refused', 'refused', 'wait']);
    test.clock.advance({ hours: 25 });
  });

  it('is no known device of somebody else, and none with a value that was planted', async () => {
    const [mine, other] = [await aNumber(), await aNumber()];
    const token = await signInWholly(mine);
    const place = { address: '192.0.2.13', device: 'Windows の Edge' };
    const after = await test.get(SignInRecords).complete(await actorOf(other), place, token);
    expect(after.deviceToken).not.toBe(token);
    const devices = test.get(KnownDevices);
    const [mineId, otherId] = [(await actorOf(mine)).accountId, (await actorOf(other)).accountId];
    expect(await devices.find(otherId, token)).toBeNull();
    expect(await devices.find(mineId, token)).toBeNull();
    expect(await devices.find(mineId, after.deviceToken)).not.toBeNull();
    expect(await devices.find(otherId, after.deviceToken)).not.toBeNull();
  });

  it('has one count for a person, whatever number of theirs is typed', async () => {
    const staffNumber = await aNumber();
    const { personId } = await actorOf(staffNumber);
    await rewriteHistory(
      test.database,
      `UPDATE staff_numbers_history SET valid_from = '2026-04-01' WHERE person_id = $1`,
      [personId],
    );
    await test.database.execute(
      `INSERT INTO staff_numbers_history (id, staff_number, person_id, valid_from, valid_to, recorded_at)
       VALUES (gen_random_uuid(), 'OLD-1', $1, '0001-01-01', '2026-04-01', '2026-04-01')`,
      [personId],
    );
    const forms = [staffNumber, 'OLD-1', 'ＯＬＤ－１'];
    for (let guess = 0; guess < 5; guess++)
      await signIns.signIn({
        ...{ staffNumber: forms[guess % forms.length] ?? '', address: '192.0.2.14' },
        password: 'wrong',
      });
    const right = { staffNumber, address: '192.0.2.15', password: TEST_PASSWORD };
    expect((await signIns.signIn(right)).kind).toBe('wait');
    test.clock.advance({ hours: 25 });
  });

  it('tells at the next sign-in of the last one, the failures since and new devices', async () => {
    const staffNumber = await aNumber();
    const actor = await actorOf(staffNumber);
    const records = test.get(SignInRecords);
    const place = { address: '192.0.2.16', device: 'Windows の Edge' };
    const first = await records.complete(actor, place, null);
    expect(first).toMatchObject({ previous: null, failures: 0, unshownNotices: 0 });
    test.clock.advance({ minutes: 1 });
    await guessAtOnce(3, () => ({ staffNumber, address: '192.0.2.17' }));
    test.clock.advance({ minutes: 1 });
    const second = await records.complete(actor, place, first.deviceToken);
    expect(second.deviceToken).toBe(first.deviceToken);
    expect(second).toMatchObject({ previous: place, failures: 3, unshownNotices: 0 });
    test.clock.advance({ minutes: 1 });
    await records.complete(actor, { ...place, device: 'Mac の Safari' }, null);
    const notices = await test.get(AccountNotices).listOf(actor.accountId);
    expect(notices.map(noticeText)).toEqual([
      'これまで使っていない端末(Mac の Safari、アドレス 192.0.2.16)からログインがありました。',
    ]);
    test.clock.advance({ minutes: 1 });
    const last = await records.complete(actor, place, second.deviceToken);
    expect(last).toMatchObject({ failures: 0, unshownNotices: 1 });
  });

  it('shows an administrator who waits, who can end it', async () => {
    const staffNumber = await aNumber();
    const { accountId } = await actorOf(staffNumber);
    const administrator = await test.city.addActor({ roles: ['staff', 'administrator'] });
    const slowed = test.get(SlowedDown);
    await guessAtOnce(60, (index) => ({
      staffNumber: index < 5 ? staffNumber : `none-${String(index)}`,
      address: '192.0.2.18',
    }));
    const accounts = await slowed.listAccounts(administrator);
    expect(accounts.find((row) => row.accountId === accountId)).toMatchObject({ failures: 5 });
    const addresses = await slowed.listAddresses(administrator);
    expect(addresses).toContainEqual(expect.objectContaining({ address: '192.0.2.18' }));
    const right = { staffNumber, address: '192.0.2.18', password: TEST_PASSWORD };
    await slowed.endForAccount(administrator, accountId);
    expect((await signIns.signIn(right)).kind).toBe('wait');
    await slowed.endForAddress(administrator, '192.0.2.18');
    expect((await signIns.signIn(right)).kind).toBe('accepted');
    await expect(slowed.endForAddress(administrator, '192.0.2.18')).rejects.toMatchObject({
      code: 'sign_in.not_slowed',
    });
    await expect(slowed.listAccounts(await actorOf(staffNumber))).rejects.toMatchObject({
      kind: 'not_allowed',
    });
  });

  it('checks no more than fifty guesses from one address, whatever the numbers', async () => {
    const kinds = await guessAtOnce(60, (index) => ({
      staffNumber: `none-${String(index)}`,
      address: '192.0.2.3',
    }));
    expect(kinds).toEqual({ refused: 50, wait: 10 });
  });

  it('counts no successful sign-in, and forgets the failures before it', async () => {
    const staffNumber = await aNumber();
    const right = { staffNumber, address: '192.0.2.4', password: TEST_PASSWORD };
    for (let round = 0; round < 3; round++) {
      for (let guess = 0; guess < 4; guess++)
        expect((await signIns.signIn({ ...right, password: 'wrong' })).kind).toBe('refused');
      expect((await signIns.signIn(right)).kind).toBe('accepted');
    }
    expect(await failuresAt('192.0.2.4', 'forgiven_at IS NULL')).toBe(0);
    expect(await failuresAt('192.0.2.4', 'address_forgiven_at IS NULL')).toBe(12);
  });

  it.each([51, 3_000, 150_000])('refuses a number of %i letters like any other', async (length) => {
    // No run that compression could shorten to what fits into an index.
    const staffNumber = Array.from({ length }, (_, index) => (index * 7919).toString(36)).join('');
    const attempt = { staffNumber: staffNumber.slice(0, length), address: '192.0.2.5' };
    const kinds = await guessAtOnce(7, () => attempt);
    expect(kinds).toEqual({ refused: 5, wait: 2 });
    test.clock.advance({ hours: 25 });
  });

  it('knows a person by the number of the day only: a former one answers like nobody’s', async () => {
    const staffNumber = await aNumber();
    const renumbered = `9${staffNumber}`;
    const today = test.clock.today();
    await rewriteHistory(
      test.database,
      'UPDATE staff_numbers_history SET valid_to = $2 WHERE staff_number = $1',
      [staffNumber, today],
    );
    await test.database.execute(
      `INSERT INTO staff_numbers_history (id, staff_number, person_id, valid_from, recorded_at)
       SELECT gen_random_uuid(), $2, person_id, $3, recorded_at FROM staff_numbers_history WHERE staff_number = $1`,
      [staffNumber, renumbered, today],
    );
    const kindOf = async (number: string) =>
      (
        await signIns.signIn({
          staffNumber: number,
          address: '192.0.2.6',
          password: TEST_PASSWORD,
        })
      ).kind;
    expect([await kindOf(staffNumber), await kindOf(renumbered)]).toEqual(['refused', 'accepted']);
    // Until its first day the new number is nobody's, and whose last number has ended signs in with none.
    await rewriteHistory(
      test.database,
      `UPDATE staff_numbers_history SET valid_from = valid_from + 1 WHERE staff_number = $1`,
      [renumbered],
    );
    expect([await kindOf(staffNumber), await kindOf(renumbered)]).toEqual(['refused', 'refused']);
  });

  it('counts an address of any length', async () => {
    const address = Array.from({ length: 9_000 }, (_, index) => (index * 7919).toString(36)).join();
    const attempt = { staffNumber: '900001', address, password: 'x' };
    expect((await signIns.signIn(attempt)).kind).toBe('refused');
  });

  async function actorOf(staffNumber: string): Promise<Actor> {
    const found = await test.get(AccountQueries).findByStaffNumber(staffNumber);
    const actor = await test.get(ActorQueries).findActor(found?.accountId ?? '');
    if (!actor) throw new Error('no actor');
    return actor;
  }

  /** Returns what the browser's cookie says from then on. */
  async function signInWholly(staffNumber: string): Promise<string> {
    const place = { address: '192.0.2.10', device: 'Windows の Edge' };
    const actor = await actorOf(staffNumber);
    return (await test.get(SignInRecords).complete(actor, place, null)).deviceToken;
  }

  async function aNumber(): Promise<string> {
    counter += 1;
    const staffNumber = `000${String(counter)}`;
    await test.city.addAccount(await test.city.addPerson({ staffNumber }));
    return staffNumber;
  }

  async function guessAtOnce(
    count: number,
    target: (index: number) => { readonly staffNumber: string; readonly address: string },
  ): Promise<Record<string, number>> {
    const results = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        signIns.signIn({ ...target(index), password: `guess ${String(index)}` }),
      ),
    );
    const counts: Record<string, number> = {};
    for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  async function failuresAt(address: string, condition: string): Promise<number> {
    const rows = await rowsOf(
      test.database,
      `SELECT 1 FROM sign_in_failures WHERE address = $1 AND ${condition}`,
      [address],
    );
    return rows.length;
  }
});
