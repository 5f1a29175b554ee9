import { exifWithOrientation, orientationOf } from './exif.rules';

const START = Buffer.from([0xff, 0xd8]);
const END = Buffer.from([0xff, 0xd9]);
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const COMMENT = 0xfe;
const MAXIMUM_PIXELS = 200_000_000;
const JFIF_LENGTH = 14;
const ADOBE_LENGTH = 12;

interface Segment {
  readonly marker: number;
  readonly content: Buffer;
  /** The compressed picture that follows a start of scan; empty elsewhere. */
  readonly scan: Buffer;
}

/**
 * The same picture without anything that tells where, when or with what it was taken, or null when the bytes are not
 * a whole JPEG. Lossless: the compressed picture is copied. Kept beside it are the colour profile and which way is up;
 * comments, thumbnails and whatever follows the end of the picture are dropped.
 */
export function stripJpeg(bytes: Buffer): Buffer | null {
  const segments = segmentsOf(bytes);
  if (segments === null || !isWellFormed(segments)) return null;
  const parts = segments.flatMap((segment) => {
    const content = withoutMetadata(segment);
    return content === null ? [] : [frame(segment.marker, content), segment.scan];
  });
  return Buffer.concat([START, ...parts, END]);
}

function segmentsOf(bytes: Buffer): Segment[] | null {
  if (!bytes.subarray(0, START.length).equals(START)) return null;
  const segments: Segment[] = [];
  let at = START.length;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END_OF_IMAGE) return segments;
    const segment = segmentAt(bytes, at);
    if (segment === null) return null;
    segments.push(segment);
    at += 4 + segment.content.length + segment.scan.length;
  }
  return null;
}

function segmentAt(bytes: Buffer, at: number): Segment | null {
  const marker = bytes[at + 1] ?? 0;
  if (marker < 0xc0 || isRestart(marker) || at + 4 > bytes.length) return null;
  const end = at + 2 + bytes.readUInt16BE(at + 2);
  if (end < at + 4 || end > bytes.length) return null;
  const scan = marker === START_OF_SCAN ? bytes.subarray(end, endOfScan(bytes, end)) : Buffer.of();
  return { marker, content: bytes.subarray(at + 4, end), scan };
}

/** Inside a scan 0xff is followed by 0 (a plain 0xff) or a restart marker; anything else is the next segment. */
function endOfScan(bytes: Buffer, start: number): number {
  let at = bytes.indexOf(0xff, start);
  while (at !== -1) {
    const next = bytes[at + 1] ?? 0xff;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
    at = bytes.indexOf(0xff, next === 0xff ? at + 1 : at + 2);
  }
  return bytes.length;
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd8;
}

function isWellFormed(segments: readonly Segment[]): boolean {
  const frames = segments.filter((segment) => isStartOfFrame(segment.marker));
  return (
    frames.length === 1 &&
    frames.every(({ content }) => hasFittingSize(content)) &&
    segments.some((segment) => segment.scan.length > 0)
  );
}

function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** A height of 0 is legal: it is then given after the first scan. */
function hasFittingSize(content: Buffer): boolean {
  if (content.length < 6) return false;
  const width = content.readUInt16BE(3);
  return width > 0 && width * content.readUInt16BE(1) <= MAXIMUM_PIXELS;
}

/** What is left of a segment's content; null drops the segment. */
function withoutMetadata({ marker, content }: Segment): Buffer | null {
  if (marker === COMMENT) return null;
  if (marker < APP0 || marker > 0xef) return content;
  if (marker === APP0) return withoutThumbnail(content);
  if (marker === APP1) return exifWithOrientation(orientationOf(content));
  if (marker === APP2) return startsWith(content, 'ICC_PROFILE\0') ? content : null;
  // Tells how the colours are coded; without it they come out wrong.
  if (marker === APP14)
    return startsWith(content, 'Adobe') ? content.subarray(0, ADOBE_LENGTH) : null;
  return null;
}

function withoutThumbnail(content: Buffer): Buffer | null {
  if (!startsWith(content, 'JFIF\0') || content.length < JFIF_LENGTH) return null;
  return Buffer.concat([content.subarray(0, JFIF_LENGTH - 2), Buffer.of(0, 0)]);
}

function startsWith(content: Buffer, text: string): boolean {
  return content.toString('latin1', 0, text.length) === text;
}

function frame(marker: number, content: Buffer): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}
