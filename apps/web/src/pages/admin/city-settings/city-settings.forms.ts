import { LEADER_POSTS, MANDATORY_STAFF } from '@app/coverage';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';
import { wholeNumberField } from '../../../shell/number-fields';

const validFrom = dayField('いつから有効かを年月日で入力してください。');

const line = (what: string, limit: number) =>
  z
    .string(`${what}を入力してください。`)
    .trim()
    .min(1, `${what}を入力してください。`)
    .max(limit, `${what}は${String(limit)}文字以内で入力してください。`)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, `${what}に改行などは使えません。`);

const yesNo = z
  .enum(['yes', 'no'], '「はい」か「いいえ」を選んでください。')
  .transform((answer) => answer === 'yes');

const WORD_LENGTH = 200;
const word = line('言葉', WORD_LENGTH);

export const wordsForm = z.object({
  role_leader: word,
  role_leader_short: word,
  role_supporter: word,
  role_supporter_short: word,
  unit_division: word,
  unit_head: word,
  course: word,
  program_office: word,
  hr: word,
  city_name: word,
  ai_rule: word,
  ai_service: word,
  security_contact: word,
  security_policy: word,
  dx_plan: word,
  validFrom,
  /** Sent by the form that already shows the sample sentences. */
  isConfirmed: z
    .literal('yes')
    .optional()
    .transform((value) => value === 'yes'),
});

export const holidayForm = z.object({
  day: dayField('閉庁日を年月日で入力してください。'),
  name: line('名称', 50),
  kind: z.enum(['closed', 'open'], '閉庁日か開庁日かを選んでください。').default('closed'),
});

export const removalForm = z.object({
  day: dayField('削除する閉庁日を選び直してください。'),
});

export const titleForm = z.object({
  title: line('職名', 50),
  isManagerial: yesNo,
  sortOrder: wholeNumberField('並び順を0から9999までの整数で入力してください。', {
    least: 0,
    most: 9999,
  }),
});

export const flagForm = z.object({ counts: yesNo, validFrom });

export const ruleForm = z.object({
  leaderPosts: z.enum([...LEADER_POSTS, 'kept'], '数える所属を選んでください。'),
  includeUnitsBelow: yesNo,
  excludeAbsent: yesNo,
  minimumLeaders: wholeNumberField('人数を1から9までの整数で入力してください。', {
    least: 1,
    most: 9,
  }),
  mandatoryStaff: z.enum([...MANDATORY_STAFF, 'kept'], '必修の対象を選んでください。'),
  holderEquivalents: yesNo,
  note: line('変更の理由', 200),
  validFrom,
});

/** With the mark of the preview that was looked at; without one it is shown first. */
export const rulePreviewForm = ruleForm.extend({ seen: z.string().default('') });

export const ruleWithdrawal = z.object({
  version: wholeNumberField('取りやめる版を選び直してください。', { least: 1, most: 99_999 }),
});
