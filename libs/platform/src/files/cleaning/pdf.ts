import { readFile, writeFile } from 'node:fs/promises';
import {
  EncryptedPDFError,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { dictionaryOf, nameOf, reachable } from './pdf-objects';
import { type ActivePart, MAXIMUM_PAGES, NotCleanable } from './protocol';

/** What an entry of this name makes of a PDF, wherever it stands. */
const ACTIVE_ENTRIES: ReadonlyMap<string, ActivePart> = new Map<string, ActivePart>([
  ['JS', 'javascript'],
  ['JavaScript', 'javascript'],
  ['AA', 'automatic'],
  ['EmbeddedFiles', 'attachment'],
  ['EF', 'attachment'],
  ['XFA', 'xfa'],
  ['RichMediaContent', 'media'],
  ['RichMediaSettings', 'media'],
  // Pages and pictures of other files, wherever these lie.
  ['OPI', 'external'],
]);

/** What an action, an annotation or an object of this kind does. */
const ACTIVE_KINDS: ReadonlyMap<string, ActivePart> = new Map<string, ActivePart>([
  ['JavaScript', 'javascript'],
  ['Launch', 'launch'],
  ['SubmitForm', 'external'],
  ['ImportData', 'external'],
  ['GoToE', 'attachment'],
  ['GoToR', 'external'],
  ['Thread', 'external'],
  ['Rendition', 'media'],
  ['Movie', 'media'],
  ['Sound', 'media'],
  ['Screen', 'media'],
  ['3D', 'media'],
  ['GoTo3DView', 'media'],
  ['RichMedia', 'media'],
  ['RichMediaExecute', 'media'],
  ['FileAttachment', 'attachment'],
  ['PS', 'postscript'],
]);

/** All that a page needs to look as it does. Names, outlines and what the maker's program left are not kept. */
const KEPT_IN_CATALOG = [
  ...['Type', 'Version', 'Pages', 'PageLabels', 'OCProperties', 'AcroForm', 'OutputIntents'],
  ...['Lang', 'MarkInfo', 'StructTreeRoot', 'ViewerPreferences'],
];
/** Who made a part of the file, when, and with what. */
const ABOUT_ITS_MAKER = [
  'Metadata',
  'PieceInfo',
  'LastModified',
  'Thumb',
  'CreationDate',
  'ModDate',
];
const WEB_ADDRESS = /^(?:https?:\/\/|mailto:)/i;
const TURNS_PAGES = ['NextPage', 'PrevPage', 'FirstPage', 'LastPage'];
const END = '%%EOF';
const END_WITHIN = 1024;

/** Reads the PDF as a whole and writes what its pages need; refuses it when it holds anything that acts. */
export async function cleanPdf(source: string, target: string): Promise<void> {
  const bytes = await readFile(source);
  requireEnd(bytes);
  const document = await load(bytes);
  const pages = document.getPageCount();
  if (pages === 0) throw new NotCleanable({ reason: 'unreadable' });
  if (pages > MAXIMUM_PAGES) throw new NotCleanable({ reason: 'too_many_pages', pages });
  dropPlainOpening(document);
  const parts = activeParts(document);
  if (parts.length > 0) throw new NotCleanable({ reason: 'active', parts });
  dropMetadata(document);
  await writeFile(
    target,
    await document.save({ addDefaultPage: false, updateFieldAppearances: false }),
  );
}

/** A file that was cut on its way may still be readable in parts; its holder must know. */
function requireEnd(bytes: Buffer): void {
  if (!bytes.toString('latin1', Math.max(0, bytes.length - END_WITHIN)).includes(END))
    throw new NotCleanable({ reason: 'unreadable' });
}

async function load(bytes: Buffer): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, {
      throwOnInvalidObject: true,
      updateMetadata: false,
      preserveXFA: true,
      parseSpeed: Infinity,
    });
  } catch (error) {
    const isEncrypted = error instanceof EncryptedPDFError;
    throw new NotCleanable({ reason: isEncrypted ? 'encrypted' : 'unreadable' });
  }
}

/** Most programs write where to open the file. That acts on nothing, and is left out. */
function dropPlainOpening({ catalog, context }: PDFDocument): void {
  const key = PDFName.of('OpenAction');
  const opening = context.lookup(catalog.get(key));
  const kind = opening instanceof PDFDict ? nameOf(opening.lookup(PDFName.of('S'))) : '';
  if (opening instanceof PDFArray || kind === 'GoTo') catalog.delete(key);
}

function activeParts({ catalog, context }: PDFDocument): readonly ActivePart[] {
  const found = new Set<ActivePart>();
  if (catalog.has(PDFName.of('OpenAction'))) found.add('automatic');
  for (const object of reachable(context, catalog))
    for (const part of activePartsOf(object)) found.add(part);
  return [...found].toSorted();
}

function activePartsOf(object: PDFObject): readonly ActivePart[] {
  const dictionary = dictionaryOf(object);
  if (!dictionary) return [];
  const entries = dictionary.keys().map((key) => ACTIVE_ENTRIES.get(nameOf(key)));
  const kinds = ['S', 'Subtype', 'Subtype2'].map((key) =>
    ACTIVE_KINDS.get(nameOf(dictionary.lookup(PDFName.of(key)))),
  );
  const found = [...entries, ...kinds, actionPartOf(dictionary)];
  if (isElsewhere(object, dictionary)) found.push('external');
  return found.filter((part) => part !== undefined);
}

/** The content of a stream or of a form that stands in another file. */
function isElsewhere(object: PDFObject, dictionary: PDFDict): boolean {
  if (!(object instanceof PDFStream)) return false;
  return dictionary.has(PDFName.of('F')) || dictionary.has(PDFName.of('Ref'));
}

/** Links to the web and within the file do nothing by themselves; other addresses and commands of the reader do. */
function actionPartOf(dictionary: PDFDict): ActivePart | undefined {
  const kind = nameOf(dictionary.lookup(PDFName.of('S')));
  if (kind === 'URI') {
    const address = dictionary.lookup(PDFName.of('URI'));
    const isText = address instanceof PDFString || address instanceof PDFHexString;
    return isText && WEB_ADDRESS.test(address.decodeText()) ? undefined : 'external';
  }
  if (kind !== 'Named') return undefined;
  return TURNS_PAGES.includes(nameOf(dictionary.lookup(PDFName.of('N')))) ? undefined : 'automatic';
}

/** What nothing leads to any more (earlier versions of the file among it) is left out as well. */
function dropMetadata({ catalog, context }: PDFDocument): void {
  for (const key of catalog.keys()) if (!KEPT_IN_CATALOG.includes(nameOf(key))) catalog.delete(key);
  for (const object of reachable(context, catalog))
    for (const name of ABOUT_ITS_MAKER) dictionaryOf(object)?.delete(PDFName.of(name));
  const root = context.trailerInfo.Root;
  delete context.trailerInfo.Info;
  delete context.trailerInfo.ID;
  const kept = root === undefined ? new Set<PDFObject>() : reachable(context, root);
  for (const [reference] of context.enumerateIndirectObjects())
    if (!kept.has(reference)) context.delete(reference);
}
