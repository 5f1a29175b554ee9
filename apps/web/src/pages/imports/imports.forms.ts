import { isLocalDate } from '@app/platform';
import { z } from 'zod';
import { idempotencyKey } from '../../shell/forms';

export const uploadForm = idempotencyKey.extend({
  effectiveOn: z
    .string()
    .refine((text) => text === '' || isLocalDate(text), '発令日を年月日で入力してください。')
    .transform((text) => (text === '' ? undefined : text))
    .optional(),
});

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

export const applyForm = z.object({ withoutRefused: ticked, withLeavings: ticked });

export const PLAN_PARTS = ['suspicious', 'refused', 'change', 'create', 'unchanged'] as const;
export type PlanPart = (typeof PLAN_PARTS)[number];

export function readPlanPart(text: string | undefined): PlanPart | undefined {
  return PLAN_PARTS.find((part) => part === text);
}
