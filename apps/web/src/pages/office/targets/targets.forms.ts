import { TARGET_STATUSES } from '@app/coverage';
import { parseWholeNumber } from '@app/platform';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';

const MOST = 999_999;

/** Blank: none. What bounds it, the metric says. */
const optionalNumber = (message: string) =>
  z
    .string(message)
    .default('')
    .transform((text, context) => {
      if (text.trim() === '') return null;
      const value = parseWholeNumber(text, { least: 0, most: MOST });
      if (value === null) context.addIssue({ code: 'custom', message });
      return value;
    });

const DUE = '期限を年月日で入力するか、空欄にしてください。';
const optionalDay = z
  .string(DUE)
  .default('')
  .transform((text, context) => {
    if (text.trim() === '') return null;
    const day = dayField(DUE).safeParse(text);
    if (day.success) return day.data;
    context.addIssue({ code: 'custom', message: day.error.issues[0]?.message ?? DUE });
    return null;
  });

const text = (what: string, limit: number) =>
  z
    .string(`${what}を入力してください。`)
    .trim()
    .max(limit, `${what}は${String(limit)}文字以内で入力してください。`)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, `${what}に改行などは使えません。`);
const line = (what: string, limit: number) =>
  text(what, limit).min(1, `${what}を入力してください。`);

/** The plan's years and as many after them as somebody may plan today. */
const FIRST_YEAR = 2026;
export const MILESTONE_YEARS = Array.from({ length: 20 }, (_, at) => FIRST_YEAR + at);

export function milestoneField(fiscalYear: number): string {
  return `milestone${String(fiscalYear)}`;
}

const STEP = '節目の数を0以上の整数で入力するか、空欄にしてください。';

/** A target as it is typed: a year without a milestone is left blank. */
export const targetForm = z
  .looseObject({
    targetValue: optionalNumber('目標の数を整数で入力してください。'),
    dueOn: optionalDay,
    source: line('根拠', 200),
    page: text('頁', 50).default(''),
    counting: text('数え方の説明', 400).default(''),
    validFrom: dayField('いつから有効かを年月日で入力してください。'),
    seen: z.string().default(''),
  })
  .transform((form, context) => {
    const { targetValue, dueOn, source, page, counting, validFrom, seen } = form;
    const milestones = MILESTONE_YEARS.flatMap((fiscalYear) => {
      const field = milestoneField(fiscalYear);
      const typed = optionalNumber(STEP).safeParse(form[field] ?? '');
      if (!typed.success) {
        context.addIssue({ code: 'custom', path: [field], message: STEP });
        return [];
      }
      return typed.data === null ? [] : [{ fiscalYear, value: typed.data }];
    });
    return { change: { targetValue, dueOn, source, page, counting, validFrom, milestones }, seen };
  });

export const targetWithdrawal = z.object({
  validFrom: dayField('取りやめる目標を選び直してください。'),
});

/** Blank: the end that is planned is taken back. */
export const targetEnd = z.object({
  lastDay: optionalDay,
  seen: z.string().default(''),
});

export const valueForm = z.object({
  asOf: dayField('いつの時点かを年月日で入力してください。'),
  value: optionalNumber('数を0以上の整数で入力してください。'),
  status: z
    .enum([...TARGET_STATUSES, ''], '状態を選んでください。')
    .default('')
    .transform((status) => (status === '' ? null : status)),
  document: line('根拠の文書', 100),
  note: text('備考', 400).default(''),
  seen: z.string().default(''),
});

export const valueWithdrawal = z.object({
  id: z.uuid('取り消す入力を選び直してください。').toLowerCase(),
});
