import { extname } from 'node:path';
import { composeText } from '../csv/normalize';
import { type AcceptedType, extensionsOf } from './file-kinds.rules';

const MAXIMUM_LENGTH = 100;
const UNNAMED = '無題';
/** Control and formatting characters (a right-to-left override turns "gpj.exe" round), halves of pairs, unassigned. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;
const NOT_IN_NAMES = /[<>:"|?*%;]/g;
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * The name as it is shown and offered for saving: without folders, invisible characters and signs that a system
 * takes for more than a name; with the ending that fits the content. Never used as a path.
 */
export function cleanFileName(name: string, type: AcceptedType): string {
  const last = composeText(name.replace(INVISIBLE, '')).split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(NOT_IN_NAMES, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const known = extensionsOf(type).find((extension) => extname(plain).toLowerCase() === extension);
  const ending = known ?? extensionsOf(type)[0] ?? '';
  const stem = (known === undefined ? plain : plain.slice(0, -known.length)).replace(DEVICE, '_$&');
  const short = Array.from(stem)
    .slice(0, MAXIMUM_LENGTH - ending.length)
    .join('')
    .trim();
  return (short === '' ? UNNAMED : short) + ending;
}

/** The value of a Content-Disposition header that makes a browser save, never show (RFC 6266, RFC 5987). */
export function attachmentHeader(fileName: string): string {
  return `attachment; ${named(fileName)}`;
}

/** The same for what we made ourselves and a browser may show: never for what somebody sent. */
export function inlineHeader(fileName: string): string {
  return `inline; ${named(fileName)}`;
}

function named(fileName: string): string {
  const ascii = fileName.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(fileName.replace(/\p{Cs}/gu, '_')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
