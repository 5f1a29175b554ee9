// npm run check: format, lint, types, boundaries, dead code.
import { runChecks } from './lib/checks.mjs';
import { ensureInstalled } from './lib/ensure.mjs';
import { fail } from './lib/progress.mjs';

async function main() {
  await ensureInstalled();
  const { passed, failed } = await runChecks();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

await main().catch(fail);
