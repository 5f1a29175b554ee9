import type { LocalDate } from '@app/platform';
import { type LibTest, startLibTest } from '@app/testing';
import { AccountsModule, ActorQueries } from '..';

const TODAY: LocalDate = '2026-11-16';

describe('Who somebody is today', () => {
  let test: LibTest;
  let department: string;
  let division: string;

  beforeAll(async () => {
    test = await startLibTest(AccountsModule);
    department = await test.city.addUnit({ name: '総務部', kind: 'department' });
    division = await test.city.addUnit({ name: '総務課', parentId: department });
  });

  afterAll(() => test.close());

  const signedIn = async (facts: object) => {
    const personId = await test.city.addPerson({ isManagerial: true, ...facts });
    const accountId = await test.city.addAccount(personId);
    const on = (day: LocalDate) => test.get(ActorQueries).findActor(accountId, day);
    return { personId, on };
  };

  it('the head, and whoever would stand in next, act for the unit and all below it', async () => {
    const chief = await signedIn({ unitId: department, postTitle: '部長' });
    const deputy = await signedIn({ unitId: department, postTitle: '次長' });
    const clerk = await signedIn({ unitId: department, isManagerial: false });
    const all = [department, division].sort();
    for (const { on } of [chief, deputy]) {
      const actor = await on(TODAY);
      expect([...(actor?.headedUnitIds ?? [])].sort()).toEqual(all);
      expect(actor?.roles).toEqual(['staff', 'unit_head']);
    }
    expect(await clerk.on(TODAY)).toMatchObject({ headedUnitIds: [], roles: ['staff'] });
  });

  it('an acting or concurrent managerial post counts like a primary one', async () => {
    const { personId, on } = await signedIn({ isManagerial: false });
    const post = { unitId: division, kind: 'acting', postTitle: '課長', isManagerial: true };
    await test.city.addPosting({ personId, ...post, validFrom: TODAY });
    expect((await on('2026-11-15'))?.headedUnitIds).toEqual([]);
    expect((await on(TODAY))?.headedUnitIds).toEqual([division]);
  });

  it('a head on leave or seconded acts for nobody until the return', async () => {
    const { personId, on } = await signedIn({ unitId: division, postTitle: '課長' });
    await test.city.addAbsence(personId, 'parental_leave', { from: TODAY, to: '2027-04-01' });
    expect((await on('2026-11-15'))?.roles).toContain('unit_head');
    expect((await on(TODAY))?.roles).toEqual(['staff']);
    expect((await on('2027-04-01'))?.headedUnitIds).toEqual([division]);
  });

  it('has the name and number of the day', async () => {
    const { personId, on } = await signedIn({ unitId: division, staffNumber: '001' });
    await test.city.rename(personId, '田中　花子', '2027-04-01');
    await test.city.renumber(personId, '900', '2027-04-01');
    expect((await on(TODAY))?.staffNumber).toBe('001');
    expect(await on('2027-04-01')).toMatchObject({ staffNumber: '900', name: '田中　花子' });
  });
});
