import { lockHolder, startLocalPostgres } from '@app/platform';
import type { CommandContext } from './command';
import { lockFile, prepareDataDir } from './start/data-dir';

/**
 * Runs a command on a database: the one of DATABASE_URL, else the built-in one. A server that somebody else
 * uses meanwhile (`npm start`) is left running.
 */
export async function withDatabase(
  context: CommandContext,
  work: (ready: CommandContext) => Promise<void>,
): Promise<void> {
  const { config, print } = context;
  if (config.DATABASE_URL) return work(context);
  prepareDataDir(config.DATA_DIR);
  const server = await startLocalPostgres({ dataDir: config.DATA_DIR, durable: true, log: print });
  try {
    await work({ ...context, config: { ...config, DATABASE_URL: server.url } });
  } finally {
    if (!server.reused && !lockHolder(lockFile(config.DATA_DIR))) await server.stop();
  }
}
