import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { securityCommand } from './security.command';

describe('security check', () => {
  let database: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), 'cli-security-'));

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  async function run(env: Record<string, string>, ...args: string[]): Promise<string[]> {
    const printed: string[] = [];
    const work = securityCommand.run(args, {
      config: loadConfig({ DATABASE_URL: database.url, DATA_DIR: folder, ...env }),
      print: (line) => printed.push(line),
      step: (_label, step) => step(),
      call: () => Promise.resolve(false),
    });
    await work.catch((error: unknown) => printed.push((error as Error).message));
    return printed;
  }

  const SAFE = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://tsunagu.city.chofu.lg.jp',
    SESSION_SECRET: 'hT4kPz8wQm2Vx7RbN1cLs9JdhT4kPz8wQm2Vx7RbN1cLs9Jd',
    AUDIT_KEY: 'Jd9sLc1NbR7xV2mQw8zPk4ThJd9sLc1NbR7xV2mQw8zPk4Th',
  };

  it('lists everything and says that all is well', async () => {
    const lines = await run(SAFE, 'check');
    expect(lines.pop()).toBe('すべて守られています。');
    expect(lines).toHaveLength(12);
    expect(lines.every((line) => line.startsWith('✔ '))).toBe(true);
  });

  it('fails with the number of what is not', async () => {
    const lines = await run({ ...SAFE, PUBLIC_URL: 'http://tsunagu.example.jp' }, 'check');
    expect(lines.filter((line) => line.startsWith('✖ '))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^1件を直してください/);
  });

  it('says how it is used', async () => {
    expect(await run(SAFE, 'fix')).toEqual(['使い方: security check']);
  });
});
