import { z } from 'zod';

export const closingForm = z.object({
  reason: z
    .string('締める理由を入力してください。')
    .trim()
    .min(1, '締める理由を入力してください。')
    .max(200, '理由は200文字以内で入力してください。'),
});
