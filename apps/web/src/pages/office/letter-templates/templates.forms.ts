import { LETTER_KINDS, SEAL_KINDS } from '@app/appointments';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';
import { wholeNumberField } from '../../../shell/number-fields';

const NOTE = '変更の理由を入力してください。';

/** One line: what is written on the paper in one go. */
const line = (what: string, most: number) =>
  z
    .string(`${what}を入力してください。`)
    .trim()
    .max(most, `${what}は${String(most)}文字以内で入力してください。`)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, `${what}に改行などは使えません。`);

const lines = (what: string, most: number) =>
  z
    .string(`${what}を入力してください。`)
    .trim()
    .min(1, `${what}を入力してください。`)
    .max(most, `${what}は${String(most)}文字以内で入力してください。`)
    .transform((text) => text.replace(/\r\n/g, '\n'));

/** The words of a letter as they are typed, or as an address carries them. */
export const templateForm = z.object({
  title: line('表題', 30).min(1, '表題を入力してください。'),
  addressee: lines('宛名', 200),
  body: lines('本文', 500),
  authorityTitle: line('任命権者の職名', 50).min(1, '任命権者の職名を入力してください。'),
  authorityName: line('任命権者の氏名', 50).default(''),
  numberPrefix: line('文書番号の前に付ける語', 30).default(''),
  validFrom: dayField('いつからかを年月日で入力してください。'),
  note: line('変更の理由', 200).min(1, NOTE),
});
export type TemplateChoices = z.output<typeof templateForm>;

export const FIELDS = [
  'title',
  'addressee',
  'body',
  'authorityTitle',
  'authorityName',
  'numberPrefix',
  'validFrom',
  'note',
] as const satisfies readonly (keyof TemplateChoices)[];

/** Whose letter is shown as a sample; empty: that of a person who does not exist. */
export const sampleOf = z.object({
  staffNumber: z.string().trim().max(20).catch(''),
});

export const seenVersion = z.object({
  seen: wholeNumberField('画面を開き直してください。', { least: 1, most: 99_999 }),
});

export const templateWithdrawal = z.object({
  version: wholeNumberField('取りやめる版を選び直してください。', { least: 1, most: 99_999 }),
});

export const letterForm = z.object({ letter: z.enum(LETTER_KINDS), seal: z.enum(SEAL_KINDS) });
