import {
  fiscalYearOf,
  formatDateShort,
  formatFiscalYearShort,
  type LocalDate,
} from '@app/platform';

/** 「令和9年度末」. */
export function yearEndText(yearEnd: LocalDate): string {
  return `${formatFiscalYearShort(fiscalYearOf(yearEnd))}末`;
}

/** Of a day on which nobody kept books yet. */
export function noBooksText(asOf: LocalDate, first: LocalDate): string {
  return `${formatDateShort(asOf)}には、まだ予定が記録されていません。見通しは、記録の始まった${formatDateShort(first)}から作れます。`;
}
