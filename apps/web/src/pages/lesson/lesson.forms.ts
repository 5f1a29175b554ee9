import { z } from 'zod';
import { idempotencyKey } from '../../shell/forms';

export const lessonForm = idempotencyKey.extend({
  note: z.string().trim().max(200, 'メモは200文字以内で入力してください。').default(''),
});
