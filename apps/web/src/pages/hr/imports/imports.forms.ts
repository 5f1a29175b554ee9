import { LONGEST_WORD, type NumberChoice, REPAIRS } from '@app/organization';
import type { ImportPart } from '@app/exports';
import { ENTERED_YEARS, isEnteredDay, isUuid } from '@app/platform';
import { z } from 'zod';

/** Before the number, in the name of a field. */
export const NUMBER_FIELD = 'number_';

export const uploadForm = z.object({
  effectiveOn: z
    .string()
    .refine(
      (text) => text === '' || isEnteredDay(text),
      `発令日は${ENTERED_YEARS}の年月日で入力してください。`,
    )
    .transform((text) => (text === '' ? undefined : text))
    .optional(),
  source: z.string().optional(),
  unitsSheet: z.string().optional(),
  postingsSheet: z.string().optional(),
});

/** A heading of the city, and the column that it is. */
export const headingForm = z.object({
  source: z.string('データの出どころを入力してください。'),
  column: z.string('当てる列を選んでください。'),
  word: z
    .string('見出しを入力してください。')
    .trim()
    .min(1, '見出しを入力してください。')
    .max(LONGEST_WORD, `見出しは${String(LONGEST_WORD)}文字までで入力してください。`),
});

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

/** What is typed where something grave was found; checked against the batch. */
const typed = z
  .string()
  .max(20, '数字で入力してください。')
  .default('')
  .transform((text) => text.normalize('NFKC').replace(/[\s,名]/g, ''));

export const applyForm = z.object({
  confirmed: typed,
  withoutRefused: ticked,
  withLeavings: ticked,
  alarmsAccepted: ticked,
});

/** A number of people as it was typed: 「４４９名」 is read as well. */
const headCount = (what: string) =>
  z
    .string(`${what}の人数を数字で入力してください。`)
    .transform((text) => text.normalize('NFKC').replace(/[\s,名]/g, ''))
    .pipe(z.string().regex(/^\d{1,7}$/, `${what}の人数を数字で入力してください。`))
    .transform(Number);

export const leavingsForm = z.object({
  withoutRefused: ticked,
  alarmsAccepted: ticked,
  leavings: headCount('退職として扱う職員'),
});

/** How many people it is, and why: the reason is asked for by the act itself. */
export const undoForm = z.object({
  reason: z.string().default(''),
  people: headCount('データが変わる職員'),
});

export const repairForm = z.object({ repair: z.enum(REPAIRS, '何を直すかを選んでください。') });

/** A choice for each new number of the page; what is not chosen is not sent. */
export function readNumberChoices(body: unknown): readonly NumberChoice[] {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  return entries.flatMap(([name, value]): NumberChoice[] => {
    if (!name.startsWith(NUMBER_FIELD) || typeof value !== 'string') return [];
    const staffNumber = name.slice(NUMBER_FIELD.length);
    if (value === 'other') return [{ staffNumber, personId: null }];
    return isUuid(value) ? [{ staffNumber, personId: value.toLowerCase() }] : [];
  });
}

export const PLAN_PARTS = [
  ...(['suspicious', 'missing', 'refused', 'change', 'create', 'unchanged'] as const),
] satisfies readonly ImportPart[];
export type PlanPart = (typeof PLAN_PARTS)[number];

export function readPlanPart(text: string | undefined): PlanPart | undefined {
  return PLAN_PARTS.find((part) => part === text);
}
