import {
  type PDFContext,
  PDFArray,
  PDFDict,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';

/** Every object that can be reached from `start`, without recursion: the depth is the sender's choice. */
export function reachable(context: PDFContext, start: PDFObject): ReadonlySet<PDFObject> {
  const found = new Set<PDFObject>();
  const open: (PDFObject | undefined)[] = [start];
  while (open.length > 0) {
    const next = open.pop();
    if (next === undefined || found.has(next)) continue;
    found.add(next);
    for (const part of partsOf(context, next)) open.push(part);
  }
  return found;
}

function partsOf(context: PDFContext, object: PDFObject): readonly (PDFObject | undefined)[] {
  if (object instanceof PDFRef) return [context.lookup(object)];
  if (object instanceof PDFArray) return object.asArray();
  return dictionaryOf(object)?.values() ?? [];
}

/** The entries of a dictionary, or those in front of a stream. */
export function dictionaryOf(object: PDFObject | undefined): PDFDict | null {
  if (object instanceof PDFStream) return object.dict;
  return object instanceof PDFDict ? object : null;
}

/** A name with its signs in the clear: `/J#61vaScript` is `JavaScript`. */
export function nameOf(object: PDFObject | undefined): string {
  return object instanceof PDFName ? object.decodeText() : '';
}
