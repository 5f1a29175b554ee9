import { z } from 'zod';

export const reasonForm = z.object({
  reason: z.string().max(2000, '理由が長すぎます。短くしてください。').default(''),
});
