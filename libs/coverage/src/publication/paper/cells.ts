import { formatDate, type LocalDate } from '@app/platform';

export type Sides = [number, number, number, number];

/** What a paper says of itself, besides its content. */
export interface PaperFrame {
  /** Of the publication; null: a report by the calendar, which fixes nothing. */
  readonly number: number | null;
  readonly documentNumber: string;
  readonly reason: string;
  readonly publishedOn: LocalDate;
  readonly followsNumber: number | null;
  readonly sha256: string;
  /** Characters that the font lacks are replaced: the paper says so. */
  readonly hasGeta: boolean;
}

/** 「確定 第3号」 */
export function numberName(number: number | null): string {
  return number === null ? '定期報告' : `確定 第${String(number)}号`;
}

export const MARGIN = 45;

export function text(value: string, more: object = {}) {
  return { text: value, ...more };
}

export function right(value: string, more: object = {}) {
  return { text: value, alignment: 'right' as const, ...more };
}

export function head(value: string, more: object = {}) {
  return { text: value, bold: true, fillColor: '#eeeeee', ...more };
}

export function heading(value: string) {
  return { text: value, fontSize: 12, bold: true, margin: [0, 10, 0, 3] as Sides };
}

export function numberText(value: number): string {
  return value.toLocaleString('ja-JP');
}

export function percentText(part: number, whole: number): string {
  return whole === 0 ? '―' : `${((part / whole) * 100).toFixed(1)}%`;
}

/** 「令和9年3月31日(水)現在」 */
export function asOfText(day: LocalDate): string {
  return `${formatDate(day)}現在`;
}
