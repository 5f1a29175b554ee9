import { z } from 'zod';

/** What a person chose to practise; nothing chosen: everything. */
export const sessionScopeSchema = z.object({
  field: z.string().optional(),
  middle: z.int().optional(),
  item: z.int().optional(),
  difficulty: z.int().min(1).max(3).optional(),
});
export type SessionScope = Readonly<z.output<typeof sessionScopeSchema>>;
