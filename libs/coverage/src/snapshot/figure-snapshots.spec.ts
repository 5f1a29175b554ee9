import { createHash } from 'node:crypto';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { FigureSnapshotQueries } from './figure-snapshots.queries';
import { FigureSnapshotsService } from './figure-snapshots.service';

const END = '2026-10-31';

describe('The figures of a month', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let unitId: string;
  let personId: string;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    figures = new TestFigures(lib.database);
    unitId = await lib.city.addUnit({ code: 'A01', name: '税務課' });
    personId = await lib.city.addPerson({ unitId });
    await figures.addAppointment({ personId, unitId });
    await figures.addCertificate({ personId, passedOn: '2026-06-01' });
  });

  afterEach(() => lib.close());

  const rows = () =>
    rowsOf<{ as_of: string; sha256: string; figures: string }>(
      lib.database,
      'SELECT as_of::text, sha256, figures::text FROM figure_snapshots ORDER BY 1',
    );

  it('are written down once, of the last day of the month before, with the hash of the very text', async () => {
    const service = lib.get(FigureSnapshotsService);
    expect(await service.run()).toBe(true);
    const [first, ...others] = await rows();
    expect([first?.as_of, others]).toEqual([END, []]);
    expect(
      createHash('sha256')
        .update(first?.figures ?? '')
        .digest('hex'),
    ).toBe(first?.sha256);
    await figures.addAppointment({ ...{ personId: await lib.city.addPerson({ unitId }), unitId } });
    await service.run();
    expect(await rows()).toEqual([first]);
    lib.clock.set('2026-12-01T00:25:00+09:00');
    await service.run();
    expect((await rows()).map((it) => it.as_of)).toEqual([END, '2026-11-30']);
    const months = await lib.get(FigureSnapshotQueries).listMonths('2026-01-01', '2026-12-01');
    expect(
      months.map(({ asOf, covered, counting, holders, leaders }) => [
        ...[asOf, covered, counting, holders, leaders],
      ]),
    ).toEqual([
      ['2026-11-30', 1, 1, 1, 2],
      [END, 1, 1, 1, 1],
    ]);
  });

  it('say what would be counted otherwise now, and who, without becoming it', async () => {
    await lib.get(FigureSnapshotsService).run();
    const unchanged = await lib.get(FigureSnapshotQueries).getOf(END);
    expect(unchanged.differences).toEqual({ targets: [], figures: [], people: [] });
    const other = await lib.city.addPerson({ unitId });
    await figures.addCertificate({
      ...{ personId: other, passedOn: '2026-09-01', reportedAt: '2026-10-01' },
      decidedAt: '2026-10-30',
    });
    const { differences, figures: then } = await lib.get(FigureSnapshotQueries).getOf(END);
    expect(then.city.counts.holders).toBe(1);
    expect(differences.figures.filter(({ figure }) => figure === 'holders')).toEqual([
      { unit: null, figure: 'holders', then: 1, now: 2 },
      { unit: { code: 'A01', name: '税務課' }, figure: 'holders', then: 1, now: 2 },
    ]);
    expect(differences.people).toEqual([{ figure: 'holders', entering: [other], leaving: [] }]);
  });

  it('are none of a city whose records begin later', async () => {
    lib.clock.set('2015-04-01T00:25:00+09:00');
    expect(await lib.get(FigureSnapshotsService).run()).toBe(false);
    expect(await rows()).toEqual([]);
  });
});
