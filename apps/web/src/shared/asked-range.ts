import { dayProblem, isEnteredDay, isNoSuchDay, type LocalDate } from '@app/platform';
import { asked, dayField, type FilterField } from '../shell/parts/filter-bar';

/** Two days as the address of a list has them; what is no day is kept to be told of. */
export interface TypedRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface UsedRange {
  readonly from: LocalDate | null | undefined;
  readonly to: LocalDate | null | undefined;
}

interface RangeFrame {
  /** What the two fields are called. */
  readonly labels: readonly [from: string, to: string];
  readonly typed: TypedRange;
  /** What stands in them without being asked for. */
  readonly usual?: { readonly from: LocalDate; readonly to: LocalDate };
  /** Which days the list takes, where it takes fewer than any that can be reckoned with. */
  readonly only?: { readonly takes: (day: string) => boolean; readonly years: string };
}

/** For the sentence over a list whose days are the wrong way round. */
export const REVERSED = '開始日が終了日より後になっています。日付を入れ替えて検索してください。';

export function isReversed({ from, to }: UsedRange): boolean {
  return Boolean(from) && Boolean(to) && (from ?? '') > (to ?? '');
}

/** Why the list does not go by a day that was typed; empty where it does, or where none was. */
export function unusedDay(
  typed: string | undefined,
  only: RangeFrame['only'],
  instead = 'この条件は使っていません。',
): string {
  if (typed === undefined || typed === '') return '';
  const { takes, years } = only ?? { takes: isEnteredDay, years: '' };
  if (takes(typed)) return '';
  const why =
    years === '' || isNoSuchDay(typed) ? dayProblem(typed) : `${years}の日付を入力してください。`;
  return `この日では絞り込めません。${why}${instead}`;
}

/** The two fields of a range, each with what of it was not understood, the second one also that it lies before the first. */
export function rangeFields(used: UsedRange, frame: RangeFrame): readonly FilterField[] {
  const { labels, typed, usual, only } = frame;
  const [from, to] = labels;
  const problems = [unusedDay(typed.from, only), unusedDay(typed.to, only)] as const;
  const isTyped = Boolean(typed.from) && Boolean(typed.to) && problems.join('') === '';
  const order =
    isTyped && (typed.from ?? '') > (typed.to ?? '') ? `「${from}」の日以後にしてください。` : '';
  return [
    dayField(from, asked('from', used.from, problems[0]), usual?.from),
    dayField(to, asked('to', used.to, problems[1] || order), usual?.to),
  ];
}
