import { CORRECTION_STATES } from '@app/certifications';
import { z } from 'zod';
import { pageNumber } from '../../../shell/view-parts';

const TYPED_LENGTH = 200;
const typed = z
  .string()
  .trim()
  .max(TYPED_LENGTH, `${String(TYPED_LENGTH)}文字以内で入力してください。`)
  .default('');

/** What is missing or wrong is told by the lib, all at once. */
export const correctionForm = z.object({
  certificationCode: typed,
  passedOn: typed,
  certificateNumber: typed,
  validUntil: typed,
  reason: z.string().max(2000, '理由が長すぎます。短くしてください。').default(''),
});

/** The state of the record that was shown beside what is confirmed. */
export const seenForm = z.object({ seen: typed });

export const ALL_CORRECTIONS = 'all';

/** What is not understood counts as not said: what waits. */
export const correctionFilter = z.object({
  state: z.enum([...CORRECTION_STATES, ALL_CORRECTIONS]).catch('proposed'),
  page: z.string().optional().catch(undefined).transform(pageNumber),
});
export type CorrectionFilter = z.output<typeof correctionFilter>;
