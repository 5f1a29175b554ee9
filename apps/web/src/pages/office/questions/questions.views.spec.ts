import { idOf } from '@app/platform';
import type { QuestionRow, QuestionStatisticsRow } from '@app/practice';
import {
  type QuestionHistory,
  questionBodySchema,
  type QuestionText,
  type ResultChange,
} from '@app/quizzes';
import { questionView } from './question.views';
import { answersText, flagsInOrder, stemLine } from './question-words';
import { questionFilter, questionSort } from './questions.forms';
import { questionsView, sentenceOf } from './questions.views';
import { newlyPassed, rescoringView, summaryOf } from './rescoring.views';

const ID = idOf<'question'>('11111111-1111-4111-8111-111111111111');
const OTHER = idOf<'question'>('22222222-2222-4222-8222-222222222222');
const BODY = questionBodySchema.parse({
  ...{ kind: 'single', stem: 'どれですか。\n表', explanation: '説明です。' },
  choices: ['甲', '乙'].map((text) => ({ text, correct: text === '甲' })),
});
const ROW: QuestionRow = {
  ...{ questionId: ID, place: 'mock', courseKey: 'x', key: 'ip.1', body: BODY },
  ...{ flags: ['distractor_unused', 'key_perhaps_wrong'], facility: 0.512, discrimination: -0.031 },
  ...{ drift: null, medianSeconds: 33.5, answers: 60, hasAnswers: true, isWithdrawn: false },
};
const FORM = {
  ...{ errors: [], message: '' },
  fields: {
    treatment: { id: 't', name: 'treatment', value: '', error: '' },
    reason: { id: 'r', name: 'reason', value: '', error: '' },
  },
};

describe('The list of questions', () => {
  const at = new Date('2027-04-02T02:40:00+09:00');

  it.each([
    [{ total: 3, flagged: 0, countedAt: null }, 'まだありません'],
    [{ total: 1200, flagged: 0, countedAt: at }, '1,200問のうち、いま気になる問題はありません'],
    [
      { total: 1200, flagged: 12, countedAt: at },
      '12問に、確かめてほしいことがあります(令和9年4月2日',
    ],
  ])('%j', (counts, sentence) => {
    expect(sentenceOf(counts)).toContain(sentence);
  });

  it('tells no number of fewer than five people', () => {
    expect([answersText(12, true), answersText(null, true), answersText(null, false)]).toEqual([
      '12',
      '5人未満',
      '0',
    ]);
  });

  it('names what is worst first, and is sorted by a figure', () => {
    const list = { rows: [ROW], total: 1, flagged: 1, countedAt: at };
    const filter = questionFilter({ place: 'nowhere', flag: ['x'], words: ' ip ' });
    expect(filter).toEqual({ place: '', flag: '', words: 'ip' });
    const { table } = questionsView({ filter, sort: questionSort('-facility'), page: 1, list });
    expect(table?.headings.find(({ text }) => text === '正答率')?.ariaSort).toBe('descending');
    const texts = table?.rows[0]?.cells.map(({ text, lines }) => (lines.length > 0 ? lines : text));
    expect(texts).toContainEqual(['正解が違うかもしれない', '選ばれない選択肢がある']);
    expect(texts).toContain('51%');
    expect(texts).toContain('−0.03');
    expect(
      questionsView({ filter, sort: 'trouble', page: 1, list: { ...list, rows: [] } }).table,
    ).toBeNull();
    expect([questionSort('x'), questionSort(undefined)]).toEqual(['trouble', 'trouble']);
  });

  it('asks in one line', () => {
    expect(stemLine(BODY)).toBe('どれですか。');
    expect(stemLine({ ...BODY, stem: 'あ'.repeat(60) } as typeof BODY)).toHaveLength(49);
    expect(flagsInOrder(null)).toEqual([]);
  });
});

const TEXT = {
  ...{ id: ID, key: 'ip.1', body: BODY, createdAt: new Date('2027-01-01T00:00:00Z') },
  ...{ withdrawalId: null, treatment: null, reason: null, withdrawnOn: null },
  ...{ replacementId: null, withdrawnId: null },
} as const;
const HISTORY: QuestionHistory = {
  ...{ text: TEXT, texts: [TEXT], corrected: null, withdrawals: [], rescorings: [] },
};
const WITHDRAWN: QuestionText = {
  ...TEXT,
  ...{ withdrawalId: idOf<'question_withdrawal'>(OTHER), treatment: 'all_right', reason: '誤り' },
  ...{ withdrawnOn: '2027-04-02', withdrawnId: ID },
};
const RESCORING = {
  ...{ id: idOf<'question_rescoring'>(OTHER), reason: '指摘', people: 4 },
  ...{ orderedAt: new Date('2027-04-02T00:00:00Z'), doneAt: new Date('2027-04-02T00:01:00Z') },
};
const CHANGE: ResultChange = {
  ...{ attemptId: idOf<'quiz_attempt'>(ID), personId: idOf<'person'>(ID), quizKey: 'enrollment:1' },
  ...{ questionCount: 10, isPrivate: false, position: 1, correctBefore: 6, correctAfter: 7 },
  ...{ passedBefore: false, passedAfter: true },
};

describe('A question', () => {
  const STATISTICS: QuestionStatisticsRow = {
    ...{ questionId: ID, flags: ROW.flags, facility: 0.5, discrimination: null, drift: null },
    ...{ medianSeconds: null, answers: null, hasAnswers: true, choices: null, countedAt: null },
    ...{ place: 'mock', courseKey: 'x' },
  };
  const view = (history: Partial<QuestionHistory> = {}, changes: readonly ResultChange[] = []) =>
    questionView({
      ...{ statistics: STATISTICS, history: { ...HISTORY, ...history }, changes },
      ...{ figure: null, form: FORM },
    });

  it('is withdrawn as right for all, or by either key where a newer text has another one', () => {
    expect(view().withdraw?.options.map(({ value }) => value)).toEqual(['all_right']);
    const corrected = { ...TEXT, id: OTHER };
    const both = view({ corrected, texts: [corrected, TEXT] });
    expect(both.withdraw?.options.map(({ value }) => value)).toEqual(['all_right', 'either_key']);
    expect(both.texts.map(({ href, notes }) => [href, notes.split('・').at(-1)])).toEqual([
      [`/questions/${OTHER}`, '正解が直されています'],
      ['', 'この頁の文'],
    ]);
    expect(both.flags).toHaveLength(2);
  });

  it('once withdrawn is scored again, or taken back while nothing was', () => {
    const fresh = view({ text: WITHDRAWN }, [CHANGE]);
    expect([fresh.withdraw, fresh.flags]).toEqual([null, []]);
    expect(fresh.takeBack).toBe(`/questions/${ID}/take-back`);
    expect(fresh.rescoreHref).toBe(`/questions/${ID}/rescore`);
    expect(fresh.head.sentence?.text).toContain('まだ採点し直していません');
    const running = view({ text: WITHDRAWN, rescorings: [{ ...RESCORING, doneAt: null }] }, [
      CHANGE,
    ]);
    expect([running.takeBack, running.rescoreHref]).toEqual(['', '']);
    expect(running.head.sentence?.text).toContain('いま採点し直しています');
    const done = view({ text: WITHDRAWN, rescorings: [RESCORING] });
    expect(done.events[0]?.title).toContain('5人未満');
    expect(done.head.sentence?.text).toBe('令和9年4月2日に取り下げました。もう出ません。');
  });
});

describe('Scoring again', () => {
  const person = {
    ...{ personId: idOf<'person'>(ID), staffNumber: '001', name: '富山　花子', unitName: null },
  };

  it.each([
    [[], [], '変わる結果はありません'],
    [[CHANGE], [person], '1件の結果で正解が1問ふえ、1名が新しく合格になります。合格でなくなる人は'],
    [
      [{ ...CHANGE, isPrivate: true }],
      [],
      '5人未満の結果で正解が1問ふえ、新しく合格になる人はいません',
    ],
  ])('%#', (changes, people, sentence) => {
    expect(summaryOf(changes, people)).toContain(sentence);
  });

  it('names who passes a course and nobody of a mock', () => {
    const mock = { ...CHANGE, isPrivate: true, quizKey: 'mock:ip:full' };
    expect(newlyPassed([CHANGE, mock])).toEqual([ID]);
    const view = rescoringView({
      ...{ history: { ...HISTORY, text: WITHDRAWN }, changes: [CHANGE, mock], people: [person] },
      ...{ labels: new Map([['enrollment:1', '生成AI活用']]), form: FORM },
    });
    expect(view.quizzes?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ['生成AI活用', '1件', '1'],
      ['模擬試験', '5人未満', '―'],
    ]);
    expect(view.confirm.button).toBe('採点し直す');
  });

  it('offers nothing where nothing changes', () => {
    const none = { changes: [], people: [], labels: new Map<string, string>(), form: FORM };
    expect(rescoringView({ history: HISTORY, ...none })).toMatchObject({
      ...{ quizzes: null, people: null },
      confirm: { button: '' },
    });
  });
});
