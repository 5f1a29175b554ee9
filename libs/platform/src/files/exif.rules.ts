const EXIF = Buffer.from('Exif\0\0', 'latin1');
const ORIENTATION = 0x0112;
const ENTRY_LENGTH = 12;
const UPRIGHT = 1;
const LAST_ORIENTATION = 8;

/** Which way is up (1–8) by the EXIF in an APP1 segment; 1, as it lies, when it does not say. */
export function orientationOf(content: Buffer): number {
  if (!content.subarray(0, EXIF.length).equals(EXIF)) return UPRIGHT;
  const tiff = content.subarray(EXIF.length);
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return UPRIGHT;
  const u16 = (at: number) => read(tiff, at, order === 'II' ? 'readUInt16LE' : 'readUInt16BE', 2);
  const u32 = (at: number) => read(tiff, at, order === 'II' ? 'readUInt32LE' : 'readUInt32BE', 4);
  const directory = u32(4);
  const entries = u16(directory);
  for (let index = 0; index < entries; index++) {
    const at = directory + 2 + index * ENTRY_LENGTH;
    if (u16(at) !== ORIENTATION) continue;
    const value = u16(at + 8);
    return value >= UPRIGHT && value <= LAST_ORIENTATION ? value : UPRIGHT;
  }
  return UPRIGHT;
}

/** An EXIF segment that says which way is up and nothing else; null where there is nothing to say. */
export function exifWithOrientation(orientation: number): Buffer | null {
  if (orientation === UPRIGHT) return null;
  const tiff = Buffer.alloc(26);
  tiff.write('II', 0, 'latin1');
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(ORIENTATION, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  return Buffer.concat([EXIF, tiff]);
}

type Reader = 'readUInt16LE' | 'readUInt16BE' | 'readUInt32LE' | 'readUInt32BE';

/** Offsets come from the file: one that points outside reads as 0. */
function read(tiff: Buffer, at: number, reader: Reader, length: number): number {
  return at + length <= tiff.length ? tiff[reader](at) : 0;
}
