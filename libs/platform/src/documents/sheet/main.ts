import { makeSheet, type Sheet } from './make-sheet';

/** The process that makes long sheets: they are packed at one go, and whoever looks at a page does not wait for that. */
function main(): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (sheet: Sheet) => void answer(sheet));
}

async function answer(sheet: Sheet): Promise<void> {
  process.send?.(new Uint8Array(await makeSheet(sheet)));
}

main();
