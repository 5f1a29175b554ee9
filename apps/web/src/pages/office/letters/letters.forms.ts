import { SEAL_KINDS } from '@app/appointments';
import { z } from 'zod';
import { optionalDayField } from '../../../shared/day-field';

const seal = z
  .union([z.literal(''), z.enum(SEAL_KINDS)], '公印の扱いを選んでください。')
  .default('')
  .transform((text) => (text === '' ? null : text));

const datedOn = optionalDayField('書面の日付を年月日で入力してください。')
  .default('')
  .transform((text) => (text === '' ? null : text));

/** What kind of letter, of which day; blank: as letters usually are. */
export const letterChoice = z.object({ seal, datedOn });

/** The same out of an address: what is not understood counts as not given. */
export const letterAddress = z.object({
  seal: seal.catch(null),
  datedOn: datedOn.catch(null),
  reason: z.string().default('').catch(''),
});

export const issuingForm = letterChoice.extend({
  reason: z.string().default(''),
  seen: z.string().default(''),
  act: z.literal('preview').optional().catch(undefined),
});
