import type { PlayerPage } from '@app/quizzes';
import { finishView, leftText, neededCount, playerView } from './quiz.views';

const ORIGIN = {
  title: '生成AI活用',
  href: '/courses/ai-use',
  label: '生成AI活用',
  way: [],
  resultPage: '',
  retryHref: '/courses/ai-use/quiz',
  lessons: [],
  waitMinutes: 0,
};
const NOW = new Date('2026-11-16T01:43:00Z');

function aPage(facts: Partial<PlayerPage> = {}): PlayerPage {
  return {
    attemptId: 'a1',
    quizKey: 'k',
    originKey: 'k',
    basedOn: null,
    attemptNumber: 1,
    questionCount: 3,
    passRatio: 0.8,
    startedAt: new Date('2026-11-16T01:00:00Z'),
    deadlineAt: null,
    submittedAt: null,
    isClosed: false,
    states: [
      { position: 1, isAnswered: true, isMarked: false },
      { position: 2, isAnswered: true, isMarked: true },
      { position: 3, isAnswered: false, isMarked: false },
    ],
    position: 2,
    questionId: 'q2',
    figure: null,
    question: {
      kind: 'single',
      stem: '問い',
      choices: ['ア'],
      items: [],
      targets: [],
      unit: '',
      parts: [],
    },
    answer: null,
    revision: 4,
    answeredAt: new Date('2026-11-16T01:42:00Z'),
    isMarked: true,
    ...facts,
  };
}

describe('playerView', () => {
  it('says in words how far it is, when it was saved, and what each number means', () => {
    const view = playerView(aPage(), ORIGIN, { now: NOW, tab: 'tab', figures: new Map() });
    expect(view.progress.sentence).toBe('3問のうち2問に解答しました。');
    expect(view.saved).toBe('保存しました 10:42');
    expect(view.revision).toBe('5');
    expect(view.mark).toEqual({ value: 'off', label: '見直しの印を外す' });
    expect(view.grid.map((cell) => cell.label)).toEqual([
      '問題 1: 解答済み',
      '問題 2: 表示中・解答済み・見直し',
      '問題 3: 未解答',
    ]);
  });

  it('shows an answer that is none as it was typed, and one that came too late beside the newer one', () => {
    const question = { ...aPage().question, choices: ['ア', 'イ'] };
    const page = aPage({ question, answer: { kind: 'single', choices: [0] } });
    const refused = (isFaulty: boolean) =>
      playerView(page, ORIGIN, {
        ...{ now: NOW, tab: 't', figures: new Map() },
        refused: { answer: { kind: 'single', choices: [1] }, isFaulty },
      });
    const chosen = (view: ReturnType<typeof refused>) =>
      view.question.options.filter(({ isChecked }) => isChecked).map(({ label }) => label);
    expect([chosen(refused(true)), refused(true).refusedAnswer]).toEqual([['イ'], '']);
    expect([chosen(refused(false)), refused(false).refusedAnswer]).toEqual([['ア'], 'イ']);
  });

  it('is called another try where only wrong questions are tried again', () => {
    const view = playerView(aPage({ basedOn: 'a0' }), ORIGIN, {
      now: NOW,
      tab: 't',
      figures: new Map(),
    });
    expect(view.heading).toBe('もう一度 2 / 3');
  });

  it('has no way back on the first question and none forward on the last', () => {
    expect(
      playerView(aPage({ position: 1 }), ORIGIN, { now: NOW, tab: 'tab', figures: new Map() }),
    ).toMatchObject({
      previous: '',
      next: '2',
    });
    expect(
      playerView(aPage({ position: 3 }), ORIGIN, { now: NOW, tab: 'tab', figures: new Map() }),
    ).toMatchObject({
      previous: '2',
      next: '',
    });
  });
});

describe('leftText', () => {
  it.each([
    [12 * 60_000, 'あと12分'],
    [61_000, 'あと2分'],
    [1, 'あと1分'],
    [0, '時間になりました'],
    [-60_000, '時間になりました'],
  ])('of %d ms is %s', (milliseconds, text) => {
    expect(leftText(milliseconds)).toBe(text);
  });

  it('stands in the bar where there is a deadline, with what happens then', () => {
    const deadlineAt = new Date('2026-11-16T01:55:00Z');
    expect(
      playerView(aPage({ deadlineAt }), ORIGIN, { now: NOW, tab: 'tab', figures: new Map() })
        .deadline,
    ).toEqual({
      milliseconds: '720000',
      left: 'あと12分',
      notice: '',
      text: '令和8年11月16日(月)10時55分まで。中断しても時間は進みます。過ぎると、保存した解答で提出されます。',
    });
    expect(
      playerView(aPage(), ORIGIN, { now: NOW, tab: 'tab', figures: new Map() }).deadline,
    ).toBeNull();
  });

  it.each([
    [10 * 60_000 + 1, '', '問題 2'],
    [10 * 60_000, '残り10分です。', '残り10分です。問題 2'],
    [59_000, '残り1分です。', '残り1分です。問題 2'],
  ])('is said first of all in the last ten minutes: %i', (left, notice, title) => {
    const deadlineAt = new Date(NOW.getTime() + left);
    const view = playerView(aPage({ deadlineAt }), ORIGIN, {
      now: NOW,
      tab: 'tab',
      figures: new Map(),
    });
    expect(view.deadline?.notice).toBe(notice);
    expect(view.title.startsWith(title)).toBe(true);
  });

  it('shows the picture of its question, and no other', () => {
    const figures = new Map([
      ['q1', { src: '/1.svg', alt: '一つ目' }],
      ['q2', { src: '/2.svg', alt: '二つ目' }],
    ]);
    expect(playerView(aPage(), ORIGIN, { now: NOW, tab: 'tab', figures }).figure).toEqual(
      figures.get('q2'),
    );
  });
});

describe('finishView', () => {
  it.each([
    [0, 'すべての問題に解答しました。提出すると、解答は変えられません。'],
    [
      1,
      'まだ解答していない問題が1問あります。提出すると、解答していない問題は不正解になり、解答は変えられません。',
    ],
    [
      3,
      'まだ解答していない問題が3問あります。提出すると、解答していない問題は不正解になり、解答は変えられません。',
    ],
  ])('says with %d open what is handed in', (open, sentence) => {
    const states = aPage().states.map((state, at) => ({ ...state, isAnswered: at >= open }));
    expect(finishView(aPage({ states }), ORIGIN).sentence).toBe(sentence);
    const closed = finishView(aPage({ states, isClosed: true }), ORIGIN).sentence;
    expect(closed).toBe('この回は終了しています。保存した解答の結果を見られます。');
  });

  it('lists what is open and what is marked', () => {
    const view = finishView(aPage(), ORIGIN);
    expect(view.sentence).toContain('解答していない問題が1問あります');
    expect(view.open).toEqual([{ href: '/quiz-attempts/a1?q=3', label: '問題 3' }]);
    expect(view.marked).toEqual([{ href: '/quiz-attempts/a1?q=2', label: '問題 2' }]);
  });
});

describe('neededCount', () => {
  it.each([
    [10, 0.8, 8],
    [10, 0.7, 7],
    [3, 0.6, 2],
    [5, 0.6, 3],
    [7, 1, 7],
    [4, 0, 0],
  ])('of %d at %d it takes %d', (count, ratio, needed) => {
    expect(neededCount(count, ratio)).toBe(needed);
  });
});
