import type { LocalDate } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

const TODAY: LocalDate = '2026-11-16';

describe('Telling the holder that a certificate was verified', () => {
  let lib: LibTest;
  let personId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    personId = await lib.city.addPerson();
  });

  afterEach(() => lib.close());

  const verified = (decidedAt: string) =>
    new TestFigures(lib.database).addCertificate({ personId, state: 'verified', decidedAt });
  const told = async (day: LocalDate) =>
    (await lib.get(CandidateQueries).listForRecipient(day, personId, ['certificate_verified']))
      .length;

  it('is told once, within two weeks', async () => {
    await verified('2026-11-13T16:00:00+09:00');
    expect(await told('2026-11-12')).toBe(0);
    expect(await told('2026-11-26')).toBe(1);
    expect(await told('2026-11-27')).toBe(0);
    await lib.get(PlanReminders).run(TODAY);
    await lib.get(PlanReminders).run('2026-11-17');
    const rows = await rowsOf<object>(
      lib.database,
      `SELECT text, reason, link FROM reminder_ledger WHERE kind = 'certificate_verified'`,
    );
    expect(rows).toEqual([
      { text: 'ITパスポート試験', reason: '報告が確認されたため', link: '/certifications' },
    ]);
  });

  it('is nothing while a report waits, and of one from before the product', async () => {
    await new TestFigures(lib.database).addCertificate({
      ...{ personId, state: 'reported', code: 'fe' },
    });
    await verified('2026-06-20T16:00:00+09:00');
    expect(await told(TODAY)).toBe(0);
  });
});
