import { endAbove } from '../../processes/watch-memory';
import { readSheets } from './read-sheet';

const MAXIMUM_MEGABYTES = 1_000;

/** The process that unpacks spreadsheets: whatever a file does to it ends this process alone. */
function main(): void {
  endAbove(MAXIMUM_MEGABYTES);
  process.on('disconnect', () => process.exit());
  process.on('message', (order: { readonly bytes: Uint8Array }) => void answer(order.bytes));
}

async function answer(bytes: Uint8Array): Promise<void> {
  process.send?.({ sheets: await readSheets(bytes).catch(() => null) });
}

main();
