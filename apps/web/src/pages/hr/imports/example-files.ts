import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFound } from '@app/platform';

const NAMES = ['soshiki.csv', 'shokuin.csv'];

/** `docs/examples` of the repository, seen from the sources and from `dist`. */
const FOLDERS = ['../../../../../../docs/examples', '../../../../../../../docs/examples'];

/** The bytes of an example file exactly as it stands in the documentation. */
export async function readExample(name: string): Promise<Buffer> {
  const folder = FOLDERS.map((path) => join(__dirname, path)).find((path) => existsSync(path));
  if (!folder || !NAMES.includes(name)) throw new NotFound();
  return readFile(join(folder, name));
}
