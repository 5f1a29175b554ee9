import {
  addDays,
  addMonths,
  formatDateShort,
  InvalidInput,
  isLocalDate,
  type LocalDate,
  maxDate,
  NOT_COUNTED,
} from '@app/platform';
import type { RenewalKind } from '../certification/certification.rules';

/**
 * Which days a certificate or an exam can have: the one place that says so, for a report, a row of a list, a correction, a
 * booking and the result of an exam.
 */

/** No qualification that we keep is older; an earlier day is a slip of the keyboard. */
export const EARLIEST_PASS: LocalDate = '1990-01-01';

/** Between which days a qualification can be passed; null: nobody is certain, or there is no end. */
export interface ExamDays {
  readonly name: string;
  readonly firstExamOn: LocalDate | null;
  readonly lastExamOn: LocalDate | null;
  readonly successorName: string | null;
}

/** It can no longer be passed on the day. */
export function isRetiredOn({ lastExamOn }: Pick<ExamDays, 'lastExamOn'>, day: LocalDate): boolean {
  return lastExamOn !== null && lastExamOn < day;
}

/** What follows for a day without an exam, before the first and after the last one. */
interface Consequence {
  readonly before: string;
  readonly after: string;
}
const NOT_TAKEN: Consequence = {
  before: 'それより前の日は入力できません。',
  after: 'その後の日は入力できません。',
};
const NOTHING_MORE: Consequence = { before: '', after: '' };
/** Of what was taken before that was known. */
const LOOK_AT_IT: Consequence = {
  before: '合格日は、それより前です。証明書類を確かめてください。',
  after: '合格日は、その後です。証明書類を確かめてください。',
};

/** Why nobody can have passed it on the day, naming what came after it; null where one can. */
export function outsideExams(exam: ExamDays, day: LocalDate): string | null {
  return beforeFirst(exam, day, NOT_TAKEN) ?? afterLast(exam, day, NOT_TAKEN);
}

/** The same of a pass that is there, for whoever judges it. */
export function passedOutside(exam: ExamDays, day: LocalDate): string | null {
  return beforeFirst(exam, day, LOOK_AT_IT) ?? afterLast(exam, day, LOOK_AT_IT);
}

/** The same of a plan: only what is so, for whoever made it. */
export function plannedOutside(exam: ExamDays, day: LocalDate): string | null {
  return beforeFirst(exam, day, NOTHING_MORE) ?? afterLast(exam, day, NOTHING_MORE);
}

/** That nobody can sit it any more, and what came after it; empty while somebody can. */
export function retiredText(exam: ExamDays, today: LocalDate): string {
  const { name, lastExamOn, successorName } = exam;
  if (lastExamOn === null || !isRetiredOn(exam, today)) return '';
  const next = successorName === null ? '' : `後継は「${successorName}」です。`;
  return `${name}は、${formatDateShort(lastExamOn)}の試験で終わりました。${next}`;
}

/** Of an exam that is still held: from when, and until when; empty where neither is known or ahead. */
export function heldText(exam: ExamDays, today: LocalDate): string {
  const { name, firstExamOn, lastExamOn, successorName } = exam;
  if (isRetiredOn(exam, today)) return '';
  const first =
    firstExamOn === null || firstExamOn <= today
      ? ''
      : `${name}を受けられるのは、${formatDateShort(firstExamOn)}からです。`;
  if (lastExamOn === null) return first;
  const next = successorName === null ? '' : `その後は、後継の「${successorName}」です。`;
  return `${first}${name}を受けられるのは、${formatDateShort(lastExamOn)}までです。${next}`;
}

function beforeFirst(
  { name, firstExamOn }: ExamDays,
  day: LocalDate,
  { before }: Consequence,
): string | null {
  if (firstExamOn === null || firstExamOn <= day) return null;
  return `${name}は、${formatDateShort(firstExamOn)}が最初の試験です。${before}`;
}

function afterLast(exam: ExamDays, day: LocalDate, { after }: Consequence): string | null {
  const { name, lastExamOn, successorName } = exam;
  if (lastExamOn === null || !isRetiredOn(exam, day)) return null;
  const next = successorName === null ? '' : `後継は「${successorName}」です。`;
  return `${name}は、${formatDateShort(lastExamOn)}が最後の試験です。${after}${next}`;
}

/** Refuses, at the field, a pass or an exam on a day on which there was none. */
export function requireWithinExams(exam: ExamDays, day: LocalDate, field: string): void {
  refuseFor(field, outsideExams(exam, day));
}

/** The same for a wish: `month` is the first day of one; null: not said, from today on. */
export function requireExamAhead(
  exam: ExamDays,
  { month, today }: { readonly month: LocalDate | null; readonly today: LocalDate },
  field: string,
): void {
  refuseFor(field, wishProblem(exam, month, today));
}

/** Why nobody can want to sit it in the month; null where one can. It is offered by the same rule as it is refused. */
export function wishProblem(
  exam: ExamDays,
  month: LocalDate | null,
  today: LocalDate,
): string | null {
  const early =
    month === null ? null : beforeFirst(exam, addDays(addMonths(month, 1), -1), NOT_TAKEN);
  return early ?? afterLast(exam, maxDate(month ?? today, today), NOT_TAKEN);
}

function refuseFor(field: string, problem: string | null): void {
  if (problem !== null) throw new InvalidInput({ [field]: problem });
}

/** As they were typed; empty `validUntil`: the certificate has no end. */
export interface TypedDays {
  readonly passedOn: string;
  readonly validUntil: string;
}

/** What is wrong with the days of a certificate, whichever qualification it is of. */
export function dayProblems(
  { passedOn, validUntil }: TypedDays,
  today: LocalDate,
): { passedOn?: string; validUntil?: string } {
  const pass = passProblem(passedOn, today);
  const until = validUntilProblem(validUntil, passedOn);
  return {
    ...(pass !== null && { passedOn: pass }),
    ...(until !== null && { validUntil: until }),
  };
}

function passProblem(passedOn: string, today: LocalDate): string | null {
  if (!isLocalDate(passedOn)) return '合格日を日付で入力してください。';
  if (passedOn > today) return '合格日が今日より後になっています。証書の日付を確かめてください。';
  if (passedOn < EARLIEST_PASS) return '合格日が古すぎます。年を確かめてください。';
  return null;
}

/** What is wrong with the typed last day, or null; empty: the certificate has no end. */
export function validUntilProblem(typed: string, passedOn: string): string | null {
  if (typed === '') return null;
  if (!isLocalDate(typed))
    return '有効期限を日付で入力してください。期限がないときは空欄にします。';
  if (typed >= '2100-01-01') return NOT_COUNTED;
  return typed > passedOn ? null : '有効期限は、合格日より後の日にしてください。';
}

/** What says whether its certificates end: each version from its day on, the newest first. */
export interface Renewed {
  readonly name: string;
  readonly renewals: readonly Renewal[];
}

interface Renewal {
  readonly from: LocalDate;
  readonly kind: RenewalKind;
  /** For how many its certificates hold; null: nobody says that they end. */
  readonly years: number | null;
}

/** What held on the day of the pass; before the first version what that one says. The SQL of it is `endFault`. */
function renewalOn({ renewals }: Renewed, passedOn: LocalDate): Renewal | undefined {
  return renewals.find(({ from }) => from <= passedOn) ?? renewals.at(-1);
}

interface Pass {
  readonly passedOn: LocalDate;
  readonly validUntil: string | null;
}

/** How the last day of a certificate can contradict its qualification: it counts for ever, or no more after a day that was never its end. */
export const END_FAULTS = ['missing', 'surplus'] as const;
export type EndFault = (typeof END_FAULTS)[number];

/**
 * How it contradicts what held on the day of the pass; null: it does not. What holds for a number of years ends, whichever way
 * it is renewed; where education goes on without one, both can be.
 */
export function endFaultOf(
  certification: Renewed,
  { passedOn, validUntil }: Pass,
): EndFault | null {
  const renewal = renewalOn(certification, passedOn);
  const isEmpty = (validUntil ?? '') === '';
  if (isEmpty) return (renewal?.years ?? null) === null ? null : 'missing';
  return renewal?.kind === 'none' ? 'surplus' : null;
}

/** Why a certificate cannot end as it says, for whoever enters it; null where it can. */
export function wrongEnd(certification: Renewed, pass: Pass): string | null {
  const fault = endFaultOf(certification, pass);
  if (fault === null) return null;
  return fault === 'missing'
    ? `${certification.name}は、期限のある資格です。証書に書かれた有効期限を入力してください。`
    : 'この資格に有効期限はありません。空欄にしてください。';
}

/** Refuses, at the field, a last day that the qualification does not have, and none where it has one. */
export function requireFittingEnd(certification: Renewed, pass: Pass): void {
  refuseFor('validUntil', wrongEnd(certification, pass));
}

/** Nobody reports what is still to be passed: what was known on the day of the report was passed by then. */
export function afterReport(passedOn: LocalDate, reportedOn: LocalDate): string | null {
  return passedOn <= reportedOn
    ? null
    : `この記録は${formatDateShort(reportedOn)}に報告されています。合格日は、その日までの日にしてください。`;
}
