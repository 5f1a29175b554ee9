import { PDFDocument } from '@cantoo/pdf-lib';
import pdfmake from 'pdfmake';
import type { LocalDate } from '../../calendar/local-date';
import { FONT_FILES, missingGlyphs } from './font-files';
import type { PdfDefinition } from './protocol';
import { TABLE_LAYOUTS } from './table-layouts';

const [REGULAR = '', BOLD = ''] = FONT_FILES;

pdfmake.setFonts({
  NotoSerifJP: { normal: REGULAR, bold: BOLD, italics: REGULAR, bolditalics: BOLD },
});
pdfmake.addTableLayouts(TABLE_LAYOUTS);
// A letter holds what it is given: nothing is fetched, and no file is read but the fonts.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => FONT_FILES.includes(path));

/** Characters in the texts of a page that the fonts cannot draw. */
export function missingCharacters({
  content,
  watermark,
  footerText,
}: PdfDefinition): readonly string[] {
  return missingGlyphs(textsOf([content, watermark, footerText]).join(''));
}

/** Drawn on the same day from the same words the bytes are the same. */
export async function drawPdf(
  definition: PdfDefinition,
  day: LocalDate | null,
): Promise<Uint8Array> {
  const { info, footerText, ...page } = definition;
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      ...page,
      ...(footerText !== undefined && { footer: footerOf(footerText) }),
      defaultStyle: { font: 'NotoSerifJP', fontSize: 12, lineHeight: 1.5, ...page.defaultStyle },
      info: {
        ...info,
        ...(day !== null && { creationDate: noon(day) }),
        creator: 'Tsunagaru',
        producer: 'Tsunagaru',
      },
      // Said to whoever hears the page.
      language: 'ja-JP',
    })
    .getBuffer();
}

/** 「サンプル市 DX推進室 2/3」 */
function footerOf(text: string) {
  return (page: number, pages: number) => ({
    columns: [
      { width: '*', text },
      { width: 'auto', text: `${String(page)}/${String(pages)}` },
    ],
    fontSize: 8,
    margin: [FOOTER_SIDE, 12, FOOTER_SIDE, 0] as [number, number, number, number],
  });
}

const FOOTER_SIDE = 45;

/** The pages of all files, one after the other, as they are. */
export async function joinPdfs(files: readonly Uint8Array[], day: LocalDate): Promise<Uint8Array> {
  const whole = await PDFDocument.create({ updateMetadata: false });
  for (const bytes of files) {
    const one = await PDFDocument.load(bytes, { updateMetadata: false });
    const pages = await whole.copyPages(one, one.getPageIndices());
    for (const page of pages) whole.addPage(page);
  }
  whole.setCreationDate(noon(day));
  return whole.save();
}

/** The file with the first page of another one over each of its own; what it was stays legible below. */
export async function overprint(file: Uint8Array, over: Uint8Array): Promise<Uint8Array> {
  const whole = await PDFDocument.load(file, { updateMetadata: false });
  const [mark] = await whole.embedPdf(over, [0]);
  if (mark) for (const page of whole.getPages()) page.drawPage(mark);
  return whole.save();
}

function noon(day: LocalDate): Date {
  return new Date(`${day}T12:00:00+09:00`);
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (HOLDS_TEXT.has(key) ? textsOf(part) : []));
}

const HOLDS_TEXT: ReadonlySet<string> = new Set(['text', 'stack', 'columns', 'table', 'body']);
