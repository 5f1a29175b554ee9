import { Conflict, InvalidInput, type LocalDate, NotFound } from '@app/platform';
import { anActor, type LibTest, startLibTest } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from '../figures/coverage.queries';
import type { Metric } from './metrics';
import { TargetQueries } from './target.queries';
import { TargetStandingQueries } from './target-standings.queries';
import { type NewValue, TargetValuesService } from './target-values.service';

describe('Numbers that are typed in', () => {
  let lib: LibTest;
  let values: TargetValuesService;
  const office = anActor({ roles: ['staff', 'program_office'] });
  const cases = {
    ...{ code: 'bpr_cases', asOf: '2026-09-30', value: 0, status: null },
    ...{ document: 'DX第12号', note: '' },
  } as const satisfies NewValue;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    await lib.city.register(office);
    values = lib.get(TargetValuesService);
    lib.clock.set('2027-05-10T09:00:00+09:00');
  });

  afterEach(async () => {
    await lib.close();
  });

  const enter = (made: Partial<NewValue> = {}, seen = '') =>
    values.enterValue(office, { ...cases, ...made }, seen);
  const told = async (code: Metric = 'bpr_cases') => lib.get(TargetQueries).listValuesTold(code);
  const standingOn = async (day: LocalDate, code: Metric = 'bpr_cases') => {
    const city = await lib.get(CoverageQueries).coverageAsOf(day);
    const all = await lib.get(TargetStandingQueries).listStandings(city);
    return all.find(({ target }) => target.code === code);
  };

  it('count from their day on, within their fiscal year', async () => {
    await enter();
    await enter({ asOf: '2027-03-31', value: 1 });
    const on = async (day: LocalDate) => {
      const standing = await standingOn(day);
      return (['now', 'missing', 'state', 'dueOn'] as const).map((key) => standing?.[key]);
    };
    expect(await on('2026-09-29')).toEqual([null, null, 'not_entered', '2027-03-31']);
    expect(await on('2027-03-30')).toEqual([0, 1, 'on_way', '2027-03-31']);
    expect(await on('2027-03-31')).toEqual([1, 0, 'met', '2027-03-31']);
    expect(await on('2027-04-01')).toEqual([null, null, 'not_entered', '2028-03-31']);
  });

  it('are corrected by a row of the same day, and what was said stays', async () => {
    await enter();
    const [first] = await told();
    await enter({ value: 2 }, first?.id);
    await expect(enter({ value: 3 }, first?.id)).rejects.toThrow(/すでに「2件」/);
    await expect(enter({ value: 3 })).rejects.toThrow(Conflict);
    const rows = await told();
    expect(rows.map(({ value, supersededAt }) => [value, supersededAt])).toEqual([
      [2, null],
      [0, lib.clock.now()],
    ]);
    const second = String(rows[0]?.id);
    await expect(enter({ value: 2 }, second)).rejects.toThrow(/同じです/);
    await values.withdrawValue(office, 'bpr_cases', second);
    expect((await standingOn('2026-10-01'))?.state).toBe('not_entered');
    expect(await told()).toHaveLength(2);
    await expect(values.withdrawValue(office, 'bpr_cases', second)).rejects.toThrow(NotFound);
    await expect(lib.database.execute('UPDATE kpi_values_history SET value = 9')).rejects.toThrow();
    await expect(lib.database.execute('DELETE FROM kpi_values_history')).rejects.toThrow();
  });

  it('tell how far a promise without a number is', async () => {
    const status = { code: 'caio', value: null } as const;
    await enter({ ...status, status: 'preparing' });
    await enter({ ...status, asOf: '2027-03-01', status: 'carried_out' });
    const on = async (day: LocalDate) => (await standingOn(day, 'caio'))?.state;
    expect(await on('2026-06-01')).toBe('not_entered');
    expect(await on('2026-12-01')).toBe('preparing');
    expect(await on('2027-03-31')).toBe('met');
  });

  it('are refused where they cannot be meant', async () => {
    const refused: readonly Partial<NewValue>[] = [
      { asOf: '2027-05-11' },
      { value: null },
      { status: 'preparing' },
      { code: 'caio', value: 1, status: 'preparing' },
      { code: 'caio', value: null },
    ];
    for (const made of refused) await expect(enter(made)).rejects.toThrow(InvalidInput);
    await expect(enter({ code: 'supporters' })).rejects.toThrow(NotFound);
    const staff = anActor({ roles: ['staff', 'hr'] });
    await expect(values.enterValue(staff, cases, '')).rejects.toThrow(/権限/);
  });
});
