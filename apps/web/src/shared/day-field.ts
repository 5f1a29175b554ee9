import { ENTERED_YEARS, isEnteredDay, isLocalDate, type LocalDate } from '@app/platform';
import { z } from 'zod';

const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2099-12-31';
/** For messages: 「2000年から2099年まで」. */
export const COUNTED_YEARS = '2000年から2099年まで';
const OUT_OF_RANGE = `${COUNTED_YEARS}の日を入力してください。年の入力を確かめてください。`;

/** Within the century that the product counts. */
export const isCountedDay = (text: unknown): text is LocalDate =>
  isLocalDate(text) && text >= FIRST_DAY && text <= LAST_DAY;

/** A day as the date field sends it; the message is for what is no date, one of another century has its own. */
export const dayField = (message: string) =>
  z
    .string(message)
    .refine(isLocalDate, { message, abort: true })
    .refine(isCountedDay, OUT_OF_RANGE);

/** A day in the address of the API: any that can be reckoned with. */
export const enteredDay = z
  .string()
  .refine(isEnteredDay, `${ENTERED_YEARS}の日付(YYYY-MM-DD)にしてください。`);
