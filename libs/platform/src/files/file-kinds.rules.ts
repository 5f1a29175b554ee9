import { extname } from 'node:path';

/** The kinds of file that can be stored at all; each caller accepts some of them. */
export type AcceptedType = 'application/pdf' | 'image/jpeg' | 'image/png';

/** What a file is by its first bytes. HEIC is known only to be refused in words: telephones make it. */
export type FileKind = AcceptedType | 'image/heic';

interface TypeFacts {
  readonly label: string;
  /** The first is the one we give a name that has none. */
  readonly extensions: readonly string[];
}

const TYPES: Readonly<Record<AcceptedType, TypeFacts>> = {
  'application/pdf': { label: 'PDF', extensions: ['.pdf'] },
  'image/jpeg': { label: 'JPEG', extensions: ['.jpg', '.jpeg', '.jpe', '.jfif'] },
  'image/png': { label: 'PNG', extensions: ['.png'] },
};

/** So many bytes are enough to tell. */
export const HEAD_BYTES = 16;

const PDF = /^%PDF-[12]\.\d/;
const PNG = '\x89PNG\r\n\x1a\n';
const JPEG = '\xff\xd8\xff';
const HEIC = /^....ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1|avi[fs])/s;

/** Decided by the bytes alone, never by a name or a header that came with them; null for anything else. */
export function kindOf(head: Buffer): FileKind | null {
  const text = head.toString('latin1', 0, HEAD_BYTES);
  if (PDF.test(text)) return 'application/pdf';
  if (text.startsWith(PNG)) return 'image/png';
  if (text.startsWith(JPEG)) return 'image/jpeg';
  return HEIC.test(text) ? 'image/heic' : null;
}

/** Names of types as a person knows them: 「PDF・JPEG・PNG」. */
export function labelsOf(types: readonly AcceptedType[]): string {
  return types.map((type) => TYPES[type].label).join('・');
}

export function extensionsOf(type: AcceptedType): readonly string[] {
  return TYPES[type].extensions;
}

/** A name that promises another kind of file than its content is refused; a name that promises nothing is not. */
export function fitsName(fileName: string, type: AcceptedType): boolean {
  const extension = extname(fileName).toLowerCase();
  return extension === '' || TYPES[type].extensions.includes(extension);
}
