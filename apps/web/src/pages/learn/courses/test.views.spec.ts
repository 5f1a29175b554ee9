import type { CoursePageRow } from '@app/courses';
import { testRules, testView } from './test.views';

const AT = new Date('2026-11-16T01:00:00Z');
const NOW = new Date('2026-11-16T01:05:00Z');

function row(facts: Partial<CoursePageRow> = {}): CoursePageRow {
  return {
    ...{ key: 'ai-use', year: null, title: '生成AI活用', summary: '', minutes: 36 },
    ...{ isYearly: false, audience: ['all_staff'], lessonCount: 2, completedLessons: 2 },
    ...{ isMandatory: false, dueOn: null, absence: null, startedAt: AT, completedAt: null },
    ...{ exemptedAt: null, droppedAt: null, isForOthers: false, closedOn: null, closedYear: null },
    ...{ objectives: [], licence: '', exemptionReason: null, enrollmentId: null },
    ...{ quizDraw: 10, quizPass: 0.8, quizRetakes: null, quizWaitMinutes: 10 },
    ...{ quizKeys: 'passed_or_last', isQuizPassed: false, hasOpenAttempt: false },
    ...{ finishedAttempts: 0, lastAttemptAt: null, lessons: [] },
    ...facts,
  };
}

const told = (facts: Partial<CoursePageRow>) => {
  const { head, action } = testView(row(facts), [], NOW);
  return [head.sentence?.text, action?.label ?? null];
};

describe('The door of a test', () => {
  it.each<[string, Partial<CoursePageRow>, string, string | null]>([
    ['to be taken', {}, 'レッスンはすべて読みました。合格すると修了です。', 'テストを受ける'],
    [
      'under way',
      { hasOpenAttempt: true },
      '途中のテストがあります。続きから答えられます。',
      'テストの続き',
    ],
    [
      'waiting',
      { finishedAttempts: 1, lastAttemptAt: AT },
      '次は令和8年11月16日(月)10時10分から受けられます。',
      null,
    ],
    [
      'waited',
      { finishedAttempts: 1, lastAttemptAt: AT, quizWaitMinutes: 5 },
      'まだ合格していません。もう一度受けられます。',
      'テストを受ける',
    ],
    [
      'without a try left',
      { finishedAttempts: 2, lastAttemptAt: AT, quizRetakes: 1, quizWaitMinutes: 0 },
      '受けられる回数を使い切りました。もう一度受けたいときは、DX推進室にご相談ください。',
      null,
    ],
    [
      'passed',
      { finishedAttempts: 1, lastAttemptAt: AT, quizWaitMinutes: 0, isQuizPassed: true },
      '合格しています。もう一度受けることもできます。',
      'テストを受ける',
    ],
  ])('says how it stands: %s', (_, facts, sentence, action) => {
    expect(told(facts)).toEqual([sentence, action]);
  });

  it('leads to what is still to be read', () => {
    const lesson = { key: '02', title: '題', minutes: 10, position: 2 };
    const open = { ...lesson, isOpened: false, isCompleted: false, isLast: false };
    expect(told({ completedLessons: 1, lessons: [open] })).toEqual([
      '残り1レッスンを読むと、受けられます。',
      '第2回から続ける',
    ]);
  });

  it('says its rules in words', () => {
    expect(testRules(row()).slice(1)).toEqual([
      '何度でも受けられます。次を受けるまでに10分あけてください。その間に、間違えた問題の回を読み直せます。',
      '間違えた問題の正解と理由は、合格した後に表示します。それまでは、問題ごとの正誤と、読み直す回を表示します。',
    ]);
    const strict = { quizRetakes: 2, quizWaitMinutes: 120 };
    expect(testRules(row(strict)).slice(1)).toEqual([
      '3回まで受けられます。次を受けるまでに2時間あけてください。その間に、間違えた問題の回を読み直せます。',
      '間違えた問題の正解と理由は、合格した後か、最後の回の後に表示します。それまでは、問題ごとの正誤と、読み直す回を表示します。',
    ]);
    expect(testRules(row({ quizWaitMinutes: 0, quizKeys: 'always' })).slice(1)).toEqual([
      '何度でも受けられます。',
      '正解と理由は、提出した後に表示します。',
    ]);
  });
});
