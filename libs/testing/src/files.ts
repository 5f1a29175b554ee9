import { crc32, deflateSync } from 'node:zlib';
import { type CleanFile, FileIntake } from '@app/platform';

const EVIDENCE = {
  accept: ['application/pdf', 'image/jpeg', 'image/png'],
  maximumBytes: 10 * 1024 * 1024,
  field: 'evidence',
} as const;

/** A file as it stands after the way in: to be stored once. */
export async function aCleanFile(
  app: { get(type: typeof FileIntake): FileIntake },
  bytes: Buffer = aPdf(),
  fileName = '合格証書.pdf',
): Promise<CleanFile> {
  return app.get(FileIntake).takeBytes(bytes, fileName, EVIDENCE);
}

/** Part of a JPEG between its start and its picture: EXIF, comments … */
export function jpegSegment(marker: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
}

/** A whole JPEG of one grey pixel, with the given segments before its picture. */
export function aJpeg(...segments: readonly Buffer[]): Buffer {
  const table = (id: number) => Buffer.concat([Buffer.of(id, 1), Buffer.alloc(15), Buffer.of(0)]);
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    ...segments,
    jpegSegment(0xdb, Buffer.concat([Buffer.of(0), Buffer.alloc(64, 1)])),
    jpegSegment(0xc0, Buffer.of(8, 0, 1, 0, 1, 1, 1, 0x11, 0)),
    jpegSegment(0xc4, table(0x00)),
    jpegSegment(0xc4, table(0x10)),
    jpegSegment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
    Buffer.of(0x3f, 0xff, 0xd9),
  ]);
}

/** EXIF as a camera writes it: which way is up, who made it, where it was. */
export function anExif(orientation: number, secret: string): Buffer {
  const tiff = Buffer.alloc(38);
  tiff.write('MM', 0, 'latin1');
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  tiff.writeUInt16BE(0x010f, 10);
  tiff.writeUInt16BE(2, 12);
  tiff.writeUInt32BE(secret.length, 14);
  tiff.writeUInt32BE(38, 18);
  tiff.writeUInt16BE(0x0112, 22);
  tiff.writeUInt16BE(3, 24);
  tiff.writeUInt32BE(1, 26);
  tiff.writeUInt16BE(orientation, 30);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(secret)]);
  return jpegSegment(0xe1, exif);
}

export function pngChunk(type: string, content: Buffer | string): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(content)]);
  const frame = Buffer.alloc(4);
  const sum = Buffer.alloc(4);
  frame.writeUInt32BE(body.length - 4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, sum]);
}

/** A whole PNG of one grey pixel, with the given chunks before its picture. */
export function aPng(...chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', Buffer.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0)),
    ...chunks,
    pngChunk('IDAT', deflateSync(Buffer.of(0, 0x80))),
    pngChunk('IEND', ''),
  ]);
}

/** A whole PDF of one empty page. */
export function aPdf(): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${String(index + 1)} 0 obj${object}endobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = String(text.length);
  text += `xref\n0 4\n0000000000 65535 f \n${offsets.join('')}trailer<</Size 4/Root 1 0 R>>\n`;
  return Buffer.from(`${text}startxref\n${start}\n%%EOF\n`, 'latin1');
}
