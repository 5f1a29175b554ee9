import type { ReviewFilter, ShownState } from '@app/certifications';
import { z } from 'zod';

const STATES = [
  'reported',
  'verified',
  'returned',
  'withdrawn',
  'revoked',
  'annulled',
] as const satisfies ShownState[];
export const ALL_STATES = 'all';

const chosen = z.string().max(100).catch('');
const query = z.object({
  state: z.enum([...STATES, ALL_STATES]).catch('reported'),
  certification: chosen,
  unit: chosen,
});

/** What an address asks to see; anything that is not offered is as if it had not been said. */
export function reviewFilter(given: unknown): ReviewFilter {
  const { state, certification, unit } = query.parse(given);
  return {
    state: state === ALL_STATES ? '' : state,
    certificationCode: certification,
    unitCode: unit,
  };
}

export const reasonForm = z.object({
  reason: z.string().max(2000, '理由が長すぎます。短くしてください。').default(''),
});
