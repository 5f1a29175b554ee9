import { addDays, composeText, type LocalDate, normalizeCode, normalizeKana } from '@app/platform';
import { unitKindOf } from '../unit/unit.rules';
import { findUnitKind, type UnitKind } from '../vocabulary';
import { type CityWords, NO_WORDS } from './city-words';
import type { UnitColumn } from './layout';
import { OFFERED_WORDS } from './offered-words';
import type { RowProblem } from './plan';
import type { SourceRow } from './read-files';
import { RowReader } from './row-reader';

/** A unit as the file describes it. `to` is the first day on which it no longer exists. */
export interface UnitFact {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly parentCode: string | null;
  readonly kind: UnitKind;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** Null when the file gives none; the unit then keeps its place. */
  readonly sortOrder: number | null;
  /** The codes of the units that it takes over from. */
  readonly predecessors?: readonly string[];
}

/** A row with what could be read of it; `fact` is null as soon as anything is wrong. */
export interface ReadRow<Fact> {
  readonly line: number;
  readonly subject: string;
  readonly fact: Fact | null;
  readonly problems: readonly RowProblem[];
}

/** By what rows of units are read. */
interface UnitReading {
  readonly words?: CityWords;
  /** From when a unit holds of which the file has no column to say so. */
  readonly from?: LocalDate | undefined;
}

/** Normalises and checks every row by itself, then the codes against each other. */
export function readUnitRows(
  rows: readonly SourceRow[],
  reading: UnitReading = {},
): readonly ReadRow<UnitFact>[] {
  const read = rows.map((row) => readUnitRow(row, reading));
  const firstLines = new Map<string, number>();
  return read.map((row) => {
    const code = row.fact?.code;
    if (code === undefined) return row;
    const first = firstLines.get(code);
    firstLines.set(code, first ?? row.line);
    if (first === undefined) return row;
    const reason = `所属コード「${code}」が${first}行目にもあります。1つの所属は1行にしてください。`;
    return refused(row, { column: '所属コード', reason });
  });
}

/** The same row with one more problem, and therefore without its fact. */
export function refused<Fact>(row: ReadRow<Fact>, problem: RowProblem): ReadRow<Fact> {
  return { ...row, fact: null, problems: [...row.problems, problem] };
}

function readUnitRow(
  source: SourceRow,
  { words = NO_WORDS, from }: UnitReading,
): ReadRow<UnitFact> {
  const reader = new RowReader<UnitColumn>(source, { words, dayKind: 'unit_day' });
  const isReadable = Object.keys(source.cells).length > 0;
  const fact = isReadable ? readFact(reader, from) : null;
  const { problems } = reader;
  const subject = [reader.raw('所属コード'), reader.raw('所属名')].filter(Boolean).join(' ');
  return { line: source.line, subject, fact: problems.length === 0 ? fact : null, problems };
}

function readFact(
  reader: RowReader<UnitColumn>,
  usualFrom: LocalDate | undefined,
): UnitFact | null {
  const code = reader.code('所属コード');
  const name = reader.requiredText('所属名', composeText);
  const kana = reader.text('所属カナ', normalizeKana);
  const parentCode = reader.optionalCode('上位所属コード');
  const kind = reader.word('種別', findUnitKind, {
    ...{ kind: 'unit_kind', words: OFFERED_WORDS.unit_kind.words },
  });
  const from = readFrom(reader, usualFrom);
  const lastDay = reader.lastDay('有効終了日');
  const sortOrder = readSortOrder(reader);
  const predecessors = readPredecessors(reader, code);
  if (parentCode !== null && parentCode === code)
    reader.refuse('上位所属コード', '自分自身を上位にはできません。');
  if (from !== null && lastDay !== null && lastDay < from) {
    reader.refuse('有効終了日', '有効開始日より前の日です。');
  }
  if (kind === null || from === null) return null;
  const to = lastDay === null ? null : addDays(lastDay, 1);
  return {
    line: reader.line,
    code,
    name,
    kana,
    parentCode,
    kind: unitKindOf(kind, name),
    from,
    to,
    sortOrder,
    predecessors,
  };
}

function readFrom(
  reader: RowReader<UnitColumn>,
  usualFrom: LocalDate | undefined,
): LocalDate | null {
  const isSaid = usualFrom === undefined || reader.has('有効開始日');
  return isSaid ? reader.requiredDate('有効開始日') : usualFrom;
}

function readSortOrder(reader: RowReader<UnitColumn>): number | null {
  const text = normalizeCode(reader.raw('並び順'));
  if (text === '') return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  reader.refuse('並び順', `「${text}」は整数ではありません。0以上の整数にしてください。`);
  return null;
}

/** 「0110、0120」. */
function readPredecessors(reader: RowReader<UnitColumn>, code: string): readonly string[] {
  const codes = reader.codes('前身所属コード');
  if (codes.includes(code)) reader.refuse('前身所属コード', '自分自身を前身にはできません。');
  return codes;
}
