import { SESSION_KINDS } from '@app/practice';
import { z } from 'zod';

const CHANGED = '画面を開き直して、もう一度選んでください。';

/** A number out of a choice; an empty one chooses nothing. */
const chosenNumber = z
  .string(CHANGED)
  .regex(/^\d{0,3}$/, CHANGED)
  .transform((text) => (text === '' ? undefined : Number(text)))
  .optional();

/** How many questions, or until one stops. */
export const SIZES = ['5', '10', '20', ''] as const;

export const practiceForm = z.object({
  kind: z.enum(SESSION_KINDS, CHANGED),
  field: z
    .enum(['', 'strategy', 'management', 'technology'], CHANGED)
    .transform((key) => (key === '' ? undefined : key))
    .optional(),
  middle: chosenNumber,
  item: chosenNumber,
  difficulty: chosenNumber.refine((it) => it === undefined || (it >= 1 && it <= 3), CHANGED),
  size: z
    .enum(SIZES, CHANGED)
    .transform((text) => (text === '' ? null : Number(text)))
    .default(10),
});

export const placeForm = z.object({
  position: z
    .string(CHANGED)
    .regex(/^[1-9]\d{0,3}$/, CHANGED)
    .transform(Number),
});

export const markForm = placeForm.extend({ mark: z.enum(['on', 'off'], CHANGED) });
