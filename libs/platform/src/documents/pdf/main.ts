import { zipSync } from 'fflate';
import { drawPdf, joinPdfs, missingCharacters, overprint } from './draw-pdf';
import type { NamedFile, PaperAnswer, PaperOrder } from './protocol';

/** The process that draws pages and packs files: whoever looks at a page in a browser does not wait for that. */
function main(): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (order: PaperOrder) => void reply(order));
}

async function reply(order: PaperOrder): Promise<void> {
  process.send?.(await answer(order).catch((error: unknown) => ({ fault: String(error) })));
}

async function answer(order: PaperOrder): Promise<PaperAnswer> {
  if (order.kind === 'join') return { bytes: await joinPdfs(order.files, order.day) };
  if (order.kind === 'zip') return { bytes: zip(order.files, order.day) };
  const missing = missingCharacters(order.definition);
  if (missing.length > 0) return { missing };
  const drawn = new Uint8Array(await drawPdf(order.definition, order.day));
  return { bytes: order.kind === 'draw' ? drawn : await overprint(order.file, drawn) };
}

/** What is packed already is only put together. */
function zip(files: readonly NamedFile[], day: string): Uint8Array {
  const entries = files.map(({ name, bytes }) => [name, bytes] as const);
  return zipSync(Object.fromEntries(entries), { level: 0, mtime: `${day}T12:00:00` });
}

main();
