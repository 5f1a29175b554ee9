import { z } from 'zod';

export const passwordForm = z
  .object({
    currentPassword: z.string().min(1, '今のパスワードを入力してください。'),
    newPassword: z.string().min(1, '新しいパスワードを入力してください。'),
    repeated: z.string(),
  })
  .refine((form) => form.newPassword === form.repeated, {
    path: ['repeated'],
    error: '新しいパスワードと同じものを入力してください。',
  });
