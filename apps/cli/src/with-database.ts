import { lockHolder, startLocalPostgres, withOwnSecrets } from '@app/platform';
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
  const { print } = context;
  if (context.config.DATABASE_URL) {
    await work({ ...context, config: withOwnSecrets(context.config) });
    return;
  }
  prepareDataDir(context.config.DATA_DIR);
  const config = withOwnSecrets(context.config);
  const server = await startLocalPostgres({ dataDir: config.DATA_DIR, durable: true, log: print });
  try {
    const addresses = { DATABASE_URL: server.productUrl, DATABASE_OWNER_URL: server.url };
    await work({ ...context, config: { ...config, ...addresses } });
  } finally {
    if (!server.reused && !lockHolder(lockFile(config.DATA_DIR))) await server.stop();
  }
}
