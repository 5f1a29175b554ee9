import { FISCAL_YEARS, parseFiscalYear, parseWholeNumber } from '@app/platform';
import { z } from 'zod';

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** What a form or an address sends is text; a program may also send a number in its JSON. */
const read = (message: string, { least, most }: Bounds, parse: (text: string) => number | null) =>
  z.preprocess(
    (typed) =>
      typeof typed === 'string' || typeof typed === 'number' ? parse(String(typed)) : typed,
    z.int(message).min(least, message).max(most, message),
  );

/** A whole number as somebody typed it, in digits of either width; the message says which ones are meant. */
export function wholeNumberField(message: string, bounds: Bounds) {
  return read(message, bounds, (text) => parseWholeNumber(text, bounds));
}

/** A fiscal year by the year in which it begins. */
export function fiscalYearField(message: string) {
  return read(message, FISCAL_YEARS, parseFiscalYear);
}
