const HEADER = /^%PDF-[12]\.\d/;
const END = '%%EOF';
const MARKUP = /<(?:!doctype|html|script|svg|body|iframe|object|embed)\b/i;
const ZIP_END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const ZIP_END_LENGTH = 22;
const SNIFFED = 1024;

/**
 * Whether the bytes are one PDF and nothing else: the header stands first, the last thing is the end of file with its
 * cross-reference, and they cannot be read as markup or as a zip archive as well. What a PDF holds is left as it is.
 */
export function isPdf(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, SNIFFED);
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 2 * SNIFFED));
  const end = tail.lastIndexOf(END);
  return (
    HEADER.test(head) &&
    !MARKUP.test(head) &&
    end !== -1 &&
    tail.slice(0, end).includes('startxref') &&
    /^[\s\0]*$/.test(tail.slice(end + END.length)) &&
    !endsAsZip(bytes)
  );
}

/** A zip is read from its end: its last record says how long the comment behind it is. */
function endsAsZip(bytes: Buffer): boolean {
  let at = bytes.indexOf(ZIP_END);
  while (at !== -1) {
    const isWhole = at + ZIP_END_LENGTH <= bytes.length;
    if (isWhole && at + ZIP_END_LENGTH + bytes.readUInt16LE(at + 20) === bytes.length) return true;
    at = bytes.indexOf(ZIP_END, at + 1);
  }
  return false;
}
