import type { BrokenCell } from './sheet-texts';

/** Explaining one tells what to do with all. */
const MOST_BROKEN = 2_000;
const ROW_END = 'row>';
const CELL = /<(?:\w+:)?c\s([^>]*?)(?:\/>|>(.*?)<\/(?:\w+:)?c>)/gs;
const VALUE = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</;
const NAME = /(?:^|\s)r="([A-Z]{1,3}\d{1,7})"/;
const TYPE = /(?:^|\s)t="(\w+)"/;
const FORMULA = /<(?:\w+:)?f[\s/>]/;

/**
 * The cells of a sheet that show an error or whose formula was never worked out, in the order of the sheet. To a reader of
 * values both look like empty ones. Row by row: a sheet may be as large as the memory.
 */
export function brokenCells(sheet: Buffer): readonly BrokenCell[] {
  const broken: BrokenCell[] = [];
  for (let from = 0; from < sheet.length && broken.length < MOST_BROKEN;) {
    const end = sheet.indexOf(ROW_END, from);
    const to = end === -1 ? sheet.length : end + ROW_END.length;
    const row = sheet.subarray(from, to);
    if (row.includes('t="e"') || FORMULA.test(row.toString('latin1')))
      broken.push(...brokenIn(row.toString('utf8')));
    from = to;
  }
  return broken.slice(0, MOST_BROKEN);
}

function brokenIn(row: string): BrokenCell[] {
  return [...row.matchAll(CELL)].flatMap(([, attributes = '', content = '']): BrokenCell[] => {
    const cell = NAME.exec(attributes)?.[1];
    const fault = faultOf(TYPE.exec(attributes)?.[1], content);
    return cell === undefined || fault === undefined ? [] : [{ cell, value: fault }];
  });
}

/** The error that stands in a cell, null for a formula without a value, undefined for a cell that has one or needs none. */
function faultOf(type: string | undefined, content: string): string | null | undefined {
  const value = VALUE.exec(content)?.[1];
  if (type === 'e') return value?.trim() ?? '';
  return FORMULA.test(content) && !isWorkedOut(type, value) ? null : undefined;
}

/** A formula that comes to an empty text says so: it has a value, which is empty. */
function isWorkedOut(type: string | undefined, value: string | undefined): boolean {
  return type === 'str' ? value !== undefined : (value ?? '') !== '';
}
