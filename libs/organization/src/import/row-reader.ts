import {
  dayOfSerial,
  ENTERED_YEARS,
  formatDateShort,
  isEndless,
  isEndlessSerial,
  isCountedDay,
  isEnteredDay,
  type LocalDate,
  normalizeCode,
  NOT_COUNTED,
  parseJapaneseDate,
} from '@app/platform';
import type { CityWords, WordKind } from './city-words';
import type { RowProblem } from './plan';
import type { SourceRow } from './read-files';
import { isUnread } from './row-findings';

const CODE = /^[0-9A-Za-z](?:[0-9A-Za-z_-]{0,19})$/;
const LONGEST_TEXT = 200;
/** What converters leave in the place of a character that they do not know. */
const LOST_CHARACTER = /[?？〓�]/;

/** What the city said of the words of the file, and under which kind it said so of columns of days. */
interface CityReading {
  readonly words: CityWords;
  readonly dayKind: 'unit_day' | 'posting_day';
}

/** Reads the cells of one row and remembers what is wrong with them, column by column. */
export class RowReader<Column extends string> {
  readonly problems: RowProblem[];

  constructor(
    private readonly row: SourceRow,
    private readonly city?: CityReading,
    /** Days that are ordered here are bound as in a form; those that personnel records tell may be older. */
    private readonly bound: 'entered' | 'counted' = 'entered',
  ) {
    this.problems = [...row.problems];
  }

  get line(): number {
    return this.row.line;
  }

  /** A cell or a line that could not be read has said why; whatever else its lack of a value breaks follows from that. */
  refuse(column: Column, reason: string): void {
    if (isUnread(this.row) || this.row.problems.some((it) => it.column === column)) return;
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

  /** Several codes in one cell. */
  codes(column: Column): readonly string[] {
    const codes = this.raw(column)
      .split(/[、,,;\s]+/)
      .map(normalizeCode)
      .filter(Boolean);
    for (const code of codes) this.checkCode(column, code);
    return [...new Set(codes)];
  }

  date(column: Column): LocalDate | null {
    const text = this.raw(column);
    if (text === '') return null;
    const counted = dayOfSerial(text);
    const date = counted !== null && this.isCounted(column) ? counted : parseJapaneseDate(text);
    if (date === null && counted !== null) {
      const what = `「${text}」は Excel の日付の番号のようです(${formatDateShort(counted)})。`;
      const how = this.city
        ? 'そのとおりのときは、「言葉の対応」で「日付として読む」を選んでください。違うときは、日付に直してください。'
        : '2026/4/1 のような日付に直してください。';
      this.refuse(column, what + how);
      return null;
    }
    if (date === null) {
      this.refuse(
        column,
        `日付として読めません(「${text}」)。2026/4/1、20260401、令和8年4月1日のように書いてください。`,
      );
      return null;
    }
    return this.within(column, date);
  }

  private within(column: Column, date: LocalDate): LocalDate | null {
    const isCounted = this.bound === 'counted';
    if (isCounted ? isCountedDay(date) : isEnteredDay(date)) return date;
    const text = this.raw(column);
    const entered = `${ENTERED_YEARS}の日付ではありません(「${text}」)。年を確かめてください。`;
    this.refuse(column, isCounted ? NOT_COUNTED : entered);
    return null;
  }

  /** The last day of something; no day when the cell is empty or holds the day by which systems say "no end". */
  lastDay(column: Column): LocalDate | null {
    return this.isEndless(column) ? null : this.date(column);
  }

  isEndless(column: Column): boolean {
    const text = this.raw(column);
    return isEndless(text) || (this.isCounted(column) && isEndlessSerial(text));
  }

  /** The day, as far as there is one, without a word about it. */
  readableDay(column: Column): LocalDate | null {
    const text = this.raw(column);
    const day = (this.isCounted(column) ? dayOfSerial(text) : null) ?? parseJapaneseDate(text);
    return isEnteredDay(day) ? day : null;
  }

  requiredDate(column: Column): LocalDate | null {
    if (this.raw(column) === '') this.refuse(column, '日付の入力がありません。');
    return this.date(column);
  }

  /** One of the known words, or one that means it in this city; `words` is what to offer when it is none of them. */
  word<Code>(
    column: Column,
    find: (word: string) => Code | null,
    { kind, words }: { readonly kind: WordKind; readonly words: readonly string[] },
  ): Code | null {
    const text = this.raw(column);
    const meaning = this.city?.words.meaningOf(kind, text);
    const code = find(text) ?? (meaning ? find(meaning) : null);
    if (code !== null) return code;
    const choose = `${words.join('、')}のどれかにしてください`;
    this.refuse(
      column,
      text === ''
        ? `入力がありません。${choose}。`
        : `「${text}」は使えません。${choose}(市の言葉のときは、「言葉の対応」で当てると次からも読めます)。`,
    );
    return null;
  }

  private isCounted(column: Column): boolean {
    return this.city?.words.isCounted(this.city.dayKind, column) === true;
  }

  private checkCode(column: Column, code: string): void {
    if (CODE.test(code)) return;
    this.refuse(
      column,
      `「${code}」に使えない文字があります。半角の英数字(20文字まで)にしてください。`,
    );
  }
}
