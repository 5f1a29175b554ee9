// npm run build: installs and builds what is out of date.
import { ensureReady } from './lib/ensure.mjs';
import { fail } from './lib/progress.mjs';

await ensureReady().catch(fail);
