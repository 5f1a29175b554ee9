import 'reflect-metadata';
import { resolve } from 'node:path';
import { dumpDatabase, runMigrations } from '@app/platform';
import { coursesCommand } from '../../apps/cli/src/commands/courses.command';
import { loadDemoCity } from '../../apps/cli/src/demo/load-demo-city';
import { fixtureConfig, fixtureFiles, packEvidence, TAKEN_AT } from './fixture';
import { playMore } from './play-more';
import { runScript, withThrowAwayServer } from './throw-away';

/**
 * `npm run cli -- --script test/upgrade/write-dump.js <folder>`: plays the city anew with the product of today. It made
 * test/upgrade/demo-city-2026-11-28.dump.gz with the first five migrations; that file is kept and never written
 * again, for its worth is that it is old. A later release may keep one of its own beside it.
 */
async function main(): Promise<void> {
  const folder = process.argv[2];
  if (folder === undefined) throw new Error('Name the folder into which the files are written');
  await withThrowAwayServer(async (databaseUrl, dataDir) => {
    const config = fixtureConfig(databaseUrl, dataDir);
    await runMigrations(databaseUrl);
    await coursesCommand.run(['publish', resolve('courses')], {
      config,
      print: () => undefined,
      step: (_label, work) => work(),
      call: () => Promise.resolve(false),
    });
    await loadDemoCity(config);
    await playMore(config);
    const files = fixtureFiles(resolve(folder));
    const manifest = await dumpDatabase(databaseUrl, files.dump, new Date(TAKEN_AT));
    packEvidence(files.evidence, dataDir);
    console.log(manifest.tables.map((table) => `${table.name} ${table.rows}`).join('\n'));
  });
}

runScript(main);
