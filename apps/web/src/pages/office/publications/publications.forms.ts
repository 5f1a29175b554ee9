import { PUBLICATION_SORTS } from '@app/coverage';
import { formulaText, startsAsFormula } from '@app/platform';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';

/** How the list is sorted; what is not understood counts as not given. */
export const publicationsSearch = z.object({
  sort: z.enum(PUBLICATION_SORTS).default('-number').catch('-number'),
});

const line = (what: string, most: number) =>
  z
    .string(`${what}を入力してください。`)
    .trim()
    .max(most, `${what}は${String(most)}文字以内で入力してください。`)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, `${what}に改行などは使えません。`);

const REASON = '理由を入力してください。';

/** What is published and why, as it is typed, or as an address carries it. */
export const publishingForm = z.object({
  asOf: dayField('基準日を年月日で入力してください。'),
  documentNumber: line('文書番号', 100)
    .refine((text) => !startsAsFormula(text), formulaText('文書番号'))
    .default(''),
  reason: line('理由', 500).min(1, REASON),
});
export type PublishingChoices = z.output<typeof publishingForm>;

export const seenMark = z.object({ seen: z.string().max(100).catch('') });

export const withdrawalForm = z.object({ reason: line('理由', 500).min(1, REASON) });
