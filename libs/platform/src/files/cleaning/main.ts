import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { endAbove } from '../../processes/watch-memory';
import { isOfTheDisk } from '../disk-trouble';
import { cleanPdf } from './pdf';
import { cleanPicture, limitPictures } from './pictures';
import { type CleaningAnswer, type CleaningOrder, NotCleanable } from './protocol';

const MAXIMUM_MEGABYTES = 700;
const OTHERS_NOTHING = 0o077;

/**
 * The process that reads what people send. Whatever a file does to it (memory, time, a fault in a library) ends this
 * process alone; it has no connection, no session and no secret.
 */
function main(): void {
  endAbove(MAXIMUM_MEGABYTES);
  process.umask(OTHERS_NOTHING);
  limitPictures();
  process.on('disconnect', () => process.exit());
  process.on('message', (order: CleaningOrder) => {
    void answerTo(order).then((answer) => process.send?.(answer));
  });
}

async function answerTo(order: CleaningOrder): Promise<CleaningAnswer> {
  try {
    const isReduced = await clean(order);
    return { isClean: true, isReduced, sentSha256: await fingerprintOf(order.source) };
  } catch (error) {
    if (error instanceof NotCleanable) return error.answer;
    return { reason: isOfTheDisk(error) ? 'disk' : 'unreadable' };
  }
}

async function fingerprintOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** Returns whether it was made smaller. */
async function clean(order: CleaningOrder): Promise<boolean> {
  const { source, target, mediaType } = order;
  if (mediaType !== 'application/pdf')
    return cleanPicture(order, mediaType === 'image/png' ? 'png' : 'jpeg');
  await cleanPdf(source, target);
  return false;
}

main();
