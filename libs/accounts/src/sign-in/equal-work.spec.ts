import { type LibTest, startLibTest } from '@app/testing';
import { AccountsModule, SignInService } from '..';
import { hashPassword, isPassword } from '../password/passwords';

const TRIES = 15;
/** Noise of a busy machine; without the hash a refusal takes a tenth or less. */
const FACTOR = 2;

/** What a refusal costs is what somebody with a watch could tell apart: measured as work, so that a busy machine does not matter. */
describe('A refused sign-in', () => {
  let test: LibTest;
  let signIn: SignInService;
  let tries = 0;

  beforeAll(async () => {
    test = await startLibTest(AccountsModule);
    signIn = test.get(SignInService);
  });

  afterAll(() => test.close());

  const numberOf = (kind: number, index: number) =>
    `${String(kind)}${String(index).padStart(5, '0')}`;

  async function addPeople(kind: number): Promise<void> {
    for (let index = 0; index < TRIES; index++) {
      const staffNumber = numberOf(kind, index);
      await test.city.addAccount(await test.city.addPerson({ staffNumber }));
    }
  }

  /** Each from an address of its own: nobody is slowed down. */
  async function costOf(staffNumber: string): Promise<number> {
    tries += 1;
    const address = `192.0.2.${String(tries)}`;
    const before = process.cpuUsage();
    const result = await signIn.signIn({ staffNumber, password: 'wrong password', address });
    const { user, system } = process.cpuUsage(before);
    expect(result).toEqual({ kind: 'refused' });
    return user + system;
  }

  it('costs the same for nobody, for an account that may not act and for a wrong password: one hash', async () => {
    await addPeople(1);
    await addPeople(2);
    await test.database.execute(
      `UPDATE accounts SET suspended_at = '2026-11-01' WHERE person_id IN
         (SELECT person_id FROM staff_numbers WHERE staff_number LIKE '2%')`,
    );
    // As a city's own are: those of other specs are made cheaply.
    const hash = await hashPassword('anything');
    await test.database.execute('UPDATE accounts SET password_hash = $1', [hash]);
    // The first one makes what nobody's password is compared with.
    await costOf('900000');
    const costs = { wrong: [] as number[], suspended: [] as number[], nobody: [] as number[] };
    const hashes: number[] = [];
    for (let index = 0; index < TRIES; index++) {
      costs.wrong.push(await costOf(numberOf(1, index)));
      costs.suspended.push(await costOf(numberOf(2, index)));
      costs.nobody.push(await costOf(numberOf(3, index)));
      const before = process.cpuUsage();
      await isPassword(hash, 'wrong password');
      hashes.push(process.cpuUsage(before).user);
    }
    const [least = 0, , most = 0] = Object.values(costs)
      .map(medianOf)
      .toSorted((a, b) => a - b);
    expect(most).toBeLessThan(least * FACTOR);
    expect(least).toBeGreaterThan(medianOf(hashes) / FACTOR);
  }, 60_000);
});

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
