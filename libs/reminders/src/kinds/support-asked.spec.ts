import type { LocalDate } from '@app/platform';
import {
  addNomination,
  askForSupport,
  type LibTest,
  type NominationFacts,
  rewriteHistory,
  rowsOf,
  startLibTest,
} from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

const TODAY: LocalDate = '2026-11-16';

describe('Asking the head for a word', () => {
  let lib: LibTest;
  let unitId: string;
  let head: string;
  let headAccount: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    unitId = await lib.city.addUnit({ countsForLeaderKpi: false });
    head = await lib.city.addPerson({ unitId, isManagerial: true });
    headAccount = await lib.city.addAccount(head);
  });

  afterEach(() => lib.close());

  async function add(origin: NominationFacts['origin'] = 'self'): Promise<string> {
    const personId = await lib.city.addPerson({ unitId, name: '富山　花子' });
    const own = await lib.city.addAccount(personId);
    const by = origin === 'self' ? own : headAccount;
    const step = { state: 'consented', stepBy: own, nominatedOn: '2026-11-13' } as const;
    return addNomination(lib.database, { personId, unitId, by, origin, ...step });
  }

  const told = async (day: LocalDate = TODAY) => {
    await lib.get(PlanReminders).run(day);
    return rowsOf<object>(
      lib.database,
      `SELECT recipient_person_id AS who, text, reason, link FROM reminder_ledger WHERE kind = 'support_asked' ORDER BY reason`,
    );
  };

  it('tells the head once of somebody who recommended themselves, where the role asks for it', async () => {
    await askForSupport(lib.database, 'leader', '2026-11-01');
    const id = await add();
    const once = {
      who: head,
      text: '富山　花子(DX推進リーダー)',
      ...{ reason: '自薦があったため', link: `/nominations/${id}` },
    };
    expect(await told()).toEqual([once]);
    expect(await told('2026-11-17')).toEqual([once]);
  });

  it('tells of one of the office as well, and not of the head’s own', async () => {
    await askForSupport(lib.database, 'leader', '2026-11-01');
    await add('office');
    await add('head');
    expect(await told()).toEqual([expect.objectContaining({ reason: '推薦があったため' })]);
  });

  it('says nothing where the role does not ask for it, or not yet', async () => {
    await askForSupport(lib.database, 'supporter', '2026-11-01');
    await askForSupport(lib.database, 'leader', '2026-11-17');
    await add();
    expect(await told()).toEqual([]);
    expect(await told('2026-11-17')).toHaveLength(1);
  });

  it('says nothing once there is a word, or when the head is the one', async () => {
    await askForSupport(lib.database, 'leader', '2026-11-01');
    const id = await add();
    await rewriteHistory(
      lib.database,
      `UPDATE nominations_history SET support = '適任', supported_at = '2026-11-14', supported_by = $2 WHERE id = $1`,
      [id, headAccount],
    );
    const own = { personId: head, unitId, by: headAccount, origin: 'self' } as const;
    await addNomination(lib.database, { ...own, state: 'consented', nominatedOn: '2026-11-13' });
    expect(await told()).toEqual([]);
  });
});
