import { isUuid } from '@app/platform';
import { z } from 'zod';
import { isCountedDay } from '../../../shared/day-field';
import { letterChoice } from '../letters/letters.forms';
import { roleField } from '../../../shared/role-field';

const day = z.string().refine(isCountedDay).optional().catch(undefined);

/** The filter of the list; what is not understood counts as not given. */
export const waitingFilter = z.object({
  role: roleField().optional().catch(undefined),
  from: day,
  to: day,
});
export type WaitingSearch = z.output<typeof waitingFilter>;

const CHOOSE = '書面を発行する任命を選んでください。';

/** Boxes of one name arrive as one text or as several. */
export const orderForm = letterChoice
  .extend({
    of: z
      .union([z.string(), z.array(z.string())], CHOOSE)
      .optional()
      .transform((sent) => (sent === undefined ? [] : [sent].flat())),
    scope: z.enum(['chosen', 'all'], CHOOSE).default('chosen'),
  })
  .transform(({ of, scope, ...choice }, context) => {
    if (of.some((id) => !isUuid(id)))
      context.addIssue({ code: 'custom', path: ['of'], message: CHOOSE });
    return {
      ...choice,
      appointmentIds: scope === 'all' ? null : of.map((id) => id.toLowerCase()),
    };
  });
