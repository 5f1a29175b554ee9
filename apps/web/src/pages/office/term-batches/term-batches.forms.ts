import { ENDING_STATES, MOST_MONTHS, TERM_ACTS } from '@app/appointments';
import { formulaText, isUuid, startsAsFormula } from '@app/platform';
import { z } from 'zod';
import { optionalDayField } from '../../../shared/day-field';
import { appointingFields } from '../appointments/appointments.forms';

/** Within so many months, the usual first. */
export const MONTHS = ['6', '3', '12', String(MOST_MONTHS)] as const;

const role = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/u)
  .optional()
  .catch(undefined);

/** Of those who have consented to a recommendation. */
export const manyFilter = z.object({ role });

/** The filter of the list; what is not understood counts as not given. */
export const endingFilter = z.object({
  months: z.enum(MONTHS).catch(MONTHS[0]),
  role,
  unit: z.string().min(1).max(100).optional().catch(undefined),
  decided: z.enum(ENDING_STATES).optional().catch(undefined),
});
export type EndingSearch = z.output<typeof endingFilter>;

const CHOOSE = '任期を決める人を選んでください。';
const CHOOSE_NOMINATED = '任命する人を選んでください。';

/** Boxes of one name arrive as one text or as several. */
function ticked(message: string) {
  return z
    .union([z.string(), z.array(z.string())], message)
    .optional()
    .transform((sent) => (sent === undefined ? [] : [sent].flat()))
    .refine((ids) => ids.every((id) => isUuid(id)), message)
    .transform((ids) => ids.map((id) => id.toLowerCase()));
}

const { warningsAccepted: _tick, warningsSeen: _seen, ...nominatedFields } = appointingFields;

/** Who is appointed by deciding on a recommendation, and for which term. */
export const nominatedForm = z
  .object({
    ...nominatedFields,
    of: ticked(CHOOSE_NOMINATED),
    scope: z.enum(['chosen', 'all'], CHOOSE_NOMINATED).default('chosen'),
  })
  .transform(({ of, scope, termEnd, ...step }) => ({
    ...step,
    termEnd: termEnd === '' ? null : termEnd,
    nominationIds: scope === 'all' ? null : of,
  }));

export const orderForm = z
  .object({
    act: z.enum(TERM_ACTS, 'どうするかを選んでください。'),
    termEnd: optionalDayField('任期の終わりを年月日で入力してください。').default(''),
    documentNumber: z
      .string()
      .trim()
      .max(100, '文書番号は100文字以内で入力してください。')
      .refine((text) => !startsAsFormula(text), formulaText('文書番号'))
      .default(''),
    note: z.string().max(1000, '理由・備考は1000文字以内で入力してください。').default(''),
    of: ticked(CHOOSE),
    scope: z.enum(['chosen', 'all'], CHOOSE).default('chosen'),
  })
  .transform(({ of, scope, termEnd, ...step }) => ({
    ...step,
    termEnd: termEnd === '' ? null : termEnd,
    appointmentIds: scope === 'all' ? null : of,
  }));

export const confirmForm = z.object({
  takesWarned: z
    .enum(['no', 'yes'], 'どの行を登録するかを選んでください。')
    .transform((text) => text === 'yes'),
  warnedReason: z.string().max(2000, '理由が長すぎます。短くしてください。').default(''),
});

export const undoForm = z.object({
  reason: z
    .string('取消しの理由を入力してください。')
    .max(2000, '理由が長すぎます。短くしてください。'),
});
