import { z } from 'zod';

/** What was shown travels with the form, so that nothing else is done than that. */
export const joinForm = z.object({
  reason: z.string().default(''),
  seen: z.string().max(100).default(''),
});

export const separateForm = z.object({ reason: z.string().default('') });
