import type { LocalDate } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';
import { PracticeRows } from './practice-rows.samples';

/** A Monday. */
const TODAY: LocalDate = '2026-11-16';
const BEFORE = '2026-11-13T12:00:00+09:00';

describe('The reminder of today’s ten questions', () => {
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
    (await lib.get(CandidateQueries).listForRecipient(day, personId, ['practice_daily'])).length;

  it.each([
    ['comes back at the end of the day', '2026-11-16T23:59:59+09:00', 1],
    ['comes back with the day after', '2026-11-17T00:00:00+09:00', 0],
    ['came back long ago', '2026-10-01T00:00:00+09:00', 1],
  ] as const)('comes when something %s', async (_when, dueAt, told) => {
    await rows.wish(personId, 'daily', '2026-04-01', null);
    await rows.practise(personId, BEFORE, dueAt);
    expect(await toldOn(TODAY)).toBe(told);
  });

  it.each([
    ['was practised today', '2026-11-16T00:00:00+09:00', 0],
    ['was practised yesterday', '2026-11-15T23:59:59+09:00', 1],
  ] as const)('comes when nothing but %s', async (_when, at, told) => {
    await rows.wish(personId, 'daily', '2026-04-01', null);
    await rows.practise(personId, at, '2026-11-16T00:00:00+09:00');
    expect(await toldOn(TODAY)).toBe(told);
  });

  it.each([
    ['did not ask', null, null, 0],
    ['asks from today on', TODAY, null, 1],
    ['asks from tomorrow on', '2026-11-17', null, 0],
    ['does not ask any more', '2026-04-01', TODAY, 0],
  ] as const)('comes to nobody who %s: %#', async (_who, from, to, told) => {
    if (from !== null) await rows.wish(personId, 'daily', from, to);
    await rows.practise(personId, BEFORE, BEFORE);
    expect(await toldOn(TODAY)).toBe(told);
  });

  it('comes on each office day as long as it is wished, and not after a pass', async () => {
    await rows.wish(personId, 'daily', '2026-04-01', '2026-11-18');
    await rows.practise(personId, '2026-11-12T12:00:00+09:00', BEFORE);
    const plan = lib.get(PlanReminders);
    for (const day of ['13', '14', '16', '17', '18'] as const) await plan.run(`2026-11-${day}`);
    const told = await rowsOf<{ day: string }>(
      lib.database,
      'SELECT planned_for AS day FROM reminder_ledger WHERE recipient_person_id = $1 ORDER BY 1',
      [personId],
    );
    expect(told.map(({ day }) => day)).toEqual(['2026-11-13', '2026-11-16', '2026-11-17']);
    await new TestFigures(lib.database).addCertificate({ personId, state: 'reported' });
    expect(await toldOn('2026-11-17')).toBe(0);
  });
});
