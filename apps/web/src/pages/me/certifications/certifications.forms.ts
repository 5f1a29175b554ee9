import { ATTEMPT_OUTCOMES, EXAM_PAYMENTS } from '@app/certifications';
import { z } from 'zod';

const TYPED_LENGTH = 200;
const typed = z
  .string()
  .trim()
  .max(TYPED_LENGTH, `${String(TYPED_LENGTH)}文字以内で入力してください。`)
  .default('');

/** What is missing or wrong is told by the lib, all at once and together with the file. */
export const reportForm = z.object({
  staffNumber: typed,
  certificationCode: typed,
  passedOn: typed,
  certificateNumber: typed,
  validUntil: typed,
  nameOnCertificate: typed,
  renewsId: typed,
  againId: typed,
});

export const examPlanForm = z.object({
  examOn: typed,
  place: typed,
  payment: z
    .enum(['', ...EXAM_PAYMENTS], '支払い方法を選び直してください。')
    .transform((chosen) => (chosen === '' ? null : chosen))
    .default(null),
});

export const bookingForm = examPlanForm.extend({ certificationCode: typed });

export const outcomeForm = z.object({
  outcome: z.enum(ATTEMPT_OUTCOMES, '結果を選んでください。'),
  callsOff: z.literal('yes').optional(),
});
