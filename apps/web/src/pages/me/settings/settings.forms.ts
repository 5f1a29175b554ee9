import { z } from 'zod';

export const tokenForm = z.object({
  name: z
    .string('用途を入力してください。')
    .trim()
    .min(1, '用途を入力してください。')
    .max(60, '60文字以内で入力してください。'),
});
