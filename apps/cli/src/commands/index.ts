import type { Command } from '../command';
import { verifyCommand } from './verify.command';
import { tokenCommand } from './token.command';
import { accountsCommand } from './accounts.command';
import { coursesCommand } from './courses.command';
import { databaseCommand } from './database.command';
import { demoCommand } from './demo.command';
import { envExampleCommand } from './env-example.command';
import { importCommand } from './import.command';
import { migrateCommand } from './migrate.command';
import { securityCommand } from './security.command';
import { startCommand } from './start.command';

/**
 * Every command, in the order of the usage list. `npm start` calls two of them by name when they are here:
 * `courses publish`, and outside production `demo load --if-empty` and `demo sign-ins`.
 */
export const COMMANDS: readonly Command[] = [
  startCommand,
  migrateCommand,
  databaseCommand,
  coursesCommand,
  demoCommand,
  importCommand,
  accountsCommand,
  tokenCommand,
  verifyCommand,
  securityCommand,
  envExampleCommand,
];
