import type { Syllabus } from './course-files.schema';
import { judgeSyllabi } from './syllabus.rules';

const field = (key: string, weight = 10) => ({
  ...{ key, name: key, weight, scored: 9 },
  majors: [
    {
      number: 1,
      name: '大',
      middles: [{ number: 1, name: '中', questions: 10, items: [{ number: 1, name: '項目' }] }],
    },
  ],
});

const syllabus = (facts: Partial<Syllabus> = {}): Syllabus => ({
  ...{ key: 'ip-6.5', title: 'Ver.6.5', validFrom: '2026-01-01', source: '見本', cityReview: [] },
  exam: { minutes: 120, passTotal: 600, passField: 300 },
  fields: [field('strategy'), field('management'), field('technology')],
  ...facts,
});

const reasonsOf = (...syllabi: readonly Syllabus[]) =>
  judgeSyllabi(syllabi).problems.map(({ file, reason }) => `${file} ${reason}`);

describe('judgeSyllabi', () => {
  it('takes one after the other', () => {
    const next = syllabus({ key: 'ip-7.0', validFrom: '2027-04-01' });
    const { usable, problems } = judgeSyllabi([syllabus({ validTo: '2027-04-01' }), next]);
    expect([usable.map(({ key }) => key), problems]).toEqual([['ip-6.5', 'ip-7.0'], []]);
  });

  it('keeps the first of two that hold on the same day or have one key, and says which', () => {
    const next = syllabus({ key: 'ip-7.0', title: 'Ver.7', validFrom: '2027-04-01' });
    expect(judgeSyllabi([syllabus(), next, syllabus()]).usable).toHaveLength(1);
    expect(reasonsOf(syllabus(), next)).toEqual([
      'syllabus/ip-7.0 「Ver.6.5」と適用の期間が重なります。前のものに validTo を書いてください。',
    ]);
    expect(reasonsOf(syllabus(), syllabus())).toEqual([
      'syllabus/ip-6.5 同じ key のシラバスが、もう一つあります。',
    ]);
  });

  it.each([
    [{ fields: [field('management'), field('strategy'), field('technology')] }, /この順に/],
    [{ fields: [field('strategy')] }, /三つを/],
    [{ validTo: '2026-01-01' as const }, /後の日に/],
    [{ fields: [field('strategy', 11), field('management'), field('technology')] }, /合計は10で/],
  ])('refuses %#', (facts, reason) => {
    expect(reasonsOf(syllabus(facts))[0]).toMatch(reason);
    expect(judgeSyllabi([syllabus(facts)]).usable).toEqual([]);
  });
});
