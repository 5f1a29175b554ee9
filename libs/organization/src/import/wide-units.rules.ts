import { composeText, normalizeCode } from '@app/platform';
import type { RowProblem } from './plan';
import type { SourceRow } from './read-files';

/** A level of a wide list, the highest first: where its code and its name stand, and what such a unit is called. */
interface Level {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
}

const LEVEL =
  /^(部局|局|部|課室|課|室|係班|係|班|担当|グループ|支所|出張所|所|施設|センター)(?:コード|CD|番号|(名称?))$/i;
const KINDS: Readonly<Record<string, string>> = {
  ...{ 部局: '部', 局: '局', 部: '部', 課室: '課', 課: '課', 室: '室' },
  ...{ 係班: '係', 係: '係', 班: '係', 担当: '係', グループ: '係' },
  ...{ 支所: '支所', 出張所: '支所', 所: '施設', 施設: '施設', センター: '施設' },
};
/** What a name itself says counts for more than the column in which it stands: 公共施設再編推進室 among the 課. */
const OWN_KINDS = ['支所', '出張所', '部', '局', '課', '室', '係'];
/** Of a row of such a list itself, beside its levels. */
const DAYS = ['有効開始日', '有効終了日'] as const;

/** The levels of a list with one row for each lowest unit, in the order of its columns; none for any other heading. */
export function levelsOf(header: readonly string[]): readonly Level[] {
  const found = new Map<string, { code?: string; name?: string }>();
  for (const heading of header) {
    const match = LEVEL.exec(heading.normalize('NFKC').replace(/\s+/g, ''));
    const [, level = '', isName] = match ?? [];
    if (level === '') continue;
    const own = found.get(level) ?? {};
    found.set(level, isName ? { ...own, name: heading } : { ...own, code: heading });
  }
  return [...found].flatMap(([level, { code, name }]): Level[] =>
    code === undefined || name === undefined ? [] : [{ code, name, kind: KINDS[level] ?? '施設' }],
  );
}

/** The units of a wide list as rows of the flat one: each once, where it stands first, below the unit before it. */
export function flatUnits(
  rows: readonly SourceRow[],
  levels: readonly Level[],
): readonly SourceRow[] {
  const units = new FlatUnits();
  return rows.flatMap((row): readonly SourceRow[] => {
    if (Object.keys(row.cells).length === 0) return [row];
    const chain = levels.flatMap((level) => unitsIn(row, level));
    if (chain.length === 0) return [refusedRow(row, '所属コード', NO_UNIT)];
    return chain.flatMap((unit, at) => {
      const isLowest = at === chain.length - 1;
      const flat = flatRow(row, unit, { parent: chain[at - 1]?.code ?? '', isLowest });
      return units.add(flat, isLowest);
    });
  });
}

/** The units that the rows so far have named. */
class FlatUnits {
  private readonly first = new Map<string, SourceRow>();
  /** Where each was the lowest of its row: one row says it once. */
  private readonly lowest = new Map<string, number>();

  /** The row of a unit that is new or refused; none of one that is known. */
  add(flat: SourceRow, isLowest: boolean): readonly SourceRow[] {
    const code = flat.cells['所属コード'] ?? '';
    const first = this.first.get(code);
    const line = isLowest ? this.lowest.get(code) : undefined;
    if (isLowest && line === undefined) this.lowest.set(code, flat.line);
    if (first === undefined) {
      // What has no code is refused by the reading of rows, each for itself.
      if (code !== '') this.first.set(code, flat);
      return [flat];
    }
    const problem = contradiction(flat, first) ?? (line === undefined ? null : twice(flat, line));
    return problem === null ? [] : [{ ...flat, problems: [...flat.problems, problem] }];
  }
}

const NO_UNIT = 'この行には、どの段の所属もありません。コードと名称を入れてください。';

function unitsIn({ cells }: SourceRow, { code, name, kind }: Level) {
  const unit = { code: normalizeCode(cells[code] ?? ''), name: (cells[name] ?? '').trim() };
  if (unit.code === '' && unit.name === '') return [];
  const own = OWN_KINDS.find((word) => composeText(unit.name).endsWith(word));
  return [{ ...unit, kind: own ?? kind }];
}

function flatRow(
  row: SourceRow,
  unit: { readonly code: string; readonly name: string; readonly kind: string },
  { parent, isLowest }: { readonly parent: string; readonly isLowest: boolean },
): SourceRow {
  const [from, to] = DAYS.map((column) => row.cells[column]);
  return {
    line: row.line,
    cells: {
      ...{ 所属コード: unit.code, 所属名: unit.name, 上位所属コード: parent, 種別: unit.kind },
      ...(from === undefined ? {} : { 有効開始日: from }),
      有効終了日: isLowest ? (to ?? '') : '',
    },
    problems: row.problems,
  };
}

function contradiction(flat: SourceRow, first: SourceRow): RowProblem | null {
  const column = (['所属名', '上位所属コード'] as const).find(
    (name) => flat.cells[name] !== first.cells[name],
  );
  if (column === undefined) return null;
  const [own, other] = [flat.cells[column] ?? '', first.cells[column] ?? ''];
  return {
    column,
    reason: `所属コード「${flat.cells['所属コード'] ?? ''}」の${column}が、${String(first.line)}行目では「${other}」、この行では「${own}」です。どちらかにそろえるか、別のコードにしてください。`,
  };
}

function twice(flat: SourceRow, line: number): RowProblem {
  const reason = `所属コード「${flat.cells['所属コード'] ?? ''}」の行が${String(line)}行目にもあります。1つの所属は1行にしてください。`;
  return { column: '所属コード', reason };
}

function refusedRow(row: SourceRow, column: string, reason: string): SourceRow {
  return { ...row, cells: {}, problems: [...row.problems, { column, reason }] };
}
