// npm run proof: what npm test tries a part of, tried wholly: every page with the eyes of every role, the tasks of docs/pages.md
// in clicks, the journeys with photographs (test-output/screenshots), ten times as many generated requests and files, the HTML
// also by the checker of the W3C (which needs Java).
import { ensureReady } from './lib/ensure.mjs';
import { fail } from './lib/progress.mjs';
import { runScript } from './lib/run.mjs';

const SPECS = [
  'test/proof/',
  'test/browser/',
  'test/security/fuzz',
  'test/security/mass-assignment',
  'test/security/pages',
  'test/structure/routes',
  'test/structure/valid-html',
  'test/structure/words',
  'test/security/two-person.spec',
  'test/security/privacy-in-time',
  'test/journeys/fiscal-year-turn',
  'test/journeys/name-of-tomorrow',
  'test/journeys/one-set-of-obligations',
  'test/journeys/answers-from-several-tabs',
];

try {
  await ensureReady();
  const { code } = await runScript(
    'node_modules/jest/bin/jest.js',
    ['--config', 'jest.config.cjs', '--testTimeout=600000', ...SPECS],
    { show: true, env: { NODE_ENV: 'test', PROOF: 'yes' } },
  );
  process.exitCode = code === 0 ? 0 : 1;
} catch (error) {
  fail(error);
  process.exitCode = 1;
}
