import { absoluteReasons } from './absolute-words.rules';
import type { QuestionFile } from './course-files.schema';
import { single } from './single.fixture';

const statement = (stem: string, isTrue: boolean): QuestionFile => ({
  id: 't.1',
  kind: 'true_false',
  tags: ['a/b'],
  difficulty: 1,
  stem,
  choices: [
    { text: '正しい', correct: isTrue, why: '理由' },
    { text: '誤り', correct: !isTrue, why: '理由' },
  ],
  explanation: '説明',
  source: 'original',
  usage: 'lesson',
});

describe('absoluteReasons', () => {
  it('finds a wrong choice of a lesson that claims too much', () => {
    const question = single('どれですか。', ['要る項目を渡す', '項目を全て渡す', '渡さない'], {
      usage: 'lesson',
    });
    expect(absoluteReasons(question)).toEqual([expect.stringContaining('「項目を全て渡す」')]);
  });

  it('takes it when the key claims as much, in a bank of an exam, and 「非常に」', () => {
    const both = ['全員に必ず渡す', '項目を全て渡す', '渡さない'];
    expect(absoluteReasons(single('どれですか。', both, { usage: 'lesson' }))).toEqual([]);
    expect(absoluteReasons(single('どれですか。', ['渡す', '全て渡す'], {}))).toEqual([]);
    const very = ['要る項目を渡す', '非常に多く渡す'];
    expect(absoluteReasons(single('どれですか。', very, { usage: 'lesson' }))).toEqual([]);
  });

  it('finds a wrong statement that gives itself away', () => {
    expect(absoluteReasons(statement('「負担は必ず減る。」は正しいですか。', false))).toHaveLength(
      1,
    );
    expect(absoluteReasons(statement('「負担が減るとは限らない。」', true))).toEqual([]);
    expect(absoluteReasons(statement('「全ての行に同じ値を入れる。」', true))).toEqual([]);
  });
});
