import { normalizeCode } from '@app/platform';
import type { BaseState } from './base-state';
import type { CityWords } from './city-words';
import type { UnitColumn } from './layout';
import { lostZeros } from './lost-zeros.rules';
import {
  type PostingFact,
  readPostingRows,
  repeatKey,
  SAME_IN_EVERY_ROW,
} from './posting-rows.rules';
import type { ImportSource, SourceFile, SourceRow } from './read-files';

/** What is put right in the rows of a file as a whole: zeros that a spreadsheet took away, and rows of one person that differ. */
export const REPAIRS = ['zeros', 'newer'] as const;
export type Repair = (typeof REPAIRS)[number];

export interface RepairTold {
  /** Of numbers and codes, or of people. */
  readonly count: number;
  readonly examples: readonly string[];
}

export type ToldRepairs = Readonly<Partial<Record<Repair, RepairTold | undefined>>>;

const EXAMPLES = 5;

interface Books {
  readonly base: BaseState;
  readonly words: CityWords;
}

interface Zeros {
  readonly numbers: ReadonlyMap<string, string>;
  readonly codes: ReadonlyMap<string, string>;
}

/** What could be put right, before it is. */
export function offeredRepairs(source: ImportSource, books: Books): ToldRepairs {
  const zeros = zerosOf(source, books.base);
  const newer = newerOf(source.postings, books.words);
  return {
    ...(zeros.numbers.size + zeros.codes.size > 0 && { zeros: toldZeros(zeros, books.base) }),
    ...(newer.size > 0 && { newer: toldNewer(newer) }),
  };
}

/** The rows as they are meant, with what was put right noted beside them; a second time nothing is left to do. */
export function repaired(
  source: ImportSource,
  repairs: readonly Repair[],
  books: Books,
): ImportSource {
  const all = REPAIRS.filter((repair) => repairs.includes(repair));
  return all.reduce((read, repair) => {
    const offered = offeredRepairs(read, books)[repair];
    if (offered === undefined) return read;
    const next = repair === 'zeros' ? withZeros(read, books.base) : withNewer(read, books.words);
    return { ...next, repaired: { ...read.repaired, [repair]: offered } };
  }, source);
}

function zerosOf({ units, postings }: ImportSource, base: BaseState): Zeros {
  const known = base.units.map(({ code }) => code);
  const founded = cellsOf(units, '所属コード');
  const codes = [
    ...lostZeros(cellsOf(postings, '所属コード'), [...known, ...founded]),
    ...lostZeros(founded, known),
    ...lostZeros(cellsOf(units, '上位所属コード'), [...known, ...founded]),
  ];
  const numbers = lostZeros(cellsOf(postings, '職員番号'), [...base.personIds.keys()]);
  return { numbers: new Map(numbers), codes: new Map(codes) };
}

function cellsOf(file: SourceFile | null, column: string): readonly string[] {
  const cells = (file?.rows ?? []).map((row) => normalizeCode(row.cells[column] ?? ''));
  return [...new Set(cells.filter((cell) => cell !== ''))];
}

/** Who they become. */
function toldZeros({ numbers, codes }: Zeros, base: BaseState): RepairTold {
  const people = new Map(base.people.map((it) => [it.id, it.details.at(-1)?.value.name ?? '']));
  const units = new Map(base.units.map((it) => [it.code, it.periods.at(-1)?.value.name ?? '']));
  const named = (given: string, full: string, name: string) =>
    `${given} → ${`${full} ${name}`.trim()}`;
  const lines = [
    ...[...numbers].map(([given, full]) =>
      named(given, full, people.get(base.personIds.get(full) ?? '') ?? ''),
    ),
    ...[...codes].map(([given, full]) => named(given, full, units.get(full) ?? '')),
  ];
  return { count: lines.length, examples: lines.slice(0, EXAMPLES) };
}

const CODE_COLUMNS: readonly UnitColumn[] = ['所属コード', '上位所属コード'];

function withZeros(source: ImportSource, base: BaseState): ImportSource {
  const { numbers, codes } = zerosOf(source, base);
  const set = (row: SourceRow, column: string, by: ReadonlyMap<string, string>): SourceRow => {
    const full = by.get(normalizeCode(row.cells[column] ?? ''));
    return full === undefined ? row : { ...row, cells: { ...row.cells, [column]: full } };
  };
  return {
    ...source,
    units: withRows(source.units, (rows) =>
      rows.map((row) => CODE_COLUMNS.reduce((it, column) => set(it, column, codes), row)),
    ),
    postings: withRows(source.postings, (rows) =>
      rows.map((row) => set(set(row, '職員番号', numbers), '所属コード', codes)),
    ),
  };
}

function withRows(
  file: SourceFile | null,
  change: (rows: readonly SourceRow[]) => readonly SourceRow[],
): SourceFile | null {
  return file && { ...file, rows: change(file.rows) };
}

/** Of a person of whom rows differ: the row that counts, and the lines that are left out. */
interface Newer {
  readonly newest: PostingFact;
  readonly lines: ReadonlySet<number>;
  readonly dropped: ReadonlySet<number>;
}

/** By number. The newer row is that of the later 発令日; of one day the lower one. */
function newerOf(file: SourceFile | null, words: CityWords): ReadonlyMap<string, Newer> {
  const groups = new Map<string, PostingFact[]>();
  for (const { fact } of readPostingRows(file?.rows ?? [], words)) {
    if (!fact) continue;
    const own = groups.get(fact.staffNumber);
    if (own) own.push(fact);
    else groups.set(fact.staffNumber, [fact]);
  }
  const found = new Map<string, Newer>();
  for (const [staffNumber, facts] of groups) {
    const newer = newerAmong(facts);
    if (newer !== null) found.set(staffNumber, newer);
  }
  return found;
}

function newerAmong(facts: readonly PostingFact[]): Newer | null {
  const ordered = facts.toSorted((a, b) => (isOlder(a, b) ? -1 : 1));
  const newest = ordered.at(-1);
  if (!newest) return null;
  const last = new Map(ordered.map((fact) => [repeatKey(fact), fact.line]));
  const dropped = facts.filter((fact) => last.get(repeatKey(fact)) !== fact.line);
  const differs = facts.some((fact) =>
    SAME_IN_EVERY_ROW.some(([, value]) => value(fact) !== value(newest)),
  );
  if (dropped.length === 0 && !differs) return null;
  const lines = new Set(facts.map(({ line }) => line));
  return { newest, lines, dropped: new Set(dropped.map(({ line }) => line)) };
}

function isOlder(a: PostingFact, b: PostingFact): boolean {
  return a.effectiveOn === b.effectiveOn ? a.line < b.line : a.effectiveOn < b.effectiveOn;
}

function toldNewer(newer: ReadonlyMap<string, Newer>): RepairTold {
  const lines = [...newer].map(
    ([staffNumber, { newest }]) =>
      `${staffNumber} ${newest.name} → ${String(newest.line)}行目(${newest.title || '職名なし'})`,
  );
  return { count: lines.length, examples: lines.slice(0, EXAMPLES) };
}

/** What must be the same in every row of a person is that of the newest row. */
function withNewer(source: ImportSource, words: CityWords): ImportSource {
  const newer = [...newerOf(source.postings, words).values()];
  const ofLine = new Map(newer.flatMap((it) => [...it.lines].map((line) => [line, it] as const)));
  const rowOf = new Map((source.postings?.rows ?? []).map((row) => [row.line, row]));
  const postings = withRows(source.postings, (rows) =>
    rows.flatMap((row) => {
      const own = ofLine.get(row.line);
      if (!own) return [row];
      if (own.dropped.has(row.line)) return [];
      const model = rowOf.get(own.newest.line)?.cells ?? {};
      const shared = SAME_IN_EVERY_ROW.map(([column]) => [column, model[column]] as const);
      const given = shared.filter(
        (pair): pair is [(typeof pair)[0], string] => pair[1] !== undefined,
      );
      return [{ ...row, cells: { ...row.cells, ...Object.fromEntries(given) } }];
    }),
  );
  return { ...source, postings };
}
