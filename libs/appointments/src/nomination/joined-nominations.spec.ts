import { randomUUID } from 'node:crypto';
import { AccountsModule } from '@app/accounts';
import { addNomination, type LibTest, startLibTest } from '@app/testing';
import { AppointmentsModule } from '../appointments.module';
import { JoinedNominations } from './joined-nominations';

/** One human being under two numbers, of which the second is kept. */
describe('Recommendations of two numbers', () => {
  let lib: LibTest;
  let part: JoinedNominations;
  let unitId: string;
  let head: string;
  let personId: string;
  let joinedTo: string;

  beforeAll(async () => {
    lib = await startLibTest(AccountsModule, AppointmentsModule);
    part = lib.get(JoinedNominations);
    unitId = await lib.city.addUnit();
    head = await lib.city.addAccount(await lib.city.addPerson({ unitId, isManagerial: true }));
  });

  beforeEach(async () => {
    personId = await lib.city.addPerson({ unitId });
    joinedTo = await lib.city.addPerson({ unitId });
  });

  afterAll(() => lib.close());

  const add = (of: string, role: 'leader' | 'supporter', state: 'nominated' | 'not_taken') =>
    addNomination(lib.database, {
      ...{ personId: of, unitId, by: head, role, state },
      ...{ nominatedOn: '2026-11-10', consentBy: '2026-11-24' },
    });
  const plan = async () => {
    const { history, notes } = await part.plan({ personId, joinedTo });
    const [moved] = history;
    return { ended: moved?.end.length, copies: moved?.copies.map(({ changes }) => changes), notes };
  };

  it('go to the number that is kept, open ones and those that are over', async () => {
    await add(personId, 'leader', 'nominated');
    await add(personId, 'supporter', 'not_taken');
    const changes = { person_id: joinedTo };
    expect(await plan()).toEqual({ ended: 2, copies: [changes, changes], notes: [] });
  });

  it('stay where both numbers have an open one for the role, and that is said', async () => {
    await add(personId, 'leader', 'nominated');
    await add(personId, 'supporter', 'nominated');
    await add(joinedTo, 'leader', 'nominated');
    await add(joinedTo, 'supporter', 'not_taken');
    const { ended, notes } = await plan();
    expect(ended).toBe(1);
    expect(notes).toEqual([
      expect.stringMatching(
        /^DX推進リーダーへの推薦\(同意待ち\)は、もう一方の番号でも進んでいます。/,
      ),
    ]);
  });

  it('are told by number, and nothing depends on a joining that nothing followed', async () => {
    await add(personId, 'leader', 'not_taken');
    expect(await part.listHoldings([personId, joinedTo])).toEqual([
      { personId, text: 'DX推進リーダーへの推薦(見送り)' },
    ]);
    expect(
      await part.listDependents({ id: randomUUID(), personId, joinedTo, at: new Date() }),
    ).toEqual([]);
  });
});
