import { type Absence, ABSENCE_WORDS } from '@app/organization';
import {
  formatDate,
  formatFiscalYearShort,
  type LocalDate,
  type OfficeCalendar,
  isOver,
  dueClause,
  remainingText,
} from '@app/platform';
import {} from './signs';
import { address } from './view-parts';

/** 「育休中のため、この講座は対象外です。学ぶこともできます。」 */
export function absentSentence(absence: Absence, subject: string): string {
  return `${ABSENCE_WORDS[absence]}中のため、${subject}は対象外です。学ぶこともできます。`;
}

/** A due date in words: how long from now, and the day; empty texts when there is none. */
export interface DueView {
  readonly remaining: string;
  readonly day: string;
}

/**
 * 「あと3開庁日」 and the day; a day on which the office is closed says until when it holds. Of a day that is over:
 * 「期限は11月27日(金)でした」 and that it is not too late.
 */
export function dueView(
  calendar: OfficeCalendar,
  today: LocalDate,
  dueOn: LocalDate | null,
): DueView {
  if (dueOn === null) return { remaining: '', day: '' };
  const due = { dueOn, today, calendar };
  return isOver(due)
    ? { remaining: dueClause(due), day: 'いまからでも受講できます' }
    : { remaining: remainingText(due), day: dueDayText(calendar, dueOn) };
}

/** 「令和8年10月31日(土)まで(翌開庁日の令和8年11月2日(月)まで有効)」 */
export function dueDayText(calendar: OfficeCalendar, dueOn: LocalDate): string {
  const effective = calendar.effectiveDueDate(dueOn);
  const text = `${formatDate(dueOn)}まで`;
  return effective === dueOn ? text : `${text}(翌開庁日の${formatDate(effective)}まで有効)`;
}

/** A fiscal year whose closing ended what was not finished. */
export interface ClosedYear {
  readonly fiscalYear: number;
  readonly closedOn: LocalDate;
}

/** 「令和8年度分は…に締めました」 and what that means for somebody who has not finished. */
export function closedText({ fiscalYear, closedOn }: ClosedYear): string {
  const year = formatFiscalYearShort(fiscalYear);
  return `${year}分は${formatDate(closedOn)}に締めました。もう求められません。いまから修了することもでき、受講記録に実際の修了日が残りますが、${year}の集計では未修了のままです。`;
}

/** The same of something that was finished after all. */
export function finishedLateText({ fiscalYear, closedOn }: ClosedYear): string {
  const year = formatFiscalYearShort(fiscalYear);
  return `${year}分は${formatDate(closedOn)}に締めたため、${year}の集計では未修了のままです。`;
}

/** The address of a course or of something in it; a yearly course names its year, so that it means the same next year. */
export function courseAddress(
  course: { readonly courseKey: string; readonly year: number | null },
  rest = '',
): string {
  return address(`/courses/${course.courseKey}${rest}`, { year: course.year ?? undefined });
}

/** The one thing to do with a course: a link, or a command that begins something. */
export interface ActionView {
  readonly label: string;
  readonly href: string;
  readonly isPost: boolean;
}

export interface NextLesson {
  readonly key: string;
  readonly position: number;
  readonly minutes: number;
}

interface ActionFacts {
  readonly courseKey: string;
  /** The fiscal year of a yearly course. */
  readonly year: number | null;
  readonly isStarted: boolean;
  /** The lesson to begin or go on with; null when all are read. */
  readonly nextLesson: NextLesson | null;
  readonly hasQuiz: boolean;
  readonly hasOpenAttempt: boolean;
}

/** 「第1回を読む(10分)」 → 「第4回から続ける」 → 「テストを受ける」; null when nothing is left to do. */
export function courseAction(course: ActionFacts): ActionView | null {
  const page = (rest: string): string => courseAddress(course, rest);
  const next = course.nextLesson;
  if (!course.isStarted) return { label: beginLabel(next), href: page('/enroll'), isPost: true };
  if (next !== null) {
    const label = `第${String(next.position)}回から続ける`;
    return { label, href: page(`/lessons/${next.key}`), isPost: false };
  }
  if (!course.hasQuiz) return null;
  const label = course.hasOpenAttempt ? 'テストの続き' : 'テストを受ける';
  return { label, href: page('/quiz'), isPost: true };
}

function beginLabel(first: NextLesson | null): string {
  if (first === null) return 'はじめる';
  return `第${String(first.position)}回を読む(${String(first.minutes)}分)`;
}
