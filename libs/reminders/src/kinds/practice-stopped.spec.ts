import { addDays, type LocalDate } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';
import { PracticeRows } from './practice-rows.samples';

/** A Monday, and three weeks before it. */
const TODAY: LocalDate = '2026-11-16';
const STOPPED: LocalDate = '2026-10-26';

describe('Reminders that practice has stopped', () => {
  let lib: LibTest;
  let rows: PracticeRows;
  let personId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    rows = new PracticeRows(lib.database);
    personId = await lib.city.addPerson();
  });

  afterEach(() => lib.close());

  const toldOn = async (day: LocalDate) =>
    (await lib.get(CandidateQueries).listForRecipient(day, personId, ['practice_stopped'])).length;
  const practisedOn = (day: LocalDate, time = '12:00') =>
    rows.practise(personId, `${day}T${time}:00+09:00`, '2027-01-01T00:00:00Z');

  it.each([
    ['20 days ago', addDays(STOPPED, 1), 0],
    ['21 days ago', STOPPED, 1],
    ['34 days ago', addDays(STOPPED, -13), 1],
    ['35 days ago: too late to begin to speak of it', addDays(STOPPED, -14), 0],
  ] as const)('are for who answered last %s', async (_when, day, told) => {
    await rows.wish(personId, 'stopped', '2026-04-01', null);
    await practisedOn(addDays(day, -5));
    await practisedOn(day, '23:59');
    expect(await toldOn(TODAY)).toBe(told);
  });

  it.each([
    ['nobody who did not ask', null, null, 0],
    ['who asked on the day of the stop', TODAY, null, 1],
    ['nobody who asked later', '2026-11-17', null, 0],
    ['nobody who has taken it back', '2026-04-01', '2026-11-16', 0],
    ['who takes it back tomorrow', '2026-04-01', '2026-11-17', 1],
  ] as const)('are for %s', async (_who, from, to, told) => {
    if (from !== null) await rows.wish(personId, 'stopped', from, to);
    await practisedOn(STOPPED);
    expect(await toldOn(TODAY)).toBe(told);
  });

  it('are for nobody who wishes only the other one, never practised, or is through with it', async () => {
    await rows.wish(personId, 'stopped', '2026-04-01', null);
    expect(await toldOn(TODAY)).toBe(0);
    await practisedOn(STOPPED);
    expect(await toldOn(TODAY)).toBe(1);
    const figures = new TestFigures(lib.database);
    await figures.addAttempt({ personId, examOn: '2026-11-10', state: 'provisional_pass' });
    expect(await toldOn(TODAY)).toBe(0);
    const other = await lib.city.addPerson();
    await rows.wish(other, 'daily', '2026-04-01', null);
    await rows.practise(other, `${STOPPED}T12:00:00+09:00`, '2027-01-01T00:00:00Z');
    const found = lib.get(CandidateQueries).listForRecipient(TODAY, other, ['practice_stopped']);
    expect(await found).toEqual([]);
  });

  it('come once a stop, on the next office day, and again with another stop', async () => {
    await rows.wish(personId, 'stopped', '2026-04-01', null);
    // Three weeks later is Saturday 14 November.
    await practisedOn('2026-10-24');
    const plan = lib.get(PlanReminders);
    for (const day of ['2026-11-13', '2026-11-16', '2026-11-17', '2026-11-25'] as const)
      await plan.run(day);
    await practisedOn('2026-11-25');
    for (const day of ['2026-12-15', '2026-12-16', '2026-12-17'] as const) await plan.run(day);
    const told = await rowsOf<{ day: string }>(
      lib.database,
      'SELECT planned_for AS day FROM reminder_ledger WHERE recipient_person_id = $1 ORDER BY 1',
      [personId],
    );
    expect(told.map(({ day }) => day)).toEqual(['2026-11-16', '2026-12-16']);
  });
});
