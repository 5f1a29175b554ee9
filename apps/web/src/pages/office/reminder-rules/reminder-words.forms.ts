import type { Wording } from '@app/reminders';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';

const text = z.string('文字で入力してください。').trim().default('');

export const wordingForm = z.object({
  title: text,
  line: text,
  isStandard: z.string().default(''),
});

/** With the day, and the sign of the page that shows the words on real data already. */
export const wordingChangeForm = wordingForm.extend({
  validFrom: dayField('いつからかを年月日で入力してください。'),
  isConfirmed: z.string().default(''),
});

/** null: the words of the product. */
export function typedWording(typed: z.output<typeof wordingForm>): Wording | null {
  return typed.isStandard === 'yes' ? null : { title: typed.title, line: typed.line };
}
