import { isUuid, isCountedDay } from '@app/platform';
import { z } from 'zod';
import { letterAddress, letterChoice } from '../letters/letters.forms';
import { wholeNumberField } from '../../../shell/number-fields';
import { roleField } from '../../../shared/role-field';

const day = z.string().refine(isCountedDay).optional().catch(undefined);

/** The filter of the list; what is not understood counts as not given. */
export const waitingFilter = z.object({
  role: roleField().optional().catch(undefined),
  from: day,
  to: day,
});
export type WaitingSearch = z.output<typeof waitingFilter>;

/** Whether all that fit are asked about before their letters are issued. */
export const asking = letterAddress.extend({ ask: z.literal('all').optional().catch(undefined) });

const CHOOSE = '書面を発行する任命を選んでください。';

/** Boxes of one name arrive as one text or as several. */
export const orderForm = letterChoice
  .extend({
    of: z
      .union([z.string(), z.array(z.string())], CHOOSE)
      .optional()
      .transform((sent) => (sent === undefined ? [] : [sent].flat())),
    scope: z.enum(['chosen', 'all'], CHOOSE).default('chosen'),
    seen: wholeNumberField('画面を開き直してください。', { least: 0, most: 999_999 }).optional(),
  })
  .transform(({ of, scope, seen, ...choice }, context) => {
    if (of.some((id) => !isUuid(id)))
      context.addIssue({ code: 'custom', path: ['of'], message: CHOOSE });
    return {
      ...choice,
      appointmentIds: scope === 'all' ? null : of.map((id) => id.toLowerCase()),
      seen: scope === 'all' ? (seen ?? null) : null,
    };
  });
