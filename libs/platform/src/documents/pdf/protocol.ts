import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import type { LocalDate } from '../../calendar/local-date';

/** A page as pdfmake lays it out: data only, no functions, so that it can be handed to another process. */
export type PdfDefinition = Pick<
  TDocumentDefinitions,
  'content' | 'info' | 'pageMargins' | 'pageOrientation' | 'defaultStyle' | 'styles' | 'watermark'
> & {
  /** At the foot of each page, with its number and how many there are. */
  readonly footerText?: string;
};

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type PaperOrder =
  | { readonly kind: 'draw'; readonly definition: PdfDefinition; readonly day: LocalDate | null }
  | { readonly kind: 'join'; readonly files: readonly Uint8Array[]; readonly day: LocalDate }
  /** What is drawn by the definition stands over every page of the file. */
  | {
      readonly kind: 'overprint';
      readonly file: Uint8Array;
      readonly definition: PdfDefinition;
      readonly day: LocalDate;
    }
  | { readonly kind: 'zip'; readonly files: readonly NamedFile[]; readonly day: LocalDate };

/** `missing`: characters that the font does not have. */
export type PaperAnswer =
  | { readonly bytes: Uint8Array }
  | { readonly missing: readonly string[] }
  | { readonly fault: string };
