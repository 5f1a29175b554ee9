import { formatDate, type LocalDate } from '@app/platform';

export type Sides = [number, number, number, number];

/** What a paper says of itself, besides its content. */
export interface PaperFrame {
  readonly number: number;
  readonly documentNumber: string;
  readonly reason: string;
  readonly publishedOn: LocalDate;
  readonly followsNumber: number | null;
  readonly sha256: string;
  /** Characters that the font lacks are replaced: the paper says so. */
  readonly hasGeta: boolean;
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
