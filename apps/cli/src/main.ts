import 'reflect-metadata';
import {
  type AppConfig,
  ConfigError,
  DomainError,
  loadConfig,
  LocalPostgresError,
} from '@app/platform';
import { type Command, type CommandContext, CommandError } from './command';
import { COMMANDS } from './commands';
import { terminalContext } from './terminal';
import { withDatabase } from './with-database';

const NAME_WIDTH = 14;

function find(name: string | undefined): Command | undefined {
  return COMMANDS.find((command) => command.name === name);
}

function usage(): string {
  const indent = ' '.repeat(NAME_WIDTH + 2);
  const lines = COMMANDS.map(
    ({ name, usage: rest, summary }) =>
      `  ${name.padEnd(NAME_WIDTH)}${summary}${rest ? `\n${indent}${name} ${rest}` : ''}`,
  );
  return ['使い方: npm run cli -- <コマンド> [引数…]', '', ...lines].join('\n');
}

function contextOf(config: AppConfig): CommandContext {
  return {
    ...terminalContext(config),
    call: async (name, args, itsConfig) => {
      const command = find(name);
      await command?.run(args, contextOf(itsConfig));
      return command !== undefined;
    },
  };
}

async function runCommand(command: Command, args: readonly string[]): Promise<void> {
  const context = contextOf(loadConfig());
  if (command.needsDatabase) await withDatabase(context, (ready) => command.run(args, ready));
  else await command.run(args, context);
}

/** What a person can put right is shown in words only; anything else is our mistake and keeps its stack. */
function report(error: unknown): void {
  const known = [CommandError, ConfigError, DomainError, LocalPostgresError];
  const isKnown = known.some((kind) => error instanceof kind);
  console.error(isKnown ? `✖ ${(error as Error).message}` : error);
  process.exitCode = error instanceof CommandError ? error.exitCode : 1;
}

async function main([name, ...args]: readonly string[]): Promise<void> {
  const command = find(name);
  if (command) return runCommand(command, args);
  const isAsked = name === undefined || name === 'help' || name === '--help';
  if (!isAsked) throw new CommandError(`「${name}」というコマンドはありません。\n\n${usage()}`);
  console.log(usage());
}

// Ends explicitly: an idle connection must not keep a finished command alive.
void main(process.argv.slice(2))
  .catch(report)
  .then(() => process.exit());
