import { isLocalDate } from '@app/platform';
import { z } from 'zod';

const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2099-12-31';

/** A day as the date field sends it, within the century that the product counts. */
export const dayField = (message: string) =>
  z
    .string(message)
    .refine((text) => isLocalDate(text) && text >= FIRST_DAY && text <= LAST_DAY, message);
