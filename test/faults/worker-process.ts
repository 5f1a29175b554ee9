import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { childEnvironment } from '@app/platform';

const SCRIPT = resolve(__dirname, '../../apps/worker/src/main.js');

/** A real worker process, started as `npm start` does. */
export class WorkerProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;

  constructor(environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [SCRIPT], {
      env: childEnvironment({ NODE_ENV: 'development', LOG_LEVEL: 'fatal', ...environment }),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.ended = new Promise((done) => this.child.once('exit', () => done()));
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** As a service manager would; returns how long it took. */
  async stop(): Promise<number> {
    const begun = performance.now();
    this.child.kill('SIGTERM');
    await this.ended;
    return Math.round(performance.now() - begun);
  }
}
