import type { LocalDate } from '@app/platform';
import type { SyllabusTree } from '@app/practice';
import { syllabusView } from './syllabus.views';

const NOW: SyllabusTree = aSyllabus({ title: 'Ver.6.5', validFrom: '2026-01-01' });
const NEXT: SyllabusTree = aSyllabus({
  ...{ title: 'Ver.7.0', validFrom: '2027-04-01', minutes: 100 },
  questions: 12,
});

function aSyllabus({
  questions = 10,
  ...facts
}: Partial<SyllabusTree> & { questions?: number }): SyllabusTree {
  const item = { number: 1, name: '知的財産権' };
  const middle = { number: 1, name: '法務', questions, majorName: '', items: [item] };
  return {
    ...{ key: 'k', title: 't', source: '出典', validFrom: '2026-01-01', validTo: null },
    ...{ minutes: 120, passTotal: 600, passField: 300 },
    fields: [
      { key: 'strategy', name: 'ストラテジ系', questions: 35, scored: 32, middles: [middle] },
    ],
    ...facts,
  };
}

describe('The page of what the exam asks', () => {
  it.each([
    [
      'none',
      null,
      null,
      'この日の試験の範囲(シラバス)が登録されていません。DX推進室にお知らせください。',
    ],
    [
      'one without an end',
      NOW,
      null,
      'いまの範囲はVer.6.5です。次の範囲は、まだ決まっていません。決まると、ここに違いが出ます。',
    ],
    [
      'one that ends',
      aSyllabus({ title: 'Ver.6.5', validTo: '2027-04-01' }),
      null,
      'いまの範囲はVer.6.5です。令和9年4月1日(木)の前日までの試験の範囲です。次の範囲は、まだ登録されていません。',
    ],
    [
      'two',
      NOW,
      NEXT,
      'いまの範囲はVer.6.5です。令和9年4月1日(木)の試験から、Ver.7.0に変わります。',
    ],
    ['one to come', null, NEXT, 'Ver.7.0は令和9年4月1日(木)からです。'],
  ])('says of %s what holds', (_name, current, following, summary) => {
    const next = following && { syllabus: following, bank: { questions: 0, answered: 0 } };
    const view = syllabusView({ current, next, examOn: null });
    expect(view.summary).toBe(summary);
    expect(view.shown === null).toBe(current === null && following === null);
  });

  it('says of a booked exam which syllabus it follows, on both sides of the day', () => {
    const next = { syllabus: NEXT, bank: { questions: 3, answered: 1 } };
    const words = (examOn: LocalDate) => syllabusView({ current: NOW, next, examOn }).examWords;
    expect(words('2027-03-31')).toContain('いまの範囲の試験です');
    expect(words('2027-04-01')).toBe(
      '受験予定の令和9年4月1日(木)は、新しい範囲(Ver.7.0)の試験です。',
    );
  });

  it('names only what differs, and what there is to practise', () => {
    const next = { syllabus: NEXT, bank: { questions: 3, answered: 1 } };
    expect(syllabusView({ current: NOW, next, examOn: null }).change?.lines).toEqual([
      '時間が120分から100分になります。',
      '問題数の変わる中分類が1あります。',
      '新しい範囲の問題は3問あり、そのうち1問をもう解いています。',
    ]);
  });
});
