import { outlookYear } from '@app/exports';
import { OUTLOOK_SORTS, OUTLOOK_STATES } from '@app/coverage';
import { z } from 'zod';

const text = z.string().min(1).max(100).optional().catch(undefined);
/** What of the address is no choice counts as not given. */
export const outlookSearch = z.object({
  year: outlookYear,
  state: z.enum(OUTLOOK_STATES).optional().catch(undefined),
  department: text,
  sort: z.enum(OUTLOOK_SORTS).optional().catch(undefined),
});
export type OutlookSearch = z.infer<typeof outlookSearch>;
