import type { SyllabusTree } from '../syllabus/syllabus.queries';
import { examBlueprint } from './exam-blueprint';
import { SAMPLE_SYLLABUS } from './mock.samples';
import { apportion, mockPlan, scoredCount } from './mock-plan.rules';

const FULL = { form: 'full', paper: null, field: null } as const;

describe('mockPlan', () => {
  it('is the blueprint of the exam for the full form', () => {
    const plan = mockPlan(SAMPLE_SYLLABUS, FULL);
    expect([plan.questions, plan.minutes]).toEqual([100, 120]);
    expect(plan.fields.map(({ questions }) => questions)).toEqual([35, 20, 45]);
    for (const [index, { middles }] of plan.fields.entries())
      expect([...middles.values()]).toEqual(
        SAMPLE_SYLLABUS.fields[index]?.middles.map(({ questions }) => questions),
      );
  });

  it('is thirty questions in 36 minutes in proportion, and one field with its share of the time', () => {
    const short = mockPlan(SAMPLE_SYLLABUS, { ...FULL, form: 'short' });
    expect([short.questions, short.minutes]).toEqual([30, 36]);
    expect(short.fields.map(({ questions }) => questions)).toEqual([11, 6, 13]);
    for (const { questions, middles } of short.fields)
      expect([...middles.values()].reduce((sum, one) => sum + one, 0)).toBe(questions);
    const field = mockPlan(SAMPLE_SYLLABUS, { form: 'field', paper: null, field: 'management' });
    expect(field).toMatchObject({ questions: 20, minutes: 24, fields: [{ key: 'management' }] });
  });
});

describe('apportion', () => {
  it.each([
    [30, [35, 20, 45], [11, 6, 13]],
    [100, [35, 20, 45], [35, 20, 45]],
    [1, [1, 1], [1, 0]],
    [0, [3, 2], [0, 0]],
  ])('%i over %p', (total, weights, counts) => {
    expect(apportion(total, weights)).toEqual(counts);
  });
});

describe('scoredCount', () => {
  it.each([
    [{ questions: 35, scored: 32 }, 35, 32],
    [{ questions: 20, scored: 18 }, 20, 18],
    [{ questions: 45, scored: 42 }, 45, 42],
    [{ questions: 35, scored: 32 }, 11, 10],
    [{ questions: 20, scored: 18 }, 6, 5],
    [{ questions: 45, scored: 42 }, 13, 12],
  ])('of %p', (field, count, scored) => {
    expect(scoredCount(field, count)).toBe(scored);
  });
});

describe('examBlueprint', () => {
  it('has the scored questions, the pass lines in right answers and the weight of every 中分類', () => {
    const blueprint = examBlueprint(SAMPLE_SYLLABUS);
    expect(blueprint).toMatchObject({ key: 'sample', leastRight: 56, validTo: null });
    expect(blueprint.fields.map(({ scored, leastRight }) => [scored, leastRight])).toEqual([
      [32, 10],
      [18, 6],
      [42, 13],
    ]);
    for (const { scored, middles } of blueprint.fields)
      expect(middles.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(scored, 9);
  });

  it('says the last day where the row says the first day after it, and refuses an exam of other fields', () => {
    const until: SyllabusTree = { ...SAMPLE_SYLLABUS, validTo: '2027-04-01' };
    expect(examBlueprint(until).validTo).toBe('2027-03-31');
    expect(() => examBlueprint({ ...SAMPLE_SYLLABUS, fields: [] })).toThrow('no field strategy');
  });
});
