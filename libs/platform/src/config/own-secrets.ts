import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppConfig, ConfigError } from './config';
import { DEVELOPMENT_AUDIT_KEY, DEVELOPMENT_SESSION_SECRET } from './config.schema';

const SECRET_BYTES = 48;

/**
 * The configuration with this installation's own secrets where none is given: made once in the DATA_DIR, readable by us
 * only, and the same for every program of it. Tests keep the development ones.
 */
export function withOwnSecrets(config: AppConfig): AppConfig {
  if (config.NODE_ENV === 'test') return config;
  const own = (given: string, development: string, name: string): string =>
    given === development ? ownSecret(config.DATA_DIR, name) : given;
  return {
    ...config,
    SESSION_SECRET: own(config.SESSION_SECRET, DEVELOPMENT_SESSION_SECRET, 'session-secret'),
    AUDIT_KEY: own(config.AUDIT_KEY, DEVELOPMENT_AUDIT_KEY, 'audit-key'),
  };
}

/** The secret of a name; drawn at the first time. Two programs that start at once draw one. */
function ownSecret(dataDir: string, name: string): string {
  const file = join(dataDir, name);
  try {
    if (!existsSync(file)) drawSecret(dataDir, file);
    return readFileSync(file, 'utf8');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `DATA_DIR（${dataDir}）に秘密の文字列（${name}）を置けません。書き込める場所を指定してください。\n${detail}`,
      { cause: error },
    );
  }
}

/** Written aside and linked whole: nobody reads half a secret, and whoever comes second keeps the first one. */
function drawSecret(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const aside = `${file}.${String(process.pid)}`;
  writeFileSync(aside, randomBytes(SECRET_BYTES).toString('base64url'), { mode: 0o600 });
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
