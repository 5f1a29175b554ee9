import { Worker } from 'node:worker_threads';
import { cleanPdf } from './pdf';
import { cleanPicture, limitPictures } from './pictures';
import { type CleaningAnswer, type CleaningOrder, NotCleanable } from './protocol';

const MAXIMUM_MEGABYTES = 700;
const OTHERS_NOTHING = 0o077;

/** Reading may keep this thread busy for as long as it likes; another one sees what it takes of the memory. */
const WATCH = `
  const { workerData } = require('node:worker_threads');
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL');
  }, 20);
`;

/**
 * The process that reads what people send. Whatever a file does to it (memory, time, a fault in a library) ends this
 * process alone; it has no connection, no session and no secret.
 */
function main(): void {
  new Worker(WATCH, { eval: true, workerData: MAXIMUM_MEGABYTES * 1024 * 1024 });
  process.umask(OTHERS_NOTHING);
  limitPictures();
  process.on('disconnect', () => process.exit());
  process.on('message', (order: CleaningOrder) => {
    void answerTo(order).then((answer) => process.send?.(answer));
  });
}

async function answerTo(order: CleaningOrder): Promise<CleaningAnswer> {
  try {
    await clean(order);
    return { isClean: true };
  } catch (error) {
    if (error instanceof NotCleanable) return error.answer;
    return { reason: isOfTheDisk(error) ? 'disk' : 'unreadable' };
  }
}

function isOfTheDisk(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}

async function clean({ source, target, mediaType }: CleaningOrder): Promise<void> {
  if (mediaType === 'application/pdf') await cleanPdf(source, target);
  else await cleanPicture(source, target, mediaType === 'image/png' ? 'png' : 'jpeg');
}

main();
