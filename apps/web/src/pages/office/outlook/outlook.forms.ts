import { OUTLOOK_SORTS, OUTLOOK_STATES, SHORT_SORTS } from '@app/coverage';
import { z } from 'zod';

const text = z.string().min(1).max(100).optional().catch(undefined);
/** A fiscal year by the year in which it begins, or all of them. */
const year = z
  .union([z.literal('all'), z.string().regex(/^\d{4}$/)])
  .optional()
  .catch(undefined);

/** What of the address is no choice counts as not given. */
export const outlookSearch = z.object({
  year,
  state: z.enum(OUTLOOK_STATES).optional().catch(undefined),
  department: text,
  sort: z.enum(OUTLOOK_SORTS).optional().catch(undefined),
});
export type OutlookSearch = z.infer<typeof outlookSearch>;

export const shortSearch = z.object({
  year,
  department: text,
  unit: text,
  sort: z.enum(SHORT_SORTS).optional().catch(undefined),
});
export type ShortSearch = z.infer<typeof shortSearch>;
