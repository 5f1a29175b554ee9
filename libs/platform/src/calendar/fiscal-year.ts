import { datePartsOf, type LocalDate, toLocalDate } from './local-date';

/** The fiscal year (April to March) a day belongs to, named by the year in which it begins. */
export function fiscalYearOf(date: LocalDate): number {
  const { year, month } = datePartsOf(date);
  return month >= 4 ? year : year - 1;
}

export function fiscalYearStart(fiscalYear: number): LocalDate {
  return toLocalDate(`${String(fiscalYear).padStart(4, '0')}-04-01`);
}

/** The last day, 31 March, which still belongs to the fiscal year. */
export function fiscalYearEnd(fiscalYear: number): LocalDate {
  return toLocalDate(`${String(fiscalYear + 1).padStart(4, '0')}-03-31`);
}

/**
 * Last day of the nth fiscal year, the one of `date` counting as the first. A term of "until the
 * end of the third fiscal year" is endOfNthFiscalYear(start, 3).
 */
export function endOfNthFiscalYear(date: LocalDate, n: number): LocalDate {
  if (!Number.isInteger(n) || n < 1) throw new RangeError('fiscal years are counted from 1');
  return fiscalYearEnd(fiscalYearOf(date) + n - 1);
}
