import { z } from 'zod';

export const lessonForm = z.object({
  note: z.string().trim().max(200, 'メモは200文字以内で入力してください。').default(''),
});
