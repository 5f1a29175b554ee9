import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAXIMUM_PIXELS = 200_000_000;
const HEADER_LENGTH = 13;
const CHUNK_FRAME = 12;

/** What is needed to show the picture as it was; texts, EXIF, times and animation frames are not. */
const KEPT = [
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'pHYs',
];

interface Chunk {
  readonly type: string;
  readonly content: Buffer;
  /** Length, type, content and checksum as they stand in the file. */
  readonly whole: Buffer;
}

/**
 * The same picture without anything that tells about its maker, or null when the bytes are not a whole PNG.
 * Lossless: chunks are copied or left out, never changed. What follows the end of the picture is dropped.
 */
export function stripPng(bytes: Buffer): Buffer | null {
  const chunks = chunksOf(bytes);
  if (chunks === null || !isWellFormed(chunks)) return null;
  const kept = chunks.filter((chunk) => KEPT.includes(chunk.type)).map((chunk) => chunk.whole);
  return Buffer.concat([SIGNATURE, ...kept]);
}

function chunksOf(bytes: Buffer): Chunk[] | null {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return null;
  const chunks: Chunk[] = [];
  let at = SIGNATURE.length;
  while (at + CHUNK_FRAME <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const end = at + CHUNK_FRAME + length;
    if (end > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
    const content = bytes.subarray(at + 8, end - 4);
    chunks.push({ type, content, whole: bytes.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return null;
}

function isWellFormed(chunks: readonly Chunk[]): boolean {
  const types = chunks.map((chunk) => chunk.type);
  const data = types.indexOf('IDAT');
  const dataChunks = types.filter((type) => type === 'IDAT').length;
  return (
    isHeader(chunks[0]) &&
    types.filter((type) => type === 'IHDR').length === 1 &&
    data !== -1 &&
    types.lastIndexOf('IDAT') - data + 1 === dataChunks &&
    types.every((type) => /^[A-Za-z]{4}$/.test(type) && (KEPT.includes(type) || isAncillary(type)))
  );
}

/** A decoder may skip a chunk only when its name begins with a small letter. */
function isAncillary(type: string): boolean {
  return /^[a-z]/.test(type);
}

function isHeader(chunk: Chunk | undefined): boolean {
  if (chunk?.type !== 'IHDR' || chunk.content.length !== HEADER_LENGTH) return false;
  const pixels = chunk.content.readUInt32BE(0) * chunk.content.readUInt32BE(4);
  return pixels > 0 && pixels <= MAXIMUM_PIXELS;
}
