import { z } from 'zod';

/** Since when the page stands open, sealed. */
const opened = z.string().max(500).catch('');

export const checkForm = z.object({ opened });

export const lessonForm = z.object({
  opened,
  note: z.string().trim().max(200, 'メモは200文字以内で入力してください。').default(''),
});
