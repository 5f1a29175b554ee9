import { addDays, OfficeCalendar } from '@app/platform';
import fc from 'fast-check';
import {
  cycleOf,
  enrollmentIdOfQuiz,
  isCourseDone,
  lastDueDateOver,
  learningStateOf,
  quizKeyOf,
} from './enrollment.rules';

const calendar = new OfficeCalendar(['2026-11-18']);
const at = new Date('2026-10-01T09:00:00+09:00');

describe('lastDueDateOver', () => {
  it.each([
    ['a Monday: Friday is over, and so is nothing of the weekend', '2026-11-16', '2026-11-13'],
    [
      'a Saturday: Friday is over, a due date on the Saturday itself holds until Monday',
      '2026-11-14',
      '2026-11-13',
    ],
    ['the day after a closing day of the city', '2026-11-19', '2026-11-17'],
    ['4 January: the last office day of the old year', '2027-01-04', '2026-12-28'],
  ] as const)('%s', (_text, asOf, expected) => {
    expect(lastDueDateOver(calendar, asOf)).toBe(expected);
  });

  it('says overdue exactly when the effective due date lies before the day', () => {
    const day = fc.integer({ min: 0, max: 800 }).map((n) => addDays('2025-04-01', n));
    fc.assert(
      fc.property(day, day, (due, asOf) => {
        expect(due <= lastDueDateOver(calendar, asOf)).toBe(calendar.effectiveDueDate(due) < asOf);
      }),
    );
  });
});

describe('learningStateOf', () => {
  const open = {
    startedAt: null,
    completedAt: null,
    exemptedAt: null,
    dueOn: '2026-11-13',
    absence: null,
  } as const;
  const away = { ...open, absence: 'parental_leave' } as const;

  it.each([
    [open, '2026-11-12', 'not_started'],
    [{ ...open, startedAt: at }, '2026-11-12', 'in_progress'],
    [open, '2026-11-13', 'overdue'],
    [{ ...open, startedAt: at }, '2026-11-13', 'overdue'],
    [{ ...open, completedAt: at }, '2026-11-13', 'completed'],
    [{ ...open, exemptedAt: at }, '2026-11-13', 'exempted'],
    [{ ...open, dueOn: null }, '2026-11-13', 'not_started'],
    [away, '2026-11-13', 'absent'],
    [{ ...away, completedAt: at }, '2026-11-13', 'completed'],
    [{ ...away, exemptedAt: at }, '2026-11-13', 'exempted'],
    [{ ...away, dueOn: null, startedAt: at }, '2026-11-13', 'in_progress'],
  ] as const)('of %j with due dates over up to %s is %s', (facts, lastOver, expected) => {
    expect(learningStateOf(facts, lastOver)).toBe(expected);
  });
});

describe('isCourseDone', () => {
  it.each([
    [{ lessonCount: 2, completedLessons: 2, hasQuiz: false, isQuizPassed: false }, true],
    [{ lessonCount: 2, completedLessons: 1, hasQuiz: false, isQuizPassed: false }, false],
    [{ lessonCount: 2, completedLessons: 2, hasQuiz: true, isQuizPassed: false }, false],
    [{ lessonCount: 2, completedLessons: 1, hasQuiz: true, isQuizPassed: true }, false],
    [{ lessonCount: 2, completedLessons: 2, hasQuiz: true, isQuizPassed: true }, true],
    [{ lessonCount: 0, completedLessons: 0, hasQuiz: true, isQuizPassed: true }, true],
    [{ lessonCount: 0, completedLessons: 0, hasQuiz: false, isQuizPassed: false }, false],
  ])('%j → %s', (progress, expected) => {
    expect(isCourseDone(progress)).toBe(expected);
  });
});

describe('cycles and quiz keys', () => {
  it('gives a yearly course a cycle per fiscal year and others one', () => {
    expect(cycleOf({ isYearly: true }, 2026)).toBe(2026);
    expect(cycleOf({ isYearly: false }, 2026)).toBe(0);
  });

  it('finds the enrollment of a quiz again, and none for another quiz', () => {
    expect(enrollmentIdOfQuiz(quizKeyOf('abc'))).toBe('abc');
    expect(enrollmentIdOfQuiz('mock-exam:1')).toBeNull();
  });
});
