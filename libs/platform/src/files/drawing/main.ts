import { endAbove } from '../../processes/watch-memory';
import { limitPictures } from '../cleaning/pictures';
import { drawFile } from './draw-file';
import type { DrawingOrder } from './protocol';

const MAXIMUM_MEGABYTES = 700;
const OTHERS_NOTHING = 0o077;

/**
 * The process that draws pictures of what people sent. As with the one that cleans files, whatever a file does to it
 * ends this process alone; it has no connection, no session and no secret.
 */
function main(): void {
  endAbove(MAXIMUM_MEGABYTES);
  process.umask(OTHERS_NOTHING);
  limitPictures();
  process.on('disconnect', () => process.exit());
  process.on('message', (order: DrawingOrder) => {
    void drawFile(order).then((answer) => process.send?.(answer));
  });
}

main();
