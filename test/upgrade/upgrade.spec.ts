import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishCoursesService } from '@app/courses';
import { type CityCoverage, CoverageQueries } from '@app/coverage';
import { type LocalDate, readDumpManifest } from '@app/platform';
import { createBareDatabase, type TestDatabase } from '@app/testing';
import { verifyDatabase } from '../../apps/cli/src/verify/verify-database';
import { type Difference, differencesBetween, type Figures, figuresOf } from './figures';
import { DAYS, fixtureFiles, withUpgradedCity } from './fixture';
import { KNOWN_DIFFERENCES } from './known-differences';

describe('A city of the first version, upgraded to this one', () => {
  const files = fixtureFiles(__dirname);
  const dataDir = mkdtempSync(join(tmpdir(), 'upgrade-'));
  const report: string[] = [];
  let testDatabase: TestDatabase;
  let figures: Figures;
  let problems: number;
  /** With the courses of this version published, as its first start does. */
  const later: CityCoverage[] = [];

  beforeAll(async () => {
    testDatabase = await createBareDatabase();
    const city = { databaseUrl: testDatabase.ownerUrl, dataDir, folder: __dirname };
    await withUpgradedCity(city, async (app) => {
      figures = await figuresOf(app, DAYS);
      problems = await verifyDatabase(app, (line) => report.push(line));
      const by = { accountId: null, label: 'upgrade' };
      await app.get(PublishCoursesService).publishFolder(join(__dirname, '../../courses'), by);
      for (const day of DAYS) later.push(await app.get(CoverageQueries).coverageAsOf(day));
    });
  }, 120_000);

  afterAll(async () => {
    await testDatabase.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('was made by the five migrations of the first version', async () => {
    expect((await readDumpManifest(files.dump)).migrations).toEqual([
      'CreatePlatform20260401000000',
      'CreateOrganization20260401000100',
      'CreateAccess20260401000200',
      'CreateLearning20260401000300',
      'CreateRolesAndFigures20260401000400',
    ]);
  });

  it('shows the same figures and the same people behind them, but for the known differences', () => {
    const expected = JSON.parse(readFileSync(files.figures, 'utf8')) as Figures;
    expect(Object.keys(expected)).toEqual([...DAYS]);
    const differences = differencesBetween(expected, figures).map(lineOf);
    const known = KNOWN_DIFFERENCES.flatMap(({ days, path, before, after }) =>
      days.map((day) => lineOf({ day, path, before, after })),
    );
    expect({
      unexpected: differences.filter((line) => !known.includes(line)),
      noLongerDiffers: known.filter((line) => !differences.includes(line)),
    }).toEqual({ unexpected: [], noLongerDiffers: [] });
  });

  it('has the promises of the plan as figures also of the days before they had any', () => {
    const shown = later.map(({ asOf, counts, courses }) => {
      const line = courses.find((it) => it.promise === 'information_security');
      return { asOf, done: counts.security_done, must: counts.security, line };
    });
    for (const { asOf, done, must, line } of shown)
      expect([asOf, done, must]).toEqual([asOf, line?.done ?? 0, line?.must ?? 0]);
    expect(shown.at(0)).toMatchObject({ must: 0 });
    const rising = shown.map((it) => it.done);
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(later.at(-1)?.counts.security).toBeGreaterThan(300);
    expect(later.at(-1)?.counts.ai_ever_done).toBeGreaterThan(100);
    for (const { asOf, counts } of later)
      expect([asOf, figures[asOf]?.city.counts]).toMatchObject([
        asOf,
        { mandatory_open: counts.mandatory_open, mandatory_done: counts.mandatory_done },
      ]);
  });

  it('would tell of each number and each person that differs', () => {
    const day: LocalDate = '2026-11-28';
    const now = figures[day];
    if (!now) throw new Error('no figures');
    const [someone = ''] = (now.people.holders?.counted ?? '').split(' ');
    const counted = now.people.holders?.counted?.slice(someone.length + 1) ?? '';
    const people = { ...now.people, holders: { ...now.people.holders, counted } };
    const changed = { ...figures, [day]: { ...now, city: { ...now.city, leaders: 0 }, people } };
    expect(differencesBetween(figures, changed)).toEqual([
      { day, path: 'city.leaders', before: now.city.leaders, after: 0 },
      { day, path: `people.holders.${someone}`, before: 'counted', after: null },
    ]);
  });

  it('has kept every rule of its data', () => {
    const wrong = report.filter((line) => !line.startsWith('●'));
    expect({ problems, wrong }).toEqual({ problems: 0, wrong: [] });
    expect(report.length).toBeGreaterThan(5);
  });
});

function lineOf({ day, path, before, after }: Difference): string {
  return `${day} ${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}
