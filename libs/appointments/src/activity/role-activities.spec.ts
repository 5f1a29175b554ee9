import { InvalidInput, NotFound } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { AppointmentsModule } from '../appointments.module';
import { RoleEligibilityQueries } from '../role/role-eligibility.queries';
import { type NewActivity, RoleActivitiesService } from './role-activities.service';
import { RoleActivityQueries } from './role-activities.queries';

const PAGE = { limit: 50, offset: 0 };

describe('What is done in a role', () => {
  let lib: LibTest;
  let unitId: string;
  let personId: string;

  beforeEach(async () => {
    lib = await startLibTest(AppointmentsModule);
    unitId = await lib.city.addUnit({ code: '0140', name: '税務課' });
    personId = await lib.city.addPerson({ unitId, staffNumber: '000001' });
    await new TestFigures(lib.database).addAppointment({
      ...{ personId, unitId, role: 'supporter', termStart: '2026-10-01', termEnd: '2028-03-31' },
    });
  });

  afterEach(() => lib.close());

  const actor = async (id = personId) =>
    anActor({ personId: id, accountId: await accountOf(id), roles: ['staff'] });
  const accounts = new Map<string, string>();
  async function accountOf(id: string): Promise<string> {
    const known = accounts.get(id) ?? (await lib.city.addAccount(id));
    accounts.set(id, known);
    return known;
  }
  const activity: NewActivity = {
    ...{ doneOn: '2026-11-10', what: 'tools' },
    ...{ minutes: 30, unitCode: '0140', note: '' },
  };
  const log = async (change: Partial<NewActivity> = {}, id = personId) =>
    lib.get(RoleActivitiesService).log(await actor(id), { ...activity, ...change });
  const own = async (id = personId) =>
    (await lib.get(RoleActivityQueries).listOwn(await actor(id), PAGE)).rows;

  it('is written down with the unit that was helped, and taken back with one press', async () => {
    await log();
    const [row, ...others] = await own();
    expect([row, others]).toMatchObject([{ unitName: '税務課', minutes: 30 }, []]);
    const service = lib.get(RoleActivitiesService);
    const stranger = await lib.city.addPerson({ unitId });
    await expect(service.takeBack(await actor(stranger), row?.id ?? '')).rejects.toThrow(NotFound);
    await service.takeBack(await actor(), row?.id ?? '');
    expect(await own()).toEqual([]);
    await expect(service.takeBack(await actor(), row?.id ?? '')).rejects.toThrow(NotFound);
    expect(await rowsOf(lib.database, 'SELECT id FROM role_activities_history')).toHaveLength(1);
  });

  it.each<[Partial<NewActivity>, string]>([
    [{ doneOn: '2026-11-17' }, 'doneOn'],
    [{ doneOn: '2026-08-15' }, 'doneOn'],
    [{ doneOn: '2026-09-30' }, 'doneOn'],
    [{ unitCode: '9999' }, 'unit'],
  ])('is refused where it cannot be: %j', async (change, field) => {
    const error: unknown = await log(change).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(InvalidInput);
    expect(Object.keys((error as InvalidInput).fields)).toEqual([field]);
  });

  it('is no more than twenty a day', async () => {
    for (let nth = 0; nth < 20; nth++) await log();
    await expect(log()).rejects.toThrow('20件まで');
    await log({ doneOn: '2026-11-11' });
  });

  it('makes an active holder for ninety days, and speaks for a requirement from so many on', async () => {
    const queries = lib.get(RoleActivityQueries);
    const judged = async (activities: number) => {
      const wanted = { kind: 'practice_done', activities } as const;
      const asked = [{ wanted, isRequired: true, alternative: null }];
      const found = await lib.get(RoleEligibilityQueries).judgeOn(asked, '2026-11-16', [personId]);
      return found.get(personId)?.required;
    };
    expect([await queries.countActive('2026-11-16'), await judged(1)]).toEqual([
      { holders: 1, active: 0 },
      'not_met',
    ]);
    await log();
    await log({ doneOn: '2026-11-11' });
    expect([await judged(1), await judged(2), await judged(3)]).toEqual(['met', 'met', 'not_met']);
    for (const [day, active] of [
      ['2026-11-09', 0],
      ['2026-11-10', 1],
      ['2027-02-08', 1],
      ['2027-02-09', 0],
    ] as const)
      expect([day, (await queries.countActive(day)).active]).toEqual([day, active]);
    const reader = anActor({ roles: ['staff', 'program_office'] });
    const rows = await queries.listHolders(reader, {
      ...{ on: '2026-11-16', onlyQuiet: false },
      ...PAGE,
    });
    expect(rows).toMatchObject([
      { staffNumber: '000001', roles: ['supporter'], lately: 2, minutesOfYear: 60 },
    ]);
    const quiet = { on: '2026-11-16', onlyQuiet: true, ...PAGE } as const;
    expect(await queries.listHolders(reader, quiet)).toEqual([]);
  });
});
