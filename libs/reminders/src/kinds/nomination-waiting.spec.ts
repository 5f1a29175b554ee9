import type { LocalDate } from '@app/platform';
import { addNomination, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

/** A Monday. */
const TODAY: LocalDate = '2026-11-16';

describe('Telling DX推進室 of recommendations that wait', () => {
  let lib: LibTest;
  let unitId: string;
  let office: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    unitId = await lib.city.addUnit({ countsForLeaderKpi: false });
    office = await lib.city.addPerson();
    await lib.city.addAccount(office, 'program_office');
  });

  afterEach(() => lib.close());

  async function add(state: 'consented' | 'nominated' | 'not_taken', since: LocalDate) {
    const personId = await lib.city.addPerson({ unitId });
    const own = await lib.city.addAccount(personId);
    const by = await lib.city.addAccount(await lib.city.addPerson());
    const stepBy = state === 'consented' ? own : by;
    const days = { nominatedOn: '2026-11-02', consentBy: '2026-12-31', since } as const;
    await addNomination(lib.database, { personId, unitId, by, stepBy, state, ...days });
  }

  const told = async (...days: readonly LocalDate[]) => {
    for (const day of days) await lib.get(PlanReminders).run(day);
    return rowsOf<object>(
      lib.database,
      `SELECT planned_for AS day, text, reason FROM reminder_ledger
       WHERE kind = 'nomination_waiting' AND recipient_person_id = $1 AND link = '/appointments/nominations?state=consented' ORDER BY 1`,
      [office],
    );
  };

  it('is one line for all, when another has come and once a week', async () => {
    await add('consented', '2026-11-13');
    await add('consented', '2026-11-16');
    const [again, fresh] = [
      '決定を待つ推薦があるため(週に1回)',
      '新しく決定を待つ推薦があるため',
    ] as const;
    expect(await told(TODAY, '2026-11-17')).toEqual([
      { day: TODAY, text: '2件の推薦', reason: fresh },
    ]);
    await add('consented', '2026-11-18');
    expect(await told('2026-11-19', '2026-11-20', '2026-11-24', '2026-11-25')).toEqual([
      { day: TODAY, text: '2件の推薦', reason: fresh },
      { day: '2026-11-19', text: '3件の推薦', reason: fresh },
      { day: '2026-11-24', text: '3件の推薦', reason: again },
    ]);
  });

  it('is silent where nothing waits for the office', async () => {
    await add('nominated', '2026-11-13');
    await add('not_taken', '2026-11-13');
    expect(await told(TODAY)).toEqual([]);
  });
});
