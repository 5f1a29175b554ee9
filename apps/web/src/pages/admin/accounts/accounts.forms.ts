import { SYSTEM_ROLES } from '@app/access';
import { ACCOUNT_STATES } from '@app/accounts';
import { isLocalDate } from '@app/platform';
import { z } from 'zod';
import { wholeNumberField } from '../../../shell/number-fields';

const role = z.enum(SYSTEM_ROLES, '権限を選んでください。');

export const grantForm = z.object({
  role,
  lastDay: z
    .string()
    .trim()
    .refine((text) => text === '' || isLocalDate(text), '終了日を年月日で入力してください。')
    .transform((text) => (text === '' ? null : text)),
});

export const revokeForm = z.object({ role });

export const bulkForm = z.object({
  target: z.enum(['without', 'unused'], '対象を選んでください。'),
  expected: wholeNumberField('人数を確かめてください。', { least: 1, most: 1_000_000 }),
});

/** What was asked for in the address; anything unknown counts as not asked for. */
export const listQuery = z.object({
  q: z.string().trim().max(100).catch(''),
  state: z.enum(ACCOUNT_STATES).nullable().catch(null),
  role: z.enum(SYSTEM_ROLES).nullable().catch(null),
});
