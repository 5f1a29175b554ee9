import { isLocalDate, type LocalDate } from '@app/platform';
import { z } from 'zod';

const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2099-12-31';

const isCountedDay = (text: string): text is LocalDate =>
  isLocalDate(text) && text >= FIRST_DAY && text <= LAST_DAY;

/** A day as the date field sends it, within the century that the product counts. */
export const dayField = (message: string) => z.string(message).refine(isCountedDay, message);
