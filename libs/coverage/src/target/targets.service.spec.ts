import { Conflict, InvalidInput, type LocalDate } from '@app/platform';
import { anActor, type LibTest, startLibTest } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { METRIC_CODES } from './metrics';
import { TargetQueries } from './target.queries';
import { type TargetChange, TargetsService } from './targets.service';

describe('The history of targets', () => {
  let lib: LibTest;
  let queries: TargetQueries;
  let targets: TargetsService;
  const office = anActor({ roles: ['staff', 'program_office'] });
  const holders = {
    code: 'it_passport_holders',
    targetValue: 80,
    dueOn: '2032-03-31',
    source: '改定',
    page: '12頁',
    counting: '',
    validFrom: '2027-04-01',
    milestones: [],
  } as const satisfies TargetChange;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    await lib.city.register(office);
    queries = lib.get(TargetQueries);
    targets = lib.get(TargetsService);
    lib.clock.set('2026-12-01T09:00:00+09:00');
  });

  afterEach(async () => {
    await lib.close();
  });

  const on = async (day: LocalDate, code: string = holders.code) =>
    (await queries.listTargetsOn(day)).find((it) => it.code === code);
  const valueOn = async (day: LocalDate) => (await on(day))?.targetValue;
  const asKnown = async (day: LocalDate, at: string) =>
    (await queries.listTargetsAsKnown(day, new Date(at))).find((it) => it.code === holders.code)
      ?.targetValue;
  const newestRow = async (code: string = holders.code) =>
    (await queries.listTargets()).find((it) => it.code === code)?.rowId ?? '';
  const change = async (made: Partial<TargetChange> = {}) => {
    const input = { ...holders, ...made };
    await targets.changeTarget(office, input, await newestRow(input.code));
  };

  it('holds every promise of the plan from its first day on, none before', async () => {
    const held = async (day: LocalDate) =>
      (await queries.listTargetsOn(day)).map(({ code }) => code);
    expect(await held('2026-04-01')).toEqual(METRIC_CODES);
    expect(await held('2026-03-31')).toEqual(['leader_coverage', 'it_passport_holders']);
    expect(await held('2026-02-28')).toEqual([]);
    expect(await on('2026-12-01', 'leader_coverage')).toMatchObject({
      ...{ targetValue: 1, dueOn: '2031-03-31' },
    });
    expect(await on('2026-12-01', 'clerical_hours')).toMatchObject({
      ...{ targetValue: 150, dueOn: null },
    });
    expect((await on('2026-12-01', 'caio'))?.targetValue).toBeNull();
  });

  it('answers which target was told for a day at any instant, also after a correction and a withdrawal', async () => {
    await change();
    lib.clock.set('2027-01-01T09:00:00+09:00');
    await change({ targetValue: 90 });
    lib.clock.set('2027-02-01T09:00:00+09:00');
    await targets.withdrawTarget(office, holders.code, '2027-04-01');
    const at = ['2026-11-30', '2026-12-15', '2027-01-15', '2027-02-15'];
    const told = await Promise.all(at.map((day) => asKnown('2027-05-01', `${day}T00:00:00Z`)));
    expect(told).toEqual([50, 80, 90, 50]);
    expect(await asKnown('2027-03-31', '2027-02-15T00:00:00Z')).toBe(50);
    expect(await queries.listTold(holders.code)).toHaveLength(5);
    await expect(targets.withdrawTarget(office, holders.code, '2026-03-01')).rejects.toThrow(
      Conflict,
    );
  });

  it('keeps the milestones of what held before, and carries them with a target that is cut', async () => {
    const first = [{ fiscalYear: 2027, value: 20 }];
    await change({ validFrom: '2026-12-01', milestones: first });
    const second = [
      { fiscalYear: 2027, value: 30 },
      { fiscalYear: 2028, value: 50 },
    ];
    await change({ milestones: second });
    expect((await on('2027-03-31'))?.milestones).toEqual(first);
    expect((await on('2027-04-01'))?.milestones).toEqual(second);
    await targets.withdrawTarget(office, holders.code, '2027-04-01');
    expect((await on('2027-04-01'))?.milestones).toEqual(first);
    await expect(
      lib.database.execute('UPDATE kpi_target_milestones SET value = 1'),
    ).rejects.toThrow();
  });

  it('lets only one of two clerks write who have looked at the same', async () => {
    const seen = await newestRow();
    await targets.changeTarget(office, holders, seen);
    const other = { ...holders, targetValue: 90 };
    await expect(targets.changeTarget(office, other, seen)).rejects.toThrow(/ほかの人が/);
    const end = { code: holders.code, lastDay: '2026-12-31' } as const;
    await expect(targets.endTarget(office, end, seen)).rejects.toThrow(Conflict);
    expect(await valueOn('2027-04-01')).toBe(80);
  });

  it('ends a target on its last day, takes that back, and begins one anew', async () => {
    const code = 'caio';
    const end = async (lastDay: LocalDate | null) =>
      targets.endTarget(office, { code, lastDay }, await newestRow(code));
    await end('2027-03-31');
    expect([(await on('2027-03-31', code))?.code, await on('2027-04-01', code)]).toEqual([
      code,
      undefined,
    ]);
    await end(null);
    expect((await on('2027-04-01', code))?.code).toBe(code);
    await expect(end('2026-11-29')).rejects.toThrow(InvalidInput);
    await end('2026-12-31');
    lib.clock.set('2027-02-01T09:00:00+09:00');
    await expect(end(null)).rejects.toThrow(/終わっています/);
    await change({ code, targetValue: null, dueOn: null, validFrom: '2027-04-01' });
    expect([await on('2027-03-31', code), (await on('2027-04-01', code))?.source]).toEqual([
      undefined,
      '改定',
    ]);
    await targets.withdrawTarget(office, code, '2027-04-01');
    expect(await on('2027-04-01', code)).toBeUndefined();
    expect((await on('2026-12-31', code))?.code).toBe(code);
  });

  it('keeps a planned end when the target is changed before it', async () => {
    const end = { code: holders.code, lastDay: '2028-03-31' } as const;
    await targets.endTarget(office, end, await newestRow());
    await change();
    expect([await valueOn('2028-03-31'), await valueOn('2028-04-01')]).toEqual([80, undefined]);
    await targets.withdrawTarget(office, holders.code, '2027-04-01');
    expect([await valueOn('2028-03-31'), await valueOn('2028-04-01')]).toEqual([50, undefined]);
  });

  it('refuses what cannot be meant', async () => {
    const refused: readonly Partial<TargetChange>[] = [
      { validFrom: '2026-11-30' },
      { dueOn: null },
      { dueOn: '2027-04-01' },
      { targetValue: null },
      { targetValue: 0 },
      { milestones: [{ fiscalYear: 2026, value: 3 }] },
      { milestones: [{ fiscalYear: 2032, value: 3 }] },
      { milestones: [{ fiscalYear: 2027, value: 81 }] },
      { code: 'leader_coverage', targetValue: 2 },
      { code: 'ai_use', targetValue: 101 },
      { code: 'caio', targetValue: 1 },
    ];
    for (const made of refused) await expect(change(made)).rejects.toThrow(InvalidInput);
    await change();
    await expect(change()).rejects.toThrow(/同じです/);
    await expect(change({ validFrom: '2028-04-01' })).rejects.toThrow(Conflict);
    await expect(change({ validFrom: '2027-03-31' })).rejects.toThrow(InvalidInput);
    const staff = anActor({ roles: ['staff', 'hr'] });
    await expect(targets.changeTarget(staff, holders, await newestRow())).rejects.toThrow(/権限/);
  });
});
