import type { AcceptedType } from '../file-kinds.rules';

/** What the process is asked: pictures of the first pages of the file at `source`, in the folder `target`. */
export interface DrawingOrder {
  readonly source: string;
  readonly target: string;
  readonly mediaType: AcceptedType;
}

/** How many pages the file has, and for each of the first ones whether a picture of it was drawn. */
export interface Drawn {
  readonly pages: number;
  readonly isDrawn: readonly boolean[];
}

/** Why nothing of a file can be shown; the words for it are the caller's. */
export interface Undrawable {
  readonly reason: 'unreadable' | 'encrypted' | 'disk';
}

export type DrawingAnswer = Drawn | Undrawable;

/** Nobody compares more with a report than these; the rest is in the file itself. */
export const DRAWN_PAGES = 3;
/** Enough to read the small print of an A4 page. */
export const LONGEST_SIDE = 1600;

/** The name of a page's picture, from 1. */
export function pictureName(page: number): string {
  return `${String(page)}.png`;
}
