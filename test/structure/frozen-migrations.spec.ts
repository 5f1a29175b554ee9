import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../migrations');

/** Migrations that have run in somebody's database, each with the SHA-256 of its file. A release adds its own. */
const RELEASED: Readonly<Record<string, string>> = {
  '20260401000000-create-platform.ts':
    '304eadf0c4dec4984bf5e788a29563b6956b62925a9255d4aa888bbcfb13b3df',
  '20260401000100-create-organization.ts':
    'ed5642f4cae1e68c983adf7efdd816ba5000cf3b98d0278e9bff99b8b14ad99b',
  '20260401000200-create-access.ts':
    'bac1c722b582fd2fabd5f4a1fefbb1da5c99941e883d41d4f2cc75aa4c3b8429',
  '20260401000300-create-learning.ts':
    '2d14f191438329c7e64fc702361c6916d13fa778f7b93a55753b6fd9f36aad18',
  '20260401000400-create-roles-and-figures.ts':
    'dd15772256501eacc6eb2af371ef47f2c5874de190f4dbb1e1ea850ec3f8c405',
};

describe('A released migration', () => {
  it.each(Object.entries(RELEASED))('stays as it is: %s', (file, released) => {
    // A checkout on Windows may have other line ends; the statements are the same.
    const text = readFileSync(join(FOLDER, file), 'utf8').replaceAll('\r\n', '\n');
    const now = createHash('sha256').update(text).digest('hex');
    const advice = `${file} has run in databases that exist: they would never get the change. Put it back and add a new migration at the end of migrations/index.ts.`;
    expect(now === released ? 'unchanged' : advice).toBe('unchanged');
  });
});
