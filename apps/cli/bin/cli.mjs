// npm run cli -- <command> [args]   |   node apps/cli/bin/cli.mjs --script <path below dist> [args]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureReady } from './lib/ensure.mjs';
import { DIST } from './lib/folder.mjs';
import { Advice, fail } from './lib/progress.mjs';

async function main([first, ...rest]) {
  await ensureReady();
  const isScript = first === '--script';
  const path = join(DIST, isScript ? (rest.shift() ?? '') : 'apps/cli/src/main.js');
  if (!path.endsWith('.js') || !existsSync(path)) throw new Advice(`${path} がありません。`);
  process.argv = [
    process.execPath,
    path,
    ...(isScript || first === undefined ? [] : [first]),
    ...rest,
  ];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(path).href);
}

await main(process.argv.slice(2)).catch(fail);
