import { z } from 'zod';
import { withAccepted } from '../../../shared/accepted-fields';
import { roleField } from '../../../shared/role-field';

const LONG = '文章が長すぎます。短くしてください。';

export const nominatingForm = withAccepted({
  personId: z.uuid('推薦する人を選び直してください。'),
  role: roleField('役割を選んでください。'),
  reason: z.string('推薦の理由を入力してください。').max(2000, LONG),
});

/** What is written beside a button: why one declines, what one says for somebody. */
export const decliningForm = z.object({ reason: z.string().max(2000, LONG).default('') });
export const supportingForm = z.object({
  support: z.string('副申の内容を入力してください。').max(2000, LONG),
});
