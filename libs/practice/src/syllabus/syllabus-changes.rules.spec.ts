import type { SyllabusTree } from './syllabus.queries';
import { syllabusChanges } from './syllabus-changes.rules';

type Middles = Readonly<Record<string, readonly [questions: number, ...items: string[]]>>;

function aSyllabus(middles: Middles): SyllabusTree {
  return {
    ...{ key: 'k', title: 't', source: 's', validFrom: '2026-01-01', validTo: null },
    ...{ minutes: 120, passTotal: 600, passField: 300 },
    fields: [
      {
        ...{ key: 'strategy', name: 'ストラテジ系', questions: 35, scored: 32 },
        middles: Object.entries(middles).map(([name, [questions, ...items]], index) => ({
          ...{ number: index + 1, name, questions, majorName: '' },
          items: items.map((item, at) => ({ number: at + 1, name: item })),
        })),
      },
    ],
  };
}

describe('What changes from one syllabus to the next', () => {
  const before = aSyllabus({
    法務: [10, '知的財産権', '標準化'],
    企業活動: [5, '会計'],
    古い: [1, '廃止'],
  });

  it('is nothing where both say the same, also under other numbers', () => {
    const same = aSyllabus({
      企業活動: [5, '会計'],
      古い: [1, '廃止'],
      法務: [10, '標準化', '知的財産権'],
    });
    const { middles, items } = syllabusChanges(before, same);
    expect(middles.every((it) => it.before === it.after)).toBe(true);
    expect(middles).toHaveLength(3);
    expect(items).toEqual([]);
  });

  it('names what is new, what is gone, what moves and what weighs differently', () => {
    const after = aSyllabus({
      法務: [8, '知的財産権', '会計'],
      企業活動: [5, '生成AI'],
      AI: [3, '標準化'],
    });
    const { middles, items } = syllabusChanges(before, after);
    expect(middles.map(({ name, before: old, after: fresh }) => [name, old, fresh])).toEqual([
      ['法務', 10, 8],
      ['企業活動', 5, 5],
      ['AI', null, 3],
      ['古い', 1, null],
    ]);
    expect(items).toEqual([
      { name: '会計', before: '企業活動', after: '法務' },
      { name: '生成AI', before: null, after: '企業活動' },
      { name: '標準化', before: '法務', after: 'AI' },
      { name: '廃止', before: '古い', after: null },
    ]);
  });
});
