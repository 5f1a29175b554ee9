import fc from 'fast-check';
import { gainOnExam, examInstant, type PracticeCard, recallAt, reviewCard } from './card.rules';

const START = new Date('2027-04-01T09:00:00+09:00');
const DAY_MS = 86_400_000;
const days = (from: Date, to: Date) => (to.getTime() - from.getTime()) / DAY_MS;

/** The card after answers that were each given on the day on which it came back. */
function after(answers: readonly boolean[]): PracticeCard {
  let [card, at] = [null as PracticeCard | null, START];
  for (const isCorrect of answers) {
    card = reviewCard(card, { isCorrect, at, examOn: null });
    at = card.dueAt;
  }
  if (card === null) throw new Error('no answer');
  return card;
}

describe('A card', () => {
  it('comes back after days, after ever more of them while it is known, and soon when it was wrong', () => {
    const gap = (answers: readonly boolean[]) => {
      const card = after(answers);
      return Math.round(days(card.reviewedAt, card.dueAt));
    };
    expect([gap([true]), gap([true, true]), gap([true, true, true])]).toEqual([3, 14, 57]);
    expect([gap([false]), gap([true, true, false])]).toEqual([1, 2]);
  });

  it('is never due before it was answered and never less than a day later', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), (answers) => {
        const card = after(answers);
        expect(days(card.reviewedAt, card.dueAt)).toBeGreaterThanOrEqual(1);
        expect(card.repetitions).toBe(answers.length);
        expect(card.wasCorrect).toBe(answers.at(-1));
      }),
    );
  });

  it('is seen once more two days before the exam, tomorrow at the earliest', () => {
    const known = after([true, true]);
    const at = known.dueAt;
    const due = (examOn: '2027-05-01' | '2027-04-16') =>
      reviewCard(known, { isCorrect: true, at, examOn }).dueAt;
    expect(at.toISOString()).toBe('2027-04-18T00:00:00.000Z');
    expect(due('2027-05-01').toISOString()).toBe('2027-04-29T00:00:00.000Z');
    expect(due('2027-04-16').toISOString()).toBe('2027-04-19T00:00:00.000Z');
  });

  it('falls to 90 % on the day on which it comes back', () => {
    const card = after([true, true, true]);
    expect(recallAt(card, card.dueAt)).toBeCloseTo(0.9, 1);
    expect(recallAt(card, card.reviewedAt)).toBe(1);
  });

  it('gains most by a look where it would be forgotten by the exam', () => {
    const exam = examInstant('2027-04-30');
    const now = new Date('2027-04-19T09:00:00+09:00');
    const [weak, firm] = [after([false]), after([true, true])];
    expect(gainOnExam(weak, now, exam)).toBeGreaterThan(gainOnExam(firm, now, exam));
    expect(gainOnExam(firm, now, exam)).toBeGreaterThan(0);
  });
});
