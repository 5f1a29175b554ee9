import { seededNumbers, writeXlsx } from '@app/platform';
import iconv from 'iconv-lite';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

type Table = string[][];

/** A file that something happened to, and what of it is still certain. */
export interface Mangled {
  readonly name: string;
  readonly bytes: Buffer;
  readonly acts: readonly string[];
  /** The staff numbers that stand in it; null when nobody can say that any more. */
  readonly numbers: readonly string[] | null;
  /** Lines with anything in them below the heading; null likewise. */
  readonly rows: number | null;
}

const NUMBER = '職員番号';
const DATES = [
  '2026/13/45',
  '46113',
  '令和8年4月1日',
  'R8.4.1',
  '20260401',
  '明治1年1月1日',
  '-',
  '9999-12-31',
  '2026-04-01 00:00:00',
  '',
];
const CELLS = [
  '',
  ' ',
  '0',
  '=1+1',
  "'=x",
  '=cmd|x!A1',
  'x'.repeat(20_000),
  '𠮷',
  '〓',
  '\u0000',
  'あ\tい',
  '産休',
  '１２３',
  '-1',
  '1e5',
  'NULL',
];
const ENCODINGS = ['utf8', 'utf-8-bom', 'cp932', 'utf16le', 'xlsx', 'xlsx'] as const;

/** Right files of staff with something done to them: to their table first, then perhaps to their bytes. */
export class MangledRoster {
  private readonly next: () => number;
  private acts: string[] = [];
  private isZeroless = false;

  constructor(
    seed: number,
    private readonly table: readonly (readonly string[])[],
  ) {
    this.next = seededNumbers(seed);
  }

  async make(): Promise<Mangled> {
    const table: Table = this.table.map((row) => [...row]);
    const many = 1 + this.below(3);
    for (let at = 0; at < many; at++) this.change(table);
    const encoding = this.oneOf(ENCODINGS);
    const written = await this.written(table, encoding);
    const isBroken = this.next() < 0.3;
    const bytes = isBroken ? this.broken(written, encoding) : written;
    const isKnown = !isBroken && table[0]?.filter((cell) => cell === NUMBER).length === 1;
    return {
      name: `jinji.${encoding === 'xlsx' ? 'xlsx' : 'csv'}`,
      ...{ bytes, acts: [...this.acts, encoding] },
      numbers: isKnown ? this.numbersIn(table) : null,
      rows: isKnown
        ? table.slice(1).filter((row) => row.some((cell) => cell.trim() !== '')).length
        : null,
    };
  }

  private numbersIn([header = [], ...rows]: Table): readonly string[] {
    const at = header.indexOf(NUMBER);
    const cells = rows.map((row) => (row[at] ?? '').normalize('NFKC').trim());
    return cells.map((cell) => (this.isZeroless ? cell.padStart(5, '0') : cell));
  }

  private change(table: Table): void {
    const acts: Readonly<Record<string, () => void>> = {
      cell: () => this.set(table, this.oneOf(CELLS)),
      date: () =>
        this.set(table, this.oneOf(DATES), this.oneOf(['発令日', '採用年月日', '退職年月日'])),
      days: () => this.setAll(table, '発令日', this.oneOf(DATES)),
      cut: () => table.splice(1 + this.below(table.length - 1), 1 + this.below(5)),
      twice: () => table.push([...(table[1 + this.below(table.length - 1)] ?? [])]),
      shuffled: () => {
        const [header = [], ...rows] = table.splice(0);
        table.push(header, ...this.shuffled(rows));
      },
      columns: () => {
        const order = this.shuffled((table[0] ?? []).map((_, at) => at));
        for (const row of table) row.splice(0, row.length, ...order.map((at) => row[at] ?? ''));
      },
      lacking: () =>
        this.dropColumn(
          table,
          this.oneOf(['フリガナ', 'メールアドレス', '所属名', '状態', '氏名']),
        ),
      doubled: () => {
        const at = this.below(table[0]?.length ?? 1);
        for (const row of table) row.push(row[at] ?? '');
      },
      renamed: () => {
        const at = this.below(table[0]?.length ?? 1);
        if (table[0]) table[0][at] = this.oneOf(['ふりがな', '備考', '', '所属コード ']);
      },
      zeros: () => {
        this.isZeroless = true;
        this.eachNumber(table, (number) => number.replace(/^0+/, ''));
      },
      wide: () =>
        this.eachNumber(table, (number) =>
          number.replace(/\d/g, (sign) =>
            String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0),
          ),
        ),
      empty: () => table.push(table[0]?.map(() => '') ?? []),
    };
    const name = this.oneOf(Object.keys(acts));
    this.acts.push(name);
    acts[name]?.();
  }

  private async written(table: Table, encoding: (typeof ENCODINGS)[number]): Promise<Buffer> {
    if (encoding === 'xlsx') {
      const [heads = [], ...rows] = table.map((row) =>
        row.map((cell) => cell.replaceAll('\u0000', '')),
      );
      return writeXlsx({ name: '職員', title: '職員', header: heads, rows });
    }
    const quoted = (cell: string) =>
      /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    const text = table.map((row) => row.map(quoted).join(',')).join('\r\n');
    if (encoding === 'utf-8-bom') return Buffer.from(`\uFEFF${text}\r\n`);
    return iconv.encode(`${text}\r\n`, encoding, { addBOM: encoding === 'utf16le' });
  }

  /** Here only that nothing breaks is certain, and nobody is named who is not missing. */
  private broken(bytes: Buffer, encoding: string): Buffer {
    const copy = Buffer.from(bytes);
    const place = () => this.below(copy.length);
    const acts: Readonly<Record<string, () => Buffer>> = {
      flipped: () => {
        for (let times = 0; times < 5; times++) copy[place()] = this.below(256);
        return copy;
      },
      ended: () => copy.subarray(0, place()),
      quote: () =>
        Buffer.concat([copy.subarray(0, place()), Buffer.from('"'), copy.subarray(place())]),
      mixed: () =>
        Buffer.concat([
          copy,
          iconv.encode('2026-04-01,99999,髙﨑,ﾀｶ', 'euc-jp'),
          Buffer.from([0xff, 0x80]),
        ]),
      parts: () => this.withOtherParts(copy),
    };
    const name =
      encoding === 'xlsx' && this.next() < 0.7
        ? 'parts'
        : this.oneOf(['flipped', 'ended', 'quote', 'mixed']);
    this.acts.push(name);
    return acts[name]?.() ?? copy;
  }

  private withOtherParts(bytes: Buffer): Buffer {
    const parts = unzipSync(bytes);
    const names = Object.keys(parts);
    const name = this.oneOf(names);
    const text = strFromU8(parts[name] ?? new Uint8Array());
    const others = { ...parts };
    const acts = [
      () => Reflect.deleteProperty(others, name),
      () => (others[name] = strToU8(text.replace(/<v>[^<]*<\/v>/, '<v>99999999</v>'))),
      () => (others[name] = strToU8(text.slice(0, text.length / 2))),
      () =>
        (others[name] = strToU8(
          text.replace('<row', '<row r="99999999"><c r="ZZZ99999999"/></row><row'),
        )),
      () =>
        (others[name] = strToU8(
          `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${text}`,
        )),
      () => (others['xl/bomb.xml'] = new Uint8Array(3_000_000)),
      () => (others[name] = strToU8(' '.repeat(2_000_000) + text)),
    ];
    this.oneOf(acts)();
    return Buffer.from(zipSync(others));
  }

  private set([header = [], ...rows]: Table, cell: string, column?: string): void {
    const row = this.oneOf(rows);
    const at = column === undefined ? this.below(header.length) : header.indexOf(column);
    if (at >= 0) row[at] = cell;
  }

  private setAll([header = [], ...rows]: Table, column: string, cell: string): void {
    const at = header.indexOf(column);
    for (const row of rows) if (at >= 0) row[at] = cell;
  }

  private eachNumber([header = [], ...rows]: Table, edit: (number: string) => string): void {
    const at = header.indexOf(NUMBER);
    for (const row of rows) if (at >= 0) row[at] = edit(row[at] ?? '');
  }

  private dropColumn(table: Table, column: string): void {
    const at = table[0]?.indexOf(column) ?? -1;
    for (const row of table) if (at >= 0) row.splice(at, 1);
  }

  private shuffled<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => [this.next(), item] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, item]) => item);
  }

  private below(many: number): number {
    return Math.floor(this.next() * Math.max(1, many));
  }

  private oneOf<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }
}
