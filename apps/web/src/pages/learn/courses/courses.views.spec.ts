import type { CoursePageRow } from '@app/courses';
import { OfficeCalendar } from '@app/platform';
import { courseView } from './courses.views';

const DAY = { today: '2026-11-16', calendar: new OfficeCalendar() } as const;
const AT = new Date('2026-11-02T01:00:00Z');
const ROW: CoursePageRow = {
  key: 'infosec',
  year: 2026,
  title: '情報セキュリティ',
  summary: '',
  minutes: 36,
  isYearly: true,
  audience: ['all_staff'],
  lessonCount: 6,
  completedLessons: 0,
  isMandatory: true,
  dueOn: '2026-12-25',
  absence: null,
  startedAt: null,
  completedAt: null,
  exemptedAt: null,
  droppedAt: null,
  isForOthers: false,
  closedOn: null,
  closedYear: null,
  objectives: [],
  licence: '',
  exemptionReason: null,
  enrollmentId: null,
  quizDraw: 10,
  quizPass: 0.8,
  quizRetakes: null,
  quizWaitMinutes: 10,
  quizKeys: 'passed_or_last',
  lastAttemptAt: null,
  isQuizPassed: false,
  hasOpenAttempt: false,
  finishedAttempts: 0,
  lessons: [],
};

describe('The sentence of a course', () => {
  it.each<[string, Partial<CoursePageRow>, string]>([
    ['not begun', {}, 'まだ始めていません。途中でやめても、次に開いたときに続きを読めます。'],
    [
      'begun without a lesson read',
      { startedAt: AT },
      'まだ読み終えたレッスンはありません。全部で6レッスンです。',
    ],
    ['begun', { startedAt: AT, completedLessons: 1 }, '6レッスンのうち1レッスンを読みました。'],
    [
      'read',
      { startedAt: AT, completedLessons: 6 },
      'レッスンはすべて読みました。テストに合格すると修了です。',
    ],
    [
      'read where there is one lesson',
      { startedAt: AT, lessonCount: 1, completedLessons: 1 },
      'レッスンはすべて読みました。テストに合格すると修了です。',
    ],
    ['completed', { startedAt: AT, completedAt: AT }, '令和8年11月2日(月)に修了しました。'],
    [
      'exempted',
      { exemptedAt: AT, exemptionReason: '育休明け' },
      'この講座は免除されています(理由: 育休明け)。学ぶこともできます。',
    ],
    [
      'asked of somebody who is away',
      { absence: 'parental_leave' },
      '育休中のため、この講座は対象外です。学ぶこともできます。',
    ],
    [
      'overdue',
      { startedAt: AT, completedLessons: 2, dueOn: '2026-11-13' },
      '6レッスンのうち2レッスンを読みました。',
    ],
  ])('%s', (_, facts, sentence) => {
    const view = courseView({ ...ROW, ...facts }, DAY);
    expect(view.head.sentence?.text).toBe(sentence);
  });

  it('has beside it until when it is asked, and that it is overdue', () => {
    expect(courseView(ROW, DAY).due.remaining).toBe('あと28開庁日');
    expect(courseView({ ...ROW, dueOn: '2026-11-13' }, DAY).due.remaining).not.toContain('あと');
  });

  it('can be dropped where it is one’s own choice and goes on', () => {
    const begun = { startedAt: AT, isMandatory: false, dueOn: null } as const;
    const drop = (facts: Partial<CoursePageRow>) =>
      courseView({ ...ROW, ...begun, ...facts }, DAY).dropHref;
    expect(drop({})).toBe('/courses/infosec/drop?year=2026');
    expect(drop({ startedAt: null })).toBe('');
    expect(drop({ isMandatory: true, dueOn: '2026-12-25' })).toBe('');
    expect(drop({ dueOn: '2026-12-25' })).toBe('');
    expect(drop({ completedAt: AT })).toBe('');
    expect(drop({ closedOn: '2027-04-10', closedYear: 2026 })).toBe('');
    expect(drop({ droppedAt: AT })).toBe('');
    expect(courseView({ ...ROW, ...begun, droppedAt: AT }, DAY)).toMatchObject({
      action: {
        label: '続きからもう一度始める',
        href: '/courses/infosec/enroll?year=2026',
        isPost: true,
      },
    });
  });
});
