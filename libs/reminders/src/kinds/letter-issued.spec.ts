import type { LocalDate } from '@app/platform';
import { addLetter, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

const TODAY: LocalDate = '2026-11-16';

describe('Telling somebody that a letter lies ready', () => {
  let lib: LibTest;
  let personId: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    personId = await lib.city.addPerson();
  });

  afterEach(() => lib.close());

  const appoint = async (termStart: LocalDate) =>
    new TestFigures(lib.database).addAppointment({
      ...{ personId, unitId: await lib.city.addUnit({ countsForLeaderKpi: false }), termStart },
    });
  const told = async (day: LocalDate) => {
    await lib.get(PlanReminders).run(day);
    return rowsOf<object>(
      lib.database,
      `SELECT recipient_person_id AS who, planned_for AS day, text, reason, link FROM reminder_ledger
       WHERE kind = 'letter_issued' ORDER BY planned_for`,
    );
  };

  it('is told once of each issue', async () => {
    const appointmentId = await appoint('2026-04-01');
    await addLetter(lib.database, { appointmentId, issuedAt: '2026-11-13T15:00:00+09:00' });
    const always = { who: personId, text: 'DX推進リーダーの書面' };
    const link = `/my-role/letters/${appointmentId}`;
    const first = { ...always, day: TODAY, reason: '発行されたため', link: `${link}/1` };
    expect(await told(TODAY)).toEqual([first]);
    expect(await told('2026-11-17')).toEqual([first]);
    await addLetter(lib.database, {
      ...{ appointmentId, issuedAt: '2026-11-17T15:00:00+09:00', issueNumber: 2 },
    });
    const second = { ...always, day: '2026-11-18', reason: '再発行されたため', link: `${link}/2` };
    expect(await told('2026-11-18')).toEqual([first, second]);
  });

  it('waits for the first day of the term, and is nothing after two weeks', async () => {
    const appointmentId = await appoint('2026-11-18');
    await addLetter(lib.database, { appointmentId, issuedAt: '2026-11-02T15:00:00+09:00' });
    expect(await told('2026-11-17')).toEqual([]);
    expect(await told('2026-11-18')).toHaveLength(1);
    personId = await lib.city.addPerson();
    const old = await appoint('2026-04-01');
    await addLetter(lib.database, { appointmentId: old, issuedAt: '2026-11-01T15:00:00+09:00' });
    expect(await told('2026-11-19')).toHaveLength(1);
  });
});
