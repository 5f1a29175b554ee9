import { z } from 'zod';

const MOST_CHOSEN = 100;
/** A person, and what stands for what was shown of them. */
const CHOSEN = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.([\da-f]{16})$/i;

/** Boxes that are ticked. One box comes as a text. */
export const remindForm = z.object({
  of: z
    .union([z.string(), z.array(z.string())], '思い出してもらう人を選んでください。')
    .transform((value) => [...new Set([value].flat())])
    .pipe(
      z
        .array(z.string().regex(CHOSEN, '画面を開き直して、選び直してください。'))
        .max(MOST_CHOSEN, `一度に選べるのは${String(MOST_CHOSEN)}名までです。`),
    )
    .transform((values) =>
      values.map((value) => {
        const [, personId = '', mark = ''] = CHOSEN.exec(value) ?? [];
        return { personId, mark };
      }),
    ),
});
