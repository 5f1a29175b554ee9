import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { extname, join } from 'node:path';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { bareEnvironment } from '../config/config';
import type { CleaningAnswer, CleaningOrder, Uncleanable } from './cleaning/protocol';

const PROGRAM = join(__dirname, 'cleaning', `main${extname(__filename)}`);
const HEAP_MEGABYTES = 384;
const LONGEST_MS = 20_000;
const IDLE_MS = 30_000;
/** Whoever looks at a page goes before whoever sends a file. */
const NICE = 10;

/** Also: reading it took more time or memory than a certificate ever needs. */
export type CleaningOutcome = CleaningAnswer | { readonly reason: 'too_heavy' };
export type Refusal = Uncleanable | { readonly reason: 'too_heavy' };

/**
 * Draws pictures anew and reads PDF files, one at a time, in a process that comes with the first file and goes half a
 * minute after the last. A file that takes too long or too much ends that process, never this one.
 */
@Injectable()
export class FileCleaner implements OnModuleDestroy {
  private child: ChildProcess | null = null;
  private idle: NodeJS.Timeout | null = null;
  /** One at a time: an answer belongs to the order before it. */
  private last: Promise<unknown> = Promise.resolve();

  async clean(order: CleaningOrder): Promise<CleaningOutcome> {
    const answered = this.last.then(() => this.ask(order));
    this.last = answered.catch(() => undefined);
    return answered;
  }

  onModuleDestroy(): void {
    this.stop();
  }

  private async ask(order: CleaningOrder): Promise<CleaningOutcome> {
    const child = this.open();
    setRef(child, true);
    const tooLong = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
    try {
      const answer = await answerOf(child, order);
      if (answer === null) this.child = null;
      return answer ?? { reason: 'too_heavy' };
    } finally {
      clearTimeout(tooLong);
      setRef(child, false);
      this.idle = setTimeout(() => {
        this.stop();
      }, IDLE_MS).unref();
    }
  }

  private open(): ChildProcess {
    if (this.idle) clearTimeout(this.idle);
    this.child ??= start();
    return this.child;
  }

  private stop(): void {
    if (this.idle) clearTimeout(this.idle);
    this.child?.kill('SIGKILL');
    this.child = null;
  }
}

function start(): ChildProcess {
  const child = fork(PROGRAM, [], {
    // Nothing of the product's settings: what reads a file needs no secret.
    env: bareEnvironment(),
    execArgv: [`--max-old-space-size=${String(HEAP_MEGABYTES)}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('error', () => child.kill('SIGKILL'));
  try {
    if (child.pid !== undefined) setPriority(child.pid, NICE);
  } catch {
    // Where the system does not let us, it runs like any other process.
  }
  return child;
}

/** Null when the process ended instead of answering. */
function answerOf(child: ChildProcess, order: CleaningOrder): Promise<CleaningAnswer | null> {
  return new Promise((resolve) => {
    const ended = (): void => {
      child.off('message', answered);
      resolve(null);
    };
    const answered = (answer: unknown): void => {
      child.off('exit', ended);
      resolve(answer as CleaningAnswer);
    };
    child.once('message', answered);
    child.once('exit', ended);
    child.send(order, (error) => {
      if (error) child.kill('SIGKILL');
    });
  });
}

/** A process that waits for nothing must not keep ours alive. */
function setRef(child: ChildProcess, isBusy: boolean): void {
  if (isBusy) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}
