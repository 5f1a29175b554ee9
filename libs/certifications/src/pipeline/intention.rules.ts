import { addMonths, isLocalDate, type LocalDate, toLocalDate } from '@app/platform';

/** What somebody answers when they are asked whether they want to sit the exam. */
export const INTENTION_ANSWERS = ['wanted', 'undecided', 'not_this_year'] as const;
export type IntentionAnswer = (typeof INTENTION_ANSWERS)[number];

/** How many months ahead a wish can be, that of today included. */
export const WISHED_MONTHS = 24;
export const LONGEST_WITHDRAWAL_REASON = 200;

/** 「2027-06」 as the first of that month; null: not said. Throws nothing: what is wrong is told in words. */
export function wantedMonth(
  typed: string,
  today: LocalDate,
): { readonly wantedBy: LocalDate | null } | string {
  if (typed === '') return { wantedBy: null };
  const first = `${typed}-01`;
  if (!isLocalDate(first)) return '希望時期を一覧から選んでください。';
  const current = toLocalDate(`${today.slice(0, 7)}-01`);
  if (first < current || first > addMonths(current, WISHED_MONTHS - 1))
    return '希望時期を一覧から選んでください。';
  return { wantedBy: toLocalDate(first) };
}

/** As it is kept; or what is wrong with it. */
export function withdrawalReason(typed: string): { readonly reason: string | null } | string {
  const reason = typed.trim().replace(/\s+/g, ' ');
  if (reason.length > LONGEST_WITHDRAWAL_REASON)
    return `理由は${String(LONGEST_WITHDRAWAL_REASON)}文字以内で入力してください。`;
  return { reason: reason === '' ? null : reason };
}
