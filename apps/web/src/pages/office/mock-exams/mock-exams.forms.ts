import { EXTRA_PERCENTS } from '@app/practice';
import { z } from 'zod';

const CHOOSE = '延長の割合を選んでください。';

export const extraTimeForm = z.object({
  percent: z
    .string(CHOOSE)
    .transform(Number)
    .transform((asked, context) => {
      const known = EXTRA_PERCENTS.find((it) => it === asked);
      if (known === undefined) context.addIssue({ code: 'custom', message: CHOOSE });
      return known ?? EXTRA_PERCENTS[0];
    }),
  reason: z.string('延長の理由を入力してください。'),
});
