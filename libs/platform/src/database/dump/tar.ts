import { text } from 'node:stream/consumers';

/** A tar file is made of blocks: each entry is one block of header, then its bytes filled up to whole blocks. */
const BLOCK = 512;
const NAME_BYTES = 100;
const SIZE_DIGITS = 11;

/** Two empty blocks end the file. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/** The file is no tar file, or it ends too early. */
export class TarError extends Error {
  override readonly name = 'TarError';
}

export interface TarEntry {
  readonly name: string;
  readonly size: number;
}

/** One file of the archive; `content` has exactly `size` bytes. */
export async function* tarEntry(
  { name, size }: TarEntry,
  content: AsyncIterable<Buffer> | Iterable<Buffer>,
): AsyncGenerator<Buffer> {
  yield header(name, size);
  yield* content;
  yield Buffer.alloc(paddingOf(size));
}

/** ustar, as every tar program reads it. No owner and no time: the same contents make the same file. */
function header(name: string, size: number): Buffer {
  const octal = size.toString(8);
  if (Buffer.byteLength(name) > NAME_BYTES || octal.length > SIZE_DIGITS)
    throw new TarError(`"${name}" (${size} bytes) does not fit into a tar header`);
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0);
  block.write('0000600\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${octal.padStart(SIZE_DIGITS, '0')}\0`, 124);
  block.write(`${'0'.repeat(SIZE_DIGITS)}\0`, 136);
  block.write('        0', 148);
  block.write('ustar\x0000', 257);
  block.write(`${checksumOf(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** The sum of the header's bytes, its own place counted as blanks. */
function checksumOf(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** Reads the entries one after the other without holding more than a piece of one. */
export class TarReader {
  private readonly source: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);
  private padding = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** The next entry, or null at the end. The content of the one before must have been read to its end. */
  async next(): Promise<TarEntry | null> {
    await this.read(this.padding);
    this.padding = 0;
    const block = await this.read(BLOCK);
    if (block.every((byte) => byte === 0)) return null;
    const checksum = parseInt(block.toString('latin1', 148, 156), 8);
    const size = parseInt(block.toString('latin1', 124, 136), 8);
    if (checksum !== checksumOf(block) || Number.isNaN(size)) throw new TarError('no tar header');
    this.padding = paddingOf(size);
    return { name: block.toString('utf8', 0, NAME_BYTES).replace(/\0.*$/s, ''), size };
  }

  async *content({ size }: TarEntry): AsyncGenerator<Buffer> {
    let left = size;
    while (left > 0) {
      const piece = await this.piece(left);
      left -= piece.length;
      yield piece;
    }
  }

  text(entry: TarEntry): Promise<string> {
    return text(this.content(entry));
  }

  private async read(size: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.content({ name: '', size })) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** At least one byte and at most `limit`. */
  private async piece(limit: number): Promise<Buffer> {
    while (this.held.length === 0) {
      const next = await this.source.next();
      if (next.done) throw new TarError('the file ends too early');
      this.held = next.value;
    }
    const piece = this.held.subarray(0, limit);
    this.held = this.held.subarray(limit);
    return piece;
  }
}
