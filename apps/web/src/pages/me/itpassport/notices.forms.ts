import { NOTICE_WISHES } from '@app/practice';
import { z } from 'zod';

const CHANGED = '画面を開き直して、もう一度選んでください。';

export const noticeForm = z.object({
  wish: z.enum(NOTICE_WISHES, CHANGED),
  wanted: z.enum(['yes', 'no'], CHANGED).transform((answer) => answer === 'yes'),
});
