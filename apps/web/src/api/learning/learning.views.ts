import {
  type ClosedLearningRow,
  fiscalYearOfRecord,
  lastDueDateOver,
  type LearningRecordRow,
  learningStateOf,
  type OwnLearningRow,
} from '@app/courses';
import { type LocalDate, type OfficeCalendar } from '@app/platform';
import type { MyLearning } from './learning.schemas';

interface OwnLearning {
  readonly open: readonly OwnLearningRow[];
  readonly records: readonly LearningRecordRow[];
  readonly closed: readonly ClosedLearningRow[];
}

/** A person's own learning for programs: what is open today, everything on record, and what a closing has ended. */
export function myLearningView(
  { open, records, closed }: OwnLearning,
  day: { readonly today: LocalDate; readonly calendar: OfficeCalendar },
): MyLearning {
  const lastOver = lastDueDateOver(day.calendar, day.today);
  return {
    asOf: day.today,
    open: open
      .filter((row) => row.completedAt === null)
      .map((row) => ({
        course: row.courseKey,
        title: row.title,
        state: learningStateOf({ ...row, exemptedAt: null }, lastOver),
        mandatory: row.isMandatory,
        fiscalYear: row.year ?? row.fiscalYear,
        dueOn: row.dueOn,
        lessons: row.lessonCount,
        completedLessons: row.completedLessons,
        nextLesson: row.nextLesson?.key ?? null,
      })),
    records: records.map((row) => ({
      course: row.courseKey,
      title: row.title,
      version: row.version,
      mandatory: row.isMandatory,
      fiscalYear: fiscalYearOfRecord(row, row.endedAt),
      completedAt: row.completedAt?.toISOString() ?? null,
      closedOn: row.closedOn,
      exemptedAt: row.exemptedAt?.toISOString() ?? null,
    })),
    closed: closed.map(({ courseKey, title, fiscalYear, closedOn }) => ({
      course: courseKey,
      title,
      fiscalYear,
      closedOn,
    })),
  };
}
