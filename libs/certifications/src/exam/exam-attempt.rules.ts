import { addDays, addMonths, formatDateShort, isLocalDate, type LocalDate } from '@app/platform';

export const ATTEMPT_STATES = [
  'booked',
  'provisional_pass',
  'passed',
  'failed',
  'cancelled',
] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];
export type AttemptOutcome = Exclude<AttemptState, 'booked'>;

export const ATTEMPT_OUTCOMES = ['provisional_pass', 'passed', 'failed', 'cancelled'] as const;

/** How the fee is paid; null: not decided, or not said. The subsidy and the vouchers themselves are another matter. */
export const EXAM_PAYMENTS = ['voucher', 'own'] as const;
export type ExamPayment = (typeof EXAM_PAYMENTS)[number];

/** What is known of a booking beside its day. */
export interface ExamPlan {
  readonly examOn: LocalDate;
  readonly place: string | null;
  readonly payment: ExamPayment | null;
}

export const LONGEST_PLACE = 100;

/**
 * Days that have to be between two tries, by the code of the qualification: IPA counts from the day after the last one.
 * ITパスポート may be sat again at any time.
 */
const WAITING_DAYS: Readonly<Record<string, number>> = { sg: 30 };

/** Exams can be booked some months ahead; a day further off is a slip of the keyboard. */
const LATEST_MONTHS = 12;

/** A result may be corrected, since the first one is only what the screen said, and 合格 is announced later; what was cancelled is booked anew. */
const NEXT: Readonly<Record<AttemptState, readonly AttemptOutcome[]>> = {
  booked: ['provisional_pass', 'passed', 'failed', 'cancelled'],
  provisional_pass: ['passed', 'failed'],
  passed: ['provisional_pass', 'failed'],
  failed: ['provisional_pass'],
  cancelled: [],
};

/** What is wrong with the day of a new booking, or null. */
export function bookingProblem(examOn: string, today: LocalDate): string | null {
  if (!isLocalDate(examOn)) return '受験日を日付で入力してください。';
  if (examOn < today) return '受験日が過ぎています。合格したときは、資格の報告をしてください。';
  if (examOn > addMonths(today, LATEST_MONTHS)) return '受験日は1年以内の日を入力してください。';
  return null;
}

/** What decides what may still be said of an exam. */
interface Settled {
  readonly state: AttemptState;
  /** Its certificate is verified. */
  readonly isVerified: boolean;
  /** A report of its pass waits to be verified. */
  readonly isReportWaiting?: boolean;
}

/** Day, place and payment change only while the exam is booked, and nobody has verified that it was passed. */
export function planMayChange({ state, isVerified }: Settled): boolean {
  return state === 'booked' && !isVerified;
}

/** As it is kept; or what is wrong with it. */
export function placeOf(typed: string): { readonly place: string | null } | string {
  const place = typed.trim().replace(/\s+/g, ' ');
  if (place.length > LONGEST_PLACE)
    return `会場は${String(LONGEST_PLACE)}文字以内で入力してください。`;
  return { place: place === '' ? null : place };
}

/** Whether two plans say the same. */
export function isSamePlan(a: ExamPlan, b: ExamPlan): boolean {
  return a.examOn === b.examOn && a.place === b.place && a.payment === b.payment;
}

/** The first day on which the exam may be sat again after `satOn`. */
export function retakeFrom(certificationCode: string, satOn: LocalDate): LocalDate {
  const days = WAITING_DAYS[certificationCode];
  return days === undefined ? satOn : addDays(satOn, days + 1);
}

/** Why the day comes too soon after another try on `satOn`, or null. */
export function retakeProblem(
  certificationCode: string,
  examOn: LocalDate,
  satOn: LocalDate | null,
): string | null {
  if (satOn === null || examOn <= satOn) return null;
  const first = retakeFrom(certificationCode, satOn);
  if (examOn >= first) return null;
  return `この試験は、前回(${formatDateShort(satOn)})の翌日から30日を超えた日から、また受けられます。${formatDateShort(first)}以後の日を入力してください。`;
}

/**
 * What may be reported about an attempt today; a result only from the day of the exam on, and none beside a certificate that is
 * verified: what is still open then can be called off, so that another exam can be booked. While its pass is reported it was not failed.
 */
export function possibleOutcomes(
  attempt: Settled & { readonly examOn: LocalDate },
  today: LocalDate,
): readonly AttemptOutcome[] {
  const isOver = attempt.examOn <= today && !attempt.isVerified;
  return NEXT[attempt.state].filter(
    (outcome) =>
      (isOver || outcome === 'cancelled') &&
      !(outcome === 'failed' && attempt.isReportWaiting === true),
  );
}
