import { EARLY_END_REASONS } from '@app/appointments';
import { formulaText, type LocalDate, startsAsFormula } from '@app/platform';
import { z } from 'zod';
import { dayField, optionalDayField } from '../../../shared/day-field';
import { acceptedFields, acceptedOf, withAccepted } from '../../../shared/accepted-fields';
import { roleField } from '../../../shared/role-field';

const fields = {
  termStart: dayField('任期の始まりを年月日で入力してください。'),
  termEnd: optionalDayField('任期の終わりを年月日で入力してください。').default(''),
  documentNumber: z
    .string('文書番号を入力してください。')
    .trim()
    .min(1, '文書番号を入力してください。')
    .max(100, '文書番号は100文字以内で入力してください。')
    .refine((text) => !startsAsFormula(text), formulaText('文書番号')),
  note: z.string().trim().max(1000, '備考は1000文字以内で入力してください。').default(''),
};

/** Whoever is appointed, to whatever. */
export const appointingFields = {
  ...fields,
  ...acceptedFields,
  warnedReason: z.string().max(2000, '理由が長すぎます。短くしてください。').default(''),
};

/** A blank end of term is as long as the role's terms usually are. */
export function asAppointing<
  Form extends {
    readonly termEnd: LocalDate | '';
    readonly warningsAccepted: string;
    readonly warningsSeen: string;
  },
>({ warningsAccepted, warningsSeen, termEnd, ...form }: Form) {
  return {
    ...form,
    termEnd: termEnd === '' ? null : termEnd,
    warningsAccepted: acceptedOf({ warningsAccepted, warningsSeen }),
  };
}

export const appointingForm = z
  .object({
    ...appointingFields,
    role: roleField('役割を選んでください。'),
    personId: z.uuid('任命する人を選び直してください。'),
  })
  .transform(asAppointing);

export const endingForm = withAccepted({
  endedOn: dayField('終了日を年月日で入力してください。'),
  reason: z.enum(EARLY_END_REASONS, '理由を選んでください。'),
});

/** 再任: whom and to what is said by the term before. */
export const renewingForm = z.object(appointingFields).transform(asAppointing);

const reason = z
  .string('理由を入力してください。')
  .max(2000, '理由が長すぎます。短くしてください。');

export const extendingForm = withAccepted({
  termEnd: dayField('延長後の任期の終わりを年月日で入力してください。'),
  documentNumber: fields.documentNumber,
  // Told together with what else is missing.
  reason: reason.refine((text) => text.trim() !== '', '延長の理由を入力してください。'),
});

export const undoingExtensionForm = z.object({ reason });

export const annullingForm = z.object({
  reason: z
    .string('取消しの理由を入力してください。')
    .max(2000, '理由が長すぎます。短くしてください。'),
});
