import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { MAXIMUM_PIXELS, NotCleanable } from './protocol';

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
 * large it is says its header, before a single pixel is read.
 */
export async function cleanPicture(
  source: string,
  target: string,
  format: 'jpeg' | 'png',
): Promise<void> {
  const {
    width,
    height,
    format: found,
  } = await sharp(source, { limitInputPixels: false }).metadata();
  if (found !== format) throw new NotCleanable({ reason: 'unreadable' });
  if (width * height > MAXIMUM_PIXELS)
    throw new NotCleanable({ reason: 'too_many_pixels', width, height });
  const upright = sharp(source, {
    limitInputPixels: MAXIMUM_PIXELS,
    failOn: 'warning',
    animated: false,
  }).autoOrient();
  const drawn =
    format === 'jpeg'
      ? upright.jpeg({ quality: JPEG_QUALITY })
      : upright.png({ compressionLevel: 6 });
  await writeFile(target, await drawn.toBuffer());
}
