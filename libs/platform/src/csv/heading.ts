import { parse } from 'csv-parse/sync';
import { type Delimiter, DELIMITERS } from './delimiters';
import { Position } from './position';

/** Titles, dates of printing and empty lines stand above a heading, never more than this. */
const MOST_RECORDS = 30;
const LONGEST_BEGINNING = 64 * 1024;
const LONGEST_TEXT = 100;

export interface SkippedLine {
  readonly line: number;
  readonly text: string;
}

export interface FoundHeading {
  readonly delimiter: Delimiter;
  /** The physical line on which it begins. */
  readonly line: number;
  /** What stands above it. */
  readonly skipped: readonly SkippedLine[];
}

interface FirstRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Which of the first records is the heading, and what delimits its columns: that of the most columns that are known
 * (`known` counts them). Where none is known it is the first record, delimited by what stands in it most often.
 */
export function findHeading(
  text: string,
  known: (cells: readonly string[]) => number,
): FoundHeading {
  const beginning = (text.startsWith('\uFEFF') ? text.slice(1) : text).slice(0, LONGEST_BEGINNING);
  const readings = DELIMITERS.map((delimiter) => ({
    delimiter,
    records: firstRecords(beginning, delimiter),
  }));
  const found = readings.flatMap(({ delimiter, records }) =>
    records.map((record, at) => ({
      delimiter,
      line: record.line,
      skipped: records.slice(0, at).map(skippedLine),
      score: known(record.cells),
    })),
  );
  const best = found.reduce<(typeof found)[number] | null>(
    (most, one) => (one.score > (most?.score ?? 0) ? one : most),
    null,
  );
  if (best !== null) {
    const { delimiter, line, skipped } = best;
    return { delimiter, line, skipped };
  }
  const widest = readings
    .map(({ delimiter, records }) => ({ delimiter, width: records[0]?.cells.length ?? 0 }))
    .reduce((most, one) => (one.width > most.width ? one : most));
  return { delimiter: widest.width > 1 ? widest.delimiter : ',', line: 1, skipped: [] };
}

function skippedLine({ line, cells }: FirstRecord): SkippedLine {
  const text = cells.filter((cell) => cell.trim() !== '').join(' ');
  return { line, text: text.replace(/[\p{Cc}\p{Surrogate}]/gu, ' ').slice(0, LONGEST_TEXT) };
}

/** The first records that say anything, as far as they can be read. */
function firstRecords(text: string, delimiter: Delimiter): readonly FirstRecord[] {
  const position = new Position(Buffer.from(text, 'utf8'));
  const records: FirstRecord[] = [];
  try {
    parse(position.bytes, {
      delimiter,
      bom: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: MOST_RECORDS,
      on_record: (cells: string[], { bytes }) => {
        position.skipEmptyLines();
        const { line } = position;
        position.moveTo(bytes);
        if (cells.some((cell) => cell.trim() !== '')) records.push({ line, cells });
        return null;
      },
    });
  } catch {
    // A quote that is never closed: the reading of the whole text names it.
  }
  return records;
}
