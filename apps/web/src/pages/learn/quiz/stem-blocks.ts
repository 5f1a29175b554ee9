import { tableFrame, type TableFrameView } from '../../../shell/parts/tables';

/** A part of what is asked: running text, lines as they stand (a program, SQL), or a table. */
export interface StemBlock {
  readonly text: string;
  readonly code: string;
  readonly grid: StemTable | null;
}

interface StemTable {
  readonly frame: TableFrameView;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Kind = 'text' | 'code' | 'table';

const TABLE_ROW = /^\s*\|/;
const INDENTED = /^ {2,}\S/;
const RULE = /^[\s|:-]+$/;

/** A stem as its author wrote it: rows of a table begin with a bar, lines of a program with spaces. */
export function stemBlocks(stem: string): readonly StemBlock[] {
  return sections(stem.trimEnd().split('\n')).map(({ kind, lines }) => ({
    text: kind === 'text' ? lines.join('\n').trim() : '',
    code: kind === 'code' ? withoutIndent(lines).join('\n') : '',
    grid: kind === 'table' ? tableOf(lines) : null,
  }));
}

interface Section {
  readonly kind: Kind;
  readonly lines: string[];
}

/** An empty line ends a table and belongs to whatever it stands in; a section of nothing else is none. */
function sections(lines: readonly string[]): readonly Section[] {
  const found: Section[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    const kind = kindOf(line, last?.kind);
    if (last?.kind === kind) last.lines.push(line);
    else found.push({ kind, lines: [line] });
  }
  return found.filter((section) => section.lines.some((line) => line.trim() !== ''));
}

function kindOf(line: string, before: Kind | undefined): Kind {
  if (TABLE_ROW.test(line)) return 'table';
  if (INDENTED.test(line)) return 'code';
  return line.trim() === '' && before === 'code' ? 'code' : 'text';
}

function withoutIndent(lines: readonly string[]): readonly string[] {
  const indents = lines.filter((it) => it.trim() !== '').map((it) => it.search(/\S/));
  const indent = Math.min(...indents);
  return lines
    .join('\n')
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(indent));
}

function tableOf(lines: readonly string[]): StemTable {
  const rows = lines.filter((line) => !RULE.test(line)).map(cellsOf);
  const [headings = [], ...body] = rows;
  return {
    frame: tableFrame('問題の表', { hidesCaption: true, staysTable: true }),
    headings,
    rows: body,
  };
}

function cellsOf(line: string): readonly string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split('|').map((cell) => cell.trim());
}
