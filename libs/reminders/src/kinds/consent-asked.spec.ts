import type { LocalDate } from '@app/platform';
import { addNomination, type LibTest, rowsOf, startLibTest } from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

/** A Monday; 23 November is a holiday. */
const TODAY: LocalDate = '2026-11-16';

describe('Asking for an answer to a recommendation', () => {
  let lib: LibTest;
  let personId: string;
  let unitId: string;
  let by: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    unitId = await lib.city.addUnit({ countsForLeaderKpi: false });
    personId = await lib.city.addPerson({ unitId, name: '富山　花子' });
    by = await lib.city.addAccount(await lib.city.addPerson({ unitId, isManagerial: true }));
  });

  afterEach(() => lib.close());

  const add = (state: 'nominated' | 'consented' | 'declined', consentBy: LocalDate) =>
    addNomination(lib.database, {
      ...{ personId, unitId, by, state, consentBy, nominatedOn: '2026-11-09' },
      stepBy: state === 'nominated' ? by : own,
    });
  let own: string;
  beforeEach(async () => {
    own = await lib.city.addAccount(personId);
  });

  const leadsOn = async (day: LocalDate) =>
    (await lib.get(CandidateQueries).listForRecipient(day, personId, ['consent_asked'])).map(
      ({ lead }) => lead,
    );

  it.each([
    ['2026-11-30', [14], 'two weeks ahead'],
    ['2026-11-20', [14], 'four office days ahead'],
    ['2026-11-19', [3], 'three office days ahead'],
    ['2026-11-16', [3], 'today'],
    ['2026-11-15', [], 'over'],
  ] as const)('with the last day on %s tells %j: %s', async (consentBy, leads, _when) => {
    await add('nominated', consentBy);
    expect(await leadsOn(TODAY)).toEqual(leads);
  });

  it.each(['consented', 'declined'] as const)('says nothing once it is %s', async (state) => {
    await add(state, '2026-11-30');
    expect(await leadsOn(TODAY)).toEqual([]);
  });

  it('is told twice, to the person alone, by the role, with the way to the page', async () => {
    const id = await add('nominated', '2026-11-27');
    const plan = lib.get(PlanReminders);
    for (const day of [TODAY, '2026-11-17', '2026-11-24', '2026-11-25', '2026-11-30'] as const)
      await plan.run(day);
    const rows = await rowsOf<object>(
      lib.database,
      `SELECT recipient_person_id AS who, planned_for AS day, text, reason, link FROM reminder_ledger
       WHERE kind = 'consent_asked' ORDER BY planned_for`,
    );
    const always = { who: personId, text: 'DX推進リーダーへの推薦', link: `/nominations/${id}` };
    expect(rows).toEqual([
      { ...always, day: TODAY, reason: '推薦されたため' },
      { ...always, day: '2026-11-24', reason: '返事の期限まで3開庁日以内のため' },
    ]);
  });
});
