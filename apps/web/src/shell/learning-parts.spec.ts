import { courseAction } from './learning-parts';

const FACTS = {
  courseKey: 'ai-use',
  year: null,
  isStarted: true,
  nextLesson: { key: '04-check', position: 4, minutes: 12 },
  hasQuiz: true,
  hasOpenAttempt: false,
};

describe('courseAction', () => {
  it.each([
    [
      'not begun',
      { isStarted: false, nextLesson: { key: '01-first', position: 1, minutes: 10 } },
      { label: '第1回を読む(10分)', href: '/courses/ai-use/enroll', isPost: true },
    ],
    [
      'without lessons',
      { isStarted: false, nextLesson: null },
      { label: 'はじめる', href: '/courses/ai-use/enroll', isPost: true },
    ],
    [
      'in the middle of a yearly course',
      { year: 2026 },
      {
        label: '第4回から続ける',
        href: '/courses/ai-use/lessons/04-check?year=2026',
        isPost: false,
      },
    ],
    [
      'read',
      { nextLesson: null },
      { label: 'テストを受ける', href: '/courses/ai-use/quiz', isPost: true },
    ],
    [
      'in the middle of its quiz',
      { nextLesson: null, hasOpenAttempt: true },
      { label: 'テストの続き', href: '/courses/ai-use/quiz', isPost: true },
    ],
    ['read, and without a quiz', { nextLesson: null, hasQuiz: false }, null],
  ])('of a course %s', (_when, facts, action) => {
    expect(courseAction({ ...FACTS, ...facts })).toEqual(action);
  });
});
