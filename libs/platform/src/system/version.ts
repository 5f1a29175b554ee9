import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const PACKAGE = z.object({ name: z.string(), version: z.string() });
const NAME = 'tsunagaru';

/** As package.json says it, which stands above the sources and above the build alike. Empty where it was left out. */
export function productVersion(from = __dirname): string {
  const path = join(from, 'package.json');
  const found = existsSync(path)
    ? PACKAGE.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
    : undefined;
  if (found?.name === NAME) return found.version;
  const above = dirname(from);
  return above === from ? '' : productVersion(above);
}
