import { z } from 'zod';

const MOST = 100;
const AGAIN = '画面を開き直して、選び直してください。';

/** Boxes that are ticked. One box comes as a text. */
export const tellForm = z.object({
  notice: z
    .union([z.string(), z.array(z.string())], '伝えたものを選んでください。')
    .transform((value) => [...new Set([value].flat().map((id) => id.toLowerCase()))])
    .pipe(z.array(z.uuid(AGAIN)).max(MOST, `一度に記録できるのは${String(MOST)}件までです。`)),
});
