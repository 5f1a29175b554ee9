import {
  fiscalYearEnd,
  fiscalYearOf,
  fiscalYearStart,
  formatFiscalYear,
  InvalidInput,
  type LocalDate,
} from '@app/platform';

/** Who is hired, moved or back at work after the assignment gets this many days, also beyond its due date. */
export const DAYS_FOR_NEWCOMERS = 30;

/** Refuses a due date in the past or outside the fiscal year for which the course is assigned. */
export function requireAcceptableDueDate(
  dueOn: LocalDate,
  fiscalYear: number,
  today: LocalDate,
): void {
  if (dueOn < today) {
    throw new InvalidInput({ dueOn: '受講期限には、今日以降の日付を入力してください。' });
  }
  if (dueOn < fiscalYearStart(fiscalYear) || dueOn > fiscalYearEnd(fiscalYear)) {
    throw new InvalidInput({
      dueOn: `受講期限には、${formatFiscalYear(fiscalYear)}の中の日付を入力してください。`,
    });
  }
}

/**
 * A withdrawal may be taken back on its own day. Later the figures of the days in between already say that the course
 * was not asked for, and must go on saying so.
 */
export function isWithdrawalUndoable(withdrawnOn: LocalDate | null, today: LocalDate): boolean {
  return withdrawnOn === today;
}

/** The fiscal years for which a course may be assigned on a day: the running one and the next. */
export function assignableFiscalYears(currentFiscalYear: number): readonly number[] {
  return [currentFiscalYear, currentFiscalYear + 1];
}

/** A month before it begins, the next fiscal year is to be prepared. */
const PREPARED_FROM = '03-01';

/** The fiscal years whose editions have to be there: the running one, from 1 March on also the next. */
export function yearsToPrepare(today: LocalDate): readonly number[] {
  const year = fiscalYearOf(today);
  const day = today.slice(5);
  return day >= PREPARED_FROM && day <= '03-31' ? [year, year + 1] : [year];
}
