import { loadConfig } from '@app/platform';

/** The owner's address of a server for tests; set by test/setup/global-setup.ts. */
export function testServerUrl(): string {
  const url = loadConfig().TEST_DATABASE_URL;
  if (!url)
    throw new Error(
      'TEST_DATABASE_URL is set by test/setup/global-setup.ts: run Jest with jest.config.cjs',
    );
  return url;
}
