import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDumpManifest } from '@app/platform';
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

  beforeAll(async () => {
    testDatabase = await createBareDatabase();
    const city = { databaseUrl: testDatabase.url, dataDir, folder: __dirname };
    await withUpgradedCity(city, async (app) => {
      figures = await figuresOf(app, DAYS);
      problems = await verifyDatabase(app, (line) => report.push(line));
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

  it('would tell of each number and each person that differs', () => {
    const day = '2026-11-28';
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
