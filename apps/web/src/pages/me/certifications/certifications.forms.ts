import { ATTEMPT_OUTCOMES } from '@app/certifications';
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
});

export const bookingForm = z.object({
  certificationCode: typed,
  examOn: typed,
});

export const examDayForm = z.object({ examOn: typed });

export const outcomeForm = z.object({
  outcome: z.enum(ATTEMPT_OUTCOMES, '結果を選んでください。'),
});
