import type { LocalDate } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

/** A Monday. */
const TODAY: LocalDate = '2026-11-16';

describe('Telling HR of reports that wait', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let hr: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    hr = await lib.city.addPerson();
    await lib.city.addAccount(hr, 'hr');
  });

  afterEach(() => lib.close());

  const report = async (reportedAt: LocalDate, state: 'reported' | 'verified' = 'reported') =>
    figures.addCertificate({ personId: await lib.city.addPerson(), state, reportedAt });
  const told = async (day: LocalDate) => {
    await lib.get(PlanReminders).run(day);
    return rowsOf<object>(
      lib.database,
      `SELECT recipient_person_id AS who, planned_for AS day, text, reason, link FROM reminder_ledger
       WHERE kind = 'verification_waiting' ORDER BY planned_for`,
    );
  };

  it('says how many, when another one has come and once a week', async () => {
    await report('2026-11-16');
    const always = { who: hr, text: '1件の報告', link: '/certification-reviews' };
    const first = { ...always, day: TODAY, reason: '新しい報告があるため' };
    expect(await told(TODAY)).toEqual([first]);
    expect(await told('2026-11-17')).toEqual([first]);
    await report('2026-11-17');
    expect(await told('2026-11-18')).toEqual([
      first,
      { ...first, day: '2026-11-18', text: '2件の報告' },
    ]);
    expect((await told('2026-11-24')).at(-1)).toEqual({
      ...{ ...always, day: '2026-11-24', text: '2件の報告' },
      reason: '確認を待つ報告があるため(週に1回)',
    });
  });

  it('says nothing where nothing waits', async () => {
    await report('2026-11-13', 'verified');
    expect(await told(TODAY)).toEqual([]);
  });
});
