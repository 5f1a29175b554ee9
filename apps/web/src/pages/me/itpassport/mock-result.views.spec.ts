import { SAMPLE_MOCK, SAMPLE_RESULT, SAMPLE_TREE, sampleScore } from './mock.samples';
import { mockResultView, openMockView, summaryOf } from './mock-result.views';

const LINES = { passTotal: 600, passField: 300 };
const FACTS = {
  mock: SAMPLE_MOCK,
  result: SAMPLE_RESULT,
  syllabus: SAMPLE_TREE,
  mocks: [SAMPLE_MOCK],
  lessons: [{ middle: 1, position: 1, courseKey: 'ip', key: '01', title: '経営' }],
  figures: new Map(),
};

describe('The sentence of a result', () => {
  it.each([
    [
      'both lines',
      sampleScore(745, 100),
      '目安で745点(645〜845点)です。合格の線(総合600点、分野ごとに300点)に届いています。',
    ],
    [
      'short of it',
      sampleScore(400, 50),
      '目安で400点(350〜450点)です。合格の線(総合600点、分野ごとに300点)には届いていません。',
    ],
    [
      'about the line',
      sampleScore(580, 50),
      '線が幅の中にあるので、本番ではどちらにもなりえます。',
    ],
    ['one field', { ...sampleScore(500, 50), total: null }, '分野の線(300点)に届いています。'],
    ['nothing that counts', { total: null, fields: [] }, '採点した問題がありません。'],
  ])('%s', (_, score, words) => {
    expect(summaryOf(score, LINES)).toContain(words);
  });
});

describe('The result of a mock', () => {
  const page = (facts: Partial<typeof FACTS> = {}) => mockResultView({ ...FACTS, ...facts }).page;

  it('says by whom it was handed in, what came too late, and what was seen before', () => {
    expect(page().about).toEqual(['令和9年4月2日(金)11時0分に提出しました(持ち時間120分)。']);
    const deadlineAt = SAMPLE_RESULT.submittedAt;
    const result = { ...SAMPLE_RESULT, deadlineAt, lateCount: 3 };
    const mock = { ...SAMPLE_MOCK, seenCount: 12, extraMinutes: 30 };
    expect(page({ result, mock }).about).toEqual([
      '令和9年4月2日(金)11時0分に時間になり、保存した解答で提出されました(持ち時間150分(延長30分を含む))。',
      '締切後に届いた解答が3問あります。結果に数えていません。',
      '12問は前の模擬試験でも解いた問題なので、目安は高めに出ることがあります。',
    ]);
  });

  it('has the whole and the fields, each beside its line', () => {
    const rows = page().scores.rows.map(({ cells }) =>
      cells.map(({ text, chip }) => chip?.label ?? text),
    );
    expect(rows.map(([name, state]) => [name, state])).toEqual([
      ['総合', '線に届く'],
      ['strategy', '線に届く'],
      ['management', '線に届く'],
      ['technology', '線に届かない'],
    ]);
  });

  it('leads from what was wrong most to its lesson and to practice, and from what was right nowhere', () => {
    const slots = page().middles.rows.map(({ cells }) => cells.at(-1)?.slot);
    expect(slots[0]).toMatchObject({ number: 3, hasWrong: true, lessons: [] });
    expect(
      slots.find((it) => it !== null && it !== undefined && 'number' in it && it.number === 1),
    ).toMatchObject({
      hasWrong: false,
      lessons: [{ href: '/courses/ip/lessons/01', label: '経営' }],
    });
  });

  it('marks what does not count, and says how long it took', () => {
    const { squares, groups, times } = page();
    expect(squares.filter(({ isUnscored }) => isUnscored).map(({ number }) => number)).toEqual([
      '2',
    ]);
    expect(groups.map(({ title }) => title)).toEqual([
      'strategy(2問のうち2問正解)',
      'management(1問のうち1問正解)',
      'technology(1問のうち0問正解)',
    ]);
    expect(groups[0]?.questions.map(({ notes }) => notes)).toEqual(['1分', '採点しない問題・30秒']);
    expect(times[0]).toBe(
      '1問にかかった時間は、まん中で1分でした。長かったのは問題 3(1分30秒)、問題 1(1分)、問題 2(30秒)です。',
    );
  });

  it('is compared as soon as there are two', () => {
    expect(page().compared).toBeNull();
    const other = { ...SAMPLE_MOCK, attemptId: 'a2' as typeof SAMPLE_MOCK.attemptId };
    expect(page({ mocks: [SAMPLE_MOCK, other] }).compared?.rows).toHaveLength(2);
  });

  it('says nothing of the key before it is handed in', () => {
    expect(openMockView(SAMPLE_MOCK, SAMPLE_TREE)).toMatchObject({
      summary: 'まだ提出していません。結果は、提出すると表示されます。',
      page: null,
    });
  });
});
