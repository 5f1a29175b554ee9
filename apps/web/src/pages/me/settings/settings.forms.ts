import { TOKEN_ACCESS, TOKEN_AREAS, type TokenArea } from '@app/access';
import { LONGEST_DAYS } from '@app/accounts';
import { z } from 'zod';
import { wholeNumberField } from '../../../shell/number-fields';

const DAYS = `有効な日数を1から${String(LONGEST_DAYS)}までの整数で入力してください。`;

type AreaField = `area_${TokenArea}`;
const AREA_FIELDS = TOKEN_AREAS.map((area): [AreaField, TokenArea] => [`area_${area}`, area]);

/** As the form is shown first: no area, only reading, three months. */
export const TOKEN_FORM = {
  name: '',
  access: 'read',
  days: '90',
  ...(Object.fromEntries(AREA_FIELDS.map(([field]) => [field, ''])) as Record<AreaField, string>),
};
export type TokenField = keyof typeof TOKEN_FORM;

export const tokenForm = z
  .looseObject({
    name: z
      .string('用途を入力してください。')
      .trim()
      .min(1, '用途を入力してください。')
      .max(60, '60文字以内で入力してください。'),
    access: z.enum(TOKEN_ACCESS, 'できることを選んでください。').default('read'),
    days: wholeNumberField(DAYS, { least: 1, most: LONGEST_DAYS }).default(90),
  })
  .transform(({ name, access, days, ...rest }) => ({ name, access, days, areas: areasOf(rest) }))
  .refine(({ areas }) => areas.length > 0, {
    path: ['areas'],
    error: '対象を1つ以上選んでください。',
  });

/** Boxes that are not ticked are not sent; a program that sends none of them means all. */
function areasOf(fields: Readonly<Record<string, unknown>>): readonly TokenArea[] {
  if (!('areas' in fields)) return TOKEN_AREAS;
  return AREA_FIELDS.filter(([field]) => fields[field] === 'yes').map(([, area]) => area);
}
