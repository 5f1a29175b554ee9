import { SYSTEM_ROLES } from '@app/access';
import { z } from 'zod';
import { wholeNumberField } from '../../../shell/number-fields';
import { dayField } from '../../../shared/day-field';

const role = z.enum(SYSTEM_ROLES, '権限を選んでください。');

export const grantForm = z.object({
  role,
  lastDay: z
    .string()
    .trim()
    .transform((text) => (text === '' ? null : text))
    .pipe(dayField('終了日を年月日で入力してください。').nullable()),
});

export const revokeForm = z.object({ role });

export const bulkForm = z.object({
  target: z.enum(['without', 'unused'], '対象を選んでください。'),
  expected: wholeNumberField('人数を確かめてください。', { least: 1, most: 1_000_000 }),
  /** Without a word the list: a form of before knows no letters. */
  as: z.enum(['list', 'letters']).optional().catch(undefined),
});
