import { BENCH_GROUPS } from '@app/appointments';
import { BENCH_SORTS } from '@app/coverage';
import { z } from 'zod';

const text = z.string().max(100).optional().catch(undefined);

/** What of the address is no choice counts as not given. */
export const benchSearch = z.object({
  role: text,
  unit: text.transform((unit) => (unit === '' ? undefined : unit)),
  group: z.enum(BENCH_GROUPS).optional().catch(undefined),
  sort: z.enum(BENCH_SORTS).optional().catch(undefined),
});
export type BenchSearch = z.infer<typeof benchSearch>;
