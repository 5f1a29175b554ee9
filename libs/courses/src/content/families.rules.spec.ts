import fc from 'fast-check';
import { type Chosen, choicesOnlyLimit } from './families.rules';

const question = (key: string, texts: readonly string[]): Chosen => ({
  choices: texts.map((text) => ({ text, correct: text === key })),
});
const FOUR = ['止める', '分ける', '減らす', '入れ替える'];

describe('choicesOnlyLimit', () => {
  it('is one in four of a family of four with a key each, in whatever order its choices stand', () => {
    const family = FOUR.map((key, at) => question(key, [...FOUR.slice(at), ...FOUR.slice(0, at)]));
    expect(choicesOnlyLimit(family)).toEqual({ asked: 4, most: 1 });
  });

  it('is all of questions that stand alone, and the most frequent key of a family', () => {
    expect(choicesOnlyLimit([question('止める', FOUR), question('甲', ['甲', '乙'])])).toEqual({
      ...{ asked: 2, most: 2 },
    });
    const uneven = ['止める', '止める', '分ける'].map((key) => question(key, FOUR));
    expect(choicesOnlyLimit(uneven)).toEqual({ asked: 3, most: 2 });
  });

  it('leaves out questions between numbers', () => {
    expect(choicesOnlyLimit([question('24,000', ['24,000', '25,000', '約3万円', '6日'])])).toEqual({
      ...{ asked: 0, most: 0 },
    });
  });

  it('never exceeds what is asked and is nothing only where nothing is', () => {
    const some = fc.array(
      fc.record({ key: fc.constantFrom(...FOUR), size: fc.integer({ min: 2, max: 4 }) }),
    );
    fc.assert(
      fc.property(some, (drawn) => {
        const { asked, most } = choicesOnlyLimit(
          drawn.map(({ key, size }) => question(key, FOUR.slice(0, size))),
        );
        expect(most).toBeLessThanOrEqual(asked);
        expect(most === 0).toBe(asked === 0);
      }),
    );
  });
});
