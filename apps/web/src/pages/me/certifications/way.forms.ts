import { INTENTION_ANSWERS } from '@app/certifications';
import { z } from 'zod';

const typed = z.string().trim().max(500, '500文字以内で入力してください。').default('');

export const intentionForm = z.object({
  certificationCode: typed,
  answer: z.enum(INTENTION_ANSWERS, '答えを選んでください。'),
  month: typed,
  /** From home one goes back there. */
  from: typed,
});

export const withdrawalForm = z.object({ certificationCode: typed, reason: typed });

export const shareForm = z.object({
  certificationCode: typed,
  shared: z
    .enum(['yes', 'no'], '共有するかどうかを選んでください。')
    .transform((answer) => answer === 'yes'),
});
