// npm start: installs, builds and starts everything.   npm run dev: and again after every change (--watch).
import { watch } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureReady } from './lib/ensure.mjs';
import { DIST, ROOT } from './lib/folder.mjs';
import { fail } from './lib/progress.mjs';

const SETTLE_MS = 150;

/** Rebuilds a moment after the last change; the running product restarts when dist/.build changes. */
function rebuildOnChange() {
  let timer;
  for (const folder of ['apps', 'libs', 'migrations'])
    watch(join(ROOT, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        ensureBuilt().catch((error) => console.error(error.message));
      }, SETTLE_MS);
    });
}

async function main(args) {
  await ensureReady();
  if (args.includes('--watch')) rebuildOnChange();
  const path = join(DIST, 'apps/cli/src/main.js');
  process.argv = [process.execPath, path, 'start', ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(path).href);
}

await main(process.argv.slice(2)).catch((error) => {
  fail(error);
  // The watchers of --watch would keep a failed start alive.
  process.exit();
});
