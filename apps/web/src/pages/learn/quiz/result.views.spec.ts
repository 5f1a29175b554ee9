import type { AttemptResult } from '@app/quizzes';
import type { TestStanding } from './test-standing';
import { openResultView, resultSentence, resultView } from './result.views';

const LESSONS = [3, 5, 7].map((position) => ({
  tag: `ai-use/0${String(position)}`,
  position,
  title: `題${String(position)}`,
  href: `/courses/ai-use/lessons/0${String(position)}`,
  checks: [`q${String(position)}`],
}));

const AROUND = { figures: new Map(), now: new Date('2026-11-16T01:43:00Z'), after: null };

const ORIGIN = {
  title: '生成AI活用',
  href: '/courses/ai-use',
  label: '生成AI活用',
  way: [],
  resultPage: '',
  retryHref: '/courses/ai-use/quiz',
  lessons: LESSONS,
  waitMinutes: 0,
};

function question(position: number, isCorrect: boolean, tag: string) {
  return {
    kind: 'single' as const,
    stem: `問い${String(position)}`,
    isAnswered: true,
    isCorrect,
    choices: [],
    rows: [],
    explanation: '',
    parts: [],
    position,
    questionId: `q${String(position)}`,
    figure: null,
    answeredAt: null,
    tags: [tag],
    withdrawal: null,
  };
}

function result(facts: Partial<AttemptResult> = {}): AttemptResult {
  return {
    attemptId: 'a1',
    quizKey: 'k',
    originKey: 'k',
    basedOn: null,
    showsKeys: true,
    attemptNumber: 1,
    questionCount: 4,
    passRatio: 0.75,
    startedAt: new Date('2026-11-16T01:00:00Z'),
    deadlineAt: null,
    submittedAt: new Date('2026-11-16T01:42:00Z'),
    passed: false,
    correctCount: 1,
    lateCount: 0,
    rescorings: [],
    questions: [
      question(1, false, 'ai-use/05'),
      question(2, true, 'ai-use/07'),
      question(3, false, 'ai-use/03'),
      question(4, false, 'ai-use/05'),
    ],
    ...facts,
  };
}

describe('The result of a quiz', () => {
  it.each([
    [{ correctCount: 0 }, '4問のうち0問が正解でした。合格には3問以上の正解が必要です。'],
    [{ correctCount: 1 }, '4問のうち1問が正解でした。合格には3問以上の正解が必要です。'],
    [{ correctCount: 4, passed: true }, '合格しました。4問のうち4問が正解でした(合格は3問以上)。'],
  ])('is said in a sentence: %j', (facts, sentence) => {
    expect(resultSentence(result(facts))).toContain(sentence);
  });

  it('has a sign beside the wrong ones only, and a word where most of them are wrong', () => {
    const of = (wrong: number) =>
      resultView(
        result({
          questions: Array.from({ length: 10 }, (_, at) => question(at + 1, at >= wrong, 't')),
        }),
        ORIGIN,
        AROUND,
      );
    const told = (wrong: number) =>
      of(wrong).questions.map(({ chip, word }) => chip?.label ?? word);
    expect(of(4).questions.filter(({ chip }) => chip !== null)).toHaveLength(4);
    expect(of(5).questions.filter(({ chip }) => chip !== null)).toHaveLength(0);
    expect(new Set(told(4))).toEqual(new Set(['不正解', '正解']));
    expect(told(5)).toEqual([...Array<string>(5).fill('不正解'), ...Array<string>(5).fill('正解')]);
    expect(
      of(5)
        .squares.map(({ sign }) => sign)
        .join(''),
    ).toBe('×××××●●●●●');
  });

  it('leads from what was wrong to the lessons, each once, and to another try', () => {
    const view = resultView(result(), ORIGIN, AROUND);
    expect(view.again.map(({ label }) => label)).toEqual(['第3回「題3」', '第5回「題5」']);
    expect(view.next).toEqual({
      label: 'もう一度受ける',
      href: '/courses/ai-use/quiz',
      isPost: true,
    });
    expect(view.back).toEqual({ href: '/courses/ai-use', label: '講座に戻る' });
  });

  it('leads on after passing, also without a course, and has nothing to read again when all was right', () => {
    const passed = { passed: true, correctCount: 1, questions: [question(1, true, 'ai-use/03')] };
    expect(resultView(result(passed), ORIGIN, AROUND)).toMatchObject({
      again: [],
      next: { label: '講座に戻る', href: '/courses/ai-use', isPost: false },
      back: null,
    });
    const home = {
      title: 'テスト',
      href: '/',
      label: 'ホーム',
      way: [],
      resultPage: '',
      retryHref: '',
      lessons: [],
      waitMinutes: 0,
    };
    expect(resultView(result(), home, AROUND).next).toEqual({
      label: 'ホームに戻る',
      href: '/',
      isPost: false,
    });
  });

  it('has a square for each question that leads down to it; wrong ones stand open', () => {
    const { squares, questions } = resultView(result(), ORIGIN, AROUND);
    expect(squares.map(({ href, label, sign }) => [href, label, sign])).toEqual([
      ['#q1', '問題 1: 不正解', '×'],
      ['#q2', '問題 2: 正解', '●'],
      ['#q3', '問題 3: 不正解', '×'],
      ['#q4', '問題 4: 不正解', '×'],
    ]);
    expect(questions.map(({ isOpen }) => isOpen)).toEqual([true, false, true, true]);
  });

  it('tells nothing before the attempt was handed in', () => {
    expect(openResultView('a1', false)).toMatchObject({ score: null, squares: [], questions: [] });
  });

  it('leads from a wrong question to its lesson, at the check that asks the same', () => {
    const { questions } = resultView(result(), ORIGIN, AROUND);
    expect(questions.map(({ lessons }) => lessons.map(({ href }) => href))).toEqual([
      ['/courses/ai-use/lessons/05'],
      [],
      ['/courses/ai-use/lessons/03#check-q3'],
      ['/courses/ai-use/lessons/05'],
    ]);
  });

  it('offers the wrong ones once more, and the next try from when it may be', () => {
    const waiting = { ...ORIGIN, waitMinutes: 10 };
    expect(resultView(result(), waiting, AROUND)).toMatchObject({
      next: { label: '次は10:52から受けられます', href: '/courses/ai-use/quiz', isPost: false },
      wrongAgain: {
        label: '間違えた問題だけもう一度',
        href: '/quiz-attempts/a1/wrong',
        isPost: true,
      },
    });
    const later = { ...AROUND, now: new Date('2026-11-16T01:52:00Z') };
    expect(resultView(result(), waiting, later).next.label).toBe('もう一度受ける');
    const right = result({ questions: [question(1, true, 't')], passed: true });
    expect(resultView(right, ORIGIN, AROUND).wrongAgain).toBeNull();
  });

  it('invites nobody to what was passed since or cannot be tried any more, and says what a pass completed', () => {
    const standing = {
      ...{ isPassed: false, isOutOfTries: false, lastAttemptAt: null, completedAt: null },
    };
    const told = (of: Partial<TestStanding>, facts: Partial<AttemptResult> = {}) => {
      const around = { ...AROUND, standing: { ...standing, ...of } };
      const { line, next } = resultView(result(facts), ORIGIN, around);
      return [line.text, next.label];
    };
    expect(told({ isPassed: true })).toEqual([
      expect.stringMatching(/必要です。このあとのテストで合格しています。$/),
      '講座に戻る',
    ]);
    expect(told({ isOutOfTries: true })).toEqual([
      expect.stringMatching(/受けられる回数を使い切りました。もう一度受けたいときは、DX推進室に/),
      '講座に戻る',
    ]);
    expect(told({})).toEqual([expect.stringMatching(/もう一度挑戦して/), 'もう一度受ける']);
    const waiting = { ...ORIGIN, waitMinutes: 10 };
    const lastAttemptAt = new Date('2026-11-16T01:42:30Z');
    const later = { ...AROUND, standing: { ...standing, lastAttemptAt } };
    expect(
      resultView(result({ submittedAt: new Date('2026-11-10T01:00:00Z') }), waiting, later).next
        .label,
    ).toBe('次は10:52から受けられます');
    const completedAt = new Date('2026-11-16T01:42:00Z');
    expect(told({ isPassed: true, completedAt }, { passed: true })[0]).toContain(
      '合格しました。この講座を修了しました。',
    );
    const before = new Date('2026-11-01T01:42:00Z');
    expect(told({ isPassed: true, completedAt: before }, { passed: true })[0]).not.toContain(
      '修了',
    );
  });

  it('leads on to the next course after passing, with the way back beside it', () => {
    const after = {
      label: '次の必修「情報セキュリティ」へ',
      href: '/courses/infosec',
      isPost: false,
    };
    expect(resultView(result({ passed: true }), ORIGIN, { ...AROUND, after })).toMatchObject({
      next: after,
      back: { href: '/courses/ai-use' },
    });
  });

  it('of practice says that it counts for nothing and leads back to its test', () => {
    const practice = resultView(result({ basedOn: 'a0' }), ORIGIN, AROUND);
    expect(practice).toMatchObject({
      ...{ heading: '練習の結果', chip: null },
      next: { label: '間違えた問題だけもう一度', href: '/quiz-attempts/a1/wrong' },
      back: { href: '/quiz-attempts/a0/result' },
    });
    expect(practice.line.text).toContain('修了にもテストの回数にも数えません');
  });

  it('notes what was handed in faster than it can be read, and that the key is still closed', () => {
    const fast = result({ submittedAt: new Date('2026-11-16T01:00:02Z'), showsKeys: false });
    expect(resultView(fast, ORIGIN, AROUND).notes).toEqual([
      '間違えた問題の正解と理由は、テストに合格すると表示されます。',
      'この回は、2秒で提出しています(1問に3秒未満)。結果は変わりません。読んで答えた回のほうが、身につきます。',
    ]);
    expect(resultView(result(), ORIGIN, AROUND).notes).toEqual([]);
  });
});
