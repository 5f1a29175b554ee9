import type { LocalDate } from '@app/platform';
import { lazyCity, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from './coverage.queries';
import { HoldersOverTimeQueries } from './holders-over-time.queries';

describe('Holders over time', () => {
  let lib: LibTest;
  let facts: TestFigures;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    facts = new TestFigures(lib.database);
  });

  afterEach(async () => {
    await lib.close();
  });

  const city = lazyCity(() => lib);

  async function holdersUntil(on: LocalDate) {
    const { rule } = await lib.get(CoverageQueries).coverageAsOf(on);
    return lib.get(HoldersOverTimeQueries).holdersUntil(on, rule);
  }

  it('has no days without records', async () => {
    expect(await holdersUntil('2026-11-16')).toEqual([]);
  });

  it('are on each day what the figure of that day is', async () => {
    const unit = await city.unit('A');
    const person = () => city.staff(unit, { employedFrom: '2026-04-01', postedFrom: '2026-04-01' });
    const twice = await person();
    for (const decidedAt of ['2026-06-20T23:59:59+09:00', '2026-09-01T00:00:00+09:00'])
      await facts.addCertificate({
        personId: twice,
        passedOn: decidedAt.startsWith('2026-06') ? '2024-01-01' : '2025-01-01',
        reportedAt: '2026-06-10T10:00:00+09:00',
        decidedAt,
      });
    await facts.addCertificate({
      personId: await person(),
      reportedAt: '2026-06-10T10:00:00+09:00',
      decidedAt: '2026-08-01T00:00:00+09:00',
    });
    await facts.addCertificate({ personId: await person(), code: 'fe' });
    const line = await holdersUntil('2026-11-16');
    expect(line.map(({ day }) => day)).toEqual([
      ...['04', '05', '06', '07', '08', '09', '10', '11'].map((month) => `2026-${month}-01`),
      '2026-11-16',
    ]);
    const figures = [];
    for (const { day } of line)
      figures.push((await lib.get(CoverageQueries).coverageAsOf(day)).holder.now);
    expect(line.map(({ count }) => count)).toEqual(figures);
    expect(line.map(({ count }) => count)).toEqual([0, 0, 0, 1, 2, 2, 2, 2, 2]);
  });
});
