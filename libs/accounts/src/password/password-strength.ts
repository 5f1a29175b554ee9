import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** From 10⁸ guesses on (zxcvbn's 0–4): together with the limits at the door that is out of reach. */
const STRONG_ENOUGH = 3;
/** What follows makes a password longer, never weaker; looking at it costs more than it tells. */
const LOOKED_AT = 64;
const IDLE_MILLISECONDS = 60_000;

/** Runs in a thread of its own. Paths are handed over: the thread's code has no place from which to resolve them. */
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { ZxcvbnFactory } = require(workerData.core);
  const common = require(workerData.common);
  const japanese = require(workerData.japanese);
  const dictionary = { ...common.dictionary, ...japanese.dictionary };
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: common.adjacencyGraphs });
  parentPort.on('message', ({ password, words }) => parentPort.postMessage(zxcvbn.check(password, words).score));
`;

/**
 * Knows common passwords and words, offline. The dictionaries take half a second and some 40 MB to load, so they live in
 * a thread that comes with the first new password and goes a minute after the last: the web process never waits for
 * them, and does not keep them.
 */
@Injectable()
export class PasswordStrength implements OnModuleDestroy {
  private thread: Worker | null = null;
  private idle: NodeJS.Timeout | null = null;
  /** One at a time: an answer belongs to the question before it. */
  private last: Promise<unknown> = Promise.resolve();

  /** `words` are as good as in the dictionary: the city's, the product's, the person's. */
  async isCommon(password: string, words: readonly string[]): Promise<boolean> {
    const asked = this.last.then(() => this.ask(password.normalize('NFKC'), words));
    this.last = asked.catch(() => undefined);
    return (await asked) < STRONG_ENOUGH;
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  private async ask(password: string, words: readonly string[]): Promise<number> {
    const thread = this.open();
    thread.ref();
    try {
      return await answerOf(thread, { password: password.slice(0, LOOKED_AT), words });
    } catch (error) {
      this.thread = null;
      throw error;
    } finally {
      thread.unref();
      this.idle = setTimeout(() => void this.stop(), IDLE_MILLISECONDS).unref();
    }
  }

  private open(): Worker {
    if (this.idle) clearTimeout(this.idle);
    this.thread ??= new Worker(THREAD, {
      eval: true,
      workerData: {
        core: require.resolve('@zxcvbn-ts/core'),
        common: require.resolve('@zxcvbn-ts/language-common'),
        japanese: require.resolve('@zxcvbn-ts/language-ja'),
      },
    });
    return this.thread;
  }

  private async stop(): Promise<void> {
    if (this.idle) clearTimeout(this.idle);
    const { thread } = this;
    this.thread = null;
    await thread?.terminate();
  }
}

function answerOf(thread: Worker, question: object): Promise<number> {
  return new Promise((resolve, reject) => {
    const answered = (score: number): void => {
      thread.off('error', failed);
      resolve(score);
    };
    const failed = (error: unknown): void => {
      thread.off('message', answered);
      reject(error instanceof Error ? error : new Error('The thread of the dictionaries ended'));
    };
    thread.once('message', answered);
    thread.once('error', failed);
    thread.postMessage(question);
  });
}
