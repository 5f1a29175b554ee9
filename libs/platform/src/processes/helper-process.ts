import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { setPriority } from 'node:os';
import { bareEnvironment } from '../config/config';

const IDLE_MS = 30_000;
/** Whoever looks at a page goes before whoever sends a file. */
const NICE = 10;

export interface HelperProgram {
  /** The file that it starts with. */
  readonly program: string;
  readonly heapMegabytes: number;
  /** An order that takes longer ends the process. */
  readonly longestMs: number;
}

/** Of a long answer; it comes before the answer itself, so that nobody has to take in all of it at one go. */
export interface HelperPart {
  readonly partOf: string;
  readonly bytes: Uint8Array;
}

export interface Listener {
  /** Aborted when nobody waits for the answer any more. */
  readonly gone?: AbortSignal | undefined;
  readonly onPart?: (part: HelperPart) => void;
}

/**
 * Work that a file sent to us may make long or large, done one order at a time in a process that comes with the first
 * order and goes half a minute after the last. It knows no setting and no secret. An order that takes too much ends that
 * process, never this one.
 */
export class HelperProcess<Order extends Serializable, Answer> {
  private child: ChildProcess | null = null;
  private idle: NodeJS.Timeout | null = null;
  /** One at a time: an answer belongs to the order before it. */
  private last: Promise<unknown> = Promise.resolve();
  private atWork = 0;

  constructor(private readonly helper: HelperProgram) {}

  /** Orders that wait or are worked on. */
  get orders(): number {
    return this.atWork;
  }

  /** Null when the process ended instead of answering: too long, too much, or nobody waits any more (`gone`). */
  async ask(order: Order, listener: Listener = {}): Promise<Answer | null> {
    this.atWork += 1;
    const answered = this.last.then(async () =>
      listener.gone?.aborted ? null : this.askNow(order, listener),
    );
    this.last = answered.catch(() => undefined);
    return answered.finally(() => (this.atWork -= 1));
  }

  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = null;
  }

  private async askNow(order: Order, { gone, onPart }: Listener): Promise<Answer | null> {
    const child = this.open();
    setRef(child, true);
    const end = (): boolean => child.kill('SIGKILL');
    const tooLong = setTimeout(end, this.helper.longestMs);
    gone?.addEventListener('abort', end);
    try {
      const answer = await answerOf<Answer>(child, order, onPart);
      if (answer === null) this.child = null;
      return answer;
    } finally {
      clearTimeout(tooLong);
      gone?.removeEventListener('abort', end);
      setRef(child, false);
      this.idle = setTimeout(() => {
        this.stop();
      }, IDLE_MS).unref();
    }
  }

  private open(): ChildProcess {
    if (this.idle) clearTimeout(this.idle);
    this.child ??= this.begin();
    return this.child;
  }

  /** One that ends between two orders, or never began, is not asked again: it would not even end any more. */
  private begin(): ChildProcess {
    const child = start(this.helper);
    const forget = (): void => {
      if (this.child === child) this.child = null;
    };
    child.once('exit', forget);
    child.once('error', forget);
    return child;
  }
}

function start({ program, heapMegabytes }: HelperProgram): ChildProcess {
  const child = fork(program, [], {
    // Nothing of the product's settings: what reads a file needs no secret.
    env: bareEnvironment(),
    execArgv: [`--max-old-space-size=${String(heapMegabytes)}`],
    serialization: 'advanced',
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
function answerOf<Answer>(
  child: ChildProcess,
  order: Serializable,
  onPart: Listener['onPart'],
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const ended = (): void => {
      child.off('message', heard);
      child.off('exit', ended);
      child.off('error', ended);
      resolve(null);
    };
    const heard = (message: unknown): void => {
      if (isPart(message)) {
        onPart?.(message);
        return;
      }
      child.off('message', heard);
      child.off('exit', ended);
      child.off('error', ended);
      resolve(message as Answer);
    };
    child.on('message', heard);
    child.on('exit', ended);
    child.on('error', ended);
    child.send(order, (error) => {
      if (error) child.kill('SIGKILL');
    });
  });
}

function isPart(message: unknown): message is HelperPart {
  return typeof message === 'object' && message !== null && 'partOf' in message;
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
