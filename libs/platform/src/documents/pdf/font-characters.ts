/** A table of characters in a font: from, to (both in it). */
type Range = readonly [from: number, to: number];

const CMAP = 0x63_6d_61_70;
const WINDOWS = 3;
const ALL_OF_UNICODE = 10;
const SEGMENTED = 12;

/**
 * The characters that a TrueType font can draw, as its own table says (cmap, format 12): what is not in it would be drawn as an
 * empty box. A selector of variants is none of them, for the base form would stand there instead of the one that was meant.
 */
export class FontCharacters {
  private readonly ranges: readonly Range[];

  constructor(font: Buffer) {
    this.ranges = rangesOf(font, subtableOf(font, tableOf(font)));
  }

  /** Each missing character once; blanks of any kind need no glyph. */
  missingIn(text: string): readonly string[] {
    const missing = Array.from(text).filter((sign) => !/\s/u.test(sign) && !this.has(sign));
    return [...new Set(missing)];
  }

  private has(sign: string): boolean {
    const code = sign.codePointAt(0) ?? 0;
    return this.ranges.some(([from, to]) => from <= code && code <= to);
  }
}

function tableOf(font: Buffer): number {
  const count = font.readUInt16BE(4);
  for (let at = 12; at < 12 + count * 16; at += 16)
    if (font.readUInt32BE(at) === CMAP) return font.readUInt32BE(at + 8);
  throw new Error('The font has no table of characters');
}

function subtableOf(font: Buffer, table: number): number {
  const count = font.readUInt16BE(table + 2);
  for (let at = table + 4; at < table + 4 + count * 8; at += 8) {
    const start = table + font.readUInt32BE(at + 4);
    const isWhole =
      font.readUInt16BE(at) === WINDOWS && font.readUInt16BE(at + 2) === ALL_OF_UNICODE;
    if (isWhole && font.readUInt16BE(start) === SEGMENTED) return start;
  }
  throw new Error('The font has no table of all characters');
}

function rangesOf(font: Buffer, start: number): readonly Range[] {
  const count = font.readUInt32BE(start + 12);
  return Array.from({ length: count }, (_, index) => {
    const at = start + 16 + index * 12;
    return [font.readUInt32BE(at), font.readUInt32BE(at + 4)] as const;
  });
}
