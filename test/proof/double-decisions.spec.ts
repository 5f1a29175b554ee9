import { AccountsModule } from '@app/accounts';
import type { Actor } from '@app/access';
import { AppointmentsModule, NominationDecisions, NominationsService } from '@app/appointments';
import { CertificationRecordsService, CertificationsModule } from '@app/certifications';
import { Conflict } from '@app/platform';
import { anActor, type LibTest, rowOf, startLibTest, TestFigures } from '@app/testing';

const DECISIONS = 1_000;
/** So many are decided side by side, each by two at once. */
const AT_ONCE = 20;

/** Two people press at the same moment: one decision holds, the other is told so, and nothing is written twice. */
describe('A thousand decisions that two make at once', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let unitId: string;
  const [one, other]: readonly [Actor, Actor] = [
    anActor({ roles: ['staff', 'program_office', 'hr'] }),
    anActor({ roles: ['staff', 'program_office', 'hr'] }),
  ];

  beforeAll(async () => {
    lib = await startLibTest(AccountsModule, AppointmentsModule, CertificationsModule);
    figures = new TestFigures(lib.database);
    for (const actor of [one, other]) await lib.city.register(actor);
    unitId = await lib.city.addUnit({ code: '0101', name: '総務課' });
  }, 60_000);

  afterAll(() => lib.close());

  async function eachOf(work: (at: number) => Promise<void>): Promise<void> {
    for (let from = 0; from < DECISIONS; from += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => work(from + index)));
      // What autovacuum does in a city: without it every plan is one for tables that are still empty.
      if (from % 100 === 0) await lib.database.execute('ANALYZE');
    }
  }

  async function expectOneWinner(tries: readonly Promise<unknown>[]): Promise<void> {
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const it of results)
      if (it.status === 'rejected') expect(it.reason).toBeInstanceOf(Conflict);
  }

  const count = async (sql: string) =>
    (await rowOf<{ count: number }>(lib.database, `SELECT count(*)::int AS count FROM ${sql}`))
      ?.count;

  it('about recommendations have one winner each', async () => {
    await eachOf(async (at) => {
      const personId = await lib.city.addPerson({ unitId });
      const person = await lib.city.addActor({ personId });
      const role = 'supporter';
      const id = await lib
        .get(NominationsService)
        .nominate(person, { personId, role, reason: '志望' });
      const approving = {
        ...({ nominationId: id, termStart: '2026-12-01', termEnd: null, note: '' } as const),
        ...{ documentNumber: `DX第${String(at)}号`, warningsAccepted: true },
      };
      const refusal = { outcome: 'not_taken', reason: '見送り' } as const;
      const decisions = lib.get(NominationDecisions);
      await expectOneWinner([
        decisions.approve(one, approving),
        at % 2 === 0 ? decisions.approve(other, approving) : decisions.refuse(other, id, refusal),
      ]);
    });
    const approved = await count(`nominations WHERE state = 'approved'`);
    expect(await count('role_appointments')).toBe(approved);
    expect(
      await count(`audit_entries WHERE action IN ('nomination.approved', 'nomination.not_taken')`),
    ).toBe(DECISIONS);
  }, 900_000);

  it('about certificates have one winner each', async () => {
    await eachOf(async (at) => {
      const personId = await lib.city.addPerson({ unitId });
      const id = await figures.addCertificate({ personId, state: 'reported' });
      const records = lib.get(CertificationRecordsService);
      await expectOneWinner([
        records.verify(one, id),
        at % 2 === 0 ? records.verify(other, id) : records.return(other, id, '番号が読めません。'),
      ]);
    });
    expect(await count(`certification_records WHERE state NOT IN ('verified', 'returned')`)).toBe(
      0,
    );
    expect(
      await count(
        `audit_entries WHERE action IN ('certification_record.verified', 'certification_record.returned')`,
      ),
    ).toBe(DECISIONS);
  }, 900_000);
});
