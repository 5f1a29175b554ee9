import type { Accepted } from '@app/appointments';
import { z } from 'zod';

/** The tick below what must have been seen, and what of it the page showed (partial `tick-field`). */
export const acceptedFields = {
  warningsAccepted: z.string().default(''),
  warningsSeen: z.string().max(2000).default(''),
};

/** A tick accepts what stood above it, and nothing else. */
export function acceptedOf({
  warningsAccepted,
  warningsSeen,
}: {
  readonly warningsAccepted: string;
  readonly warningsSeen: string;
}): Accepted {
  return warningsAccepted === 'yes' && { seen: warningsSeen };
}

/** A form with such a tick. */
export function withAccepted<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .object(shape)
    .and(z.object(acceptedFields).transform((it) => ({ warningsAccepted: acceptedOf(it) })));
}
