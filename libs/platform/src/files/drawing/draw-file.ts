import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { MAXIMUM_PIXELS } from '../cleaning/protocol';
import { isOfTheDisk } from '../disk-trouble';
import {
  DRAWN_PAGES,
  type Drawn,
  type DrawingAnswer,
  type DrawingOrder,
  LONGEST_SIDE,
  pictureName,
} from './protocol';

/** Twice as many pixels as points: text of a page of A4 is read without effort. */
const PDF_SCALE = 2;

/** Draws what a reader would see of the first pages. Nothing of the file itself is in the pictures. */
export async function drawFile(order: DrawingOrder): Promise<DrawingAnswer> {
  try {
    return order.mediaType === 'application/pdf' ? await drawPdf(order) : await drawPicture(order);
  } catch (error) {
    if (isOfTheDisk(error)) return { reason: 'disk' };
    const isEncrypted = error instanceof Error && /password|security/i.test(error.message);
    return { reason: isEncrypted ? 'encrypted' : 'unreadable' };
  }
}

async function drawPicture({ source, target }: DrawingOrder): Promise<Drawn> {
  const png = await sharp(source, { limitInputPixels: MAXIMUM_PIXELS, animated: false })
    .autoOrient()
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
  await writeFile(join(target, pictureName(1)), png);
  return { pages: 1, isDrawn: [true] };
}

async function drawPdf({ source, target }: DrawingOrder): Promise<DrawingAnswer> {
  const bytes = await readFile(source);
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  try {
    const pages = document.getPageCount();
    const isDrawn: boolean[] = [];
    for (let page = 1; page <= Math.min(pages, DRAWN_PAGES); page += 1)
      isDrawn.push(await drawPage(document, page, join(target, pictureName(page))));
    return pages === 0 ? { reason: 'unreadable' } : { pages, isDrawn };
  } finally {
    document.destroy();
  }
}

/** False when this page, of whatever the file holds, cannot be drawn; the others may. */
async function drawPage(document: PDFiumDocument, page: number, path: string): Promise<boolean> {
  try {
    const sheet = document.getPage(page - 1);
    const { originalWidth, originalHeight } = sheet.getOriginalSize();
    const scale = Math.min(PDF_SCALE, LONGEST_SIDE / Math.max(originalWidth, originalHeight));
    const { data } = await sheet.render({
      scale: 1,
      width: Math.max(1, originalWidth * scale),
      height: Math.max(1, originalHeight * scale),
      render: async ({ data: pixels, width, height }) =>
        sharp(pixels, { raw: { width, height, channels: 4 } })
          .removeAlpha()
          .png()
          .toBuffer(),
    });
    await writeFile(path, data);
    return true;
  } catch (error) {
    if (isOfTheDisk(error)) throw error;
    return false;
  }
}
