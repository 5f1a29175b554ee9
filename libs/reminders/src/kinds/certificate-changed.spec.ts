import type { LocalDate } from '@app/platform';
import {
  addCorrection,
  type LibTest,
  rewriteHistory,
  rowsOf,
  startLibTest,
  TestFigures,
} from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

/** A Monday. */
const TODAY: LocalDate = '2026-11-16';

describe('Telling the holder what HR has done with a certificate', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let personId: string;

  beforeAll(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
  });

  beforeEach(async () => {
    personId = await lib.city.addPerson();
  });

  afterAll(() => lib.close());

  const told = async (day: LocalDate) =>
    (await lib.get(CandidateQueries).listForRecipient(day, personId, ['certificate_changed'])).map(
      ({ dueOn }) => dueOn,
    );
  const planned = async (day: LocalDate) => {
    await lib.get(PlanReminders).run(day);
    return rowsOf<object>(
      lib.database,
      `SELECT text, reason, link FROM reminder_ledger WHERE kind = 'certificate_changed' AND recipient_person_id = $1 ORDER BY due_on`,
      [personId],
    );
  };

  it('tells of a correction once a second person of HR has confirmed it, for two weeks', async () => {
    const recordId = await figures.addCertificate({ personId });
    const by = await lib.city.addPerson();
    const id = await addCorrection(lib.database, { recordId, by });
    expect(await told(TODAY)).toEqual([]);
    await rewriteHistory(
      lib.database,
      `UPDATE certification_corrections_history SET state = 'confirmed', decided_at = '2026-11-13T16:00:00Z', decided_by_person_id = $2
       WHERE id = $1`,
      [id, await lib.city.addPerson()],
    );
    expect(await told(TODAY)).toEqual(['2026-11-14']);
    expect(await told('2026-11-27')).toEqual(['2026-11-14']);
    expect(await told('2026-11-13')).toEqual([]);
    expect(await told('2026-11-30')).toEqual([]);
    await planned(TODAY);
    expect(await planned('2026-11-17')).toEqual([
      { text: 'ITパスポート試験', reason: '記録が訂正されたため', link: '/certifications' },
    ]);
  });

  it('tells of a report that came back and of a verification that was taken back, until it is reported again', async () => {
    const certificate = async (state: 'returned' | 'revoked', at: string) => {
      const id = await figures.addCertificate({ personId, state });
      await rewriteHistory(
        lib.database,
        `UPDATE certification_records_history SET decided_at = $2, revoked_at = CASE WHEN revoked_at IS NOT NULL THEN $2::timestamptz END
         WHERE id = $1 AND superseded_at IS NULL`,
        [id, at],
      );
    };
    await certificate('returned', '2026-11-12T03:00:00Z');
    expect(await told(TODAY)).toEqual(['2026-11-12']);
    await figures.addCertificate({ personId, state: 'reported', reportedAt: '2026-11-13' });
    expect(await told(TODAY)).toEqual([]);
    await certificate('revoked', '2026-11-14T03:00:00Z');
    expect(await told(TODAY)).toEqual(['2026-11-14']);
    expect(await planned('2026-11-18')).toMatchObject([{ reason: '確認が取り消されたため' }]);
  });
});
