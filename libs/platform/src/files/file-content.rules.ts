import { extname } from 'node:path';
import { stripJpeg } from './jpeg.rules';
import { isPdf } from './pdf.rules';
import { stripPng } from './png.rules';

/** The kinds of file that can be stored at all; each caller accepts some of them. */
export type AcceptedType = 'application/pdf' | 'image/jpeg' | 'image/png';

interface TypeFacts {
  readonly label: string;
  /** The first is the one we give a name that has none. */
  readonly extensions: readonly string[];
  /** What is stored of the bytes, or null when they are not of this type. */
  readonly clean: (bytes: Buffer) => Buffer | null;
}

const TYPES: Readonly<Record<AcceptedType, TypeFacts>> = {
  'application/pdf': {
    label: 'PDF',
    extensions: ['.pdf'],
    clean: (bytes) => (isPdf(bytes) ? bytes : null),
  },
  'image/jpeg': {
    label: 'JPEG',
    extensions: ['.jpg', '.jpeg', '.jpe', '.jfif'],
    clean: stripJpeg,
  },
  'image/png': { label: 'PNG', extensions: ['.png'], clean: stripPng },
};

export interface CheckedContent {
  readonly mediaType: AcceptedType;
  readonly bytes: Buffer;
}

/** Names of types as a person knows them: 「PDF・JPEG・PNG」. */
export function labelsOf(types: readonly AcceptedType[]): string {
  return types.map((type) => TYPES[type].label).join('・');
}

export function extensionsOf(type: AcceptedType): readonly string[] {
  return TYPES[type].extensions;
}

/**
 * What the bytes are, decided by the bytes alone and never by a name or a header that came with them; without
 * metadata, ready to be stored. Null when they are none of the accepted types, or damaged.
 */
export function checkContent(
  bytes: Buffer,
  accept: readonly AcceptedType[],
): CheckedContent | null {
  for (const mediaType of accept) {
    const clean = TYPES[mediaType].clean(bytes);
    if (clean) return { mediaType, bytes: clean };
  }
  return null;
}

/** A name that promises another kind of file than its content is refused; a name that promises nothing is not. */
export function fitsName(fileName: string, type: AcceptedType): boolean {
  const extension = extname(fileName).toLowerCase();
  return extension === '' || TYPES[type].extensions.includes(extension);
}
