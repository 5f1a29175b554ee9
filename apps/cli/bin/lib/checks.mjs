// The steps of `npm run check`: each one program, on the sources, with its time.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ROOT } from './folder.mjs';
import { seconds } from './progress.mjs';
import { runScript } from './run.mjs';

/** @type {{ name: string, script: string, args: string[], config: string }[]} */
const CHECKS = [
  {
    name: '型（tsc）',
    script: 'node_modules/typescript-native/bin/tsc',
    args: ['--noEmit', '-p', 'tsconfig.json'],
    config: 'tsconfig.json',
  },
  {
    name: '規則（oxlint）',
    script: 'node_modules/oxlint/bin/oxlint',
    args: ['--deny-warnings'],
    config: '.oxlintrc.json',
  },
  {
    name: '書式（oxfmt）',
    script: 'node_modules/oxfmt/bin/oxfmt',
    args: ['--check'],
    config: '.oxfmtrc.json',
  },
  {
    name: '境界（dependency-cruiser）',
    script: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'migrations', 'test'],
    config: '.dependency-cruiser.cjs',
  },
  {
    name: '使われないもの（knip）',
    script: 'node_modules/knip/bin/knip.js',
    args: ['--no-progress'],
    config: 'knip.json',
  },
];

const AT_ONCE = 2;

/**
 * Runs all checks, two at a time, and prints each result.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  const waiting = CHECKS.filter((check) => {
    const exists = existsSync(join(ROOT, check.config));
    if (!exists) console.log(`– ${check.name}: ${check.config} がまだないので飛ばします`);
    return exists;
  });
  const results = { passed: 0, failed: 0 };
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift())
      results[(await isFine(check)) ? 'passed' : 'failed']++;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}

async function isFine({ name, script, args }) {
  const begun = performance.now();
  const { code, output } = await runScript(script, args);
  const time = seconds(performance.now() - begun);
  console.log(code === 0 ? `✔ ${name}（${time}）` : `✖ ${name}（${time}）\n${output.trimEnd()}`);
  return code === 0;
}
