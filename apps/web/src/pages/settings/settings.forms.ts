import { z } from 'zod';
import { idempotencyKey } from '../../shell/forms';

export const tokenForm = idempotencyKey.extend({
  name: z
    .string('用途を入力してください。')
    .trim()
    .min(1, '用途を入力してください。')
    .max(60, '60文字以内で入力してください。'),
});

export const revokeForm = idempotencyKey;
