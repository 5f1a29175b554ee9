import { OrganizationImports } from '@app/organization';
import type { AuditActor } from '@app/platform';
import { type LibTest, startLibTest } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { FigureSnapshotsService } from './figure-snapshots.service';
import { TrendQueries } from './trends.queries';
import { UnitMonthQueries } from './unit-months.queries';

const NOBODY: AuditActor = { accountId: null, label: '人事' };
const HEADER =
  '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順,前身所属コード';

/** From October to December 2026. */
describe('Figures of a unit that another one took over from', () => {
  let lib: LibTest;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    const old = await lib.city.addUnit({
      code: 'D1',
      name: '旧部',
      kind: 'department',
      countsForLeaderKpi: false,
    });
    const unitId = await lib.city.addUnit({ code: 'A', name: '甲課', parentId: old });
    await lib.city.addPerson({ unitId });
    await lib.get(FigureSnapshotsService).run();
  });

  afterEach(() => lib.close());

  const reorganise = async (...lines: readonly string[]) => {
    lib.clock.set('2026-11-20T10:00:00+09:00');
    const bytes = Buffer.from([HEADER, ...lines, ''].join('\n'));
    const units = { fileName: 'units.csv', bytes };
    const input = { units, effectiveOn: '2026-11-20' } as const;
    await lib.get(OrganizationImports).importAtOnce(NOBODY, input, { alarmsAccepted: true });
    lib.clock.set('2026-12-01T00:25:00+09:00');
    await lib.get(FigureSnapshotsService).run();
  };
  const departments = async () =>
    (await lib.get(TrendQueries).listTrend('2026-10-01', '2026-12-01'))
      .filter(({ isCity }) => !isCity)
      .map(({ asOf, code, name, staff }) => [asOf, code, name, staff]);

  it('go on as one line where a 部 goes on whole under another code', async () => {
    await reorganise(
      ...['D1,旧部,,,部,2020/4/1,2026/11/19,,', 'D2,新部,,,部,2026/11/20,,,D1'],
      'A,甲課,,D2,課,2020/4/1,,,',
    );
    expect(await departments()).toEqual([
      ['2026-10-31', 'D2', '旧部', 1],
      ['2026-11-30', 'D2', '新部', 1],
    ]);
    const months = await lib.get(UnitMonthQueries).listMonths(['A'], '2026-12-01');
    expect(months.map(({ asOf, code, staff }) => [asOf, code, staff])).toEqual([
      ['2026-11-30', 'A', 1],
      ['2026-10-31', 'A', 1],
    ]);
  });

  it('begin anew at a split, and it is told', async () => {
    await reorganise(
      ...['D1,旧部,,,部,2020/4/1,2026/11/19,,', 'D2,新部,,,部,2026/11/20,,,D1'],
      ...['D3,別部,,,部,2026/11/20,,,D1', 'A,甲課,,D2,課,2020/4/1,,,'],
    );
    expect(await departments()).toEqual([
      ['2026-10-31', 'D1', '旧部', 1],
      ['2026-11-30', 'D2', '新部', 1],
    ]);
    const turns = await lib.get(TrendQueries).listTurns('2026-10-01', '2026-12-01');
    expect(turns.map((it) => [it.kind, it.on, it.beforeName, it.afterName])).toEqual([
      ['split', '2026-11-20', '旧部', '新部'],
      ['split', '2026-11-20', '旧部', '別部'],
    ]);
  });
});
