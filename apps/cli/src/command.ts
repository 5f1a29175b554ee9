import type { AppConfig } from '@app/platform';

/** What a command is given besides its own arguments. */
export interface CommandContext {
  /** DATABASE_URL is set when the command `needsDatabase`. */
  readonly config: AppConfig;
  /** One line for the person at the terminal. */
  readonly print: (line: string) => void;
  /** Says what begins and, when it took longer than a moment, that it is done. */
  readonly step: <Result>(label: string, work: () => Promise<Result>) => Promise<Result>;
  /** Runs another command by its name with `config`; false when there is none of that name. */
  readonly call: (name: string, args: readonly string[], config: AppConfig) => Promise<boolean>;
}

/** One word after `npm run cli --`. */
export interface Command {
  readonly name: string;
  /** One line of the usage list, in Japanese. */
  readonly summary: string;
  /** What may follow the name, for example `publish [folder]`. */
  readonly usage?: string;
  /** The built-in PostgreSQL is started (or shared with a running `npm start`) unless DATABASE_URL is set. */
  readonly needsDatabase: boolean;
  run(args: readonly string[], context: CommandContext): Promise<void>;
}

/** Something the person at the terminal can put right: printed without a stack, exit code 1 unless another one is given. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  readonly exitCode: number;

  constructor(
    message: string,
    options: { readonly exitCode?: number; readonly cause?: unknown } = {},
  ) {
    super(message, options);
    this.exitCode = options.exitCode ?? 1;
  }
}
