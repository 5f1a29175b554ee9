// npm test [-- path… | --no-check]: everything ready, the checks, then Jest. Ends with "N passed, N failed".
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './lib/checks.mjs';
import { ensureReady } from './lib/ensure.mjs';
import { fail } from './lib/progress.mjs';
import { runScript } from './lib/run.mjs';

/** Runs Jest and counts; a file that does not even load counts as a failure. */
async function runJest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagaru-jest-'));
  const report = join(folder, 'report.json');
  try {
    const { code } = await runScript(
      'node_modules/jest/bin/jest.js',
      [
        '--config',
        'jest.config.cjs',
        '--json',
        `--outputFile=${report}`,
        '--passWithNoTests',
        ...args,
      ],
      { show: true, env: { NODE_ENV: 'test' } },
    );
    return countsOf(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countsOf(report, code) {
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1 };
  }
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  // Jest may fail without a failed test (a broken set-up): that must not look like success.
  return { passed: result.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function main(args) {
  const total = { passed: 0, failed: 0 };
  const add = ({ passed, failed }) => {
    total.passed += passed;
    total.failed += failed;
  };
  const rest = args.filter((arg) => arg !== '--no-check');
  const isPartial = rest.some((arg) => !arg.startsWith('-'));
  try {
    await ensureReady();
    if (!isPartial && !args.includes('--no-check')) add(await runChecks());
    const tests = await runJest(rest);
    add(tests);
    if (tests.passed + tests.failed === 0) {
      console.error('✖ テストが 1 件も見つかりませんでした。');
      total.failed += 1;
    }
  } catch (error) {
    fail(error);
    total.failed += 1;
  }
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`${total.passed} passed, ${total.failed} failed`);
}

await main(process.argv.slice(2));
