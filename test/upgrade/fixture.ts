import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AccountsModule } from '@app/accounts';
import { CoursesModule } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import {
  type AppConfig,
  loadConfig,
  readDumpManifest,
  restoreDatabase,
  runMigrations,
} from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { withApp } from '../../apps/cli/src/with-app';

/** When the dump was taken: a Saturday late in the fiscal year, with much behind it and something ahead. */
export const TAKEN_AT = '2026-11-28T09:00:00+09:00';

/** Days before, at and after everything that the demo city does in its year. */
export const DAYS = [
  '2026-04-01',
  '2026-04-15',
  '2026-05-01',
  '2026-06-01',
  '2026-06-30',
  '2026-07-31',
  '2026-08-31',
  '2026-09-30',
  '2026-10-31',
  '2026-11-15',
  '2026-11-28',
] as const;

/** The kept files, in the folder `test/upgrade` of the checkout. */
export function fixtureFiles(folder: string) {
  return {
    dump: join(folder, 'demo-city-2026-11-28.dump.gz'),
    evidence: join(folder, 'evidence-2026-11-28.json'),
    figures: join(folder, 'figures-2026-11-28.json'),
  };
}

export function fixtureConfig(databaseUrl: string, dataDir: string): AppConfig {
  return loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    APP_NOW: TAKEN_AT,
    LOG_LEVEL: 'silent',
  });
}

interface Place {
  /** A database without a table. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Where the kept files are. */
  readonly folder: string;
}

/**
 * The city as an upgrade would find it: first only the migrations of the dump and its rows, then every newer
 * migration, then the product of today.
 */
export async function withUpgradedCity<Result>(
  { databaseUrl, dataDir, folder }: Place,
  work: (app: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const { dump, evidence } = fixtureFiles(folder);
  const { migrations } = await readDumpManifest(dump);
  await runMigrations(databaseUrl, migrations.at(-1));
  await restoreDatabase(databaseUrl, dump);
  await runMigrations(databaseUrl);
  unpackEvidence(evidence, dataDir);
  const config = fixtureConfig(databaseUrl, dataDir);
  return withApp(config, [AccountsModule, CoursesModule, CoverageModule], work);
}

/** The certificates of the city: they are files, not rows, so the dump does not have them. */
export function packEvidence(path: string, dataDir: string): void {
  const folder = join(dataDir, 'files');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [
      file.slice(folder.length + 1).replaceAll('\\', '/'),
      readFileSync(file, 'base64'),
    ]);
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(files), null, 2)}\n`);
}

function unpackEvidence(path: string, dataDir: string): void {
  const files = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  for (const [key, content] of Object.entries(files)) {
    const file = join(dataDir, 'files', key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, 'base64');
  }
}
