import { type LibTest, rewriteHistory, rowsOf, startLibTest, TEST_PASSWORD } from '@app/testing';
import { AccountsModule, SignInService } from '..';

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
    expect(kinds).toEqual({ refused: 5, too_many_failures: 35 });
    const right = { staffNumber, address: '192.0.2.2', password: TEST_PASSWORD };
    expect((await signIns.signIn(right)).kind).toBe('too_many_failures');
    test.clock.advance({ minutes: 16 });
    expect((await signIns.signIn(right)).kind).toBe('accepted');
  });

  it('checks no more than fifty guesses from one address, whatever the numbers', async () => {
    const kinds = await guessAtOnce(60, (index) => ({
      staffNumber: `none-${String(index)}`,
      address: '192.0.2.3',
    }));
    expect(kinds).toEqual({ refused: 50, too_many_failures: 10 });
  });

  it('counts no successful sign-in, and forgets the failures before it', async () => {
    const staffNumber = await aNumber();
    const right = { staffNumber, address: '192.0.2.4', password: TEST_PASSWORD };
    for (let round = 0; round < 3; round++) {
      for (let guess = 0; guess < 4; guess++)
        expect((await signIns.signIn({ ...right, password: 'wrong' })).kind).toBe('refused');
      expect((await signIns.signIn(right)).kind).toBe('accepted');
    }
    expect(await failuresOf(`number:${staffNumber}`)).toBe(0);
    expect(await failuresOf('address:192.0.2.4')).toBe(12);
  });

  it.each([51, 3_000, 150_000])('refuses a number of %i letters like any other', async (length) => {
    // No run that compression could shorten to what fits into an index.
    const staffNumber = Array.from({ length }, (_, index) => (index * 7919).toString(36)).join('');
    const attempt = { staffNumber: staffNumber.slice(0, length), address: '192.0.2.5' };
    const kinds = await guessAtOnce(7, () => attempt);
    expect(kinds).toEqual({ refused: 5, too_many_failures: 2 });
    test.clock.advance({ minutes: 16 });
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

  async function failuresOf(subject: string): Promise<number> {
    const rows = await rowsOf(test.database, 'SELECT 1 FROM sign_in_failures WHERE subject = $1', [
      subject,
    ]);
    return rows.length;
  }
});
