import { drawMock, type MockCandidate, scoredPositions } from './mock-draw.rules';
import { mockPlan } from './mock-plan.rules';
import { SAMPLE_SYLLABUS, samplePool } from './mock.samples';

const PLAN = mockPlan(SAMPLE_SYLLABUS, { form: 'full', paper: null, field: null });
const SHORT = mockPlan(SAMPLE_SYLLABUS, { form: 'short', paper: null, field: null });

const countBy = (drawn: readonly MockCandidate[], middle: number) =>
  drawn.filter((it) => it.middle === middle).length;
const day = (number: number) => new Date(`2027-03-${String(number).padStart(2, '0')}T10:00:00Z`);

describe('drawMock', () => {
  it.each([
    ['full', PLAN],
    ['short', SHORT],
  ])('takes of every 中分類 what the blueprint says, field after field: %s', (_, plan) => {
    const drawn = drawMock(samplePool(3), plan, 1);
    expect(new Set(drawn.map(({ questionId }) => questionId)).size).toBe(plan.questions);
    for (const { middles } of plan.fields)
      for (const [middle, count] of middles) expect(countBy(drawn, middle)).toBe(count);
    const fields = drawn.map(({ field }) => field);
    expect(fields.filter((field, index) => field !== fields[index - 1])).toEqual(
      plan.fields.map(({ key }) => key),
    );
  });

  it('draws the same for the same seed and another paper for another one', () => {
    const ids = (seed: number) => drawMock(samplePool(3), PLAN, seed).map((it) => it.questionId);
    expect(ids(7)).toEqual(ids(7));
    expect(ids(7)).not.toEqual(ids(8));
  });

  it('asks what is new before what was seen, and of that the oldest', () => {
    // Of 中分類 1 six are wanted: four are new, the others were seen on different days.
    const pool = samplePool(3).map((it) => {
      const nth = Number(it.questionId.split('-')[1]);
      return it.middle !== 1 || nth < 4 ? it : { ...it, seenAt: day(nth) };
    });
    for (const seed of [1, 2, 3]) {
      const drawn = drawMock(pool, PLAN, seed).filter(({ middle }) => middle === 1);
      expect(drawn.map(({ questionId }) => questionId).toSorted()).toEqual(
        ['1-0', '1-1', '1-2', '1-3', '1-4', '1-5'].toSorted(),
      );
    }
  });

  it('asks at most eight of a hundred to work out, where there are others', () => {
    const pool = samplePool(3).map((it, index) => ({ ...it, isNumeric: index % 3 === 0 }));
    for (const [plan, most] of [[PLAN, 8] as const, [SHORT, 3] as const]) {
      const drawn = drawMock(pool, plan, 3);
      expect(drawn).toHaveLength(plan.questions);
      expect(drawn.filter(({ isNumeric }) => isNumeric).length).toBeLessThanOrEqual(most);
    }
  });

  it('takes from the rest of the field what a 中分類 cannot give, and is short when the field is', () => {
    const pool = samplePool(2).filter(({ middle }) => middle !== 8);
    const drawn = drawMock(pool, PLAN, 1);
    expect(drawn).toHaveLength(100);
    expect(drawn.filter(({ field }) => field === 'management')).toHaveLength(20);
    const poor = samplePool(1).filter(({ middle }) => middle !== 8);
    expect(drawMock(poor, PLAN, 1)).toHaveLength(96);
  });
});

describe('scoredPositions', () => {
  const drawn = drawMock(samplePool(3), PLAN, 1);

  it('are 92 of 100, by field 32, 18 and 42, each place once', () => {
    const positions = scoredPositions(drawn, SAMPLE_SYLLABUS, 5);
    expect(new Set(positions).size).toBe(92);
    const ofField = (key: string) =>
      positions.filter((position) => drawn[position - 1]?.field === key).length;
    expect(['strategy', 'management', 'technology'].map(ofField)).toEqual([32, 18, 42]);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it('are others with another seed', () => {
    expect(scoredPositions(drawn, SAMPLE_SYLLABUS, 5)).not.toEqual(
      scoredPositions(drawn, SAMPLE_SYLLABUS, 6),
    );
  });

  it('are fewer in a paper from which a question was withdrawn', () => {
    expect(scoredPositions(drawn.slice(1), SAMPLE_SYLLABUS, 5)).toHaveLength(91);
  });
});
