import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { endProcess, processIdentity } from '@app/platform';
import { z } from 'zod';

const TAIL_BYTES = 4096;
const TAIL_LINES = 20;
const TERM_PATIENCE_MS = 5000;
const KILL_PATIENCE_MS = 1000;

const recordSchema = z.array(
  z.object({ name: z.string(), pid: z.number().int(), identity: z.string().nullable() }),
);

/** One program of the product that `npm start` runs beside itself. */
export interface ChildOptions {
  readonly name: string;
  readonly script: string;
  readonly env: Record<string, string | undefined>;
  /** Its output goes here; null shows it in the terminal. */
  readonly log: string | null;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Resolves with a sentence when the process has ended, for whatever reason. */
  readonly ended: Promise<string>;
  /** The last lines it wrote. */
  lastWords(): string;
  /** Asks it to end, then makes it end. */
  stop(): Promise<void>;
}

/**
 * Starts a program in our own process group. It writes straight into its log file, so that it neither blocks
 * nor breaks when we are killed.
 */
export function startChild({ name, script, env, log }: ChildOptions): Child {
  const begin = log ? sizeOf(log) : 0;
  const output = log ? openSync(log, 'a', 0o600) : ('inherit' as const);
  const child = spawn(process.execPath, ['--enable-source-maps', script], {
    env,
    stdio: ['ignore', output, output],
  });
  if (typeof output === 'number') closeSync(output);
  const pid = child.pid ?? -1;
  const ended = untilEnd(name, child);
  return {
    name,
    pid,
    ended,
    lastWords: () => (log ? tail(log, begin) : ''),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) await end(pid);
      await ended;
    },
  };
}

/** What the next start must know about our children if we are killed. */
export function recordOf(children: readonly Child[]): string {
  return JSON.stringify(
    children.map(({ name, pid }) => ({ name, pid, identity: processIdentity(pid) })),
  );
}

/** Ends the children of a start that was killed, if they still live and are really ours; returns their names. */
export async function endLeftOvers(record: string): Promise<string[]> {
  const names: string[] = [];
  for (const { name, pid, identity } of parseRecord(record)) {
    if (identity === null || processIdentity(pid) !== identity) continue;
    await end(pid);
    names.push(name);
  }
  return names;
}

function parseRecord(record: string): z.output<typeof recordSchema> {
  try {
    return recordSchema.parse(JSON.parse(record));
  } catch {
    return [];
  }
}

async function end(pid: number): Promise<void> {
  await endProcess(pid, [
    ['SIGTERM', TERM_PATIENCE_MS],
    ['SIGKILL', KILL_PATIENCE_MS],
  ]);
}

function untilEnd(name: string, child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`${name} を起動できませんでした（${error.message}）。`));
    child.once('exit', (code, signal) =>
      resolve(`${name} が終了しました（${signal ?? `終了コード ${code ?? '不明'}`}）。`),
    );
  });
}

function sizeOf(file: string): number {
  try {
    return readFileSync(file).length;
  } catch {
    return 0;
  }
}

function tail(file: string, begin: number): string {
  const written = readFileSync(file).subarray(begin);
  const lines = written.subarray(-TAIL_BYTES).toString('utf8').trimEnd().split('\n');
  return lines.slice(-TAIL_LINES).join('\n');
}
