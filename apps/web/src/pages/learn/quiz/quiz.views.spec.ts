import type { PlayerPage } from '@app/quizzes';
import { finishView, neededCount, playerView } from './quiz.views';

const ORIGIN = { title: '生成AI活用', href: '/courses/ai-use', label: '生成AI活用' };

function aPage(facts: Partial<PlayerPage> = {}): PlayerPage {
  return {
    attemptId: 'a1',
    quizKey: 'k',
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
    const view = playerView(aPage(), ORIGIN);
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

  it('has no way back on the first question and none forward on the last', () => {
    expect(playerView(aPage({ position: 1 }), ORIGIN)).toMatchObject({ previous: '', next: '2' });
    expect(playerView(aPage({ position: 3 }), ORIGIN)).toMatchObject({ previous: '2', next: '' });
  });
});

describe('finishView', () => {
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
