import { endAbove } from '@app/platform';
import { compare } from './compare';
import type { ComparingAnswer, ComparingFault, ComparingOrder } from './protocol';

const MAXIMUM_MEGABYTES = 2_000;

/** The process that compares what HR sends: whatever a file does to it ends this process alone. */
function main(): void {
  endAbove(MAXIMUM_MEGABYTES);
  process.on('disconnect', () => process.exit());
  process.on('message', (order: ComparingOrder) => process.send?.(answerTo(order)));
}

function answerTo(order: ComparingOrder): ComparingAnswer | ComparingFault {
  try {
    return compare(order);
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

main();
