import {
  ENTERED_YEARS,
  isCountedDay,
  isEnteredDay,
  isLocalDate,
  type LocalDate,
  NOT_COUNTED,
} from '@app/platform';
import { z } from 'zod';

/** A day as the date field sends it; the message is for what is no date, one of another century has its own. */
export const dayField = (message: string) =>
  z.string(message).refine(isLocalDate, { message, abort: true }).refine(isCountedDay, NOT_COUNTED);

/** The same where it may be left out: empty is no day, and what is no date is told as by `dayField`. */
export const optionalDayField = (message: string) =>
  z
    .string(message)
    .refine((text): text is '' | LocalDate => text === '' || isLocalDate(text), {
      message,
      abort: true,
    })
    .refine((text) => text === '' || isCountedDay(text), NOT_COUNTED);

/** A day in the address of the API: any that can be reckoned with. */
export const enteredDay = z
  .string()
  .refine(isEnteredDay, `${ENTERED_YEARS}の日付(YYYY-MM-DD)にしてください。`);
