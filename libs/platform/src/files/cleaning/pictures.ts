import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { type CleaningOrder, MAXIMUM_PIXELS, NotCleanable, type Reduction } from './protocol';

const JPEG_QUALITY = 88;
const READERS = ['VipsForeignLoadJpegFile', 'VipsForeignLoadPngFile'];

/** One picture at a time, on one core, and nothing but the two kinds that we take. */
export function limitPictures(): void {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: READERS });
}

/**
 * Draws the picture anew: upright, in the colours of screens, and without anything else that stood in the file. How
 * large it is says its header, before a single pixel is read. Returns whether it was made smaller.
 */
export async function cleanPicture(
  { source, target, byteSize, reduce }: CleaningOrder,
  format: 'jpeg' | 'png',
): Promise<boolean> {
  const {
    width,
    height,
    format: found,
  } = await sharp(source, { limitInputPixels: false }).metadata();
  if (found !== format) throw new NotCleanable({ reason: 'unreadable' });
  const pixels = width * height;
  // A JPEG is read at a fraction of its size; a PNG only as a whole.
  const most = reduce && format === 'jpeg' ? reduce.mostPixels : MAXIMUM_PIXELS;
  if (pixels > most) throw new NotCleanable({ reason: 'too_many_pixels', width, height, most });
  const upright = sharp(source, {
    limitInputPixels: most,
    failOn: 'warning',
    animated: false,
  }).autoOrient();
  const side = reduce ? keptSide(reduce, { byteSize, pixels }) : null;
  const sized = side === null ? upright : upright.resize(side, side, INSIDE);
  const drawn =
    format === 'jpeg' ? sized.jpeg({ quality: JPEG_QUALITY }) : sized.png({ compressionLevel: 6 });
  await writeFile(target, await drawn.toBuffer());
  return side !== null && Math.max(width, height) > side;
}

const INSIDE = { fit: 'inside', withoutEnlargement: true } as const;

/** The longer side that is kept; null: as it is. */
function keptSide(
  { aboveBytes, abovePixels, side }: Reduction,
  { byteSize, pixels }: { readonly byteSize: number; readonly pixels: number },
): number | null {
  return byteSize > aboveBytes || pixels > abovePixels ? side : null;
}
