import { type AppConfig, ConfigError } from '../config/config';
import { configChecks } from './config-checks';
import { databaseChecks, DEMO_LABEL } from './database-checks';
import { folderChecks } from './folder-checks';
import { checkLines, type StartCheck } from './start-check';

export { OWNER_FUNCTIONS, TABLE_GUARDS } from './guards';
export { checkLines, DEMO_LABEL, type StartCheck };

/** Everything that must be so in production. `publicFolder`: what the web gives to browsers. */
export async function findStartChecks(
  config: AppConfig,
  publicFolder: string,
): Promise<readonly StartCheck[]> {
  return [
    ...configChecks(config),
    ...folderChecks(config.DATA_DIR, publicFolder),
    ...(await databaseChecks(config)),
  ];
}

/** In production: throws a ConfigError with every failing line at once. Elsewhere nothing is asked. */
export async function requireSafeStart(config: AppConfig, publicFolder: string): Promise<void> {
  if (config.NODE_ENV !== 'production') return;
  const checks = await findStartChecks(config, publicFolder);
  const failing = checks.filter(({ isOk }) => !isOk);
  if (failing.length === 0) return;
  throw new ConfigError(
    [
      `本番(NODE_ENV=production)では始められません。次の${String(failing.length)}件を直して、もう一度始めてください。`,
      ...checkLines(failing).map((line) => `  ${line}`),
    ].join('\n'),
  );
}
