import { extname, join } from 'node:path';
import type { LocalDate } from '../calendar/local-date';
import { Unavailable } from '../errors/errors';
import { HelperProcess } from '../processes/helper-process';
import type { NamedFile, PaperAnswer, PaperOrder, PdfDefinition } from './pdf/protocol';

export type { NamedFile, PdfDefinition } from './pdf/protocol';

const helper = new HelperProcess<PaperOrder & object, PaperAnswer>({
  program: join(__dirname, 'pdf', `main${extname(__filename)}`),
  heapMegabytes: 1_000,
  longestMs: 120_000,
});

/** One is drawn, the others wait. */
const MOST_AT_ONCE = 20;

/** Characters that the font of letters does not have: what holds one is not drawn. */
export class GlyphsMissing extends Error {
  constructor(readonly characters: readonly string[]) {
    super(`The font has no ${characters.join(' ')}`);
    this.name = 'GlyphsMissing';
  }
}

/**
 * A page in Noto Serif JP as PDF, drawn in a process of its own. The same words on the same day are the same bytes; without a day
 * it says the instant at which it was drawn. Throws
 * GlyphsMissing rather than draw an empty box; Unavailable when too many are asked for at once.
 */
export async function writePdf(definition: PdfDefinition, day: LocalDate | null): Promise<Buffer> {
  return ask({ kind: 'draw', definition, day });
}

const GETA = '〓';

/**
 * The same for a table of many: a character that the font lacks is printed as 〓, as the page then says, and nobody waits for one
 * of them.
 */
export async function writePdfWithGeta(
  definitionOf: (hasGeta: boolean) => PdfDefinition,
  day: LocalDate | null,
): Promise<Buffer> {
  try {
    return await writePdf(definitionOf(false), day);
  } catch (error) {
    if (!(error instanceof GlyphsMissing)) throw error;
    const written = withGeta(definitionOf(true), error.characters);
    return writePdf(written, day);
  }
}

/** In every text of it: within JSON a control character would stand as an escape and be passed over. */
function withGeta(definition: PdfDefinition, signs: readonly string[]): PdfDefinition {
  const text = JSON.stringify(definition);
  return JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'string'
      ? signs.reduce((written, sign) => written.replaceAll(sign, GETA), value)
      : value,
  ) as PdfDefinition;
}

/** The file as it is, with a page drawn over each of its own. The file that was given stays as it was. */
export async function overprintPdf(
  file: Uint8Array,
  definition: PdfDefinition,
  day: LocalDate,
): Promise<Buffer> {
  return ask({ kind: 'overprint', file, definition, day });
}

/** One PDF of many, page after page. */
export async function joinPdfs(files: readonly Uint8Array[], day: LocalDate): Promise<Buffer> {
  return ask({ kind: 'join', files, day });
}

/** The files in one ZIP; each name stands for one file. */
export async function writeZip(files: readonly NamedFile[], day: LocalDate): Promise<Buffer> {
  return ask({ kind: 'zip', files, day });
}

async function ask(order: PaperOrder): Promise<Buffer> {
  const answer = helper.orders < MOST_AT_ONCE ? await helper.ask(order) : null;
  if (answer === null) {
    throw new Unavailable(
      'paper.busy',
      'PDFを作れませんでした。数分たってから、もう一度試してください。',
    );
  }
  if ('missing' in answer) throw new GlyphsMissing(answer.missing);
  if ('fault' in answer) throw new Error(answer.fault);
  return Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength);
}
