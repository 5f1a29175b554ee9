import { Worker } from 'node:worker_threads';

/** Work may keep its own thread busy for as long as it likes; another one sees what it takes of the memory. */
const WATCH = `
  const { workerData } = require('node:worker_threads');
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL');
  }, 20);
`;

/** Ends this process as soon as it takes more. For helpers only: nothing is said or saved before. */
export function endAbove(megabytes: number): void {
  new Worker(WATCH, { eval: true, workerData: megabytes * 1024 * 1024 });
}
