import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { figuresOf } from './figures';
import { DAYS, fixtureFiles, withUpgradedCity } from './fixture';
import { runScript, withThrowAwayServer } from './throw-away';

/**
 * `npm run cli -- --script test/upgrade/write-expected.js`: writes the figures of the kept city as the product of
 * today counts them. What the spec compares with was written by the product that made the dump: a figure that
 * changes on purpose is not written again but listed in known-differences.ts, with its reason.
 */
async function main(): Promise<void> {
  const folder = resolve('test/upgrade');
  await withThrowAwayServer((databaseUrl, dataDir) =>
    withUpgradedCity({ databaseUrl, dataDir, folder }, async (app) => {
      const figures = await figuresOf(app, DAYS);
      writeFileSync(fixtureFiles(folder).figures, `${JSON.stringify(figures, null, 2)}\n`);
    }),
  );
}

runScript(main);
