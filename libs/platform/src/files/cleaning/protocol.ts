import type { AcceptedType } from '../file-kinds.rules';

/** What the process is asked: to make a clean file at `target` of the one at `source`. */
export interface CleaningOrder {
  readonly source: string;
  readonly target: string;
  readonly mediaType: AcceptedType;
  readonly byteSize: number;
  /** Without it nothing is made smaller. */
  readonly reduce?: Reduction | undefined;
}

/** What is above a size is kept smaller: still as sharp as a screen or a sheet of paper shows it. */
export interface Reduction {
  readonly aboveBytes: number;
  readonly abovePixels: number;
  /** The longer side that it gets. */
  readonly side: number;
  /** More than that is not taken at all. */
  readonly mostPixels: number;
}

/** What a PDF may not hold, because it acts, hides something or asks for another program. */
export type ActivePart =
  | 'javascript'
  | 'automatic'
  | 'launch'
  | 'attachment'
  | 'xfa'
  | 'media'
  | 'external'
  | 'postscript';

/** Why a file cannot be made clean; the words for it are the caller's. */
export type Uncleanable =
  | { readonly reason: 'unreadable' | 'encrypted' | 'disk' }
  | { readonly reason: 'active'; readonly parts: readonly ActivePart[] }
  | {
      readonly reason: 'too_many_pixels';
      readonly width: number;
      readonly height: number;
      readonly most: number;
    }
  | { readonly reason: 'too_many_pages'; readonly pages: number };

export interface Cleaned {
  readonly isClean: true;
  /** Of the bytes as they were sent: the same file is found again by it. */
  readonly sentSha256: string;
  /** The picture was larger than what is kept of it. */
  readonly isReduced: boolean;
}

export type CleaningAnswer = Cleaned | Uncleanable;

/** Thrown inside of the process; leaves it as an answer. */
export class NotCleanable extends Error {
  override readonly name = 'NotCleanable';

  constructor(readonly answer: Uncleanable) {
    super(answer.reason);
  }
}

/** A photograph of 50 megapixels is the largest that telephones make by themselves. */
export const MAXIMUM_PIXELS = 51_000_000;
/** A certificate has one page, the report of an exam a few. */
export const MAXIMUM_PAGES = 30;
