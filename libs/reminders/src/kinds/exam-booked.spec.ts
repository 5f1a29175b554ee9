import type { LocalDate } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

/** A Monday. */
const TODAY: LocalDate = '2026-11-16';

describe('Reminders of a booked exam', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let personId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    figures = new TestFigures(lib.database);
    personId = await lib.city.addPerson();
  });

  afterEach(() => lib.close());

  const leadsOn = async (day: LocalDate) =>
    (await lib.get(CandidateQueries).listForRecipient(day, personId, ['exam_booked'])).map(
      ({ lead }) => lead,
    );

  // Monday 23 November is a holiday.
  it.each([
    ['2026-11-27', [], 'eight office days ahead'],
    ['2026-11-26', [7], 'seven office days ahead'],
    ['2026-11-25', [7], 'nearer than that, and not told yet'],
    ['2026-11-18', [7], 'the day after tomorrow'],
    ['2026-11-17', [1], 'tomorrow'],
    ['2026-11-16', [0], 'today'],
    ['2026-11-15', [], 'yesterday'],
  ] as const)('an exam on %s is told by %j: %s', async (examOn, leads, _when) => {
    await figures.addAttempt({ personId, examOn, state: 'booked' });
    expect(await leadsOn(TODAY)).toEqual(leads);
  });

  it.each(['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'] as const)(
    'one on %s, after a weekend or within it, is told on the Friday before',
    async (examOn) => {
      await figures.addAttempt({ personId, examOn, state: 'booked' });
      expect(await leadsOn('2026-11-20')).toEqual([1]);
      expect(await leadsOn('2026-11-19')).toEqual([7]);
    },
  );

  it.each(['cancelled', 'failed', 'provisional_pass'] as const)(
    'one that is %s is not told of',
    async (state) => {
      await figures.addAttempt({ personId, examOn: '2026-11-17', state });
      expect(await leadsOn(TODAY)).toEqual([]);
    },
  );

  it('tells of none on a day on which there is no such exam any more', async () => {
    await figures.addAttempt({ personId, examOn: '2026-11-17', state: 'booked' });
    await figures.endExam('ip', '2026-11-16');
    expect(await leadsOn(TODAY)).toEqual([]);
  });

  it('tells each offset once, names the exam, and leads to it', async () => {
    await figures.addAttempt({ personId, examOn: '2026-11-26', state: 'booked' });
    const plan = lib.get(PlanReminders);
    for (const day of ['2026-11-16', '2026-11-17', '2026-11-25', '2026-11-26'] as const)
      await plan.run(day);
    const rows = await rowsOf<{ lead: number; text: string; link: string }>(
      lib.database,
      'SELECT lead, text, link FROM reminder_ledger WHERE recipient_person_id = $1 ORDER BY planned_for',
      [personId],
    );
    expect(rows.map(({ lead }) => lead)).toEqual([7, 1, 0]);
    expect(rows[0]).toMatchObject({
      text: 'ITパスポート試験',
      link: expect.stringMatching(/^\/certifications\/exams\/[0-9a-f-]{36}$/) as string,
    });
  });
});
