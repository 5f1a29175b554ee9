import { z } from 'zod';

export const passwordForm = z
  .object({
    currentPassword: z
      .string('今のパスワードを入力してください。')
      .min(1, '今のパスワードを入力してください。'),
    newPassword: z
      .string('新しいパスワードを入力してください。')
      .min(1, '新しいパスワードを入力してください。'),
    repeated: z.string('新しいパスワードと同じものを入力してください。'),
  })
  .refine((form) => form.newPassword === form.repeated, {
    path: ['repeated'],
    error: '新しいパスワードと同じものを入力してください。',
  });
