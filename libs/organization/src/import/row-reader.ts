import {
  ENTERED_YEARS,
  isEndless,
  isEnteredDay,
  type LocalDate,
  normalizeCode,
  parseJapaneseDate,
} from '@app/platform';
import type { RowProblem } from './plan';
import type { SourceRow } from './read-files';

const CODE = /^[0-9A-Za-z](?:[0-9A-Za-z_-]{0,19})$/;
const LONGEST_TEXT = 200;
/** What converters leave in the place of a character that they do not know. */
const LOST_CHARACTER = /[?？〓�]/;

/** Reads the cells of one row and remembers what is wrong with them, column by column. */
export class RowReader<Column extends string> {
  readonly problems: RowProblem[];

  constructor(private readonly row: SourceRow) {
    this.problems = [...row.problems];
  }

  get line(): number {
    return this.row.line;
  }

  refuse(column: Column, reason: string): void {
    this.problems.push({ column, reason });
  }

  /** Whether the file has this column at all. */
  has(column: Column): boolean {
    return this.row.cells[column] !== undefined;
  }

  /** The cell without surrounding spaces. */
  raw(column: Column): string {
    return (this.row.cells[column] ?? '').trim();
  }

  text(column: Column, normalize: (text: string) => string = (text) => text): string {
    const text = normalize(this.raw(column));
    if (text.length > LONGEST_TEXT) this.refuse(column, `長すぎます(${LONGEST_TEXT}文字まで)。`);
    if (LOST_CHARACTER.test(text)) {
      this.refuse(
        column,
        `変換できなかった文字の跡(?や〓)があります(「${text}」)。元の字に直してください。`,
      );
    }
    return text;
  }

  requiredText(column: Column, normalize?: (text: string) => string): string {
    const text = this.text(column, normalize);
    if (text === '') this.refuse(column, '入力がありません。');
    return text;
  }

  code(column: Column): string {
    const code = normalizeCode(this.raw(column));
    if (code === '') this.refuse(column, '入力がありません。');
    else this.checkCode(column, code);
    return code;
  }

  optionalCode(column: Column): string | null {
    const code = normalizeCode(this.raw(column));
    if (code === '') return null;
    this.checkCode(column, code);
    return code;
  }

  date(column: Column): LocalDate | null {
    const text = this.raw(column);
    if (text === '') return null;
    const date = parseJapaneseDate(text);
    if (date === null) {
      this.refuse(
        column,
        `日付として読めません(「${text}」)。2026/4/1、20260401、令和8年4月1日のように書いてください。`,
      );
      return null;
    }
    if (isEnteredDay(date)) return date;
    this.refuse(
      column,
      `${ENTERED_YEARS}の日付ではありません(「${text}」)。年を確かめてください。`,
    );
    return null;
  }

  /** The last day of something; no day when the cell is empty or holds the day by which systems say "no end". */
  lastDay(column: Column): LocalDate | null {
    return this.isEndless(column) ? null : this.date(column);
  }

  isEndless(column: Column): boolean {
    return isEndless(this.raw(column));
  }

  requiredDate(column: Column): LocalDate | null {
    if (this.raw(column) === '') this.refuse(column, '日付の入力がありません。');
    return this.date(column);
  }

  /** One of the known words; `words` is what to offer when it is none of them. */
  word<Code>(
    column: Column,
    find: (word: string) => Code | null,
    words: readonly string[],
  ): Code | null {
    const text = this.raw(column);
    const code = find(text);
    if (code === null) {
      const what = text === '' ? '入力がありません。' : `「${text}」は使えません。`;
      this.refuse(column, `${what}${words.join('、')}のどれかにしてください。`);
    }
    return code;
  }

  private checkCode(column: Column, code: string): void {
    if (CODE.test(code)) return;
    this.refuse(
      column,
      `「${code}」に使えない文字があります。半角の英数字(20文字まで)にしてください。`,
    );
  }
}
