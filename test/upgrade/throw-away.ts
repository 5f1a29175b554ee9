import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres } from '@app/platform';

/** A PostgreSQL and a DATA_DIR for the time of one script. */
export async function withThrowAwayServer(
  work: (databaseUrl: string, dataDir: string) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tsunagaru-upgrade-'));
  chmodSync(dataDir, 0o755);
  const server = await startLocalPostgres({ dataDir, durable: false, log: () => undefined });
  try {
    await work(server.url, dataDir);
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Runs a script to its end: an idle connection must not keep it alive. */
export function runScript(main: () => Promise<void>): void {
  void main()
    .catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    })
    .then(() => process.exit());
}
