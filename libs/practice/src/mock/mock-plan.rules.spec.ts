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
